// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/picture.h"

namespace groundplan {

/// A page for draw.io: AWS's official shapes, zones as containers that hold what stands in them, lines along the routed ways.
/// A resource's cell is its tile, its texts stand below; a cell's id is its placement's. Theme, scale and background are
/// draw.io's own business. Errors: no such page, nothing drawn on it.
Result<QByteArray> renderDrawio(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options);

} // namespace groundplan
