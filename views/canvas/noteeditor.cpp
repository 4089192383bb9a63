// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/noteeditor.h"

#include <QKeyEvent>
#include <QTextDocument>

#include <cmath>

namespace groundplan {

NoteEditor::NoteEditor(const QString &text, const QRect &around, const Paper &paper, QWidget *parent)
    : QPlainTextEdit(text, parent),
      m_before(text)
{
    setObjectName(QStringLiteral("canvasNoteEditor"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    document()->setDocumentMargin(4);
    // A style sheet of its own: the window's says how fields look.
    setStyleSheet(
        QStringLiteral("QPlainTextEdit { background: %1; color: %2; border: 1px solid %3; border-radius: 4px; padding: 0; "
                       "font-family: \"%4\"; font-size: %5px; font-weight: %6; }")
            .arg(paper.background.name(), paper.ink.name(), paper.line.name(), paper.font.families().join(QStringLiteral("\", \"")))
            .arg(std::max(11, paper.font.pixelSize()))
            .arg(int(paper.font.weight())));
    m_least = around;
    m_least.setWidth(std::max(around.width(), 120));
    connect(this, &QPlainTextEdit::textChanged, this, &NoteEditor::fitText);
    show();
    fitText();
    selectAll();
    setFocus();
}

/// As high as the text, inside the canvas.
void NoteEditor::fitText()
{
    const QRect room = parentWidget()->rect().adjusted(4, 4, -4, -4);
    QRect place = m_least;
    const int line = fontMetrics().lineSpacing();
    place.setHeight(std::max({place.height(), line + 14, int(std::ceil(document()->size().height())) * line + 14}));
    place.setSize(place.size().boundedTo(room.size()));
    place.moveLeft(std::clamp(place.left(), room.left(), std::max(room.left(), room.right() - place.width())));
    place.moveTop(std::clamp(place.top(), room.top(), std::max(room.top(), room.bottom() - place.height())));
    setGeometry(place);
}

void NoteEditor::finish(bool accept)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    hide();
    deleteLater();
    const QString typed = toPlainText().trimmed();
    if (accept && typed != m_before)
        Q_EMIT accepted(typed);
    Q_EMIT finished();
}

namespace {

bool isAcceptKey(const QKeyEvent &event)
{
    return (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && (event.modifiers() & Qt::ControlModifier);
}

} // namespace

/// The window has a command on the same keys.
bool NoteEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isAcceptKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void NoteEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        finish(false);
    else if (isAcceptKey(*event))
        finish(true);
    else
        QPlainTextEdit::keyPressEvent(event);
}

void NoteEditor::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        finish(true);
}

} // namespace groundplan

#include "moc_noteeditor.cpp"
