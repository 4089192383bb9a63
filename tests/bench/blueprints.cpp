// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/blueprints.h"

#include <QRandomGenerator>
#include <QSet>

#include <cmath>

namespace groundplan::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double tile = 96, cell = 120, edge = 24, title = 48;
constexpr int columns = 4, rows = 4; // of tiles in a subnet
constexpr double subnetWidth = edge + columns * cell, subnetHeight = title + rows * cell;
constexpr double zoneWidth = subnetWidth + 2 * edge, zoneHeight = title + 3 * (subnetHeight + edge);
constexpr double vpcTop = title + cell; // the row of what stands in the VPC itself
constexpr double vpcWidth = edge + 3 * (zoneWidth + edge), vpcHeight = vpcTop + zoneHeight + edge;
constexpr double pitchX = vpcWidth + cell + 2 * edge, pitchY = vpcHeight + 2 * edge;

Value to(const ResourceId &id, const char *attribute) { return Reference{id, QString::fromLatin1(attribute)}; }

/// A zone with the places in it that are not taken yet.
struct Zone {
    ResourceId id;
    int number = 0;
    double top = title;
    int perRow = columns;
    int taken = 0;

    QRectF next()
    {
        const int at = taken++;
        return {edge + (at % perRow) * cell, top + (at / perRow) * cell, tile, tile};
    }
};

/// What the lines of a VPC go between.
struct Ends {
    QList<ResourceId> instances, databases, groups, balancers;
};

class Builder {
public:
    explicit Builder(int resources) : m_left(resources), m_wantedLines(resources * 3 / 2)
    {
        Page page;
        page.id = m_page;
        page.name = u"Main"_s;
        m_set.add(page);
    }

    void build()
    {
        constexpr int perVpc = 103;
        const int vpcs = std::max(1, (m_left + perVpc - 1) / perVpc);
        const int inFirst = (vpcs * 2 + 2) / 3;
        double left = 0;
        int number = 0;
        for (const auto &[region, count] : {std::pair{u"us-east-1"_s, inFirst}, std::pair{u"eu-west-1"_s, vpcs - inFirst}}) {
            const int across = std::max(1, int(std::ceil(std::sqrt(double(count)))));
            const QRectF rect(left, 0, across * pitchX + 2 * edge, std::ceil(double(std::max(1, count)) / across) * pitchY + title + edge);
            const ResourceId id = add(u"groundplan_region"_s, QString(region).replace(u'-', u'_'), {}, {{u"region"_s, region}}, rect);
            left += rect.width() + 200;
            for (int i = 0; i < count && m_left > 0; ++i)
                addVpc(id, region, number++, {edge + (i % across) * pitchX, title + (i / across) * pitchY});
        }
        addLines();
    }
    const ChangeSet &set() const { return m_set; }

private:
    /// Empty when there are enough already.
    ResourceId add(const QString &type, const QString &name, const QList<ResourceId> &zones, PropertyMap properties,
                   const QRectF &rect = {})
    {
        if (m_left == 0)
            return {};
        --m_left;
        const ResourceId id(type.section(u'_', 1) + u'_' + name);
        m_set.add(Resource{id, type, name, zones, std::move(properties), {}, {}});
        if (!rect.isNull())
            place(id, zones.isEmpty() ? ResourceId() : zones.first(), rect);
        return id;
    }
    ResourceId add(const QString &type, const QString &name, Zone &zone, PropertyMap properties)
    {
        return add(type, name, {zone.id}, std::move(properties), m_left > 0 ? zone.next() : QRectF());
    }
    /// One resource in several zones: an appearance in each.
    ResourceId addAcross(const QString &type, const QString &name, QList<Zone> &zones, PropertyMap properties)
    {
        QList<ResourceId> ids;
        for (const Zone &zone : zones)
            ids.append(zone.id);
        const ResourceId id = zones.isEmpty() ? ResourceId() : add(type, name, ids, std::move(properties));
        for (Zone &zone : zones) {
            if (id)
                place(id, zone.id, zone.next());
        }
        return id;
    }
    void place(const ResourceId &id, const ResourceId &zone, const QRectF &rect)
    {
        m_set.add(Placement{PlacementId(u"p%1"_s.arg(m_placements++, 6, 10, QChar(u'0'))), m_page, id, zone, rect, false, {}});
    }

