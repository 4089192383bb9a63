// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

namespace groundplan::layout {

/// Places everything on a page anew, the way reference architectures are drawn: availability zones side by side, their subnets
/// stacked and equally large, what belongs to a VPC in a row above them, what belongs to the region in a column at its
/// right, what is outside above all. Who stands left of or above whom stays as the user has it. What is locked stays, with what
/// is around it. Notes go along with what they stand in or at. An empty ChangeSet when all is in place already.
Result<ChangeSet> arrange(const Blueprint &blueprint, const Catalog &catalog, const PageId &page);

/// The same of one zone, which stays where it is and becomes as large as it has to: what is beside it makes room. Or of several
/// things among themselves, each kind of neighbours by itself; no other thing moves but to make room.
Result<ChangeSet> arrangeChosen(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const QList<PlacementId> &chosen);

} // namespace groundplan::layout
