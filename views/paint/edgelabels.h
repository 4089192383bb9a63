// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/edgepainter.h"

namespace groundplan {

/// Sets `labelCenter` of each edge that has a label: on its own line, clear of `obstacles` (bodies and titles), of other labels, of
/// other connections' lines and, where it can be, of zone outlines. Where nothing is clear the label is dropped: a line
/// without a text is better than a text over another.
void placeEdgeLabels(QList<EdgeLook> &edges, const QList<QRectF> &obstacles, const QList<QRectF> &outlines, const Style &style);

} // namespace groundplan
