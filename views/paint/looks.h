// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/edgepainter.h"
#include "views/paint/resourcepainter.h"
#include "views/paint/zonepainter.h"

/// From rows to looks: what the canvas and headless pictures draw of them. Neither costs nor badges: the caller adds those,
/// then prepares.
namespace groundplan::looks {

/// What a resource is called in a drawing: a group's title, region or zone; else its `Name` tag or `name` where that is a plain
/// text; else its name in the code.
QString drawnName(const Resource &resource);

bool isZone(const Catalog &catalog, const Resource &resource);
NodeLook node(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource, const QRectF &rect);
ZoneLook zone(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource, const QRectF &rect);
EdgeLook edge(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection);

/// The placements between which a connection is drawn on a page. A resource that appears once is linked to every appearance of
/// the other; where both appear several times, each appearance of the rarer one to its nearest of the other. What is not traffic
/// is said once, between the nearest two. A resource inside the other's zone gets no line to it.
struct Ends {
    PlacementId from, to;
    bool operator==(const Ends &) const = default;
};
QList<Ends> ends(const Blueprint &blueprint, const PageId &page, const Connection &connection);

} // namespace groundplan::looks
