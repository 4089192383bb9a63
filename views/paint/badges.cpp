// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/resourcepainter.h"

#include <QPainter>
#include <QPainterPath>

#include <array>

namespace groundplan {

namespace {

constexpr double badgeRadius = metrics::badge / 2;

/// Moves the origin to the badge's centre while it lives.
class At {
public:
    At(QPainter &painter, const QPointF &center) : m_painter(painter), m_center(center) { m_painter.translate(center); }
    ~At() { m_painter.translate(-m_center); }
    Q_DISABLE_COPY(At)

private:
    QPainter &m_painter;
    QPointF m_center;
};

void exclamationMark(QPainter &painter, double lower)
{
    painter.drawLine(QPointF(0, -3 + lower), QPointF(0, 0.6 + lower));
    painter.drawPoint(QPointF(0, 3.2 + lower));
}

void plus(QPainter &painter)
{
    painter.drawLine(QPointF(-3.2, 0), QPointF(3.2, 0));
    painter.drawLine(QPointF(0, -3.2), QPointF(0, 3.2));
}

void tilde(QPainter &painter)
{
    static const std::array<QPointF, 7> wave{QPointF(-3.6, 0.9), QPointF(-2.6, -0.7), QPointF(-1.4, -0.9), QPointF(0, 0),
                                             QPointF(1.4, 0.9),  QPointF(2.6, 0.7),   QPointF(3.6, -0.9)};
    painter.drawPolyline(wave.data(), int(wave.size()));
}

void plusMinus(QPainter &painter)
{
    painter.drawLine(QPointF(-2.7, -1.4), QPointF(2.7, -1.4));
    painter.drawLine(QPointF(0, -4), QPointF(0, 1.2));
    painter.drawLine(QPointF(-2.7, 3.4), QPointF(2.7, 3.4));
}

} // namespace

void paintSeverity(Brush &brush, Severity severity, const QPointF &center)
{
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    const At at(painter, center);
    painter.setPen(style.haloPen);
    double lower = 0;
    switch (severity) {
    case Severity::Error:
        painter.setBrush(style.errorBrush);
        painter.drawEllipse(QPointF(), badgeRadius, badgeRadius);
        break;
    case Severity::Warning: {
        static const QPainterPath triangle = [] {
            QPainterPath path;
            path.moveTo(-1.6, -7.2);
            path.quadTo(0, -9.4, 1.6, -7.2);
            path.lineTo(8.2, 4.6);
            path.quadTo(9, 6.8, 6.8, 7);
            path.lineTo(-6.8, 7);
            path.quadTo(-9, 6.8, -8.2, 4.6);
            path.closeSubpath();
            return path;
        }();
        painter.setBrush(style.warningBrush);
        painter.drawPath(triangle);
        lower = 1.2;
        break;
    }
    case Severity::Notice:
        painter.setBrush(style.noticeBrush);
        painter.drawEllipse(QPointF(), badgeRadius - 1, badgeRadius - 1);
        break;
    }
    painter.setPen(style.badgePen);
    if (severity == Severity::Notice) {
        painter.drawPoint(QPointF(0, -3));
        painter.drawLine(QPointF(0, -0.4), QPointF(0, 3.2));
    } else {
        exclamationMark(painter, lower);
    }
}

void paintPlanBadge(Brush &brush, PlannedAction action, const QPointF &center)
{
    if (action == PlannedAction::None || action == PlannedAction::Read)
        return;
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    const At at(painter, center);
    painter.setPen(style.haloPen);
    switch (action) {
    case PlannedAction::Create: {
        painter.setBrush(style.createBrush);
        painter.drawEllipse(QPointF(), badgeRadius, badgeRadius);
        painter.setPen(style.badgePen);
        plus(painter);
        break;
    }
    case PlannedAction::Update: {
        static const std::array<QPointF, 4> diamond{QPointF(0, -9.4), QPointF(9.4, 0), QPointF(0, 9.4), QPointF(-9.4, 0)};
        painter.setBrush(style.updateBrush);
        painter.drawPolygon(diamond.data(), int(diamond.size()));
        painter.setPen(style.badgePen);
        tilde(painter);
        break;
    }
    case PlannedAction::Replace: {
        static const std::array<QPointF, 6> hexagon{QPointF(-4.6, -8), QPointF(4.6, -8), QPointF(9.2, 0),
                                                    QPointF(4.6, 8),   QPointF(-4.6, 8), QPointF(-9.2, 0)};
        painter.setBrush(style.replaceBrush);
        painter.drawPolygon(hexagon.data(), int(hexagon.size()));
        painter.setPen(style.badgePen);
        plusMinus(painter);
        break;
    }
    case PlannedAction::Delete:
        painter.setBrush(style.destroyBrush);
        painter.drawRoundedRect(QRectF(-badgeRadius, -badgeRadius, 2 * badgeRadius, 2 * badgeRadius), 3, 3);
        painter.setPen(style.badgePen);
        painter.drawLine(QPointF(-3.4, 0), QPointF(3.4, 0));
        break;
    case PlannedAction::None:
    case PlannedAction::Read: break;
    }
}

} // namespace groundplan
