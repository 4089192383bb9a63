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

/// Where a target attribute of a route leads.
WayOut::Kind kindOfTarget(Look &look, const QString &attribute, const Value &target, ResourceId *gateway)
{
    if (target.isReference()) {
        *gateway = target.toReference().to;
        const QString type = look.typeOf(*gateway);
        if (type == QLatin1String("aws_internet_gateway"))
            return WayOut::Kind::Internet;
        if (type == QLatin1String("aws_nat_gateway"))
            return WayOut::Kind::Nat;
        return type.isEmpty() ? WayOut::Kind::None : WayOut::Kind::Other;
    }
    if (attribute == QLatin1String("nat_gateway_id"))
        return WayOut::Kind::Nat;
    if (attribute != QLatin1String("gateway_id"))
        return WayOut::Kind::Other;
    if (target.isString())
        return target.toString().startsWith(QLatin1String("igw-")) ? WayOut::Kind::Internet : WayOut::Kind::Other;
    return WayOut::Kind::Unknown;
}

/// The table that a subnet uses: nullopt when that is not known, empty for the main table that AWS makes.
std::optional<ResourceId> tableOf(Look &look, const ResourceId &subnet)
{
    const auto referenced = [&look](const ResourceId &id) -> std::optional<ResourceId> {
        const Value table = look.property(id, QStringLiteral("route_table_id"));
        return table.isReference() ? std::optional(table.toReference().to) : std::nullopt;
    };
    const auto associations = look.users(subnet, QStringLiteral("aws_route_table_association"), QStringLiteral("subnet_id"));
    if (!associations.isEmpty())
        return referenced(associations.first());
    if (look.isRepeated(subnet)) // others refer to the copies by expressions
        return std::nullopt;
    const ResourceId vpc = vpcOf(look, subnet);
    if (vpc.isEmpty())
        return std::nullopt;
    const auto main = look.users(vpc, QStringLiteral("aws_main_route_table_association"), QStringLiteral("vpc_id"));
    if (!main.isEmpty())
        return referenced(main.first());
    const auto adopted = look.users(vpc, QStringLiteral("aws_default_route_table"), QStringLiteral("default_route_table_id"));
    return adopted.isEmpty() ? ResourceId() : adopted.first();
}

WayOut findWayOut(Look &look, const ResourceId &subnet)
{
    WayOut way;
    const std::optional<ResourceId> table = tableOf(look, subnet);
    if (!table) {
        way.kind = WayOut::Kind::Unknown;
        return way;
    }
    way.table = *table;
    if (table->isEmpty())
        return way;
    for (const Route &route : routesOf(look, *table)) {
        if (route.destination.isComputed()) {
            way.kind = WayOut::Kind::Unknown; // unless another route decides it
        } else if (isEverywhere(route.destination) && !route.targetAttributes.isEmpty()) {
            ResourceId gateway;
            const WayOut::Kind kind = kindOfTarget(look, route.targetAttributes.first(), route.target, &gateway);
            if (kind == WayOut::Kind::None)
                continue;
            way.kind = kind;
            way.gateway = gateway;
            if (kind == WayOut::Kind::Internet)
                break; // IPv4 or IPv6: either makes it public
        }
    }
    return way;
}

const QStringList &targetAttributes()
{
    static const QStringList names{
        QStringLiteral("gateway_id"),
        QStringLiteral("nat_gateway_id"),
        QStringLiteral("transit_gateway_id"),
        QStringLiteral("vpc_peering_connection_id"),
        QStringLiteral("network_interface_id"),
        QStringLiteral("vpc_endpoint_id"),
        QStringLiteral("egress_only_gateway_id"),
        QStringLiteral("carrier_gateway_id"),
        QStringLiteral("local_gateway_id"),
        QStringLiteral("core_network_arn"),
    };
    return names;
}

