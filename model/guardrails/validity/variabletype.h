// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/value.h"

namespace groundplan::variabletype {

/// What `value` is instead of the type that a variable is declared with ("an object without “name”"), converted as Terraform does. Empty
/// when it fits, is computed, or when the type can't be read.
QString problem(const QString &type, const Value &value);

/// What is wrong with a default that the type itself has: `object({ a = optional(number, "x") })`. Empty when nothing is.
QString problemOfDefaults(const QString &type);

/// The names of an object's fields; empty for any other type.
QStringList fields(const QString &type);

} // namespace groundplan::variabletype
