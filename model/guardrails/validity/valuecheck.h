// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/value.h"
#include "model/catalog/schema.h"

#include <QRegularExpression>

#include <functional>

/// One value against a type and a value rule. Computed values pass: nothing is known of them while drawing.
namespace groundplan::valuecheck {

/// What the value is instead ("a list"), empty when it fits; converts as Terraform does ("5" is a number).
QString typeProblem(const AttributeType &type, const Value &value);
/// A text attribute that holds a JSON document (a policy, container definitions), so that a map or list may stand for it.
bool mayHoldJson(const AttributeSchema &attribute);
/// "a number", "a list of texts".
QString typeInWords(const AttributeType &type);

struct Verdict {
    QString problem, advice;
}; ///< both empty: fits. "is longer than 32 characters"
/// `compiled` gives a pattern as an expression.
using Compiled = std::function<const QRegularExpression &(const QString &)>;
Verdict against(const ValueRule &rule, const Value &value, const Compiled &compiled);
/// `form`: arn, json, cidr, cidr4, cidr6, ip, ip4, ip6, time, whole.
Verdict againstForm(const QString &form, const Value &value);
Verdict countAgainst(const ValueRule &rule, qsizetype items);

} // namespace groundplan::valuecheck
