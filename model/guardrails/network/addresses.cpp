// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/cidr.h"

#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Networks named in rules, routes and lists: each must be one. Those of VPCs and subnets are in cidr.cpp.
namespace groundplan {

namespace {

using rules::joined;
using rules::say;

/// Eight groups of hexadecimal digits, or fewer with one `::` for the missing ones.
bool isIpv6(const QString &text)
{
    const QStringList halves = text.split(QLatin1String("::"));
    if (halves.size() > 2)
        return false;
    int groups = 0;
    for (const QString &half : halves) {
        if (half.isEmpty())
            continue;
        for (const QString &group : half.split(QLatin1Char(':'))) {
            bool isNumber = false;
            group.toUInt(&isNumber, 16);
            if (!isNumber || group.size() > 4)
                return false;
            ++groups;
        }
    }
    return halves.size() == 2 ? groups < 8 : groups == 8;
}

/// What is wrong with the text as a network; empty: nothing.
QString problemOf(const QString &text)
{
    if (!text.contains(QLatin1Char(':'))) {
        const Result<Cidr> cidr = Cidr::parse(text);
        return cidr ? QString() : cidr.error().message;
    }
    const QString address = text.section(QLatin1Char('/'), 0, 0), prefix = text.section(QLatin1Char('/'), 1);
    bool isNumber = false;
    const int bits = prefix.toInt(&isNumber);
    if (!isIpv6(address) || !isNumber || bits < 0 || bits > 128)
        return say("Write an IPv6 network such as 2001:db8::/32.");
    return {};
}

bool holdsNetworks(const QString &name)
{
    static const QSet<QString> names{QStringLiteral("cidr_block"),
                                     QStringLiteral("cidr_blocks"),
                                     QStringLiteral("cidr_ipv4"),
                                     QStringLiteral("cidr_ipv6"),
                                     QStringLiteral("ipv6_cidr_block"),
                                     QStringLiteral("ipv6_cidr_blocks"),
                                     QStringLiteral("destination_cidr_block"),
                                     QStringLiteral("destination_ipv6_cidr_block"),
                                     QStringLiteral("public_access_cidrs")};
    return names.contains(name);
}

void visit(Look &look, const Rule &rule, const QString &path, const QString &name, const Value &given)
{
    if (given.isList()) {
        for (qsizetype i = 0; i < given.toList().size(); ++i)
            visit(look, rule, joined(path, QString::number(i)), name, given.toList().at(i));
    } else if (given.isMap()) {
        for (auto it = given.toMap().constBegin(); it != given.toMap().constEnd(); ++it)
            visit(look, rule, joined(path, it.key()), it.key(), *it);
    } else if (holdsNetworks(name)) {
        const Value value = look.resolved(given);
        if (!value.isString())
            return;
        if (const QString problem = problemOf(value.toString()); !problem.isEmpty())
            look.report(rule, path, say("%1 of %2 is not a network: %3.").arg(path, look.name(), rules::quoted(value.toString())), problem);
    }
}

void checkNetworks(Look &look, const Rule &rule)
{
    const PropertyMap &properties = look.properties();
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it)
        visit(look, rule, it.key(), it.key(), *it);
}

} // namespace

RuleList rules::addressRules()
{
    return {{QStringLiteral("network.address-syntax"),
             Severity::Error,
             say("A rule or route names a network that is none"),
             {QStringLiteral("aws_security_group"), QStringLiteral("aws_default_security_group"), QStringLiteral("aws_security_group_rule"),
              QStringLiteral("aws_vpc_security_group_ingress_rule"), QStringLiteral("aws_vpc_security_group_egress_rule"),
              QStringLiteral("aws_route"), QStringLiteral("aws_route_table"), QStringLiteral("aws_default_route_table"),
              QStringLiteral("aws_network_acl"), QStringLiteral("aws_default_network_acl"), QStringLiteral("aws_network_acl_rule"),
              QStringLiteral("aws_ec2_transit_gateway_route"), QStringLiteral("aws_vpn_connection_route"),
              QStringLiteral("aws_eks_cluster"), QStringLiteral("groundplan_external")},
             checkNetworks}};
}

} // namespace groundplan
