// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandpalette.h"
#include "app/presentation.h"
#include "tests/gui/windowfixture.h"
#include "views/canvas/canvasaccess.h"
#include "views/dialogs/shortcutsdialog.h"

#include <QAccessible>
#include <QAbstractSpinBox>
#include <QAccessibleActionInterface>
#include <QAccessibleInterface>
#include <QDragEnterEvent>
#include <QKeySequenceEdit>
#include <QTabBar>
#include <QTreeWidget>
#include <QTreeWidgetItem>
#include <QTreeWidgetItemIterator>
#include <QUrl>
#include <QVector>
#include <QClipboard>

using namespace groundplan;

namespace {

using Visit = std::function<void(QAccessibleInterface &)>;

void walkAccessible(QAccessibleInterface *at, const Visit &visit)
{
    if (!at || !at->isValid())
        return;
    visit(*at);
    for (int i = 0; i < at->childCount(); ++i)
        walkAccessible(at->child(i), visit);
}

/// Does one work with it, so that one has to be told what it is?
bool isControl(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::PushButton:
    case QAccessible::ButtonMenu:
    case QAccessible::ButtonDropDown:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::List:
    case QAccessible::Tree:
    case QAccessible::Table:
    case QAccessible::PageTabList:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::Canvas:
    case QAccessible::Link: return true;
    default: return false;
    }
}

/// What of Qt's own is inside a control that has a name.
bool isInnards(const QWidget *widget)
{
    for (const QWidget *at = widget; at; at = at->parentWidget()) {
        const QWidget *around = at->parentWidget();
        if (at->objectName().startsWith(QLatin1String("qt_")) || at->inherits("QComboBoxPrivateContainer")
            || (qobject_cast<const QAbstractSpinBox *>(around) && qobject_cast<const QLineEdit *>(at))
            || (qobject_cast<const QKeySequenceEdit *>(around) && qobject_cast<const QLineEdit *>(at))
            || (qobject_cast<const QComboBox *>(around) && qobject_cast<const QLineEdit *>(at)))
            return true;
    }
    return false;
}

QStringList namesOf(QAccessibleInterface *of)
{
    QStringList names;
    for (int i = 0; of && i < of->childCount(); ++i)
        names.append(of->child(i)->text(QAccessible::Name));
    return names;
}

struct Told {
    QAccessible::Event type;
    QString name;
    bool operator==(const Told &) const = default;
};

} // namespace

/// Commands by keys, by typing and by the sheet of keys; the canvas alone; files dropped on the window.
class TestMainWindowKeys : public QObject, private WindowFixture {
    Q_OBJECT

    QList<ResourceId> selected() { return editor().selection().resources(); }
    QAccessibleInterface *accessibleCanvas() { return QAccessible::queryAccessibleInterface(&canvas()); }
    QAccessibleInterface *accessible(const QString &nameBegin)
    {
        QAccessibleInterface *found = nullptr;
        walkAccessible(accessibleCanvas(), [&](QAccessibleInterface &at) {
            if (!found && !at.object() && at.text(QAccessible::Name).startsWith(nameBegin))
                found = &at;
        });
        return found;
    }
    /// Controls of a window that have no name, by class and object name.
    static QStringList nameless(QWidget *window)
    {
        QStringList found;
        walkAccessible(QAccessible::queryAccessibleInterface(window), [&](QAccessibleInterface &at) {
            const auto *widget = qobject_cast<QWidget *>(at.object());
            if (!isControl(at.role()) || !at.text(QAccessible::Name).trimmed().isEmpty() || at.state().invisible || isInnards(widget))
                return;
            QStringList path;
            for (const QObject *up = at.object(); up; up = up->parent())
                path.prepend(QLatin1String(up->metaObject()->className()) + QLatin1Char('#') + up->objectName());
            found.append(path.isEmpty() ? QStringLiteral("in %1, role %2").arg(at.parent()->text(QAccessible::Name)).arg(at.role())
                                        : path.join(QLatin1Char('/')));
        });
        return found;
    }
    ConnectionId connectTo(const ResourceId &from, const ResourceId &to)
    {
        ConnectionId id;
        const auto edit =
            edits::connect(blueprint(), from, to, QStringLiteral("network_access"),
                           {{QStringLiteral("protocol"), QStringLiteral("tcp")}, {QStringLiteral("ports"), ValueList{5432}}}, &id);
        if (!edit || !editor().commit(*edit))
            qFatal("The fixture can't be made.");
        return id;
    }
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

