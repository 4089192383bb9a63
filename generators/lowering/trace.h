// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/rows.h"

namespace groundplan::lowering {

/// What a run of the pass leaves behind, so that an edit of a resource's properties need not run all of it again.
struct Trace {
    Rows rows;             ///< slim
    QSet<ResourceId> told; ///< of whose values something was reported
    bool leaves = false;   ///< something says what the newest provider no longer takes
    QString drawnRegion, deployedRegion;
};

Lowered lower(const Blueprint &blueprint, const Catalog &catalog, const GenerateOptions &options, Trace *trace);

/// `known`, a resource of the run that left `trace`, with the properties that it has in `after`. All other rows of `before`, the
/// blueprint of that run, but placements and properties, must be the same. Nothing when more than this resource's body may differ.
std::optional<LoweredResource> lowerAgain(const Trace &trace, const LoweredResource &known, const Blueprint &before, const Blueprint &after,
                                          const Catalog &catalog);

} // namespace groundplan::lowering
