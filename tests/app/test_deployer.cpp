// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/deployfixture.h"
#include "tests/app/fakeengine.h"

#include <QDirIterator>
#include <QStandardPaths>

using namespace groundplan;
using namespace std::chrono_literals;

/// Whole runs: with engines that misbehave, and with the real one on configurations that need no provider.
class TestDeployer : public QObject {
    Q_OBJECT

    static inline const QByteArray smallCode = "resource \"terraform_data\" \"a\" {\n  input = \"one\"\n}\n";

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qunsetenv("TF_CLI_CONFIG_FILE"); // a test must not depend on what this machine's user prefers
    }

    // Engines that misbehave

    void anEngineThatCannotStartIsAMessage()
    {
        DeployFixture fixture(QStringLiteral("/nowhere/tofu"));
        QVERIFY(fixture.run(DeployGoal::Plan));
        QCOMPARE(fixture.state().phase, DeployPhase::Failed);
        QVERIFY(fixture.state().message.contains(QLatin1String("could not be started")));
    }

    void noEngineIsAMessage()
    {
        DeployFixture fixture;
        const Result<> started = fixture.deployer.start(fixture.request);
        QVERIFY(!started.ok());
        QVERIFY(started.error().message.contains(QLatin1String("Install OpenTofu or Terraform")));
    }

    void anEngineThatDiesIsAMessage()
    {
        DeployFixture fixture;
        fixture.request.engine.path = fakeEngine(QDir(fixture.folder.path()), QStringLiteral("tofu"), "echo hello; kill -9 $$");
        QVERIFY(fixture.run(DeployGoal::Plan));
        QCOMPARE(fixture.state().phase, DeployPhase::Failed);
        QVERIFY(fixture.state().message.contains(QLatin1String("signal 9")));
        QVERIFY(fixture.output().contains(QLatin1String("hello")));
        QVERIFY(fixture.run(DeployGoal::Validate)); // and the next run is possible: nothing is locked
    }

    void anEngineThatPrintsGarbageIsAMessage()
    {
        DeployFixture fixture;
        fixture.request.engine.path = fakeEngine(QDir(fixture.folder.path()), QStringLiteral("tofu"), "head -c 300000 /dev/urandom");
        QVERIFY(fixture.run(DeployGoal::Plan));
        QCOMPARE(fixture.state().phase, DeployPhase::Failed);
        QVERIFY(!fixture.deployer.apply({}).ok());
    }

    void anEngineThatHangsIsCancelled()
    {
        DeployFixture fixture;
        fixture.deployer.setPatience({100ms, 100ms}, {100ms, 100ms});
        fixture.request.engine.path =
            fakeEngine(QDir(fixture.folder.path()), QStringLiteral("tofu"), "trap '' INT TERM; echo deaf; while :; do sleep 0.05; done");
        QVERIFY(fixture.deployer.start(fixture.request).ok());
        QTRY_VERIFY(fixture.output().contains(QLatin1String("deaf")));
        fixture.deployer.cancel();
        QVERIFY(fixture.state().isCancelling);
        QVERIFY(fixture.finish());
        QCOMPARE(fixture.state().phase, DeployPhase::Cancelled);
    }

    void aFloodIsThinnedOutAndTheLogIsBounded()
    {
        DeployFixture fixture;
        fixture.request.engine.path = fakeEngine(QDir(fixture.folder.path()), QStringLiteral("tofu"),
                                                 "yes " + QByteArray(99, 'x') + " | head -c 100000000; echo the end >&2; exit 1");
        qsizetype biggest = 0;
        connect(&fixture.deployer, &Deployer::linesReceived, this,
                [&](const QStringList &lines) { biggest = std::max(biggest, lines.size()); });
        QVERIFY(fixture.deployer.start(fixture.request).ok());
        QVERIFY(fixture.finish(120000));
        QCOMPARE(fixture.state().phase, DeployPhase::Failed);
        QVERIFY2(biggest <= 4100, qPrintable(QString::number(biggest)));
        // How many are left out depends on the machine; what is left out is counted.
        qint64 told = 0;
        const QRegularExpression leftOut(QStringLiteral("^… (\\d+) lines not shown$"));
        for (const QString &line : std::as_const(fixture.lines)) {
            const auto match = leftOut.match(line);
            told += match.hasMatch() ? match.captured(1).toLongLong() : 1;
        }
        QVERIFY2(told >= 1000000, qPrintable(QString::number(told)));
        QVERIFY(fixture.lines.contains(QStringLiteral("the end")));
        QVERIFY(QFileInfo(fixture.deployer.logPath()).size() < 40 * 1024 * 1024);
    }

    void secretsReachTheEngineAndNothingElse()
    {
        DeployFixture fixture;
        fixture.request.engine.path = fakeEngine(QDir(fixture.folder.path()), QStringLiteral("tofu"),
                                                 "echo \"the password is $TF_VAR_password, input $TF_INPUT\"; exit 1");
        fixture.request.secrets = {{QStringLiteral("password"), QStringLiteral("hunter2")}};
        QVERIFY(fixture.run(DeployGoal::Plan));
        QVERIFY(fixture.output().contains(QLatin1String("the password is (secret), input 0")));
        QDirIterator files(fixture.folder.filePath(QStringLiteral("deployments")), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("hunter2"), qPrintable(file.fileName()));
            ++count;
        }
        QVERIFY(count >= 3); // the code, the key, the log
    }

    void codeWithErrorsIsNotRun()
    {
        DeployFixture fixture(QStringLiteral("/nowhere/tofu"));
        const ResourceId culprit(QStringLiteral("culprit123"));
        fixture.complaints = {{Severity::Error, culprit, {}, QStringLiteral("It has no name.")}};
        QVERIFY(fixture.run(DeployGoal::Plan));
        QCOMPARE(fixture.state().phase, DeployPhase::Failed);
        QCOMPARE(fixture.state().diagnostics.value(0).resource, culprit);
        QVERIFY(fixture.lines.isEmpty());
    }

    void deletingDuringARunWaitsForNothing()
    {
        auto fixture = std::make_unique<DeployFixture>();
        fixture->request.engine.path = fakeEngine(QDir(fixture->folder.path()), QStringLiteral("tofu"), "exec sleep 30");
        QVERIFY(fixture->deployer.start(fixture->request).ok());
        QElapsedTimer clock;
        clock.start();
        fixture.reset();
        QVERIFY(clock.elapsed() < 1000);
    }

    // The real engine

    void planApplyChangeReplanDestroy()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        DeployFixture fixture(realEngine());
        const ResourceId a(QStringLiteral("aaaaaaaaaa"));
        fixture.addresses = {{QStringLiteral("terraform_data.a"), a}};
        fixture.code = smallCode;
        QVERIFY(fixture.run(DeployGoal::Plan));
        QVERIFY2(fixture.state().phase == DeployPhase::Reviewing, qPrintable(fixture.output()));
        QCOMPARE(fixture.state().plan.count(PlannedAction::Create), 1);
        QCOMPARE(fixture.state().plan.changes.first().resource, a);

        QVERIFY(fixture.apply());
        QVERIFY2(fixture.state().phase == DeployPhase::Applied, qPrintable(fixture.output()));
        QCOMPARE(fixture.state().progress.done, 1);
        QCOMPARE(fixture.state().progress.total, 1);

        QVERIFY(fixture.run(DeployGoal::Plan));
        QVERIFY(fixture.state().plan.isEmpty());
        QVERIFY(!fixture.state().mayApply());

        fixture.code = "resource \"terraform_data\" \"a\" {\n  input = \"two\"\n}\nresource \"terraform_data\" \"b\" {}\n";
        QVERIFY(fixture.run(DeployGoal::Plan));
        QCOMPARE(fixture.state().plan.count(PlannedAction::Update), 1);
        QCOMPARE(fixture.state().plan.count(PlannedAction::Create), 1);
        QVERIFY(fixture.state().plan.changes.first().changedAttributes.contains(QStringLiteral("input")));
        QVERIFY(fixture.apply());
        QCOMPARE(fixture.state().progress.done, 2);

        QVERIFY(fixture.run(DeployGoal::PlanDestroy));
        QCOMPARE(fixture.state().plan.count(PlannedAction::Delete), 2);
        QVERIFY(fixture.apply());
        QCOMPARE(fixture.state().phase, DeployPhase::Applied);
        QVERIFY(fixture.run(DeployGoal::PlanDestroy));
        QVERIFY(fixture.state().plan.isEmpty());

        const auto history = fixture.history.entries();
        QVERIFY(history.ok());
        QStringList kinds;
        for (const HistoryEntry &entry : *history) {
            kinds.prepend(entry.kind);
            QCOMPARE(entry.outcome, QStringLiteral("done"));
            QVERIFY(QFile::exists(entry.logPath));
        }
        QCOMPARE(kinds.join(QLatin1Char(' ')), QStringLiteral("plan apply plan plan apply plan-destroy destroy plan-destroy"));
    }

    void changedCodeIsNotApplied()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        DeployFixture fixture(realEngine());
        fixture.code = smallCode;
        QVERIFY(fixture.run(DeployGoal::Plan));
        fixture.code.replace("one", "two");
        fixture.deployer.compare({});
        QVERIFY(fixture.state().planIsStale);
        const Result<> refused = fixture.deployer.apply({});
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.contains(QLatin1String("changed since")));
        fixture.code = smallCode;
        fixture.deployer.compare({});
        QVERIFY(fixture.apply());
        QCOMPARE(fixture.state().phase, DeployPhase::Applied);
    }

    void aPlanThatAnotherRunReplacedIsNotApplied()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        DeployFixture fixture(realEngine());
        fixture.code = smallCode;
        QVERIFY(fixture.run(DeployGoal::Plan));
        QVERIFY(QFile::remove(fixture.deployer.workspacePath() + QStringLiteral("/plan.json"))); // as another run does first
        const Result<> refused = fixture.deployer.apply({});
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.contains(QLatin1String("Another run")));
    }

    void aSavedPlanIsAppliedByALaterProgram()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        DeployFixture fixture(realEngine());
        fixture.code = smallCode;
        QVERIFY(fixture.run(DeployGoal::Plan));
        Deployer later(
            [&](const Blueprint &, const EnvironmentId &) {
                return Generated{{{{QStringLiteral("main.tf"), fixture.code}}, {}}, {}, {}};
            },
            fixture.folder.filePath(QStringLiteral("deployments")), nullptr);
        QSignalSpy finished(&later, &Deployer::finished);
        QVERIFY(later.resume(fixture.request).ok());
        QVERIFY(finished.wait(30000));
        QCOMPARE(later.state().plan.count(PlannedAction::Create), 1);
        QVERIFY(later.apply({}).ok());
        QVERIFY(finished.wait(30000));
        QCOMPARE(later.state().phase, DeployPhase::Applied);
        QVERIFY(!later.resume(fixture.request).ok()); // a plan is applied once
    }

    void invalidCodeNamesTheResource()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        DeployFixture fixture(realEngine());
        fixture.code = "resource \"terraform_data\" \"a\" { input = var.nothing }\n";
        QVERIFY(fixture.run(DeployGoal::Validate));
        QCOMPARE(fixture.state().phase, DeployPhase::Failed);
        QVERIFY(!fixture.state().diagnostics.isEmpty());
        QCOMPARE(fixture.state().diagnostics.first().resource, fixture.firstLine);
        QVERIFY(fixture.output().contains(QLatin1String("undeclared")));
    }

    void cancellingAnApplyKeepsWhatWasDone()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        DeployFixture fixture(realEngine());
        fixture.code = slowCode(40);
        QVERIFY(fixture.run(DeployGoal::Plan));
        QCOMPARE(fixture.state().plan.count(PlannedAction::Create), 40);
        QVERIFY(fixture.deployer.apply({}).ok());
        QTRY_VERIFY_WITH_TIMEOUT(fixture.state().progress.done >= 2, 30000);
        fixture.deployer.cancel();
        QVERIFY(fixture.state().isCancelling);
        QVERIFY(fixture.finish());
        QCOMPARE(fixture.state().phase, DeployPhase::Cancelled);
        const int done = fixture.state().progress.done;
        QVERIFY2(done >= 2 && done < 40, qPrintable(QString::number(done)));

        // The state knows exactly what was done: it is destroyed, nothing more and nothing less.
        QVERIFY(fixture.run(DeployGoal::PlanDestroy));
        QCOMPARE(fixture.state().plan.count(PlannedAction::Delete), done);
        QVERIFY(fixture.apply());
        QCOMPARE(fixture.state().phase, DeployPhase::Applied);
    }

    void twoRunsOnOneBlueprintExcludeEachOther()
    {
        DeployFixture fixture;
        fixture.request.engine.path = fakeEngine(QDir(fixture.folder.path()), QStringLiteral("tofu"), "exec sleep 30");
        fixture.deployer.setPatience({100ms, 100ms}, {100ms, 100ms});
        QVERIFY(fixture.deployer.start(fixture.request).ok());
        QVERIFY(!fixture.deployer.start(fixture.request).ok());
        Deployer other([](const Blueprint &, const EnvironmentId &) { return Generated(); },
                       fixture.folder.filePath(QStringLiteral("deployments")), nullptr);
        const Result<> refused = other.start(fixture.request);
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.contains(QLatin1String("Another run")));
        fixture.deployer.cancel();
        QVERIFY(fixture.finish());
    }
};

QTEST_GUILESS_MAIN(TestDeployer)
#include "test_deployer.moc"
