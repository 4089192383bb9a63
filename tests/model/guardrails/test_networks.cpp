// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"
#include "tests/model/guardrails/guardrailstest.h"

using namespace groundplan;
using namespace Qt::StringLiterals;

namespace {

/// What is done to a sound network, and what is found then: nothing, or `rule` at `resource`.
struct NetworkCase {
    const char *name;
    std::function<void(Sketch &)> change;
    QString rule = {}, resource = {};
    bool hasFix = false;
};

Value text(const char *value) { return Sketch::text(value); }
Value ref(const char *id, const char *attribute = "id") { return Sketch::ref(id, attribute); }
Value expression(const char *code) { return Value(Expression{QString::fromUtf8(code)}); }
Value listOf(const ValueList &values) { return Value(values); }

Sketch &remove(Sketch &s, const QStringList &ids)
{
    QList<ResourceId> list;
    for (const QString &id : ids)
        list.append(ResourceId(id));
    const Result<ChangeSet> changes = edits::removeResources(s.blueprint, list);
    if (!changes)
        qFatal("%s", qPrintable(changes.error().text()));
    return s.apply(*changes);
}

Sketch &setMeta(Sketch &s, const QString &id, const QString &key, const Value &value)
{
    return s.apply(*edits::setMeta(s.blueprint, {ResourceId(id)}, key, value));
}

/// Public subnets without associations, left to the VPC's main table.
void leaveToMainTable(Sketch &s) { remove(s, {u"assoc_public_a"_s, u"assoc_public_b"_s, u"open_default"_s}); }

Sketch &addSecondVpc(Sketch &s, const char *block = "10.2.0.0/16", const char *subnetBlock = "10.2.1.0/24")
{
    s.add(u"vpc2"_s, u"aws_vpc"_s, {u"region"_s}, {{u"cidr_block"_s, text(block)}});
    return s.add(u"there"_s, u"aws_subnet"_s, {u"vpc2"_s}, {{u"cidr_block"_s, text(subnetBlock)}});
}

Sketch &addDatabase(Sketch &s, const QStringList &zones, const PropertyMap &properties = {})
{
    PropertyMap all{{u"engine"_s, text("postgres")}, {u"instance_class"_s, text("db.t3.micro")}};
    all.insert(properties);
    return s.add(u"db"_s, u"aws_db_instance"_s, zones, all);
}

const QString databaseGroup = u"aws_db_subnet_group"_s;
const QStringList bothPrivate{u"private_a"_s, u"private_b"_s};

PropertyMap routeTo(const char *attribute, const Value &target, const char *destination = "0.0.0.0/0")
{
    return {{u"cidr_block"_s, text(destination)}, {QString::fromUtf8(attribute), target}};
}

void replaceRoutes(Sketch &s, const Value &routes)
{
    remove(s, {u"open_default"_s});
    s.set(u"open"_s, u"route"_s, routes);
}

void addSubnet(Sketch &s, const char *name, const PropertyMap &properties = {})
{
    PropertyMap all{{u"cidr_block"_s, text("10.0.77.0/24")}};
    all.insert(properties);
    s.add(QString::fromUtf8(name), u"aws_subnet"_s, {u"az_a"_s}, all);
}

const QList<NetworkCase> &goodNetworks()
{
    static const QList<NetworkCase> all{
        {"main table by its default id",
         [](Sketch &s) {
             leaveToMainTable(s);
             s.add(u"r"_s, u"aws_route"_s, {u"vpc"_s},
                   {{u"route_table_id"_s, ref("vpc", "default_route_table_id")},
                    {u"destination_cidr_block"_s, text("0.0.0.0/0")},
                    {u"gateway_id"_s, ref("igw")}});
         }},
        {"main table by its main id, IPv6",
         [](Sketch &s) {
             leaveToMainTable(s);
             s.add(u"r"_s, u"aws_route"_s, {u"vpc"_s},
                   {{u"route_table_id"_s, ref("vpc", "main_route_table_id")},
                    {u"destination_ipv6_cidr_block"_s, text("::/0")},
                    {u"gateway_id"_s, ref("igw")}});
         }},
        {"adopted main table, route by the VPC's id",
         [](Sketch &s) {
             leaveToMainTable(s);
             s.add(u"d"_s, u"aws_default_route_table"_s, {}, {{u"default_route_table_id"_s, ref("vpc", "default_route_table_id")}});
             s.add(u"r"_s, u"aws_route"_s, {},
                   {{u"route_table_id"_s, ref("vpc", "default_route_table_id")},
                    {u"destination_cidr_block"_s, text("0.0.0.0/0")},
                    {u"gateway_id"_s, ref("igw")}});
         }},
        {"association with the main table",
         [](Sketch &s) {
             remove(s, {u"open_default"_s});
             s.set(u"assoc_public_a"_s, u"route_table_id"_s, ref("vpc", "main_route_table_id"));
             s.set(u"assoc_public_b"_s, u"route_table_id"_s, ref("vpc", "default_route_table_id"));
             s.add(u"r"_s, u"aws_route"_s, {},
                   {{u"route_table_id"_s, ref("vpc", "default_route_table_id")},
                    {u"destination_cidr_block"_s, text("0.0.0.0/0")},
                    {u"gateway_id"_s, ref("igw")}});
         }},
        {"one association for each subnet of a map",
         [](Sketch &s) {
             remove(s, {u"assoc_public_a"_s, u"assoc_public_b"_s});
             s.add(u"as"_s, u"aws_route_table_association"_s, {u"vpc"_s},
                   {{u"subnet_id"_s, expression("each.value")}, {u"route_table_id"_s, ref("open")}});
             setMeta(s, u"as"_s, u"for_each"_s, Value(PropertyMap{{u"a"_s, ref("public_a")}, {u"b"_s, ref("public_b")}}));
         }},
        {"one association for each subnet of a set",
         [](Sketch &s) {
             remove(s, {u"assoc_public_a"_s, u"assoc_public_b"_s});
             s.add(u"as"_s, u"aws_route_table_association"_s, {u"vpc"_s},
                   {{u"subnet_id"_s, expression("each.value")}, {u"route_table_id"_s, ref("open")}});
             setMeta(s, u"as"_s, u"for_each"_s, expression("toset([${ref:public_a.id}, ${ref:public_b.id}])"));
         }},
        {"associations by pairs",
         [](Sketch &s) {
             remove(s, {u"assoc_public_a"_s, u"assoc_public_b"_s});
             s.add(u"as"_s, u"aws_route_table_association"_s, {u"vpc"_s},
                   {{u"subnet_id"_s, expression("each.value.subnet")}, {u"route_table_id"_s, expression("each.value.table")}});
             const auto pair = [](const char *subnet) { return Value(PropertyMap{{u"subnet"_s, ref(subnet)}, {u"table"_s, ref("open")}}); };
             setMeta(s, u"as"_s, u"for_each"_s, Value(PropertyMap{{u"a"_s, pair("public_a")}, {u"b"_s, pair("public_b")}}));
         }},
        {"an association that may be of any subnet",
         [](Sketch &s) {
             remove(s, {u"assoc_public_a"_s, u"assoc_public_b"_s});
             s.add(u"as"_s, u"aws_route_table_association"_s, {u"region"_s},
                   {{u"subnet_id"_s, expression("local.public[count.index]")}, {u"route_table_id"_s, ref("open")}});
             setMeta(s, u"as"_s, u"count"_s, 2);
         }},
        {"a route that may be in any table",
         [](Sketch &s) { s.set(u"open_default"_s, u"route_table_id"_s, expression("local.tables[0]")); }},
        {"a table that is read",
         [](Sketch &s) {
             s.add(u"found"_s, u"data.aws_route_table"_s, {}, {{u"vpc_id"_s, ref("vpc")}});
             s.set(u"assoc_public_a"_s, u"route_table_id"_s, ref("found"));
         }},
        {"routes given by a variable", [](Sketch &s) { replaceRoutes(s, expression("var.routes")); }},
        {"routes by a list with an expression", [](Sketch &s) { replaceRoutes(s, listOf({expression("local.route")})); }},
        {"firewall endpoint",
         [](Sketch &s) {
             s.add(u"e"_s, u"aws_vpc_endpoint"_s, {u"vpc"_s},
                   {{u"service_name"_s, text("com.amazonaws.vpce.us-east-1.vpce-svc-1")},
                    {u"vpc_endpoint_type"_s, text("GatewayLoadBalancer")}});
             replaceRoutes(s, Sketch::block(routeTo("vpc_endpoint_id", ref("e"))));
         }},
        {"load balancer behind a firewall appliance",
         [](Sketch &s) {
             replaceRoutes(s, Sketch::block(routeTo("network_interface_id", expression("local.appliance"))));
             s.set(u"public_a"_s, u"map_public_ip_on_launch"_s, {}).set(u"public_b"_s, u"map_public_ip_on_launch"_s, {});
             s.add(u"lb"_s, u"aws_lb"_s, {u"public_a"_s, u"public_b"_s}, {{u"load_balancer_type"_s, text("application")}});
             s.set(u"lb"_s, u"drop_invalid_header_fields"_s, true);
         }},
        {"two halves",
         [](Sketch &s) {
             replaceRoutes(
                 s,
                 listOf({Value(routeTo("gateway_id", ref("igw"), "0.0.0.0/1")), Value(routeTo("gateway_id", ref("igw"), "128.0.0.0/1"))}));
         }},
        {"another spelling of ::/0",
         [](Sketch &s) {
             remove(s, {u"open_default"_s});
             s.add(u"r"_s, u"aws_route"_s, {},
                   {{u"route_table_id"_s, ref("open")}, {u"destination_ipv6_cidr_block"_s, text("0::/0")}, {u"gateway_id"_s, ref("igw")}});
         }},
        {"not public by name", [](Sketch &s) { addSubnet(s, "non_public_a"); }},
        {"not public by what it says",
         [](Sketch &s) {
             addSubnet(s, "public_services_consumer", {{u"map_public_ip_on_launch"_s, false}});
         }},
        {"load balancer by its subnet mapping",
         [](Sketch &s) {
             s.add(u"lb"_s, u"aws_lb"_s, {u"region"_s},
                   {{u"load_balancer_type"_s, text("network")},
                    {u"internal"_s, true},
                    {u"subnet_mapping"_s,
                     listOf({Value(PropertyMap{{u"subnet_id"_s, ref("private_a")}}),
                             Value(PropertyMap{{u"subnet_id"_s, ref("private_b")}})})}});
         }},
        {"auto scaling group by its zones",
         [](Sketch &s) {
             s.add(u"asg"_s, u"aws_autoscaling_group"_s, {u"region"_s},
                   {{u"min_size"_s, 1}, {u"max_size"_s, 2}, {u"availability_zones"_s, listOf({text("us-east-1a"), text("us-east-1b")})}});
         }},
        {"instance by its network interface",
         [](Sketch &s) {
             s.add(u"eni"_s, u"aws_network_interface"_s, {u"private_a"_s});
             s.add(u"x"_s, u"aws_instance"_s, {u"region"_s},
                   {{u"network_interface"_s, Sketch::block({{u"network_interface_id"_s, ref("eni")}, {u"device_index"_s, 0}})}});
         }},
        {"database drawn in a part of its group",
         [](Sketch &s) {
             s.add(u"g"_s, databaseGroup, bothPrivate);
             addDatabase(s, {u"private_a"_s}, {{u"db_subnet_group_name"_s, ref("g", "name")}});
         }},
        {"database with a group that is not known",
         [](Sketch &s) {
             addDatabase(s, bothPrivate, {{u"db_subnet_group_name"_s, text("made-elsewhere")}});
         }},
        {"group with subnets that are not known",
         [](Sketch &s) {
             s.add(u"g"_s, databaseGroup, {u"region"_s}, {{u"subnet_ids"_s, expression("local.subnets")}});
             addDatabase(s, bothPrivate, {{u"db_subnet_group_name"_s, ref("g", "name")}});
         }},
        {"replica, whose subnets are its source's",
         [](Sketch &s) {
             addDatabase(s, bothPrivate, {{u"replicate_source_db"_s, text("primary")}});
         }},
        {"database in a region", [](Sketch &s) { addDatabase(s, {u"region"_s}); }},
        {"subnet by cidrsubnet",
         [](Sketch &s) { s.set(u"private_a"_s, u"cidr_block"_s, expression("cidrsubnet(${ref:vpc.cidr_block}, 8, 200)")); }},
        {"subnets by a number that is not known",
         [](Sketch &s) {
             s.set(u"private_a"_s, u"cidr_block"_s, expression("cidrsubnet(\"10.9.0.0/16\", 8, count.index)"));
             s.set(u"private_b"_s, u"cidr_block"_s, expression("cidrsubnet(local.range, 8, 1)"));
         }},
        {"peering of VPCs apart",
         [](Sketch &s) {
             addSecondVpc(s).add(u"p"_s, u"aws_vpc_peering_connection"_s, {}, {{u"vpc_id"_s, ref("vpc")}, {u"peer_vpc_id"_s, ref("vpc2")}});
         }},
        {"peering with a range that is not known",
         [](Sketch &s) {
             addSecondVpc(s).set(u"vpc2"_s, u"cidr_block"_s, expression("local.range"));
             s.add(u"p"_s, u"aws_vpc_peering_connection"_s, {}, {{u"vpc_id"_s, ref("vpc")}, {u"peer_vpc_id"_s, ref("vpc2")}});
         }},
        {"two associations, one of them perhaps of no copy",
         [](Sketch &s) {
             s.add(u"as"_s, u"aws_route_table_association"_s, {u"public_a"_s}, {{u"route_table_id"_s, ref("open")}});
             setMeta(s, u"as"_s, u"count"_s, expression("var.extra ? 1 : 0"));
         }},
        {"local zone", [](Sketch &s) { s.set(u"az_b"_s, u"zone"_s, text("us-east-1-bos-1a")); }},
        {"public space", [](Sketch &s) { addSecondVpc(s, "100.64.0.0/16", "100.64.1.0/24"); }},
    };
    return all;
}

const QList<NetworkCase> &badNetworks()
{
    static const QList<NetworkCase> all{
        {"main table without a route", leaveToMainTable, u"network.public-subnet-without-internet"_s, u"public_b"_s},
        {"the main table is another now",
         [](Sketch &s) {
             leaveToMainTable(s);
             s.add(u"m"_s, u"aws_main_route_table_association"_s, {u"vpc"_s}, {{u"route_table_id"_s, ref("closed")}});
             s.add(u"r"_s, u"aws_route"_s, {},
                   {{u"route_table_id"_s, ref("vpc", "default_route_table_id")},
                    {u"destination_cidr_block"_s, text("0.0.0.0/0")},
                    {u"gateway_id"_s, ref("igw")}});
         },
         u"network.public-subnet-without-internet"_s, u"public_a"_s},
        {"routes of the main table twice",
         [](Sketch &s) {
             s.add(u"d"_s, u"aws_default_route_table"_s, {},
                   {{u"default_route_table_id"_s, ref("vpc", "default_route_table_id")},
                    {u"route"_s, Sketch::block(routeTo("gateway_id", ref("igw")))}});
             s.add(u"r"_s, u"aws_route"_s, {},
                   {{u"route_table_id"_s, ref("vpc", "default_route_table_id")},
                    {u"destination_cidr_block"_s, text("0.0.0.0/0")},
                    {u"gateway_id"_s, ref("igw")}});
         },
         u"network.duplicate-route"_s, u"d"_s},
        {"a map without the subnet",
         [](Sketch &s) {
             remove(s, {u"assoc_public_a"_s, u"assoc_public_b"_s});
             s.add(u"as"_s, u"aws_route_table_association"_s, {u"vpc"_s},
                   {{u"subnet_id"_s, expression("each.value")}, {u"route_table_id"_s, ref("open")}});
             setMeta(s, u"as"_s, u"for_each"_s, Value(PropertyMap{{u"a"_s, ref("public_a")}}));
         },
         u"network.public-subnet-without-internet"_s, u"public_b"_s, true},
        {"one half only", [](Sketch &s) { replaceRoutes(s, Sketch::block(routeTo("gateway_id", ref("igw"), "0.0.0.0/1"))); },
         u"network.public-subnet-without-internet"_s, u"public_a"_s},
        {"one word among several", [](Sketch &s) { addSubnet(s, "shared_public_a"); }, u"network.public-subnet-without-internet"_s,
         u"shared_public_a"_s, true},
        {"internet gateway as a NAT gateway", [](Sketch &s) { replaceRoutes(s, Sketch::block(routeTo("nat_gateway_id", ref("igw")))); },
         u"network.public-subnet-without-internet"_s, u"public_a"_s},
        {"overlap in a VPC named by an expression",
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_subnet"_s, {u"region"_s},
                   {{u"cidr_block"_s, text("10.0.1.128/25")}, {u"vpc_id"_s, expression("${ref:vpc.id}")}});
         },
         u"network.subnet-overlap"_s, u"x"_s, true},
        {"database without a group", [](Sketch &s) { addDatabase(s, bothPrivate); }, u"network.drawn-outside-subnet-group"_s, u"db"_s,
         true},
        {"database without a group, and there is one",
         [](Sketch &s) {
             s.add(u"g"_s, databaseGroup, bothPrivate);
             addDatabase(s, bothPrivate);
         },
         u"network.drawn-outside-subnet-group"_s, u"db"_s, true},
        {"database in one subnet without a group", [](Sketch &s) { addDatabase(s, {u"private_a"_s}); },
         u"network.drawn-outside-subnet-group"_s, u"db"_s},
        {"database whose group says other subnets",
         [](Sketch &s) {
             s.add(u"g"_s, databaseGroup, {u"region"_s}, {{u"subnet_ids"_s, listOf({ref("public_a"), ref("public_b")})}});
             addDatabase(s, bothPrivate, {{u"db_subnet_group_name"_s, ref("g", "name")}});
         },
         u"network.drawn-outside-subnet-group"_s, u"db"_s, true},
        {"cache without a group",
         [](Sketch &s) {
             s.add(u"my_cache"_s, u"aws_elasticache_replication_group"_s, {u"private_a"_s}, {{u"description"_s, text("x")}});
         },
         u"network.drawn-outside-subnet-group"_s, u"my_cache"_s, true},
        {"load balancer in two VPCs",
         [](Sketch &s) {
             addSecondVpc(s).add(u"lb"_s, u"aws_lb"_s, {u"region"_s}, {{u"subnets"_s, listOf({ref("private_a"), ref("there")})}});
         },
         u"network.two-vpcs"_s, u"lb"_s},
        {"subnet group in two VPCs",
         [](Sketch &s) {
             addSecondVpc(s).add(u"g"_s, databaseGroup, {u"region"_s}, {{u"subnet_ids"_s, listOf({ref("private_a"), ref("there")})}});
         },
         u"network.two-vpcs"_s, u"g"_s},
        {"route table of another VPC",
         [](Sketch &s) {
             addSecondVpc(s).add(u"as"_s, u"aws_route_table_association"_s, {u"there"_s}, {{u"route_table_id"_s, ref("open")}});
         },
         u"network.table-of-other-vpc"_s, u"as"_s},
        {"main route table of another VPC",
         [](Sketch &s) {
             addSecondVpc(s).add(u"m"_s, u"aws_main_route_table_association"_s, {u"vpc2"_s}, {{u"route_table_id"_s, ref("open")}});
         },
         u"network.table-of-other-vpc"_s, u"m"_s},
        {"two associations of a subnet",
         [](Sketch &s) {
             s.add(u"as"_s, u"aws_route_table_association"_s, {u"public_a"_s}, {{u"route_table_id"_s, ref("closed")}});
         },
         u"network.two-route-tables"_s, u"public_a"_s},
        {"internet gateway as a NAT gateway, at the table",
         [](Sketch &s) { replaceRoutes(s, Sketch::block(routeTo("nat_gateway_id", ref("igw")))); }, u"network.route-target-type"_s,
         u"open"_s},
        {"cidrsubnet outside", [](Sketch &s) { s.set(u"private_a"_s, u"cidr_block"_s, expression("cidrsubnet(\"10.9.0.0/16\", 8, 1)")); },
         u"network.subnet-outside-vpc"_s, u"private_a"_s},
        {"cidrsubnet of cidrsubnet over another",
         [](Sketch &s) {
             s.set(u"private_a"_s, u"cidr_block"_s, expression("cidrsubnet(cidrsubnet(${ref:vpc.cidr_block}, 4, 1), 4, 5)"));
             s.set(u"private_b"_s, u"cidr_block"_s, text("10.0.21.0/24"));
         },
         u"network.subnet-overlap"_s, u"private_b"_s, true},
        {"loopback as a VPC", [](Sketch &s) { addSecondVpc(s, "127.0.0.0/16", "127.0.1.0/24"); }, u"network.reserved-range"_s, u"vpc2"_s},
        {"multicast as a VPC", [](Sketch &s) { addSecondVpc(s, "232.1.0.0/16", "232.1.1.0/24"); }, u"network.reserved-range"_s, u"vpc2"_s},
        {"peering of the same addresses",
         [](Sketch &s) {
             addSecondVpc(s, "10.0.128.0/17", "10.0.129.0/24")
                 .add(u"p"_s, u"aws_vpc_peering_connection"_s, {}, {{u"vpc_id"_s, ref("vpc")}, {u"peer_vpc_id"_s, ref("vpc2")}});
         },
         u"network.peering-overlap"_s, u"p"_s},
        {"auto scaling group in a zone of another region",
         [](Sketch &s) {
             s.add(u"asg"_s, u"aws_autoscaling_group"_s, {u"region"_s}, {{u"availability_zones"_s, listOf({text("eu-west-1a")})}});
         },
         u"network.zone-not-in-region"_s, u"asg"_s},
        {"cache in a zone of another region",
         [](Sketch &s) {
             s.add(u"c"_s, u"aws_elasticache_cluster"_s, {u"region"_s},
                   {{u"preferred_availability_zones"_s, listOf({text("eu-west-1a")})}});
         },
         u"network.zone-not-in-region"_s, u"c"_s},
        {"zone with a letter that none has", [](Sketch &s) { s.set(u"az_b"_s, u"zone"_s, text("us-east-1z")); },
         u"network.zone-not-in-region"_s, u"az_b"_s},
        {"both halves of the internet",
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s},
                   {{u"ingress"_s,
                     Sketch::block({{u"from_port"_s, 22},
                                    {u"to_port"_s, 22},
                                    {u"protocol"_s, text("tcp")},
                                    {u"cidr_blocks"_s, listOf({text("128.0.0.0/1"), text("0.0.0.0/1")})}})}});
         },
         u"network.open-to-world"_s, u"x"_s},
        {"::/0 in full",
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s},
                   {{u"ingress"_s,
                     Sketch::block({{u"from_port"_s, 22},
                                    {u"to_port"_s, 22},
                                    {u"protocol"_s, text("tcp")},
                                    {u"ipv6_cidr_blocks"_s, listOf({text("0:0:0:0:0:0:0:0/0")})}})}});
         },
         u"network.open-to-world"_s, u"x"_s},
    };
    return all;
}

} // namespace

