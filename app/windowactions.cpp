// SPDX-License-Identifier: GPL-3.0-or-later
// What each action of the window does: MainWindow's own methods, apart from how it holds its documents.
#include "app/mainwindow.h"

#include "app/exporter.h"
#include "app/startpage.h"
#include "app/statusstrip.h"
#include "app/undolist.h"
#include "model/blueprint/annotationedits.h"
#include "views/dialogs/settingsdialog.h"
#include "views/panels/deploy.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>

namespace groundplan {

void MainWindow::wireFile()
{
    m_actions.on("file.new", [this] { newDocument(); });
    m_actions.on("file.open", [this] { askOpen(); });
    m_actions.on("file.start", [this] { showStart(!isStartShown()); });
    m_actions.on("file.print", [this] { m_exporter->askPrint(*editor()); });
    m_actions.on("file.example", [this] { openExample(); });
    m_actions.on("file.save", [this] { save(*editor()); });
    m_actions.on("file.saveAs", [this] { askSaveAs(*editor()); });
    m_actions.on("file.close", [this] { closeDocument(m_stack->currentIndex()); });
    m_actions.on("file.quit", [this] { close(); });
    m_actions.on("file.settings", [this] { openSettings(); });
    m_actions["file.recent"]->setMenu(new QMenu(this));
    connect(m_actions["file.recent"]->menu(), &QMenu::aboutToShow, this, &MainWindow::refreshRecent);
    m_actions.on("export.terraform", [this] { m_exporter->askTerraform(*editor()); });
    m_actions.on("export.cloudformationYaml", [this] { m_exporter->askTemplate(*editor(), Target::CloudFormationYaml); });
    m_actions.on("export.cloudformationJson", [this] { m_exporter->askTemplate(*editor(), Target::CloudFormationJson); });
    m_actions.on("export.picture", [this] { m_exporter->askPicture(*editor()); });
}

void MainWindow::wireEdit()
{
    m_actions.on("edit.undo", [this] { editor()->session().undo(); });
    m_actions.on("edit.redo", [this] { editor()->session().redo(); });
    m_actions.on("edit.history", [this] {
        if (!m_undoList)
            m_undoList = new UndoList(this);
        m_undoList->show(&editor()->session());
    });
    m_actions.on("edit.copyPicture", [this] { m_exporter->copyPicture(*editor()); });
    m_actions.on("edit.cut", [this] { editor()->canvas().cut(); });
    m_actions.on("edit.copy", [this] { editor()->canvas().copy(); });
    m_actions.on("edit.paste", [this] { editor()->canvas().paste(); });
    m_actions.on("edit.duplicate", [this] { editor()->canvas().duplicate(); });
    m_actions.on("edit.delete", [this] { editor()->canvas().deleteSelection(); });
    m_actions.on("edit.rename", [this] { editor()->canvas().renameSelected(); });
    m_actions.on("edit.selectAll", [this] { editor()->canvas().selectAll(); });
    m_actions.on("edit.arrange", [this] { editor()->canvas().arrange(); });
    m_actions.on("edit.variables", [this] { openVariables(); });
    m_actions.on("insert.search", [this] { editor()->searchPalette(); });
    m_actions.on("edit.find", [this] { editor()->canvas().find(); });
    m_actions.on("edit.commands", [this] { openCommands(); });
    m_actions.on("insert.select", [this] { editor()->canvas().setTool(Canvas::ToolKind::Select); });
    m_actions.on("insert.zone", [this] { editor()->canvas().setTool(Canvas::ToolKind::Zone); });
    m_actions.on("insert.connection", [this] { editor()->canvas().setTool(Canvas::ToolKind::Connect); });
    m_actions.on("insert.page", [this] { editor()->addPage(); });
    const std::pair<const char *, QLatin1String> notes[] = {
        {"insert.text", annotation::text},           {"insert.note", annotation::sticky},          {"insert.callout", annotation::callout},
        {"insert.rectangle", annotation::rectangle}, {"insert.ellipse", annotation::ellipse},      {"insert.arrow", annotation::arrow},
        {"insert.legend", annotation::legend},       {"insert.titleBlock", annotation::titleBlock}};
    for (const auto &[id, kind] : notes)
        m_actions.on(id, [this, kind = kind] { editor()->canvas().startNote(kind); });
    m_actions.on("insert.picture", [this] { askPicture(); });
}

void MainWindow::wireOrder()
{
    using edits::Alignment, edits::Stacking;
    const std::pair<const char *, Alignment> sides[] = {{"order.left", Alignment::Left},     {"order.centre", Alignment::Centre},
                                                        {"order.right", Alignment::Right},   {"order.top", Alignment::Top},
                                                        {"order.middle", Alignment::Middle}, {"order.bottom", Alignment::Bottom}};
    for (const auto &[id, side] : sides)
        m_actions.on(id, [this, side = side] { editor()->canvas().align(side); });
    const std::pair<const char *, Stacking> ways[] = {{"order.forward", Stacking::Forward},
                                                      {"order.backward", Stacking::Backward},
                                                      {"order.front", Stacking::ToFront},
                                                      {"order.back", Stacking::ToBack}};
    for (const auto &[id, way] : ways)
        m_actions.on(id, [this, way = way] { editor()->canvas().restack(way); });
    m_actions.on("order.row", [this] { editor()->canvas().distribute(Qt::Horizontal); });
    m_actions.on("order.column", [this] { editor()->canvas().distribute(Qt::Vertical); });
    const std::pair<const char *, void (Canvas::*)()> rest[] = {
        {"order.sameSize", &Canvas::makeSameSize}, {"order.shrink", &Canvas::shrinkToFit},    {"order.straighten", &Canvas::straighten},
        {"order.group", &Canvas::group},           {"order.ungroup", &Canvas::ungroup},       {"order.lock", &Canvas::toggleLock},
        {"order.hide", &Canvas::hideSelected},     {"order.showHidden", &Canvas::showHidden}, {"order.arrange", &Canvas::arrangeSelection}};
    for (const auto &[id, act] : rest)
        m_actions.on(id, [this, act = act] { (editor()->canvas().*act)(); });
}

void MainWindow::wireView()
{
    m_actions.on("view.zoomIn", [this] { editor()->canvas().zoomIn(); });
    m_actions.on("view.zoomOut", [this] { editor()->canvas().zoomOut(); });
    m_actions.on("view.actualSize", [this] { editor()->canvas().zoomTo(1); });
    m_actions.on("view.present", [this] { present(); });
    m_actions.on("view.bookmark", [this] { addBookmark(); });
    m_actions["view.bookmarks"]->setMenu(new QMenu(this));
    connect(m_actions["view.bookmarks"]->menu(), &QMenu::aboutToShow, this, &MainWindow::refreshBookmarks);
    m_actions.on("view.fit", [this] { editor()->canvas().fit(); });
    m_actions.on("view.fitSelection", [this] { editor()->canvas().fitSelection(); });
    m_actions.on("view.focus", [this] { editor()->canvas().setFocusMode(!editor()->canvas().isFocusMode()); });
    m_actions.on("view.zen", [this] { setZen(!m_zen.has_value()); });
    m_actions.on("view.side", [this] { editor()->setSideVisible(!editor()->isSideVisible()); });
    m_actions.on("view.outline", [this] { editor()->showSide(Editor::Side::Outline); });
    m_actions.on("view.bottom", [this] { editor()->setBottomVisible(!editor()->isBottomVisible()); });
    m_actions.on("view.grid", [this] { editor()->showGrid(!editor()->isGridShown()); });
    m_actions.on("view.properties", [this] { editor()->setPropertiesVisible(!editor()->arePropertiesVisible()); });
    const auto toggle = [this](const char *id, const Setting<bool> &setting) {
        m_actions.on(id, [this, &setting] { setting.set(m_program.settings, !setting.of(m_program.settings)); });
    };
    toggle("view.snap", setting::snapToGrid);
    toggle("view.costs", setting::showCosts);
    toggle("view.minimap", setting::showMinimap);
    toggle("view.menuBar", setting::showMenuBar);
    const auto theme = [this](const char *id, const QString &name) {
        m_actions.on(id, [this, name] { setting::theme.set(m_program.settings, name); });
    };
    theme("view.themeSystem", QStringLiteral("system"));
    theme("view.themeLight", QStringLiteral("light"));
    theme("view.themeDark", QStringLiteral("dark"));
    theme("view.themeContrastLight", QStringLiteral("contrast-light"));
    theme("view.themeContrastDark", QStringLiteral("contrast-dark"));
    for (QMenu *menu : m_actions.menus())
        connect(menu, &QMenu::aboutToShow, this, &MainWindow::refreshView);
    connect(&m_program.settings, &Settings::changed, this, &MainWindow::refreshView);
}

void MainWindow::wireRest()
{
    m_actions.on("deploy.check", [this] {
        editor()->showProblems();
        m_strip->say(editor()->isChecking()                            ? tr("Checking…")
                         : editor()->findings().byResource().isEmpty() ? tr("Checked: no problems.")
                                                                       : tr("Checked: see Problems."));
    });
    m_actions.on("deploy.plan", [this] {
        editor()->showDeployPane(true);
        editor()->deployPane().plan();
    });
    m_actions.on("deploy.pane", [this] { editor()->showDeployPane(!editor()->isDeployPaneShown()); });
    m_actions.on("help.keys", [this] { openShortcuts(); });
    connect(&m_actions, &Actions::keysChanged, this, [this] {
        for (Editor *open : editors())
            giveKeys(open->canvas());
    });
    m_actions.on("help.about", [this] {
        auto *about = new QMessageBox(QMessageBox::NoIcon, tr("About Groundplan"),
                                      tr("<b>Groundplan %1</b><br>Draw a cloud; see its problems, cost and code while you draw.")
                                          .arg(QStringLiteral(GROUNDPLAN_VERSION)),
                                      QMessageBox::Close, this);
        about->setInformativeText(tr("Free software under the GNU General Public License, version 3 or later."));
        about->setAttribute(Qt::WA_DeleteOnClose);
        about->open();
    });
}

void MainWindow::refreshHistory()
{
    const Session &session = editor()->session();
    QAction *undo = m_actions["edit.undo"];
    undo->setEnabled(session.mayUndo());
    undo->setText(session.mayUndo() && !session.undoText().isEmpty() ? tr("&Undo: %1").arg(session.undoText()) : tr("&Undo"));
    QAction *redo = m_actions["edit.redo"];
    redo->setEnabled(session.mayRedo());
    redo->setText(session.mayRedo() && !session.redoText().isEmpty() ? tr("&Redo: %1").arg(session.redoText()) : tr("&Redo"));
}

void MainWindow::refreshView()
{
    menuBar()->setVisible(setting::showMenuBar.of(m_program.settings));
    if (!editor())
        return;
    m_actions["view.side"]->setChecked(editor()->isSideVisible());
    m_actions["view.bottom"]->setChecked(editor()->isBottomVisible());
    m_actions["view.grid"]->setChecked(editor()->isGridShown());
    m_actions["view.properties"]->setChecked(editor()->arePropertiesVisible());
    m_actions["view.snap"]->setChecked(setting::snapToGrid.of(m_program.settings));
    m_actions["view.costs"]->setChecked(setting::showCosts.of(m_program.settings));
    m_actions["view.minimap"]->setChecked(setting::showMinimap.of(m_program.settings));
    m_actions["view.focus"]->setChecked(editor()->canvas().isFocusMode());
    m_actions["view.zen"]->setChecked(m_zen.has_value());
    m_actions["view.menuBar"]->setChecked(setting::showMenuBar.of(m_program.settings));
    const QString theme = setting::theme.of(m_program.settings);
    m_actions["view.themeLight"]->setChecked(theme == QLatin1String("light"));
    m_actions["view.themeDark"]->setChecked(theme == QLatin1String("dark"));
    m_actions["view.themeContrastLight"]->setChecked(theme == QLatin1String("contrast-light"));
    m_actions["view.themeContrastDark"]->setChecked(theme == QLatin1String("contrast-dark"));
    m_actions["view.themeSystem"]->setChecked(!Style::names().contains(theme));
}

void MainWindow::openSettings()
{
    Settings &settings = m_program.settings;
    const Preferences now{setting::theme.of(settings),      setting::reopenLast.of(settings), setting::showCosts.of(settings),
                          setting::snapToGrid.of(settings), setting::enginePath.of(settings), setting::providerMirror.of(settings)};
    auto *dialog = new SettingsDialog(now, this);
    connect(dialog, &SettingsDialog::changed, this, [&settings](const Preferences &wanted) {
        setting::theme.set(settings, wanted.theme);
        setting::reopenLast.set(settings, wanted.reopenLast);
        setting::showCosts.set(settings, wanted.showCosts);
        setting::snapToGrid.set(settings, wanted.snapToGrid);
        setting::enginePath.set(settings, wanted.enginePath);
        setting::providerMirror.set(settings, wanted.providerMirror);
    });
    dialog->open();
}

} // namespace groundplan
