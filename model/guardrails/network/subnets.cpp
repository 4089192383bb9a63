// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Public and private subnets: who needs a way to the internet, and whether there is one.
namespace groundplan {

namespace {

using network::WayOut;
using rules::say;

/// Tables of a VPC that lead to the internet.
QList<ResourceId> publicTables(Look &look, const ResourceId &vpc)
{
    QList<ResourceId> tables;
    for (const ResourceId &table : look.users(vpc, QStringLiteral("aws_route_table"), QStringLiteral("vpc_id")))
        for (const network::Route &route : network::routesOf(look, table))
            if (network::isEverywhere(route.destination) && route.target.isReference()
                && look.typeOf(route.target.toReference().to) == QLatin1String("aws_internet_gateway")) {
                tables.append(table);
                break;
            }
    return tables;
}

/// A subnet without an association, in a VPC with exactly one public table: then the remedy is certain.
std::optional<ResourceId> onlyPublicTable(Look &look, const ResourceId &subnet)
{
    const ResourceId vpc = network::vpcOf(look, subnet);
    if (vpc.isEmpty() || !look.users(subnet, QStringLiteral("aws_route_table_association"), QStringLiteral("subnet_id")).isEmpty())
        return {};
    const QList<ResourceId> &tables =
        look.shared<QList<ResourceId>>(QLatin1String("public tables"), vpc, [&] { return publicTables(look, vpc); });
    return tables.size() == 1 ? std::optional(tables.first()) : std::nullopt;
}

bool leadsToInternet(Look &look, const ResourceId &subnet) { return network::wayOut(look, subnet).kind == WayOut::Kind::Internet; }

bool isCertainlyNotPublic(Look &look, const ResourceId &subnet) { return network::wayOut(look, subnet).kind < WayOut::Kind::Filtered; }

void checkPublic(Look &look, const Rule &rule)
{
    if (!network::isMeantPublic(look, look.id()) || !isCertainlyNotPublic(look, look.id()))
        return;
    Finding &finding = look.report(rule, {}, say("%1 is public but has no route to an internet gateway.").arg(look.name()),
                                   say("Associate it with a route table whose 0.0.0.0/0 leads to the VPC's internet gateway."));
    if (const auto table = onlyPublicTable(look, look.id()))
        finding.fixTitle = say("Use %1").arg(look.nameOf(*table));
}

Result<ChangeSet> associate(const Blueprint &blueprint, const Catalog &catalog, const Finding &finding)
{
    Pass pass(blueprint, catalog, false);
    Look look(pass, finding.resource);
    const auto table = onlyPublicTable(look, finding.resource);
    if (!table)
        return Error{say("The VPC no longer has exactly one route table that leads to the internet.")};
    edits::NewResource association;
    association.type = QStringLiteral("aws_route_table_association");
    association.nameHint = blueprint.find(finding.resource)->name;
    association.zones = {finding.resource};
    association.properties.insert(QStringLiteral("subnet_id"), Reference{finding.resource, QStringLiteral("id")});
    association.properties.insert(QStringLiteral("route_table_id"), Reference{*table, QStringLiteral("id")});
    return edits::addResource(blueprint, association);
}

/// A subnet that is reported as public without a route needs no second finding for what stands in it.
bool isReportedAlready(Look &look, const ResourceId &subnet) { return network::isMeantPublic(look, subnet); }

void checkNatGateway(Look &look, const Rule &rule)
{
    const Value kind = look.value(QStringLiteral("connectivity_type"));
    if (kind.isComputed() || kind.toString() == QLatin1String("private"))
        return;
    for (const ResourceId &subnet : network::subnetsOf(look, look.id()).ids)
        if (isCertainlyNotPublic(look, subnet) && !isReportedAlready(look, subnet))
            look.report(rule, {}, say("%1 stands in %2, which has no route to an internet gateway.").arg(look.name(), look.nameOf(subnet)),
                        say("A public NAT gateway works in a public subnet only: move it there, or make it private."));
}

void checkLoadBalancer(Look &look, const Rule &rule)
{
    if (!network::isInternetFacing(look, look.id()))
        return;
    QStringList hidden;
    for (const ResourceId &subnet : network::subnetsOf(look, look.id()).ids)
        if (isCertainlyNotPublic(look, subnet) && !isReportedAlready(look, subnet))
            hidden.append(look.nameOf(subnet));
    if (!hidden.isEmpty())
        look.report(rule, {},
                    (hidden.size() == 1 ? say("%1 faces the internet but %2 has no route to an internet gateway.")
                                        : say("%1 faces the internet but %2 have no route to an internet gateway."))
                        .arg(look.name(), rules::listed(hidden)),
                    say("Move it into public subnets, or make it internal."));
}

/// Compute that stands in a subnet without any way out cannot fetch packages or images, nor call AWS, unless the VPC has endpoints.
void checkComputeWayOut(Look &look, const Rule &rule)
{
    for (const ResourceId &subnet : network::subnetsOf(look, look.id()).ids) {
        if (network::wayOut(look, subnet).kind != WayOut::Kind::None || isReportedAlready(look, subnet))
            continue;
        const ResourceId vpc = network::vpcOf(look, subnet);
        const bool hasEndpoints = !vpc.isEmpty() && look.shared<bool>(QLatin1String("has endpoints"), vpc, [&] {
            return !look.users(vpc, QStringLiteral("aws_vpc_endpoint"), QStringLiteral("vpc_id")).isEmpty();
        });
        if (hasEndpoints)
            continue;
        look.report(rule, {}, say("%1 has no way out of %2.").arg(look.name(), look.nameOf(subnet)),
                    say("Give the subnet a default route to a NAT gateway, or the VPC endpoints for what it calls; now it can neither "
                        "fetch packages nor call AWS."));
        return; // the others would say the same
    }
}

void checkDatabaseSubnets(Look &look, const Rule &rule)
{
    QStringList open;
    for (const ResourceId &subnet : network::targetsIn(look, look.properties().value(QStringLiteral("subnet_ids"))).ids)
        if (leadsToInternet(look, subnet))
            open.append(look.nameOf(subnet));
    if (!open.isEmpty())
        look.report(rule, QStringLiteral("subnet_ids"),
                    say("%1 puts a data store into public subnets: %2.").arg(look.name(), rules::listed(open)),
                    say("Use subnets without a route to an internet gateway."));
}

} // namespace

RuleList rules::subnetRules()
{
    return {
        {QStringLiteral("network.public-subnet-without-internet"),
         Severity::Warning,
         say("A public subnet has no route to an internet gateway"),
         {QStringLiteral("aws_subnet")},
         checkPublic,
         associate},
        {QStringLiteral("network.nat-in-private-subnet"),
         Severity::Error,
         say("A NAT gateway stands in a subnet without a route to an internet gateway"),
         {QStringLiteral("aws_nat_gateway")},
         checkNatGateway},
        {QStringLiteral("network.load-balancer-in-private-subnet"),
         Severity::Warning,
         say("An internet-facing load balancer stands in private subnets"),
         {QStringLiteral("aws_lb"), QStringLiteral("aws_alb")},
         checkLoadBalancer},
        {QStringLiteral("network.no-way-out"),
         Severity::Warning,
         say("Compute stands in a subnet without a way out"),
         {QStringLiteral("aws_instance"), QStringLiteral("aws_autoscaling_group"), QStringLiteral("aws_ecs_service"),
          QStringLiteral("aws_eks_node_group"), QStringLiteral("aws_lambda_function")},
         checkComputeWayOut},
        {QStringLiteral("network.data-in-public-subnet"),
         Severity::Warning,
         say("A data store's subnets are public"),
         {QStringLiteral("aws_db_subnet_group"), QStringLiteral("aws_elasticache_subnet_group"),
          QStringLiteral("aws_redshift_subnet_group"), QStringLiteral("aws_docdb_subnet_group"),
          QStringLiteral("aws_neptune_subnet_group")},
         checkDatabaseSubnets},
    };
}

} // namespace groundplan
