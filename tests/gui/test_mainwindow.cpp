// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"
#include "app/exporter.h"
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "views/panels/code.h"
#include "views/panels/codeedit.h"
#include "views/panels/palettemodel.h"
#include "views/tools/mime.h"

#include <QTemporaryDir>
#include <QtTest>
#include <QtWidgets>

using namespace groundplan;

/// The real window, driven with mouse and keys.
class TestMainWindow : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_count = 0;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Program> m_program;
    std::unique_ptr<MainWindow> m_window;

    QString scratch() const { return m_dir.filePath(QStringLiteral("scratch%1").arg(m_count)); }
    Editor &editor() { return *m_window->editor(); }
    const Blueprint &blueprint() { return editor().blueprint(); }
    template <class T> T *child(const char *name) { return editor().findChild<T *>(QString::fromLatin1(name)); }

    void openWindow()
    {
        m_window = std::make_unique<MainWindow>(*m_program);
        m_window->resize(1500, 950);
        m_window->newDocument();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    QString exampleFile()
    {
        const QString path = m_dir.filePath(QStringLiteral("example%1.groundplan").arg(++m_count));
        QFile::copy(QStringLiteral(":/groundplan/examples/three-tier.groundplan"), path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        return path;
    }
    ResourceId named(const QString &type, const QString &name)
    {
        const auto ids = blueprint().namesakes(type, name);
        return ids.isEmpty() ? ResourceId() : ids.constFirst();
    }
    ResourceId add(const QString &type, const QString &name, const PropertyMap &properties = {})
    {
        edits::NewResource resource;
        resource.type = type;
        resource.nameHint = name;
        resource.properties = properties;
        resource.page = blueprint().pages().constFirst();
        resource.rect = QRectF(40, 40, 96, 96);
        ResourceId id;
        const auto edit = edits::addResource(blueprint(), resource, &id);
        if (!edit || !editor().commit(*edit))
            qFatal("The fixture can't be made.");
        return id;
    }
    /// What a drag from the palette does, by the events that the canvas gets of it.
    bool drop(const QString &type, const QPoint &where)
    {
        QWidget *viewport = editor().canvas().viewport();
        QMimeData data;
        data.setData(mime::resourceType, type.toUtf8());
        QDragEnterEvent enter(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &enter);
        QDragMoveEvent move(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &move);
        QDropEvent drop(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &drop);
        return drop.isAccepted();
    }
    QPushButton *noticeButton(const QString &text)
    {
        for (QPushButton *button : editor().notices().findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        ++m_count;
        m_settings = std::make_unique<Settings>(m_dir.filePath(QStringLiteral("settings%1.ini").arg(m_count)));
        setting::theme.set(*m_settings, QStringLiteral("light"));
        m_theme = std::make_unique<Theme>(*qApp, *m_settings);
        m_program.reset(new Program{*m_settings, *m_theme, scratch()});
        m_program->deployPlaces.root = m_dir.filePath(QStringLiteral("deploy%1").arg(m_count));
        m_program->deployPlaces.history = m_dir.filePath(QStringLiteral("history%1.sqlite").arg(m_count));
        openWindow();
    }
    void cleanup()
    {
        for (Editor *open : m_window->editors())
            open->session().abandon();
        m_window.reset();
        m_program.reset();
        m_theme.reset();
        m_settings.reset();
    }

    void opensTheExample()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        QCOMPARE(m_window->editors().size(), 1); // the untouched new document made room
        QVERIFY(blueprint().count<Resource>() > 50);
        const QString resources = QString::number(blueprint().count<Resource>());
        QVERIFY2(m_window->statusText().contains(resources), qPrintable(m_window->statusText()));
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

    void paletteKnowsAllTypesAndSearchesFast()
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
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 10; ++i)
            search->setText(QStringLiteral("load balancer %1").arg(i).left(6 + i));
        QVERIFY2(timer.elapsed() < 10 * 30, qPrintable(QString::number(timer.elapsed()))); // 10 ms each, with room for a busy machine
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
        const QColor light = QApplication::palette().color(QPalette::Window);
        m_window->actions()["view.themeDark"]->trigger();
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < light.lightness());
        QCOMPARE(m_theme->style().name, QStringLiteral("dark"));
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

    void exportsCodeAndPictures()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        Exporter exporter(*m_program, m_window.get());
        const QString folder = m_dir.filePath(QStringLiteral("out"));
        QVERIFY(exporter.exportTerraform(editor(), folder));
        for (const char *name : {"main.tf", "versions.tf", "providers.tf", "variables.tf", "outputs.tf"})
            QVERIFY2(QFile::exists(folder + QLatin1Char('/') + QString::fromLatin1(name)), name);
        QVERIFY(exporter.exportPicture(editor(), folder + QStringLiteral("/picture.png")));
        QVERIFY(!QImage(folder + QStringLiteral("/picture.png")).isNull());
        QVERIFY(!exporter.exportTemplate(editor(), Target::CloudFormationYaml, QStringLiteral("/proc/none.yaml")));
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_mainwindow.moc"
