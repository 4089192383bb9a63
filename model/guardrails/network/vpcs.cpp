// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// What must be of one VPC: the subnets of a resource, a subnet and its route table.
namespace groundplan {

namespace {

using rules::say;

void checkOneVpc(Look &look, const Rule &rule)
{
    ResourceId first, vpc;
    for (const ResourceId &subnet : network::subnetsOf(look, look.id()).ids) {
        const ResourceId its = network::vpcOf(look, subnet);
        if (its.isEmpty() || its == vpc)
            continue;
        if (vpc.isEmpty()) {
            first = subnet;
            vpc = its;
            continue;
        }
        look.report(rule, {},
                    say("%1 is in subnets of two VPCs: %2 (%3) and %4 (%5).")
                        .arg(look.name(), look.nameOf(first), look.nameOf(vpc), look.nameOf(subnet), look.nameOf(its)),
                    say("AWS takes the subnets of one VPC. Take it out of the others."));
        return;
    }
}

/// An association of a table with a subnet, or with a VPC as its main one.
void checkTableOfAssociation(Look &look, const Rule &rule)
{
    const auto table = network::referenceIn(look.properties().value(QStringLiteral("route_table_id")));
    const auto subnet = network::referenceIn(look.properties().value(QStringLiteral("subnet_id")));
    if (!table || (subnet && look.typeOf(subnet->to) != QLatin1String("aws_subnet")))
        return;
    const bool isMain = look.resource().type == QLatin1String("aws_main_route_table_association");
    const ResourceId about = isMain ? network::vpcOf(look, look.id()) : subnet ? subnet->to : ResourceId();
    const ResourceId here = about.isEmpty() ? ResourceId() : network::vpcOf(look, about), there = network::vpcOf(look, table->to);
    if (here.isEmpty() || there.isEmpty() || here == there)
        return;
    look.report(rule, QStringLiteral("route_table_id"),
                say("%1 gives %2 the route table %3 of another VPC (%4).")
                    .arg(look.name(), look.nameOf(about), look.nameOf(table->to), look.nameOf(there)),
                say("Use a route table of %1.").arg(look.nameOf(here)));
}

void checkOneAssociation(Look &look, const Rule &rule)
{
    if (look.isRepeated(look.id()))
        return;
    QStringList names;
    for (const ResourceId &id :
         look.users(look.id(), QStringLiteral("aws_route_table_association"), QStringLiteral("subnet_id"))) // copies may be none
        if (!look.isRepeated(id) && look.property(id, QStringLiteral("gateway_id")).isNull())
            names.append(look.nameOf(id));
    if (names.size() > 1)
        look.report(rule, {},
                    say("%1 is associated with a route table %2 times: %3.").arg(look.name()).arg(names.size()).arg(rules::listed(names)),
                    say("AWS gives a subnet one route table. Remove the other associations."));
}

} // namespace

RuleList rules::vpcRules()
{
    return {
        {QStringLiteral("network.two-vpcs"),
         Severity::Error,
         say("Something is in subnets of two VPCs"),
         {QStringLiteral("aws_lb"), QStringLiteral("aws_alb"), QStringLiteral("aws_elb"), QStringLiteral("aws_db_subnet_group"),
          QStringLiteral("aws_elasticache_subnet_group"), QStringLiteral("aws_redshift_subnet_group"),
          QStringLiteral("aws_docdb_subnet_group"), QStringLiteral("aws_neptune_subnet_group"), QStringLiteral("aws_autoscaling_group"),
          QStringLiteral("aws_eks_cluster"), QStringLiteral("aws_eks_node_group"), QStringLiteral("aws_ecs_service"),
          QStringLiteral("aws_lambda_function"), QStringLiteral("aws_vpc_endpoint")},
         checkOneVpc},
        {QStringLiteral("network.table-of-other-vpc"),
         Severity::Error,
         say("A route table of another VPC is associated"),
         {QStringLiteral("aws_route_table_association"), QStringLiteral("aws_main_route_table_association")},
         checkTableOfAssociation},
        {QStringLiteral("network.two-route-tables"),
         Severity::Error,
         say("A subnet is associated with several route tables"),
         {QStringLiteral("aws_subnet")},
         checkOneAssociation},
    };
}

} // namespace groundplan
