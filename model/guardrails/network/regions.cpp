// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/containment.h"
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// What lives in one region can use the networks and machines of that region only.
namespace groundplan {

namespace {

using rules::say;

/// Attributes that take what is in the same region. Others lead elsewhere on purpose: a replica's key, a record's load balancer.
bool staysInItsRegion(const QString &attribute)
{
    static const QSet<QString> names{QStringLiteral("vpc_id"),
                                     QStringLiteral("subnet_id"),
                                     QStringLiteral("subnet_ids"),
                                     QStringLiteral("subnets"),
                                     QStringLiteral("vpc_zone_identifier"),
                                     QStringLiteral("security_groups"),
                                     QStringLiteral("security_group_id"),
                                     QStringLiteral("security_group_ids"),
                                     QStringLiteral("vpc_security_group_ids"),
                                     QStringLiteral("route_table_id"),
                                     QStringLiteral("route_table_ids"),
                                     QStringLiteral("nat_gateway_id"),
                                     QStringLiteral("gateway_id"),
                                     QStringLiteral("network_acl_id"),
                                     QStringLiteral("network_interface_id"),
                                     QStringLiteral("allocation_id"),
                                     QStringLiteral("load_balancer_arn"),
                                     QStringLiteral("listener_arn"),
                                     QStringLiteral("target_group_arn"),
                                     QStringLiteral("target_group_arns"),
                                     QStringLiteral("db_subnet_group_name"),
                                     QStringLiteral("subnet_group_name"),
                                     QStringLiteral("instance_id"),
                                     QStringLiteral("volume_id"),
                                     QStringLiteral("launch_template")};
    return names.contains(attribute);
}

/// Those that connect networks of several regions.
bool spansRegions(const QString &type)
{
    return type.startsWith(QLatin1String("aws_route53_")) || type.startsWith(QLatin1String("aws_vpc_peering"))
        || type.startsWith(QLatin1String("aws_globalaccelerator_")) || type.startsWith(QLatin1String("aws_networkmanager_"))
        || type.startsWith(QLatin1String("aws_cloudfront_")) || type.contains(QLatin1String("_peering_"));
}

void checkOtherRegion(Look &look, const Rule &rule)
{
    const QString type = look.resource().type;
    if (!type.startsWith(QLatin1String("aws_")) || spansRegions(type) || look.resource().meta.contains(QStringLiteral("provider")))
        return;
    QString own;
    const PropertyMap &properties = look.resource().properties;
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        if (!staysInItsRegion(it.key()))
            continue;
        it->forEachReference([&](const Reference &reference) {
            const Resource *target = look.find(reference.to);
            if (!target || !target->type.startsWith(QLatin1String("aws_")) || target->meta.contains(QStringLiteral("provider")))
                return;
            if (own.isEmpty())
                own = look.region();
            const QString its = look.regionOf(reference.to);
            if (own.isEmpty() || its.isEmpty() || own == its)
                return;
            look.report(
                rule, it.key(),
                say("%1 is drawn in %2, but its %3 leads to %4 in %5.").arg(look.name(), own, it.key(), look.nameOf(reference.to), its),
                say("AWS finds it in its own region only. Draw both in one region, or choose another."));
        });
    }
}

} // namespace

RuleList rules::regionRules()
{
    return {
        {QStringLiteral("network.other-region"), Severity::Error, say("A resource uses what is in another region"), {}, checkOtherRegion}};
}

} // namespace groundplan
