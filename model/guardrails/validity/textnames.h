// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/look.h"

/// The names and functions that the text of expressions uses: `aws_vpc.main.id`, `local.zones`, `each.key`, `cidrsubnet(…)`.
namespace groundplan::textnames {

/// Where an expression stands: what besides resources and locals has a name there.
struct Place {
    bool hasCount = false, hasForEach = false; ///< of the resource that it stands in
    bool isCondition = false;                  ///< a resource's own pre- or postcondition
};

struct Problem {
    QString message, advice;
};
/// What is wrong with the names and functions of an expression's sound text. Nothing is said of what is not known.
QList<Problem> problems(Look &look, const QString &text, const Place &place);

/// The drawn resources that `value` names in the text of its expressions, also by way of locals.
void forEachNamed(Look &look, const Value &value, const std::function<void(const ResourceId &)> &visit);

/// Locals that go round in a circle, each circle once: the names on its way.
QList<QStringList> circlesOfLocals(Look &look);

/// `visit(path, text)` for each expression in `value`.
void forEachExpression(const Value &value, const QString &path, const std::function<void(const QString &, const QString &)> &visit);

} // namespace groundplan::textnames
