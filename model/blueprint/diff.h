// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

namespace groundplan {

/// The edit that turns `before` into `after`, row by row, in the order of their ids.
ChangeSet difference(const Blueprint &before, const Blueprint &after);

} // namespace groundplan
