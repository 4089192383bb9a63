// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/text.h"

#include <QFontMetricsF>
#include <QPainter>

namespace groundplan::text {

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
