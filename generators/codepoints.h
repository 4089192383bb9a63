// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace groundplan {

/// The characters of a text. QString::toUcs4() drops a byte order mark at the start; a lone surrogate becomes U+FFFD.
inline QList<uint> codePoints(const QString &text)
{
    QList<uint> points;
    points.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            points.append(QChar::surrogateToUcs4(c, text.at(++i)));
        else
            points.append(c.isSurrogate() ? 0xfffdu : c.unicode());
    }
    return points;
}

} // namespace groundplan