Route routeIn(Look &look, const PropertyMap &properties, const QStringList &destinations)
{
    Route route;
    for (const QString &name : destinations)
        if (const Value value = look.resolved(properties.value(name)); !value.isNull() && value != Value(QString())) {
            route.destination = value;
            break;
        }
    for (const QString &name : targetAttributes())
        if (const Value value = look.resolved(properties.value(name)); !value.isNull() && value != Value(QString())) {
            route.targetAttributes.append(name);
            if (route.target.isNull())
                route.target = value;
        }
    return route;
}

} // namespace

Targets targetsIn(Look &look, const Value &value)
{
    Targets targets;
    const Value known = value.isVariable() ? look.resolved(value) : value;
    if (known.isReference()) {
        targets.ids.append(known.toReference().to);
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
        collectStanding(look, id, subnetType, &all.ids);
    return all;
}

ResourceId vpcOf(Look &look, const ResourceId &id)
{
    const QString type = look.typeOf(id);
    if (type == QLatin1String("aws_vpc"))
        return id;
    const Value own = look.property(id, QStringLiteral("vpc_id"));
    if (own.isReference())
        return look.typeOf(own.toReference().to) == QLatin1String("aws_vpc") ? own.toReference().to : ResourceId();
    if (!own.isNull() || type == subnetType)
        return {};
    for (const ResourceId &subnet : subnetsOf(look, id).ids)
        if (const ResourceId vpc = vpcOf(look, subnet); !vpc.isEmpty())
            return vpc;
    return {};
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

bool isEverywhere(const Value &destination)
{
    return destination == Value(QStringLiteral("0.0.0.0/0")) || destination == Value(QStringLiteral("::/0"));
}

QList<Route> routesOf(Look &look, const ResourceId &table)
{
    static const QStringList inBlock{QStringLiteral("cidr_block"), QStringLiteral("ipv6_cidr_block"),
                                     QStringLiteral("destination_prefix_list_id")};
    static const QStringList inRoute{QStringLiteral("destination_cidr_block"), QStringLiteral("destination_ipv6_cidr_block"),
                                     QStringLiteral("destination_prefix_list_id")};
    QList<Route> routes;
    const ValueList blocks = look.property(table, QStringLiteral("route")).toList();
    for (qsizetype i = 0; i < blocks.size(); ++i)
        if (blocks.at(i).isMap()) {
            Route route = routeIn(look, blocks.at(i).toMap(), inBlock);
            route.source = table;
            route.path = QStringLiteral("route.%1").arg(i);
            routes.append(route);
        }
    for (const ResourceId &id : look.users(table, QStringLiteral("aws_route"), QStringLiteral("route_table_id"))) {
        Route route = routeIn(look, look.properties(id), inRoute);
        route.source = id;
        routes.append(route);
    }
    return routes;
}

const WayOut &wayOut(Look &look, const ResourceId &subnet)
{
    return look.shared<WayOut>(QLatin1String("way out"), subnet, [&] { return findWayOut(look, subnet); });
}

bool isMeantPublic(Look &look, const ResourceId &subnet)
{
    const Value maps = look.resolved(look.property(subnet, QStringLiteral("map_public_ip_on_launch")));
    if (maps.toBool() || maps.toString() == QLatin1String("true"))
        return true;
    const QString name = look.nameOf(subnet);
    const QLatin1String word("public");
    for (qsizetype at = name.indexOf(word, 0, Qt::CaseInsensitive); at >= 0; at = name.indexOf(word, at + 1, Qt::CaseInsensitive))
        if ((at == 0 || !name.at(at - 1).isLetter()) && (at + word.size() == name.size() || !name.at(at + word.size()).isLetter()))
            return true;
    return false;
}

bool isInternetFacing(Look &look, const ResourceId &loadBalancer)
{
    const Value internal = look.resolved(look.property(loadBalancer, QStringLiteral("internal")));
    const Value kind = look.resolved(look.property(loadBalancer, QStringLiteral("load_balancer_type")));
    return !internal.isComputed() && !internal.toBool() && internal.toString() != QLatin1String("true")
        && kind.toString() != QLatin1String("gateway");
}

} // namespace groundplan::network
