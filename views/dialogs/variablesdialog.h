// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/editorcontext.h"

#include <QDialog>

class QLabel;
class QTableWidget;

namespace groundplan {

/// The blueprint's variables and outputs as two tables; each change is an edit of its own, undone like any other.
class VariablesDialog : public QDialog {
    Q_OBJECT
public:
    explicit VariablesDialog(EditorContext context, QWidget *parent = nullptr);

private:
    void fill();
    void fillVariables();
    void fillOutputs();
    void takeVariable(int row);
    void takeOutput(int row);
    void perform(const Result<ChangeSet> &edit);
    QWidget *page(QTableWidget *table, const std::function<void()> &add, const std::function<void()> &remove);

    EditorContext m_context;
    QTableWidget *m_variables, *m_outputs;
    QLabel *m_error;
    bool m_filling = false;
};

} // namespace groundplan
