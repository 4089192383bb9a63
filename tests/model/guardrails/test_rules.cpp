// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"
#include "tests/model/guardrails/guardrailstest.h"

using namespace groundplan;
using namespace Qt::StringLiterals;

namespace {

/// What is done to a sound network, and what is then reported where.
struct Case {
    const char *name;
    QString rule, resource;
    std::function<void(Sketch &)> spoil;
    bool hasFix = false;
};

Value text(const char *value) { return Sketch::text(value); }
Value ref(const char *id, const char *attribute = "id") { return Sketch::ref(id, attribute); }
Value block(const PropertyMap &map) { return Sketch::block(map); }
Value list(const ValueList &values) { return Value(values); }

void rename(Sketch &s, const QString &id, const QString &name)
{
    const Resource before = *s.blueprint.find(ResourceId(id));
    Resource after = before;
    after.name = name;
    ChangeSet changes;
    changes.replace(before, after);
    s.apply(changes);
}

void addWithMeta(Sketch &s, const PropertyMap &meta)
{
    Resource row;
    row.id = ResourceId(u"x"_s);
    row.type = u"aws_sns_topic"_s;
    row.name = u"x"_s;
    row.meta = meta;
    ChangeSet changes;
    changes.add(row);
    s.apply(changes);
}

PropertyMap balancer(const PropertyMap &more = {})
{
    PropertyMap map{{u"load_balancer_type"_s, text("application")}};
    map.insert(more);
    return map;
}

const QList<Case> &cases()
{
    static const QList<Case> all{
        // validity
        {"missing attribute", u"validity.required"_s, u"x"_s, [](Sketch &s) { s.add(u"x"_s, u"aws_iam_role"_s); }},
        {"missing block", u"validity.required"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb_listener"_s, {}, {{u"load_balancer_arn"_s, text("arn:aws:x")}});
         }},
        {"description that AWS does not spell", u"names.security-group-description"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s}, {{u"description"_s, text("Gr\u00f6\u00dfe \"1\"")}});
         }},
        {"line without a meaning", u"validity.line"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_sqs_queue"_s, {u"region"_s});
             s.connect(u"x"_s, u"vpc"_s, u"trigger"_s);
         }},
        {"subnet in no VPC", u"validity.required"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_subnet"_s, {u"region"_s}, {{u"cidr_block"_s, text("10.9.0.0/24")}});
         }},
        {"two of a single block", u"validity.block-count"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_instance"_s, {u"private_a"_s},
                   {{u"root_block_device"_s, list({Value(PropertyMap{}), Value(PropertyMap{})})}});
         }},
        {"expression with an open bracket", u"validity.expression"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_sns_topic"_s, {u"region"_s}, {{u"display_name"_s, Value(Expression{u"upper(\"x\""_s})}});
         }},
        {"unknown meta-argument", u"validity.meta"_s, u"x"_s,
         [](Sketch &s) {
             addWithMeta(s, {{u"retries"_s, 2}});
         }},
        {"count and for_each", u"validity.meta"_s, u"x"_s,
         [](Sketch &s) {
             addWithMeta(s, {{u"count"_s, 2}, {u"for_each"_s, list({text("a")})}});
         }},
        {"depends on a text", u"validity.meta"_s, u"x"_s,
         [](Sketch &s) {
             addWithMeta(s, {{u"depends_on"_s, list({text("vpc")})}});
         }},
        {"text for a number", u"validity.type"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_sqs_queue"_s, {}, {{u"delay_seconds"_s, text("soon")}});
         }},
        {"list for a text", u"validity.type"_s, u"vpc"_s,
         [](Sketch &s) { s.set(u"vpc"_s, u"instance_tenancy"_s, list({text("default")})); }},
        {"unknown attribute", u"validity.unknown-attribute"_s, u"vpc"_s,
         [](Sketch &s) { s.set(u"vpc"_s, u"cider"_s, text("10.0.0.0/16")); }, true},
        {"result set", u"validity.read-only"_s, u"vpc"_s, [](Sketch &s) { s.set(u"vpc"_s, u"arn"_s, text("arn:aws:x")); }, true},
        {"unknown type", u"validity.unknown-type"_s, u"x"_s, [](Sketch &s) { s.add(u"x"_s, u"acme_rocket"_s); }},
        {"unknown type of AWS", u"validity.unknown-type"_s, u"x"_s, [](Sketch &s) { s.add(u"x"_s, u"aws_rocket"_s); }},
        {"secret written out", u"security.literal-secret"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_elasticache_replication_group"_s, {u"region"_s}, {{u"auth_token"_s, text("0123456789abcdef")}});
         },
         true},
        {"secret deep inside, as an expression", u"security.literal-secret"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb_listener"_s, {u"region"_s},
                   {{u"default_action"_s,
                     block({{u"authenticate_oidc"_s, block({{u"client_secret"_s, Value(Expression{u"\"abc\""_s})}})}})}});
         },
         true},
        {"no ARN", u"validity.value"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_db_instance"_s, {u"private_a"_s}, {{u"kms_key_id"_s, text("my key")}});
         }},
        {"block that the provider wants", u"validity.combination"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_verifiedpermissions_policy"_s, {u"region"_s}, {{u"policy_store_id"_s, text("x")}});
         }},
        {"VPC of another region", u"network.other-region"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"west"_s, u"groundplan_region"_s, {}, {{u"region"_s, text("eu-west-1")}});
             s.add(u"x"_s, u"aws_security_group"_s, {u"west"_s}, {{u"vpc_id"_s, ref("vpc")}});
         }},
        {"database in a VPC alone", u"network.drawn-outside-subnet-group"_s, u"x"_s,
         [](Sketch &s) { s.add(u"x"_s, u"aws_db_instance"_s, {u"vpc"_s}); }},
        {"TLS without certificate", u"network.listener-without-certificate"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb_listener"_s, {u"region"_s}, {{u"protocol"_s, text("HTTPS")}});
         }},
        {"forward to nowhere", u"network.listener-forwards-nowhere"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb_listener"_s, {u"region"_s}, {{u"default_action"_s, block({{u"type"_s, text("forward")}})}});
         }},
        {"redirect to nowhere", u"network.listener-redirects-nowhere"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb_listener"_s, {u"region"_s}, {{u"default_action"_s, block({{u"type"_s, text("redirect")}})}});
         }},
        {"response of nothing", u"network.listener-without-response"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb_listener"_s, {u"region"_s}, {{u"default_action"_s, block({{u"type"_s, text("fixed-response")}})}});
         }},
        {"target group without port", u"network.target-group-incomplete"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb_target_group"_s, {u"vpc"_s}, {{u"protocol"_s, text("HTTP")}});
         }},
        {"name too long", u"names.load-balancer"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb"_s, {u"public_a"_s, u"public_b"_s}, balancer({{u"name"_s, Value(QString(33, u'a'))}}));
         }},
        {"bad name", u"validity.name"_s, u"vpc"_s, [](Sketch &s) { rename(s, u"vpc"_s, u"my vpc"_s); }, true},
        {"digit first", u"validity.name"_s, u"vpc"_s, [](Sketch &s) { rename(s, u"vpc"_s, u"1vpc"_s); }, true},
        {"duplicate name", u"validity.duplicate-name"_s, u"public_a"_s, [](Sketch &s) { rename(s, u"public_a"_s, u"private_a"_s); }, true},
        {"dangling reference", u"validity.dangling-reference"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_eip"_s, {}, {{u"instance"_s, ref("gone")}});
         },
         true},
        {"reference to no attribute", u"validity.reference-attribute"_s, u"nat"_s,
         [](Sketch &s) { s.set(u"nat"_s, u"allocation_id"_s, ref("eip", "colour")); }},
        {"undefined variable", u"validity.undefined-variable"_s, u"vpc"_s,
         [](Sketch &s) { s.set(u"vpc"_s, u"cidr_block"_s, Value(VariableReference{u"range"_s})); }},
        {"cycle", u"validity.cycle"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s})
                 .add(u"y"_s, u"aws_security_group"_s, {u"vpc"_s}, {{u"description"_s, ref("x", "name")}});
             s.set(u"x"_s, u"description"_s, ref("y", "name"));
         }},
        {"itself", u"validity.cycle"_s, u"x"_s,
         [](Sketch &s) { s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s}).set(u"x"_s, u"description"_s, ref("x", "arn")); }},
        {"standing in a wrong zone", u"validity.standing"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_vpc"_s, {u"public_a"_s}, {{u"cidr_block"_s, text("10.1.0.0/16")}});
         }},
        {"drawn elsewhere", u"validity.drawn-elsewhere"_s, u"private_a"_s,
         [](Sketch &s) { s.set(u"private_a"_s, u"availability_zone"_s, text("us-east-1b")); }, true},
        {"value out of range", u"validity.value"_s, u"vpc"_s, [](Sketch &s) { s.set(u"vpc"_s, u"instance_tenancy"_s, text("shared")); }},
        // addresses
        {"broken CIDR", u"network.cidr-syntax"_s, u"vpc"_s, [](Sketch &s) { s.set(u"vpc"_s, u"cidr_block"_s, text("10.0.0/16")); }},
        {"host bits", u"network.cidr-syntax"_s, u"private_a"_s,
         [](Sketch &s) { s.set(u"private_a"_s, u"cidr_block"_s, text("10.0.11.5/24")); }},
        {"no CIDR", u"network.cidr-syntax"_s, u"private_a"_s, [](Sketch &s) { s.set(u"private_a"_s, u"cidr_block"_s, {}); }},
        {"VPC too wide", u"network.cidr-size"_s, u"vpc"_s, [](Sketch &s) { s.set(u"vpc"_s, u"cidr_block"_s, text("10.0.0.0/15")); }, true},
        {"VPC too narrow", u"network.cidr-size"_s, u"vpc"_s, [](Sketch &s) { s.set(u"vpc"_s, u"cidr_block"_s, text("10.0.0.0/29")); }},
        {"subnet too narrow", u"network.cidr-size"_s, u"private_a"_s,
         [](Sketch &s) { s.set(u"private_a"_s, u"cidr_block"_s, text("10.0.11.0/30")); }},
        {"subnet outside", u"network.subnet-outside-vpc"_s, u"private_a"_s,
         [](Sketch &s) { s.set(u"private_a"_s, u"cidr_block"_s, text("10.1.11.0/24")); }, true},
        {"subnets overlap", u"network.subnet-overlap"_s, u"private_a"_s,
         [](Sketch &s) { s.set(u"private_a"_s, u"cidr_block"_s, text("10.0.1.128/25")); }, true},
        // zones
        {"zone elsewhere", u"network.zone-not-in-region"_s, u"az_a"_s, [](Sketch &s) { s.set(u"az_a"_s, u"zone"_s, text("eu-west-1a")); }},
        {"zone of an instance elsewhere", u"network.zone-not-in-region"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_ebs_volume"_s, {u"region"_s}, {{u"availability_zone"_s, text("us-east-2a")}});
         }},
        {"load balancer in one zone", u"network.too-few-zones"_s, u"x"_s,
         [](Sketch &s) { s.add(u"x"_s, u"aws_lb"_s, {u"public_a"_s}, balancer()); }},
        {"load balancer nowhere", u"network.too-few-zones"_s, u"x"_s,
         [](Sketch &s) { s.add(u"x"_s, u"aws_lb"_s, {u"region"_s}, balancer()); }},
        {"load balancer twice in a zone", u"network.too-few-zones"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb"_s, {u"public_a"_s, u"private_a"_s}, balancer());
         }},
        {"subnet group in one zone", u"network.too-few-zones"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_db_subnet_group"_s, {}, {{u"subnet_ids"_s, list({ref("private_a")})}});
         }},
        {"third subnet in a zone", u"network.two-subnets-in-zone"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb"_s, {u"public_a"_s, u"public_b"_s, u"private_a"_s}, balancer());
         }},
        // routes
        {"route to nowhere", u"network.route-target"_s, u"closed_default"_s,
         [](Sketch &s) { s.set(u"closed_default"_s, u"nat_gateway_id"_s, {}); }},
        {"route to two", u"network.route-target"_s, u"closed_default"_s,
         [](Sketch &s) { s.set(u"closed_default"_s, u"gateway_id"_s, ref("igw")); }},
        {"route in a table to nowhere", u"network.route-target"_s, u"closed"_s,
         [](Sketch &s) {
             s.set(u"closed"_s, u"route"_s, block({{u"cidr_block"_s, text("10.9.0.0/16")}}));
         }},
        {"two routes to one destination", u"network.duplicate-route"_s, u"closed"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_route"_s, {},
                   {{u"route_table_id"_s, ref("closed")},
                    {u"destination_cidr_block"_s, text("0.0.0.0/0")},
                    {u"nat_gateway_id"_s, ref("nat")}});
         }},
        {"inline and separate routes", u"network.mixed-routes"_s, u"closed"_s,
         [](Sketch &s) {
             s.set(u"closed"_s, u"route"_s, block({{u"cidr_block"_s, text("10.9.0.0/16")}, {u"nat_gateway_id"_s, ref("nat")}}));
         }},
        {"gateway of another VPC", u"network.route-other-vpc"_s, u"open"_s,
         [](Sketch &s) {
             s.add(u"vpc2"_s, u"aws_vpc"_s, {u"region"_s}, {{u"cidr_block"_s, text("10.2.0.0/16")}})
                 .add(u"igw2"_s, u"aws_internet_gateway"_s, {u"vpc2"_s});
             s.set(u"open_default"_s, u"gateway_id"_s, ref("igw2"));
         }},
        {"detached gateway", u"network.detached-gateway"_s, u"x"_s, [](Sketch &s) { s.add(u"x"_s, u"aws_internet_gateway"_s); }},
        {"two gateways", u"network.two-internet-gateways"_s, u"vpc"_s,
         [](Sketch &s) { s.add(u"x"_s, u"aws_internet_gateway"_s, {u"vpc"_s}); }},
        {"NAT gateway without address", u"network.nat-address"_s, u"nat"_s, [](Sketch &s) { s.set(u"nat"_s, u"allocation_id"_s, {}); }},
        // public and private
        {"public subnet without association", u"network.public-subnet-without-internet"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_subnet"_s, {u"az_a"_s}, {{u"cidr_block"_s, text("10.0.50.0/24")}, {u"map_public_ip_on_launch"_s, true}});
         },
         true},
        {"subnet called public", u"network.public-subnet-without-internet"_s, u"web_public"_s,
         [](Sketch &s) {
             s.add(u"web_public"_s, u"aws_subnet"_s, {u"az_a"_s}, {{u"cidr_block"_s, text("10.0.50.0/24")}});
         },
         true},
        {"public subnet with a NAT route", u"network.public-subnet-without-internet"_s, u"public_b"_s,
         [](Sketch &s) { s.set(u"assoc_public_b"_s, u"route_table_id"_s, ref("closed")); }},
        {"NAT gateway in a private subnet", u"network.nat-in-private-subnet"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_nat_gateway"_s, {u"private_a"_s}, {{u"allocation_id"_s, ref("eip")}});
         }},
        {"open load balancer in private subnets", u"network.load-balancer-in-private-subnet"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_lb"_s, {u"private_a"_s, u"private_b"_s}, balancer());
         }},
        {"no way out", u"network.no-way-out"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"lone"_s, u"aws_subnet"_s, {u"az_a"_s}, {{u"cidr_block"_s, text("10.0.60.0/24")}});
             s.add(u"x"_s, u"aws_instance"_s, {u"lone"_s}, {{u"ami"_s, text("ami-1")}, {u"instance_type"_s, text("t3.micro")}});
         }},
        {"database in public subnets", u"network.data-in-public-subnet"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_db_subnet_group"_s, {}, {{u"subnet_ids"_s, list({ref("public_a"), ref("public_b")})}});
         }},
        // security groups
        {"SSH from everywhere", u"network.open-to-world"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s},
                   {{u"ingress"_s,
                     block({{u"from_port"_s, 22},
                            {u"to_port"_s, 22},
                            {u"protocol"_s, text("tcp")},
                            {u"cidr_blocks"_s, list({text("0.0.0.0/0")})}})}});
         }},
        {"database from everywhere over IPv6", u"network.open-to-world"_s, u"y"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s});
             s.add(u"y"_s, u"aws_vpc_security_group_ingress_rule"_s, {},
                   {{u"security_group_id"_s, ref("x")},
                    {u"cidr_ipv6"_s, text("::/0")},
                    {u"from_port"_s, 5000},
                    {u"to_port"_s, 6000},
                    {u"ip_protocol"_s, text("tcp")}});
         }},
        {"everything from everywhere", u"network.open-to-world"_s, u"y"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s});
             s.add(u"y"_s, u"aws_vpc_security_group_ingress_rule"_s, {},
                   {{u"security_group_id"_s, ref("x")}, {u"cidr_ipv4"_s, text("0.0.0.0/0")}, {u"ip_protocol"_s, text("-1")}});
         }},
        {"ports upside down", u"network.port-range"_s, u"y"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s})
                 .add(u"y"_s, u"aws_vpc_security_group_ingress_rule"_s, {},
                      {{u"security_group_id"_s, ref("x")},
                       {u"cidr_ipv4"_s, text("10.0.0.0/8")},
                       {u"from_port"_s, 90},
                       {u"to_port"_s, 80},
                       {u"ip_protocol"_s, text("tcp")}});
         }},
        {"rule for nobody", u"network.rule-without-peer"_s, u"y"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s})
                 .add(u"y"_s, u"aws_vpc_security_group_ingress_rule"_s, {},
                      {{u"security_group_id"_s, ref("x")}, {u"ip_protocol"_s, text("tcp")}, {u"from_port"_s, 80}, {u"to_port"_s, 80}});
         }},
        {"inline and separate rules", u"network.mixed-rules"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s},
                   {{u"ingress"_s,
                     block({{u"from_port"_s, 443},
                            {u"to_port"_s, 443},
                            {u"protocol"_s, text("tcp")},
                            {u"cidr_blocks"_s, list({text("10.0.0.0/8")})}})}});
             s.add(u"y"_s, u"aws_vpc_security_group_ingress_rule"_s, {},
                   {{u"security_group_id"_s, ref("x")},
                    {u"cidr_ipv4"_s, text("10.0.0.0/8")},
                    {u"from_port"_s, 80},
                    {u"to_port"_s, 80},
                    {u"ip_protocol"_s, text("tcp")}});
         }},
        {"security group of another VPC", u"network.security-group-other-vpc"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"vpc2"_s, u"aws_vpc"_s, {u"region"_s}, {{u"cidr_block"_s, text("10.2.0.0/16")}})
                 .add(u"sg"_s, u"aws_security_group"_s, {u"vpc2"_s});
             s.add(u"x"_s, u"aws_lb"_s, {u"public_a"_s, u"public_b"_s}, balancer({{u"security_groups"_s, list({ref("sg")})}}));
         }},
        {"rule with a network that is none", u"network.address-syntax"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"sg"_s, u"aws_security_group"_s, {u"vpc"_s});
             s.add(u"x"_s, u"aws_vpc_security_group_ingress_rule"_s, {},
                   {{u"security_group_id"_s, ref("sg")}, {u"cidr_ipv4"_s, text("10.0.0.0/33")}, {u"ip_protocol"_s, text("-1")}});
         }},
        {"inline rule with host bits", u"network.address-syntax"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"x"_s, u"aws_security_group"_s, {u"vpc"_s},
                   {{u"ingress"_s,
                     block({{u"from_port"_s, 1},
                            {u"to_port"_s, 1},
                            {u"protocol"_s, text("tcp")},
                            {u"cidr_blocks"_s, list({text("10.0.0.0/8"), text("10.0.0.1/8")})}})}});
         }},
        {"route to no network", u"network.address-syntax"_s, u"closed_default"_s,
         [](Sketch &s) { s.set(u"closed_default"_s, u"destination_cidr_block"_s, text("0.0.0.0")); }},
        {"IPv6 with too many groups", u"network.address-syntax"_s, u"closed_default"_s,
         [](Sketch &s) { s.set(u"closed_default"_s, u"destination_ipv6_cidr_block"_s, text("1:2:3:4:5:6:7:8:9/64")); }},
        // reach
        {"another VPC", u"network.unreachable"_s, u"x"_s,
         [](Sketch &s) {
             s.add(u"vpc2"_s, u"aws_vpc"_s, {u"region"_s}, {{u"cidr_block"_s, text("10.2.0.0/16")}})
                 .add(u"there"_s, u"aws_subnet"_s, {u"vpc2"_s}, {{u"cidr_block"_s, text("10.2.1.0/24")}});
             s.add(u"x"_s, u"aws_instance"_s, {u"private_a"_s}).add(u"y"_s, u"aws_instance"_s, {u"there"_s}).connect(u"x"_s, u"y"_s);
         }},
        {"from the internet to a private subnet", u"network.unreachable"_s, u"world"_s,
         [](Sketch &s) {
             s.add(u"world"_s, u"groundplan_external"_s, {}, {{u"cidr_blocks"_s, list({text("0.0.0.0/0")})}});
             s.add(u"x"_s, u"aws_instance"_s, {u"private_a"_s}).connect(u"world"_s, u"x"_s);
         }},
        {"from the internet to an internal balancer", u"network.unreachable"_s, u"world"_s,
         [](Sketch &s) {
             s.add(u"world"_s, u"groundplan_external"_s, {}, {{u"cidr_blocks"_s, list({text("0.0.0.0/0")})}});
             s.add(u"x"_s, u"aws_lb"_s, {u"public_a"_s, u"public_b"_s}, balancer({{u"internal"_s, true}})).connect(u"world"_s, u"x"_s);
         }},
        {"access to a bucket", u"network.access-without-network"_s, u"x"_s,
         [](Sketch &s) { s.add(u"x"_s, u"aws_instance"_s, {u"private_a"_s}).add(u"y"_s, u"aws_s3_bucket"_s).connect(u"x"_s, u"y"_s); }},
    };
    return all;
}

} // namespace