    void addVpc(const ResourceId &region, const QString &regionName, int number, const QPointF &at)
    {
        const auto name = [number](const QString &what, int index = 0) { return u"%1_%2_%3"_s.arg(what).arg(number).arg(index); };
        const QString cidr = u"10.%1"_s.arg(number % 256);
        Ends ends;
        Zone vpc{
            add(u"aws_vpc"_s, name(u"main"_s), {region}, {{u"cidr_block"_s, cidr + u".0.0/16"_s}}, QRectF(at, QSizeF(vpcWidth, vpcHeight))),
            number, title, 14};
        const ResourceId gateway = add(u"aws_internet_gateway"_s, name(u"main"_s), vpc, {});
        const ResourceId publicTable =
            add(u"aws_route_table"_s, name(u"public"_s), vpc,
                {{u"route"_s, ValueList{ValueMap{{u"cidr_block"_s, u"0.0.0.0/0"_s}, {u"gateway_id"_s, to(gateway, "id")}}}}});
        const ResourceId privateTable = add(u"aws_route_table"_s, name(u"private"_s), vpc, {});
        for (int i = 0; i < 4; ++i)
            ends.groups.append(add(u"aws_security_group"_s, name(u"tier"_s, i), vpc, {{u"description"_s, u"One of the tiers"_s}}));

        QList<Zone> subnets[3]; // public, private, data
        for (int zone = 0; zone < 3 && m_left > 0; ++zone) {
            const ResourceId area =
                add(u"groundplan_availability_zone"_s, name(u"zone"_s, zone), {vpc.id}, {{u"zone"_s, regionName + QChar(u'a' + zone)}},
                    {edge + zone * (zoneWidth + edge), vpcTop, zoneWidth, zoneHeight});
            for (int tier = 0; tier < 3 && m_left > 0; ++tier) {
                const int index = tier * 3 + zone;
                const ResourceId id = add(u"aws_subnet"_s, name(QStringList{u"public"_s, u"private"_s, u"data"_s}[tier], zone), {area},
                                          {{u"cidr_block"_s, u"%1.%2.0/24"_s.arg(cidr).arg(index)}},
                                          {edge, title + tier * (subnetHeight + edge), subnetWidth, subnetHeight});
                add(u"aws_route_table_association"_s, name(u"of"_s, index), {id},
                    {{u"route_table_id"_s, to(tier == 0 ? publicTable : privateTable, "id")}});
                subnets[tier].append({id, number * 9 + index});
            }
        }
        addTiers(region, name, vpc, subnets, ends);
        addServices(region, name, at + QPointF(vpcWidth + edge, title));
        m_ends.append(ends);
    }

