// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/guides.h"
#include "views/tools/tool.h"

namespace groundplan {

/// A zone's border dragged by one of eight handles. What stands in it stays where it is and is never left outside.
class ResizeDrag {
public:
    /// The sides that a handle moves.
    ResizeDrag(Stage &stage, int zone, Qt::Edges edges, const QPointF &start);

    void move(const PointerEvent &event);
    void drop();

    /// The handles of a zone in view coordinates, each with its sides.
    static std::vector<std::pair<QPointF, Qt::Edges>> handles(const QRectF &view);
    static Qt::Edges handleAt(const QRectF &view, const QPointF &point);
    static Qt::CursorShape cursorFor(Qt::Edges edges);

private:
    Stage &m_stage;
    int m_zone;
    Qt::Edges m_edges;
    QPointF m_start;
    QRectF m_before, m_smallest, m_rect;
    Guides m_guides;
};

} // namespace groundplan
