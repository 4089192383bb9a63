// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/edgepainter.h"

#include <functional>
#include <optional>

namespace groundplan {

/// What stands around a line: the answers for a rectangle, on the page.
struct LabelSurroundings {
    std::function<bool(const QRectF &)> isTaken;  ///< by a body, a title or another label
    std::function<bool(const QRectF &)> isShared; ///< by the line of another connection: nobody could tell whose label it is
    std::function<bool(const QRectF &)> isCut;    ///< by the outline of a zone; avoided where it can be
};

/// Where a label of `size` stands on the line `points`; nothing where no place is clear.
std::optional<QPointF> edgeLabelPlace(const QPolygonF &points, const QSizeF &size, const LabelSurroundings &around);

/// Sets `labelCenter` of each edge that has a label: on its own line, clear of `obstacles` (bodies and titles), of other labels, of
/// other connections' lines and, where it can be, of zone outlines. Where nothing is clear the label is dropped: a line
/// without a text is better than a text over another.
void placeEdgeLabels(QList<EdgeLook> &edges, const QList<QRectF> &obstacles, const QList<QRectF> &outlines, const Style &style);

} // namespace groundplan
