// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/search/query.h"
#include "views/panels/grid/gridmodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QItemSelection;
class QLabel;
class QLineEdit;
class QMenu;
class QTableView;
class QToolButton;

namespace groundplan {

/// All resources, or the selected ones, as a table: sorted, filtered, changed many at once, exchanged with spreadsheets. Its
/// selection is the canvas's.
class GridPanel : public QWidget {
    Q_OBJECT
public:
    GridPanel(EditorContext context, GridModel::Costs costs, QWidget *parent = nullptr);

    /// Keys of columns; none: name, type, zone, cost and what most of the rows have set.
    void setChosenColumns(const QStringList &keys);
    void refreshCosts(const QSet<ResourceId> &changed);
    void focusFilter();

    void copy() const;
    void paste();
    void fillDown(); ///< the topmost selected cell of each column into those below it
    void clearCells();
    /// Writes a text into the selected cells of the current one's column.
    void fillSelection(const QString &text);

Q_SIGNALS:
    void failed(const QString &message);
    void columnsChosen(const QStringList &keys);
    void closed();

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTable();
    void follow(const ChangeSet &changes);
    void fillRows();
    void showCount();
    void showColumns();
    void fillColumnMenu();
    QStringList usualColumns() const;
    QList<std::pair<QString, int>> commonPaths() const;
    void chooseColumn(const QString &key, bool isShown);
    void showSelection();
    void takeSelection();
    void showMenu(const QPoint &at);
    bool commit(const Result<ChangeSet> &changes);
    QList<QRect> selectedRanges() const;
    QList<ResourceId> selectedRows() const;

    EditorContext m_context;
    GridModel *m_model;
    QLineEdit *m_filter;
    QComboBox *m_scope;
    QLabel *m_count;
    QToolButton *m_columnsButton;
    QMenu *m_columnMenu;
    QTableView *m_table;
    search::Index m_index;
    QTimer m_filterTimer;
    QStringList m_chosen;
    QList<ResourceId> m_scoped; ///< what was selected, while only that is shown
    bool m_isStale = true;
    bool m_isSyncing = false;
};

} // namespace groundplan
