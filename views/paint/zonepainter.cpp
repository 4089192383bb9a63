// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/zonepainter.h"

#include "views/paint/resourcepainter.h"
#include "views/paint/text.h"

#include <QPainter>

namespace groundplan {

namespace {

constexpr double gap = 8; ///< between title, detail and pill

void paintShape(Brush &brush, const ZoneLook &look)
{
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    const ZoneColors &colors = style.zone(look.role);
    const auto draw = [&] {
        if (brush.level() == detail::Level::Boxes)
            painter.drawRect(look.rect);
        else
            painter.drawRoundedRect(look.rect, metrics::zoneRadius, metrics::zoneRadius);
    };
    painter.setPen(colors.pen);
    painter.setBrush(colors.brush);
    draw();
    if (look.answer == ZoneLook::Answer::Accepts) {
        painter.setPen(style.acceptPen);
        painter.setBrush(style.acceptBrush);
        draw();
    } else if (look.answer == ZoneLook::Answer::Refuses) {
        painter.setPen(style.refusePen);
        painter.setBrush(style.refuseBrush);
        draw();
    } else if (look.selected || look.hovered) {
        painter.setPen(look.selected ? style.selectionPen : style.hoverPen);
        painter.setBrush(look.selected ? style.selectionBrush : QBrush(Qt::NoBrush));
        draw();
    }
}

void paintTitle(Brush &brush, const ZoneLook &look)
{
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    const ZoneColors &colors = style.zone(look.role);
    const QPointF origin = look.rect.topLeft();
    painter.setFont(style.zoneFont);
    painter.setPen(colors.titlePen);
    painter.drawStaticText(origin + look.titleAt, look.titleText);
    if (!look.detailText.text().isEmpty()) {
        painter.setFont(style.zoneDetailFont);
        painter.setPen(colors.detailPen);
        painter.drawStaticText(origin + look.detailAt, look.detailText);
    }
    if (!look.pill.isEmpty())
        text::paintPill(brush, look.pill.translated(origin), look.pillText, origin + look.pillAt);
}

} // namespace

QRectF titleRect(const ZoneLook &look)
{
    // Never down to the strip's lower end: a line that runs along the topmost things inside passes under the title.
    return {look.rect.left(), look.rect.top() + 4, look.titleEnd + 4, metrics::zoneTitle - 8};
}

QRectF paintedRect(const ZoneLook &look)
{
    const double badge = metrics::badge / 2 + 2;
    return look.rect.adjusted(-badge, -badge, badge, badge);
}

void prepareZone(ZoneLook &look, const Style &style)
{
    const double middle = metrics::zoneTitle / 2;
    double x = metrics::zoneInset;
    const auto place = [&](QStaticText &prepared, const QString &words, const QFont &font) {
        const double room = look.rect.width() - x - metrics::zoneInset;
        const QSizeF size = text::prepare(prepared, room < 16 ? QString() : words, font, room);
        const QPointF at(x, middle - size.height() / 2);
        if (!size.isEmpty())
            x += size.width() + gap;
        return at;
    };
    look.titleAt = place(look.titleText, look.title, style.zoneFont);
    look.detailAt = place(look.detailText, look.detail, style.zoneDetailFont);
    look.pillAt = place(look.pillText, look.costPill, style.pillFont);
    look.pill = {};
    if (!look.pillText.text().isEmpty()) {
        const QSizeF size = look.pillText.size();
        look.pillAt.rx() += 6;
        x += 12;
        look.pill = QRectF(look.pillAt.x() - 6, middle - metrics::pillHeight / 2, size.width() + 12, metrics::pillHeight);
    }
    look.titleEnd = qMax(0.0, x - gap);
}

void paintZone(Brush &brush, const ZoneLook &look)
{
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    if (look.dimmed)
        painter.setOpacity(0.3);
    paintShape(brush, look);
    const detail::Level level = brush.level();
    if (level == detail::Level::Full)
        paintTitle(brush, look);
    else if (level == detail::Level::Icons)
        text::paintFar(brush,
                       QRectF(look.rect.topLeft(), QSizeF(look.rect.width(), metrics::zoneTitle)).adjusted(metrics::zoneInset, 0, -24, 0),
                       look.title, style.zone(look.role).titlePen, Qt::AlignLeft);
    if (level != detail::Level::Boxes) {
        const QPointF corner = look.rect.topRight() + QPointF(-14, 0);
        if (look.severity)
            paintSeverity(brush, *look.severity, corner);
        if (look.plan != PlannedAction::None)
            paintPlanBadge(brush, look.plan, look.severity ? corner - QPointF(22, 0) : corner);
    }
    if (look.dimmed)
        painter.setOpacity(1);
}

} // namespace groundplan
