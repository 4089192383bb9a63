// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

/// Edits that put what is drawn in order: rows and columns, stacking, locks, groups. They change where things are drawn and never
/// what they are; only ungroup() changes what they stand in, by one zone that means nothing.
namespace groundplan::edits {

enum class Alignment { Left, Centre, Right, Top, Middle, Bottom };
/// Moves each to the common edge or middle of all; zones take their contents along, and grow to hold what comes nearer to
/// their border. What is locked stays.
Result<ChangeSet> align(const Blueprint &blueprint, const PageId &page, const QList<PlacementId> &placements, Alignment how);
/// The outermost two stay, the others get equal gaps between them.
Result<ChangeSet> distribute(const Blueprint &blueprint, const PageId &page, const QList<PlacementId> &placements, Qt::Orientation along);
/// Zones get the size of the last one, or what their contents need where that is more.
Result<ChangeSet> makeSameSize(const Blueprint &blueprint, const PageId &page, const QList<PlacementId> &placements);
/// Zones get as small as their contents allow; what stands in them stays where it is.
Result<ChangeSet> shrinkToFit(const Blueprint &blueprint, const PageId &page, const QList<PlacementId> &placements);

enum class Stacking { Forward, Backward, ToFront, ToBack };
/// `drawn` is everything that is drawn in one zone, back to front. Forward and Backward pass the next thing that is overlapped.
Result<ChangeSet> restack(const Blueprint &blueprint, const QList<PlacementId> &drawn, const QList<PlacementId> &moved, Stacking how);

Result<ChangeSet> setLocked(const Blueprint &blueprint, const QList<PlacementId> &placements, bool isLocked);
Result<ChangeSet> setHidden(const Blueprint &blueprint, const QList<PlacementId> &placements, bool isHidden);
/// Everything on the page that is hidden is shown.
Result<ChangeSet> showAll(const Blueprint &blueprint, const PageId &page);

/// Takes free groups away; what stands in them stays where it is drawn, in the zone around.
Result<ChangeSet> ungroup(const Blueprint &blueprint, const QList<ResourceId> &groups);

} // namespace groundplan::edits
