// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Where a resource stands: in a zone that takes its type, and saying nothing that contradicts it.
namespace groundplan {

namespace {

using rules::say;

/// What else than the attributes that zones imply says where something stands.
bool saysItOtherwise(const PropertyMap &properties)
{
    static const QStringList attributes{
        QStringLiteral("subnet_mapping"),    // a load balancer with addresses of its own
        QStringLiteral("availability_zone"), // in the account's default VPC
        QStringLiteral("availability_zones"),
        QStringLiteral("network_interface"), // an instance where that stands
        QStringLiteral("primary_network_interface"),
    };
    return properties.value(QStringLiteral("target_type")) == Value(QStringLiteral("lambda")) // has no VPC
        || std::any_of(attributes.begin(), attributes.end(), [&](const QString &key) { return !properties.value(key).isNull(); });
}

/// In a region or an account, and saying itself what a narrower zone would imply: drawn roughly, but exported right.
bool saysWhereItStands(Look &look, const ResourceId &zone)
{
    const QString type = look.typeOf(zone);
    if (type != QLatin1String("groundplan_region") && type != QLatin1String("groundplan_account"))
        return false;
    const PropertyMap &properties = look.properties(); // connections say it too
    return saysItOtherwise(properties)
        || std::any_of(look.type().standings.begin(), look.type().standings.end(), [&properties](const Standing &standing) {
               return !standing.attribute.isEmpty() && !valueAt(properties, standing.attribute).isNull();
           });
}

/// AWS puts what names no VPC into the account's default one, and the code is sound: rarely meant, but not wrong.
bool mayDefault(Look &look, const ResourceId &zone)
{
    const QString type = look.typeOf(zone);
    if (type != QLatin1String("groundplan_region") && type != QLatin1String("groundplan_account"))
        return false;
    const auto &schema = look.type().schema;
    return schema && std::none_of(look.type().standings.begin(), look.type().standings.end(), [&schema](const Standing &standing) {
               const AttributeSchema *attribute = schema->attributeAt(standing.attribute);
               return attribute && attribute->required;
           });
}

void checkStanding(Look &look, const Rule &rule)
{
    look.properties(); // notes the zones above
    for (const ResourceId &zone : look.resource().zones) {
        if (saysWhereItStands(look, zone))
            continue;
        // The same for all of a type in a zone. The answer may name what is above the zone.
        const ResourceId about(zone.text() + QLatin1Char(' ') + look.resource().type);
        const QString &why = look.shared<QString>(QLatin1String("why not there"), about, [&look, &zone] {
            look.property(zone, nameFact); // notes the zones above as well
            const Result<> may = containment::mayStandIn(look.blueprint(), look.catalog(), look.resource().type, zone);
            return may ? QString() : may.error().message;
        });
        if (why.isEmpty())
            continue;
        Finding &finding = look.report(rule, zone.text(), say("%1 cannot stand in %2.").arg(look.name(), look.nameOf(zone)), why);
        if (mayDefault(look, zone))
            finding.severity = Severity::Warning;
    }
}

/// Its own value wins over what its zones imply, so a drawing that says otherwise misleads.
void checkContradiction(Look &look, const Rule &rule)
{
    if (look.resource().zones.isEmpty() || isGroupType(look.resource().type))
        return;
    const bool saysItself = std::any_of(look.type().standings.begin(), look.type().standings.end(), [&look](const Standing &standing) {
        return !standing.attribute.isEmpty() && look.resource().properties.contains(standing.attribute);
    });
    if (!saysItself)
        return;
    look.properties();
    const PropertyMap derived = containment::derivedProperties(look.blueprint(), look.catalog(), look.resource());
    for (auto it = derived.constBegin(); it != derived.constEnd(); ++it) {
        const Value own = look.resource().properties.value(it.key());
        if (own.isNull() || own == *it || own.isVariable() || own.isExpression() || (it->isList() && !own.isList()))
            continue;
        if (it->isList()
            && std::all_of(it->toList().begin(), it->toList().end(), [&own](const Value &item) { return own.toList().contains(item); }))
            continue;
        if (it->isList() && std::any_of(it->toList().begin(), it->toList().end(), [](const Value &item) { return item.isMap(); }))
            continue; // a block holds more than what the zone says
        if (own.isLiteralScalar() && !it->isLiteralScalar())
            continue; // an id typed by hand: nobody knows what it is
        look.report(rule, it.key(), say("%1 is drawn elsewhere than its %2 says.").arg(look.name(), it.key()),
                    say("The value wins over the drawing in exported code. Clear it to follow the drawing."))
            .fixTitle = say("Follow the drawing");
    }
}

Result<ChangeSet> followDrawing(const Blueprint &blueprint, const Catalog &, const Finding &finding)
{
    const Resource *before = blueprint.find(finding.resource);
    Resource after = *before;
    after.properties.remove(finding.attribute);
    ChangeSet changes;
    changes.replace(*before, after);
    return changes;
}

} // namespace

RuleList rules::standingRules()
{
    return {
        {QStringLiteral("validity.standing"), Severity::Error, say("A resource stands where its type cannot"), {}, checkStanding},
        {QStringLiteral("validity.drawn-elsewhere"),
         Severity::Warning,
         say("A resource is drawn in another zone than it says"),
         {},
         checkContradiction,
         followDrawing},
    };
}

} // namespace groundplan
