// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Drawn network access between ends that cannot reach each other.
namespace groundplan {

namespace {

using network::WayOut;
using rules::say;

const QString externalType = QStringLiteral("groundplan_external");

/// Peered, or on a common transit gateway: whether the routes are right is another question.
bool areJoined(Look &look, const ResourceId &a, const ResourceId &b)
{
    const auto peers = [&look](const ResourceId &vpc, const ResourceId &other) {
        for (const ResourceId &peering : look.users(vpc, QStringLiteral("aws_vpc_peering_connection"))) {
            bool joins = false;
            for (const Value &value : look.properties(peering))
                value.forEachReference([&](const Reference &reference) { joins = joins || reference.to == other; });
            if (joins)
                return true;
        }
        return false;
    };
    const QString attachment = QStringLiteral("aws_ec2_transit_gateway_vpc_attachment");
    return peers(a, b)
        || (!look.users(a, attachment, QStringLiteral("vpc_id")).isEmpty()
            && !look.users(b, attachment, QStringLiteral("vpc_id")).isEmpty());
}

bool isWholeInternet(Look &look, const ResourceId &external)
{
    QStringList networks;
    const Value blocks = look.properties(external).value(QStringLiteral("cidr_blocks"));
    for (const Value &block : blocks.toList())
        networks.append(block.toString());
    return network::areEverywhere(networks);
}

/// Why the internet does not get to `target`; empty when it may.
QString whyHidden(Look &look, const ResourceId &target)
{
    const QString type = look.typeOf(target);
    if (type == QLatin1String("aws_lb") || type == QLatin1String("aws_alb")) {
        const Value internal = look.resolved(valueAt(look.properties(target), QStringLiteral("internal")));
        if (internal.toBool() || internal.toString() == QLatin1String("true"))
            return say("%1 is internal: only the VPC reaches it.").arg(look.nameOf(target));
    }
    const network::Targets subnets = network::subnetsOf(look, target);
    if (subnets.ids.isEmpty() || !subnets.isComplete)
        return {};
    for (const ResourceId &subnet : subnets.ids) {
        if (network::wayOut(look, subnet).kind >= WayOut::Kind::Filtered)
            return {};
        if (network::isMeantPublic(look, subnet))
            return {}; // that the subnet has no route is reported there
    }
    return say("None of the subnets of %1 has a route to an internet gateway.").arg(look.nameOf(target));
}

/// Each connection is looked at once, from the end that it starts at.
void checkReach(Look &look, const Rule &rule)
{
    for (const ConnectionId &id : look.connections(look.id())) {
        const Connection *connection = look.connection(id);
        if (connection->from != look.id() || connection->kind != QLatin1String("network_access"))
            continue;
        const ResourceId to = connection->to;
        QString why;
        if (look.resource().type == externalType) {
            if (isWholeInternet(look, look.id()))
                why = whyHidden(look, to);
        } else if (look.typeOf(to) != externalType) {
            const ResourceId here = network::vpcOf(look, look.id()), there = network::vpcOf(look, to);
            if (!here.isEmpty() && !there.isEmpty() && here != there && !areJoined(look, here, there))
                why = say("They are in different VPCs (%1 and %2) that nothing joins.").arg(look.nameOf(here), look.nameOf(there));
        }
        if (!why.isEmpty())
            look.report(rule, {}, say("%1 cannot reach %2.").arg(look.name(), look.nameOf(to)), why).connection = id;
    }
}

void checkHasNetwork(Look &look, const Rule &rule)
{
    for (const ConnectionId &id : look.connections(look.id())) {
        const Connection *connection = look.connection(id);
        if (connection->from != look.id() || connection->kind != QLatin1String("network_access"))
            continue;
        for (const ResourceId &end : {connection->from, connection->to}) {
            const QString type = look.typeOf(end);
            const auto known = look.catalogType(type);
            if (type == externalType || !known->schema || !known->network.securityGroupsAttribute.isEmpty())
                continue;
            Finding &finding = look.report(rule, {},
                                           say("%1 has no security group, so network access between %2 and %3 means nothing.")
                                               .arg(look.nameOf(end), look.nameOf(connection->from), look.nameOf(connection->to)),
                                           say("Give it access by a policy or a reference instead, or remove the connection."));
            finding.connection = id;
            break;
        }
    }
}

} // namespace

RuleList rules::reachabilityRules()
{
    return {
        {QStringLiteral("network.unreachable"),
         Severity::Warning,
         say("Network access is drawn between ends that cannot reach each other"),
         {},
         checkReach},
        {QStringLiteral("network.access-without-network"),
         Severity::Error,
         say("Network access is drawn to something without a network"),
         {},
         checkHasNetwork},
    };
}

} // namespace groundplan
