// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/expressions.h"

#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Expressions and meta-arguments, which no schema describes.
namespace groundplan {

namespace {

using rules::joined;
using rules::say;

void visit(Look &look, const Rule &rule, const QString &path, const Value &value)
{
    if (value.isExpression()) {
        if (const Result<> sound = expressions::check(value.toExpression().text); !sound)
            look.report(rule, path, say("%1 of %2 is no expression that code could take.").arg(path, look.name()), sound.error().message);
    } else if (value.isList()) {
        for (qsizetype i = 0; i < value.toList().size(); ++i)
            if (!value.toList().at(i).isLiteralScalar()) // no path is built for what cannot hold an expression
                visit(look, rule, joined(path, QString::number(i)), value.toList().at(i));
    } else if (value.isMap()) {
        for (auto it = value.toMap().constBegin(); it != value.toMap().constEnd(); ++it)
            if (!it->isLiteralScalar())
                visit(look, rule, joined(path, it.key()), *it);
    }
}

void checkExpressions(Look &look, const Rule &rule)
{
    const Resource &resource = look.resource();
    for (auto it = resource.properties.constBegin(); it != resource.properties.constEnd(); ++it)
        visit(look, rule, it.key(), *it);
    for (auto it = resource.meta.constBegin(); it != resource.meta.constEnd(); ++it)
        visit(look, rule, QStringLiteral("meta.") + it.key(), *it);
}

void checkMeta(Look &look, const Rule &rule)
{
    static const QSet<QString> known{QStringLiteral("count"),     QStringLiteral("for_each"), QStringLiteral("depends_on"),
                                     QStringLiteral("lifecycle"), QStringLiteral("provider"), QStringLiteral("usage")};
    const PropertyMap &meta = look.resource().meta;
    for (auto it = meta.constBegin(); it != meta.constEnd(); ++it) {
        const QString path = QStringLiteral("meta.") + it.key();
        if (!known.contains(it.key()))
            look.report(rule, path,
                        say("%1 has the meta-argument %2, which Terraform does not have.").arg(look.name(), rules::quoted(it.key())),
                        say("Use count, for_each, depends_on, lifecycle or provider."));
    }
    if (!meta.value(QStringLiteral("count")).isNull() && !meta.value(QStringLiteral("for_each")).isNull())
        look.report(rule, QStringLiteral("meta.count"), say("%1 has both count and for_each.").arg(look.name()), say("Keep one of them."));
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
        {QStringLiteral("validity.meta"), Severity::Error, say("A meta-argument is wrong"), {}, checkMeta},
    };
}

} // namespace groundplan
