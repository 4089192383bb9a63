// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandpalette.h"
#include "tests/gui/windowfixture.h"
#include "views/dialogs/shortcutsdialog.h"

using namespace groundplan;

/// Commands by keys, by typing and by the sheet of keys; the canvas alone; files dropped on the window.
class TestMainWindowKeys : public QObject, private WindowFixture {
    Q_OBJECT

    QList<ResourceId> selected() { return editor().selection().resources(); }
    QWidget *front(const char *name) { return m_window->findChild<QWidget *>(QString::fromLatin1(name)); }
    /// Opens the palette by its keys, types, and presses Enter.
    void command(const QString &typed)
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *line = qobject_cast<QLineEdit *>(front("commandText"));
        QVERIFY(line && line->isVisible());
        QTest::keyClicks(line, typed);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(!front("commandPalette"));
    }

private Q_SLOTS:
    void init()
    {
        setUp();
        drawNetwork();
    }
    void cleanup() { tearDown(); }

    void orderHasKeys()
    {
        const ResourceId other = add(QStringLiteral("aws_instance"), QStringLiteral("other"), {}, m_subnetA, {171, 83, 96, 96});
        const QByteArray before = bytes();
        click(center(m_web));
        click(center(other), Qt::ShiftModifier);
        QTest::keyClick(m_window.get(), Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(rect(other).top(), rect(m_web).top());
        QTest::keyClick(m_window.get(), Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(selected().size(), 1);
        QCOMPARE(row(selected().first()).type, QStringLiteral("groundplan_group"));
        const QString code = terraform();
        QTest::keyClick(m_window.get(), Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(terraform(), code); // a free group means nothing
        QCOMPARE(selected().size(), 2);
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        key(Qt::Key_Delete);
        QVERIFY(blueprint().find(other));
        QVERIFY2(m_window->statusText().contains(QStringLiteral("locked")), qPrintable(m_window->statusText()));
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(canvas().viewRect(other).isNull());
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(!canvas().viewRect(other).isNull());
        QCOMPARE(terraform(), code);
        for (int step = 0; step < 6; ++step)
            undo();
        QCOMPARE(bytes(), before);
    }

    void findHasItsKeysAndTypesKeepTheirs()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        auto *line = view()->findChild<QLineEdit *>(QStringLiteral("canvasFind"));
        QVERIFY(line && line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("t3.micro"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(selected(), QList<ResourceId>{m_web});
        shoot(QStringLiteral("find"));
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(canvas().hasFocus());
        key(Qt::Key_Slash);
        QVERIFY(child<QLineEdit>("paletteSearch")->hasFocus());
    }

    void typedCommandsAreDone()
    {
        command(QStringLiteral("zoomin"));
        QTRY_VERIFY(canvas().zoom() > 1);
        command(QStringLiteral("web")); // a resource
        QTRY_COMPARE(selected(), QList<ResourceId>{m_web});
        command(QStringLiteral("Add S3 bucket"));
        QTRY_COMPARE(canvas().tool(), Canvas::ToolKind::Place);
        canvas().setTool(Canvas::ToolKind::Select);

        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *line = qobject_cast<QLineEdit *>(front("commandText"));
        auto *list = qobject_cast<QTreeWidget *>(front("commandList"));
        QVERIFY(line && list);
        shoot(QStringLiteral("commands"));
        QTest::keyClicks(line, QStringLiteral("dark"));
        QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("Dark"));
        QTest::keyClicks(line, QStringLiteral("qqqq"));
        QCOMPARE(list->topLevelItemCount(), 0);
        QTest::keyClick(line, Qt::Key_Return); // nothing to do
        line->setText(QStringLiteral("group"));
        QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("Group"));
        QCOMPARE(list->topLevelItem(0)->text(2), QStringLiteral("Ctrl+G"));
        const int count = list->topLevelItemCount();
        QVERIFY(count > 1);
        QTest::keyClick(line, Qt::Key_Down);
        QVERIFY(list->currentItem() == list->topLevelItem(1));
        const QByteArray before = bytes();
        QTest::keyClick(line, Qt::Key_Escape);
        QTRY_VERIFY(!front("commandPalette"));
        QCOMPARE(bytes(), before);
    }

    void keysAreChangedAndRemembered()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *dialog = m_window->findChild<ShortcutsDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        shoot(QStringLiteral("keys"), dialog);
        auto *tree = dialog->findChild<QTreeWidget *>(QStringLiteral("shortcutsTree"));
        auto *search = dialog->findChild<QLineEdit *>(QStringLiteral("shortcutsSearch"));
        auto *keys = dialog->findChild<QKeySequenceEdit *>(QStringLiteral("shortcutKeys"));
        auto *said = dialog->findChild<QLabel *>(QStringLiteral("shortcutSaid"));
        const auto pick = [&](const QString &text) {
            for (QTreeWidgetItem *item : tree->findItems(text, Qt::MatchExactly | Qt::MatchRecursive))
                tree->setCurrentItem(item);
            return tree->currentItem()->text(0) == text;
        };
        QTest::keyClicks(search, QStringLiteral("Ctrl+Shift+L"));
        int shown = 0;
        for (QTreeWidgetItemIterator it(tree, QTreeWidgetItemIterator::NotHidden | QTreeWidgetItemIterator::Selectable); *it; ++it)
            shown += !(*it)->parent()->isHidden();
        QCOMPARE(shown, 1);
        search->clear();

        const auto press = [&](const QKeySequence &sequence) {
            keys->setKeySequence(sequence);
            Q_EMIT keys->editingFinished();
        };
        QVERIFY(pick(QStringLiteral("Group")));
        press(QKeySequence(QStringLiteral("Ctrl+D"))); // Duplicate's
        QVERIFY2(said->text().contains(QStringLiteral("Duplicate")), qPrintable(said->text()));
        QCOMPARE(action("order.group")->shortcut(), QKeySequence(QStringLiteral("Ctrl+G")));
        press(QKeySequence(QStringLiteral("Ctrl+J")));
        QCOMPARE(action("order.group")->shortcut(), QKeySequence(QStringLiteral("Ctrl+J")));
        QVERIFY(pick(QStringLiteral("Copy"))); // keys of the canvas
        press(QKeySequence(QStringLiteral("Ctrl+Y")));
        QVERIFY(pick(QStringLiteral("Paste")));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("shortcutNone")), Qt::LeftButton);
        dialog->close();

        editor().session().abandon();
        openWindow(); // remembered
        drawNetwork();
        const qsizetype had = blueprint().count<Resource>();
        click(center(m_web));
        QTest::keyClick(m_window.get(), Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(blueprint().count<Resource>(), had);
        QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(blueprint().count<Resource>(), had + 1);
        undo();
        click(center(m_web));
        QApplication::clipboard()->setText(QStringLiteral("kept"));
        key(Qt::Key_C, Qt::ControlModifier); // no longer
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("kept"));
        key(Qt::Key_Y, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text() != QStringLiteral("kept"));
        key(Qt::Key_V, Qt::ControlModifier); // none
        QCOMPARE(blueprint().count<Resource>(), had);

        m_window->actions().setKeys(QStringLiteral("order.group"), m_window->actions().usualKeys(QStringLiteral("order.group")));
        QCOMPARE(action("order.group")->shortcut(), QKeySequence(QStringLiteral("Ctrl+G")));
        QVERIFY(action("order.group")->toolTip().contains(QStringLiteral("Ctrl+G")));
    }

    void sheetHasEveryActionAndTheHands()
    {
        action("help.keys")->trigger();
        auto *tree = m_window->findChild<QTreeWidget *>(QStringLiteral("shortcutsTree"));
        QVERIFY(tree);
        for (const QString &id : m_window->actions().ids())
            QVERIFY2(!tree->findItems(m_window->actions().title(id), Qt::MatchExactly | Qt::MatchRecursive).isEmpty(), qPrintable(id));
        const auto drag = tree->findItems(QStringLiteral("Drag a copy"), Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(drag.size(), 1);
        QVERIFY(drag.first()->text(1).contains(QStringLiteral("Alt")));
    }

    void lettersInAFieldAreTheFields()
    {
        click(center(m_web));
        QTest::keyClick(m_window.get(), Qt::Key_F2);
        auto *name = view()->findChild<QLineEdit *>(QStringLiteral("canvasNameEditor"));
        QVERIFY(name);
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("zvc/?"));
        QCOMPARE(name->text(), QStringLiteral("zvc/?"));
        QCOMPARE(canvas().tool(), Canvas::ToolKind::Select);
        QTest::keyClick(name, Qt::Key_Escape);
    }

    void canvasAloneAndBack()
    {
        const QWidget *strip = m_window->findChild<QWidget *>(QStringLiteral("statusStrip"));
        QVERIFY(strip->isVisible() && editor().isSideVisible());
        editor().setPropertiesVisible(false);
        QTest::keyClick(m_window.get(), Qt::Key_F11);
        QVERIFY(!strip->isVisible() && !editor().isSideVisible() && !editor().isBottomVisible());
        QVERIFY(canvas().hasFocus());
        QTest::keyClick(m_window.get(), Qt::Key_F11);
        QVERIFY(strip->isVisible() && editor().isSideVisible() && editor().isBottomVisible());
        QVERIFY(!editor().arePropertiesVisible()); // as it was
        // What is opened meanwhile comes with everything around it.
        QTest::keyClick(m_window.get(), Qt::Key_F11);
        m_window->newDocument();
        QVERIFY(strip->isVisible() && editor().isSideVisible());
    }

    void overviewIsRemembered()
    {
        auto *map = view()->findChild<QWidget *>(QStringLiteral("canvasMinimap"));
        QVERIFY(map->isVisible());
        action("view.minimap")->trigger();
        QVERIFY(!map->isVisible());
        QVERIFY(!setting::showMinimap.of(*m_settings));
    }

    void blueprintDroppedOnTheCanvasOpens()
    {
        const QString path = exampleFile();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        const QPoint at = view()->rect().center();
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(m_window->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        QCOMPARE(editor().session().path(), path);

        QMimeData other;
        other.setUrls({QUrl::fromLocalFile(QStringLiteral("/somewhere/letter.txt"))});
        QDragEnterEvent refused(at, Qt::CopyAction, &other, Qt::LeftButton, Qt::NoModifier);
        refused.ignore();
        QApplication::sendEvent(view(), &refused);
        QVERIFY(!refused.isAccepted());
    }
};

QTEST_MAIN(TestMainWindowKeys)
#include "test_mainwindow_keys.moc"
