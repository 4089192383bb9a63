// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/checker.h"

#include <QTest>

namespace groundplan {

/// A blueprint put together row by row, for tests of rules.
class Sketch {
public:
    Blueprint blueprint;

    Sketch &add(const QString &id, const QString &type, const QStringList &zones = {}, const PropertyMap &properties = {})
    {
        Resource resource;
        resource.id = ResourceId(id);
        resource.type = type;
        resource.name = id;
        for (const QString &zone : zones)
            resource.zones.append(ResourceId(zone));
        resource.properties = properties;
        ChangeSet changes;
        changes.add(resource);
        return apply(changes);
    }
    Sketch &set(const QString &id, const QString &key, const Value &value)
    {
        const Resource before = *blueprint.find(ResourceId(id));
        Resource after = before;
        if (value.isNull())
            after.properties.remove(key);
        else
            after.properties.insert(key, value);
        ChangeSet changes;
        changes.replace(before, after);
        return apply(changes);
    }
    Sketch &connect(const QString &from, const QString &to, const QString &kind = QStringLiteral("network_access"))
    {
        Connection connection;
        connection.id = ConnectionId(from + QLatin1Char('-') + to);
        connection.from = ResourceId(from);
        connection.to = ResourceId(to);
        connection.kind = kind;
        ChangeSet changes;
        changes.add(connection);
        return apply(changes);
    }
    Sketch &apply(const ChangeSet &changes)
    {
        const Result<> done = blueprint.apply(changes);
        if (!done)
            qFatal("%s", qPrintable(done.error().text()));
        return *this;
    }

    /// Two zones with a public and a private subnet each, gateway, NAT gateway and routes: nothing to object to.
    static Sketch network()
    {
        const QString az = QStringLiteral("groundplan_availability_zone"), subnet = QStringLiteral("aws_subnet"),
                      table = QStringLiteral("aws_route_table"), association = QStringLiteral("aws_route_table_association");
        Sketch s;
        s.add(QStringLiteral("region"), QStringLiteral("groundplan_region"), {}, {{QStringLiteral("region"), text("us-east-1")}});
        s.add(QStringLiteral("vpc"), QStringLiteral("aws_vpc"), {QStringLiteral("region")},
              {{QStringLiteral("cidr_block"), text("10.0.0.0/16")}});
        s.add(QStringLiteral("igw"), QStringLiteral("aws_internet_gateway"), {QStringLiteral("vpc")});
        s.add(QStringLiteral("open"), table, {QStringLiteral("vpc")}).add(QStringLiteral("closed"), table, {QStringLiteral("vpc")});
        s.add(QStringLiteral("open_default"), QStringLiteral("aws_route"), {},
              {{QStringLiteral("route_table_id"), ref("open")},
               {QStringLiteral("destination_cidr_block"), text("0.0.0.0/0")},
               {QStringLiteral("gateway_id"), ref("igw")}});
        for (const char *letter : {"a", "b"}) {
            const QString l = QLatin1String(letter);
            const QString zone = QStringLiteral("az_") + l, open = QStringLiteral("public_") + l, closed = QStringLiteral("private_") + l;
            const int number = l == QLatin1String("a") ? 1 : 2;
            s.add(zone, az, {QStringLiteral("vpc")}, {{QStringLiteral("zone"), Value(QStringLiteral("us-east-1") + l)}});
            s.add(open, subnet, {zone},
                  {{QStringLiteral("cidr_block"), Value(QStringLiteral("10.0.%1.0/24").arg(number))},
                   {QStringLiteral("map_public_ip_on_launch"), true}});
            s.add(closed, subnet, {zone}, {{QStringLiteral("cidr_block"), Value(QStringLiteral("10.0.%1.0/24").arg(10 + number))}});
            s.add(QStringLiteral("assoc_") + open, association, {open}, {{QStringLiteral("route_table_id"), ref("open")}});
            s.add(QStringLiteral("assoc_") + closed, association, {closed}, {{QStringLiteral("route_table_id"), ref("closed")}});
        }
        s.add(QStringLiteral("eip"), QStringLiteral("aws_eip"), {}, {{QStringLiteral("domain"), text("vpc")}});
        s.add(QStringLiteral("nat"), QStringLiteral("aws_nat_gateway"), {QStringLiteral("public_a")},
              {{QStringLiteral("allocation_id"), ref("eip")}});
        s.add(QStringLiteral("closed_default"), QStringLiteral("aws_route"), {},
              {{QStringLiteral("route_table_id"), ref("closed")},
               {QStringLiteral("destination_cidr_block"), text("0.0.0.0/0")},
               {QStringLiteral("nat_gateway_id"), ref("nat")}});
        return s;
    }

    static Value text(const char *value) { return Value(QString::fromUtf8(value)); }
    static Value ref(const char *id, const char *attribute = "id")
    {
        return Value(Reference{ResourceId(QString::fromUtf8(id)), QString::fromUtf8(attribute)});
    }
    static Value block(const PropertyMap &map) { return Value(ValueList{Value(map)}); }
};

/// Findings as "rule resource", without notices unless asked for.
inline QStringList summary(const QList<Finding> &findings, bool notices = false)
{
    QStringList lines;
    for (const Finding &finding : findings)
        if (notices || finding.severity != Severity::Notice)
            lines.append(finding.rule + QLatin1Char(' ') + finding.resource.text());
    lines.sort();
    return lines;
}

} // namespace groundplan
