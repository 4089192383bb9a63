// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/network/network.h"

namespace groundplan::network {

namespace {

const QString subnetType = QStringLiteral("aws_subnet");

void append(QList<ResourceId> *list, const ResourceId &id)
{
    if (!list->contains(id))
        list->append(id);
}

/// The real zones of `type` that a resource stands in, groups passed through.
void collectStanding(Look &look, const ResourceId &id, const QString &type, QList<ResourceId> *into)
{
    look.note(Fact::Kind::Standing, id.text());
    const Resource *row = look.blueprint().find(id);
    if (!row)
        return;
    for (const ResourceId &zone : row->zones) {
        const QString zoneType = look.typeOf(zone);
        if (zoneType == type)
            append(into, zone);
        else if (isGroupType(zoneType))
            collectStanding(look, zone, type, into);
    }
}

} // namespace

std::optional<Reference> referenceIn(const Value &value)
{
    if (value.isReference())
        return value.toReference();
    static const QRegularExpression whole(QStringLiteral(R"(^\s*\$\{ref:([^.{}]+)(?:\.([^{}]*))?\}\s*$)"));
    const auto match = value.isExpression() ? whole.match(value.toExpression().text) : QRegularExpressionMatch();
    return match.hasMatch() ? std::optional(Reference{ResourceId(match.captured(1)), match.captured(2)}) : std::nullopt;
}

Targets targetsIn(Look &look, const Value &value)
{
    Targets targets;
    const Value known = value.isVariable() ? look.resolved(value) : value;
    if (const auto reference = referenceIn(known)) {
        targets.ids.append(reference->to);
    } else if (known.isList()) {
        for (const Value &item : known.toList()) {
            const Targets inner = targetsIn(look, item);
            for (const ResourceId &id : inner.ids)
                append(&targets.ids, id);
            targets.isComplete = targets.isComplete && inner.isComplete;
        }
    } else {
        targets.isComplete = known.isNull();
    }
    return targets;
}

QList<ResourceId> drawnIn(Look &look, const ResourceId &id)
{
    QList<ResourceId> subnets;
    collectStanding(look, id, subnetType, &subnets);
    return subnets;
}

Targets subnetsOf(Look &look, const ResourceId &id)
{
    static const QStringList paths{QStringLiteral("subnet_id"),
                                   QStringLiteral("subnets"),
                                   QStringLiteral("subnet_ids"),
                                   QStringLiteral("vpc_zone_identifier"),
                                   QStringLiteral("network_configuration.subnets"),
                                   QStringLiteral("vpc_config.subnet_ids")};
    static const QStringList groups{QStringLiteral("db_subnet_group_name"), QStringLiteral("subnet_group_name"),
                                    QStringLiteral("cluster_subnet_group_name"), QStringLiteral("neptune_subnet_group_name")};
    const PropertyMap &properties = look.properties(id);
    Targets all;
    const auto add = [&all](const Targets &some) {
        for (const ResourceId &subnet : some.ids)
            append(&all.ids, subnet);
        all.isComplete = all.isComplete && some.isComplete;
    };
    static const QStringList tops{QStringLiteral("subnet_id"),
                                  QStringLiteral("subnets"),
                                  QStringLiteral("subnet_ids"),
                                  QStringLiteral("vpc_zone_identifier"),
                                  QStringLiteral("network_configuration"),
                                  QStringLiteral("vpc_config")};
    for (qsizetype i = 0; i < paths.size(); ++i)
        if (properties.contains(tops.at(i))) // most are not there, and following a path costs more than asking
            add(targetsIn(look, valueAt(properties, paths.at(i))));
    for (const Value &mapping : properties.value(QStringLiteral("subnet_mapping")).toList())
        add(targetsIn(look, mapping[QStringLiteral("subnet_id")]));
    for (const QString &path : groups)
        for (const Targets group = targetsIn(look, properties.value(path)); const ResourceId &holder : group.ids) {
            if (look.typeOf(holder) == subnetType)
                continue;
            add(targetsIn(look, valueAt(look.properties(holder), QStringLiteral("subnet_ids"))));
        }
    all.ids.removeIf([&look](const ResourceId &target) { return look.typeOf(target) != subnetType; });
    if (all.ids.isEmpty())
        all.ids = drawnIn(look, id);
    return all;
}

namespace {

ResourceId findVpc(Look &look, const ResourceId &id)
{
    const QString type = look.typeOf(id);
    const Value own = look.property(id, QStringLiteral("vpc_id"));
    if (const auto vpc = referenceIn(own))
        return look.typeOf(vpc->to) == QLatin1String("aws_vpc") ? vpc->to : ResourceId();
    if (!own.isNull() || type == subnetType)
        return {};
    for (const ResourceId &subnet : subnetsOf(look, id).ids)
        if (const ResourceId vpc = vpcOf(look, subnet); !vpc.isEmpty())
            return vpc;
    return {};
}

} // namespace

ResourceId vpcOf(Look &look, const ResourceId &id)
{
    if (look.typeOf(id) == QLatin1String("aws_vpc"))
        return id;
    // Whoever is connected to it asks.
    return look.shared<ResourceId>(QLatin1String("vpc"), id, [&] { return findVpc(look, id); });
}

Targets securityGroupsOf(Look &look, const ResourceId &id)
{
    const auto type = look.catalogType(look.typeOf(id));
    const NetworkFacts &network = type->network;
    if (network.securityGroupsAttribute.isEmpty())
        return {{}, false};
    if (network.via.isEmpty())
        return targetsIn(look, valueAt(look.properties(id), network.securityGroupsAttribute));
    Targets all;
    for (const ResourceId &holder : targetsIn(look, valueAt(look.properties(id), network.via)).ids) {
        const Targets its = targetsIn(look, valueAt(look.properties(holder), network.securityGroupsAttribute));
        for (const ResourceId &group : its.ids)
            append(&all.ids, group);
        all.isComplete = all.isComplete && its.isComplete;
    }
    return all;
}

QString zoneOf(Look &look, const ResourceId &subnet)
{
    const Value zone = look.resolved(look.property(subnet, QStringLiteral("availability_zone")));
    return zone.isString() ? zone.toString() : QString();
}

bool isMeantPublic(Look &look, const ResourceId &subnet)
{
    const Value maps = look.resolved(look.property(subnet, QStringLiteral("map_public_ip_on_launch")));
    if (maps.isLiteralScalar() && !maps.isNull())
        return maps.toBool() || maps.toString() == QLatin1String("true");
    static const QRegularExpression separator(QStringLiteral("\\P{L}+"));
    static const QStringList negations{QStringLiteral("no"), QStringLiteral("non"), QStringLiteral("not")};
    const QStringList words = look.nameOf(subnet).toLower().split(separator, Qt::SkipEmptyParts);
    const qsizetype at = words.indexOf(QLatin1String("public"));
    return at >= 0 && (at == 0 || !negations.contains(words.at(at - 1)));
}

bool isInternetFacing(Look &look, const ResourceId &loadBalancer)
{
    const Value internal = look.resolved(look.property(loadBalancer, QStringLiteral("internal")));
    const Value kind = look.resolved(look.property(loadBalancer, QStringLiteral("load_balancer_type")));
    return !internal.isComputed() && !internal.toBool() && internal.toString() != QLatin1String("true")
        && kind.toString() != QLatin1String("gateway");
}

} // namespace groundplan::network
