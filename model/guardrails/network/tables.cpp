// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/network/network.h"

/// Route tables: which one a subnet uses, what is in it and where that leads.
namespace groundplan::network {

namespace {

const QString tableKey = QStringLiteral("route_table_id");
const QString associationType = QStringLiteral("aws_route_table_association");
const QString routeType = QStringLiteral("aws_route");

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

/// An attribute that may name anything: computed, and no reference in it in any copy of its resource.
bool namesAnything(Look &look, const ResourceId &id, const QString &key)
{
    const Value value = look.resolved(look.property(id, key));
    if (!value.isExpression() && !value.isVariable())
        return false;
    bool refers = false;
    for (const Value &its : look.inCopies(id, value))
        its.forEachReference([&refers](const Reference &) { refers = true; });
    return !refers;
}

/// An association of the VPC's that may be of any of its subnets.
bool hasUnclearAssociation(Look &look, const ResourceId &vpc)
{
    QList<ResourceId> associations = look.inside(vpc, associationType);
    QList<ResourceId> tables{vpc};
    tables.append(look.users(vpc, QStringLiteral("aws_route_table"), QStringLiteral("vpc_id")));
    tables.append(look.users(vpc, QStringLiteral("aws_default_route_table"), QStringLiteral("default_route_table_id")));
    for (const ResourceId &table : std::as_const(tables))
        associations.append(look.users(table, associationType, tableKey));
    return std::any_of(associations.begin(), associations.end(),
                       [&look](const ResourceId &id) { return namesAnything(look, id, QStringLiteral("subnet_id")); });
}

/// A route to the VPC's internet gateway that may be in any of its tables.
bool hasUnclearRoute(Look &look, const ResourceId &vpc)
{
    for (const ResourceId &gateway : look.users(vpc, QStringLiteral("aws_internet_gateway"), QStringLiteral("vpc_id")))
        for (const ResourceId &route : look.users(gateway, routeType, QStringLiteral("gateway_id")))
            if (namesAnything(look, route, tableKey))
                return true;
    return false;
}

/// The table that an association names; a VPC stands for its default table. Nothing when its routes are not in the blueprint.
std::optional<ResourceId> namedTable(Look &look, const ResourceId &association)
{
    static const QStringList known{QStringLiteral("aws_route_table"), QStringLiteral("aws_default_route_table"), QStringLiteral("aws_vpc")};
    const auto table = referenceIn(look.property(association, tableKey));
    return table && known.contains(look.typeOf(table->to)) ? std::optional(table->to) : std::nullopt;
}

/// The table of the subnets of a VPC that have no association.
std::optional<ResourceId> mainTable(Look &look, const ResourceId &vpc)
{
    const auto associations = look.users(vpc, QStringLiteral("aws_main_route_table_association"), QStringLiteral("vpc_id"));
    if (associations.isEmpty())
        return vpc;
    for (const ResourceId &route : look.users(vpc, routeType, tableKey)) // whose main table it names depends on what came first
        if (const auto table = referenceIn(look.property(route, tableKey));
            table && table->attribute == QLatin1String("main_route_table_id"))
            return std::nullopt;
    return namedTable(look, associations.first());
}

/// The table that a subnet uses, nothing when that is not known.
std::optional<ResourceId> tableOf(Look &look, const ResourceId &subnet)
{
    const auto associations = look.users(subnet, associationType, QStringLiteral("subnet_id"));
    if (!associations.isEmpty())
        return namedTable(look, associations.first());
    if (look.isRepeated(subnet)) // others refer to the copies by expressions
        return std::nullopt;
    const ResourceId vpc = vpcOf(look, subnet);
    if (vpc.isEmpty() || look.shared<bool>(QLatin1String("unclear association"), vpc, [&] { return hasUnclearAssociation(look, vpc); }))
        return std::nullopt;
    return mainTable(look, vpc);
}

/// The resources that are one table: a VPC and what adopts its default table.
QList<ResourceId> holdersOf(Look &look, const ResourceId &table)
{
    QList<ResourceId> holders{table};
    const QString type = look.typeOf(table), key = QStringLiteral("default_route_table_id");
    if (type == QLatin1String("aws_vpc"))
        holders.append(look.users(table, QStringLiteral("aws_default_route_table"), key));
    else if (type == QLatin1String("aws_default_route_table"))
        if (const auto vpc = referenceIn(look.property(table, key)); vpc && look.typeOf(vpc->to) == QLatin1String("aws_vpc"))
            holders.append(vpc->to);
    return holders;
}

/// Routes that are written as an expression.
bool hasUnknownRoutes(Look &look, const ResourceId &table)
{
    for (const ResourceId &holder : holdersOf(look, table)) {
        const Value routes = look.property(holder, QStringLiteral("route"));
        if (routes.isComputed()
            || std::any_of(routes.toList().begin(), routes.toList().end(), [](const Value &route) { return route.isComputed(); }))
            return true;
    }
    return false;
}

/// A VPN gateway adds routes that are in no blueprint.
bool hasPropagatedRoutes(Look &look, const ResourceId &table)
{
    for (const ResourceId &holder : holdersOf(look, table))
        if (!look.property(holder, QStringLiteral("propagating_vgws")).isNull()
            || !look.users(holder, QStringLiteral("aws_vpn_gateway_route_propagation"), tableKey).isEmpty())
            return true;
    return false;
}

/// Where a gateway_id leads.
WayOut::Kind kindOfGateway(Look &look, const Value &gateway)
{
    static const QStringList internet{QStringLiteral("aws_internet_gateway"), QStringLiteral("aws_internet_gateway_attachment"),
                                      QStringLiteral("data.aws_internet_gateway")};
    if (const auto reference = referenceIn(gateway)) {
        const QString type = look.typeOf(reference->to);
        return internet.contains(type)                  ? WayOut::Kind::Internet
            : type == QLatin1String("aws_nat_gateway")  ? WayOut::Kind::Nat
            : type == QLatin1String("aws_vpc_endpoint") ? WayOut::Kind::Filtered
            : type.isEmpty()                            ? WayOut::Kind::None
                                                        : WayOut::Kind::Other;
    }
    if (!gateway.isString())
        return WayOut::Kind::Unknown;
    return gateway.toString().startsWith(QLatin1String("igw-")) ? WayOut::Kind::Internet
        : gateway.toString().startsWith(QLatin1String("vpce-")) ? WayOut::Kind::Filtered
                                                                : WayOut::Kind::Other;
}

/// Where a route leads, if it leads anywhere.
WayOut::Kind kindOfRoute(Look &look, const Route &route)
{
    const QString attribute = route.targetAttributes.value(0);
    if (attribute.isEmpty())
        return WayOut::Kind::None;
    if (attribute == QLatin1String("gateway_id"))
        return kindOfGateway(look, route.target);
    const auto target = referenceIn(route.target);
    const QString type = target ? look.typeOf(target->to) : QString();
    if (target && type.isEmpty())
        return WayOut::Kind::None;
    if (attribute == QLatin1String("nat_gateway_id")) // another gateway there is refused
        return type == QLatin1String("aws_internet_gateway") ? WayOut::Kind::None : WayOut::Kind::Nat;
    if (attribute == QLatin1String("vpc_endpoint_id") || attribute == QLatin1String("network_interface_id"))
        return WayOut::Kind::Filtered;
    return WayOut::Kind::Other;
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

/// What the routes of a table come to for traffic to everywhere.
class Routing {
public:
    explicit Routing(Look &look) : m_look(look) { }

    void add(const Route &route)
    {
        const WayOut::Kind kind = kindOfRoute(m_look, route);
        if (kind == WayOut::Kind::None)
            return;
        const auto target = referenceIn(route.target);
        const WayOut its{kind, {}, target ? target->to : ResourceId()};
        const QString destination = route.destination.toString();
        if (route.destination.isComputed() || destination.startsWith(QLatin1String("pl-")))
            m_uncertain.append(its);
        else if (isEverywhere(route.destination))
            take(its);
        else if (destination.endsWith(QLatin1String("/1")))
            m_halves.insert(destination, its);
    }

    WayOut result()
    {
        if (areEverywhere(m_halves.keys()))
            for (const WayOut &half : std::as_const(m_halves))
                take(half);
        for (const WayOut &way : std::as_const(m_uncertain)) // to everywhere perhaps
            if (m_way.kind == WayOut::Kind::None || way.kind >= WayOut::Kind::Filtered)
                take({WayOut::Kind::Unknown, {}, {}});
        return m_way;
    }

    void take(const WayOut &way)
    {
        if (way.kind > m_way.kind)
            m_way = way;
    }

private:
    Look &m_look;
    WayOut m_way;
    QMap<QString, WayOut> m_halves; ///< by destination
    QList<WayOut> m_uncertain;
};

WayOut findWayOut(Look &look, const ResourceId &subnet)
{
    const std::optional<ResourceId> table = tableOf(look, subnet);
    if (!table)
        return {WayOut::Kind::Unknown, {}, {}};
    Routing routing(look);
    for (const Route &route : routesOf(look, *table))
        routing.add(route);
    if (hasPropagatedRoutes(look, *table))
        routing.take({WayOut::Kind::Other, {}, {}});
    const ResourceId vpc = vpcOf(look, subnet);
    if (hasUnknownRoutes(look, *table)
        || (!vpc.isEmpty() && look.shared<bool>(QLatin1String("unclear route"), vpc, [&] { return hasUnclearRoute(look, vpc); })))
        routing.take({WayOut::Kind::Unknown, {}, {}});
    WayOut way = routing.result();
    way.table = *table;
    return way;
}

} // namespace

QList<Route> routesOf(Look &look, const ResourceId &table)
{
    static const QStringList inBlock{QStringLiteral("cidr_block"), QStringLiteral("ipv6_cidr_block"),
                                     QStringLiteral("destination_prefix_list_id")};
    static const QStringList inRoute{QStringLiteral("destination_cidr_block"), QStringLiteral("destination_ipv6_cidr_block"),
                                     QStringLiteral("destination_prefix_list_id")};
    QList<Route> routes;
    const QList<ResourceId> holders = holdersOf(look, table);
    for (const ResourceId &holder : holders) {
        const ValueList blocks = look.property(holder, QStringLiteral("route")).toList();
        for (qsizetype i = 0; i < blocks.size(); ++i)
            if (blocks.at(i).isMap()) {
                Route route = routeIn(look, blocks.at(i).toMap(), inBlock);
                route.source = holder;
                route.path = QStringLiteral("route.%1").arg(i);
                routes.append(route);
            }
    }
    for (const ResourceId &holder : holders)
        for (const ResourceId &id : look.users(holder, routeType, tableKey)) {
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

} // namespace groundplan::network
