// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/through.h"

#include <algorithm>
#include <cmath>

namespace groundplan::route {

namespace {

constexpr double hitCost = 600;  ///< of an obstacle on the way: it is gone around where one corner does it
constexpr double backCost = 240; ///< of turning back on itself

/// The cheapest way found so far to a point, arriving in one of four directions.
struct Way {
    double cost = -1; ///< none yet
    Course points;
};
using Ways = std::array<Way, 4>;
const std::array<QPointF, 4> directions{QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)};

size_t headingOf(const QPointF &a, const QPointF &b) { return a.y() == b.y() ? (b.x() > a.x() ? 0 : 1) : (b.y() > a.y() ? 2 : 3); }
size_t headingOf(const QPointF &unit) { return headingOf(QPointF(), unit); }

double turnCost(size_t from, size_t to) { return from == to ? 0 : from / 2 == to / 2 ? backCost : bendCost; }

/// On from where one of `ways` ends to `end`, by at most one corner.
Ways goOn(const Ways &ways, const QPointF &end, const Obstacles &obstacles)
{
    Ways next;
    for (size_t from = 0; from < ways.size(); ++from) {
        if (ways[from].cost < 0)
            continue;
        const QPointF start = ways[from].points.last();
        for (const QPointF &corner : {QPointF(end.x(), start.y()), QPointF(start.x(), end.y())}) {
            Way way = ways[from];
            size_t direction = from;
            for (const QPointF &point : {corner, end}) {
                const QPointF last = way.points.last();
                if (last == point)
                    continue;
                const size_t turned = headingOf(last, point);
                way.cost += (point - last).manhattanLength() + turnCost(direction, turned) + hitCost * obstacles.hits(last, point, 0, 3);
                direction = turned;
                way.points.append(point);
            }
            if (next[direction].cost < 0 || way.cost < next[direction].cost)
                next[direction] = way;
        }
    }
    return next;
}

} // namespace

Course courseThrough(const Line &line, const QRectF &fromBody, const QRectF &toBody, const Obstacles &obstacles, QRectF &looked)
{
    const auto look = [&looked](const QPointF &point) {
        looked.setCoords(std::min(looked.left(), point.x()), std::min(looked.top(), point.y()), std::max(looked.right(), point.x()),
                         std::max(looked.bottom(), point.y()));
    };
    Way best;
    for (const std::optional<Port> &from : ports(line.from, fromBody)) {
        if (!from)
            continue;
        Ways ways;
        const QPointF stub = from->point + from->out * from->stub;
        look(stub);
        ways[headingOf(from->out)] = {from->reach + from->stub + hitCost * obstacles.hits(from->point, stub, line.from.body, 3),
                                      {from->point, stub}};
        for (const QPointF &point : line.via) {
            look(point);
            ways = goOn(ways, point, obstacles);
        }
        for (const std::optional<Port> &to : ports(line.to, toBody)) {
            if (!to)
                continue;
            const QPointF end = to->point + to->out * to->stub;
            look(end);
            const Ways last = goOn(ways, end, obstacles);
            const double onto = to->reach + to->stub + hitCost * obstacles.hits(end, to->point, line.to.body, 3);
            for (size_t arrived = 0; arrived < last.size(); ++arrived) {
                const double cost = last[arrived].cost + onto + turnCost(arrived, headingOf(-to->out));
                if (last[arrived].cost >= 0 && (best.cost < 0 || cost < best.cost)) {
                    best = {cost, last[arrived].points};
                    best.points.append(to->point);
                }
            }
        }
    }
    return best.points;
}

} // namespace groundplan::route
