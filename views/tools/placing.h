// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

#include <QRectF>

/// What dropping a type on the page makes: pure, so that tests and tools share it.
namespace groundplan::placing {

/// The rectangle of a new `type` under the pointer, on the grid.
QRectF rectAt(const Catalog &catalog, const QString &type, const QPointF &pointer, bool onGrid = true);

/// A new resource with the catalog's defaults, a free name and, for a network or subnet, the next free address block; the zones
/// around it grow to hold it. `rect` is in page coordinates.
Result<ChangeSet> placeResource(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const QString &type,
                                const ResourceId &zone, const QRectF &rect, ResourceId *newId = nullptr);

/// As placeResource for a zone drawn around things: those of its siblings that lie in it and may stand in it move into it.
Result<ChangeSet> placeZone(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const QString &type,
                            const ResourceId &zone, const QRectF &rect, ResourceId *newId = nullptr);

/// A free group around things of one zone, which then stand in it.
Result<ChangeSet> group(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const QList<PlacementId> &placements,
                        ResourceId *newId = nullptr);

/// New subnets of `changes` whose address block a neighbour in the same network has get the next free one of that size.
void giveOwnBlocks(const Blueprint &before, ChangeSet &changes);

/// The zone grown to hold `placed`, as an edit that follows `first`; both as one.
Result<ChangeSet> withRoom(const Blueprint &blueprint, const ChangeSet &first, const PageId &page, const ResourceId &zone,
                           const QRectF &placed);

} // namespace groundplan::placing
