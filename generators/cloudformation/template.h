// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

namespace groundplan::cloudformation {

/// The template, as YAML or JSON; what it can't say is added to the diagnostics.
Generated generate(lowering::Lowered lowered, Target target, const QString &description, const QSet<ResourceId> &only = {});

} // namespace groundplan::cloudformation
