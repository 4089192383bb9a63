// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/checker.h"
#include "views/editorcontext.h"

#include <QWidget>

class QLabel;
class QListView;
class QMenu;
class QStackedLayout;
class QToolButton;

namespace groundplan {

class ProblemsModel;

/// The list of findings: what is wrong, why it matters, and a fix where one is certain. The findings are computed elsewhere: their
/// owner updates `findings` after each edit, then calls refresh() (or reset() after another document has been read).
class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    ProblemsPanel(EditorContext context, const Checker &checker, LiveFindings &findings, QWidget *parent = nullptr);

    /// Shows the findings anew; `changed` are the resources whose findings differ, as LiveFindings::update() returned them.
    void refresh(const QSet<ResourceId> &changed);
    void reset();
    /// While the first check of a large file runs: what is known is not all. Shows the findings anew.
    void setChecking(bool checking);

    QSize sizeHint() const override { return {350, 220}; }

Q_SIGNALS:
    /// An edit that the user asked for was refused; one sentence for the status line.
    void failed(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addFilter(Severity severity);
    void addAccepted(QMenu *menu);
    void showCounts();
    void showMenu(const QPoint &position);
    void follow(const QModelIndex &index);
    void fix(const QModelIndex &index);
    void accept(const QModelIndex &index);
    void commit(const Result<ChangeSet> &changes);

    EditorContext m_context;
    const Checker &m_checker;
    LiveFindings &m_findings;
    ProblemsModel *m_model;
    QListView *m_list;
    QLabel *m_counts;
    QLabel *m_empty;
    QStackedLayout *m_stack;
    QList<QToolButton *> m_filters; ///< one for each severity
    bool m_isChecking = false;
    bool m_isStale = false; ///< findings changed while the panel was hidden
};

} // namespace groundplan
