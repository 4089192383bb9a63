// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

namespace groundplan::layout {

/// A blueprint of resources that no page shows: written by hand or by a program.
bool isUndrawn(const Blueprint &blueprint);

/// Draws an undrawn blueprint on its first page, which is made where there is none: each resource in the zones that it stands in,
/// without those that are parts of others, arranged.
Result<ChangeSet> drawAll(const Blueprint &blueprint, const Catalog &catalog, PageId *drawnOn = nullptr);

} // namespace groundplan::layout
