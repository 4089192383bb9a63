// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/connections.h"
#include "views/paint/brush.h"
#include "views/paint/text.h"

#include <QPainterPath>
#include <QPolygonF>
#include <QRectF>

namespace groundplan {

/// One connection, ready to be drawn along the points that layout/route.h found.
struct EdgeLook {
    QPolygonF points;                                            ///< on the page, orthogonal; empty or one point: nothing is drawn
    connections::LineKind kind = connections::LineKind::Traffic; ///< traffic is solid, anything else dashed
    QString label;
    ConnectionId owner; ///< one connection may be several lines
    bool arrow = true;  ///< at the last point
    bool selected = false, hovered = false, dimmed = false;
    QList<QPointF> jumps; ///< on horizontal stretches: where the line leaps over another
    QPointF labelCenter;  ///< where the label stands; prepareEdge() takes the middle of the longest part when it is null

    // By prepareEdge(); on the page.
    QPainterPath path; ///< with rounded corners, ending at the arrowhead's base
    QPolygonF line;    ///< the same for overviews
    QPolygonF head;
    QStaticText labelText = text::noWords();
    QPointF labelAt;
    QRectF labelRect; ///< empty: none
};

/// Needed again when the points, the label or the style change.
void prepareEdge(EdgeLook &look, const Style &style);
/// Moves all of it; the same as moving the points and preparing again.
void translateEdge(EdgeLook &look, const QPointF &by);
/// Allocates nothing. Labels are painted by paintEdgeLabel() after all lines, so that no line crosses one.
void paintEdge(Brush &brush, const EdgeLook &look);
void paintEdgeLabel(Brush &brush, const EdgeLook &look);
/// How much room a label takes.
QSizeF edgeLabelSize(const QString &label, const Style &style);

/// True when `point` is at most `tolerance` from the line.
bool hitsEdge(const EdgeLook &look, const QPointF &point, double tolerance);
/// Everything that the painting functions may touch.
QRectF paintedRect(const EdgeLook &look);

} // namespace groundplan
