// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deployment/deployment.h"

#include <QTest>

using namespace groundplan;

namespace {

const QByteArray emptyPlan = R"({"format_version":"1.2","resource_changes":[]})";
const QByteArray smallPlan = R"({"format_version":"1.2","resource_changes":[
    {"address":"t.a","type":"t","name":"a","change":{"actions":["create"]}},
    {"address":"t.b[0]","type":"t","name":"b","change":{"actions":["delete","create"]}}]})";

StepOutcome good(const QByteArray &plan = {}) { return {0, false, false, {}, {}, plan}; }

/// Runs a deployment up to its review.
void planned(Deployment &deployment, DeployGoal goal = DeployGoal::Plan, const QByteArray &plan = smallPlan)
{
    QVERIFY(deployment.start(goal, "code-1").ok());
    std::optional<DeployStep> step = DeployStep::Init;
    while (step)
        step = deployment.stepEnded(good(*step == DeployStep::Show ? plan : QByteArray()));
    QCOMPARE(deployment.state().phase, DeployPhase::Reviewing);
}

} // namespace

class TestDeployment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanGoesThroughItsStepsAndWaits()
    {
        Deployment deployment;
        const Result<DeployStep> first = deployment.start(DeployGoal::Plan, "code");
        QVERIFY(first.ok());
        QCOMPARE(first.value(), DeployStep::Init);
        QCOMPARE(deployment.stepEnded(good()), DeployStep::Validate);
        QCOMPARE(deployment.stepEnded(good()), DeployStep::Plan);
        QCOMPARE(deployment.stepEnded(good()), DeployStep::Show);
        QVERIFY(!deployment.stepEnded(good(smallPlan)));
        QCOMPARE(deployment.state().phase, DeployPhase::Reviewing);
        QVERIFY(deployment.state().mayApply());
        QCOMPARE(deployment.state().message, QStringLiteral("1 to create, 1 to replace."));
    }

    void validateStopsAfterValidating()
    {
        Deployment deployment;
        QVERIFY(deployment.start(DeployGoal::Validate, "code").ok());
        deployment.stepEnded(good());
        QVERIFY(!deployment.stepEnded(good()));
        QCOMPARE(deployment.state().phase, DeployPhase::Valid);
    }

    void applyCountsOperations()
    {
        Deployment deployment;
        planned(deployment);
        const Result<DeployStep> step = deployment.apply("code-1");
        QVERIFY(step.ok());
        QCOMPARE(step.value(), DeployStep::Apply);
        QCOMPARE(deployment.state().progress.total, 3); // a replacement is a delete and a create
        deployment.take(parseEvent(R"({"type":"apply_start","hook":{"resource":{"addr":"t.a"},"action":"create"}})"));
        QCOMPARE(deployment.state().progress.current, QStringLiteral("t.a"));
        QCOMPARE(deployment.state().progress.done, 0);
        deployment.take(parseEvent(R"({"type":"apply_complete","hook":{"resource":{"addr":"t.a"},"action":"create"}})"));
        deployment.take(parseEvent(R"({"type":"apply_complete","hook":{"resource":{"addr":"data.t.a"},"action":"read"}})"));
        QCOMPARE(deployment.state().progress.done, 1);
        QVERIFY(!deployment.stepEnded(good()));
        QCOMPARE(deployment.state().phase, DeployPhase::Applied);
        QVERIFY(!deployment.apply("code-1").ok()); // a plan is applied once
    }

    void changedCodeMustBePlannedAgain()
    {
        Deployment deployment;
        planned(deployment);
        deployment.compareCode("code-2");
        QVERIFY(deployment.state().planIsStale);
        QVERIFY(!deployment.state().mayApply());
        deployment.compareCode("code-1"); // undone
        QVERIFY(deployment.state().mayApply());
        const Result<DeployStep> refused = deployment.apply("code-2");
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.contains(QLatin1String("changed")));
        QCOMPARE(deployment.state().phase, DeployPhase::Reviewing);
    }

    void aDestroyIsAPlanThatIsReviewedAndApplied()
    {
        Deployment deployment;
        planned(deployment, DeployGoal::PlanDestroy,
                R"({"format_version":"1.2","resource_changes":[{"address":"t.a","change":{"actions":["delete"]}}]})");
        QVERIFY(deployment.state().isDestroy());
        QVERIFY(deployment.apply("whatever is drawn now").ok());
        QVERIFY(!deployment.stepEnded(good()));
        QCOMPARE(deployment.state().phase, DeployPhase::Applied);
    }

    void anEmptyPlanIsNotApplied()
    {
        Deployment deployment;
        planned(deployment, DeployGoal::Plan, emptyPlan);
        QVERIFY(!deployment.state().mayApply());
        QVERIFY(!deployment.apply("code-1").ok());
    }

    void aFailedStepEndsTheRun_data()
    {
        QTest::addColumn<int>("goodSteps");
        for (int i = 0; i < 4; ++i)
            QTest::addRow("after %d", i) << i;
    }

    void aFailedStepEndsTheRun()
    {
        QFETCH(int, goodSteps);
        Deployment deployment;
        QVERIFY(deployment.start(DeployGoal::Plan, "code").ok());
        for (int i = 0; i < goodSteps; ++i)
            QVERIFY(deployment.stepEnded(good()));
        deployment.take(parseEvent(R"({"type":"diagnostic","diagnostic":{"severity":"error","summary":"Broken"}})"));
        QVERIFY(!deployment.stepEnded({1}));
        QCOMPARE(deployment.state().phase, DeployPhase::Failed);
        QCOMPARE(deployment.state().diagnostics.size(), 1);
        QVERIFY(!deployment.state().message.isEmpty());
        QVERIFY(deployment.start(DeployGoal::Plan, "code").ok()); // and another can begin
    }

    void aDeadEngineIsSaidSo()
    {
        Deployment deployment;
        QVERIFY(deployment.start(DeployGoal::Plan, "code").ok());
        deployment.stepEnded({9, true, false, QStringLiteral("signal 9")});
        QCOMPARE(deployment.state().phase, DeployPhase::Failed);
        QVERIFY(deployment.state().message.contains(QLatin1String("signal 9")));
    }

    void aGarbledPlanIsNotReviewed()
    {
        Deployment deployment;
        QVERIFY(deployment.start(DeployGoal::Plan, "code").ok());
        for (int i = 0; i < 3; ++i)
            QVERIFY(deployment.stepEnded(good()));
        QVERIFY(!deployment.stepEnded(good("not a plan")));
        QCOMPARE(deployment.state().phase, DeployPhase::Failed);
        QVERIFY(!deployment.apply("code").ok());
    }

    void cancelEndsTheRunAfterTheStep()
    {
        Deployment deployment;
        QVERIFY(deployment.start(DeployGoal::Plan, "code").ok());
        deployment.cancel();
        QVERIFY(deployment.state().isCancelling);
        QVERIFY(!deployment.stepEnded(good()));
        QCOMPARE(deployment.state().phase, DeployPhase::Cancelled);
        QVERIFY(!deployment.state().isCancelling);
    }

    void anApplyThatWasThroughIsNotCancelled()
    {
        Deployment deployment;
        planned(deployment);
        QVERIFY(deployment.apply("code-1").ok());
        deployment.cancel();
        QVERIFY(!deployment.stepEnded(good()));
        QCOMPARE(deployment.state().phase, DeployPhase::Applied);
    }

    void onlyOneRunAtATime()
    {
        Deployment deployment;
        QVERIFY(deployment.start(DeployGoal::Plan, "code").ok());
        QVERIFY(!deployment.start(DeployGoal::Validate, "code").ok());
        QVERIFY(!deployment.apply("code").ok());
        QVERIFY(!deployment.resume(DeployGoal::Plan, "code").ok());
    }

    void aSavedPlanIsTakenUpAgain()
    {
        Deployment deployment;
        deployment.setAddresses({{QStringLiteral("t.b"), ResourceId(QStringLiteral("bbbbbbbbbb"))}});
        const Result<DeployStep> step = deployment.resume(DeployGoal::Plan, "code-1");
        QVERIFY(step.ok());
        QCOMPARE(step.value(), DeployStep::Show);
        QVERIFY(!deployment.stepEnded(good(smallPlan)));
        QVERIFY(deployment.state().mayApply());
        QCOMPARE(deployment.state().plan.changes.at(1).resource.text(), QStringLiteral("bbbbbbbbbb"));
        QVERIFY(!deployment.apply("code-2").ok());
        QVERIFY(deployment.apply("code-1").ok());
    }

    void diagnosticsFindTheirResource()
    {
        Deployment deployment;
        deployment.setAddresses({{QStringLiteral("t.a"), ResourceId(QStringLiteral("aaaaaaaaaa"))}});
        QVERIFY(deployment.start(DeployGoal::Plan, "code").ok());
        deployment.take(parseEvent(R"({"type":"diagnostic","diagnostic":{"severity":"error","summary":"No","address":"t.a[3]"}})"));
        QCOMPARE(deployment.state().diagnostics.value(0).resource.text(), QStringLiteral("aaaaaaaaaa"));
    }

    void diagnosticsFindTheirResourceByPlace()
    {
        Deployment deployment;
        deployment.setLocator([](const QString &file, int line) {
            return file == QLatin1String("main.tf") && line == 7 ? ResourceId(QStringLiteral("aaaaaaaaaa")) : ResourceId();
        });
        QVERIFY(deployment.start(DeployGoal::Validate, "code").ok());
        QVERIFY(deployment.stepEnded(good()));
        EngineDiagnostic bad;
        bad.summary = QStringLiteral("Bad");
        bad.file = QStringLiteral("main.tf");
        bad.line = 7;
        deployment.stepEnded({1, false, false, {}, {bad}});
        QCOMPARE(deployment.state().phase, DeployPhase::Failed);
        QCOMPARE(deployment.state().diagnostics.value(0).resource.text(), QStringLiteral("aaaaaaaaaa"));
    }

    void codeThatCannotBeMadeIsRefused()
    {
        Deployment deployment;
        QVERIFY(
            deployment.refuse(DeployGoal::Plan, {EngineDiagnostic{true, QStringLiteral("Bad"), {}, {}, {}, 0, {}}}, QStringLiteral("No."))
                .ok());
        QCOMPARE(deployment.state().phase, DeployPhase::Failed);
        QCOMPARE(deployment.state().message, QStringLiteral("No."));
        QCOMPARE(deployment.state().diagnostics.size(), 1);
    }

    void argumentsAreTheEngines()
    {
        const QString file = QStringLiteral("groundplan.tfplan");
        QCOMPARE(engineArguments(DeployStep::Plan, DeployGoal::PlanDestroy, file).mid(0, 2),
                 (QStringList{QStringLiteral("plan"), QStringLiteral("-destroy")}));
        const QStringList apply = engineArguments(DeployStep::Apply, DeployGoal::PlanDestroy, file);
        QCOMPARE(apply.last(), file);                              // exactly the saved file,
        QVERIFY(!apply.contains(QStringLiteral("-auto-approve"))); // never a plan of its own
    }
};

QTEST_GUILESS_MAIN(TestDeployment)
#include "test_deployment.moc"
