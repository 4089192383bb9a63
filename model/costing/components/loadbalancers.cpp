// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/services.h"

namespace groundplan::costing {

namespace {

/// How much one capacity unit carries.
struct UnitSize {
    int newConnections, activeConnections, rulesPerSecond;
};

/// The busiest dimension counts, as AWS bills it; without any figure, the assumed number of units.
Decimal capacityUnits(const Pricing &out, UnitSize size, QString *note)
{
    const QStringList keys{QStringLiteral("new_connections"), QStringLiteral("active_connections"), QStringLiteral("processed_bytes_gb"),
                           QStringLiteral("rule_evaluations")};
    const bool isDetailed = std::any_of(keys.cbegin(), keys.cend(), [&](const QString &key) { return out.isUsageSet(key); });
    if (!isDetailed) {
        *note = out.usageNote(QStringLiteral("capacity_units"));
        return out.usage(QStringLiteral("capacity_units"));
    }
    Decimal units = out.usage(keys[0]) / number(size.newConnections);
    units = std::max(units, out.usage(keys[1]) / number(size.activeConnections));
    units = std::max(units, out.usage(keys[2]) / hours); // one GB an hour
    if (size.rulesPerSecond > 0)
        units = std::max(units, out.usage(keys[3]) / number(size.rulesPerSecond));
    *note = say("by the busiest of connections, traffic and rules");
    return units;
}

/// One address in each subnet that it stands in.
Decimal publicSubnets(const Properties &self)
{
    const qsizetype mapped = self.value(QStringLiteral("subnet_mapping")).toList().size();
    const qsizetype subnets = self.effective(QStringLiteral("subnets")).toList().size();
    return number(std::max(mapped, subnets));
}

} // namespace

void priceLoadBalancer(Pricing &out)
{
    const Properties &self = out.self();
    const QString type = self.text(QStringLiteral("load_balancer_type"), QStringLiteral("application"));
    const bool isNetwork = type == QLatin1String("network");
    const QString name = isNetwork         ? say("Network load balancer")
        : type == QLatin1String("gateway") ? say("Gateway load balancer")
                                           : say("Application load balancer");
    const QString key = isNetwork          ? QStringLiteral("aws_lb/Network load balancer/network")
        : type == QLatin1String("gateway") ? QStringLiteral("aws_lb/Gateway load balancer/gateway")
                                           : QStringLiteral("aws_lb/Application load balancer/application");
    out.add(name, QStringLiteral("hours"), hours, key);
    QString note;
    const UnitSize size = isNetwork        ? UnitSize{800, 100000, 0}
        : type == QLatin1String("gateway") ? UnitSize{600, 60000, 0}
                                           : UnitSize{25, 3000, 1000};
    const Decimal units = capacityUnits(out, size, &note);
    out.addAssumed(say("Load balancer capacity units"), QStringLiteral("LCU-months"), units,
                   QStringLiteral("aws_lb/Load balancer capacity units/") + type, note);
    if (type == QLatin1String("application") || isNetwork) {
        // A network balancer with Elastic IPs of its own pays for those.
        const bool hasOwnAddresses = !self.value(QStringLiteral("subnet_mapping.allocation_id")).isNull()
            || !valueAt(self.resource().properties, QStringLiteral("subnet_mapping.allocation_id")).isNull();
        if (!self.flag(QStringLiteral("internal")) && !hasOwnAddresses) {
            const Decimal subnets = publicSubnets(self);
            out.addPublicAddresses(subnets, say("one in each of %1 subnets").arg(subnets.text()));
        }
    }
}

void priceEndpoint(Pricing &out)
{
    const Properties &self = out.self();
    const QString type = self.text(QStringLiteral("vpc_endpoint_type"), QStringLiteral("Gateway"));
    if (type == QLatin1String("Gateway"))
        return; // S3 and DynamoDB: free
    const Decimal subnets = std::max(one, number(self.effective(QStringLiteral("subnet_ids")).toList().size()));
    out.add(say("Endpoint (%1)").arg(type), QStringLiteral("hours"), hours * subnets,
            QStringLiteral("aws_vpc_endpoint/Endpoint (%1)/%1").arg(type),
            subnets == one ? QString() : say("one in each of %1 subnets").arg(subnets.text()));
    const QString key = QStringLiteral("monthly_data_processed_gb");
    if (type == QLatin1String("GatewayLoadBalancer")) {
        out.addUsage(say("Data processed"), QStringLiteral("GB"), key, 1,
                     QStringLiteral("aws_vpc_endpoint/Data processed/GatewayLoadBalancer"));
        return;
    }
    out.addTiers(
        QStringLiteral("GB"), out.usage(key),
        {{number(1'000'000), say("Data processed (first PB)"), QStringLiteral("aws_vpc_endpoint/Data processed (first 1PB)/Interface")},
         {number(5'000'000), say("Data processed (next 4 PB)"), QStringLiteral("aws_vpc_endpoint/Data processed (next 4PB)/Interface")},
         {{}, say("Data processed (over 5 PB)"), QStringLiteral("aws_vpc_endpoint/Data processed (over 5PB)/Interface")}},
        out.usageNote(key));
}

} // namespace groundplan::costing
