// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessiondeployment.h"
#include "model/blueprint/edits.h"
#include "tests/app/deployfixture.h"
#include "tests/app/fakeengine.h"
#include "views/panels/deploy.h"
#include "views/panels/planlist.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace groundplan;
using namespace std::chrono_literals;

namespace {

/// A saved document with a Deploy pane, driven as a user drives it.
struct PaneFixture {
    QTemporaryDir folder;
    QByteArray code = slowCode(1);
    ResourceId drawn{QStringLiteral("drawn12345")};
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    Catalog catalog;
    Selection selection;
    std::unique_ptr<Session> session;
    std::unique_ptr<SessionDeployment> backend;
    std::unique_ptr<DeployPane> pane;
    QHash<ResourceId, PlannedAction> overlay;

    explicit PaneFixture(bool saved = true, const QStringList &searchPath = {})
    {
        Blueprint blueprint = Session::emptyBlueprint();
        ChangeSet changes;
        Header header = blueprint.header();
        header.name = QStringLiteral("net");
        changes.replace(blueprint.header(), header);
        Resource resource;
        resource.id = drawn;
        resource.type = QStringLiteral("terraform_data");
        resource.name = QStringLiteral("r0");
        changes.add(resource);
        if (!blueprint.apply(changes))
            qFatal("The fixture's blueprint is wrong.");
        session = std::make_unique<Session>(folder.path(), blueprint);
        if (saved && !session->saveAs(folder.filePath(QStringLiteral("net.groundplan"))))
            qFatal("The fixture's blueprint cannot be saved.");
        backend = std::make_unique<SessionDeployment>(
            *session, settings,
            [this](const Blueprint &now, const EnvironmentId &) {
                // The blueprint's description stands for whatever a user may draw.
                const QByteArray drawing = "# " + now.header().description.toUtf8() + '\n';
                return Generated{{{{QStringLiteral("main.tf"), drawing + code}}, {}}, {}, {{QStringLiteral("terraform_data.r0"), drawn}}};
            },
            SessionDeployment::Places{folder.filePath(QStringLiteral("deployments")), folder.filePath(QStringLiteral("history.sqlite")),
                                      searchPath});
        pane = std::make_unique<DeployPane>(
            EditorContext{session->document(), catalog, selection, [this](const ChangeSet &set) { return session->commit(set); }},
            *backend);
        QObject::connect(pane.get(), &DeployPane::planChanged, pane.get(), [this](const auto &shown) { overlay = shown; });
        pane->resize(1000, 300);
        pane->show();
    }
    ~PaneFixture()
    {
        pane.reset(); // before what it looks at
        backend.reset();
    }

