// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/route.h"

#include "model/layout/candidates.h"
#include "model/layout/channels.h"
#include "model/layout/through.h"
#include "model/parallel.h"

#include <algorithm>

namespace groundplan::route {

namespace {

struct Found {
    Course course;
    QRectF looked; ///< everything that could have changed the answer
};

QRectF boundsOf(const Candidate &candidate)
{
    QRectF bounds(candidate.points[0], QSizeF(0, 0));
    for (int i = 1; i < candidate.size; ++i) {
        const QPointF &p = candidate.points[size_t(i)];
        bounds.setCoords(std::min(bounds.left(), p.x()), std::min(bounds.top(), p.y()), std::max(bounds.right(), p.x()),
                         std::max(bounds.bottom(), p.y()));
    }
    return bounds;
}

QRectF around(const QRectF &a, const QRectF &b)
{
    return QRectF(QPointF(std::min(a.left(), b.left()), std::min(a.top(), b.top())),
                  QPointF(std::max(a.right(), b.right()), std::max(a.bottom(), b.bottom())));
}

/// The first stretch may leave its own body and the last one enter it; no other may touch them.
int hitsOf(const Candidate &candidate, const Line &line, const Obstacles &obstacles, int enough)
{
    int hits = 0;
    for (int i = 1; i < candidate.size && hits < enough; ++i) {
        const QPointF &a = candidate.points[size_t(i - 1)], &b = candidate.points[size_t(i)];
        const bool first = i == 1, last = i + 1 == candidate.size;
        if (first && last) {
            // Straight from one to the other: whatever it hits besides the two ends.
            const int both = obstacles.hits(a, b, 0, enough + 2);
            hits +=
                std::max(0, both - (obstacles.rect(line.from.body).isEmpty() ? 0 : 1) - (obstacles.rect(line.to.body).isEmpty() ? 0 : 1));
        } else {
            hits += obstacles.hits(a, b, first ? line.from.body : last ? line.to.body : 0, enough - hits);
        }
    }
    return hits;
}

/// Tests one list in its order: the first free course, else the one that hits least so far.
bool pick(const std::vector<Candidate> &candidates, const Line &line, const Obstacles &obstacles, Found &found, int &fewest)
{
    for (const Candidate &candidate : candidates) {
        found.looked = around(found.looked, boundsOf(candidate));
        const int hits = hitsOf(candidate, line, obstacles, fewest);
        if (hits < fewest) {
            fewest = hits;
            found.course = candidate.polygon();
            if (hits == 0)
                return true;
        }
    }
    return false;
}

Course tidy(const Course &points)
{
    Course out;
    for (const QPointF &point : points) {
        if (!out.isEmpty() && out.last() == point)
            continue;
        if (out.size() > 1) {
            const QPointF &last = out.last(), &before = out.at(out.size() - 2);
            const bool isAligned = (before.x() == last.x() && last.x() == point.x()) || (before.y() == last.y() && last.y() == point.y());
            if (isAligned && QPointF::dotProduct(last - before, point - last) > 0) { // else it goes to a point that was set, and back
                out.last() = point;
                continue;
            }
        }
        out.append(point);
    }
    return out;
}

Found find(const Line &line, const Obstacles &obstacles)
{
    // Small areas first: most detours are short, and a search costs the square of what is in its area.
    struct Area {
        double margin;
        size_t obstacles;
    };
    static constexpr std::array<Area, 3> areas{Area{48, 40}, Area{160, 90}, Area{640, 160}};

    Found found;
    if (line.from.rect.isEmpty() || line.to.rect.isEmpty())
        return found;
    const QRectF fromBody = obstacles.rect(line.from.body), toBody = obstacles.rect(line.to.body);
    found.looked = around(line.from.rect, line.to.rect);
    if (!line.via.isEmpty()) {
        found.course = tidy(courseThrough(line, fromBody, toBody, obstacles, found.looked));
        return found;
    }
    int fewest = 1000;
    if (pick(simpleCandidates(line, fromBody, toBody), line, obstacles, found, fewest)
        || pick(sidestepCandidates(line, fromBody, toBody), line, obstacles, found, fewest))
        return found;
    const QRectF ends = around(fromBody.isEmpty() ? line.from.rect : around(fromBody, line.from.rect),
                               toBody.isEmpty() ? line.to.rect : around(toBody, line.to.rect));
    for (const Area &area : areas) {
        const QRectF rect = ends.adjusted(-area.margin, -area.margin, area.margin, area.margin);
        found.looked = around(found.looked, rect.adjusted(-clearance, -clearance, clearance, clearance));
        const Course course = searchChannels(line, fromBody, toBody, obstacles, rect, area.obstacles);
        if (!course.isEmpty()) {
            found.course = tidy(course);
            break;
        }
    }
    return found;
}

/// A line's course is its own affair: many are found on all processors. A null line has none.
std::vector<Found> findAll(const std::vector<const Line *> &lines, const Obstacles &obstacles)
{
    std::vector<Found> all(lines.size());
    inShares(lines.size(), 64, [&](size_t from, size_t to) {
        for (size_t i = from; i < to; ++i) {
            if (lines[i])
                all[i] = find(*lines[i], obstacles);
        }
    });
    return all;
}

} // namespace

struct Router::Private {
    struct Routed {
        Line line;
        Found found;
        bool isNew = true;
    };
    Obstacles obstacles;
    QHash<LineKey, Routed> lines;
    QList<LineKey> fresh;  ///< set since the last update
    QList<QRectF> changed; ///< where obstacles came, went or moved
};

Router::Router() : d(std::make_unique<Private>()) { }
Router::~Router() = default;
Router::Router(Router &&) noexcept = default;
Router &Router::operator=(Router &&) noexcept = default;

void Router::setObstacle(ObstacleKey key, const QRectF &rect)
{
    const QRectF before = d->obstacles.rect(key);
    if (before == rect || (before.isEmpty() && rect.isEmpty()))
        return;
    for (const QRectF &touched : {before, rect}) {
        if (!touched.isEmpty())
            d->changed.append(touched.adjusted(-clearance, -clearance, clearance, clearance));
    }
    d->obstacles.set(key, rect);
}

void Router::setLine(LineKey key, const Line &line)
{
    const auto known = d->lines.constFind(key);
    if (known != d->lines.constEnd() && known->line == line)
        return;
    d->lines.insert(key, {line, known == d->lines.constEnd() ? Found() : known->found, true});
    d->fresh.append(key);
}

void Router::removeLine(LineKey key) { d->lines.remove(key); }

void Router::clear() { *d = Private(); }

QList<LineKey> Router::update()
{
    QList<LineKey> due = std::exchange(d->fresh, {});
    if (!d->changed.isEmpty()) {
        const QList<QRectF> changed = std::exchange(d->changed, {});
        QRectF all = changed.first();
        for (const QRectF &rect : changed)
            all = around(all, rect);
        for (auto it = d->lines.cbegin(); it != d->lines.cend(); ++it) {
            // Not QRectF::intersects(): what was looked at may have no width.
            const QRectF &looked = it->found.looked;
            const auto touches = [&](const QRectF &rect) {
                return rect.right() >= looked.left() && rect.left() <= looked.right() && rect.bottom() >= looked.top()
                    && rect.top() <= looked.bottom();
            };
            if (!it->isNew && touches(all) && std::any_of(changed.begin(), changed.end(), touches))
                due.append(it.key());
        }
    }
    std::sort(due.begin(), due.end());
    due.erase(std::unique(due.begin(), due.end()), due.end());
    std::vector<const Line *> lines;
    lines.reserve(size_t(due.size()));
    for (const LineKey key : std::as_const(due)) {
        const auto it = std::as_const(d->lines).constFind(key);
        lines.push_back(it == d->lines.cend() ? nullptr : &it->line);
    }
    std::vector<Found> all = findAll(lines, d->obstacles);
    QList<LineKey> moved;
    for (size_t i = 0; i < all.size(); ++i) {
        if (!lines[i])
            continue;
        const LineKey key = due.at(qsizetype(i));
        const auto it = d->lines.find(key);
        Found &found = all[i];
        if (it->isNew || found.course != it->found.course)
            moved.append(key);
        it->found = std::move(found);
        it->isNew = false;
    }
    return moved;
}

Course Router::course(LineKey key) const { return d->lines.value(key).found.course; }
Course Router::courseOf(const Line &line) const { return find(line, d->obstacles).course; }
qsizetype Router::lineCount() const { return d->lines.size(); }

} // namespace groundplan::route
