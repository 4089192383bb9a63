// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/blueprints.h"

#include <QRandomGenerator>

#include <cmath>

namespace groundplan::bench {

namespace {

constexpr int perSubnet = 8;
constexpr int subnetsPerVpc = 9;
constexpr double tile = 110, gap = 20, head = 40;

struct Builder {
    ChangeSet set;
    PageId page{QStringLiteral("page")};
    QList<ResourceId> leaves, securityGroups;
    int left;
    int connections = 0;

    ResourceId add(const QString &type, const QString &name, const ResourceId &zone, PropertyMap properties, const QRectF &rect)
    {
        const ResourceId id(name);
        set.add(Resource{id, type, name, zone ? QList<ResourceId>{zone} : QList<ResourceId>(), std::move(properties), {}, {}});
        if (!rect.isNull())
            set.add(Placement{PlacementId(QStringLiteral("p_") + name), page, id, zone, rect, false, {}});
        --left;
        return id;
    }
    void connect(const ResourceId &from, const ResourceId &to, const QString &kind, PropertyMap properties)
    {
        set.add(Connection{ConnectionId(QStringLiteral("c%1").arg(connections++)), from, to, kind, std::move(properties), {}});
    }
};

QString typeAt(int number)
{
    static const QStringList types{QStringLiteral("aws_instance"),
                                   QStringLiteral("aws_security_group"),
                                   QStringLiteral("aws_instance"),
                                   QStringLiteral("aws_db_instance"),
                                   QStringLiteral("aws_instance"),
                                   QStringLiteral("aws_ebs_volume"),
                                   QStringLiteral("aws_elasticache_cluster"),
                                   QStringLiteral("aws_nat_gateway")};
    return types[number % types.size()];
}

PropertyMap propertiesOf(const QString &type)
{
    const auto text = [](const char *value) { return Value(QString::fromLatin1(value)); };
    if (type == QLatin1String("aws_instance"))
        return {{QStringLiteral("ami"), text("ami-0123456789abcdef0")}, {QStringLiteral("instance_type"), text("t3.medium")}};
    if (type == QLatin1String("aws_db_instance"))
        return {{QStringLiteral("engine"), text("postgres")},  {QStringLiteral("instance_class"), text("db.t3.medium")},
                {QStringLiteral("allocated_storage"), 100},    {QStringLiteral("storage_type"), text("gp3")},
                {QStringLiteral("username"), text("app")},     {QStringLiteral("manage_master_user_password"), true},
                {QStringLiteral("backup_retention_period"), 7}};
    if (type == QLatin1String("aws_ebs_volume"))
        return {
            {QStringLiteral("availability_zone"), text("us-east-1a")}, {QStringLiteral("size"), 50}, {QStringLiteral("type"), text("gp3")}};
    if (type == QLatin1String("aws_elasticache_cluster"))
        return {{QStringLiteral("cluster_id"), text("cache")},
                {QStringLiteral("engine"), text("redis")},
                {QStringLiteral("node_type"), text("cache.t3.medium")},
                {QStringLiteral("num_cache_nodes"), 1}};
    if (type == QLatin1String("aws_security_group"))
        return {{QStringLiteral("description"), text("Generated")}};
    return {};
}

void fillSubnet(Builder &build, const ResourceId &subnet, int number)
{
    for (int i = 0; i < perSubnet && build.left > 0; ++i) {
        const QString type = typeAt(i);
        const QRectF rect(gap + (i % 4) * (tile + gap), head + (i / 4) * (tile + gap), tile, tile);
        const ResourceId id =
            build.add(type, QStringLiteral("%1_%2_%3").arg(type.mid(4)).arg(number).arg(i), subnet, propertiesOf(type), rect);
        if (type == QLatin1String("aws_security_group"))
            build.securityGroups.append(id);
        build.leaves.append(id);
    }
}

void addVpc(Builder &build, const ResourceId &region, int number, const QPointF &at)
{
    constexpr double subnetWidth = 4 * (tile + gap) + gap, subnetHeight = head + 2 * (tile + gap) + gap;
    constexpr double zoneWidth = subnetWidth + 2 * gap, zoneHeight = head + 3 * (subnetHeight + gap);
    const auto name = [&](const char *kind, int index) {
        return QStringLiteral("%1_%2_%3").arg(QLatin1String(kind)).arg(number).arg(index);
    };
    const QRectF rect(at, QSizeF(3 * (zoneWidth + gap) + gap, zoneHeight + head + 2 * gap));
    const ResourceId vpc = build.add(QStringLiteral("aws_vpc"), name("vpc", 0), region,
                                     {{QStringLiteral("cidr_block"), QStringLiteral("10.%1.0.0/16").arg(number % 256)}}, rect);
    for (int zone = 0; zone < 3 && build.left > 0; ++zone) {
        const ResourceId area = build.add(QStringLiteral("groundplan_availability_zone"), name("az", zone), vpc,
                                          {{QStringLiteral("zone"), QStringLiteral("us-east-1%1").arg(QChar(u'a' + zone))}},
                                          QRectF(gap + zone * (zoneWidth + gap), head, zoneWidth, zoneHeight));
        for (int row = 0; row < subnetsPerVpc / 3 && build.left > 0; ++row) {
            const int index = zone * 3 + row;
            const ResourceId subnet =
                build.add(QStringLiteral("aws_subnet"), name("subnet", index), area,
                          {{QStringLiteral("cidr_block"), QStringLiteral("10.%1.%2.0/24").arg(number % 256).arg(index)}},
                          QRectF(gap, head + row * (subnetHeight + gap), subnetWidth, subnetHeight));
            fillSubnet(build, subnet, number * subnetsPerVpc + index);
        }
    }
}

void addEdges(Builder &build, int wanted)
{
    QRandomGenerator random(4711);
    const auto pick = [&](const QList<ResourceId> &from) { return from[int(random.bounded(int(from.size())))]; };
    while (build.connections < wanted && build.leaves.size() > 2 && !build.securityGroups.isEmpty()) {
        // Most lines are short: to what stands near.
        const int at = int(random.bounded(int(build.leaves.size()) - 1));
        const int near = std::min(int(build.leaves.size()) - 1, at + 1 + int(random.bounded(12)));
        if (build.connections % 2)
            build.connect(build.leaves[at], build.leaves[near], QStringLiteral("network_access"),
                          {{QStringLiteral("protocol"), QStringLiteral("tcp")}, {QStringLiteral("ports"), ValueList{Value(443)}}});
        else if (build.leaves[at].text().startsWith(QLatin1String("instance")))
            build.connect(build.leaves[at], pick(build.securityGroups), QStringLiteral("reference"),
                          {{QStringLiteral("attribute"), QStringLiteral("vpc_security_group_ids")},
                           {QStringLiteral("target_attribute"), QStringLiteral("id")}});
        else
            build.connect(build.leaves[near], build.leaves[at], QStringLiteral("network_access"),
                          {{QStringLiteral("protocol"), QStringLiteral("tcp")}, {QStringLiteral("ports"), ValueList{Value(5432)}}});
    }
}

} // namespace

ResourceId someInstance() { return ResourceId(QStringLiteral("instance_0_0")); }

Blueprint blueprintOf(int resources)
{
    Builder build;
    build.left = resources;
    Page page;
    page.id = build.page;
    page.name = QStringLiteral("Main");
    build.set.add(page);
    QList<ResourceId> regions;
    const int vpcs = (resources + 90) / 91;
    const int columns = std::max(1, int(std::ceil(std::sqrt(double(vpcs)))));
    const double width = 2200, height = 1400;
    for (const char *region : {"us-east-1", "eu-west-1"}) {
        const bool isFirst = regions.isEmpty();
        const double rows = std::ceil(double(vpcs) / columns);
        regions.append(
            build.add(QStringLiteral("groundplan_region"), QString::fromLatin1(region).replace(u'-', u'_'), {},
                      {{QStringLiteral("region"), QString::fromLatin1(region)}},
                      QRectF(isFirst ? 0 : columns * width + 400, 0, isFirst ? columns * width + 200 : 600, rows * height + 200)));
    }
    for (int i = 0; i < vpcs && build.left > 0; ++i)
        addVpc(build, regions[0], i, QPointF(100 + (i % columns) * width, 100 + (i / columns) * height));
    addEdges(build, resources * 3 / 2);
    Blueprint blueprint;
    if (const Result<> done = blueprint.apply(build.set); !done)
        qFatal("The generated blueprint is broken: %s", qPrintable(done.error().text()));
    return blueprint;
}

} // namespace groundplan::bench