    template <class T> T *find(const char *name) const { return pane->findChild<T *>(QLatin1String(name)); }
    QPushButton *button(const char *name) const { return find<QPushButton>(name); }
    void click(const char *name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
    void type(const QString &description)
    {
        ChangeSet changes;
        Header header = session->blueprint().header();
        header.description = description;
        changes.replace(session->blueprint().header(), header);
        if (!session->commit(changes))
            qFatal("The edit was refused.");
    }
    QDialog *confirmation() const { return pane->findChild<QDialog *>(QStringLiteral("deployConfirmation")); }
    QPushButton *confirm() const { return confirmation() ? confirmation()->findChild<QPushButton *>(QStringLiteral("confirm")) : nullptr; }
    DeployPhase phase() const { return backend->state().phase; }
};

constexpr int patience = 60000;

} // namespace

/// The Deploy pane with mouse and keys: with the real engine where there is one, and with engines that misbehave.
class TestDeployPane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qunsetenv("TF_CLI_CONFIG_FILE");
    }

    void anUnsavedBlueprintIsAskedToBeSaved()
    {
        PaneFixture fixture(false);
        QVERIFY(fixture.find<QLabel>("deployBannerText")->isVisible());
        QVERIFY(fixture.find<QLabel>("deployBannerText")->text().contains(QLatin1String("Save the blueprint")));
        QVERIFY(!fixture.button("deployPlan")->isEnabled());
        QVERIFY(fixture.session->saveAs(fixture.folder.filePath(QStringLiteral("later.groundplan"))).ok());
        QTRY_VERIFY(!fixture.find<QLabel>("deployBannerText")->text().contains(QLatin1String("Save the blueprint")));
    }

    void withoutAnEngineThePaneSaysWhatToDo()
    {
        QTemporaryDir empty;
        PaneFixture fixture(true, {empty.path()});
        QTRY_VERIFY(fixture.find<QLabel>("deployBannerText")->text().contains(QLatin1String("Install OpenTofu or Terraform")));
        QVERIFY(!fixture.button("deployPlan")->isEnabled());
        // Installed now: one click finds it.
        fakeEngine(QDir(empty.path()), QStringLiteral("tofu"), "echo 'OpenTofu v1.9.0'");
        fixture.click("deployBannerButton");
        QTRY_VERIFY(fixture.button("deployPlan")->isEnabled());
        QCOMPARE(fixture.find<QComboBox>("deployEngine")->currentText(), QStringLiteral("OpenTofu 1.9.0"));
        QVERIFY(!fixture.find<QLabel>("deployBannerText")->isVisible());
    }

    void anOldEngineSaysSo()
    {
        QTemporaryDir folder;
        fakeEngine(QDir(folder.path()), QStringLiteral("terraform"), "echo 'Terraform v1.3.0'");
        PaneFixture fixture(true, {folder.path()});
        QTRY_VERIFY(fixture.find<QLabel>("deployBannerText")->text().contains(QLatin1String("too old")));
        QVERIFY(!fixture.button("deployPlan")->isEnabled());
    }

    void aChosenEngineIsRemembered()
    {
        QTemporaryDir folder;
        fakeEngine(QDir(folder.path()), QStringLiteral("tofu"), "echo 'OpenTofu v1.9.0'");
        const QString terraform = fakeEngine(QDir(folder.path()), QStringLiteral("terraform"), "echo 'Terraform v1.9.0'");
        PaneFixture fixture(true, {folder.path()});
        QTRY_COMPARE(fixture.backend->engines().size(), 2);
        QVERIFY(fixture.backend->enginePath().endsWith(QLatin1String("tofu")));
        QComboBox *engines = fixture.find<QComboBox>("deployEngine");
        engines->setFocus();
        QTest::keyClick(engines, Qt::Key_Down);
        QCOMPARE(fixture.backend->enginePath(), terraform);
        SessionDeployment again(*fixture.session, fixture.settings, {}, {fixture.folder.path(), {}, {folder.path()}});
        QTRY_COMPARE(again.enginePath(), terraform);
    }

    void aHangingEngineIsCancelledAndTheWindowLives()
    {
        QTemporaryDir folder;
        fakeEngine(QDir(folder.path()), QStringLiteral("tofu"),
                   goodVersion + "trap '' INT; echo 'I am deaf'; while :; do sleep 0.05; done");
        PaneFixture fixture(true, {folder.path()});
        fixture.backend->deployer().setPatience({}, {});
        QTRY_VERIFY(fixture.button("deployPlan")->isEnabled());
        fixture.click("deployPlan");
        QTRY_VERIFY(fixture.find<QPlainTextEdit>("deployOutput")->toPlainText().contains(QLatin1String("I am deaf")));
        QVERIFY(!fixture.button("deployPlan")->isEnabled());
        QVERIFY(fixture.button("deployCancel")->isVisible());
        fixture.click("deployCancel");
        QTRY_COMPARE(fixture.button("deployCancel")->text(), QStringLiteral("Stop now"));
        fixture.click("deployCancel");
        QTRY_COMPARE(fixture.phase(), DeployPhase::Cancelled);
        QVERIFY(fixture.button("deployPlan")->isEnabled());
        QVERIFY(!fixture.button("deployCancel")->isVisible());
    }

    void environmentsAreMadeAndEdited()
    {
        PaneFixture fixture;
        fixture.pane->addEnvironment();
        auto *dialog = fixture.pane->findChild<QDialog *>(QStringLiteral("environmentDialog"));
        QVERIFY(dialog);
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("environmentName"));
        auto *endpoint = dialog->findChild<QLineEdit *>(QStringLiteral("environmentEndpoint"));
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("local"));
        QTest::keyClicks(endpoint, QStringLiteral("nonsense"));
        auto *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QVERIFY(!ok->isEnabled());
        endpoint->selectAll();
        QTest::keyClicks(endpoint, QStringLiteral("http://localhost:4566"));
        QVERIFY(ok->isEnabled());
        QTest::mouseClick(ok, Qt::LeftButton);
        QCOMPARE(fixture.session->blueprint().count<Environment>(), 1);
        QTRY_COMPARE(fixture.find<QComboBox>("deployEnvironment")->currentText(), QStringLiteral("local"));
        QVERIFY(fixture.backend->targetText().contains(QLatin1String("http://localhost:4566")));
        fixture.session->undo();
        QTRY_COMPARE(fixture.find<QComboBox>("deployEnvironment")->currentText(), QStringLiteral("As drawn"));
    }

    void aPlanIsNotAppliedToAnotherEnvironment()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        PaneFixture fixture;
        Environment environment;
        environment.id = EnvironmentId(QStringLiteral("eeeeeeeeee"));
        environment.name = QStringLiteral("production");
        environment.profile = QStringLiteral("one");
        ChangeSet add;
        add.add(environment);
        QVERIFY(fixture.session->commit(add).ok());
        fixture.backend->chooseEnvironment(environment.id);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.button("deployPlan")->isEnabled(), patience);
        fixture.click("deployPlan");
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Reviewing, patience);
        fixture.backend->chooseEnvironment({});
        QVERIFY(!fixture.backend->apply().ok());
        fixture.backend->chooseEnvironment(environment.id);
        Environment edited = environment;
        edited.profile = QStringLiteral("two");
        ChangeSet edit;
        edit.replace(environment, edited);
        QVERIFY(fixture.session->commit(edit).ok());
        QVERIFY(!fixture.backend->apply().ok());
        QCOMPARE(fixture.phase(), DeployPhase::Reviewing);
        fixture.session->undo();
        QVERIFY(fixture.backend->apply().ok());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Applied, patience);
    }

    void planApplyChangeCancelDestroyWithTheRealEngine()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        PaneFixture fixture;
        QTRY_VERIFY_WITH_TIMEOUT(fixture.button("deployPlan")->isEnabled(), patience);
        QVERIFY(!fixture.button("deployApply")->isEnabled());

        fixture.click("deployPlan");
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Reviewing, patience);
        QListView *list = fixture.find<QListView>("deployList");
        QCOMPARE(list->model()->rowCount(), 1);
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("terraform_data.r0"));
        QCOMPARE(fixture.overlay.value(fixture.drawn), PlannedAction::Create);
        QSignalSpy revealed(&fixture.selection, &Selection::revealRequested);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(revealed.count(), 1);

        // Drawn on: the plan is stale until it is undone.
        fixture.type(QStringLiteral("more"));
        QTRY_VERIFY(fixture.find<QLabel>("deployBannerText")->isVisible());
        QVERIFY(fixture.find<QLabel>("deployBannerText")->text().contains(QLatin1String("changed since")));
        QVERIFY(!fixture.button("deployApply")->isEnabled());
        fixture.session->undo();
        QTRY_VERIFY(fixture.button("deployApply")->isEnabled());

        // Refusing the question applies nothing.
        fixture.click("deployApply");
        QVERIFY(fixture.confirm());
        QTest::keyClick(fixture.confirmation(), Qt::Key_Escape);
        QTRY_VERIFY(!fixture.confirmation());
        QCOMPARE(fixture.phase(), DeployPhase::Reviewing);
        fixture.click("deployApply");
        QVERIFY(fixture.confirm());
        QTest::mouseClick(fixture.confirm(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Applied, patience);
        QCOMPARE(fixture.find<QLabel>("deployProgress")->text(), QStringLiteral("1 of 1"));
        QVERIFY(fixture.overlay.isEmpty());

        // Much more, cancelled in the middle.
        fixture.code = slowCode(40);
        fixture.click("deployPlan");
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Reviewing, patience);
        QCOMPARE(list->model()->rowCount(), 39);
        fixture.click("deployApply");
        QTest::mouseClick(fixture.confirm(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.backend->state().progress.done >= 1, patience);
        QTRY_VERIFY(fixture.find<QLabel>("deployProgress")->text().contains(QLatin1String("of 39")));
        fixture.click("deployCancel");
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Cancelled, patience);
        const int deployed = 1 + fixture.backend->state().progress.done;
        QVERIFY(deployed < 40);

        // Without a name, a word has to be typed all the same.
        Header header = fixture.session->document().blueprint().header();
        const Header named = header;
        header.name = QStringLiteral(" ");
        ChangeSet rename(QStringLiteral("Rename"));
        rename.replace(named, header);
        QVERIFY(fixture.session->commit(rename));
        fixture.click("deployDestroy");
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Reviewing, patience);
        fixture.click("deployApply");
        QVERIFY(fixture.confirm());
        auto *word = fixture.confirmation()->findChild<QLineEdit *>(QStringLiteral("destroyName"));
        QTest::keyClicks(word, QStringLiteral(" "));
        QVERIFY(!fixture.confirm()->isEnabled());
        QTest::keyClicks(word, QStringLiteral("unnamed"));
        QVERIFY(fixture.confirm()->isEnabled());
        QTest::keyClick(fixture.confirmation(), Qt::Key_Escape);
        QTRY_VERIFY(!fixture.confirmation());
        QVERIFY(fixture.session->commit(inverse(rename)));

        // Destroyed, after the name was typed.
        fixture.click("deployDestroy");
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Reviewing, patience);
        QCOMPARE(list->model()->rowCount(), deployed);
        fixture.click("deployApply");
        QVERIFY(fixture.confirm());
        QVERIFY(!fixture.confirm()->isEnabled());
        auto *name = fixture.confirmation()->findChild<QLineEdit *>(QStringLiteral("destroyName"));
        QTest::keyClicks(name, QStringLiteral("ne"));
        QVERIFY(!fixture.confirm()->isEnabled());
        QTest::keyClicks(name, QStringLiteral("t"));
        QVERIFY(fixture.confirm()->isEnabled());
        QTest::mouseClick(fixture.confirm(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.phase(), DeployPhase::Applied, patience);
        QVERIFY(fixture.find<QLabel>("deploySummary")->text().contains(QLatin1String("Destroyed")));
    }
};

QTEST_MAIN(TestDeployPane)
#include "test_deploypane.moc"