    template <class Name> void addTiers(const ResourceId &region, const Name &name, Zone &vpc, QList<Zone> (&subnets)[3], Ends &ends)
    {
        const auto group = [&](int i) { return ValueList{to(ends.groups.at(i), "id")}; };
        for (Zone &subnet : subnets[0]) {
            const int i = subnet.number % 9;
            const ResourceId address = add(u"aws_eip"_s, name(u"nat"_s, i), {region}, {{u"domain"_s, u"vpc"_s}});
            add(u"aws_nat_gateway"_s, name(u"main"_s, i), subnet, {{u"allocation_id"_s, to(address, "id")}});
            addInstances(subnet, 3, ends);
        }
        const ResourceId balancer = addAcross(u"aws_lb"_s, name(u"app"_s), subnets[0],
                                              {{u"load_balancer_type"_s, u"application"_s}, {u"security_groups"_s, group(0)}});
        if (balancer)
            ends.balancers.append(balancer);
        const ResourceId targets = add(u"aws_lb_target_group"_s, name(u"app"_s), vpc, {{u"port"_s, 8080}, {u"protocol"_s, u"HTTP"_s}});
        add(u"aws_lb_listener"_s, name(u"app"_s), {region},
            {{u"load_balancer_arn"_s, to(balancer, "arn")},
             {u"port"_s, 80},
             {u"protocol"_s, u"HTTP"_s},
             {u"default_action"_s, ValueList{ValueMap{{u"type"_s, u"forward"_s}, {u"target_group_arn"_s, to(targets, "arn")}}}}});
        const ResourceId form = add(u"aws_launch_template"_s, name(u"app"_s), vpc,
                                    {{u"image_id"_s, u"ami-0123456789abcdef0"_s}, {u"instance_type"_s, u"t3.medium"_s}});
        addAcross(u"aws_autoscaling_group"_s, name(u"app"_s), subnets[1],
                  {{u"min_size"_s, 2},
                   {u"max_size"_s, 6},
                   {u"launch_template"_s, ValueList{ValueMap{{u"id"_s, to(form, "id")}, {u"version"_s, u"$Latest"_s}}}}});
        for (Zone &subnet : subnets[1])
            addInstances(subnet, 8, ends);
        for (Zone &subnet : subnets[2]) {
            for (int i = 0; i < 7; ++i)
                addStore(subnet, i, name(u"store"_s, subnet.number % 9 * 10 + i), ends);
        }
    }

    void addInstances(Zone &subnet, int count, Ends &ends)
    {
        static const QStringList sizes{u"t3.micro"_s, u"t3.medium"_s, u"m5.large"_s, u"c5.xlarge"_s};
        for (int i = 0; i < count && m_left > 0; ++i)
            ends.instances.append(
                add(u"aws_instance"_s, u"app_%1_%2"_s.arg(subnet.number).arg(i), subnet,
                    {{u"ami"_s, u"ami-0123456789abcdef0"_s},
                     {u"instance_type"_s, sizes.at(i % 4)},
                     {u"tags"_s, ValueMap{{u"Name"_s, u"app-%1-%2"_s.arg(subnet.number).arg(i)}, {u"Environment"_s, u"production"_s}}}}));
    }

    void addStore(Zone &subnet, int i, const QString &name, Ends &ends)
    {
        if (i < 2) {
            const ResourceId id = add(u"aws_db_instance"_s, name, subnet,
                                      {{u"engine"_s, u"postgres"_s},
                                       {u"instance_class"_s, u"db.t3.medium"_s},
                                       {u"allocated_storage"_s, 100},
                                       {u"storage_type"_s, u"gp3"_s},
                                       {u"username"_s, u"app"_s},
                                       {u"manage_master_user_password"_s, true},
                                       {u"backup_retention_period"_s, 7},
                                       {u"storage_encrypted"_s, true},
                                       {u"skip_final_snapshot"_s, true}});
            if (id)
                ends.databases.append(id);
        } else if (i < 4) {
            add(u"aws_elasticache_cluster"_s, name, subnet,
                {{u"cluster_id"_s, QString(name).replace(u'_', u'-')},
                 {u"engine"_s, u"redis"_s},
                 {u"node_type"_s, u"cache.t3.medium"_s},
                 {u"num_cache_nodes"_s, 1}});
        } else {
            add(u"aws_ebs_volume"_s, name, subnet, {{u"size"_s, 50}, {u"type"_s, u"gp3"_s}, {u"encrypted"_s, true}});
        }
    }

