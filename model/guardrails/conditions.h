// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/rule.h"

/// Rules that are data: a condition over a resource's attributes and linked resources, a sentence, and a remedy. The format is
/// described in resources/guardrails/README.md.
namespace groundplan::conditions {

/// Reads a rules file. The error names the rule and what is wrong with it.
Result<RuleList> parse(const QByteArray &json);

/// Three values: what is computed gives no verdict.
enum class Verdict { No, Yes, Unknown };
/// Whether `condition` holds for a resource, seen from `look`.
Verdict evaluate(const Value &condition, Look &look, const ResourceId &resource);

/// The attribute paths that a rules file reads or sets, with the type each belongs to: so that a test can hold them against the schema.
QList<std::pair<QString, QString>> attributePaths(const QByteArray &json);

} // namespace groundplan::conditions
