// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/grid/griddelegate.h"

#include "views/panels/panelstyle.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScopedValueRollback>

namespace groundplan {

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Style &style = styleOf(option.palette);
    QStyleOptionViewItem drawn = option;
    if (!(index.flags() & Qt::ItemIsEditable)) {
        if (!(option.state & QStyle::State_Selected))
            painter->fillRect(option.rect, style.hoverTint);
        drawn.palette.setColor(QPalette::Text, style.textSecondary);
    }
    QStyledItemDelegate::paint(painter, drawn, index);
}

QWidget *GridDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const
{
    auto *line = new QLineEdit(parent);
    line->setObjectName(QStringLiteral("gridCell"));
    line->setStyleSheet(QStringLiteral("QLineEdit { border-radius: 0px; padding: 0 3px; }"));
    return line;
}

void GridDelegate::setModelData(QWidget *editor, QAbstractItemModel *, const QModelIndex &index) const
{
    const QString text = static_cast<QLineEdit *>(editor)->text();
    if (m_fills || text != index.data(Qt::EditRole).toString())
        Q_EMIT written(index, text, m_fills);
}

bool GridDelegate::eventFilter(QObject *editor, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isReturn && (key->modifiers() & Qt::ControlModifier)) {
            if (event->type() == QEvent::ShortcutOverride) { // the window has a command on the same keys
                event->accept();
                return true;
            }
            auto *line = static_cast<QWidget *>(editor);
            const QScopedValueRollback filling(m_fills, true);
            Q_EMIT commitData(line);
            Q_EMIT closeEditor(line, NoHint);
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(editor, event);
}

} // namespace groundplan

#include "moc_griddelegate.cpp"
