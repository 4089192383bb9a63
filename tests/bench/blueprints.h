// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

namespace groundplan::bench {

/// The same blueprint each time: about `resources` resources in VPCs, availability zones and subnets of two regions, drawn on a
/// page, with three edges for every two resources (references and allowed network access).
Blueprint blueprintOf(int resources);

/// One of its instances, for an edit.
ResourceId someInstance();

} // namespace groundplan::bench
