// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/cloudformation/cycles.h"
#include "generators/cloudformation/properties.h"

namespace groundplan::cloudformation {

/// What a resource that stands in the template by itself says there, before others add their parts.
struct OwnProperties {
    Node properties;
    QList<Diagnostic> diagnostics;
    QSet<ResourceId> unordered; ///< Intrinsics::takeUnordered()
};

/// Of each of the lowered resources, in their order; empty for what is only a part of others. All processors write: the properties of
/// one resource depend on what was lowered and on the names that are given to it, not on what is written of another.
std::vector<std::optional<OwnProperties>> ownProperties(const lowering::Lowered &lowered, const Intrinsics &names, const Cycles &cycles);

} // namespace groundplan::cloudformation
