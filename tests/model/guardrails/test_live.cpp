// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"
#include "tests/model/guardrails/guardrailstest.h"

#include <QRandomGenerator>

using namespace groundplan;

/// Findings kept up to date edit by edit end where a full check ends, whatever the edits are.
class TestLive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manyRandomEditsEndLikeAFullCheck_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void manyRandomEditsEndLikeAFullCheck()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        Sketch sketch = Sketch::network();
        LiveFindings live(m_checker);
        live.reset(sketch.blueprint);
        for (int step = 0; step < 150; ++step) {
            const Result<ChangeSet> edit = randomEdit(random, sketch.blueprint);
            if (!edit || edit->isEmpty() || !sketch.blueprint.apply(*edit))
                continue;
            const auto before = live.byResource();
            const QSet<ResourceId> differing = live.update(sketch.blueprint, *edit);
            const QList<Finding> expected = m_checker.checkAll(sketch.blueprint);
            if (live.sorted() != expected)
                QFAIL(qPrintable(QStringLiteral("After step %1, %2:\n%3").arg(step).arg(edit->text, difference(live.sorted(), expected))));
            for (auto it = before.begin(); it != before.end(); ++it)
                QCOMPARE(live.byResource().value(it.key()) != it.value(), differing.contains(it.key()));
            int counted = 0;
            for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Notice})
                counted += live.count(severity);
            QCOMPARE(counted, expected.size());
            if (step % 10 == 9) { // and back: undo is an edit like any other
                const ChangeSet undo = inverse(*edit);
                sketch.apply(undo);
                live.update(sketch.blueprint, undo);
                QCOMPARE(live.sorted(), m_checker.checkAll(sketch.blueprint));
            }
        }
    }
    void aCycleThatFallsApartLeavesTheSmallerOne()
    {
        Sketch sketch; // a → d → c → b → a, and c ↔ d: without b, c and d remain
        const QString type = QStringLiteral("aws_security_group"), key = QStringLiteral("tags");
        for (const char *id : {"a", "b", "c", "d"})
            sketch.add(QLatin1String(id), type);
        const auto refer = [](std::initializer_list<const char *> ids) {
            PropertyMap map;
            for (const char *id : ids)
                map.insert(QLatin1String(id), Sketch::ref(id));
            return Value(map);
        };
        sketch.set(QStringLiteral("a"), key, refer({"d"})).set(QStringLiteral("d"), key, refer({"c"}));
        sketch.set(QStringLiteral("c"), key, refer({"b", "d"})).set(QStringLiteral("b"), key, refer({"a"}));
        LiveFindings live(m_checker);
        live.reset(sketch.blueprint);
        const auto edit = edits::setProperty(sketch.blueprint, {ResourceId(QStringLiteral("b"))}, key, {});
        sketch.apply(*edit);
        live.update(sketch.blueprint, *edit);
        QCOMPARE(live.sorted(), m_checker.checkAll(sketch.blueprint));
        QVERIFY(live.worst(ResourceId(QStringLiteral("c"))));
    }
    void anEditElsewhereConcernsNobody()
    {
        Sketch sketch = Sketch::network();
        sketch.add(QStringLiteral("bucket"), QStringLiteral("aws_s3_bucket"));
        LiveFindings live(m_checker);
        live.reset(sketch.blueprint);
        const auto edit =
            edits::setProperty(sketch.blueprint, {ResourceId(QStringLiteral("vpc"))}, QStringLiteral("enable_dns_support"), true);
        sketch.apply(*edit);
        QCOMPARE(live.update(sketch.blueprint, *edit), QSet<ResourceId>());
    }
    void anAcceptedFindingIsGoneAndComesBack()
    {
        Sketch sketch = Sketch::network();
        sketch.set(QStringLiteral("private_a"), QStringLiteral("cidr_block"), Sketch::text("192.168.0.0/24"));
        LiveFindings live(m_checker);
        live.reset(sketch.blueprint);
        QCOMPARE(live.count(Severity::Error), 1);
        const ResourceId subnet(QStringLiteral("private_a"));
        QCOMPARE(live.worst(subnet), std::optional(Severity::Error));
        const QString key = live.byResource().value(subnet).first().key();
        const auto accept = edits::acceptFinding(sketch.blueprint, key, QStringLiteral("on purpose"));
        sketch.apply(*accept);
        QCOMPARE(live.update(sketch.blueprint, *accept), QSet<ResourceId>{subnet});
        QCOMPARE(live.count(Severity::Error), 0);
        QCOMPARE(live.worst(subnet), std::nullopt);
        const auto withdraw = edits::withdrawAcceptance(sketch.blueprint, key);
        sketch.apply(*withdraw);
        live.update(sketch.blueprint, *withdraw);
        QCOMPARE(live.count(Severity::Error), 1);
    }

    void tenThousandResourcesAreCheckedFast()
    {
        const Blueprint large = tenThousand();
        QCOMPARE(large.count<Resource>(), 10000);
        QElapsedTimer timer;
        timer.start();
        const qsizetype found = m_checker.checkAll(large).size();
        const qint64 all = timer.restart();
        LiveFindings live(m_checker);
        live.reset(large);
        const qint64 reset = timer.restart();
        Blueprint after = large;
        qint64 slowest = 0;
        for (const char *id : {"i_5_1_7", "subnet_7_1", "vpc_3", "sg_2"}) {
            const auto edit = edits::setProperty(after, {ResourceId(QString::fromLatin1(id))}, QStringLiteral("tags"),
                                                 Value(PropertyMap{{QStringLiteral("Name"), Sketch::text("x")}}));
            QVERIFY(edit);
            QVERIFY(after.apply(*edit));
            timer.restart();
            live.update(after, *edit);
            slowest = std::max(slowest, timer.nsecsElapsed() / 1000);
        }
        qInfo("%lld findings; all %lld ms, reset %lld ms, slowest update %lld us", qint64(found), all, reset, slowest);
        QVERIFY(all < 10'000 && slowest < 1'000'000); // a debug build on a busy machine: the bench holds the real limits
    }

private:
    /// Ten regions' worth of networks, with instances, groups and balancers.
    static Blueprint tenThousand()
    {
        ChangeSet set;
        const auto add = [&set](const QString &id, const QString &type, const QStringList &zones, const PropertyMap &properties) {
            Resource row;
            row.id = ResourceId(id);
            row.name = id;
            row.type = type;
            for (const QString &zone : zones)
                row.zones.append(ResourceId(zone));
            row.properties = properties;
            set.add(row);
        };
        const auto reference = [](const QString &id) { return Value(Reference{ResourceId(id), QStringLiteral("id")}); };
        for (int v = 0; v < 25; ++v) {
            const QString vpc = QStringLiteral("vpc_%1").arg(v), group = QStringLiteral("sg_%1").arg(v),
                          table = QStringLiteral("rt_%1").arg(v), gateway = QStringLiteral("igw_%1").arg(v);
            add(vpc, QStringLiteral("aws_vpc"), {}, {{QStringLiteral("cidr_block"), Value(QStringLiteral("10.%1.0.0/16").arg(v))}});
            add(group, QStringLiteral("aws_security_group"), {vpc}, {});
            add(gateway, QStringLiteral("aws_internet_gateway"), {vpc}, {});
            add(table, QStringLiteral("aws_route_table"), {vpc}, {});
            add(QStringLiteral("r_%1").arg(v), QStringLiteral("aws_route"), {},
                {{QStringLiteral("route_table_id"), reference(table)},
                 {QStringLiteral("destination_cidr_block"), Sketch::text("0.0.0.0/0")},
                 {QStringLiteral("gateway_id"), reference(gateway)}});
            for (int n = 0; n < 15; ++n) {
                const QString subnet = QStringLiteral("subnet_%1_%2").arg(v).arg(n);
                add(subnet, QStringLiteral("aws_subnet"), {vpc},
                    {{QStringLiteral("cidr_block"), Value(QStringLiteral("10.%1.%2.0/24").arg(v).arg(n))}});
                if (n < 5)
                    add(QStringLiteral("a_%1_%2").arg(v).arg(n), QStringLiteral("aws_route_table_association"), {subnet},
                        {{QStringLiteral("route_table_id"), reference(table)}});
                for (int i = 0; i < 25; ++i)
                    add(QStringLiteral("i_%1_%2_%3").arg(v).arg(n).arg(i), QStringLiteral("aws_instance"), {subnet},
                        {{QStringLiteral("ami"), Sketch::text("ami-1")},
                         {QStringLiteral("instance_type"), Sketch::text("t3.micro")},
                         {QStringLiteral("vpc_security_group_ids"), Value(ValueList{reference(group)})}});
            }
        }
        set.changes.resize(std::min<size_t>(set.changes.size(), 10000));
        for (int i = 0; set.changes.size() < 10000; ++i)
            add(QStringLiteral("bucket_%1").arg(i), QStringLiteral("aws_s3_bucket"), {},
                {{QStringLiteral("bucket"), Value(QStringLiteral("bucket-%1").arg(i))}});
        Blueprint blueprint;
        if (const Result<> done = blueprint.apply(set); !done)
            qFatal("%s", qPrintable(done.error().text()));
        return blueprint;
    }

    static QString difference(const QList<Finding> &now, const QList<Finding> &expected)
    {
        QStringList lines;
        for (const Finding &finding : now)
            if (!expected.contains(finding))
                lines.append(QStringLiteral("too much: ") + finding.key() + QLatin1Char(' ') + finding.message);
        for (const Finding &finding : expected)
            if (!now.contains(finding))
                lines.append(QStringLiteral("missing: ") + finding.key() + QLatin1Char(' ') + finding.message);
        return lines.join(QLatin1Char('\n'));
    }

    static ResourceId anyOf(QRandomGenerator &random, const Blueprint &blueprint)
    {
        const QList<ResourceId> ids = blueprint.ids<Resource>();
        return ids.isEmpty() ? ResourceId() : ids.at(random.bounded(int(ids.size())));
    }

    static Value randomValue(QRandomGenerator &random, const Blueprint &blueprint)
    {
        switch (random.bounded(12)) {
        case 0: return Value();
        case 1: return Value(QStringLiteral("10.0.%1.0/%2").arg(random.bounded(30)).arg(14 + random.bounded(16)));
        case 2: return Value(random.bounded(2) == 0);
        case 3: return Value(VariableReference{random.bounded(2) ? QStringLiteral("size") : QStringLiteral("missing")});
        case 4:
            return Value(ValueList{Value(Reference{anyOf(random, blueprint), QStringLiteral("id")}), Value(QStringLiteral("0.0.0.0/0"))});
        case 5: return Value(QStringLiteral("us-west-2a"));
        case 6: return Value(random.bounded(5));
        case 7: return Value(Expression{QStringLiteral("each.value")});
        case 8: return Value(Expression{QStringLiteral("${ref:%1.id}").arg(anyOf(random, blueprint).text())});
        case 9: return Value(Expression{QStringLiteral("cidrsubnet(${ref:%1.cidr_block}, 8, 3)").arg(anyOf(random, blueprint).text())});
        default: return Value(Reference{anyOf(random, blueprint), random.bounded(4) ? QStringLiteral("id") : QStringLiteral("nothing")});
        }
    }

    static Result<ChangeSet> randomEdit(QRandomGenerator &random, const Blueprint &blueprint)
    {
        static const QStringList keys{QStringLiteral("cidr_block"),
                                      QStringLiteral("vpc_id"),
                                      QStringLiteral("subnet_id"),
                                      QStringLiteral("subnets"),
                                      QStringLiteral("route_table_id"),
                                      QStringLiteral("gateway_id"),
                                      QStringLiteral("internal"),
                                      QStringLiteral("map_public_ip_on_launch"),
                                      QStringLiteral("zone"),
                                      QStringLiteral("region"),
                                      QStringLiteral("availability_zone"),
                                      QStringLiteral("nonsense"),
                                      QStringLiteral("security_groups"),
                                      QStringLiteral("db_subnet_group_name"),
                                      QStringLiteral("subnet_ids"),
                                      QStringLiteral("availability_zones"),
                                      QStringLiteral("default_route_table_id"),
                                      QStringLiteral("destination_cidr_block"),
                                      QStringLiteral("route"),
                                      QStringLiteral("peer_vpc_id"),
                                      QStringLiteral("bucket")};
        static const QStringList types{QStringLiteral("aws_subnet"),
                                       QStringLiteral("aws_lb"),
                                       QStringLiteral("aws_instance"),
                                       QStringLiteral("aws_route_table_association"),
                                       QStringLiteral("aws_route"),
                                       QStringLiteral("aws_vpc"),
                                       QStringLiteral("groundplan_availability_zone"),
                                       QStringLiteral("groundplan_group"),
                                       QStringLiteral("aws_security_group"),
                                       QStringLiteral("aws_vpc_endpoint"),
                                       QStringLiteral("aws_flow_log"),
                                       QStringLiteral("aws_nat_gateway"),
                                       QStringLiteral("aws_autoscaling_group"),
                                       QStringLiteral("aws_db_instance"),
                                       QStringLiteral("aws_db_subnet_group"),
                                       QStringLiteral("aws_default_route_table"),
                                       QStringLiteral("aws_main_route_table_association"),
                                       QStringLiteral("aws_vpc_peering_connection"),
                                       QStringLiteral("aws_s3_bucket_public_access_block"),
                                       QStringLiteral("aws_s3_bucket")};
        const ResourceId one = anyOf(random, blueprint), other = anyOf(random, blueprint);
        ChangeSet changes;
        switch (random.bounded(10)) {
        case 0:
        case 1: {
            edits::NewResource resource;
            resource.type = types.at(random.bounded(int(types.size())));
            resource.nameHint = QStringLiteral("public thing");
            if (random.bounded(3) > 0)
                resource.zones = {other};
            resource.properties.insert(keys.at(random.bounded(int(keys.size()))), randomValue(random, blueprint));
            return edits::addResource(blueprint, resource);
        }
        case 2: return random.bounded(3) == 0 ? edits::removeResources(blueprint, {one}) : Result<ChangeSet>(changes);
        case 3: { // into another zone; the blueprint refuses a zone inside itself
            const Resource *before = blueprint.find(one);
            Resource after = *before;
            after.zones = random.bounded(3) ? QList<ResourceId>{other} : QList<ResourceId>{};
            changes.replace(*before, after);
            return changes;
        }
        case 4: {
            const Resource *before = blueprint.find(one);
            Resource after = *before;
            after.name = random.bounded(2) ? QStringLiteral("same") : QStringLiteral("9 bad name");
            changes.replace(*before, after);
            return changes;
        }
        case 5:
            return edits::connect(blueprint, one, other, random.bounded(2) ? QStringLiteral("network_access") : QStringLiteral("reference"),
                                  {{QStringLiteral("attribute"), Value(keys.at(random.bounded(int(keys.size()))))},
                                   {QStringLiteral("target_attribute"), Value(QStringLiteral("id"))}});
        case 6: {
            Variable variable;
            variable.id = VariableId(QStringLiteral("size"));
            variable.defaultValue = randomValue(random, blueprint);
            return edits::setVariable(blueprint, variable);
        }
        case 7: {
            const Value each(PropertyMap{{QStringLiteral("a"), Value(Reference{other, QStringLiteral("id")})}});
            return edits::setMeta(blueprint, {one}, QStringLiteral("for_each"), random.bounded(3) ? each : Value());
        }
        default: return edits::setProperty(blueprint, {one}, keys.at(random.bounded(int(keys.size()))), randomValue(random, blueprint));
        }
    }

    const Catalog m_catalog;
    const Checker m_checker{m_catalog};
};

QTEST_GUILESS_MAIN(TestLive)
#include "test_live.moc"
