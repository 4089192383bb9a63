// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace groundplan {

/// A line to type into, in the cell. Return writes it, Ctrl+Return writes it into all selected cells of the column.
class GridDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

Q_SIGNALS:
    void written(const QModelIndex &at, const QString &text, bool fills) const;

protected:
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    bool m_fills = false;
};

} // namespace groundplan
