// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/value.h"

namespace groundplan::cloudformation {

/// Terraform's `{ a = 1, b = [var.x] }` as a value: what is no literal in it is an expression of its own. Nothing for other code.
std::optional<Value> literalIn(const QString &code);

} // namespace groundplan::cloudformation
