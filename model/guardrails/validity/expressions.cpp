// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/expressions.h"
#include "model/blueprint/metaarguments.h"

#include "model/guardrails/rule.h"
#include "model/guardrails/validity/textnames.h"
#include "model/guardrails/words.h"

/// Expressions and meta-arguments, which no schema describes.
namespace groundplan {

namespace {

using rules::say;

void checkExpressions(Look &look, const Rule &rule)
{
    const auto visit = [&](const QString &path, const QString &text) {
        if (const Result<> sound = expressions::check(text); !sound)
            look.report(rule, path, say("%1 of %2 is no expression that code could take.").arg(path, look.name()), sound.error().message);
    };
    const Resource &resource = look.resource();
    for (auto it = resource.properties.constBegin(); it != resource.properties.constEnd(); ++it)
        textnames::forEachExpression(*it, it.key(), visit);
    for (auto it = resource.meta.constBegin(); it != resource.meta.constEnd(); ++it)
        textnames::forEachExpression(*it, QStringLiteral("meta.") + it.key(), visit);
}

void checkNamesInText(Look &look, const Rule &rule)
{
    const Resource &resource = look.resource();
    const textnames::Place place{!resource.meta.value(QStringLiteral("count")).isNull(),
                                 !resource.meta.value(QStringLiteral("for_each")).isNull(), false};
    const auto visit = [&](const QString &path, const QString &text, const textnames::Place &at) {
        for (const textnames::Problem &problem : textnames::problems(look, text, at))
            look.report(rule, path, say("%1 of %2 uses %3.").arg(path, look.name(), problem.message), problem.advice);
    };
    for (auto it = resource.properties.constBegin(); it != resource.properties.constEnd(); ++it)
        textnames::forEachExpression(*it, it.key(), [&](const QString &path, const QString &text) { visit(path, text, place); });
    for (auto it = resource.meta.constBegin(); it != resource.meta.constEnd(); ++it) {
        if (it.key() == QLatin1String("provider") || it.key() == QLatin1String("usage"))
            continue;
        textnames::forEachExpression(*it, QStringLiteral("meta.") + it.key(), [&](const QString &path, const QString &text) {
            if (path.contains(QLatin1String("ignore_changes")))
                return; // names of attributes
            const bool isCondition = path.contains(QLatin1String("postcondition"));
            const bool decidesIt = it.key() == QLatin1String("count") || it.key() == QLatin1String("for_each");
            visit(path, text, decidesIt ? textnames::Place() : textnames::Place{place.hasCount, place.hasForEach, isCondition});
        });
    }
}

/// An attribute that AWS sets: nobody knows it before the resource is made.
bool isKnownLater(Look &look, const QString &type, const QString &attribute)
{
    const auto known = look.catalogType(type);
    const AttributeSchema *schema = known->schema ? known->schema->attributeAt(attribute.section(QLatin1Char('.'), 0, 0)) : nullptr;
    return schema && schema->computed && (!schema->optional || attribute == QLatin1String("id"))
        && !type.startsWith(QLatin1String("data."));
}

/// What decides how many copies there are must be known when Terraform plans, and be no secret.
void checkRepeating(Look &look, const Rule &rule, const QString &key, const Value &value)
{
    const QString path = QStringLiteral("meta.") + key;
    const QString text = value.isExpression() ? value.toExpression().text.trimmed() : QString();
    // The keys of a map may be known where its values are not.
    bool isLate = false;
    if (value.isReference() || text.startsWith(QLatin1String("toset(")))
        value.forEachReference([&](const Reference &reference) {
            const QString attribute = reference.attribute.isEmpty() ? QStringLiteral("id") : reference.attribute;
            isLate = isLate || isKnownLater(look, look.typeOf(reference.to), attribute);
        });
    bool isSecret = false, isUncovered = false;
    const expressions::Syntax read = text.isEmpty() ? expressions::Syntax() : look.syntax(text);
    for (const expressions::Named &name : read.names)
        isLate = isLate
            || (text.startsWith(QLatin1String("toset(")) && name.path.size() == 3 && isKnownLater(look, name.path.at(0), name.path.at(2)));
    for (const expressions::Call &call : read.calls)
        isUncovered = isUncovered || call.function == QLatin1String("nonsensitive");
    value.forEachVariable([&](const QString &name) {
        look.note(Fact::Kind::Settings, {});
        const Variable *variable = look.blueprint().find(VariableId(name));
        isSecret = isSecret || (variable && variable->sensitive);
    });
    if (isLate)
        look.report(rule, path, say("%1 of %2 is known only after what it names is made.").arg(key, look.name()),
                    key == QLatin1String("count") ? say("Write a number, or compute it from what is known before.")
                                                  : say("Write names for the copies, as keys of a map; its values may come later."));
    if (isSecret && !isUncovered && key == QLatin1String("for_each"))
        look.report(rule, path, say("%1 of %2 depends on a variable that is marked as sensitive.").arg(key, look.name()),
                    say("Names of copies are shown in plans: use another variable."));
}

void checkMeta(Look &look, const Rule &rule)
{
    static const QSet<QString> known{QStringLiteral("count"),     QStringLiteral("for_each"), QStringLiteral("depends_on"),
                                     QStringLiteral("lifecycle"), QStringLiteral("provider"), QStringLiteral("usage")};
    const PropertyMap &meta = look.resource().meta;
    const auto report = [&](const QString &key, const Result<> &checked) {
        if (!checked)
            look.report(rule, QStringLiteral("meta.") + key, say("%1 of %2 is not one that Terraform takes.").arg(key, look.name()),
                        checked.error().message);
    };
    for (auto it = meta.constBegin(); it != meta.constEnd(); ++it) {
        if (!known.contains(it.key()))
            look.report(rule, QStringLiteral("meta.") + it.key(),
                        say("%1 has the meta-argument %2, which Terraform does not have.").arg(look.name(), rules::quoted(it.key())),
                        say("Use count, for_each, depends_on, lifecycle or provider."));
    }
    const Value count = meta.value(QStringLiteral("count")), forEach = meta.value(QStringLiteral("for_each"));
    report(QStringLiteral("count"), metaarguments::checkCount(count.isComputed() ? look.resolved(count) : count));
    report(QStringLiteral("for_each"), metaarguments::checkForEach(forEach.isComputed() ? look.resolved(forEach) : forEach));
    checkRepeating(look, rule, QStringLiteral("count"), count);
    checkRepeating(look, rule, QStringLiteral("for_each"), forEach);
    if (const Value provider = meta.value(QStringLiteral("provider")); !provider.isNull())
        report(QStringLiteral("provider"), metaarguments::checkProvider(provider, look.resource().type));
    if (!count.isNull() && !forEach.isNull())
        look.report(rule, QStringLiteral("meta.count"), say("%1 has both count and for_each.").arg(look.name()), say("Keep one of them."));
    const Value lifecycleGiven = meta.value(QStringLiteral("lifecycle"));
    const ValueMap lifecycle = metaarguments::lifecycleOf(lifecycleGiven);
    if (!lifecycleGiven.isNull() && !lifecycleGiven.isMap() && lifecycle.isEmpty() && lifecycleGiven != Value(ValueList()))
        report(QStringLiteral("lifecycle"), Error{say("It takes rules with their values.")});
    for (auto it = lifecycle.constBegin(); it != lifecycle.constEnd(); ++it)
        report(QStringLiteral("lifecycle.") + it.key(), metaarguments::checkLifecycle(it.key(), *it));
    for (const Value &path : lifecycle.value(QStringLiteral("ignore_changes")).toList()) {
        static const QRegularExpression behind(QStringLiteral("[.\\[].*"));
        const QString first = QString(path.toString()).remove(behind);
        if (look.type().schema && !first.isEmpty() && !look.type().schema->attributes.contains(first)
            && !look.type().schema->blocks.contains(first))
            report(QStringLiteral("lifecycle.ignore_changes"),
                   Error{say("%1 has no attribute %2.").arg(look.resource().type, rules::quoted(first))});
    }
    const Value dependsOn = meta.value(QStringLiteral("depends_on"));
    for (const Value &item : dependsOn.isList() ? dependsOn.toList() : ValueList{dependsOn})
        if (!item.isNull() && !item.isReference())
            look.report(rule, QStringLiteral("meta.depends_on"), say("%1 depends on what is no resource.").arg(look.name()),
                        say("Choose the resources that must exist before it."));
}

} // namespace

RuleList rules::expressionRules()
{
    return {
        {QStringLiteral("validity.expression"), Severity::Error, say("An expression would not stay one"), {}, checkExpressions},
        {QStringLiteral("validity.undefined-name"),
         Severity::Error,
         say("An expression uses a name that nothing has"),
         {},
         checkNamesInText},
        {QStringLiteral("validity.meta"), Severity::Error, say("A meta-argument is wrong"), {}, checkMeta},
    };
}

} // namespace groundplan
