// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/tool.h"

namespace groundplan {

/// A line drawn from one thing to another. What it means is chosen afterwards, at the pointer.
class ConnectDrag {
public:
    ConnectDrag(Stage &stage, int from) : m_stage(stage), m_from(from) { }

    void move(const PointerEvent &event);
    void drop();

    /// Small circles on the four sides of a thing, in view coordinates.
    static std::vector<QPointF> handles(const QRectF &view);
    static bool isHandleAt(const Stage &stage, int node, const QPointF &view);

private:
    Stage &m_stage;
    int m_from;
    int m_to = -1;
    QString m_reason;
};

/// The line while a hand holds an end: orthogonal, between the sides that face each other.
QPolygonF liveLine(const QRectF &from, const QRectF &to);

} // namespace groundplan
