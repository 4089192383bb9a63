// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deployment/plan.h"

#include <QFile>
#include <QTest>

using namespace groundplan;

/// Plans as the real engine prints them (data/ was recorded), and as it hopefully never does.
class TestDeploymentPlan : public QObject {
    Q_OBJECT

    static QByteArray sample(const QString &name)
    {
        QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/model/deployment/data/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static const PlannedChange *changeOf(const Plan &plan, const QString &address)
    {
        for (const PlannedChange &change : plan.changes) {
            if (change.address == address)
                return &change;
        }
        return nullptr;
    }

private Q_SLOTS:
    void readsEveryActionOfARecordedPlan()
    {
        const Result<Plan> plan = parsePlan(sample(QStringLiteral("plan.json")));
        QVERIFY2(plan.ok(), plan.ok() ? "" : qPrintable(plan.error().text()));
        QVERIFY(!plan->engineVersion.isEmpty());
        QCOMPARE(plan->changes.size(), 5);
        QCOMPARE(plan->count(PlannedAction::Create), 1);
        QCOMPARE(plan->count(PlannedAction::Update), 1);
        QCOMPARE(plan->count(PlannedAction::Replace), 2);
        QCOMPARE(plan->count(PlannedAction::Delete), 1);
        QVERIFY(plan->changesOutputs);
        QVERIFY(!plan->isEmpty());

        const PlannedChange *update = changeOf(*plan, QStringLiteral("terraform_data.a"));
        QVERIFY(update);
        QCOMPARE(update->type, QStringLiteral("terraform_data"));
        QVERIFY(update->changedAttributes.contains(QStringLiteral("input.size")));
        QVERIFY(update->changedAttributes.contains(QStringLiteral("output")));
        QVERIFY(!update->changedAttributes.contains(QStringLiteral("input.tags.Name")));

        const PlannedChange *replace = changeOf(*plan, QStringLiteral("terraform_data.b[\"x\"]"));
        QVERIFY(replace);
        QCOMPARE(replace->replaceReasons, QStringList{QStringLiteral("triggers_replace")});
    }

    void keepsNoValueOfASensitiveAttribute()
    {
        const QByteArray json = sample(QStringLiteral("plan.json"));
        QVERIFY(json.contains("hunter")); // otherwise this proves nothing
        const Result<Plan> plan = parsePlan(json);
        QVERIFY(plan.ok());
        for (const PlannedChange &change : plan->changes)
            QVERIFY(!(change.changedAttributes + change.replaceReasons).join(QLatin1Char(' ')).contains(QLatin1String("hunter")));
    }

    void noOpsAreLeftOut()
    {
        const Result<Plan> plan = parsePlan(R"({"format_version":"1.2","resource_changes":[
            {"address":"a.b","type":"a","name":"b","change":{"actions":["no-op"]}},
            {"address":"data.a.b","type":"a","name":"b","mode":"data","change":{"actions":["read"]}}]})");
        QVERIFY(plan.ok());
        QCOMPARE(plan->changes.size(), 1);
        QVERIFY(plan->isEmpty()); // a read changes nothing
    }

    void forgettingIsADelete()
    {
        const Result<Plan> plan = parsePlan(R"({"format_version":"1.2","resource_changes":[
            {"address":"a.b","type":"a","name":"b","change":{"actions":["forget"]}},
            {"address":"a.c","type":"a","name":"c","change":{"actions":["create","delete"]}}]})");
        QVERIFY(plan.ok());
        QCOMPARE(plan->changes.value(0).action, PlannedAction::Delete);
        QCOMPARE(plan->changes.value(1).action, PlannedAction::Replace);
    }

    void refusesWhatIsNoPlan_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("Error: no such file");
        QTest::newRow("cut") << sample(QStringLiteral("plan.json")).left(700);
        QTest::newRow("list") << QByteArray("[1,2]");
        QTest::newRow("without a format") << QByteArray("{}");
        QTest::newRow("newer format") << QByteArray(R"({"format_version":"2.0"})");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"format_version\":\"1.0\",\"x\":\"\xff\xfe\"}");
        QTest::newRow("too deep") << QByteArray(R"({"format_version":"1.0","x":)") + QByteArray(100000, '[') + QByteArray(100000, ']')
                + "}";
    }

    void refusesWhatIsNoPlan()
    {
        QFETCH(QByteArray, text);
        const Result<Plan> plan = parsePlan(text);
        QVERIFY(!plan.ok());
        QVERIFY(!plan.error().message.isEmpty());
    }

    void survivesOddTypes()
    {
        const Result<Plan> plan = parsePlan(R"({"format_version":"1.2","terraform_version":7,"output_changes":3,"resource_changes":[
            1, null, {"address":5}, {"address":"a.b","change":7}, {"address":"a.c","change":{"actions":[3,4]}},
            {"address":"a.d","change":{"actions":["update"],"before":[1],"after":{"x":1},"after_unknown":true,"replace_paths":[1,[[]]]}}]})");
        QVERIFY(plan.ok());
        QCOMPARE(plan->changes.size(), 1);
    }

    void everyPrefixOfAPlanIsReadOrRefused()
    {
        const QByteArray json = sample(QStringLiteral("plan.json"));
        for (qsizetype length = 0; length < json.size(); length += 37)
            QVERIFY(!parsePlan(json.left(length)).ok());
    }

    void addressesLoseTheirInstanceKeys()
    {
        QCOMPARE(withoutInstanceKeys(QStringLiteral("a.b")), QStringLiteral("a.b"));
        QCOMPARE(withoutInstanceKeys(QStringLiteral("a.b[0]")), QStringLiteral("a.b"));
        QCOMPARE(withoutInstanceKeys(QStringLiteral("module.m[\"k\"].a.b[\"y]\\\"z\"]")), QStringLiteral("module.m.a.b"));
    }

    void overlayShowsTheGravestActionOfAResource()
    {
        Plan plan;
        plan.changes = {{QStringLiteral("t.a[0]"), {}, {}, PlannedAction::Create, {}, {}},
                        {QStringLiteral("t.a[1]"), {}, {}, PlannedAction::Replace, {}, {}},
                        {QStringLiteral("t.a[2]"), {}, {}, PlannedAction::Update, {}, {}},
                        {QStringLiteral("t.gone"), {}, {}, PlannedAction::Delete, {}, {}}};
        const ResourceId a(QStringLiteral("aaaaaaaaaa"));
        attachResources(plan, {{QStringLiteral("t.a"), a}});
        QCOMPARE(plan.changes.at(1).resource, a);
        QVERIFY(plan.changes.at(3).resource.isEmpty());
        const QHash<ResourceId, PlannedAction> overlay = planOverlay(plan);
        QCOMPARE(overlay.size(), 1);
        QCOMPARE(overlay.value(a), PlannedAction::Replace);
    }
};

QTEST_GUILESS_MAIN(TestDeploymentPlan)
#include "test_deployment_plan.moc"
