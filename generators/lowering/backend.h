// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

namespace groundplan::lowering {

/// The state's place as an environment names it (`backend` beside its other fields, `type` in it), checked: the settings that the engine
/// takes, the required ones there, and no secret. Empty, with diagnostics, where that fails.
Backend backendOf(const Environment &environment, QList<Diagnostic> &diagnostics);

/// The conditions that a variable's values must meet (`validation`: condition, error_message), as code that can't break out.
QList<VariableRule> rulesOf(const Variable &variable, QList<Diagnostic> &diagnostics);

} // namespace groundplan::lowering
