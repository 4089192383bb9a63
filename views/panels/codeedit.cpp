// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/codeedit.h"

#include "views/panels/panelstyle.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace groundplan {

class CodeGutter : public QWidget {
public:
    explicit CodeGutter(CodeEdit *edit) : QWidget(edit), m_edit(edit) { }

protected:
    void paintEvent(QPaintEvent *event) override { m_edit->paintGutter(event); }

private:
    CodeEdit *m_edit;
};

CodeEdit::CodeEdit(QWidget *parent) : QPlainTextEdit(parent), m_gutter(new CodeGutter(this))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    document()->setDocumentMargin(8);
    setFrameShape(NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFont(styleOf(palette()).codeFont);
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(gutterWidth(), 0, 0, 0); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    setViewportMargins(gutterWidth(), 0, 0, 0);
}

int CodeEdit::gutterWidth() const
{
    int digits = 2;
    for (int lines = blockCount(); lines >= 100; lines /= 10)
        ++digits;
    return 18 + fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits;
}

void CodeEdit::showText(const QString &text)
{
    if (text == m_text)
        return;
    const qsizetype shorter = qMin(text.size(), m_text.size());
    const auto [oldAt, newAt] = std::mismatch(m_text.cbegin(), m_text.cbegin() + shorter, text.cbegin());
    const qsizetype prefix = oldAt - m_text.cbegin();
    qsizetype suffix = 0;
    while (suffix < shorter - prefix && m_text.at(m_text.size() - 1 - suffix) == text.at(text.size() - 1 - suffix))
        ++suffix;
    if (m_text.isEmpty() || text.size() - prefix - suffix > text.size() / 2) {
        setPlainText(text);
    } else {
        QTextCursor cursor(document());
        cursor.setPosition(int(prefix));
        cursor.setPosition(int(m_text.size() - suffix), QTextCursor::KeepAnchor);
        cursor.insertText(text.mid(prefix, text.size() - prefix - suffix));
    }
    m_text = text;
}

void CodeEdit::mark(int first, int count, bool scroll)
{
    m_first = first;
    m_count = count;
    showMark();
    m_gutter->update();
    if (first <= 0 || !scroll)
        return;
    // Lines do not wrap: a line is a step of the scroll bar. The block's head stays in view, and a little of what is above it.
    const int visible = qMax(1, viewport()->height() / qMax(1, fontMetrics().lineSpacing()));
    const int top = verticalScrollBar()->value();
    if (first - 1 < top || first - 1 + qMin(count, visible / 2) > top + visible)
        verticalScrollBar()->setValue(qMax(0, first - 1));
}

void CodeEdit::showMark()
{
    QList<QTextEdit::ExtraSelection> selections;
    if (m_first > 0) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document()->findBlockByNumber(m_first - 1));
        selection.cursor.setPosition(document()->findBlockByNumber(qMin(m_first + m_count - 2, blockCount() - 1)).position(),
                                     QTextCursor::KeepAnchor);
        selection.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        selection.format.setBackground(styleOf(palette()).accentTint);
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        // One selection for each line: a full-width one colours its last line alone.
        for (QTextBlock block = document()->findBlockByNumber(m_first - 1);
             block.isValid() && block.blockNumber() < m_first - 1 + qMin(m_count, 400); block = block.next()) {
            selection.cursor = QTextCursor(block);
            selections.append(selection);
        }
    }
    setExtraSelections(selections);
}

void CodeEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    const QRect rect = contentsRect();
    m_gutter->setGeometry(rect.left(), rect.top(), gutterWidth(), rect.height());
}

void CodeEdit::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && !textCursor().hasSelection())
        Q_EMIT lineClicked(cursorForPosition(event->position().toPoint()).blockNumber() + 1);
}

void CodeEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_gutter)
        showMark();
}

void CodeEdit::paintGutter(QPaintEvent *event)
{
    const Style &style = styleOf(palette());
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), style.window);
    painter.setClipRect(0, 0, m_gutter->width(), viewport()->height()); // not beside the horizontal scroll bar
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const double height = blockBoundingRect(block).height();
        const int line = block.blockNumber() + 1;
        painter.setPen(line >= m_first && line < m_first + m_count ? style.textSecondary : style.textDisabled);
        painter.drawText(QRectF(0, top, m_gutter->width() - 10, height), Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
        top += height;
        block = block.next();
    }
}

} // namespace groundplan

#include "moc_codeedit.cpp"
