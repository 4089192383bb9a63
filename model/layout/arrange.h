// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

namespace groundplan::layout {

/// Places everything on a page anew, the way reference architectures are drawn: availability zones side by side, their subnets
/// stacked and equally large, what belongs to a VPC in a row above them, what belongs to the region in a column at its
/// right, what is outside above all. Who stands left of or above whom stays as the user has it. Moves and resizes
/// placements, nothing else; an empty ChangeSet when all is in place already.
Result<ChangeSet> arrange(const Blueprint &blueprint, const Catalog &catalog, const PageId &page);

} // namespace groundplan::layout
