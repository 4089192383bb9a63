// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace groundplan::text {

const QStaticText &noWords()
{
    static const QStaticText none;
    return none;
}

QSizeF prepare(QStaticText &prepared, const QString &words, const QFont &font, double width)
{
    prepared.setTextFormat(Qt::PlainText);
    prepared.setPerformanceHint(QStaticText::AggressiveCaching);
    if (words.isEmpty()) {
        prepared.setText(QString());
        return {};
    }
    // Names come from files: a line break in one must not grow the drawing.
    prepared.setText(QFontMetricsF(font).elidedText(words.simplified(), Qt::ElideRight, width));
    prepared.prepare(QTransform(), font);
    return prepared.size();
}

namespace {

/// The first words in lines of `width`, as many as `height` has room for; what is left out is told by an ellipsis.
struct Block {
    QString words;
    QSizeF size;
};
Block blockOf(const QString &words, const QFont &font, double width, double height)
{
    QString plain = printable(words);
    plain.replace(u'\n', QChar::LineSeparator);
    QTextLayout layout(plain, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    Block block;
    qsizetype taken = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (taken > 0 && block.size.height() + line.height() > height) {
            const QString last = plain.first(taken).section(QChar::LineSeparator, -1);
            block.words = plain.first(taken - std::min<qsizetype>(1, last.size())).trimmed() + u'…';
            layout.endLayout();
            return block;
        }
        taken = line.textStart() + line.textLength();
        block.size = {std::max(block.size.width(), line.naturalTextWidth()), block.size.height() + line.height()};
    }
    layout.endLayout();
    block.words = plain;
    return block;
}

} // namespace

QSizeF prepareBlock(QStaticText &prepared, const QString &words, const QFont &font, const QSizeF &room, Qt::Alignment alignment)
{
    prepared.setTextFormat(Qt::PlainText);
    prepared.setPerformanceHint(QStaticText::AggressiveCaching);
    if (words.isEmpty() || room.width() < 4) {
        prepared.setText(QString());
        return {};
    }
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    prepared.setTextOption(option);
    prepared.setTextWidth(room.width());
    const Block block = blockOf(words, font, room.width(), room.height());
    prepared.setText(block.words);
    prepared.prepare(QTransform(), font);
    return block.size;
}

QSizeF blockSize(const QString &words, const QFont &font, double width)
{
    const QSizeF size = blockOf(words, font, width, 1e9).size;
    return {std::ceil(size.width()), std::ceil(size.height())};
}

QString printable(const QString &words)
{
    QString plain = words;
    plain.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const QChar c = plain.at(i);
        const bool isPair = c.isHighSurrogate() && i + 1 < plain.size() && plain.at(i + 1).isLowSurrogate();
        if (isPair)
            ++i;
        else if (c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            plain[i] = u'\n';
        else if (c.isSurrogate() || c == u'\ufffe' || c == u'\uffff')
            plain[i] = QChar::ReplacementCharacter;
        else if (c.category() == QChar::Other_Control && c != u'\n')
            plain[i] = u' ';
    }
    return plain;
}

void paintFar(Brush &brush, const QRectF &room, const QString &words, const QPen &pen, Qt::Alignment alignment)
{
    const QRectF onScreen(QPointF(), room.size() * brush.zoom);
    const QString shown = QFontMetricsF(brush.style.farFont).elidedText(printable(words), Qt::ElideRight, onScreen.width());
    if (shown.size() < qMin(words.size(), qsizetype(3)))
        return; // nothing but dots
    QPainter &painter = brush.painter;
    const QTransform before = painter.transform();
    painter.translate(room.topLeft());
    painter.scale(1 / brush.zoom, 1 / brush.zoom);
    painter.setFont(brush.style.farFont);
    painter.setPen(pen);
    painter.drawText(onScreen, int(alignment | Qt::AlignVCenter | Qt::TextDontClip | Qt::TextSingleLine), shown);
    painter.setTransform(before);
}

void paintPill(Brush &brush, const QRectF &pill, const QStaticText &words, const QPointF &at)
{
    QPainter &painter = brush.painter;
    painter.setPen(brush.style.pillPen);
    painter.setBrush(brush.style.pillBrush);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setFont(brush.style.pillFont);
    painter.setPen(brush.style.pillTextPen);
    painter.drawStaticText(at, words);
}

} // namespace groundplan::text
