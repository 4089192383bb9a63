// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/terraform/hcl.h"

namespace groundplan::terraform {

/// A Terraform directory in its JSON spelling (`main.tf.json`). With `only`, that file alone, with the blocks of these resources.
FileSet jsonFiles(const lowering::Lowered &lowered, const QSet<ResourceId> &only = {});

} // namespace groundplan::terraform
