// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/deployfixture.h"
#include "tests/app/fakeengine.h"
#include "tests/gui/windowfixture.h"
#include "views/panels/deploy.h"
#include "views/panels/planlist.h"

#include <QDialogButtonBox>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTreeWidget>

using namespace groundplan;

namespace {
constexpr int patience = 120'000;
}

/// Deployments run from the window: with the real engine on drawn resources that need no provider, and with engines that misbehave.
class TestMainWindowDeploy : public QObject, private WindowFixture {
    Q_OBJECT

    const QString m_input = QStringLiteral("input");

    /// A document named "net" with one piece of data, saved where a deployment can remember it.
    ResourceId drawData()
    {
        const auto named = edits::renameBlueprint(blueprint(), QStringLiteral("net"));
        if (!named || !editor().commit(*named))
            qFatal("The fixture can't be named.");
        const ResourceId first = add(QStringLiteral("terraform_data"), QStringLiteral("first"), {{m_input, QStringLiteral("0")}});
        if (!m_window->saveAs(editor(), file(QStringLiteral("net%1.groundplan"))))
            qFatal("The fixture can't be saved.");
        return first;
    }
    /// A chain, each of which takes a good part of a second: the engine works out a slow hash of the one before.
    void drawChain(ResourceId last, int length)
    {
        for (int i = 0; i < length; ++i) {
            const Expression hash{QStringLiteral("bcrypt(${ref:%1.output}, 12)").arg(last.text())};
            last = add(QStringLiteral("terraform_data"), QStringLiteral("step%1").arg(i), {{m_input, hash}}, {},
                       QRectF(160 * (i % 8), 160 + 120 * (i / 8), 96, 96));
        }
    }
    template <class T> T *in(const char *name) { return editor().deployPane().findChild<T *>(QString::fromLatin1(name)); }
    QPushButton *button(const char *name) { return in<QPushButton>(name); }
    void press(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    DeployPhase phase() { return editor().deployment()->state().phase; }
    QString banner() { return in<QLabel>("deployBannerText")->isVisible() ? in<QLabel>("deployBannerText")->text() : QString(); }
    QDialog *question() { return editor().deployPane().findChild<QDialog *>(QStringLiteral("deployConfirmation")); }
    QPushButton *yes() { return question() ? question()->findChild<QPushButton *>(QStringLiteral("confirm")) : nullptr; }
    /// The addresses in the list of planned changes.
    QStringList listed()
    {
        QStringList rows;
        const QAbstractItemModel *model = in<QListView>("deployList")->model();
        for (int row = 0; row < model->rowCount(); ++row)
            rows.append(model->index(row, 0).data().toString());
        return rows;
    }
    QImage picture(const ResourceId &id)
    {
        canvas().refineNow();
        return view()->grab(canvas().viewRect(id).adjusted(-10, -10, 10, 10)).toImage();
    }
    void useFakeEngine(const QByteArray &body)
    {
        const QString folder = file(QStringLiteral("engine%1"));
        QDir().mkpath(folder);
        m_program->deployPlaces.searchPath = {folder};
        QVERIFY(!fakeEngine(QDir(folder), QStringLiteral("tofu"), body).isEmpty());
    }
    QMessageBox *runningBox() { return m_window->findChild<QMessageBox *>(QStringLiteral("runningBox")); }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qunsetenv("TF_CLI_CONFIG_FILE");
    }
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void planApplyChangeCancelDestroyWithTheRealEngine()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        setting::enginePath.set(*m_settings, realEngine());
        const ResourceId first = drawData();
        canvas().fit();
        const QImage plain = picture(first);

        // One key: the pane opens, an engine is found, the plan comes.
        QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(editor().isDeployPaneShown());
        QTRY_COMPARE_WITH_TIMEOUT(phase(), DeployPhase::Reviewing, patience);
        QCOMPARE(listed(), QStringList{QStringLiteral("terraform_data.first")});
        QVERIFY(picture(first) != plain); // its badge
        shoot(QStringLiteral("deploy-plan"));
        auto *list = in<QListView>("deployList");
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(editor().selection().resources(), QList<ResourceId>{first});

