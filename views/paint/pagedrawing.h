// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/looks.h"
#include "views/paint/notelooks.h"
#include "views/paint/picture.h"

namespace groundplan {

/// Whose look it is: what a picture leaves out and a drawing in another program's format needs.
struct DrawnPlace {
    PlacementId id;
    PlacementId in; ///< the zone's placement that holds it; empty: the page
    ResourceId resource;
};
struct DrawnLine {
    PlacementId from, to;
    QString label; ///< said even where the picture has no room for it
};

/// A whole page as looks in painting order, with its lines routed: what a headless picture paints.
struct PageDrawing {
    QList<ZoneLook> zones; ///< outer ones first
    QList<EdgeLook> edges;
    QList<NodeLook> nodes;
    QList<NoteLook> notes; ///< over all else, lower ones first
    QRectF bounds;
    QList<DrawnPlace> zonePlaces, nodePlaces; ///< of `zones` and `nodes`, in their order
    QList<DrawnLine> lines;                   ///< of `edges`, in their order
};

/// The page that the options name, the first one without. Errors: there is none.
Result<PageId> pageToDraw(const Blueprint &blueprint, const PictureOptions &options);
/// Draws that page. Errors: there is none, or nothing is drawn on it.
Result<PageDrawing> drawChosenPage(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options, const Style &style);
PageDrawing drawPage(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const PictureOptions &options,
                     const Style &style);
void paintPage(Brush &brush, const PageDrawing &drawing);

} // namespace groundplan
