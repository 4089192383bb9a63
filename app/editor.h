// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/noticebar.h"
#include "app/program.h"
#include "app/services/codepreview.h"
#include "app/services/firstcheck.h"
#include "app/services/session.h"
#include "views/canvas/canvas.h"
#include "views/editorcontext.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;
class QTabBar;

namespace groundplan {

class CodePanel;
class CostPanel;
class DeployPane;
class GridPanel;
class OutlinePanel;
class PalettePanel;
class ProblemsPanel;
class PropertiesPanel;

/// Everything between the top bar and the status strip, for one open document: the canvas, the panels around it, and what keeps
/// findings, costs and code in step with each edit.
class Editor : public QWidget {
    Q_OBJECT
public:
    Editor(Program &program, std::unique_ptr<Session> session, QWidget *parent = nullptr);
    ~Editor() override;

    Session &session() { return *m_session; }
    const Session &session() const { return *m_session; }
    const Blueprint &blueprint() const { return m_session->blueprint(); }
    const EditorContext &context() const { return m_context; }
    Selection &selection() { return m_selection; }
    Canvas &canvas() { return *m_canvas; }
    PalettePanel &palettePanel() { return *m_palette; }
    NoticeBar &notices() { return *m_notices; }
    const LiveFindings &findings() const { return m_findings; }
    const LiveEstimate &estimate() const { return m_estimate; }
    CodePanel *codePanel() { return m_code; }
    bool isGenerating() const { return m_preview.isBusy(); } ///< code
    /// A large file that was just opened: its problems are not known yet.
    bool isChecking() const { return m_firstCheck.isRunning(); }

    int resourceCount() const { return m_resourceCount; } ///< what a provider makes; groups of the drawing do not count

    EnvironmentId environment() const; ///< empty: the blueprint has none
    void setEnvironment(const EnvironmentId &environment);
    QString region() const;
    /// What a title block says: the environment's name, and what all of it costs.
    std::pair<QString, QString> noteFacts() const;

    enum class Side { Types, Outline };
    void showSide(Side side);
    void searchPalette();
    void setSideVisible(bool visible);
    void setBottomVisible(bool visible);
    void setPropertiesVisible(bool visible);
    bool isSideVisible() const;
    bool isBottomVisible() const;
    bool arePropertiesVisible() const;
    void showProblems();
    /// In place of the panels under the canvas.
    void showDeployPane(bool show);
    bool isDeployPaneShown() const;
    void showGrid(bool show); ///< likewise
    bool isGridShown() const;
    DeployPane &deployPane(); ///< made when first asked for: it looks for engines
    bool isDeploying() const { return m_deployment && m_deployment->isRunning(); }
    SessionDeployment *deployment() { return m_deployment.get(); }
    void setPage(const PageId &page);
    void addPage();

    Result<> commit(const ChangeSet &changes);
    void say(const Error &error, const QString &id = QStringLiteral("error"));

Q_SIGNALS:
    void statusChanged(); ///< counts, money, title, saved: what bars show
    void message(const QString &text);
    void saveAsRequested();

private:
    void buildLeft();
    void buildCentre();
    void buildBottom();
    void buildLatePanels();
    void buildDeployPane();
    void buildGrid();
    void rememberSplitters();
    void onChanged(const ChangeSet &changes);
    void takeFirstFindings();
    QString findDrawnRegion() const;
    QHash<ResourceId, Severity> worstFindings() const;
    QHash<ResourceId, QString> pills() const;
    QString pill(const ResourceId &resource) const;
    void showNoteFacts();
    void countResources(const ChangeSet &changes);
    QString problemsOf(const ResourceId &resource) const;
    void pruneSelection(const ChangeSet &changes);
    void requestCode();
    void takeCode(const CodePreview::Preview &preview);
    void refreshPages();
    void showNotices();
    void offerToDraw();
    void showRecovery();
    void showChangeOnDisk();

    Program &m_program;
    std::unique_ptr<Session> m_session;
    Selection m_selection;
    EditorContext m_context;
    LiveFindings m_findings;
    FirstCheck m_firstCheck;
    LiveEstimate m_estimate;
    CodePreview m_preview;
    bool m_hasCode = false;
    std::unique_ptr<SessionDeployment> m_deployment;
    EnvironmentId m_environment;
    QString m_drawnRegion;
    int m_resourceCount = 0;
    bool m_showCosts = true;
    bool m_fillingPages = false;

    QSplitter *m_sideSplitter;
    QSplitter *m_centreSplitter;
    QSplitter *m_bottomSplitter;
    QStackedWidget *m_bottom;
    QWidget *m_left;
    QTabBar *m_sides;
    QStackedWidget *m_sideStack;
    PalettePanel *m_palette = nullptr;
    OutlinePanel *m_outline = nullptr;
    NoticeBar *m_notices = nullptr;
    Canvas *m_canvas = nullptr;
    QTabBar *m_pages = nullptr;
    ProblemsPanel *m_problems = nullptr;
    CostPanel *m_cost = nullptr;
    CodePanel *m_code = nullptr;
    PropertiesPanel *m_properties = nullptr;
    DeployPane *m_deployPane = nullptr;
    GridPanel *m_grid = nullptr; ///< made when first asked for
};

} // namespace groundplan