        // Refusing the question applies nothing; agreeing does.
        press("deployApply");
        QVERIFY(yes());
        QTest::keyClick(question(), Qt::Key_Escape);
        QTRY_VERIFY(!question());
        QCOMPARE(phase(), DeployPhase::Reviewing);
        press("deployApply");
        QVERIFY(yes());
        shoot(QStringLiteral("deploy-confirm"), question());
        QTest::mouseClick(yes(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(phase(), DeployPhase::Applied, patience);
        key(Qt::Key_Escape);
        QCOMPARE(picture(first), plain); // carried out: no badge

        // Planned, and drawn on: that plan is not applied any more.
        set(first, m_input, QStringLiteral("1"));
        press("deployPlan");
        QTRY_COMPARE_WITH_TIMEOUT(phase(), DeployPhase::Reviewing, patience);
        QCOMPARE(listed(), QStringList{QStringLiteral("terraform_data.first")});
        drawChain(first, 30);
        QTRY_VERIFY(banner().contains(QStringLiteral("changed since")));
        QVERIFY(!button("deployApply")->isEnabled());
        shoot(QStringLiteral("deploy-stale"));
        press("deployBannerButton"); // plan again
        QTRY_VERIFY_WITH_TIMEOUT(phase() == DeployPhase::Reviewing && listed().size() == 31, patience);
        QVERIFY(banner().isEmpty());

        // Cancelled in the middle: what was begun is finished, the rest is left.
        press("deployApply");
        QVERIFY(yes());
        QTest::mouseClick(yes(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(editor().deployment()->state().progress.done >= 2, patience);
        QVERIFY(in<QLabel>("deployProgress")->text().contains(QStringLiteral("of 31")));
        QVERIFY(!in<QLabel>("deployElapsed")->text().isEmpty());
        QVERIFY(!in<QPlainTextEdit>("deployOutput")->toPlainText().isEmpty());
        QVERIFY(!button("deployPlan")->isEnabled());
        shoot(QStringLiteral("deploy-run"));
        press("deployCancel");
        QTRY_COMPARE_WITH_TIMEOUT(phase(), DeployPhase::Cancelled, patience);
        const int deployed = editor().deployment()->state().progress.done; // the first among them, changed in place
        QVERIFY(deployed < 31);

        // Destroyed, after the blueprint's name was typed.
        press("deployDestroy");
        QTRY_COMPARE_WITH_TIMEOUT(phase(), DeployPhase::Reviewing, patience);
        QVERIFY2(listed().size() >= deployed && listed().size() < 31, qPrintable(QString::number(listed().size())));
        press("deployApply");
        QVERIFY(yes() && !yes()->isEnabled());
        shoot(QStringLiteral("deploy-destroy"), question());
        auto *name = question()->findChild<QLineEdit *>(QStringLiteral("destroyName"));
        QTest::keyClicks(name, QStringLiteral("nets"));
        QVERIFY(!yes()->isEnabled());
        QTest::keyClick(name, Qt::Key_Backspace);
        QVERIFY(yes()->isEnabled());
        QTest::mouseClick(yes(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(phase(), DeployPhase::Applied, patience);
        QVERIFY(in<QLabel>("deploySummary")->text().contains(QStringLiteral("Destroyed")));
        QVERIFY(!editor().isDeploying());

        // All of it is remembered, with its output.
        QTest::mouseClick(in<QToolButton>("deployHistoryButton"), Qt::LeftButton);
        auto *past = editor().findChild<QDialog *>(QStringLiteral("deployHistory"));
        QVERIFY(past && past->isVisible());
        auto *runs = past->findChild<QTreeWidget *>(QStringLiteral("historyList"));
        QVERIFY2(runs->topLevelItemCount() >= 5, qPrintable(QString::number(runs->topLevelItemCount())));
        QCOMPARE(runs->topLevelItem(0)->text(1), QStringLiteral("Destroy"));
        QCOMPARE(runs->topLevelItem(0)->text(4), QStringLiteral("Done"));
        QStringList outcomes;
        for (int run = 0; run < runs->topLevelItemCount(); ++run)
            outcomes.append(runs->topLevelItem(run)->text(4));
        QVERIFY(outcomes.contains(QStringLiteral("Cancelled")));
        QTest::mouseClick(runs->viewport(), Qt::LeftButton, {}, runs->visualItemRect(runs->topLevelItem(0)).center());
        QVERIFY(
            past->findChild<QPlainTextEdit *>(QStringLiteral("historyOutput"))->toPlainText().contains(QStringLiteral("terraform_data")));
        shoot(QStringLiteral("deploy-history"), past);
        QTest::keyClick(past, Qt::Key_Escape);
    }

    void environmentIsMadeInTheWindow()
    {
        useFakeEngine(goodVersion);
        drawData();
        editor().showDeployPane(true);
        editor().deployPane().addEnvironment();
        auto *dialog = editor().findChild<QDialog *>(QStringLiteral("environmentDialog"));
        QVERIFY(dialog);
        shoot(QStringLiteral("environment"), dialog);
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("environmentName"));
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("staging"));
        QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
        QTRY_VERIFY(m_window->statusText().contains(QStringLiteral("staging"))); // chosen for code and pane alike
        QCOMPARE(in<QComboBox>("deployEnvironment")->currentText(), QStringLiteral("staging"));
        undo();
        QTRY_COMPARE(in<QComboBox>("deployEnvironment")->currentText(), QStringLiteral("As drawn"));
    }

    void anUnsavedDocumentIsAskedToBeSavedFirst()
    {
        useFakeEngine(goodVersion);
        add(QStringLiteral("terraform_data"), QStringLiteral("first"));
        action("deploy.plan")->trigger();
        QVERIFY(editor().isDeployPaneShown());
        QTRY_VERIFY(banner().contains(QStringLiteral("Save the blueprint")));
        QVERIFY(m_window->saveAs(editor(), file(QStringLiteral("later%1.groundplan"))));
        QTRY_VERIFY(banner().isEmpty());
        QTRY_VERIFY(button("deployPlan")->isEnabled());
    }

    void withoutAnEngineTheWindowSaysWhatToDo()
    {
        m_program->deployPlaces.searchPath = {file(QStringLiteral("nothing%1"))};
        drawData();
        action("deploy.plan")->trigger();
        QTRY_VERIFY(banner().contains(QStringLiteral("Install OpenTofu or Terraform")));
        QCOMPARE(phase(), DeployPhase::Idle);
        click(QPointF(80, 80)); // and is usable
        QCOMPARE(editor().selection().resources().size(), 1);
    }

    void closingDuringARunWarns()
    {
        useFakeEngine(goodVersion + "trap '' INT; echo 'I am deaf'; while :; do sleep 0.05; done");
        drawData();
        action("deploy.plan")->trigger();
        QTRY_VERIFY(editor().isDeploying());
        QTRY_VERIFY(in<QPlainTextEdit>("deployOutput")->toPlainText().contains(QStringLiteral("I am deaf")));
        m_window->close();
        QVERIFY(m_window->isVisible());
        QVERIFY(runningBox() && runningBox()->isVisible());
        QTest::keyClick(runningBox(), Qt::Key_Escape);
        QTRY_VERIFY(!runningBox());
        QVERIFY(editor().isDeploying() && m_window->isVisible());
        // The document alone asks as well.
        action("file.close")->trigger();
        QTRY_VERIFY(runningBox());
        QTest::mouseClick(runningBox()->button(QMessageBox::Cancel), Qt::LeftButton);
        QTRY_VERIFY(!runningBox());
        // Drawing goes on meanwhile.
        const ResourceId more = add(QStringLiteral("terraform_data"), QStringLiteral("more"), {}, {}, {200, 40, 96, 96});
        drag(center(more), center(more) + QPointF(40, 40));
        QVERIFY(rect(more).topLeft() != QPointF(200, 40));
        QVERIFY(m_window->save(editor()));

        editor().deployment()->deployer().setPatience({}, {});
        press("deployCancel");
        QTRY_COMPARE(button("deployCancel")->text(), QStringLiteral("Stop now"));
        press("deployCancel");
        QTRY_COMPARE(phase(), DeployPhase::Cancelled);
        m_window->close();
        QVERIFY(!m_window->isVisible());
    }

    void anEngineThatDiesLeavesAUsableWindow()
    {
        useFakeEngine(goodVersion + "echo 'out of memory' >&2; kill -9 $$");
        drawData();
        action("deploy.plan")->trigger();
        QTRY_COMPARE(phase(), DeployPhase::Failed);
        QVERIFY(!in<QLabel>("deploySummary")->text().isEmpty());
        QVERIFY(button("deployPlan")->isEnabled());
        QVERIFY(!button("deployApply")->isEnabled());
    }
};

QTEST_MAIN(TestMainWindowDeploy)
#include "test_mainwindow_deploy.moc"
