// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/nameeditor.h"

#include <QKeyEvent>

namespace groundplan {

NameEditor::NameEditor(const QString &text, const QRect &around, QWidget *parent) : QLineEdit(text, parent), m_before(text)
{
    setObjectName(QStringLiteral("canvasNameEditor"));
    setAlignment(Qt::AlignCenter);
    QRect place = around;
    place.setWidth(std::max(around.width(), 140));
    place.setHeight(sizeHint().height());
    place.moveCenter(around.center());
    const QRect room = parent->rect().adjusted(4, 4, -4, -4);
    place.moveLeft(std::clamp(place.left(), room.left(), std::max(room.left(), room.right() - place.width())));
    place.moveTop(std::clamp(place.top(), room.top(), std::max(room.top(), room.bottom() - place.height())));
    setGeometry(place);
    selectAll();
    show();
    setFocus();
}

void NameEditor::finish(bool accept)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    hide();
    deleteLater();
    if (accept && text().trimmed() != m_before)
        Q_EMIT accepted(text().trimmed());
    Q_EMIT finished();
}

void NameEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        finish(false);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        finish(true);
    else
        QLineEdit::keyPressEvent(event);
}

void NameEditor::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        finish(true);
}

} // namespace groundplan

#include "moc_nameeditor.cpp"
