// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/looks.h"
#include "views/paint/picture.h"

namespace groundplan {

/// A whole page as looks in painting order, with its lines routed: what a headless picture paints.
struct PageDrawing {
    QList<ZoneLook> zones; ///< outer ones first
    QList<EdgeLook> edges;
    QList<NodeLook> nodes;
    QRectF bounds;
};

PageDrawing drawPage(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const PictureOptions &options,
                     const Style &style);
void paintPage(Brush &brush, const PageDrawing &drawing);

} // namespace groundplan
