// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

namespace groundplan::cloudformation {

/// CloudFormation has no locals: where a value is one as a whole, what it stands for takes its place, so that it is said as if it had
/// been written there. Texts with locals in them are for Intrinsics.
void inlineLocals(lowering::Lowered &lowered);

} // namespace groundplan::cloudformation
