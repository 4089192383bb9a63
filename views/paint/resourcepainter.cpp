// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/resourcepainter.h"

#include "views/paint/text.h"

#include <QPainter>

#include <cmath>

namespace groundplan {

namespace {

constexpr double pillPadding = 6;

QRectF selectionRect(const QRectF &rect) { return rect.adjusted(0, -4, 0, 3); }

void paintFrame(Brush &brush, const NodeLook &look)
{
    if (!look.selected && !look.hovered)
        return;
    brush.painter.setPen(look.selected ? brush.style.selectionPen : brush.style.hoverPen);
    brush.painter.setBrush(look.selected ? brush.style.selectionBrush : QBrush(Qt::NoBrush));
    brush.painter.drawRoundedRect(selectionRect(look.rect), metrics::selectionRadius, metrics::selectionRadius);
}

void paintTile(Brush &brush, const NodeLook &look)
{
    const QRectF tile = tileRect(look.rect);
    if (brush.vector) {
        Icons::drawTile(brush.painter, look.icon, look.tileColor, brush.style.tileGlyph, tile);
        return;
    }
    const int pixels = int(std::lround(tile.width() * brush.zoom * brush.devicePixelRatio));
    brush.painter.drawImage(tile, brush.icons.tile(look.icon, look.tileColor, brush.style.tileGlyph, pixels));
}

void paintTexts(Brush &brush, const NodeLook &look)
{
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    const QPointF origin = look.rect.topLeft();
    painter.setFont(style.nameFont);
    painter.setPen(style.namePen);
    painter.drawStaticText(origin + look.nameAt, look.nameText);
    if (!look.labelText.text().isEmpty()) {
        painter.setFont(style.labelFont);
        painter.setPen(style.labelPen);
        painter.drawStaticText(origin + look.labelAt, look.labelText);
    }
    if (!look.pill.isEmpty())
        text::paintPill(brush, look.pill.translated(origin), look.pillText, origin + look.pillAt);
}

} // namespace

QRectF tileRect(const QRectF &nodeRect)
{
    return {nodeRect.center().x() - metrics::tile / 2, nodeRect.top() + metrics::tileTop, metrics::tile, metrics::tile};
}

QRectF bodyRect(const NodeLook &look)
{
    double bottom = metrics::nameTop + metrics::nameHeight;
    if (!look.label.isEmpty())
        bottom = metrics::labelTop + metrics::labelHeight;
    if (!look.costPill.isEmpty())
        bottom = (look.label.isEmpty() ? metrics::labelTop : metrics::pillTop) + metrics::pillHeight;
    return {look.rect.left(), look.rect.top(), look.rect.width(), bottom};
}

QRectF paintedRect(const NodeLook &look) { return look.rect.united(selectionRect(look.rect)).adjusted(-3, -metrics::badge / 2, 3, 3); }

void prepareNode(NodeLook &look, const Style &style)
{
    look.tileColor = style.category(look.category);
    const double width = look.rect.width();
    const auto centred = [&](QStaticText &prepared, const QString &words, const QFont &font, double top, double height) {
        const QSizeF size = text::prepare(prepared, words, font, width);
        return QPointF((width - size.width()) / 2, top + (height - size.height()) / 2);
    };
    look.nameAt = centred(look.nameText, look.name, style.nameFont, metrics::nameTop, metrics::nameHeight);
    look.labelAt = centred(look.labelText, look.label, style.labelFont, metrics::labelTop, metrics::labelHeight);
    // Without a second line the pill moves up to the name.
    const double pillTop = look.label.isEmpty() ? metrics::labelTop : metrics::pillTop;
    look.pillAt = centred(look.pillText, look.costPill, style.pillFont, pillTop, metrics::pillHeight);
    const double pillWidth = qMin(width, look.pillText.size().width() + 2 * pillPadding);
    look.pill = look.costPill.isEmpty() ? QRectF() : QRectF((width - pillWidth) / 2, pillTop, pillWidth, metrics::pillHeight);
}

void paintNode(Brush &brush, const NodeLook &look)
{
    QPainter &painter = brush.painter;
    if (look.dimmed)
        painter.setOpacity(0.3);
    const detail::Level level = brush.level();
    if (level == detail::Level::Boxes) {
        painter.fillRect(tileRect(look.rect), look.tileColor);
        if (look.selected)
            paintFrame(brush, look);
    } else {
        paintFrame(brush, look);
        paintTile(brush, look);
        if (level == detail::Level::Full)
            paintTexts(brush, look);
        else if (brush.zoom >= detail::names)
            text::paintFar(brush, QRectF(look.rect.left(), look.rect.top() + metrics::nameTop, look.rect.width(), metrics::nameHeight),
                           look.name, brush.style.namePen, Qt::AlignHCenter);
    }
    const QRectF tile = tileRect(look.rect);
    if (look.severity && level != detail::Level::Boxes)
        paintSeverity(brush, *look.severity, tile.topRight() + QPointF(-1, 1));
    if (look.plan != PlannedAction::None && level != detail::Level::Boxes)
        paintPlanBadge(brush, look.plan, tile.topLeft() + QPointF(1, 1));
    if (look.dimmed)
        painter.setOpacity(1);
}

} // namespace groundplan