/// What networks mean: sound designs give no error and no warning, unsound ones do.
class TestNetworks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void soundNetworksAreQuiet_data() { addRows(goodNetworks()); }
    void soundNetworksAreQuiet()
    {
        QFETCH(int, index);
        Sketch sketch = Sketch::network();
        goodNetworks().at(index).change(sketch);
        const QList<Finding> findings = m_checker.checkAll(sketch.blueprint);
        QStringList said;
        for (const Finding &finding : findings)
            if (finding.rule.startsWith(u"network."_s) || finding.rule == u"validity.standing"_s)
                said.append(finding.rule + u' ' + finding.message);
        QCOMPARE(said, QStringList());
    }
    void unsoundNetworksAreFound_data() { addRows(badNetworks()); }
    void unsoundNetworksAreFound()
    {
        QFETCH(int, index);
        const NetworkCase &one = badNetworks().at(index);
        Sketch sketch = Sketch::network();
        const auto isIt = [&one](const Finding &finding) { return finding.rule == one.rule && finding.resource.text() == one.resource; };
        const auto find = [&] {
            const QList<Finding> all = m_checker.checkAll(sketch.blueprint);
            const auto it = std::find_if(all.begin(), all.end(), isIt);
            return it == all.end() ? std::optional<Finding>() : *it;
        };
        QVERIFY(!find());
        one.change(sketch);
        const std::optional<Finding> finding = find();
        QVERIFY2(finding, qPrintable(summary(m_checker.checkAll(sketch.blueprint), true).join(u'\n')));
        QVERIFY2(!finding->message.contains(u'%') && finding->message.endsWith(u'.'), qPrintable(finding->message));
        QCOMPARE(!finding->fixTitle.isEmpty(), one.hasFix);
        if (!one.hasFix)
            return;
        const Result<ChangeSet> fix = m_checker.fix(sketch.blueprint, *finding);
        QVERIFY2(fix, qPrintable(fix ? QString() : fix.error().text()));
        sketch.apply(*fix);
        QVERIFY(!find());
    }

    void aNewSubnetGroupIsOneUndoableStep()
    {
        Sketch s = Sketch::network();
        s.add(u"my_cache"_s, u"aws_elasticache_replication_group"_s, bothPrivate, {{u"description"_s, text("x")}});
        const Blueprint before = s.blueprint;
        const QList<Finding> findings = m_checker.checkAll(s.blueprint);
        const auto it = std::find_if(findings.begin(), findings.end(),
                                     [](const Finding &one) { return one.rule == u"network.drawn-outside-subnet-group"_s; });
        QVERIFY(it != findings.end());
        const Result<ChangeSet> fix = m_checker.fix(s.blueprint, *it);
        QVERIFY(fix);
        QCOMPARE(fix->text, u"Add a subnet group"_s);
        s.apply(*fix);
        const Resource *cache = s.blueprint.find(ResourceId(u"my_cache"_s));
        const Resource *group = s.blueprint.find(cache->properties.value(u"subnet_group_name"_s).toReference().to);
        QVERIFY(group);
        QCOMPARE(group->type, u"aws_elasticache_subnet_group"_s);
        QCOMPARE(group->properties.value(u"name"_s), text("my-cache")); // AWS asks for one
        QCOMPARE(group->properties.value(u"subnet_ids"_s), listOf({ref("private_a"), ref("private_b")}));
        QStringList said;
        for (const Finding &finding : m_checker.checkAll(s.blueprint))
            if (finding.resource == group->id)
                said.append(finding.message);
        QCOMPARE(said, QStringList());
        s.apply(inverse(*fix));
        QVERIFY(s.blueprint == before);
    }

private:
    static void addRows(const QList<NetworkCase> &cases)
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < cases.size(); ++i)
            QTest::addRow("%s", cases.at(i).name) << i;
    }
    const Catalog m_catalog;
    const Checker m_checker{m_catalog};
};

QTEST_GUILESS_MAIN(TestNetworks)
#include "test_networks.moc"
