// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/costing/costingfixture.h"

#include <QRandomGenerator>
#include <QRegularExpression>

using namespace groundplan;
using namespace groundplan::test;

namespace {

Resource resource(const QString &id, const QString &type, const char *properties, const QList<ResourceId> &zones)
{
    return {ResourceId(id), type, id, zones, json(properties).toMap(), {}, {}};
}

/// Random edits of a small cloud: everything whose price depends on something else is in it.
class Editor {
public:
    explicit Editor(quint32 seed) : m_random(seed)
    {
        m_drawing.add(QStringLiteral("eu"), QStringLiteral("groundplan_region"), R"({"region": "eu-west-1"})", {});
        ChangeSet variables;
        Variable size;
        size.id = VariableId(QStringLiteral("size"));
        size.defaultValue = QStringLiteral("t3.small");
        variables.add(size);
        if (!m_drawing.blueprint.apply(variables))
            qFatal("no variable");
        m_drawing.add(QStringLiteral("vpc"), QStringLiteral("aws_vpc"), "{}");
        m_drawing.add(QStringLiteral("net"), QStringLiteral("aws_subnet"), "{}", {ResourceId(QStringLiteral("vpc"))});
        m_drawing.add(QStringLiteral("lt"), QStringLiteral("aws_launch_template"), R"({"instance_type": {"$var": "size"}})");
    }

    const Blueprint &blueprint() const { return m_drawing.blueprint; }

    /// The next edit, applied; sets that would break the blueprint are tried again.
    ChangeSet next()
    {
        while (true) {
            const ChangeSet set = proposal();
            if (!set.isEmpty() && m_drawing.blueprint.apply(set))
                return set;
        }
    }

private:
    int below(int end) { return int(m_random.bounded(end)); }
    template <class T> T any(const QList<T> &list) { return list.at(below(int(list.size()))); }
    ResourceId anyResource() { return any(m_drawing.blueprint.ids<Resource>()); }

    ChangeSet proposal()
    {
        ChangeSet set;
        const Blueprint &now = m_drawing.blueprint;
        switch (below(9)) {
        case 0:
        case 1: {
            static const QList<std::pair<const char *, const char *>> kinds{
                {"aws_instance", R"({"instance_type": "t3.medium"})"},
                {"aws_instance", R"({"instance_type": {"$var": "size"}})"},
                {"aws_autoscaling_group", R"({"desired_capacity": 3, "launch_template": [{"id": {"$ref": {"to": "lt", "attr": "id"}}}]})"},
                {"aws_nat_gateway", "{}"},
                {"aws_db_instance", R"({"engine": "postgres", "instance_class": "db.t3.medium", "multi_az": true})"},
                {"aws_lb", R"({"load_balancer_type": "application"})"},
                {"aws_security_group", "{}"},
                {"aws_cognito_user_pool", "{}"},
                {"aws_launch_template", R"({"instance_type": "m5.large"})"}};
            const auto [type, properties] = any(kinds);
            const ResourceId zone(any(QStringList{QStringLiteral("r"), QStringLiteral("eu"), QStringLiteral("net")}));
            set.add(resource(QStringLiteral("x%1").arg(m_next++), QString::fromLatin1(type), properties, {zone}));
            break;
        }
        case 2: { // another size, another template's size
            const Resource row = *now.find(anyResource());
            Resource after = row;
            if (row.type == QLatin1String("aws_instance") || row.type == QLatin1String("aws_launch_template"))
                after.properties.insert(
                    QStringLiteral("instance_type"),
                    any(QStringList{QStringLiteral("t3.micro"), QStringLiteral("m5.xlarge"), QStringLiteral("nonsense")}));
            else if (row.type == QLatin1String("aws_autoscaling_group"))
                after.properties.insert(QStringLiteral("desired_capacity"), below(5));
            else
                after.meta.insert(QStringLiteral("count"), below(4));
            set.replace(row, after);
            break;
        }
        case 3: { // another region, alone or with all that is in the VPC
            const Resource row = *now.find(any(QList<ResourceId>{ResourceId(QStringLiteral("vpc")), anyResource()}));
            if (row.type == QLatin1String("groundplan_region") || row.id == ResourceId(QStringLiteral("net")))
                break;
            Resource after = row;
            after.zones = {ResourceId(any(QStringList{QStringLiteral("r"), QStringLiteral("eu")}))};
            set.replace(row, after);
            break;
        }
        case 4: { // the region itself
            const Resource row = *now.find(ResourceId(QStringLiteral("eu")));
            Resource after = row;
            after.properties.insert(
                QStringLiteral("region"),
                any(QStringList{QStringLiteral("eu-west-1"), QStringLiteral("us-east-1"), QStringLiteral("mars-north-1")}));
            set.replace(row, after);
            break;
        }
        case 5: { // public addresses for what stands in the subnet
            const Resource row = *now.find(ResourceId(QStringLiteral("net")));
            Resource after = row;
            after.properties.insert(QStringLiteral("map_public_ip_on_launch"), below(2) == 0);
            set.replace(row, after);
            break;
        }
        case 6: {
            const Variable row = *now.find(VariableId(QStringLiteral("size")));
            Variable after = row;
            after.defaultValue = any(QStringList{QStringLiteral("t3.small"), QStringLiteral("c5.large"), QString()});
            set.replace(row, after);
            break;
        }
        case 7: { // a group gets its template by a connection
            const ResourceId group = anyResource();
            if (now.find(group)->type == QLatin1String("aws_autoscaling_group"))
                set.add(Connection{ConnectionId(QStringLiteral("c%1").arg(m_next++)),
                                   group,
                                   ResourceId(QStringLiteral("lt")),
                                   QStringLiteral("reference"),
                                   {{QStringLiteral("attribute"), QStringLiteral("launch_template.id")},
                                    {QStringLiteral("target_attribute"), QStringLiteral("id")}},
                                   {}});
            break;
        }
        default:
            if (const ResourceId gone = anyResource(); gone.text().startsWith(u'x'))
                set.remove(*now.find(gone));
        }
        return set;
    }

