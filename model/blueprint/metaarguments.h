// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"
#include "model/blueprint/value.h"

/// What Terraform takes as a resource's meta-arguments, which no schema describes. Asked by the checks and by the generators.
namespace groundplan::metaarguments {

/// A whole number from 0, or what is not known while drawing.
Result<> checkCount(const Value &value);
/// Names with values, or a list of texts (which becomes a set), or what is not known while drawing.
Result<> checkForEach(const Value &value);
/// The region that a provider's alias names (`us_west_2`); empty where it names none.
QString regionOfAlias(const QString &alias);
/// The configuration of one of the providers in use: `aws`, `aws.us_west_2`.
Result<> checkProvider(const Value &value, const QString &type);
/// One entry of `lifecycle`.
Result<> checkLifecycle(const QString &key, const Value &value);
/// `lifecycle` as names with values, also where the file has a list of one.
ValueMap lifecycleOf(const Value &value);

/// A name that Terraform keeps for itself in a variable block.
bool isReservedVariable(const QString &name);

} // namespace groundplan::metaarguments
