// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/edgepainter.h"

#include "views/paint/text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace groundplan {

namespace {

constexpr double jumpRadius = 4.5;
constexpr double tipGap = 3; ///< between an arrowhead and the tile that it points at

double length(const QPointF &v) { return std::hypot(v.x(), v.y()); }
QPointF direction(const QPointF &from, const QPointF &to)
{
    const QPointF v = to - from;
    const double l = length(v);
    return l > 0 ? v / l : QPointF(1, 0);
}

/// The line as it is drawn: shortened at the end so that the arrowhead's tip keeps its distance.
QPolygonF shortened(const EdgeLook &look)
{
    QPolygonF line = look.points;
    if (!look.arrow)
        return line;
    const QPointF before = line.at(line.size() - 2);
    const double last = length(line.last() - before);
    line.last() -= direction(before, line.last()) * qMin(last, tipGap + metrics::arrowLength - 1);
    return line;
}

/// A straight stretch, with a small arc over each line that it leaps over.
void addStretch(QPainterPath &path, const QPointF &end, const QList<QPointF> &jumps)
{
    const QPointF start = path.currentPosition();
    if (start.y() == end.y() && !jumps.isEmpty()) {
        const double side = end.x() > start.x() ? 1 : -1;
        QList<double> places;
        for (const QPointF &jump : jumps) {
            if (jump.y() == start.y() && (jump.x() - start.x()) * side > jumpRadius && (end.x() - jump.x()) * side > jumpRadius)
                places.append(jump.x() * side);
        }
        std::sort(places.begin(), places.end());
        double clear = start.x() * side;
        for (const double place : std::as_const(places)) {
            if (place - jumpRadius < clear)
                continue; // too near to the one before
            const QRectF circle(place * side - jumpRadius, start.y() - jumpRadius, 2 * jumpRadius, 2 * jumpRadius);
            path.arcTo(circle, side > 0 ? 180 : 0, -180 * side); // draws the line to where it starts
            clear = place + jumpRadius;
        }
    }
    path.lineTo(end);
}

QPainterPath rounded(const QPolygonF &line, const QList<QPointF> &jumps)
{
    QPainterPath path(line.first());
    for (int i = 1; i + 1 < line.size(); ++i) {
        const QPointF corner = line.at(i);
        const double before = length(corner - line.at(i - 1)), after = length(line.at(i + 1) - corner);
        const double radius = std::min({metrics::edgeRadius, before / 2, after / 2});
        addStretch(path, corner + direction(corner, line.at(i - 1)) * radius, jumps);
        path.quadTo(corner, corner + direction(corner, line.at(i + 1)) * radius);
    }
    addStretch(path, line.last(), jumps);
    return path;
}

QPolygonF arrowHead(const QPolygonF &points)
{
    const QPointF along = direction(points.at(points.size() - 2), points.last());
    const QPointF across(-along.y(), along.x());
    const QPointF tip = points.last() - along * tipGap;
    const QPointF base = tip - along * metrics::arrowLength;
    return {QList<QPointF>{tip, base + across * (metrics::arrowWidth / 2), base - across * (metrics::arrowWidth / 2)}};
}

QPointF middleOfLongestPart(const QPolygonF &points)
{
    qsizetype best = 1;
    for (qsizetype i = 2; i < points.size(); ++i) {
        if (length(points.at(i) - points.at(i - 1)) > length(points.at(best) - points.at(best - 1)))
            best = i;
    }
    return (points.at(best) + points.at(best - 1)) / 2;
}

double distance(const QPointF &a, const QPointF &b, const QPointF &p)
{
    const QPointF ab = b - a;
    const double squared = QPointF::dotProduct(ab, ab);
    const double t = squared > 0 ? qBound(0.0, QPointF::dotProduct(p - a, ab) / squared, 1.0) : 0.0;
    return length(p - (a + ab * t));
}

} // namespace

QSizeF edgeLabelSize(const QString &label, const Style &style)
{
    return {QFontMetricsF(style.edgeFont).horizontalAdvance(label.simplified()) + 12, metrics::edgeLabelHeight};
}

void prepareEdge(EdgeLook &look, const Style &style)
{
    look.path = {};
    look.line.clear();
    look.head.clear();
    look.labelRect = {};
    if (look.points.size() < 2)
        return;
    look.line = shortened(look);
    look.path = rounded(look.line, look.jumps);
    if (look.arrow)
        look.head = arrowHead(look.points);
    const QSizeF size = text::prepare(look.labelText, look.label, style.edgeFont, 160);
    if (size.isEmpty())
        return;
    const QPointF center = look.labelCenter.isNull() ? middleOfLongestPart(look.points) : look.labelCenter;
    look.labelAt = center - QPointF(size.width(), size.height()) / 2;
    look.labelRect =
        QRectF(center.x() - size.width() / 2 - 6, center.y() - metrics::edgeLabelHeight / 2, size.width() + 12, metrics::edgeLabelHeight);
}

void translateEdge(EdgeLook &look, const QPointF &by)
{
    look.points.translate(by);
    look.line.translate(by);
    look.head.translate(by);
    look.path.translate(by);
    for (QPointF &jump : look.jumps)
        jump += by;
    if (!look.labelCenter.isNull())
        look.labelCenter += by;
    look.labelAt += by;
    if (!look.labelRect.isEmpty())
        look.labelRect.translate(by);
}

void paintEdge(Brush &brush, const EdgeLook &look)
{
    if (look.line.size() < 2)
        return;
    QPainter &painter = brush.painter;
    const Style &style = brush.style;
    const bool strong = look.selected || look.hovered;
    const bool dashed = look.kind != connections::LineKind::Traffic;
    if (look.dimmed)
        painter.setOpacity(0.3);
    painter.setPen(strong ? (dashed ? style.edgeSelectedDashedPen : style.edgeSelectedPen)
                          : (dashed ? style.edgeDashedPen : style.edgePen));
    painter.setBrush(Qt::NoBrush);
    if (brush.level() != detail::Level::Full) {
        painter.drawPolyline(look.line);
    } else {
        painter.drawPath(look.path);
        if (!look.head.isEmpty()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(strong ? style.edgeSelectedBrush : style.edgeBrush);
            painter.drawPolygon(look.head);
        }
    }
    if (look.dimmed)
        painter.setOpacity(1);
}

void paintEdgeLabel(Brush &brush, const EdgeLook &look)
{
    if (look.labelRect.isEmpty() || brush.level() != detail::Level::Full)
        return;
    QPainter &painter = brush.painter;
    if (look.dimmed)
        painter.setOpacity(0.3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush.style.edgeLabelBrush);
    painter.drawRoundedRect(look.labelRect, 5, 5);
    painter.setFont(brush.style.edgeFont);
    painter.setPen(brush.style.edgeLabelPen);
    painter.drawStaticText(look.labelAt, look.labelText);
    if (look.dimmed)
        painter.setOpacity(1);
}

bool hitsEdge(const EdgeLook &look, const QPointF &point, double tolerance)
{
    if (look.labelRect.contains(point))
        return true;
    for (qsizetype i = 1; i < look.points.size(); ++i) {
        if (distance(look.points.at(i - 1), look.points.at(i), point) <= tolerance)
            return true;
    }
    return false;
}

QRectF paintedRect(const EdgeLook &look)
{
    if (look.points.size() < 2)
        return {};
    return look.points.boundingRect().adjusted(-6, -6, 6, 6).united(look.labelRect);
}

} // namespace groundplan
