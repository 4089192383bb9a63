// SPDX-License-Identifier: GPL-3.0-or-later
// What can be found by typing, and the keys of everything: MainWindow's own methods.
#include "app/mainwindow.h"

#include "app/commandpalette.h"
#include "app/exporter.h"
#include "app/presentation.h"
#include "app/statusstrip.h"
#include "app/topbar.h"
#include "views/dialogs/shortcutsdialog.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>

namespace groundplan {

void MainWindow::openCommands()
{
    constexpr int actionRank = 60, placeRank = 20, typeRank = -40;
    std::vector<PaletteEntry> commands;
    for (const QString &id : m_actions.ids()) {
        const QByteArray name = id.toLatin1();
        QAction *action = m_actions[name.constData()];
        if (id == QLatin1String("file.recent") || id == QLatin1String("view.bookmarks") || id == QLatin1String("edit.commands")
            || !action->isEnabled())
            continue;
        QString detail = m_actions.menuTitle(id);
        if (action->isCheckable() && action->isChecked())
            detail += tr(" · on");
        const auto keys = m_actions.keys(id);
        commands.push_back({action->text().remove(QLatin1Char('&')), detail,
                            keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText), actionRank,
                            [action] { action->trigger(); }});
    }
    for (const QString &path : m_recent.existing())
        commands.push_back({tr("Open %1").arg(QFileInfo(path).fileName()), QFileInfo(path).absolutePath(), {}, -10, [this, path] {
                                std::ignore = openFile(path);
                            }});
    Editor *front = editor();
    const Blueprint &blueprint = front->blueprint();
    for (const PageId &page : blueprint.pages())
        commands.push_back({blueprint.find(page)->name, tr("Page"), {}, placeRank, [this, page] { editor()->setPage(page); }});
    for (const Bookmark &bookmark : bookmarksOf(blueprint))
        commands.push_back({bookmark.name, tr("Bookmark"), {}, placeRank, [this, bookmark] { goTo(bookmark); }});
    QHash<QString, QString> titles; // thousands of resources are of a few types
    blueprint.forEach<Resource>([&](const Resource &resource) {
        QString &title = titles[resource.type];
        if (title.isEmpty())
            title = m_program.catalog.summary(resource.type).title;
        commands.push_back({resource.name, title, {}, 0, [this, id = resource.id] { editor()->selection().reveal(id); }});
    });
    for (const QString &type : m_program.catalog.types()) {
        const TypeSummary summary = m_program.catalog.summary(type);
        commands.push_back({tr("Add %1").arg(summary.title), type, {}, summary.isDeep ? typeRank / 2 : typeRank, [this, type] {
                                editor()->canvas().startPlacing(type);
                            }});
    }
    auto *palette = new CommandPalette(std::move(commands), m_program.theme.style().textSecondary, this);
    palette->open();
}

void MainWindow::openShortcuts()
{
    QList<Shortcut> shortcuts;
    for (const QString &id : m_actions.ids())
        shortcuts.append(
            {id,
             m_actions.where(id) == Actions::Where::Canvas ? tr("%1, on the canvas").arg(m_actions.menuTitle(id)) : m_actions.menuTitle(id),
             m_actions.title(id), m_actions.keys(id), m_actions.usualKeys(id)});
    for (const auto &[text, keys] : Canvas::handKeys())
        shortcuts.append({{}, tr("Hands on the canvas"), text, {}, {}, keys});
    auto *dialog = new ShortcutsDialog(shortcuts, this);
    connect(dialog, &ShortcutsDialog::changed, this,
            [this](const QString &id, const QList<QKeySequence> &keys) { m_actions.setKeys(id, keys); });
    dialog->open();
}

void MainWindow::giveKeys(Canvas &canvas)
{
    canvas.setKeys([this](const char *id) { return m_actions[id]->shortcut(); });
}

void MainWindow::addBookmark()
{
    if (!editor() || isStartShown())
        return;
    Canvas &canvas = editor()->canvas();
    const auto added = edits::addBookmark(editor()->blueprint(), {canvas.page(), canvas.nameOfPart(), canvas.visiblePart()});
    if (added && editor()->commit(*added))
        canvas.tell(tr("%1: it is in the View menu and in Find a command.").arg(added->text));
}

void MainWindow::goTo(const Bookmark &bookmark)
{
    editor()->setPage(bookmark.page);
    editor()->canvas().lookAt(bookmark.view);
    editor()->canvas().setFocus();
}

void MainWindow::refreshBookmarks()
{
    QMenu *menu = m_actions["view.bookmarks"]->menu();
    qDeleteAll(menu->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly));
    menu->clear();
    const QList<Bookmark> all = editor() ? bookmarksOf(editor()->blueprint()) : QList<Bookmark>();
    if (all.isEmpty())
        menu->addAction(tr("None yet"))->setEnabled(false);
    const bool hasPages = editor() && editor()->blueprint().count<Page>() > 1;
    QMenu *gone = nullptr;
    for (const Bookmark &bookmark : all) {
        const QString page = editor()->blueprint().find(bookmark.page)->name;
        QString title = hasPages && bookmark.name != page ? tr("%1 · %2", "page and place").arg(page, bookmark.name) : bookmark.name;
        title.replace(QLatin1Char('&'), QStringLiteral("&&"));
        menu->addAction(title, this, [this, bookmark] { goTo(bookmark); });
        if (!gone)
            gone = new QMenu(tr("Remove"), menu);
        gone->addAction(title, this, [this, bookmark] {
            if (const auto removed = edits::removeBookmark(editor()->blueprint(), bookmark))
                std::ignore = editor()->commit(*removed); // what it refuses, the status bar says
        });
    }
    if (gone) {
        menu->addSeparator();
        menu->addMenu(gone);
    }
}

/// The pages on the whole screen. The window shows the last one afterwards.
void MainWindow::present()
{
    Editor *front = editor();
    if (!front || isStartShown())
        return;
    auto *shown = new Presentation(front->blueprint(), m_program.catalog, m_exporter->pictureOptions(*front), this);
    connect(shown, &Presentation::ended, front, [this, front](const PageId &page) {
        activateWindow();
        front->setPage(page);
        front->canvas().setFocus();
    });
    shown->showFullScreen();
}

/// The canvas alone, and back to what was there.
void MainWindow::setZen(bool isOn)
{
    if (isOn == m_zen.has_value())
        return;
    Editor *front = editor();
    if (isOn) {
        m_zen = Zen{front, front->isSideVisible(), front->isBottomVisible(), front->arePropertiesVisible()};
        front->setSideVisible(false);
        front->setBottomVisible(false);
        front->setPropertiesVisible(false);
        const QKeySequence keys = m_actions["view.zen"]->shortcut();
        m_strip->hide();
        m_top->hide();
        front->canvas().setFocus();
        front->canvas().tell(keys.isEmpty()
                                 ? tr("The canvas alone.")
                                 : tr("The canvas alone. %1 brings the rest back.").arg(keys.toString(QKeySequence::NativeText)));
    } else {
        if (const QPointer<Editor> was = m_zen->editor) {
            was->setSideVisible(m_zen->side);
            was->setBottomVisible(m_zen->bottom);
            was->setPropertiesVisible(m_zen->properties);
        }
        m_strip->show();
        m_top->show();
        m_zen.reset();
    }
}

} // namespace groundplan
