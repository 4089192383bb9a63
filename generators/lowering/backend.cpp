// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/backend.h"

#include "model/blueprint/expressions.h"
#include "model/blueprint/statebackend.h"

#include <QCoreApplication>

namespace groundplan::lowering {

using namespace Qt::Literals::StringLiterals;

namespace {

QString backendText(const char *text) { return QCoreApplication::translate("Generators", text); }

} // namespace

Backend backendOf(const Environment &environment, QList<Diagnostic> &diagnostics)
{
    QStringList problems;
    const StateBackend read = stateBackendOf(environment, &problems);
    for (const QString &problem : std::as_const(problems))
        diagnostics.append({Severity::Error, {}, u"backend"_s, problem});
    return {read.type, read.settings};
}

QList<VariableRule> rulesOf(const Variable &variable, QList<Diagnostic> &diagnostics)
{
    QList<VariableRule> rules;
    const Value given = variable.extra.value(u"validation"_s);
    for (const Value &one : given.isMap() ? ValueList{given} : given.toList()) {
        const Value condition = one[u"condition"_s];
        const QString code = condition.isExpression() ? condition.toExpression().text : condition.toString();
        const auto checked = expressions::check(code);
        if (code.trimmed().isEmpty() || !checked) {
            diagnostics.append({Severity::Error,
                                {},
                                variable.id.text(),
                                backendText("A condition of the variable “%1” is no expression.").arg(variable.id.text())});
            continue;
        }
        const QString message = one[u"error_message"_s].toString();
        rules.append({code.trimmed(), message.isEmpty() ? backendText("This value is not allowed.") : message});
    }
    return rules;
}

} // namespace groundplan::lowering
