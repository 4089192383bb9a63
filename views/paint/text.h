// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/brush.h"

#include <QStaticText>

/// Texts of the drawing: laid out once, drawn often.
namespace groundplan::text {

/// What texts are before they are laid out: one for all, because most of a large page is never near enough.
const QStaticText &noWords();
/// Lays out `words` on one line, elided to `width`; returns its size.
QSizeF prepare(QStaticText &prepared, const QString &words, const QFont &font, double width);
/// Lays out `words` in lines of `width`, as many as `height` has room for, the last one elided; returns its size.
QSizeF prepareBlock(QStaticText &prepared, const QString &words, const QFont &font, const QSizeF &room,
                    Qt::Alignment alignment = Qt::AlignLeft);
/// How much room they need in lines of `width`.
QSizeF blockSize(const QString &words, const QFont &font, double width);
/// Without the characters that no XML or text file may hold, such as control characters; line breaks are `\n`.
QString printable(const QString &words);
/// A name at the size that can just be read, however far away it stands: elided, in the middle of `room`'s height.
void paintFar(Brush &brush, const QRectF &room, const QString &words, const QPen &pen, Qt::Alignment alignment);
/// A small rounded background with a text on it.
void paintPill(Brush &brush, const QRectF &pill, const QStaticText &words, const QPointF &at);

} // namespace groundplan::text
