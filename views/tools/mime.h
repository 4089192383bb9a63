// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace groundplan::mime {

/// What the palette drags: a resource type's name, UTF-8.
inline constexpr QLatin1String resourceType("application/x-groundplan-type");
/// What the canvas copies: model/blueprint/clipboard.h's JSON.
inline constexpr QLatin1String blueprintPart("application/vnd.groundplan+json");

} // namespace groundplan::mime
