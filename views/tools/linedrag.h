// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/tool.h"

#include <optional>

namespace groundplan {

/// A line pulled through a point: a new one where the hand caught the line, or one that it goes through already. Dropped where
/// it makes no difference, the point is gone.
class LineDrag {
public:
    struct Handle {
        int edge = -1;
        qsizetype point = -1; ///< of the edge's via
    };
    /// The point of a selected line that a hand would hold there.
    static std::optional<Handle> handleAt(const Stage &stage, const QPointF &view);

    LineDrag(Stage &stage, int edge, const QPointF &start, std::optional<qsizetype> point);
    void move(const PointerEvent &event);
    void drop();

private:
    QPointF placed(const PointerEvent &event) const;

    Stage &m_stage;
    int m_edge;
    qsizetype m_point;
    QList<QPointF> m_via;
};

/// The line without one of its points.
Result<ChangeSet> withoutWaypoint(const Stage &stage, const LineDrag::Handle &handle);
/// The selected line's points moved by a key; a line without any gets one in the middle of its longest stretch.
Result<ChangeSet> nudgedLine(const Stage &stage, const ConnectionId &id, const QPointF &delta);

/// `moves` of nodes, with the points of lines between two of them. `nodes`: all that moves, what stands in zones too.
Result<ChangeSet> withLinesBetween(const Stage &stage, const ChangeSet &moves, const QSet<int> &nodes, const QPointF &delta);

} // namespace groundplan
