// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Routes, gateways and NAT gateways by themselves.
namespace groundplan {

namespace {

using network::Route;
using rules::joined;
using rules::say;

QString destinationOf(const Route &route) { return route.destination.isReference() ? QString() : route.destination.toString(); }

QString nameOfRoute(Look &look, const Route &route)
{
    return route.path.isEmpty() ? look.nameOf(route.source) : say("route %1 of %2").arg(destinationOf(route), look.nameOf(route.source));
}

void checkTargets(Look &look, const Route &route, const QString &attribute, const Rule &rule)
{
    if (route.targetAttributes.size() == 1)
        return;
    const QString name = nameOfRoute(look, route);
    if (route.targetAttributes.isEmpty())
        look.report(rule, attribute, say("%1 leads nowhere.").arg(name), say("Set one target, such as gateway_id or nat_gateway_id."));
    else
        look.report(rule, attribute, say("%1 has more than one target: %2.").arg(name, rules::listed(route.targetAttributes)),
                    say("Keep one of them."));
}

/// An aws_route checks itself; a table checks the routes in its own blocks.
void checkOneTarget(Look &look, const Rule &rule)
{
    if (look.resource().type == QLatin1String("aws_route")) {
        const Value table = look.properties().value(QStringLiteral("route_table_id"));
        if (!table.isReference())
            return;
        for (const Route &route : network::routesOf(look, table.toReference().to))
            if (route.source == look.id())
                checkTargets(look, route, {}, rule);
        return;
    }
    for (const Route &route : network::routesOf(look, look.id()))
        if (route.source == look.id())
            checkTargets(look, route, route.path, rule);
}

/// What a target attribute takes, where that is one thing.
QStringList targetTypes(const QString &attribute)
{
    static const QHash<QString, QStringList> types{
        {QStringLiteral("nat_gateway_id"), {QStringLiteral("aws_nat_gateway")}},
        {QStringLiteral("transit_gateway_id"), {QStringLiteral("aws_ec2_transit_gateway")}},
        {QStringLiteral("vpc_peering_connection_id"),
         {QStringLiteral("aws_vpc_peering_connection"), QStringLiteral("aws_vpc_peering_connection_accepter")}},
        {QStringLiteral("egress_only_gateway_id"), {QStringLiteral("aws_egress_only_internet_gateway")}},
        {QStringLiteral("carrier_gateway_id"), {QStringLiteral("aws_ec2_carrier_gateway")}},
    };
    return types.value(attribute);
}

/// In the blocks of a table: what an aws_route refers to is checked with all references.
void checkTargetType(Look &look, const Rule &rule)
{
    for (const Route &route : network::routesOf(look, look.id())) {
        const QStringList types = targetTypes(route.targetAttributes.value(0));
        const auto target = network::referenceIn(route.target);
        if (route.source != look.id() || types.isEmpty() || !target
            || (!target->attribute.isEmpty() && target->attribute != QLatin1String("id")))
            continue;
        const QString type = look.typeOf(target->to);
        if (type.startsWith(QLatin1String("aws_")) && !types.contains(type))
            look.report(rule, joined(route.path, route.targetAttributes.first()),
                        say("%1 has %2 as its %3, which is none.")
                            .arg(nameOfRoute(look, route), look.nameOf(target->to), route.targetAttributes.first()),
                        say("Name it by the attribute of its kind, such as gateway_id for an internet gateway."));
    }
}

void checkDuplicates(Look &look, const Rule &rule)
{
    QHash<QString, Route> first;
    for (const Route &route : network::routesOf(look, look.id())) {
        const QString destination = destinationOf(route);
        if (destination.isEmpty())
            continue;
        const auto other = first.constFind(destination);
        if (other == first.constEnd()) {
            first.insert(destination, route);
            continue;
        }
        const QStringList sources{look.nameOf(other->source), look.nameOf(route.source)};
        look.report(rule, destination, say("%1 has two routes to %2 (%3).").arg(look.name(), destination, rules::listed(sources)),
                    say("AWS takes one route for each destination. Remove one of them."));
    }
}

void checkMixedRoutes(Look &look, const Rule &rule)
{
    QStringList separate;
    bool inBlock = false;
    for (const Route &route : network::routesOf(look, look.id()))
        if (route.source == look.id())
            inBlock = true;
        else
            separate.append(look.nameOf(route.source));
    if (inBlock && !separate.isEmpty())
        look.report(rule, QStringLiteral("route"),
                    say("%1 has routes of its own and separate ones (%2).").arg(look.name(), rules::listed(separate)),
                    say("The two undo each other at every apply. Keep one kind."));
}

void checkTableOfVpc(Look &look, const Rule &rule)
{
    const ResourceId vpc = network::vpcOf(look, look.id());
    if (vpc.isEmpty())
        return;
    for (const Route &route : network::routesOf(look, look.id())) {
        if (!route.target.isReference())
            continue;
        const ResourceId gateway = route.target.toReference().to;
        const QString type = look.typeOf(gateway);
        if (type != QLatin1String("aws_internet_gateway") && type != QLatin1String("aws_nat_gateway"))
            continue;
        const ResourceId other = network::vpcOf(look, gateway);
        if (!other.isEmpty() && other != vpc)
            look.report(rule, gateway.text(),
                        say("%1 routes to %2, which is in another VPC (%3).").arg(look.name(), look.nameOf(gateway), look.nameOf(other)),
                        say("A route leads to a gateway of its own VPC only."));
    }
}

void checkAttached(Look &look, const Rule &rule)
{
    const Value vpc = look.value(QStringLiteral("vpc_id"));
    if (vpc.isNull()
        && look.users(look.id(), QStringLiteral("aws_internet_gateway_attachment"), QStringLiteral("internet_gateway_id")).isEmpty())
        look.report(rule, QStringLiteral("vpc_id"), say("%1 is attached to no VPC.").arg(look.name()),
                    say("Drag it into the VPC that it should connect to the internet."));
}

void checkOneGateway(Look &look, const Rule &rule)
{
    const QList<ResourceId> gateways = look.users(look.id(), QStringLiteral("aws_internet_gateway"), QStringLiteral("vpc_id"));
    if (gateways.size() < 2)
        return;
    QStringList names;
    for (const ResourceId &gateway : gateways)
        names.append(look.nameOf(gateway));
    look.report(rule, {}, say("%1 has %2 internet gateways: %3.").arg(look.name()).arg(gateways.size()).arg(rules::listed(names)),
                say("AWS attaches one to a VPC. Remove the others."));
}

void checkNatAddress(Look &look, const Rule &rule)
{
    const Value kind = look.value(QStringLiteral("connectivity_type"));
    const Value address = look.value(QStringLiteral("allocation_id"));
    if (kind.isComputed() || look.value(QStringLiteral("availability_mode")).toString() == QLatin1String("regional"))
        return;
    const bool isPrivate = kind.toString() == QLatin1String("private");
    if (!isPrivate && address.isNull())
        look.report(rule, QStringLiteral("allocation_id"), say("%1 has no Elastic IP address.").arg(look.name()),
                    say("A public NAT gateway needs one: add an aws_eip and connect it."));
    if (isPrivate && !address.isNull())
        look.report(rule, QStringLiteral("allocation_id"), say("%1 is private but has an Elastic IP address.").arg(look.name()),
                    say("Remove the address, or make the gateway public."));
}

} // namespace

RuleList rules::routeRules()
{
    const QStringList tables{QStringLiteral("aws_route_table"), QStringLiteral("aws_default_route_table")};
    const QStringList gateway{QStringLiteral("aws_internet_gateway")};
    return {
        {QStringLiteral("network.route-target"), Severity::Error, say("A route has no target, or several"),
         tables + QStringList{QStringLiteral("aws_route")}, checkOneTarget},
        {QStringLiteral("network.route-target-type"), Severity::Error, say("A route's target is of another kind"), tables, checkTargetType},
        {QStringLiteral("network.duplicate-route"), Severity::Error, say("A route table has two routes to one destination"), tables,
         checkDuplicates},
        {QStringLiteral("network.mixed-routes"), Severity::Warning, say("A route table has inline and separate routes"), tables,
         checkMixedRoutes},
        {QStringLiteral("network.route-other-vpc"), Severity::Error, say("A route leads to a gateway of another VPC"), tables,
         checkTableOfVpc},
        {QStringLiteral("network.detached-gateway"), Severity::Warning, say("An internet gateway is attached to no VPC"), gateway,
         checkAttached},
        {QStringLiteral("network.two-internet-gateways"),
         Severity::Error,
         say("A VPC has several internet gateways"),
         {QStringLiteral("aws_vpc")},
         checkOneGateway},
        {QStringLiteral("network.nat-address"),
         Severity::Error,
         say("A NAT gateway's address does not fit its kind"),
         {QStringLiteral("aws_nat_gateway")},
         checkNatAddress},
    };
}

} // namespace groundplan