    /// A column beside the VPC.
    template <class Name> void addServices(const ResourceId &region, const Name &name, const QPointF &at)
    {
        static const QStringList types{u"aws_s3_bucket"_s, u"aws_s3_bucket"_s,      u"aws_sqs_queue"_s,           u"aws_sqs_queue"_s,
                                       u"aws_sns_topic"_s, u"aws_dynamodb_table"_s, u"aws_cloudwatch_log_group"_s};
        for (qsizetype i = 0; i < types.size() && m_left > 0; ++i) {
            PropertyMap properties;
            if (types.at(i) == "aws_dynamodb_table"_L1)
                properties = {{u"name"_s, name(u"table"_s)},
                              {u"billing_mode"_s, u"PAY_PER_REQUEST"_s},
                              {u"hash_key"_s, u"id"_s},
                              {u"attribute"_s, ValueList{ValueMap{{u"name"_s, u"id"_s}, {u"type"_s, u"S"_s}}}}};
            add(types.at(i), name(u"shared"_s, int(i)), {region}, properties, {at.x(), at.y() + double(i) * cell, tile, tile});
        }
    }

    void connect(const ResourceId &from, const ResourceId &target, const QString &kind, PropertyMap properties)
    {
        const QString pair = from.text() + u' ' + target.text() + u' ' + kind;
        if (!from || !target || from == target || m_pairs.contains(pair))
            return;
        m_pairs.insert(pair);
        m_set.add(Connection{ConnectionId(u"c%1"_s.arg(m_lines++, 6, 10, QChar(u'0'))), from, target, kind, std::move(properties), {}});
    }

    /// Most lines are short: to what stands near; some cross the VPC, a few leave it.
    void addLines()
    {
        m_ends.removeIf([](const Ends &ends) { return ends.instances.size() < 4; });
        const auto pick = [this](const QList<ResourceId> &from) {
            return from.isEmpty() ? ResourceId() : from.at(m_random.bounded(int(from.size())));
        };
        const auto traffic = [](int port) { return PropertyMap{{u"protocol"_s, u"tcp"_s}, {u"ports"_s, ValueList{Value(port)}}}; };
        for (int turn = 0; m_lines < m_wantedLines && turn < m_wantedLines * 20 && !m_ends.isEmpty(); ++turn) {
            const Ends &ends = m_ends.at(turn % m_ends.size());
            const int at = m_random.bounded(int(ends.instances.size()));
            const ResourceId &instance = ends.instances.at(at);
            const int dice = m_random.bounded(100);
            if (dice < 45)
                connect(instance, pick(ends.groups), u"reference"_s,
                        {{u"attribute"_s, u"vpc_security_group_ids"_s}, {u"target_attribute"_s, u"id"_s}});
            else if (dice < 77)
                connect(instance, ends.instances.at(std::min(int(ends.instances.size()) - 1, at + 1 + m_random.bounded(6))),
                        u"network_access"_s, traffic(443));
            else if (dice < 87)
                connect(pick(ends.balancers), instance, u"network_access"_s, traffic(8080));
            else if (dice < 97)
                connect(instance, pick(ends.databases), u"network_access"_s, traffic(5432));
            else
                connect(instance, pick(m_ends.at((turn + 1) % m_ends.size()).instances), u"network_access"_s, traffic(443));
        }
    }

    const PageId m_page{u"page"_s};
    ChangeSet m_set;
    QList<Ends> m_ends;
    QSet<QString> m_pairs;
    QRandomGenerator m_random{4711};
    int m_left, m_wantedLines;
    int m_placements = 0, m_lines = 0;
};

} // namespace

ResourceId someInstance() { return ResourceId(u"instance_app_3_0"_s); }

Blueprint blueprintOf(int resources)
{
    Builder builder(resources);
    builder.build();
    Blueprint blueprint;
    if (const Result<> done = blueprint.apply(builder.set()); !done)
        qFatal("The generated blueprint is broken: %s", qPrintable(done.error().text()));
    return blueprint;
}

} // namespace groundplan::bench
