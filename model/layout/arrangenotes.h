// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

namespace groundplan::layout {

/// Adds to `moves`, which move and resize placements of a page, what its notes do then: they go along with what they stand at or
/// in, or point to; one that would cover a resource that it did not cover goes to a free place beside. Locked ones stay.
void moveNotes(const Blueprint &blueprint, const PageId &page, ChangeSet &moves);

} // namespace groundplan::layout
