// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "model/catalog/connections.h"
#include "model/catalog/containment.h"

#include <QTest>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Account ⊃ region ⊃ VPC ⊃ zone a (subnets a1, a2) and zone b (subnet b); a second VPC with a subnet; a tier in subnet a1.
class TestContainment : public QObject {
    Q_OBJECT
    const Catalog m_catalog;
    Blueprint m_blueprint;

    void add(const QString &id, const QString &type, const QList<QString> &zones = {}, const PropertyMap &properties = {})
    {
        Resource resource{ResourceId(id), type, id, {}, properties, {}, {}};
        for (const QString &zone : zones)
            resource.zones.append(ResourceId(zone));
        ChangeSet set;
        set.add(resource);
        const auto applied = m_blueprint.apply(set);
        QVERIFY2(applied.ok(), applied ? "" : qPrintable(applied.error().text()));
    }
    void link(const QString &id, const QString &from, const QString &to, const QString &attribute, const QString &target = u"id"_s)
    {
        ChangeSet set;
        set.add(Connection{ConnectionId(id),
                           ResourceId(from),
                           ResourceId(to),
                           u"reference"_s,
                           {{u"attribute"_s, attribute}, {u"target_attribute"_s, target}},
                           {}});
        QVERIFY(m_blueprint.apply(set).ok());
    }
    PropertyMap effective(const QString &id) const
    {
        return containment::effectiveProperties(m_blueprint, m_catalog, *m_blueprint.find(ResourceId(id)));
    }
    static Value reference(const QString &id, const QString &attribute = u"id"_s) { return Reference{ResourceId(id), attribute}; }

private Q_SLOTS:
    void init()
    {
        m_blueprint = {};
        add(u"account"_s, u"groundplan_account"_s);
        add(u"region"_s, u"groundplan_region"_s, {u"account"_s}, {{u"region"_s, u"eu-west-1"_s}});
        add(u"vpc"_s, u"aws_vpc"_s, {u"region"_s}, {{u"cidr_block"_s, u"10.0.0.0/16"_s}});
        add(u"zone_a"_s, u"groundplan_availability_zone"_s, {u"vpc"_s}, {{u"zone"_s, u"eu-west-1a"_s}});
        add(u"zone_b"_s, u"groundplan_availability_zone"_s, {u"vpc"_s}, {{u"zone"_s, u"eu-west-1b"_s}});
        add(u"a1"_s, u"aws_subnet"_s, {u"zone_a"_s});
        add(u"a2"_s, u"aws_subnet"_s, {u"zone_a"_s});
        add(u"b"_s, u"aws_subnet"_s, {u"zone_b"_s});
        add(u"tier"_s, u"groundplan_tier"_s, {u"a1"_s});
        add(u"other_vpc"_s, u"aws_vpc"_s, {u"region"_s});
        add(u"other"_s, u"aws_subnet"_s, {u"other_vpc"_s});
    }

