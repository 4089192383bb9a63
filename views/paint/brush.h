// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/icons.h"
#include "views/paint/style.h"

class QPainter;

namespace groundplan {

/// What all painting functions need: where to draw, how it shall look and how near the eye is. The painter is already scaled
/// to scene units; `zoom` tells them which level of detail fits.
struct Brush {
    QPainter &painter;
    const Style &style;
    Icons &icons;
    double zoom = 1;
    double devicePixelRatio = 1;
    bool vector = false; ///< SVG, PDF, paper: lines instead of pixels

    detail::Level level() const { return vector ? detail::Level::Full : detail::level(zoom); }
};

} // namespace groundplan
