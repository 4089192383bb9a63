// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/rule.h"

#include <QRegularExpression>

/// Rules that are data: a condition over a resource's attributes and linked resources, a sentence, and a remedy. The format is
/// described in resources/guardrails/README.md.
namespace groundplan::conditions {

/// Reads a rules file. The error names the rule and what is wrong with it.
Result<RuleList> parse(const QByteArray &json);

/// Three values: what is computed gives no verdict.
enum class Verdict { No, Yes, Unknown };

/// A condition, read once: see the README for what it can say.
struct Condition {
    enum class Kind { All, Any, Not, User, Target, Attribute };
    enum class Operator { Is, In, Below, Above, Matches, Set, Literal };
    Kind kind = Kind::Attribute;
    std::vector<Condition> parts; ///< of All, Any, Not; of User and Target at most one: what holds for the other end
    QString type;                 ///< of User
    QString attribute;            ///< of User, Target, Attribute: a dotted path
    QStringList path;             ///< the same in parts
    Operator op = Operator::Is;
    Value operand, unset;
    QRegularExpression pattern;
};
Result<Condition> compile(const Value &json);
/// Whether `condition` holds for a resource, seen from `look`.
Verdict evaluate(const Condition &condition, Look &look, const ResourceId &resource);

/// The attribute paths that a rules file reads or sets, with the type each belongs to: so that a test can hold them against the schema.
QList<std::pair<QString, QString>> attributePaths(const QByteArray &json);

} // namespace groundplan::conditions
