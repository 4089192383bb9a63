// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/edgelabels.h"

#include <algorithm>
#include <limits>

namespace groundplan {

namespace {

/// Centres to try along a line: the middles of its parts first, longest part first, then a quarter off them.
QList<QPointF> proposals(const QPolygonF &points, double width)
{
    struct Part {
        QPointF a, b;
        bool isLast; ///< ends in the arrowhead
        double length() const { return (b - a).manhattanLength(); }
    };
    QList<Part> parts;
    for (qsizetype i = 1; i < points.size(); ++i)
        parts.append({points.at(i - 1), points.at(i), i + 1 == points.size()});
    std::stable_sort(parts.begin(), parts.end(), [](const Part &a, const Part &b) { return a.length() > b.length(); });
    QList<QPointF> centers;
    for (const double at : {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8}) {
        for (const Part &part : std::as_const(parts)) {
            // The line must show on both sides of its label.
            const double along = part.a.y() == part.b.y() ? width : metrics::edgeLabelHeight;
            const double head = part.isLast ? metrics::arrowLength : 0;
            if (part.length() * at >= along / 2 + 6 && part.length() * (1 - at) >= along / 2 + 6 + head)
                centers.append(part.a + (part.b - part.a) * at);
        }
    }
    return centers;
}

bool crosses(const QPolygonF &points, const QRectF &rect)
{
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QRectF part = QRectF(points.at(i - 1), points.at(i)).normalized();
        if (part.right() >= rect.left() && part.left() <= rect.right() && part.bottom() >= rect.top() && part.top() <= rect.bottom())
            return true;
    }
    return false;
}

/// Over an outline, whose line the label would cut.
bool cutsOutline(const QRectF &rect, const QList<QRectF> &outlines)
{
    return std::any_of(outlines.begin(), outlines.end(), [&](const QRectF &zone) { return zone.intersects(rect) && !zone.contains(rect); });
}

bool isClear(const QRectF &rect, const QList<QRectF> &obstacles)
{
    return std::none_of(obstacles.begin(), obstacles.end(), [&](const QRectF &other) { return other.intersects(rect); });
}

} // namespace

void placeEdgeLabels(QList<EdgeLook> &edges, const QList<QRectF> &obstacles, const QList<QRectF> &outlines, const Style &style)
{
    QList<QRectF> taken;
    for (qsizetype i = 0; i < edges.size(); ++i) {
        EdgeLook &edge = edges[i];
        if (edge.label.isEmpty() || edge.points.size() < 2)
            continue;
        const QSizeF size = edgeLabelSize(edge.label, style);
        QPointF best;
        int fewest = std::numeric_limits<int>::max();
        for (const QPointF &center : proposals(edge.points, size.width())) {
            const QRectF rect(center - QPointF(size.width(), size.height()) / 2, size);
            if (!isClear(rect.adjusted(-4, -2, 4, 2), obstacles) || !isClear(rect, taken))
                continue;
            // On a trunk that several connections share, nobody could tell whose label it is.
            const bool shared = std::any_of(edges.cbegin(), edges.cend(), [&](const EdgeLook &other) { return other.owner != edge.owner && crosses(other.points, rect); });
            if (shared)
                continue;
            const int cost = cutsOutline(rect, outlines) ? 1 : 0;
            if (cost < fewest) {
                fewest = cost;
                best = center;
            }
        }
        if (best.isNull()) {
            edge.label.clear();
            continue;
        }
        edge.labelCenter = best;
        taken.append(QRectF(best - QPointF(size.width(), size.height()) / 2, size));
    }
}

} // namespace groundplan
