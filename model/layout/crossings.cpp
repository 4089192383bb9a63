// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/crossings.h"

#include <algorithm>

namespace groundplan::route {

namespace {

constexpr double cornerRoom = 13, stretchRoom = 9; // an arc keeps clear of corners and arrowheads

} // namespace

void addCrossings(const Course &line, const Course &other, Course &places)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF &a = line.at(i - 1), &b = line.at(i);
        if (a.y() != b.y())
            continue;
        const double left = std::min(a.x(), b.x()) + cornerRoom, right = std::max(a.x(), b.x()) - cornerRoom;
        for (qsizetype j = 1; j < other.size(); ++j) {
            const QPointF &c = other.at(j - 1), &d = other.at(j);
            const double x = c.x();
            if (x != d.x() || x < left || x > right || a.y() < std::min(c.y(), d.y()) + stretchRoom
                || a.y() > std::max(c.y(), d.y()) - stretchRoom)
                continue;
            if (!places.contains(QPointF(x, a.y())))
                places.append({x, a.y()});
        }
    }
}

QList<Course> crossings(const Courses &all)
{
    struct Upright {
        double x, top, bottom;
        qsizetype of;
    };
    std::vector<Upright> uprights;
    for (qsizetype of = 0; of < all.size(); ++of) {
        const Course &course = all.at(of).second;
        for (qsizetype i = 1; i < course.size(); ++i) {
            if (const QPointF &a = course.at(i - 1), &b = course.at(i); a.x() == b.x())
                uprights.push_back({a.x(), std::min(a.y(), b.y()), std::max(a.y(), b.y()), of});
        }
    }
    std::sort(uprights.begin(), uprights.end(), [](const Upright &a, const Upright &b) { return a.x < b.x; });
    QList<Course> places(all.size());
    for (qsizetype of = 0; of < all.size(); ++of) {
        const Course &course = all.at(of).second;
        for (qsizetype i = 1; i < course.size(); ++i) {
            const QPointF &a = course.at(i - 1), &b = course.at(i);
            if (a.y() != b.y())
                continue;
            const auto first = std::lower_bound(uprights.begin(), uprights.end(), std::min(a.x(), b.x()),
                                                [](const Upright &upright, double x) { return upright.x < x; });
            for (auto at = first; at != uprights.end() && at->x <= std::max(a.x(), b.x()); ++at) {
                if (at->top < a.y() && at->bottom > a.y() && all.at(at->of).first != all.at(of).first)
                    addCrossings({a, b}, {QPointF(at->x, at->top), QPointF(at->x, at->bottom)}, places[of]);
            }
        }
    }
    return places;
}

} // namespace groundplan::route
