// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/editorcontext.h"
#include "views/panels/deploybackend.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QComboBox;
class QFrame;
class QLabel;
class QListView;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSplitter;
class QToolButton;

namespace groundplan {

class PlanModel;
class StepLine;

/// Where a deployment is chosen, planned, reviewed, applied and watched. What runs is the backend's.
class DeployPane : public QWidget {
    Q_OBJECT
public:
    DeployPane(EditorContext context, DeployBackend &backend, QWidget *parent = nullptr);

    QSize sizeHint() const override { return {900, 240}; }

    // The buttons' own actions, for menus and keys.
    void validate();
    void plan();
    void apply(); ///< asks first; of a destroy's plan, too
    void destroy();
    void cancel();
    void editEnvironment();
    void addEnvironment();
    void showHistory();

Q_SIGNALS:
    /// What the canvas shall show on its resources; empty: nothing.
    void planChanged(const QHash<groundplan::ResourceId, groundplan::PlannedAction> &overlay);
    /// Something that the user asked for was refused; one sentence for the status line.
    void failed(const QString &message);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildHeader(QBoxLayout *layout);
    void buildProgress(QBoxLayout *layout);
    void buildBody(QBoxLayout *layout);
    void showState();
    void showButtons();
    void showBanner();
    void showClock();
    void showSettings();
    void fillEnvironments();
    void fillEngines();
    void openEnvironment(const Environment &environment);
    void appendLines(const QStringList &lines);
    void report(const Result<> &result);
    void withSecrets(const std::function<Result<>()> &go);
    void restyle();

    EditorContext m_context;
    DeployBackend &m_backend;
    QHash<ResourceId, PlannedAction> m_overlay;
    DeployPhase m_shownPhase = DeployPhase::Idle;
    bool m_filling = false;
    bool m_plansWhenReady = false; ///< asked for while engines are still looked for
    QTimer m_clock;

    QComboBox *m_environments;
    QComboBox *m_engines;
    QToolButton *m_edit;
    QToolButton *m_validate;
    QToolButton *m_history;
    QPushButton *m_plan;
    QPushButton *m_apply;
    QPushButton *m_destroy;
    QPushButton *m_cancel;
    StepLine *m_steps;
    QLabel *m_progress;
    QLabel *m_elapsed;
    QProgressBar *m_bar;
    QFrame *m_banner;
    QLabel *m_bannerText;
    QPushButton *m_bannerButton;
    QSplitter *m_splitter;
    PlanModel *m_model;
    QListView *m_list;
    QLabel *m_summary;
    QPlainTextEdit *m_output;
    QToolButton *m_follow;
};

} // namespace groundplan