    void mayStandIn_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("refusal"); // empty: it may
        const auto row = [](const char *name, const QString &type, const QString &zone, const QString &refusal = {}) {
            QTest::newRow(name) << type << zone << refusal;
        };
        row("VPC in region", u"aws_vpc"_s, u"region"_s);
        row("VPC on the page", u"aws_vpc"_s, u""_s);
        row("VPC in account", u"aws_vpc"_s, u"account"_s);
        row("VPC in VPC", u"aws_vpc"_s, u"vpc"_s, u"A VPC cannot stand in a VPC: it belongs to a region."_s);
        row("region in VPC", u"groundplan_region"_s, u"vpc"_s, u"A region cannot stand in a VPC: it belongs to an account."_s);
        row("subnet in zone", u"aws_subnet"_s, u"zone_a"_s);
        row("subnet in VPC", u"aws_subnet"_s, u"vpc"_s);
        row("subnet in region", u"aws_subnet"_s, u"region"_s, u"A subnet belongs to an availability zone or a VPC; drop it on one."_s);
        row("security group in VPC", u"aws_security_group"_s, u"vpc"_s);
        row("security group on the page", u"aws_security_group"_s, u""_s, u"A security group belongs to a VPC; drop it on one."_s);
        row("security group in subnet", u"aws_security_group"_s, u"a1"_s, u"A security group belongs to a VPC; drop it on one."_s);
        row("instance in subnet", u"aws_instance"_s, u"a1"_s);
        row("instance in a tier of a subnet", u"aws_instance"_s, u"tier"_s);
        row("bucket in region", u"aws_s3_bucket"_s, u"region"_s);
        row("bucket on the page", u"aws_s3_bucket"_s, u""_s);
        row("bucket in VPC", u"aws_s3_bucket"_s, u"vpc"_s, u"An S3 bucket cannot stand in a VPC: it belongs to a region."_s);
        row("bucket in a tier of a subnet", u"aws_s3_bucket"_s, u"tier"_s,
            u"An S3 bucket cannot stand in a subnet: it belongs to a region."_s);
        row("load balancer in VPC", u"aws_lb"_s, u"vpc"_s);
        row("route anywhere", u"aws_route"_s, u"a1"_s);
        row("terraform_data in subnet", u"terraform_data"_s, u"a1"_s);
        row("type that is not known", u"acme_rocket"_s, u"a1"_s);
        row("free group in subnet", u"groundplan_group"_s, u"a1"_s);
        row("zone that is gone", u"aws_vpc"_s, u"nowhere"_s, u"The zone no longer exists."_s);
        row("derived: EMR cluster in region", u"aws_emr_cluster"_s, u"region"_s);
    }
    void mayStandIn()
    {
        QFETCH(QString, type);
        QFETCH(QString, zone);
        const auto allowed = containment::mayStandIn(m_blueprint, m_catalog, type, ResourceId(zone));
        QTEST(allowed ? QString() : allowed.error().message, "refusal");
    }

    void onlyZonesTakeOthers()
    {
        add(u"server"_s, u"aws_instance"_s, {u"a1"_s});
        const auto allowed = containment::mayStandIn(m_blueprint, m_catalog, u"aws_vpc"_s, ResourceId(u"server"_s));
        QCOMPARE(allowed.error().message, u"Nothing can stand in an EC2 instance."_s);
    }

    void subnetNeedsAVpcAroundItsZone()
    {
        add(u"zone_alone"_s, u"groundplan_availability_zone"_s, {u"region"_s});
        QVERIFY(!containment::mayStandIn(m_blueprint, m_catalog, u"aws_subnet"_s, ResourceId(u"zone_alone"_s)));
    }

    void moving()
    {
        const auto may = [&](const QString &id, const QString &zone) {
            return containment::mayMoveTo(m_blueprint, m_catalog, ResourceId(id), ResourceId(zone));
        };
        QVERIFY(!may(u"vpc"_s, u"a1"_s)); // inside itself
        QVERIFY(!may(u"vpc"_s, u"vpc"_s));
        QVERIFY(may(u"a1"_s, u"zone_b"_s));
        QVERIFY(may(u"a1"_s, u"zone_a"_s)); // where it is
        add(u"alb"_s, u"aws_lb"_s, {u"a1"_s, u"b"_s});
        QVERIFY(may(u"alb"_s, u"a2"_s));
        QCOMPARE(may(u"alb"_s, u"b"_s).error().message, u"A load balancer already stands in this subnet."_s);
        QVERIFY(!may(u"alb"_s, u"vpc"_s)); // the other appearance stands in a subnet
    }

    void standingInSeveral()
    {
        const auto may = [&](const QString &id, const QString &zone) {
            return containment::mayAlsoStandIn(m_blueprint, m_catalog, ResourceId(id), ResourceId(zone));
        };
        add(u"alb"_s, u"aws_lb"_s, {u"a1"_s});
        add(u"server"_s, u"aws_instance"_s, {u"a1"_s});
        QVERIFY(may(u"alb"_s, u"b"_s));
        QCOMPARE(may(u"alb"_s, u"a1"_s).error().message, u"A load balancer already stands in this subnet."_s);
        QCOMPARE(may(u"alb"_s, u"tier"_s).error().message, u"A load balancer already stands in this subnet."_s);
        QVERIFY(!may(u"alb"_s, u"other"_s)); // of another VPC
        QVERIFY(!may(u"alb"_s, u"vpc"_s));
        QCOMPARE(may(u"server"_s, u"b"_s).error().message, u"An EC2 instance stands in one place only."_s);
    }

    void zonesImplyProperties()
    {
        QCOMPARE(effective(u"a1"_s), (PropertyMap{{u"vpc_id"_s, reference(u"vpc"_s)}, {u"availability_zone"_s, u"eu-west-1a"_s}}));
        add(u"server"_s, u"aws_instance"_s, {u"tier"_s});
        QCOMPARE(effective(u"server"_s).value(u"subnet_id"_s), reference(u"a1"_s));
        add(u"alb"_s, u"aws_lb"_s, {u"a1"_s, u"b"_s});
        QCOMPARE(effective(u"alb"_s).value(u"subnets"_s), Value(ValueList{reference(u"a1"_s), reference(u"b"_s)}));
        add(u"bucket"_s, u"aws_s3_bucket"_s, {u"region"_s});
        QVERIFY(effective(u"bucket"_s).isEmpty());
        add(u"function"_s, u"aws_lambda_function"_s, {u"a1"_s, u"b"_s});
        QCOMPARE(valueAt(effective(u"function"_s), u"vpc_config.0.subnet_ids"_s), Value(ValueList{reference(u"a1"_s), reference(u"b"_s)}));
        add(u"db"_s, u"aws_db_instance"_s, {u"a1"_s, u"b"_s});
        QVERIFY(effective(u"db"_s).isEmpty()); // its subnet group says where
    }

    void whatIsSetStays()
    {
        add(u"own"_s, u"aws_subnet"_s, {u"zone_a"_s},
            {{u"availability_zone"_s, u"eu-west-1c"_s}, {u"vpc_id"_s, VariableReference{u"vpc"_s}}});
        QCOMPARE(effective(u"own"_s).value(u"availability_zone"_s), Value(u"eu-west-1c"_s));
        QVERIFY(effective(u"own"_s).value(u"vpc_id"_s).isVariable());
        QCOMPARE(containment::derivedProperties(m_blueprint, m_catalog, *m_blueprint.find(ResourceId(u"own"_s))).value(u"vpc_id"_s),
                 reference(u"vpc"_s));
    }

    void connectionsAddUp()
    {
        add(u"alb"_s, u"aws_lb"_s, {u"a1"_s}, {{u"security_groups"_s, ValueList{reference(u"sg_1"_s)}}});
        for (const QString &id : {u"sg_1"_s, u"sg_2"_s})
            add(id, u"aws_security_group"_s, {u"vpc"_s});
        link(u"c1"_s, u"alb"_s, u"sg_1"_s, u"security_groups"_s); // set by hand already
        link(u"c2"_s, u"alb"_s, u"sg_2"_s, u"security_groups"_s);
        QCOMPARE(effective(u"alb"_s).value(u"security_groups"_s), Value(ValueList{reference(u"sg_1"_s), reference(u"sg_2"_s)}));

        add(u"template"_s, u"aws_launch_template"_s, {u"region"_s});
        add(u"asg"_s, u"aws_autoscaling_group"_s, {u"a1"_s, u"b"_s},
            {{u"launch_template"_s, ValueList{ValueMap{{u"version"_s, u"$Latest"_s}}}}});
        link(u"c3"_s, u"asg"_s, u"template"_s, u"launch_template.id"_s);
        const PropertyMap asg = effective(u"asg"_s);
        QCOMPARE(valueAt(asg, u"launch_template.0.id"_s), reference(u"template"_s));
        QCOMPARE(valueAt(asg, u"launch_template.0.version"_s), Value(u"$Latest"_s));
        QCOMPARE(asg.value(u"launch_template"_s).toList().size(), 1);
        QCOMPARE(asg.value(u"vpc_zone_identifier"_s).toList().size(), 2);
    }

    void connectionMakesTheBlock()
    {
        add(u"template"_s, u"aws_launch_template"_s, {u"region"_s});
        add(u"asg"_s, u"aws_autoscaling_group"_s, {u"a1"_s});
        link(u"c"_s, u"asg"_s, u"template"_s, u"launch_template.id"_s);
        QCOMPARE(effective(u"asg"_s).value(u"launch_template"_s), Value(ValueList{ValueMap{{u"id"_s, reference(u"template"_s)}}}));
    }

    void scalarKeepsWhatItHas()
    {
        add(u"nat"_s, u"aws_nat_gateway"_s, {u"a1"_s}, {{u"allocation_id"_s, u"eipalloc-1"_s}});
        add(u"eip"_s, u"aws_eip"_s, {u"region"_s});
        link(u"c"_s, u"nat"_s, u"eip"_s, u"allocation_id"_s);
        QCOMPARE(effective(u"nat"_s).value(u"allocation_id"_s), Value(u"eipalloc-1"_s));
    }

    void regionAndEnclosing()
    {
        QCOMPARE(containment::regionOf(m_blueprint, ResourceId(u"a1"_s)), u"eu-west-1"_s);
        QCOMPARE(containment::regionOf(m_blueprint, ResourceId(u"region"_s)), u"eu-west-1"_s);
        QCOMPARE(containment::regionOf(m_blueprint, ResourceId(u"account"_s)), u"us-east-1"_s);
        QCOMPARE(containment::enclosing(m_blueprint, ResourceId(u"tier"_s), u"aws_vpc"_s), ResourceId(u"vpc"_s));
        QVERIFY(containment::enclosing(m_blueprint, ResourceId(u"vpc"_s), u"aws_vpc"_s).isEmpty());
    }

    void labelsAreFilled()
    {
        add(u"template"_s, u"aws_launch_template"_s, {u"region"_s}, {{u"instance_type"_s, u"t3.medium"_s}});
        add(u"asg"_s, u"aws_autoscaling_group"_s, {u"a1"_s});
        link(u"c"_s, u"asg"_s, u"template"_s, u"launch_template.id"_s);
        const auto text = [&](const QString &id) { return shortLabel(m_blueprint, m_catalog, *m_blueprint.find(ResourceId(id))); };
        QCOMPARE(text(u"asg"_s), u"t3.medium"_s);
        QCOMPARE(text(u"vpc"_s), u"10.0.0.0/16"_s);
        QCOMPARE(text(u"b"_s), u"Subnet"_s); // nothing to fill in
    }

    void optionsInBothDirections()
    {
        add(u"asg"_s, u"aws_autoscaling_group"_s, {u"a1"_s});
        add(u"group"_s, u"aws_lb_target_group"_s, {u"vpc"_s});
        const auto options = connections::options(m_blueprint, m_catalog, ResourceId(u"group"_s), ResourceId(u"asg"_s));
        QVERIFY(!options.isEmpty());
        QCOMPARE(options.first().kind, u"reference"_s);
        QVERIFY(options.first().reversed);
        QCOMPARE(options.first().properties.value(u"attribute"_s), Value(u"target_group_arns"_s));
        QCOMPARE(options.first().title, u"Adds the arn of group to target_group_arns of asg"_s);
        link(u"c"_s, u"asg"_s, u"group"_s, u"target_group_arns"_s, u"arn"_s);
        for (const auto &option : connections::options(m_blueprint, m_catalog, ResourceId(u"group"_s), ResourceId(u"asg"_s)))
            QVERIFY(option.properties.value(u"attribute"_s) != Value(u"target_group_arns"_s)); // drawn already
    }

    void zonesAreNoOptions()
    {
        add(u"server"_s, u"aws_instance"_s, {u"a1"_s});
        for (const auto &option : connections::options(m_blueprint, m_catalog, ResourceId(u"server"_s), ResourceId(u"a1"_s)))
            QVERIFY(option.properties.value(u"attribute"_s) != Value(u"subnet_id"_s));
    }

    void networkAccessProposesThePort()
    {
        add(u"internet"_s, u"groundplan_external"_s);
        add(u"alb"_s, u"aws_lb"_s, {u"a1"_s});
        add(u"asg"_s, u"aws_autoscaling_group"_s, {u"a1"_s});
        add(u"db"_s, u"aws_db_instance"_s, {u"a1"_s}, {{u"engine"_s, u"mysql"_s}});
        add(u"redis"_s, u"aws_elasticache_replication_group"_s, {u"a1"_s}, {{u"port"_s, 6380}});
        add(u"bucket"_s, u"aws_s3_bucket"_s, {u"region"_s});
        const auto port = [&](const QString &from, const QString &to) {
            const auto options = connections::options(m_blueprint, m_catalog, ResourceId(from), ResourceId(to));
            return !options.isEmpty() && options.first().kind == "network_access"_L1
                ? options.first().properties.value(u"ports"_s).toList().value(0).toInteger()
                : 0;
        };
        QCOMPARE(port(u"internet"_s, u"alb"_s), 443);
        QCOMPARE(port(u"asg"_s, u"db"_s), 3306);
        QCOMPARE(port(u"asg"_s, u"redis"_s), 6380);
        QCOMPARE(port(u"asg"_s, u"bucket"_s), 0);
        QCOMPARE(port(u"internet"_s, u"bucket"_s), 0);
    }

    void exampleStandsAsTheCatalogSays()
    {
        const auto loaded = blueprintfile::load(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/resources/examples/three-tier.groundplan"));
        QVERIFY(loaded.ok());
        const Blueprint &example = loaded.value();
        example.forEach<Resource>([&](const Resource &resource) {
            for (const ResourceId &zone : resource.zones) {
                const auto allowed = containment::mayStandIn(example, m_catalog, resource.type, zone);
                QVERIFY2(allowed.ok(), allowed ? "" : qPrintable(resource.name + u": "_s + allowed.error().message));
            }
            if (resource.zones.isEmpty())
                QVERIFY2(containment::mayStandIn(example, m_catalog, resource.type, {}).ok(), qPrintable(resource.name));
            const auto type = m_catalog.type(resource.type);
            if (!type->schema)
                return;
            const PropertyMap effective = containment::effectiveProperties(example, m_catalog, resource);
            for (const AttributeSchema &attribute : type->schema->attributes) {
                if (attribute.required)
                    QVERIFY2(!effective.value(attribute.name).isNull(), qPrintable(resource.name + u" has no "_s + attribute.name));
            }
        });
        example.forEach<Connection>([&](const Connection &line) {
            if (line.kind != "reference"_L1)
                return;
            const auto type = m_catalog.type(example.find(line.from)->type);
            const AttributeSchema *attribute = type->schema->attributeAt(line.properties.value(u"attribute"_s).toString());
            QVERIFY2(attribute && attribute->isSettable(), qPrintable(line.id.text()));
        });
    }

    void linesAreLabelled()
    {
        Connection line{ConnectionId(u"c"_s),
                        ResourceId(u"a1"_s),
                        ResourceId(u"b"_s),
                        u"network_access"_s,
                        {{u"protocol"_s, u"tcp"_s}, {u"ports"_s, ValueList{443, u"8000-8080"_s}}},
                        {}};
        QCOMPARE(connections::label(m_blueprint, m_catalog, line), u"tcp 443, 8000-8080"_s);
        QCOMPARE(connections::lineKind(line), connections::LineKind::Traffic);
        line.kind = u"reference"_s;
        line.properties = {{u"attribute"_s, u"target_group_arns"_s}};
        QCOMPARE(connections::label(m_blueprint, m_catalog, line), u"target group"_s);
        QCOMPARE(connections::lineKind(line), connections::LineKind::Reference);
        line.properties = {{u"attribute"_s, u"launch_template.id"_s}};
        QCOMPARE(connections::label(m_blueprint, m_catalog, line), u"launch template"_s);
        line.properties = {{u"attribute"_s, u"role_arn"_s}};
        QCOMPARE(connections::lineKind(line), connections::LineKind::Trust);
    }
};

QTEST_GUILESS_MAIN(TestContainment)
#include "test_containment.moc"
