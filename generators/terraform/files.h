// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

namespace groundplan::terraform {

/// A Terraform directory. With `only`, main.tf alone, with the blocks of these resources.
FileSet files(const lowering::Lowered &lowered, const QSet<ResourceId> &only = {});

} // namespace groundplan::terraform
