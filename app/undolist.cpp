// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/undolist.h"

#include "app/services/session.h"

#include <QEvent>
#include <QListWidget>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace groundplan {

UndoList::UndoList(QWidget *parent) : QDialog(parent), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("undoList"));
    setWindowTitle(tr("Undo history"));
    resize(320, 420);
    m_list->setObjectName(QStringLiteral("undoSteps"));
    m_list->setAccessibleName(tr("Steps, oldest first"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_list);
    connect(m_list, &QListWidget::currentRowChanged, this, &UndoList::go);
}

void UndoList::show(Session *session)
{
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    if (m_session)
        connect(m_session, &Session::historyChanged, this, &UndoList::refresh);
    refresh();
    QDialog::show();
    raise();
    activateWindow();
}

void UndoList::refresh()
{
    const QScopedValueRollback filling(m_isFilling, true);
    const QStringList steps = m_session ? QStringList(tr("As it was opened")) + m_session->historyTexts() : QStringList();
    const qsizetype position = m_session ? m_session->historyPosition() : -1;
    // Rows stay what they are: one of them may be under the mouse that goes there.
    while (m_list->count() > steps.size())
        delete m_list->takeItem(m_list->count() - 1);
    for (qsizetype row = 0; row < steps.size(); ++row) {
        if (row == m_list->count())
            m_list->addItem(QString());
        QListWidgetItem *item = m_list->item(int(row));
        const bool isUndone = row > position;
        QFont font = m_list->font();
        font.setItalic(isUndone);
        item->setText(steps.at(row));
        item->setFont(font);
        item->setData(Qt::ForegroundRole, isUndone ? QVariant(palette().brush(QPalette::Disabled, QPalette::Text)) : QVariant());
        item->setToolTip(isUndone ? tr("Undone") : QString());
    }
    m_list->setCurrentRow(int(position));
    m_list->scrollToItem(m_list->currentItem());
}

void UndoList::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void UndoList::go(int row)
{
    if (!m_isFilling && m_session && row >= 0)
        m_session->goTo(row);
}

} // namespace groundplan

#include "moc_undolist.cpp"
