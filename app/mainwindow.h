// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions.h"
#include "app/editor.h"
#include "app/services/recentfiles.h"
#include "app/thumbnails.h"
#include "model/blueprint/bookmarks.h"

#include <QMainWindow>
#include <QPointer>

#include <optional>

class QStackedWidget;

namespace groundplan {

class Exporter;
class StartPage;
class UndoList;
class StatusStrip;
class TopBar;

/// The window: bars around a stack of open documents. It opens, saves and closes them and hands each command to the right one.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Program &program, QWidget *parent = nullptr);
    ~MainWindow() override;

    Editor *editor() const; ///< of the document in front; null only while the window is built or closed
    QList<Editor *> editors() const;
    Actions &actions() { return m_actions; }
    QString statusText() const;

    void newDocument();
    Result<> openFile(const QString &path); ///< an open one comes to the front; an error is also shown as a notice
    void openExample();
    void showStart(bool isShown); ///< the start page, in front of the documents
    bool isStartShown() const;
    void openRecovered(); ///< documents without a file that a crash left
    /// Writes to its file, or asks for one. Errors are shown as a notice.
    bool save(Editor &editor);
    Result<> saveAs(Editor &editor, const QString &path);
    void closeDocument(int index); ///< asks when there is something to lose

Q_SIGNALS:
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void wireFile();
    void wireEdit();
    void wireOrder();
    void wireView();
    void wireRest();
    void add(std::unique_ptr<Session> session);
    static bool isUnused(const Editor &which); ///< new, and nothing was done in it
    void remove(Editor *editor);
    void askOpen();
    void askPicture();
    void keepPicture(const Editor &editor); ///< for the start page
    void askSaveAs(Editor &editor, std::function<void()> then = {});
    void askUnsaved(Editor &editor, std::function<void()> proceed);
    void askRunning(Editor &editor, std::function<void()> proceed);
    void refreshRecent();
    void refreshAll();
    void refreshHistory();
    void refreshView();
    void showEnvironments();
    void openSettings();
    void openCommands();
    void openShortcuts();
    void present();
    void addBookmark();
    void refreshBookmarks();
    void goTo(const Bookmark &bookmark);
    void giveKeys(Canvas &canvas);
    void setZen(bool isOn);
    void openVariables();

    Program &m_program;
    RecentFiles m_recent;
    Thumbnails m_thumbnails;
    Actions m_actions;
    TopBar *m_top;
    QStackedWidget *m_front; ///< the start page, or the documents
    QStackedWidget *m_stack;
    StartPage *m_start;
    QPointer<UndoList> m_undoList; ///< made when first asked for
    StatusStrip *m_strip;
    std::unique_ptr<Exporter> m_exporter;
    struct Zen {
        QPointer<Editor> editor;
        bool side, bottom, properties;
    };
    std::optional<Zen> m_zen;    ///< what was visible around the canvas
    bool m_mayInterrupt = false; ///< the user has said that a running deployment does not matter
};

} // namespace groundplan
