// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/overlay.h"

namespace groundplan {

namespace {

using namespace Qt::StringLiterals;

QString spelled(const QStringList &words, qsizetype from, const ServiceFacts &facts)
{
    QStringList out;
    for (qsizetype i = from; i < words.size(); ++i)
        out.append(facts.words.value(words.at(i), words.at(i)));
    return out.join(u' ');
}

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// The best place for a zone of `target`: a settable attribute at the top before one in a block, certain before inferred.
std::optional<Standing> standingIn(const QString &target, const BlockSchema &schema, const QList<ReferenceRule> &references)
{
    const ReferenceRule *best = nullptr;
    for (const ReferenceRule &rule : references) {
        if (rule.targetType != target || !rule.certain || rule.attribute.count(u'.') > 1)
            continue;
        if (rule.targetAttribute.contains("cidr"_L1))
            continue; // the same addresses, not a part of it
        const AttributeSchema *attribute = schema.attributeAt(rule.attribute);
        if (!attribute || !attribute->isSettable())
            continue;
        const bool nested = rule.attribute.contains(u'.');
        if (nested) {
            const NestedBlock *block = schema.blockAt(rule.attribute.section(u'.', 0, 0));
            if (!block || !block->holdsOne())
                continue;
        }
        if (!best || (best->attribute.contains(u'.') && !nested))
            best = &rule;
    }
    if (!best) {
        // Nobody has noted the reference, but the attribute says it by its usual name.
        const QStringList usual =
            target == "aws_vpc"_L1 ? QStringList{u"vpc_id"_s} : QStringList{u"subnet_id"_s, u"subnet_ids"_s, u"subnets"_s};
        for (const QString &name : usual) {
            const AttributeSchema *attribute = schema.attributeAt(name);
            if (attribute && attribute->isSettable())
                return Standing{target, name, u"id"_s, attribute->type.isCollection()};
        }
        return std::nullopt;
    }
    return Standing{target, best->attribute, best->targetAttribute, best->isList};
}

} // namespace

TypeSummary derivedSummary(const QString &type, const ServiceFacts &facts)
{
    TypeSummary summary;
    summary.type = type;
    summary.category = u"general"_s;
    summary.icon = u"general"_s;
    QString name = type;
    if (name.startsWith("data."_L1))
        name = name.mid(5);
    const qsizetype provider = name.indexOf(u'_');
    const QStringList words = name.mid(provider + 1).split(u'_', Qt::SkipEmptyParts);
    if (!name.startsWith("aws_"_L1)) {
        summary.title = capitalized(spelled(words, 0, facts));
        return summary;
    }
    for (qsizetype used = qMin(qsizetype(3), words.size()); used > 0; --used) {
        const auto service = facts.services.constFind(words.first(used).join(u'_'));
        if (service == facts.services.constEnd())
            continue;
        const QString rest = spelled(words, used, facts);
        summary.title = rest.isEmpty() ? service->title : service->title + u' ' + rest;
        summary.category = service->category;
        summary.icon = service->icon;
        return summary;
    }
    summary.title = capitalized(spelled(words, 0, facts));
    return summary;
}

QList<Standing> derivedStandings(const BlockSchema &schema, const QList<ReferenceRule> &references)
{
    QList<Standing> all;
    if (const auto subnet = standingIn(u"aws_subnet"_s, schema, references))
        all.append(*subnet);
    const AttributeSchema *zone = schema.attributeAt(u"availability_zone"_s);
    if (zone && zone->isSettable() && zone->type.kind == AttributeType::Kind::String && all.isEmpty())
        all.append({u"groundplan_availability_zone"_s, u"availability_zone"_s, u"zone"_s, false});
    if (const auto vpc = standingIn(u"aws_vpc"_s, schema, references))
        all.append(*vpc);
    else if (!all.isEmpty() && all.first().zoneType == "aws_subnet"_L1)
        all.append({u"aws_vpc"_s, {}, {}, false});
    all.append({u"groundplan_region"_s, {}, {}, false});
    all.append({u"groundplan_account"_s, {}, {}, false});
    return all;
}

} // namespace groundplan
