// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/expressions.h"
#include "model/blueprint/metaarguments.h"
#include "model/blueprint/statebackend.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/validity/textnames.h"
#include "model/guardrails/validity/variabletype.h"
#include "model/guardrails/words.h"

#include <algorithm>

/// Variables, locals and outputs: what belongs to no resource.
namespace groundplan {

namespace {

using rules::isIdentifier;
using rules::say;

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
        check(say("variable"), id.text(), !isIdentifier(id.text()) || metaarguments::isReservedVariable(id.text()));
    for (const LocalId &id : look.blueprint().ids<Local>())
        check(say("local"), id.text(), !isIdentifier(id.text()));
    for (const OutputId &id : look.blueprint().ids<Output>())
        check(say("output"), id.text(), !isIdentifier(id.text()));
}

/// An attribute that the target does not have, or a zone that code has no twin of and that says nothing there.
void checkAttribute(Look &look, const Rule &rule, const QString &what, const QString &name, const Reference &reference)
{
    const Resource *target = look.find(reference.to);
    if (!target)
        return;
    const QString attribute = reference.attribute.isEmpty() ? QStringLiteral("id") : expressions::attributePath(reference.attribute);
    const auto type = look.catalogType(target->type);
    const QString first = attribute.section(QLatin1Char('.'), 0, 0).section(QLatin1Char('['), 0, 0);
    const bool isGroup = isGroupType(target->type);
    if (isGroup ? target->properties.value(attribute).isNull()
                : type->schema && !type->schema->attributes.contains(first) && !type->schema->blocks.contains(first))
        look.report(rule, name,
                    say("The %1 %2 refers to %3 of %4, which it does not have.")
                        .arg(what, rules::quoted(name), attribute, look.nameOf(reference.to)),
                    say("Choose another attribute."));
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
        value.forEachReference([&](const Reference &reference) { checkAttribute(look, rule, what, name, reference); });
        value.forEachReference([&](const Reference &reference) {
            const Resource *target = value.isComputed() && !reference.attribute.isEmpty() ? look.find(reference.to) : nullptr;
            if (target && !target->meta.value(QStringLiteral("for_each")).isNull())
                look.report(
                    rule, name,
                    say("The %1 %2 refers to %3, of which there are several.").arg(what, rules::quoted(name), look.nameOf(reference.to)),
                    say("for_each makes one for each key: write an expression that says which one."));
        });
        textnames::forEachExpression(value, {}, [&](const QString &, const QString &text) {
            if (const Result<> sound = expressions::check(text); !sound)
                look.report(rule, name, say("The %1 %2 is no expression that code could take.").arg(what, rules::quoted(name)),
                            sound.error().message);
            for (const textnames::Problem &problem : textnames::problems(look, text, {}))
                look.report(rule, name, say("The %1 %2 uses %3.").arg(what, rules::quoted(name), problem.message), problem.advice);
        });
    };
    for (const LocalId &id : look.blueprint().ids<Local>())
        check(say("local"), id.text(), look.blueprint().find<Local>(id)->value);
    for (const OutputId &id : look.blueprint().ids<Output>()) {
        const Value &value = look.blueprint().find<Output>(id)->value;
        check(say("output"), id.text(), value);
        if (value.isNull())
            look.report(rule, id.text(), say("The output %1 has no value.").arg(rules::quoted(id.text())),
                        say("Give it one, or remove it."));
    }
    for (const QStringList &circle : textnames::circlesOfLocals(look))
        look.report(rule, circle.first(),
                    say("The local %1 is part of a cycle: %2.").arg(rules::quoted(circle.first()), circle.join(QStringLiteral(" → "))),
                    say("Write one of them out."));
}

bool holdsComputed(const Value &value)
{
    if (value.isList())
        return std::any_of(value.toList().begin(), value.toList().end(), holdsComputed);
    if (value.isMap())
        return std::any_of(value.toMap().begin(), value.toMap().end(), holdsComputed);
    return value.isComputed();
}