    void everyControlHasAName()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        QSet<QString> found;
        const auto look = [&found](QWidget *window) {
            for (const QString &path : nameless(window))
                found.insert(path);
        };
        look(m_window.get());
        const auto types = {"aws_db_instance", "aws_security_group", "aws_subnet", "aws_lb"};
        auto *tabs = child<QTabBar>("propertyTabs");
        QVERIFY(tabs);
        for (const char *type : types) {
            for (const ResourceId &id : blueprint().ids<Resource>()) {
                if (row(id).type != QLatin1String(type))
                    continue;
                editor().selection().set({id});
                for (int tab = 0; tab < tabs->count(); ++tab) {
                    tabs->setCurrentIndex(tab);
                    look(m_window.get());
                }
                break;
            }
        }
        for (const char *id : {"view.outline", "view.grid", "deploy.pane", "edit.find", "edit.history", "edit.commands"}) {
            action(id)->trigger();
            look(m_window.get());
        }
        for (const char *id : {"file.settings", "help.keys", "edit.variables"}) {
            action(id)->trigger();
            for (QDialog *dialog : m_window->findChildren<QDialog *>()) {
                if (dialog->isVisible()) {
                    look(dialog);
                    dialog->close();
                }
            }
        }
        m_window->showStart(true);
        look(m_window.get());
        QVERIFY2(found.isEmpty(), qPrintable(QStringList(found.begin(), found.end()).join(QLatin1Char('\n'))));
    }

    void screenReadersFindThePage()
    {
        const ResourceId base = add(QStringLiteral("aws_db_instance"), QStringLiteral("base"), {}, m_subnetB, {40, 48, 96, 96});
        connectTo(m_web, base);
        QAccessibleInterface *page = accessibleCanvas();
        QCOMPARE(page->role(), QAccessible::Canvas);
        // What is drawn directly on the page, then the connections, then the bars that float over it.
        QVERIFY2(namesOf(page).mid(0, 2) == (QStringList{QStringLiteral("us-east-1, Region, N. Virginia"), QStringLiteral("Connections")}),
                 qPrintable(namesOf(page).join(QLatin1Char(';'))));
        QAccessibleInterface *region = page->child(0);
        QCOMPARE(region->role(), QAccessible::Grouping);
        QCOMPARE(page->indexOfChild(region), 0);
        QCOMPARE(region->parent(), page);
        QAccessibleInterface *net = region->child(0);
        QCOMPARE(net->text(QAccessible::Name), QStringLiteral("net, VPC, 10.0.0.0/16"));
        QCOMPARE(net->childCount(), 2); // left and right, in reading order
        QVERIFY(net->child(0)->text(QAccessible::Name).startsWith(QStringLiteral("left, Subnet")));
        QAccessibleInterface *web = net->child(0)->child(0);
        QCOMPARE(web->role(), QAccessible::Graphic);
        QVERIFY2(web->text(QAccessible::Name).startsWith(QStringLiteral("web, ")), qPrintable(web->text(QAccessible::Name)));
        QCOMPARE(web->parent(), net->child(0));
        QTRY_VERIFY(web->text(QAccessible::Description).contains(QStringLiteral("a month")));
        QVERIFY2(web->text(QAccessible::Description).contains(QStringLiteral("Traffic from web to base")),
                 qPrintable(web->text(QAccessible::Description)));
        QVERIFY(web->text(QAccessible::Description).contains(QStringLiteral("Warning")));
        QCOMPARE(web->rect(), QRect(view()->mapToGlobal(canvas().viewRect(m_web).topLeft()), canvas().viewRect(m_web).size()));
        QCOMPARE(page->childAt(web->rect().center().x(), web->rect().center().y()), web);

        QAccessibleInterface *line = page->child(1)->child(0);
        QCOMPARE(line->role(), QAccessible::ListItem);
        QCOMPARE(line->text(QAccessible::Name), QStringLiteral("Traffic from web to base, tcp 5432"));
        QCOMPARE(line->parent(), page->child(1));
        QAccessibleInterface *other = net->child(1)->child(0);
        using Relation = std::pair<QAccessibleInterface *, QAccessible::Relation>;
        QCOMPARE(line->relations(QAccessible::AllRelations),
                 (QVector<Relation>{{web, QAccessible::Controller}, {other, QAccessible::Controlled}}));
        QCOMPARE(web->relations(QAccessible::Controlled), (QVector<Relation>{{other, QAccessible::Controlled}}));
        QVERIFY(web->relations(QAccessible::Controller).isEmpty());

        // As the page, so the tree: every placement and connection once, and what goes away goes there as well.
        int nodes = 0;
        walkAccessible(page, [&](QAccessibleInterface &at) {
            nodes += at.role() == QAccessible::Graphic || (at.role() == QAccessible::Grouping && !at.object());
        });
        QCOMPARE(nodes, int(blueprint().placementsOn(canvas().page()).size()));
        key(Qt::Key_N);
        click({840, 60});
        auto *sheet = view()->findChild<QWidget *>(QStringLiteral("canvasNoteEditor"));
        QVERIFY(sheet);
        QTest::keyClicks(sheet, QStringLiteral("Ask Ana"));
        QTest::keyClick(sheet, Qt::Key_Return, Qt::ControlModifier);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::sendPostedEvents();
        QVERIFY(accessible(QStringLiteral("Sticky note")));
        QCOMPARE(accessible(QStringLiteral("Sticky note"))->text(QAccessible::Name), QStringLiteral("Sticky note, Ask Ana"));
        QCOMPARE(accessible(QStringLiteral("Sticky note"))->role(), QAccessible::Note);
        click(center(base));
        QCOMPARE(selected(), QList<ResourceId>{base});
        key(Qt::Key_Delete);
        QVERIFY(!blueprint().find(base));
        QVERIFY(!accessible(QStringLiteral("base")));
        QVERIFY(!accessible(QStringLiteral("Connections")));
        undo();
        QVERIFY(accessible(QStringLiteral("base")));
        QVERIFY(accessible(QStringLiteral("Traffic from web to base")));
    }

    void screenReadersFollowTheSelection()
    {
        const ResourceId base = add(QStringLiteral("aws_db_instance"), QStringLiteral("base"), {}, m_subnetB, {40, 48, 96, 96});
        QAccessibleInterface *web = accessible(QStringLiteral("web")); // who has asked is told
        QList<Told> told;
        const auto take = [&told](QAccessibleInterface *about, QAccessible::Event type) {
            told.append({type, about->text(QAccessible::Name)});
        };
        QVERIFY(connect(canvas().findChild<CanvasAccess *>(), &CanvasAccess::told, &canvas(), take));
        told.clear();
        click(center(m_web));
        QVERIFY(web && web->state().selected && web->state().focused);
        QCOMPARE(accessibleCanvas()->focusChild(), web);
        const QString name = web->text(QAccessible::Name);
        QVERIFY(told.contains({QAccessible::Selection, name}));
        QVERIFY(told.contains({QAccessible::Focus, name}));
        told.clear();
        click(center(base), Qt::ShiftModifier);
        const QString added = accessible(QStringLiteral("base"))->text(QAccessible::Name);
        QVERIFY(told.contains({QAccessible::SelectionAdd, added}));
        QVERIFY(told.contains({QAccessible::Focus, added}));
        QVERIFY(web->state().selected && !web->state().focused);
        told.clear();
        key(Qt::Key_Escape);
        QVERIFY(told.contains({QAccessible::SelectionRemove, name}));
        QVERIFY(!web->state().selected);

        // A reader may select, too, and open the properties.
        auto *actions = web->actionInterface();
        QVERIFY(actions && actions->actionNames().contains(QAccessibleActionInterface::setFocusAction()));
        actions->doAction(QAccessibleActionInterface::setFocusAction());
        QCOMPARE(selected(), QList<ResourceId>{m_web});
        QVERIFY(canvas().hasFocus());
        actions->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(child<QWidget>("propertiesPanel")->isAncestorOf(QApplication::focusWidget())
                || child<QWidget>("propertiesPanel")->hasFocus());
    }

    void keysWalkOverThePage()
    {
        const ResourceId below = add(QStringLiteral("aws_instance"), QStringLiteral("below"), {}, m_subnetA, {40, 144, 96, 96});
        const ResourceId base = add(QStringLiteral("aws_db_instance"), QStringLiteral("base"), {}, m_subnetB, {40, 48, 96, 96});
        const ConnectionId line = connectTo(m_web, base);
        const QByteArray before = bytes();
        click(center(m_web));
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(selected(), QList<ResourceId>{below});
        key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(selected(), QList<ResourceId>{m_web});
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(selected(), QList<ResourceId>{base});
        key(Qt::Key_Right, Qt::AltModifier); // nothing there
        QCOMPARE(selected(), QList<ResourceId>{base});
        key(Qt::Key_L);
        QCOMPARE(editor().selection().connections(), QList<ConnectionId>{line});
        QVERIFY(selected().isEmpty());
        key(Qt::Key_L); // the only one
        QCOMPARE(editor().selection().connections(), QList<ConnectionId>{line});
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(selected(), QList<ResourceId>{m_web});
        key(Qt::Key_L);
        key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(selected(), QList<ResourceId>{base});
        QCOMPARE(bytes(), before);

        // Tab goes from item to item; the canvas is no trap for all that.
        key(Qt::Key_Tab);
        QVERIFY(canvas().hasFocus());
        key(Qt::Key_Tab, Qt::ControlModifier);
        QVERIFY(!canvas().hasFocus());
        canvas().setFocus(Qt::TabFocusReason);
        key(Qt::Key_Escape);
        QVERIFY(selected().isEmpty());
        const QImage framed = view()->grab().toImage(); // the keyboard is here, though nothing is selected
        child<QLineEdit>("paletteSearch")->setFocus();
        QVERIFY(view()->grab().toImage() != framed);
    }

    void aZoneOrTheSelectionIsArrangedByKeys()
    {
        QList<ResourceId> heap;
        for (int i = 0; i < 4; ++i)
            heap.append(add(QStringLiteral("aws_instance"), QStringLiteral("node%1").arg(i), {}, m_subnetB,
                            QRectF(20 + 24 * i, 40 + 16 * i, 96, 96)));
        const QRectF web = rect(m_web);
        const QByteArray before = bytes();
        const QString code = terraform();
        const auto overlap = [&] {
            for (const ResourceId &a : heap) {
                for (const ResourceId &b : heap) {
                    if (a != b && rect(a).intersects(rect(b)))
                        return true;
                }
            }
            return false;
        };
        QVERIFY(overlap());
        click(title(m_subnetB));
        QCOMPARE(selected(), QList<ResourceId>{m_subnetB});
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(!overlap());
        for (const ResourceId &id : heap)
            QVERIFY(rect(m_subnetB).contains(rect(id)));
        QCOMPARE(rect(m_web), web);
        QCOMPARE(selected(), QList<ResourceId>{m_subnetB});
        QCOMPARE(terraform(), code);
        const QByteArray arranged = bytes();
        undo();
        QCOMPARE(bytes(), before);
        redo();
        QCOMPARE(bytes(), arranged);
        undo();
        editor().selection().set(heap);
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(!overlap());
        undo();
        QCOMPARE(bytes(), before);
        editor().selection().clear();
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(bytes(), before);
        QVERIFY2(m_window->statusText().contains(QStringLiteral("Select a zone")), qPrintable(m_window->statusText()));
    }

    void pagesArePresented()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        const QList<PageId> pages = blueprint().pages();
        QVERIFY(pages.size() > 2);
        QCOMPARE(canvas().page(), pages.first());
        const QByteArray before = bytes();
        const auto shown = [this] { return m_window->findChild<Presentation *>(); };
        QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ShiftModifier);
        QVERIFY(shown() && shown()->isVisible() && shown()->isFullScreen());
        QCOMPARE(shown()->page(), pages.first());
        QVERIFY(shown()->accessibleName().contains(QStringLiteral("1 of %1").arg(pages.size())));
        const QImage first = shown()->grab().toImage();
        QTest::keyClick(shown(), Qt::Key_Space);
        QCOMPARE(shown()->page(), pages.at(1));
        QVERIFY(shown()->grab().toImage() != first);
        QTest::keyClick(shown(), Qt::Key_End);
        QTest::keyClick(shown(), Qt::Key_Right); // there is no other
        QCOMPARE(shown()->page(), pages.last());
        QTest::mouseClick(shown(), Qt::RightButton);
        QCOMPARE(shown()->page(), pages.at(pages.size() - 2));
        QTest::keyClick(shown(), Qt::Key_Home);
        QCOMPARE(shown()->grab().toImage(), first);
        QTest::mouseClick(shown(), Qt::LeftButton);
        QTest::keyClick(shown(), Qt::Key_Delete); // nothing can be changed
        QTest::keyClick(shown(), Qt::Key_Escape);
        QTRY_VERIFY(!shown());
        QCOMPARE(canvas().page(), pages.at(1)); // where one was
        QCOMPARE(bytes(), before);
        m_window->newDocument(); // a page with nothing on it says so
        action("view.present")->trigger();
        QVERIFY(shown());
        shown()->grab();
        QTest::keyClick(shown(), Qt::Key_Escape);
        QTRY_VERIFY(!shown());
    }

    void bookmarksBringBack()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        const QByteArray before = bytes();
        const QString code = terraform();
        const ResourceId zone = [this] {
            for (const ResourceId &id : blueprint().ids<Resource>()) {
                if (row(id).type == QLatin1String("aws_subnet"))
                    return id;
            }
            return ResourceId();
        }();
        canvas().zoomTo(2);
        editor().selection().reveal(zone, Selection::Where::Centre);
        const QRectF seen = canvas().visiblePart();
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(bookmarksOf(blueprint()).size(), 1);
        const Bookmark first = bookmarksOf(blueprint()).first();
        QCOMPARE(first.view, seen);
        QCOMPARE(first.page, canvas().page());
        QVERIFY(!first.name.isEmpty());
        QCOMPARE(terraform(), code);
        QCOMPARE(blueprintfile::write(*blueprintfile::read(bytes())), bytes());

        editor().setPage(blueprint().pages().last());
        canvas().fit();
        QMenu *menu = action("view.bookmarks")->menu();
        Q_EMIT menu->aboutToShow();
        QVERIFY2(menu->actions().first()->text().contains(first.name), qPrintable(menu->actions().first()->text()));
        menu->actions().first()->trigger();
        QCOMPARE(canvas().page(), first.page);
        QVERIFY(std::abs(canvas().visiblePart().center().x() - seen.center().x()) < 2);
        QVERIFY(std::abs(canvas().visiblePart().width() - seen.width()) < 2);
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(bookmarksOf(blueprint()).size(), 2);
        QVERIFY(bookmarksOf(blueprint()).last().name != first.name); // two of a name would be one too many
        canvas().fit();
        command(first.name + QStringLiteral(" 2"));
        QTRY_VERIFY(std::abs(canvas().visiblePart().center().x() - seen.center().x()) < 2);
        Q_EMIT menu->aboutToShow();
        menu->actions().last()->menu()->actions().first()->trigger();
        QCOMPARE(bookmarksOf(blueprint()).size(), 1);
        for (int step = 0; step < 3; ++step)
            undo();
        QCOMPARE(bytes(), before);
    }

    void aReaderMayAskToTheEnd()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        walkAccessible(accessibleCanvas(), [](QAccessibleInterface &) {});
        const qsizetype example = m_window->editors().indexOf(&editor());
        m_window->newDocument();
        const qsizetype count = m_window->editors().size();
        m_window->closeDocument(int(example)); // with all that was asked for
        QTRY_COMPARE(m_window->editors().size(), count - 1);
        walkAccessible(QAccessible::queryAccessibleInterface(m_window.get()),
                       [](QAccessibleInterface &at) { (void)at.text(QAccessible::Name); });
        QCOMPARE(accessibleCanvas()->role(), QAccessible::Canvas);
    }
};

QTEST_MAIN(TestMainWindowKeys)
#include "test_mainwindow_keys.moc"