    QRandomGenerator m_random;
    Drawing m_drawing;
    int m_next = 0;
};

} // namespace

class TestLiveEstimate : public QObject {
    Q_OBJECT

    Catalog m_catalog;
    Estimator m_estimator{m_catalog};

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void anyEditsGiveWhatAFullEstimateGives_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void anyEditsGiveWhatAFullEstimateGives()
    {
        QFETCH(quint32, seed);
        Editor editor(seed);
        LiveEstimate live(m_estimator, m_catalog);
        live.reset(editor.blueprint());
        for (int step = 0; step < 200; ++step) {
            const Money before = live.monthly();
            const QHash<ResourceId, ResourceCost> costsBefore = live.byResource();
            const ChangeSet set = editor.next();
            const QSet<ResourceId> different = live.update(editor.blueprint(), set);
            const Estimate all = m_estimator.estimate(editor.blueprint());
            QCOMPARE(live.monthly().text(), all.monthly.text());
            QCOMPARE(live.unpricedCount(), all.unpricedCount);
            QVERIFY(live.byCategory() == all.byCategory);
            QCOMPARE(live.byResource().size(), all.resources.size());
            for (const ResourceCost &cost : all.resources)
                QVERIFY2(live.byResource().value(cost.resource) == cost, qPrintable(cost.resource.text()));
            QCOMPARE((live.monthly() - before).text(), live.lastDifference().text());
            for (const ResourceId &id : different)
                QVERIFY(!(costsBefore.value(id) == live.byResource().value(id))
                        || costsBefore.contains(id) != live.byResource().contains(id));
        }
    }

    void undoingAnEditTakesItsCostBack()
    {
        Editor editor(77);
        LiveEstimate live(m_estimator, m_catalog);
        Blueprint now = editor.blueprint();
        live.reset(now);
        for (int step = 0; step < 60; ++step) {
            const Money before = live.monthly();
            const ChangeSet set = editor.next();
            QVERIFY(now.apply(set));
            live.update(now, set);
            Blueprint undone = now;
            QVERIFY(undone.apply(inverse(set)));
            live.update(undone, inverse(set));
            QCOMPARE(live.monthly().text(), before.text());
            live.update(now, set);
        }
    }
};

QTEST_GUILESS_MAIN(TestLiveEstimate)
#include "test_liveestimate.moc"