/// Terraform asks that a variable's condition looks at the variable.
void checkCondition(Look &look, const Rule &rule, const QString &variable, const QString &code)
{
    const QString name = rules::quoted(variable);
    if (const Result<> sound = expressions::check(code); !sound) {
        look.report(rule, variable, say("A condition of the variable %1 is no expression.").arg(name), sound.error().message);
        return;
    }
    const QStringList own{QStringLiteral("var"), variable};
    bool looksAtIt = false;
    for (const expressions::Named &used : look.syntax(code).names) {
        looksAtIt = looksAtIt || used.path.mid(0, 2) == own;
        if (used.path.first() == QLatin1String("var") && used.path.size() > 1 && !look.hasVariable(used.path.at(1)))
            look.report(
                rule, variable,
                say("A condition of the variable %1 uses the variable %2, which is not defined.").arg(name, rules::quoted(used.path.at(1))),
                say("Define the variable, or choose another value."));
    }
    if (!looksAtIt)
        look.report(rule, variable, say("A condition of the variable %1 does not look at it.").arg(name),
                    say("Write var.%1 in it: Terraform refuses any other.").arg(variable));
    for (const textnames::Problem &problem : textnames::problems(look, code, {}))
        look.report(rule, variable, say("A condition of the variable %1 uses %2.").arg(name, problem.message), problem.advice);
}

void checkVariables(Look &look, const Rule &rule)
{
    look.note(Fact::Kind::Settings, {});
    for (const VariableId &id : look.blueprint().ids<Variable>()) {
        const Variable &variable = *look.blueprint().find(id);
        const QString name = rules::quoted(id.text());
        const QString type = variable.type.isEmpty() ? QStringLiteral("string") : variable.type;
        if (!expressions::isTypeExpression(type)) {
            look.report(rule, id.text(), say("The type of the variable %1 is not one that Terraform has.").arg(name),
                        say("Use string, number, bool, list(…), set(…), map(…), object({…}) or any."));
        } else if (holdsComputed(variable.defaultValue)) {
            look.report(rule, id.text(), say("The default of the variable %1 is computed.").arg(name),
                        say("A default must be written out."));
        } else if (const QString problem = variabletype::problem(type, variable.defaultValue); !problem.isEmpty()) {
            look.report(rule, id.text(), say("The default of the variable %1 is %2.").arg(name, problem), say("Its type is %1.").arg(type));
        }
        if (const QString problem = variabletype::problemOfDefaults(type); !problem.isEmpty())
            look.report(rule, id.text(), say("In the type of the variable %1, %2.").arg(name, problem), say("The type is %1.").arg(type));
        const Value given = variable.extra.value(QStringLiteral("validation"));
        for (const Value &one : given.isMap() ? ValueList{given} : given.toList()) {
            const Value condition = one[QStringLiteral("condition")];
            checkCondition(look, rule, id.text(), condition.isExpression() ? condition.toExpression().text : condition.toString());
        }
    }
}

void checkEnvironments(Look &look, const Rule &rule)
{
    look.note(Fact::Kind::Settings, {});
    QSet<QString> names;
    for (const EnvironmentId &id : look.blueprint().ids<Environment>()) {
        const Environment &environment = *look.blueprint().find(id);
        const QString name = rules::quoted(environment.name);
        if (names.contains(environment.name))
            look.report(rule, id.text(), say("Two environments are called %1.").arg(name), say("Rename one of them.")).severity =
                Severity::Warning;
        names.insert(environment.name);
        QStringList problems;
        stateBackendOf(environment, &problems);
        for (const QString &problem : std::as_const(problems))
            look.report(rule, id.text() + QStringLiteral(".backend"), say("The environment %1 cannot keep its state.").arg(name), problem);
        for (auto it = environment.variables.constBegin(); it != environment.variables.constEnd(); ++it) {
            const Variable *variable = look.blueprint().find(VariableId(it.key()));
            const QString path = id.text() + QLatin1Char('.') + it.key();
            if (!variable)
                look.report(rule, path,
                            say("The environment %1 sets the variable %2, which is not defined.").arg(name, rules::quoted(it.key())),
                            say("Define the variable, or remove the value."))
                    .severity = Severity::Warning;
            else if (const QString problem = variabletype::problem(variable->type, *it); !problem.isEmpty())
                look.report(rule, path, say("The environment %1 sets the variable %2 to %3.").arg(name, rules::quoted(it.key()), problem),
                            say("Its type is %1.").arg(variable->type));
        }
    }
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
        {QStringLiteral("validity.variable"), Severity::Error, say("A variable contradicts its type"), {wholeBlueprint}, checkVariables},
        {QStringLiteral("validity.environment"),
         Severity::Error,
         say("An environment gives variables what they cannot take"),
         {wholeBlueprint},
         checkEnvironments},
    };
}

} // namespace groundplan
