// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/expressions.h"
#include "model/blueprint/metaarguments.h"
#include "model/blueprint/statebackend.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/validity/textnames.h"
#include "model/guardrails/validity/valuecheck.h"
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

/// What `value` is instead of the type that a variable is declared with; empty when it fits or when nothing is known.
QString variableProblem(const QString &type, const Value &value)
{
    if (value.isNull())
        return {};
    const QString plain = type.trimmed();
    const QString word = plain.section(QLatin1Char('('), 0, 0),
                  inside = plain.mid(word.size() + 1).chopped(plain.endsWith(QLatin1Char(')')));
    if (word == QLatin1String("object") && value.isMap()) {
        for (const QString &part : valuecheck::typeParts(inside)) {
            const QString name = part.section(QLatin1Char('='), 0, 0).trimmed();
            QString wanted = part.section(QLatin1Char('='), 1).trimmed();
            const bool isOptional = wanted.startsWith(QLatin1String("optional("));
            if (isOptional)
                wanted = valuecheck::typeParts(wanted.mid(8)).value(0);
            const Value given = value[name];
            if (given.isNull() && !isOptional && !value.toMap().contains(name))
                return say("an object without %1").arg(name);
            if (const QString problem = variableProblem(wanted, given); !problem.isEmpty())
                return say("an object whose %1 is %2").arg(name, problem);
        }
        return {};
    }
    if (word == QLatin1String("tuple")) {
        const QStringList wanted = valuecheck::typeParts(inside);
        const ValueList items = value.toList();
        if (!value.isList() || items.size() != wanted.size())
            return value.isList() ? say("a list of %1").arg(items.size()) : rules::quoted(value.toString());
        for (qsizetype i = 0; i < items.size(); ++i)
            if (const QString problem = variableProblem(wanted.at(i), items.at(i)); !problem.isEmpty())
                return say("a list in which one is %1").arg(problem);
        return {};
    }
    const std::optional<AttributeType> read = valuecheck::typeFrom(type);
    const QString problem = read ? valuecheck::typeProblem(*read, value) : QString();
    const bool isNested = inside.contains(QLatin1String("object(")) || inside.contains(QLatin1String("tuple("));
    if (!problem.isEmpty() || !isNested || !(value.isList() || value.isMap()))
        return problem;
    const ValueList items = value.isMap() ? ValueList(value.toMap().values()) : value.toList();
    for (const Value &item : items)
        if (const QString one = variableProblem(inside, item); !one.isEmpty())
            return say("a list in which one is %1").arg(one);
    return {};
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
        } else if (const QString problem = variableProblem(type, variable.defaultValue); !problem.isEmpty()) {
            look.report(rule, id.text(), say("The default of the variable %1 is %2.").arg(name, problem), say("Its type is %1.").arg(type));
        }
        const Value given = variable.extra.value(QStringLiteral("validation"));
        for (const Value &one : given.isMap() ? ValueList{given} : given.toList()) {
            const Value condition = one[QStringLiteral("condition")];
            const QString code = condition.isExpression() ? condition.toExpression().text : condition.toString();
            if (const Result<> sound = expressions::check(code); !sound)
                look.report(rule, id.text(), say("A condition of the variable %1 is no expression.").arg(name), sound.error().message);
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
            else if (const QString problem = variableProblem(variable->type, *it); !problem.isEmpty())
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
