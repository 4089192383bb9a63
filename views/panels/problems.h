// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/checker.h"
#include "views/editorcontext.h"

#include <QWidget>

class QLabel;
class QListView;
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

    QSize sizeHint() const override { return {350, 220}; }

Q_SIGNALS:
    /// An edit that the user asked for was refused; one sentence for the status line.
    void failed(const QString &message);

private:
    void showCounts();
    void follow(const QModelIndex &index);
    void fix(const QModelIndex &index);
    void accept(const QModelIndex &index);
    void showMenu(const QPoint &position);
    bool eventFilter(QObject *watched, QEvent *event) override;

    EditorContext m_context;
    const Checker &m_checker;
    LiveFindings &m_findings;
    ProblemsModel *m_model;
    QListView *m_list;
    QLabel *m_counts;
    QLabel *m_empty;
    QStackedLayout *m_stack;
    QList<QToolButton *> m_filters; ///< one for each severity
};

} // namespace groundplan
