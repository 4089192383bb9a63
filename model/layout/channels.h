// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/candidates.h"

/// The slow, sure way: the shortest course with the fewest bends on the grid of channels between the obstacles of an area.
namespace groundplan::route {

/// Empty when there is none inside `area` or when that holds too many obstacles.
Course searchChannels(const Line &line, const QRectF &fromBody, const QRectF &toBody, const Obstacles &obstacles, const QRectF &area,
                      size_t mostObstacles);

} // namespace groundplan::route
