// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Availability zones: those of the region, and enough of them for what stands in several.
namespace groundplan {

namespace {

using rules::say;

/// us-east-1a is one of us-east-1, and so are the local and wavelength zones us-east-1-bos-1a. No region has more than six zones.
bool isZoneOf(const QString &zone, const QString &region)
{
    if (!zone.startsWith(region) || zone.size() == region.size())
        return false;
    const QString rest = zone.mid(region.size());
    return (rest.size() == 1 && rest.at(0) >= u'a' && rest.at(0) <= u'f') || (rest.at(0) == u'-' && rest.size() > 3);
}

void checkZone(Look &look, const Rule &rule, const QString &path, const Value &given)
{
    if (given.isList()) {
        for (qsizetype i = 0; i < given.toList().size(); ++i)
            checkZone(look, rule, rules::joined(path, QString::number(i)), given.toList().at(i));
        return;
    }
    const Value value = look.resolved(given);
    if (!value.isString())
        return;
    const QString region = look.region();
    if (region.isEmpty() || isZoneOf(value.toString(), region))
        return;
    look.report(rule, path, say("%1 names the zone %2, which is not in %3.").arg(look.name(), rules::quoted(value.toString()), region),
                say("The zones of %1 are called %1a, %1b and so on.").arg(region));
}

void checkZoneInRegion(Look &look, const Rule &rule)
{
    static const QStringList inGroup{QStringLiteral("zone")};
    static const QStringList inResource{QStringLiteral("availability_zone"), QStringLiteral("availability_zones"),
                                        QStringLiteral("preferred_availability_zones"), QStringLiteral("preferred_cache_cluster_azs")};
    for (const QString &key : isGroupType(look.resource().type) ? inGroup : inResource)
        checkZone(look, rule, key, look.resource().properties.value(key)); // what a zone implies is that zone's to report
}

/// Who must stand in two zones, and how bad it is when it does not.
struct Spread {
    QString type;
    Severity severity;
    QString why;
};

const QList<Spread> &spreads()
{
    static const QString balancer =
        say("AWS refuses an application load balancer in fewer than two zones. Let it stand in a subnet of another zone as well.");
    static const QList<Spread> list{
        {QStringLiteral("aws_lb"), Severity::Error, balancer},
        {QStringLiteral("aws_alb"), Severity::Error, balancer},
        {QStringLiteral("aws_db_subnet_group"), Severity::Error,
         say("AWS refuses a database subnet group in fewer than two zones. Add a subnet of another zone.")},
        {QStringLiteral("aws_eks_cluster"), Severity::Error,
         say("AWS refuses an EKS cluster in fewer than two zones. Add a subnet of another zone.")},
        {QStringLiteral("aws_autoscaling_group"), Severity::Warning,
         say("When that zone fails, nothing of the group is left. Let it stand in a subnet of another zone as well.")},
        {QStringLiteral("aws_ecs_service"), Severity::Warning,
         say("When that zone fails, no task is left. Let it stand in a subnet of another zone as well.")},
    };
    return list;
}

void checkSpread(Look &look, const Rule &rule)
{
    const auto spread =
        std::find_if(spreads().begin(), spreads().end(), [&look](const Spread &one) { return one.type == look.resource().type; });
    const bool isLoadBalancer = spread->type == QLatin1String("aws_lb") || spread->type == QLatin1String("aws_alb");
    Severity severity = spread->severity;
    QString why = spread->why;
    if (isLoadBalancer) {
        const Value kind = look.value(QStringLiteral("load_balancer_type"));
        if (kind.isComputed() || kind.toString() == QLatin1String("gateway"))
            return;
        if (kind.toString() == QLatin1String("network")) {
            severity = Severity::Warning;
            why = say("When that zone fails, the load balancer does. Let it stand in a subnet of another zone as well.");
        }
    }
    const network::Targets subnets = network::subnetsOf(look, look.id());
    if (!subnets.isComplete || (subnets.ids.isEmpty() && !isLoadBalancer)) // a missing attribute is reported as such
        return;
    QSet<QString> zones;
    for (const ResourceId &subnet : subnets.ids) {
        const QString zone = network::zoneOf(look, subnet);
        if (zone.isEmpty() && subnets.ids.size() > 1)
            return;
        zones.insert(zone);
    }
    if (zones.size() >= 2)
        return;
    const QString message = subnets.ids.isEmpty() ? say("%1 stands in no subnet.").arg(look.name())
        : subnets.ids.size() == 1 ? say("%1 stands in one zone only (%2).").arg(look.name(), look.nameOf(subnets.ids.first()))
                                  : say("All subnets of %1 are in %2.").arg(look.name(), *zones.begin());
    look.report(rule, {}, message, why).severity = severity;
}

void checkOneSubnetPerZone(Look &look, const Rule &rule)
{
    QHash<QString, ResourceId> firstIn;
    const network::Targets subnets = network::subnetsOf(look, look.id());
    if (subnets.ids.size() < 3) // two in one zone are fewer than two zones
        return;
    for (const ResourceId &subnet : subnets.ids) {
        const QString zone = network::zoneOf(look, subnet);
        if (zone.isEmpty())
            continue;
        if (!firstIn.contains(zone)) {
            firstIn.insert(zone, subnet);
            continue;
        }
        look.report(
            rule, {},
            say("%1 stands in two subnets of %2: %3 and %4.").arg(look.name(), zone, look.nameOf(firstIn.value(zone)), look.nameOf(subnet)),
            say("A load balancer takes one subnet of each zone. Take it out of one of them."));
        return;
    }
}

} // namespace

RuleList rules::zoneRules()
{
    QStringList spreadTypes;
    for (const Spread &spread : spreads())
        spreadTypes.append(spread.type);
    return {
        {QStringLiteral("network.zone-not-in-region"),
         Severity::Error,
         say("An availability zone is not in the region"),
         {QStringLiteral("aws_subnet"), QStringLiteral("aws_instance"), QStringLiteral("aws_ebs_volume"), QStringLiteral("aws_db_instance"),
          QStringLiteral("aws_autoscaling_group"), QStringLiteral("aws_elb"), QStringLiteral("aws_rds_cluster"),
          QStringLiteral("aws_rds_cluster_instance"), QStringLiteral("aws_docdb_cluster"), QStringLiteral("aws_docdb_cluster_instance"),
          QStringLiteral("aws_neptune_cluster"), QStringLiteral("aws_neptune_cluster_instance"), QStringLiteral("aws_elasticache_cluster"),
          QStringLiteral("aws_elasticache_replication_group"), QStringLiteral("aws_redshift_cluster"),
          QStringLiteral("groundplan_availability_zone")},
         checkZoneInRegion},
        {QStringLiteral("network.too-few-zones"), Severity::Error, say("Something that needs two availability zones has one"), spreadTypes,
         checkSpread},
        {QStringLiteral("network.two-subnets-in-zone"),
         Severity::Error,
         say("A load balancer stands in two subnets of a zone"),
         {QStringLiteral("aws_lb"), QStringLiteral("aws_alb")},
         checkOneSubnetPerZone},
    };
}

} // namespace groundplan
