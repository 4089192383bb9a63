// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

namespace groundplan::lowering {

/// Every reference in a body and in the meta-arguments.
void forEachReference(const LoweredResource &resource, const std::function<void(const Reference &)> &visit);

/// Sorts so that what is referred to comes first, and by type and name where nothing decides. Cycles are reported with their path.
void sortByDependency(std::vector<LoweredResource> &resources, QList<Diagnostic> &diagnostics);

} // namespace groundplan::lowering
