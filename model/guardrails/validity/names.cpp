// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

namespace groundplan {

namespace {

using rules::isIdentifier;
using rules::say;

bool isExported(Look &look)
{
    return !isGroupType(look.resource().type); // groups reach no code: their name is a title
}

void checkName(Look &look, const Rule &rule)
{
    if (!isExported(look) || isIdentifier(look.name()))
        return;
    const QString advice = say("Begin with a letter and use letters, digits, - and _ only.");
    if (look.name().isEmpty())
        look.report(rule, {}, say("A resource of the type %1 has no name.").arg(look.resource().type), advice);
    else
        look.report(rule, {}, say("%1 cannot be a name in exported code.").arg(rules::quoted(look.name())), advice);
}

void checkTypeName(Look &look, const Rule &rule)
{
    const QString type = look.resource().type, bare = type.startsWith(QLatin1String("data.")) ? type.mid(5) : type;
    if (isExported(look) && !isIdentifier(bare))
        look.report(rule, {}, say("%1 is of the type %2, which cannot be a type in exported code.").arg(look.name(), rules::quoted(type)),
                    say("Types are made of letters, digits, - and _."));
}

void checkUnique(Look &look, const Rule &rule)
{
    if (!isExported(look))
        return;
    const QList<ResourceId> same = look.namesakes();
    // The first of them keeps the name, so that mending the others is enough.
    if (same.size() < 2 || same.first() == look.id())
        return;
    look.report(rule, {}, say("%1 is the name of another %2 as well.").arg(look.name(), look.resource().type),
                say("Two resources of a type cannot share a name in exported code."));
}

Result<ChangeSet> rename(const Blueprint &blueprint, const Catalog &, const Finding &finding)
{
    const Resource *resource = blueprint.find(finding.resource);
    return edits::rename(blueprint, finding.resource, edits::freeName(blueprint, resource->type, resource->name));
}

} // namespace

RuleList rules::nameRules()
{
    return {
        {QStringLiteral("validity.name"), Severity::Error, say("A name is not an identifier"), {}, checkName, rename, say("Rename")},
        {QStringLiteral("validity.type-name"), Severity::Error, say("A type is not an identifier"), {}, checkTypeName},
        {QStringLiteral("validity.duplicate-name"),
         Severity::Error,
         say("Two resources of a type share a name"),
         {},
         checkUnique,
         rename,
         say("Rename")},
    };
}

} // namespace groundplan
