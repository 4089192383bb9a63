// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QSet>

#include <memory>

/// Orthogonal lines around what stands on a page. Knows rectangles and keys, nothing of resources.
namespace groundplan::route {

enum class Side { Any, Top, Right, Bottom, Left };

/// Names something that no line may cross: a resource's body (tile and texts), the title of a zone. Not 0.
using ObstacleKey = quint64;
using LineKey = quint64;
using Course = QList<QPointF>;

/// One end of a line: on the middle of a side of `rect`.
struct End {
    QRectF rect;           ///< where the line touches: a tile
    Side side = Side::Any; ///< Any: the router chooses
    ObstacleKey body = 0;  ///< the obstacle around `rect` that this line may leave through; 0: none
    bool operator==(const End &) const = default;
};

struct Line {
    End from, to;
    QList<QPointF> via = {}; ///< points that it goes through, in this order
    bool operator==(const Line &) const = default;
};

/// All lines of a page. A line's course depends on its own ends and on the obstacles, never on other lines or on the order of
/// calls, so that a change re-routes what it touches and the result is the one that a fresh router finds. Lines that leave the
/// same side of the same end share a trunk. Points that a line has been pulled through it goes through.
class Router {
public:
    Router();
    ~Router();
    Router(Router &&) noexcept;
    Router &operator=(Router &&) noexcept;

    void setObstacle(ObstacleKey key, const QRectF &rect); ///< empty: removes it
    void setLine(LineKey key, const Line &line);
    void removeLine(LineKey key);
    void clear();

    /// Routes what is new or may be affected by what changed since the last call; returns the lines whose course changed.
    QList<LineKey> update();
    /// The course that update() found; empty for an unknown line. Never null length segments, never two in a row in one direction.
    Course course(LineKey key) const;
    qsizetype lineCount() const;
    /// The course that a line would take among what is there now.
    Course courseOf(const Line &line) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace groundplan::route
