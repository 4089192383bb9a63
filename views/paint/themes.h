// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/style.h"

/// The colours that each theme chooses; style.cpp makes the rest of them.
namespace groundplan::themes {

QColor color(const char *hex);
Style light();
Style dark();
Style contrastLight(); ///< black on white, every text 7:1 and more
Style contrastDark();  ///< white on black

} // namespace groundplan::themes
