// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/expressions.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Variables, locals and outputs: what belongs to no resource.
namespace groundplan {

namespace {

using rules::isIdentifier;
using rules::say;

/// Names that Terraform keeps for itself in a variable block.
bool isReserved(const QString &name)
{
    static const QStringList reserved{QStringLiteral("source"),     QStringLiteral("version"),  QStringLiteral("providers"),
                                      QStringLiteral("count"),      QStringLiteral("for_each"), QStringLiteral("lifecycle"),
                                      QStringLiteral("depends_on"), QStringLiteral("locals")};
    return reserved.contains(name);
}

void checkNames(Look &look, const Rule &rule)
{
    look.note(Fact::Kind::Settings, {});
    const auto check = [&](const QString &what, const QString &name, bool bad) {
        if (bad)
            look.report(
                rule, name, say("The name of the %1 %2 cannot be exported.").arg(what, rules::quoted(name)),
                say("Use a word of letters, digits, - and _ that begins with a letter and that Terraform does not keep for itself."));
    };
    for (const VariableId &id : look.blueprint().ids<Variable>())
        check(say("variable"), id.text(), !isIdentifier(id.text()) || isReserved(id.text()));
    for (const LocalId &id : look.blueprint().ids<Local>())
        check(say("local"), id.text(), !isIdentifier(id.text()));
    for (const OutputId &id : look.blueprint().ids<Output>())
        check(say("output"), id.text(), !isIdentifier(id.text()));
}

void checkValues(Look &look, const Rule &rule)
{
    look.note(Fact::Kind::Settings, {});
    const auto check = [&](const QString &what, const QString &name, const Value &value) {
        value.forEachReference([&](const Reference &reference) {
            if (look.typeOf(reference.to).isEmpty())
                look.report(rule, name, say("The %1 %2 refers to a resource that does not exist.").arg(what, rules::quoted(name)),
                            say("Choose another value, or remove it."));
        });
        value.forEachVariable([&](const QString &variable) {
            if (!look.hasVariable(variable))
                look.report(
                    rule, name,
                    say("The %1 %2 uses the variable %3, which is not defined.").arg(what, rules::quoted(name), rules::quoted(variable)),
                    say("Define the variable, or choose another value."));
        });
        if (!value.isExpression())
            return;
        if (const Result<> sound = expressions::check(value.toExpression().text); !sound)
            look.report(rule, name, say("The %1 %2 is no expression that code could take.").arg(what, rules::quoted(name)),
                        sound.error().message);
    };
    for (const LocalId &id : look.blueprint().ids<Local>())
        check(say("local"), id.text(), look.blueprint().find<Local>(id)->value);
    for (const OutputId &id : look.blueprint().ids<Output>())
        check(say("output"), id.text(), look.blueprint().find<Output>(id)->value);
}

} // namespace

RuleList rules::settingRules()
{
    return {
        {QStringLiteral("validity.setting-name"),
         Severity::Error,
         say("A variable, local or output has a bad name"),
         {wholeBlueprint},
         checkNames},
        {QStringLiteral("validity.setting-value"),
         Severity::Error,
         say("A local or output refers to what does not exist"),
         {wholeBlueprint},
         checkValues},
    };
}

} // namespace groundplan
