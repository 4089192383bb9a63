// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowfixture.h"
#include "views/panels/code.h"
#include "views/panels/codeedit.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QMenuBar>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTabBar>

using namespace groundplan;

/// The window's documents, files and panels, with mouse and keys.
class TestMainWindow : public QObject, private WindowFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void opensTheExample()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        QCOMPARE(m_window->editors().size(), 1); // the untouched new document made room
        // Regions and zones of the drawing are no resources: what is counted is what the code makes.
        const auto blocks = terraform().count(QRegularExpression(QStringLiteral("^resource \""), QRegularExpression::MultilineOption));
        QVERIFY(blocks > 50);
        qsizetype drawn = 0;
        blueprint().forEach<Resource>([&](const Resource &resource) { drawn += !resource.type.startsWith(QLatin1String("groundplan_")); });
        QVERIFY(drawn < blueprint().count<Resource>());
        QVERIFY2(m_window->statusText().startsWith(QStringLiteral("%1 resources ").arg(drawn)), qPrintable(m_window->statusText()));
        QVERIFY(m_window->statusText().contains(QStringLiteral("Saved")));
        QVERIFY(m_window->statusText().contains(QStringLiteral("us-east-1")));
        QVERIFY(!editor().estimate().monthly().isZero());
    }

    void dropFromThePaletteStandsInItsZone()
    {
        const ResourceId vpc = add(QStringLiteral("aws_vpc"), QStringLiteral("net"));
        const Placement before = *blueprint().placementOf(editor().canvas().page(), vpc);
        Placement large = before;
        large.rect = QRectF(0, 0, 600, 400);
        ChangeSet resize;
        resize.replace(before, large);
        QVERIFY(editor().commit(resize));
        editor().canvas().fit();
        const QPoint inside = editor().canvas().viewRect(vpc).center();
        const auto count = blueprint().count<Resource>();
        QVERIFY(drop(QStringLiteral("aws_subnet"), inside));
        QCOMPARE(blueprint().count<Resource>(), count + 1);
        QCOMPARE(blueprint().children(vpc).size(), 1);

        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(blueprint().count<Resource>(), count);
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(blueprint().children(vpc).size(), 1);
    }

    void searchThenEnterThenClickPlaces()
    {
        auto *search = child<QLineEdit>("paletteSearch");
        editor().canvas().setFocus();
        QTest::keyClick(editor().canvas().viewport(), Qt::Key_Slash);
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("s3 bucket"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(editor().canvas().tool(), Canvas::ToolKind::Place);
        QTest::mouseClick(editor().canvas().viewport(), Qt::LeftButton, Qt::NoModifier, editor().canvas().viewport()->rect().center());
        QCOMPARE(blueprint().count<Resource>(), 1);
        QCOMPARE(blueprint().find(blueprint().ids<Resource>().constFirst())->type, QStringLiteral("aws_s3_bucket"));
        QVERIFY(setting::paletteRecent.of(*m_settings).contains(QStringLiteral("aws_s3_bucket")));
    }

    void paletteKnowsAllTypes()
    {
        auto *search = child<QLineEdit>("paletteSearch");
        auto *list = child<QListView>("paletteList");
        const auto shows = [&](const QString &type) {
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                if (list->model()->index(row, 0).data(PaletteModel::TypeRole).toString() == type)
                    return true;
            }
            return false;
        };
        QVERIFY(shows(QStringLiteral("groundplan_region")));
        for (const QString &type :
             {QStringLiteral("aws_nat_gateway"), QStringLiteral("aws_xray_group"), QStringLiteral("aws_db_instance")}) {
            search->setText(type);
            QVERIFY2(shows(type), qPrintable(type));
        }
    }

    void oneEditUpdatesEverything()
    {
        const ResourceId instance = add(QStringLiteral("aws_instance"), QStringLiteral("web"));
        const auto find = [&] { return editor().findings().byResource().value(instance); };
        const auto withoutType = find();
        QVERIFY(!withoutType.isEmpty());
        const auto edit = edits::setProperty(blueprint(), {instance}, QStringLiteral("instance_type"), QStringLiteral("t3.medium"));
        QVERIFY(edit && editor().commit(*edit));
        QCOMPARE(dollars(editor().estimate().byResource().value(instance).monthly).isEmpty(), false);
        QVERIFY(!editor().estimate().byResource().value(instance).monthly.isZero());
        QVERIFY(m_window->statusText().contains(dollars(editor().estimate().monthly())));
        QVERIFY(m_window->statusText().contains(QStringLiteral("Not saved")));
    }

    void codeFollowsTheSelectionAndTheOtherWayRound()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        QTRY_VERIFY(child<QPlainTextEdit>("code"));
        auto *code = child<CodeEdit>("code");
        QTRY_VERIFY_WITH_TIMEOUT(code->toPlainText().contains(QStringLiteral("resource \"aws_vpc\"")), 10'000);
        const QStringList lines = code->toPlainText().split(QLatin1Char('\n'));
        const auto vpcLine = lines.indexOf(QRegularExpression(QStringLiteral("resource \"aws_vpc\".*")));
        QVERIFY(vpcLine >= 0);
        ResourceId vpc;
        blueprint().forEach<Resource>([&](const Resource &r) {
            if (r.type == QLatin1String("aws_vpc"))
                vpc = r.id;
        });
        Q_EMIT code->lineClicked(int(vpcLine) + 2);
        QCOMPARE(editor().selection().resources(), QList<ResourceId>{vpc});
        QVERIFY(!code->extraSelections().isEmpty());
        QCOMPARE(code->extraSelections().constFirst().cursor.blockNumber(), int(vpcLine));
    }

    void cloudFormationIsShownAndExported()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        if (generate(blueprint(), m_program->catalog, Target::CloudFormationJson).files.files.isEmpty())
            QSKIP("This build has no CloudFormation generator.");
        const QString path = m_dir.filePath(QStringLiteral("stack.json"));
        Exporter exporter(*m_program, m_window.get());
        QVERIFY(exporter.exportTemplate(editor(), Target::CloudFormationJson, path));
        QVERIFY(!QJsonDocument::fromJson([&] {
                     QFile file(path);
                     return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
                 }())
                     .isNull());
        QTRY_VERIFY(editor().codePanel());
        editor().codePanel()->setTarget(QStringLiteral("cloudformation-yaml"));
        QTRY_VERIFY_WITH_TIMEOUT(child<CodeEdit>("code")->toPlainText().contains(QStringLiteral("AWS::EC2::VPC")), 10'000);
    }

    void renamesInTheOutline()
    {
        const ResourceId bucket = add(QStringLiteral("aws_s3_bucket"), QStringLiteral("logs"));
        editor().showSide(Editor::Side::Outline);
        auto *tree = child<QTreeView>("outlineTree");
        QTRY_VERIFY(tree->isVisible());
        editor().selection().set({bucket});
        QTRY_COMPARE(tree->selectionModel()->selectedIndexes().size(), 1);
        tree->setFocus();
        tree->edit(tree->currentIndex());
        auto *field = tree->findChild<QLineEdit *>();
        QVERIFY(field);
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("archive"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(blueprint().find(bucket)->name, QStringLiteral("archive"));
        QTRY_COMPARE(tree->currentIndex().data().toString(), QStringLiteral("archive"));
    }

    void savesAndOpensAgain()
    {
        add(QStringLiteral("aws_s3_bucket"), QStringLiteral("logs"));
        auto *tabs = m_window->findChild<QTabBar *>(QStringLiteral("documents"));
        QVERIFY(tabs->tabText(0).contains(QStringLiteral("●")));
        const QString path = m_dir.filePath(QStringLiteral("mine"));
        QVERIFY(m_window->saveAs(editor(), path));
        QCOMPARE(editor().session().path(), path + QStringLiteral(".groundplan"));
        QCOMPARE(tabs->tabText(0), QStringLiteral("mine"));
        add(QStringLiteral("aws_s3_bucket"), QStringLiteral("data"));
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(!editor().session().isDirty());
        QCOMPARE(blueprintfile::load(editor().session().path())->count<Resource>(), 2);
        QCOMPARE(RecentFiles(*m_settings).existing().size(), 1);
    }

    void failedSaveIsANoticeAndLosesNothing()
    {
        add(QStringLiteral("aws_s3_bucket"), QStringLiteral("logs"));
        QVERIFY(!m_window->saveAs(editor(), QStringLiteral("/proc/nowhere.groundplan")));
        QVERIFY(editor().notices().has(QStringLiteral("save")));
        QVERIFY(editor().session().isDirty());
    }

    void badFileLeavesTheDocumentAlone()
    {
        add(QStringLiteral("aws_s3_bucket"), QStringLiteral("logs"));
        const Blueprint before = blueprint();
        const QString path = m_dir.filePath(QStringLiteral("bad.groundplan"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"format\": 1, \"resources\": [");
        file.close();
        QVERIFY(!m_window->openFile(path));
        QVERIFY(blueprint() == before);
        QVERIFY(editor().notices().isVisible());
        QVERIFY(editor().notices().currentText().contains(QStringLiteral("bad.groundplan")));
    }

    void recoveredEditsCanBeDiscarded()
    {
        const QString path = exampleFile();
        qsizetype saved = 0;
        {
            auto crashed = std::move(Session::open(path, scratch())).value();
            saved = crashed->blueprint().count<Resource>();
            ChangeSet edit;
            Resource bucket;
            bucket.id = ResourceId(QStringLiteral("lost"));
            bucket.type = QStringLiteral("aws_s3_bucket");
            bucket.name = QStringLiteral("lost");
            edit.add(bucket);
            QVERIFY(crashed->commit(edit));
        } // ends with unsaved edits, as a killed program does
        QVERIFY(m_window->openFile(path));
        QCOMPARE(blueprint().count<Resource>(), saved + 1);
        QVERIFY(editor().notices().currentText().contains(QStringLiteral("Recovered 1 edit")));
        QTest::mouseClick(noticeButton(QStringLiteral("Discard")), Qt::LeftButton);
        QCOMPARE(blueprint().count<Resource>(), saved);
        QVERIFY(!editor().session().isDirty());
        QVERIFY(!editor().notices().isVisible());
    }

    void recoveredEditsCanBeKept()
    {
        const QString path = exampleFile();
        {
            auto crashed = std::move(Session::open(path, scratch())).value();
            const auto edit = edits::renameBlueprint(crashed->blueprint(), QStringLiteral("kept"));
            QVERIFY(edit && crashed->commit(*edit));
        } // ends with unsaved edits, as a killed program does
        QVERIFY(m_window->openFile(path));
        QTest::mouseClick(noticeButton(QStringLiteral("Keep")), Qt::LeftButton);
        QVERIFY(!editor().notices().isVisible());
        QCOMPARE(blueprint().header().name, QStringLiteral("kept"));
        QVERIFY(m_window->save(editor()));
        QCOMPARE(blueprintfile::load(path)->header().name, QStringLiteral("kept"));
    }

    void changeOnDiskIsOffered()
    {
        const QString path = exampleFile();
        QVERIFY(m_window->openFile(path));
        QVERIFY(blueprintfile::save(Session::emptyBlueprint(), path));
        QTRY_VERIFY(editor().notices().has(QStringLiteral("disk")));
        QTest::mouseClick(noticeButton(QStringLiteral("Reload")), Qt::LeftButton);
        QCOMPARE(blueprint().count<Resource>(), 0);
    }

    void closingWithUnsavedEditsAsks()
    {
        add(QStringLiteral("aws_s3_bucket"), QStringLiteral("logs"));
        m_window->close();
        auto *box = m_window->findChild<QMessageBox *>(QStringLiteral("unsavedBox"));
        QVERIFY(box && box->isVisible() && m_window->isVisible());
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(m_window->isVisible());
        QCOMPARE(blueprint().count<Resource>(), 1);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>(QStringLiteral("unsavedBox")));
        m_window->close();
        box = m_window->findChild<QMessageBox *>(QStringLiteral("unsavedBox"));
        QVERIFY(box);
        QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_VERIFY(!m_window->isVisible());
    }

    void themeChangesAtOnce()
    {
        drawNetwork();
        click(center(m_web)); // its form is made anew in the other colours
        QTRY_VERIFY(field(QStringLiteral("ami")));
        editor().showDeployPane(true);
        const QColor light = QApplication::palette().color(QPalette::Window);
        m_window->actions()["view.themeDark"]->trigger();
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < light.lightness());
        QCOMPARE(m_theme->style().name, QStringLiteral("dark"));
        QTRY_VERIFY(field(QStringLiteral("ami")));
        QTRY_COMPARE(field(QStringLiteral("ami"))->findChild<QLineEdit *>()->text(), QStringLiteral("ami-0abc"));
        m_window->actions()["view.themeContrastDark"]->trigger();
        QCOMPARE(m_theme->style().name, QStringLiteral("contrast-dark"));
        QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(Qt::black));
        QVERIFY(action("view.themeContrastDark")->isChecked() && !action("view.themeSystem")->isChecked());
        QTRY_VERIFY(field(QStringLiteral("ami")));
        m_window->actions()["view.themeContrastLight"]->trigger();
        QCOMPARE(m_theme->style().name, QStringLiteral("contrast-light"));
        m_window->actions()["view.themeLight"]->trigger();
        QCOMPARE(QApplication::palette().color(QPalette::Window), light);
    }

    void highContrastFollowsTheSystem()
    {
        QCOMPARE(styleOfSystem(paletteOf(Style::light())).name, QStringLiteral("light"));
        QCOMPARE(styleOfSystem(paletteOf(Style::dark())).name, QStringLiteral("dark"));
        QPalette black(Qt::white, Qt::black, Qt::white, Qt::black, Qt::gray, Qt::white, Qt::white, Qt::black, Qt::black);
        QCOMPARE(styleOfSystem(black).name, QStringLiteral("contrast-dark"));
        QPalette usual = QApplication::style()->standardPalette(); // black on white, but on grey buttons
        QCOMPARE(styleOfSystem(usual).name, QStringLiteral("light"));
        usual.setColor(QPalette::Window, Qt::white);
        usual.setColor(QPalette::Button, Qt::white);
        QCOMPARE(styleOfSystem(usual).name, QStringLiteral("contrast-light"));

        // With it, a window that follows the system is black on the next start; what was chosen stays chosen.
        const QPalette before = QApplication::palette();
        QApplication::setPalette(black);
        Settings settings(file(QStringLiteral("contrast%1.ini")));
        const Theme system(*qApp, settings);
        QCOMPARE(system.style().name, QStringLiteral("contrast-dark"));
        setting::theme.set(settings, QStringLiteral("light"));
        QCOMPARE(system.style().name, QStringLiteral("light"));
        QApplication::setPalette(before);
    }

    void everyActionHasAnOwnKey()
    {
        QHash<QString, QString> seen;
        for (const QString &id : m_window->actions().ids()) {
            const QAction *action = m_window->actions()[id.toLatin1().constData()];
            QVERIFY2(!action->text().isEmpty(), qPrintable(id));
            const QString keys = action->shortcut().toString();
            QVERIFY2(keys.isEmpty() || !seen.contains(keys), qPrintable(id + QStringLiteral(" and ") + seen.value(keys)));
            seen.insert(keys, id);
        }
    }

    void recentFilesAreInTheMenu()
    {
        const QString path = exampleFile();
        QVERIFY(m_window->openFile(path));
        action("file.close")->trigger();
        QTRY_COMPARE(m_window->editors().size(), 1);
        QCOMPARE(blueprint().count<Resource>(), 0);
        QMenu *recent = action("file.recent")->menu();
        Q_EMIT recent->aboutToShow();
        QCOMPARE(recent->actions().constFirst()->text(), QFileInfo(path).fileName());
        recent->actions().constFirst()->trigger();
        QVERIFY(blueprint().count<Resource>() > 50);
        QCOMPARE(editor().session().path(), path);
    }

    void saveAsThroughTheDialog()
    {
        add(QStringLiteral("aws_s3_bucket"), QStringLiteral("logs"));
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier); // it has no name yet
        answerFileDialog(file(QStringLiteral("named%1")));
        const QString path = file(QStringLiteral("named%1.groundplan"));
        QTRY_COMPARE(editor().session().path(), path);
        QCOMPARE(blueprintfile::load(path)->count<Resource>(), 1);
        QVERIFY(m_window->statusText().contains(QStringLiteral("Saved")));
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        answerFileDialog(exampleFile());
        QTRY_COMPARE(m_window->editors().size(), 2);
    }

    void settingsAreAppliedAtOnce()
    {
        action("file.settings")->trigger();
        auto *dialog = m_window->findChild<QDialog *>(QStringLiteral("settingsDialog"));
        QVERIFY(dialog && dialog->isVisible());
        shoot(QStringLiteral("settings"), dialog);
        auto *snap = dialog->findChild<QCheckBox *>(QStringLiteral("settingsSnap"));
        QVERIFY(snap->isChecked());
        QTest::keyClick(snap, Qt::Key_Space);
        QVERIFY(!setting::snapToGrid.of(*m_settings));
        auto *theme = dialog->findChild<QComboBox *>(QStringLiteral("settingsTheme"));
        theme->setFocus();
        QTest::keyClick(theme, Qt::Key_End);
        QCOMPARE(m_theme->style().name, QStringLiteral("contrast-dark"));
        QTest::keyClicks(theme, QStringLiteral("Dark"));
        QCOMPARE(m_theme->style().name, QStringLiteral("dark"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<QDialog *>(QStringLiteral("settingsDialog")));
        QVERIFY(m_window->openFile(exampleFile()));
        action("edit.variables")->trigger();
        auto *variables = editor().findChild<QDialog *>();
        QVERIFY(variables && variables->isVisible());
        shoot(QStringLiteral("variables"), variables);
        QTest::keyClick(variables, Qt::Key_Escape);
    }

    void menuBarIsRemembered()
    {
        QVERIFY(!m_window->menuBar()->isVisible());
        action("view.menuBar")->trigger();
        QVERIFY(m_window->menuBar()->isVisible());
        openWindow();
        QVERIFY(m_window->menuBar()->isVisible());
        action("view.menuBar")->trigger();
        QVERIFY(!m_window->menuBar()->isVisible());
    }

    void codePanelFitsANarrowWindow()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        QTRY_VERIFY(child<CodeEdit>("code"));
        QTRY_VERIFY_WITH_TIMEOUT(child<QTabBar>("codeFiles")->count() == 5, 10'000);
        CodePanel &panel = *editor().codePanel();
        for (const int width : {330, 390}) {
            panel.setTarget(width == 330 ? QStringLiteral("cloudformation-yaml") : QStringLiteral("terraform"));
            panel.setFixedWidth(width);
            QTRY_COMPARE(panel.width(), width);
            const auto *target = panel.findChild<QComboBox *>(QStringLiteral("codeTarget"));
            QTRY_VERIFY(target->width() >= target->fontMetrics().horizontalAdvance(target->currentText()) + 24);
            QVERIFY2(child<QTabBar>("codeFiles")->sizeHint().width() <= width, qPrintable(QString::number(width)));
            m_window->resize(1100, 720);
            shoot(QStringLiteral("narrow-%1").arg(width));
            for (const char *name : {"codeTarget", "codeSelectionOnly", "codeCopy"}) {
                const auto *part = panel.findChild<QWidget *>(QString::fromLatin1(name));
                QVERIFY2(part->geometry().right() <= width, name);
            }
        }
    }

    void longMessagesLeaveOtherPanelsTheirRoom()
    {
        QVERIFY(m_window->openFile(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/blueprints/structure-problems.groundplan")));
        QTRY_VERIFY(child<QLabel>("codeProblem") && child<QLabel>("problemCounts"));
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>("codeProblem")->isVisible(), 10'000);
        QTRY_VERIFY(!child<QLabel>("problemCounts")->text().isEmpty());
        QVERIFY(child<QLabel>("codeProblem")->text().size() > 60);
        QCOMPARE(child<QLabel>("problemCounts")->toolTip(), child<QLabel>("problemCounts")->text());
        for (const char *name : {"codeProblem", "problemCounts"}) {
            auto *label = child<QLabel>(name);
            const int least = label->parentWidget()->minimumSizeHint().width();
            label->setText(QString(400, QLatin1Char('x')) + label->text());
            QVERIFY2(label->parentWidget()->minimumSizeHint().width() <= least && least <= 330, name);
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_mainwindow.moc"
