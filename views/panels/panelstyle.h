// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/style.h"

#include <QPalette>

namespace groundplan {

/// The style that a widget's palette was made from: panels follow a change of theme without being told.
inline const Style &styleOf(const QPalette &palette) { return Style::of(palette); }

} // namespace groundplan
