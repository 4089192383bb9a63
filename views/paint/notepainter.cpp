// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/notepainter.h"

#include "model/blueprint/annotationedits.h"
#include "views/paint/edgepainter.h"
#include "views/paint/text.h"

#include <QPainter>

#include <cmath>

namespace groundplan {

namespace {

constexpr double notePadding = 10, shapePadding = 8, cardPadding = 12;
constexpr double noteFold = 14; ///< the turned corner of a sticky note
constexpr double cardRow = 20, cardHeading = 26;
constexpr double cardSymbol = 24; ///< the room of a legend's tiles and lines
constexpr double widestText = 480;
constexpr double legible = 6.5; ///< pixels of a font
constexpr double arrowHeadLength = 13, arrowHeadWidth = 11;

bool isCard(const NoteLook &look) { return look.kind == annotation::legend || look.kind == annotation::titleBlock; }

/// A rounded rectangle with a beak that reaches `tip`.
QPainterPath calloutPath(const QRectF &rect, const QPointF &tip)
{
    QPainterPath box;
    box.addRoundedRect(rect, metrics::radius, metrics::radius);
    if (rect.contains(tip))
        return box;
    // The beak begins on the side that faces the tip, as near to it as the corners let it.
    const double half = std::min({9.0, rect.width() / 4, rect.height() / 4});
    const QPointF off = tip - rect.center();
    const bool isUpright = std::abs(off.y()) * rect.width() >= std::abs(off.x()) * rect.height();
    const double room = metrics::radius + half;
    QPolygonF beak;
    if (isUpright) {
        const double x =
            std::clamp(tip.x(), std::min(rect.left() + room, rect.center().x()), std::max(rect.right() - room, rect.center().x()));
        const double y = off.y() < 0 ? rect.top() + 1 : rect.bottom() - 1;
        beak = {QPointF(x - half, y), tip, QPointF(x + half, y)};
    } else {
        const double y =
            std::clamp(tip.y(), std::min(rect.top() + room, rect.center().y()), std::max(rect.bottom() - room, rect.center().y()));
        const double x = off.x() < 0 ? rect.left() + 1 : rect.right() - 1;
        beak = {QPointF(x, y - half), tip, QPointF(x, y + half)};
    }
    QPainterPath path;
    path.addPolygon(beak);
    path.closeSubpath();
    return box.united(path);
}

QPainterPath stickyPath(const QRectF &rect)
{
    const double fold = std::min({noteFold, rect.width() / 3, rect.height() / 3});
    QPainterPath path(rect.topLeft());
    path.lineTo(rect.topRight());
    path.lineTo(rect.right(), rect.bottom() - fold);
    path.lineTo(rect.right() - fold, rect.bottom());
    path.lineTo(rect.bottomLeft());
    path.closeSubpath();
    path.moveTo(rect.right(), rect.bottom() - fold);
    path.lineTo(rect.right() - fold, rect.bottom() - fold);
    path.lineTo(rect.right() - fold, rect.bottom());
    path.closeSubpath();
    return path;
}

void layCard(NoteLook &look, const Style &style)
{
    const double width = look.rect.width() - 2 * cardPadding;
    double y = cardPadding - 2;
    const auto lay = [&](const QString &words, const QFont &font, double left, double room, bool isQuiet, bool isRight = false) {
        NoteLook::Laid laid;
        const QSizeF size = text::prepare(laid.words, words, font, room);
        laid.at = {isRight ? cardPadding + width - size.width() : left, y};
        laid.isQuiet = isQuiet;
        look.texts.append(laid);
        return size;
    };
    if (!look.heading.isEmpty()) {
        lay(look.heading, style.titleFont, cardPadding, width, false);
        y += cardHeading;
    }
    for (const NoteLook::Row &row : std::as_const(look.rows)) {
        const bool hasSymbol = !row.category.isEmpty() || row.line;
        const double left = cardPadding + (hasSymbol ? cardSymbol + 8 : 0);
        const double label = lay(row.label, style.smallFont, left, width - (left - cardPadding), !hasSymbol).width();
        if (!row.value.isEmpty())
            lay(row.value, style.smallFont, left, std::max(8.0, width - label - 12), false, true);
        y += cardRow;
    }
    look.rect.setHeight(y + cardPadding - 4);
}

void paintCard(Brush &brush, const NoteLook &look)
{
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    painter.setPen(QPen(style.lineStrong, 1));
    painter.setBrush(style.base);
    painter.drawRoundedRect(look.rect, metrics::radius, metrics::radius);
    const double top = look.rect.top() + cardPadding - 2 + (look.heading.isEmpty() ? 0 : cardHeading);
    if (!look.heading.isEmpty()) {
        painter.setPen(QPen(style.line, 1));
        painter.drawLine(QPointF(look.rect.left() + cardPadding, top - 4), QPointF(look.rect.right() - cardPadding, top - 4));
    }
    for (qsizetype i = 0; i < look.rows.size(); ++i) {
        const NoteLook::Row &row = look.rows.at(i);
        const QPointF middle(look.rect.left() + cardPadding + cardSymbol / 2, top + cardRow * double(i) + 8);
        if (!row.category.isEmpty()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(style.category(row.category));
            painter.drawRoundedRect(QRectF(middle - QPointF(6, 6), QSizeF(12, 12)), 3, 3);
        } else if (row.line) {
            const bool isTraffic = *row.line == connections::LineKind::Traffic;
            const QPointF end = middle + QPointF(cardSymbol / 2, 0);
            painter.setPen(isTraffic ? style.edgePen : style.edgeDashedPen);
            painter.drawLine(middle - QPointF(cardSymbol / 2, 0), end - QPointF(5, 0));
            painter.setPen(Qt::NoPen);
            painter.setBrush(style.edgeBrush);
            const QPointF head[] = {end, end + QPointF(-7, -3.5), end + QPointF(-7, 3.5)};
            painter.drawPolygon(head, 3);
        }
    }
}

void paintMissing(Brush &brush, const NoteLook &look)
{
    brush.painter.setPen(brush.style.note(QStringLiteral("grey")).thinPen);
    brush.painter.setBrush(brush.style.note(QStringLiteral("grey")).tintBrush);
    brush.painter.drawRect(look.rect);
    brush.painter.drawLine(look.rect.topLeft(), look.rect.bottomRight());
    brush.painter.drawLine(look.rect.bottomLeft(), look.rect.topRight());
}

void paintShape(Brush &brush, const NoteLook &look, const NoteColors &colors)
{
    QPainter &painter = brush.painter;
    if (look.kind == annotation::image) {
        if (look.picture.isNull())
            paintMissing(brush, look);
        else
            painter.drawImage(look.rect, look.picture);
    } else if (isCard(look)) {
        paintCard(brush, look);
    } else if (look.kind == annotation::arrow) {
        painter.setPen(colors.arrowPen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(look.outline);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.lineBrush);
        painter.drawPolygon(look.head);
    } else if (!look.outline.isEmpty()) {
        const bool isPaper = look.kind == annotation::sticky || look.kind == annotation::callout;
        painter.setPen(look.kind == annotation::sticky ? colors.thinPen : colors.pen);
        painter.setBrush(look.kind == annotation::callout ? brush.style.base : isPaper ? colors.paperBrush : colors.tintBrush);
        painter.drawPath(look.outline);
    }
}

void paintTexts(Brush &brush, const NoteLook &look, const NoteColors &colors)
{
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    const bool isInked = !look.color.isEmpty() && look.kind == annotation::text;
    for (qsizetype i = 0; i < look.texts.size(); ++i) {
        const NoteLook::Laid &laid = look.texts.at(i);
        painter.setFont(isCard(look) ? (i == 0 && !look.heading.isEmpty() ? style.titleFont : style.smallFont)
                                     : style.noteFontOf(look.size));
        painter.setPen(isInked ? colors.ink : laid.isQuiet ? style.textSecondary : style.text);
        painter.drawStaticText(look.rect.topLeft() + laid.at, laid.words);
    }
}

} // namespace

QString noteColor(const NoteLook &look)
{
    if (!look.color.isEmpty())
        return look.color;
    return look.kind == annotation::sticky                                       ? QStringLiteral("yellow")
        : look.kind == annotation::rectangle || look.kind == annotation::ellipse ? QStringLiteral("blue")
                                                                                 : QStringLiteral("grey");
}

QRectF textRect(const NoteLook &look)
{
    if (look.kind == annotation::text)
        return look.rect.adjusted(2, 0, -2, 0);
    if (look.kind == annotation::sticky)
        return look.rect.adjusted(notePadding, notePadding - 2, -notePadding, -notePadding + 2);
    if (look.kind == annotation::ellipse) {
        const double x = look.rect.width() * 0.15, y = look.rect.height() * 0.15;
        return look.rect.adjusted(x, y, -x, -y);
    }
    return look.rect.adjusted(shapePadding, shapePadding - 2, -shapePadding, -shapePadding + 2);
}

void prepareNote(NoteLook &look, const Style &style)
{
    look.texts.clear();
    look.outline = {};
    look.head = {};
    if (isCard(look)) {
        layCard(look, style);
        return;
    }
    if (look.kind == annotation::sticky) {
        look.outline = stickyPath(look.rect);
    } else if (look.kind == annotation::callout) {
        look.outline = calloutPath(look.rect, look.tip);
    } else if (look.kind == annotation::rectangle) {
        look.outline.addRoundedRect(look.rect, metrics::radius, metrics::radius);
    } else if (look.kind == annotation::ellipse) {
        look.outline.addEllipse(look.rect);
    } else if (look.kind == annotation::arrow) {
        const QLineF &line = look.arrow;
        const double length = line.length();
        const QPointF along = length > 0 ? (line.p2() - line.p1()) / length : QPointF(1, 0);
        const QPointF across(-along.y(), along.x()), base = line.p2() - along * arrowHeadLength;
        look.head = {line.p2(), base + across * arrowHeadWidth / 2, base - across * arrowHeadWidth / 2};
        look.outline.moveTo(line.p1());
        look.outline.lineTo(line.p2() - along * std::min(length, arrowHeadLength - 1));
    }
    if (look.text.isEmpty() || !annotation::hasText(look.kind))
        return;
    const bool isCentred = look.kind == annotation::ellipse;
    const QRectF room = textRect(look);
    // A text on nothing is never cut off: it is all that there is.
    const double height = look.kind == annotation::text ? 1e6 : room.height();
    NoteLook::Laid laid;
    const QSizeF size = text::prepareBlock(laid.words, look.text, style.noteFontOf(look.size), {room.width(), height},
                                           isCentred ? Qt::AlignHCenter : Qt::AlignLeft);
    laid.at = room.topLeft() - look.rect.topLeft();
    if (isCentred)
        laid.at.ry() += std::max(0.0, (room.height() - size.height()) / 2);
    look.texts.append(laid);
}

void paintNote(Brush &brush, const NoteLook &look)
{
    const NoteColors &colors = brush.style.note(noteColor(look));
    const detail::Level level = brush.level();
    if (level == detail::Level::Boxes && look.kind == annotation::text) {
        if (!look.text.isEmpty())
            brush.painter.fillRect(look.rect.adjusted(0, look.rect.height() * 0.3, 0, -look.rect.height() * 0.3), brush.style.canvasDot);
        return;
    }
    if (level == detail::Level::Boxes && isCard(look)) {
        brush.painter.fillRect(look.rect, brush.style.lineStrong);
        return;
    }
    paintShape(brush, look, colors);
    // What was written large is read from farther away.
    const QFont &font = isCard(look) ? brush.style.smallFont : brush.style.noteFontOf(look.size);
    if (level == detail::Level::Full || font.pixelSize() * brush.zoom >= legible)
        paintTexts(brush, look, colors);
}

QRectF paintedRect(const NoteLook &look)
{
    QRectF all = look.rect;
    if (!look.outline.isEmpty())
        all |= look.outline.boundingRect();
    if (!look.head.isEmpty())
        all |= look.head.boundingRect();
    for (const NoteLook::Laid &laid : look.texts)
        all |= QRectF(look.rect.topLeft() + laid.at, laid.words.size());
    return all.adjusted(-2, -2, 2, 2);
}

bool hitsNote(const NoteLook &look, const QPointF &point, double tolerance)
{
    const QRectF near = look.rect.adjusted(-tolerance, -tolerance, tolerance, tolerance);
    if (look.kind == annotation::arrow) {
        const QPointF along = look.arrow.p2() - look.arrow.p1(), off = point - look.arrow.p1();
        const double length2 = QPointF::dotProduct(along, along);
        const double t = length2 > 0 ? std::clamp(QPointF::dotProduct(off, along) / length2, 0.0, 1.0) : 0;
        return QLineF(point, look.arrow.p1() + t * along).length() <= tolerance + 2;
    }
    if (look.kind == annotation::callout)
        return near.contains(point) || look.outline.contains(point);
    if (look.kind != annotation::rectangle && look.kind != annotation::ellipse)
        return near.contains(point);
    for (const NoteLook::Laid &laid : look.texts) {
        // Of a block as wide as the shape only where words may be.
        if (QRectF(look.rect.topLeft() + laid.at, laid.words.size()).adjusted(-4, -4, 4, 4).contains(point))
            return true;
    }
    const double reach = tolerance + 1;
    if (look.kind == annotation::rectangle)
        return near.contains(point) && !look.rect.adjusted(reach, reach, -reach, -reach).contains(point);
    const auto isIn = [&](double grown) {
        const double a = look.rect.width() / 2 + grown, b = look.rect.height() / 2 + grown;
        const QPointF off = point - look.rect.center();
        return a > 0 && b > 0 && (off.x() * off.x()) / (a * a) + (off.y() * off.y()) / (b * b) <= 1;
    };
    return isIn(reach) && !isIn(-reach);
}

QSizeF neededSize(const NoteLook &look, const Style &style, bool mayWiden)
{
    if (!annotation::hasText(look.kind) || isCard(look))
        return look.rect.size();
    const QFont &font = style.noteFontOf(look.size);
    const QRectF inner = textRect(look);
    const double around = look.rect.width() - inner.width();
    QSizeF size = look.rect.size();
    if (mayWiden)
        size.setWidth(std::clamp(text::blockSize(look.text, font, widestText).width() + around + 1, 24.0, widestText + around));
    const double lines = text::blockSize(look.text.isEmpty() ? QStringLiteral("x") : look.text, font, size.width() - around).height();
    const double needed = look.kind == annotation::ellipse ? lines / 0.7 : lines + look.rect.height() - inner.height();
    size.setHeight(look.kind == annotation::text ? needed : std::max(size.height(), std::ceil(needed)));
    return size;
}

} // namespace groundplan
