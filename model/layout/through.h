// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/candidates.h"

/// Courses through points that somebody has set. Pure geometry.
namespace groundplan::route {

/// Through all of line.via in their order: between each two straight or round one corner, whichever meets less, turns less and is
/// shorter. `looked` grows by what the answer depends on. Not tidied.
Course courseThrough(const Line &line, const QRectF &fromBody, const QRectF &toBody, const Obstacles &obstacles, QRectF &looked);

} // namespace groundplan::route