/// Each rule reports what it is for, names the resource, and what it offers to mend is mended.
class TestRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reportsAndMends_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < cases().size(); ++i)
            QTest::addRow("%s: %s", qPrintable(cases().at(i).rule), cases().at(i).name) << i;
    }
    void reportsAndMends()
    {
        QFETCH(int, index);
        const Case &one = cases().at(index);
        Sketch sketch = Sketch::network();
        QVERIFY(!find(m_checker.checkAll(sketch.blueprint), one.rule, one.resource));
        one.spoil(sketch);
        const QList<Finding> findings = m_checker.checkAll(sketch.blueprint);
        const auto finding = find(findings, one.rule, one.resource);
        QVERIFY2(finding, qPrintable(summary(findings, true).join(u'\n')));
        const QString name = sketch.blueprint.find(finding->resource)->name;
        QVERIFY2(finding->message.contains(name), qPrintable(finding->message));
        QVERIFY(finding->message.endsWith(u'.') && finding->advice.endsWith(u'.') && !finding->message.contains(u'\n'));
        QVERIFY2(!finding->message.contains(u"%"_s), qPrintable(finding->message));
        QCOMPARE(!finding->fixTitle.isEmpty(), one.hasFix);
        if (!one.hasFix)
            return;
        const Result<ChangeSet> fix = m_checker.fix(sketch.blueprint, *finding);
        QVERIFY2(fix, qPrintable(fix ? QString() : fix.error().text()));
        sketch.apply(*fix);
        QVERIFY(!find(m_checker.checkAll(sketch.blueprint), one.rule, one.resource));
    }

    void aSecretMovesIntoAVariable()
    {
        Sketch s = Sketch::network();
        const auto token = [&s, this](const Value &value) {
            s.set(u"x"_s, u"auth_token"_s, value);
            const QList<Finding> all = m_checker.checkAll(s.blueprint);
            return std::count_if(all.begin(), all.end(), [](const Finding &one) { return one.rule == u"security.literal-secret"_s; });
        };
        s.add(u"x"_s, u"aws_elasticache_replication_group"_s, {u"region"_s});
        Variable taken;
        taken.id = VariableId(u"x_auth_token"_s);
        s.apply(*edits::setVariable(s.blueprint, taken));
        QCOMPARE(token(Value(Expression{u"var.x_auth_token"_s})), 0);
        QCOMPARE(token(text("")), 0);
        QCOMPARE(token(text("0123456789abcdef")), 1);
        s.apply(*m_checker.fix(s.blueprint, *find(m_checker.checkAll(s.blueprint), u"security.literal-secret"_s, u"x"_s)));
        QCOMPARE(s.blueprint.find(ResourceId(u"x"_s))->properties.value(u"auth_token"_s), Value(VariableReference{u"x_auth_token_2"_s}));
        const Variable *made = s.blueprint.find(VariableId(u"x_auth_token_2"_s));
        QVERIFY(made && made->sensitive && made->defaultValue.isNull());
    }

    void whatIsNotKnownGivesNoVerdict()
    {
        Sketch s = Sketch::network();
        Variable variable;
        variable.id = VariableId(u"range"_s);
        s.apply(*edits::setVariable(s.blueprint, variable));
        s.set(u"private_a"_s, u"cidr_block"_s, Value(VariableReference{u"range"_s}));
        s.set(u"private_b"_s, u"cidr_block"_s, Value(Expression{u"cidrsubnet(\"10.0.0.0/8\", 1, 1 + 0)"_s}));
        QCOMPARE(summary(m_checker.checkAll(s.blueprint)), QStringList());
        variable.defaultValue = text("10.9.0.0/24"); // the default decides it
        s.apply(*edits::setVariable(s.blueprint, variable));
        QCOMPARE(summary(m_checker.checkAll(s.blueprint)), QStringList{u"network.subnet-outside-vpc private_a"_s});
        QCOMPARE(m_checker.checkAll(s.blueprint).first().fixTitle, QString()); // a variable is not the subnet's to change
    }
    void whatAnotherReportsMayBeOfAnyType()
    {
        Sketch s = Sketch::network();
        s.add(u"cluster"_s, u"aws_eks_cluster"_s, {u"private_a"_s, u"private_b"_s},
              {{u"name"_s, text("x")}, {u"role_arn"_s, text("arn:aws:iam::123456789012:role/x")}});
        s.add(u"sg"_s, u"aws_security_group"_s, {u"vpc"_s});
        s.add(u"x"_s, u"aws_vpc_security_group_ingress_rule"_s, {},
              {{u"security_group_id"_s, ref("sg")},
               {u"ip_protocol"_s, text("-1")},
               {u"referenced_security_group_id"_s, ref("cluster", "vpc_config.0.cluster_security_group_id")}});
        QVERIFY(!find(m_checker.checkAll(s.blueprint), u"validity.reference-type"_s, u"x"_s));
        s.set(u"x"_s, u"referenced_security_group_id"_s, ref("cluster"));
        QVERIFY(find(m_checker.checkAll(s.blueprint), u"validity.reference-type"_s, u"x"_s));
    }
    void onlyWhatTheNameSaysIsRefused()
    {
        Sketch s = Sketch::network();
        s.add(u"cluster"_s, u"aws_rds_cluster"_s, {u"region"_s}, {{u"engine"_s, text("aurora-postgresql")}});
        s.add(u"x"_s, u"aws_backup_selection"_s, {u"region"_s},
              {{u"name"_s, text("x")},
               {u"plan_id"_s, text("p")},
               {u"iam_role_arn"_s, text("arn:aws:iam::123456789012:role/x")},
               {u"resources"_s, list({ref("cluster", "arn")})}});
        s.add(u"tg"_s, u"aws_alb_target_group"_s, {u"vpc"_s});
        s.add(u"y"_s, u"aws_lb_target_group_attachment"_s, {u"region"_s},
              {{u"target_group_arn"_s, ref("tg", "arn")}, {u"target_id"_s, text("i-1")}});
        for (const Finding &finding : m_checker.checkAll(s.blueprint))
            QVERIFY2(finding.rule != u"validity.reference-type"_s && finding.rule != u"validity.standing"_s, qPrintable(finding.message));
        s.set(u"y"_s, u"target_group_arn"_s, ref("nat"));
        QVERIFY(find(m_checker.checkAll(s.blueprint), u"validity.reference-type"_s, u"y"_s));
    }
    void copiesAreReferredToByExpressionsThatNobodyReads()
    {
        const auto count = [](Sketch &s, const QString &id) {
            const Resource before = *s.blueprint.find(ResourceId(id));
            Resource after = before;
            after.meta.insert(u"count"_s, 2);
            ChangeSet changes;
            changes.replace(before, after);
            s.apply(changes);
        };
        Sketch s = Sketch::network();
        s.add(u"open_c"_s, u"aws_subnet"_s, {u"vpc"_s}, {{u"cidr_block"_s, text("10.0.50.0/24")}, {u"map_public_ip_on_launch"_s, true}});
        s.add(u"bucket"_s, u"aws_s3_bucket"_s, {u"region"_s});
        QVERIFY(find(m_checker.checkAll(s.blueprint), u"network.public-subnet-without-internet"_s, u"open_c"_s));
        QVERIFY(find(m_checker.checkAll(s.blueprint), u"security.bucket-without-block"_s, u"bucket"_s));
        count(s, u"open_c"_s);
        count(s, u"bucket"_s);
        QVERIFY(!find(m_checker.checkAll(s.blueprint), u"network.public-subnet-without-internet"_s, u"open_c"_s));
        QVERIFY(!find(m_checker.checkAll(s.blueprint), u"security.bucket-without-block"_s, u"bucket"_s));
    }
    void aLineMayBeWhatSetsIt()
    {
        Sketch s;
        s.add(u"fn"_s, u"aws_lambda_function"_s, {}, {{u"function_name"_s, u"fn"_s}}).add(u"queue"_s, u"aws_sqs_queue"_s);
        QVERIFY(find(m_checker.checkAll(s.blueprint), u"validity.required"_s, u"fn"_s));
        // The line makes the role that the function may read the queue with.
        s.connect(u"queue"_s, u"fn"_s, u"trigger"_s);
        QVERIFY(!find(m_checker.checkAll(s.blueprint), u"validity.required"_s, u"fn"_s));
    }

    void whatSaysItsPlaceMayStandInItsRegion()
    {
        Sketch s = Sketch::network();
        s.add(u"x"_s, u"aws_ec2_transit_gateway_vpc_attachment"_s, {u"region"_s},
              {{u"vpc_id"_s, ref("vpc")}, {u"subnet_ids"_s, list({ref("private_a")})}, {u"transit_gateway_id"_s, text("tgw-1")}});
        QVERIFY(!find(m_checker.checkAll(s.blueprint), u"validity.standing"_s, u"x"_s));
        s.set(u"x"_s, u"vpc_id"_s, {}).set(u"x"_s, u"subnet_ids"_s, {});
        QVERIFY(find(m_checker.checkAll(s.blueprint), u"validity.standing"_s, u"x"_s));
    }
    void whatNamesNoVpcIsRarelyMeantButNoError()
    {
        Sketch s = Sketch::network();
        s.add(u"group"_s, u"aws_security_group"_s, {u"region"_s});
        const auto finding = find(m_checker.checkAll(s.blueprint), u"validity.standing"_s, u"group"_s);
        QVERIFY(finding && finding->severity == Severity::Warning);
        s.connect(u"group"_s, u"vpc"_s, u"reference"_s);
        const ConnectionId line = s.blueprint.ids<Connection>().first();
        s.apply(*edits::setConnectionProperty(s.blueprint, line, u"attribute"_s, text("vpc_id")));
        s.apply(*edits::setConnectionProperty(s.blueprint, line, u"target_attribute"_s, text("id")));
        s.add(u"function"_s, u"aws_lb_target_group"_s, {u"region"_s}, {{u"target_type"_s, text("lambda")}});
        s.add(u"build"_s, u"aws_codebuild_project"_s, {u"region"_s});
        s.add(u"entry"_s, u"aws_ec2_managed_prefix_list_entry"_s, {u"region"_s});
        for (const Finding &one : m_checker.checkAll(s.blueprint))
            QVERIFY2(one.rule != "validity.standing"_L1, qPrintable(one.message));
        s.add(u"table"_s, u"aws_route_table"_s, {u"region"_s});
        const auto table = find(m_checker.checkAll(s.blueprint), u"validity.standing"_s, u"table"_s);
        QVERIFY(table && table->severity == Severity::Error);
    }
    void defaultsFitTheirTypes_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<Value>("value");
        QTest::addColumn<bool>("fits"); // as Terraform 1.11 says
        const Value empty = PropertyMap{}, a = PropertyMap{{u"a"_s, text("x")}}, pair = list({text("x"), 1});
        const QString object = u"object({ a = string })"_s,
                      optional = u"object({\n  a = optional(string, \"b, c\")\n  n = optional(number)\n})"_s;
        const QString tuple = u"tuple([string, number])"_s;
        QTest::newRow("object") << object << a << true;
        QTest::newRow("field missing") << object << empty << false;
        QTest::newRow("field of null") << object << Value(PropertyMap{{u"a"_s, Value()}}) << true;
        QTest::newRow("field of another type") << u"object({ a = list(string) })"_s << a << false;
        QTest::newRow("further field") << object << Value(PropertyMap{{u"a"_s, text("x")}, {u"z"_s, 1}}) << true;
        QTest::newRow("optional fields") << optional << empty << true;
        QTest::newRow("optional field of another type") << optional << Value(PropertyMap{{u"n"_s, text("x")}}) << false;
        QTest::newRow("text for an object") << object << text("x") << false;
        QTest::newRow("tuple") << tuple << pair << true;
        QTest::newRow("tuple too short") << tuple << list({text("x")}) << false;
        QTest::newRow("tuple in the wrong order") << tuple << list({1, text("x")}) << false;
        QTest::newRow("map of objects") << u"map(object({ a = string }))"_s << Value(PropertyMap{{u"k"_s, a}}) << true;
        QTest::newRow("field missing in a map") << u"map(object({ a = string }))"_s << Value(PropertyMap{{u"k"_s, empty}}) << false;
        QTest::newRow("field missing in a list") << u"list(object({ a = string, b = any }))"_s << list({a}) << false;
        QTest::newRow("nothing") << object << Value() << true;
    }
    void defaultsFitTheirTypes()
    {
        QFETCH(QString, type);
        QFETCH(Value, value);
        Variable variable;
        variable.id = VariableId(u"v"_s);
        variable.type = type;
        variable.defaultValue = value;
        Sketch s;
        s.apply(*edits::setVariable(s.blueprint, variable));
        const QStringList found = summary(m_checker.checkAll(s.blueprint), true);
        QTEST(found.isEmpty(), "fits");
    }
    void fieldsOfVariablesAndLocalsAreKnown()
    {
        Sketch s;
        Variable shape, plain;
        shape.id = VariableId(u"shape"_s);
        shape.type = u"object({ a = string, more = optional(map(string), {}) })"_s;
        plain.id = VariableId(u"plain"_s);
        plain.type = u"list(string)"_s;
        Local tags;
        tags.id = LocalId(u"tags"_s);
        tags.value = PropertyMap{{u"Team"_s, text("x")}};
        ChangeSet changes;
        changes.add(shape);
        changes.add(plain);
        changes.add(tags);
        s.apply(changes);
        s.add(u"x"_s, u"aws_sns_topic"_s, {});
        const auto refused = [&](const char *code) {
            s.set(u"x"_s, u"display_name"_s, Value(Expression{QString::fromUtf8(code)}));
            const QList<Finding> findings = m_checker.checkAll(s.blueprint);
            return std::any_of(findings.begin(), findings.end(), [](const Finding &one) { return one.attribute == "display_name"_L1; });
        };
        for (const char *sound :
             {"var.shape.a", "var.shape.more.anything", "var.plain[0]", "local.tags.Team", "local.tags[\"Team\"]", "var.shape"})
            QVERIFY2(!refused(sound), sound);
        for (const char *wrong : {"var.shape.b", "local.tags.Cost", "\"${var.shape.b}\""})
            QVERIFY2(refused(wrong), wrong);
    }
    void oneOfManyIsNamedByItsKey()
    {
        Sketch s = Sketch::network();
        Resource many;
        many.id = ResourceId(u"many"_s);
        many.type = u"aws_eip"_s;
        many.name = u"many"_s;
        many.meta = {{u"for_each"_s, list({text("a"), text("b")})}};
        ChangeSet changes;
        changes.add(many);
        s.apply(changes);
        const auto refused = [&](const Value &value) {
            Output output;
            output.id = OutputId(u"o"_s);
            output.value = value;
            s.apply(*edits::setOutput(s.blueprint, output));
            s.set(u"vpc"_s, u"tags"_s, Value(PropertyMap{{u"a"_s, value}}));
            const QList<Finding> findings = m_checker.checkAll(s.blueprint);
            return int(find(findings, u"validity.reference-attribute"_s, u"vpc"_s).has_value())
                + int(find(findings, u"validity.setting-value"_s, {}).has_value());
        };
        QCOMPARE(refused(ref("many")), 2);
        QCOMPARE(refused(Value(Expression{u"upper(${ref:many.id})"_s})), 2);
        QCOMPARE(refused(Value(Expression{u"${ref:many}[\"a\"].id"_s})), 0);
        QCOMPARE(refused(ref("nat")), 0);
    }
    void itemsAreNamedWithDotsOrBrackets()
    {
        Sketch s = Sketch::network();
        s.add(u"disk"_s, u"aws_instance"_s, {u"private_a"_s}, {{u"instance_type"_s, text("t3.micro")}, {u"ami"_s, text("ami-12345678")}});
        const auto says = [&](const QString &attribute) {
            s.set(u"vpc"_s, u"tags"_s, Value(PropertyMap{{u"a"_s, Value(Expression{u"${ref:disk."_s + attribute + u'}'})}}));
            Output output;
            output.id = OutputId(u"o"_s);
            output.value = Reference{ResourceId(u"disk"_s), attribute};
            s.apply(*edits::setOutput(s.blueprint, output));
            const QList<Finding> findings = m_checker.checkAll(s.blueprint);
            return find(findings, u"validity.reference-attribute"_s, u"vpc"_s) || find(findings, u"validity.setting-value"_s, {});
        };
        for (const char *sound : {"root_block_device.0.volume_id", "root_block_device[0].volume_id", "tags[\"Name\"]", "tags[var.x]",
                                  "ebs_block_device[*].volume_id"})
            QVERIFY2(!says(QString::fromUtf8(sound)), sound);
        for (const char *wrong : {"root_block_devices[0].volume_id", "[0].volume_id"})
            QVERIFY2(says(QString::fromUtf8(wrong)), wrong);
    }
    void routeTableThatIsNotKnownGivesNoVerdict()
    {
        Sketch s = Sketch::network();
        s.set(u"assoc_public_b"_s, u"route_table_id"_s, text("rtb-12345678"));
        QCOMPARE(summary(m_checker.checkAll(s.blueprint)), QStringList());
    }
    void endpointsAreAWayOut()
    {
        Sketch s = Sketch::network();
        s.add(u"lone"_s, u"aws_subnet"_s, {u"az_a"_s}, {{u"cidr_block"_s, text("10.0.60.0/24")}});
        s.add(u"x"_s, u"aws_instance"_s, {u"lone"_s});
        QVERIFY(find(m_checker.checkAll(s.blueprint), u"network.no-way-out"_s, u"x"_s));
        s.add(u"endpoint"_s, u"aws_vpc_endpoint"_s, {},
              {{u"vpc_id"_s, ref("vpc")}, {u"service_name"_s, text("com.amazonaws.us-east-1.s3")}});
        QVERIFY(!find(m_checker.checkAll(s.blueprint), u"network.no-way-out"_s, u"x"_s));
    }
    void peeringJoinsTwoVpcs()
    {
        Sketch s = Sketch::network();
        s.add(u"vpc2"_s, u"aws_vpc"_s, {u"region"_s}, {{u"cidr_block"_s, text("10.2.0.0/16")}})
            .add(u"there"_s, u"aws_subnet"_s, {u"vpc2"_s}, {{u"cidr_block"_s, text("10.2.1.0/24")}});
        s.add(u"x"_s, u"aws_instance"_s, {u"private_a"_s}).add(u"y"_s, u"aws_instance"_s, {u"there"_s}).connect(u"x"_s, u"y"_s);
        QVERIFY(find(m_checker.checkAll(s.blueprint), u"network.unreachable"_s, u"x"_s));
        s.add(u"peering"_s, u"aws_vpc_peering_connection"_s, {}, {{u"vpc_id"_s, ref("vpc")}, {u"peer_vpc_id"_s, ref("vpc2")}});
        QVERIFY(!find(m_checker.checkAll(s.blueprint), u"network.unreachable"_s, u"x"_s));
    }
    void cycleNamesItsPath()
    {
        Sketch s;
        s.add(u"a"_s, u"aws_security_group"_s).add(u"b"_s, u"aws_security_group"_s).add(u"c"_s, u"aws_security_group"_s);
        s.set(u"a"_s, u"description"_s, ref("b", "name"))
            .set(u"b"_s, u"description"_s, ref("c", "name"))
            .set(u"c"_s, u"description"_s, ref("a", "name"));
        const auto finding = find(m_checker.checkAll(s.blueprint), u"validity.cycle"_s, u"a"_s);
        QVERIFY(finding);
        QCOMPARE(finding->message, u"a is part of a cycle: a → b → c → a."_s);
    }
    void longChainsAreNoCycle()
    {
        Sketch s;
        s.add(u"n0"_s, u"aws_security_group"_s);
        for (int i = 1; i < 3000; ++i)
            s.add(u"n%1"_s.arg(i), u"aws_security_group"_s, {},
                  {{u"description"_s, Value(Reference{ResourceId(u"n%1"_s.arg(i - 1)), u"name"_s})}});
        for (const Finding &finding : m_checker.checkAll(s.blueprint))
            QVERIFY(finding.rule != u"validity.cycle"_s);
    }
    void jsonTextMayBeAMap()
    {
        Sketch s;
        s.add(u"x"_s, u"aws_iam_role"_s, {}, {{u"assume_role_policy"_s, Value(PropertyMap{{u"Version"_s, text("2012-10-17")}})}});
        QCOMPARE(summary(m_checker.checkAll(s.blueprint)), QStringList());
    }
    void everyRuleHasATitle()
    {
        QVERIFY(m_checker.rules().size() > 90);
        for (const QString &rule : m_checker.rules())
            QVERIFY2(!m_checker.title(rule).isEmpty() && m_checker.title(rule) != rule, qPrintable(rule));
    }

private:
    static std::optional<Finding> find(const QList<Finding> &findings, const QString &rule, const QString &resource)
    {
        for (const Finding &finding : findings)
            if (finding.rule == rule && finding.resource.text() == resource)
                return finding;
        return {};
    }
    const Catalog m_catalog;
    const Checker m_checker{m_catalog};
};

QTEST_GUILESS_MAIN(TestRules)
#include "test_rules.moc"
