// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/edgelabels.h"

#include <algorithm>
#include <cmath>
#include <vector>

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

/// Rectangles by where they are, so that a large page costs what a label sees, not all of it.
class Places {
public:
    void add(const QRectF &rect, const ConnectionId &owner = {})
    {
        const int index = int(m_items.size());
        m_items.push_back({rect, owner});
        forEachCell(rect, [&](const Cell &cell) { m_cells[cell].push_back(index); });
    }
    /// Does `claim` hold for anything that touches `rect`?
    template <class Claim> bool any(const QRectF &rect, Claim claim) const
    {
        bool found = false;
        forEachCell(rect, [&](const Cell &cell) {
            const auto items = m_cells.constFind(cell);
            for (size_t i = 0; !found && items != m_cells.constEnd() && i < items->size(); ++i) {
                const Item &item = m_items[size_t((*items)[i])];
                // Not QRectF::intersects(): a stretch of a line has no width.
                const QRectF &other = item.rect;
                found = other.right() >= rect.left() && other.left() <= rect.right() && other.bottom() >= rect.top()
                    && other.top() <= rect.bottom() && claim(item.owner);
            }
        });
        return found;
    }
    bool any(const QRectF &rect) const
    {
        return any(rect, [](const ConnectionId &) { return true; });
    }

private:
    struct Item {
        QRectF rect;
        ConnectionId owner;
    };
    using Cell = std::pair<int, int>;
    template <class F> static void forEachCell(const QRectF &rect, F f)
    {
        constexpr double size = 256;
        for (int x = int(std::floor(rect.left() / size)); x <= int(std::floor(rect.right() / size)); ++x) {
            for (int y = int(std::floor(rect.top() / size)); y <= int(std::floor(rect.bottom() / size)); ++y)
                f(Cell(x, y));
        }
    }
    std::vector<Item> m_items;
    QHash<Cell, std::vector<int>> m_cells;
};

/// The outlines' four sides, which a label would cut.
void addOutline(Places &places, const QRectF &zone)
{
    places.add(QRectF(zone.topLeft(), QSizeF(zone.width(), 0)));
    places.add(QRectF(zone.bottomLeft(), QSizeF(zone.width(), 0)));
    places.add(QRectF(zone.topLeft(), QSizeF(0, zone.height())));
    places.add(QRectF(zone.topRight(), QSizeF(0, zone.height())));
}

} // namespace

std::optional<QPointF> edgeLabelPlace(const QPolygonF &points, const QSizeF &size, const LabelSurroundings &around)
{
    std::optional<QPointF> second;
    for (const QPointF &center : proposals(points, size.width())) {
        const QRectF rect(center - QPointF(size.width(), size.height()) / 2, size);
        if (around.isTaken(rect) || around.isShared(rect))
            continue;
        if (!around.isCut(rect))
            return center;
        if (!second)
            second = center;
    }
    return second;
}

void placeEdgeLabels(QList<EdgeLook> &edges, const QList<QRectF> &obstacles, const QList<QRectF> &outlines, const Style &style)
{
    Places kept, lines, borders;
    for (const QRectF &rect : obstacles)
        kept.add(rect.adjusted(-4, -2, 4, 2));
    for (const QRectF &zone : outlines)
        addOutline(borders, zone);
    for (const EdgeLook &edge : std::as_const(edges)) {
        for (qsizetype i = 1; i < edge.points.size(); ++i)
            lines.add(QRectF(edge.points.at(i - 1), edge.points.at(i)).normalized(), edge.owner);
    }
    for (EdgeLook &edge : edges) {
        if (edge.label.isEmpty() || edge.points.size() < 2)
            continue;
        const QSizeF size = edgeLabelSize(edge.label, style);
        const LabelSurroundings around{
            [&](const QRectF &rect) { return kept.any(rect); },
            [&](const QRectF &rect) { return lines.any(rect, [&](const ConnectionId &owner) { return owner != edge.owner; }); },
            [&](const QRectF &rect) { return borders.any(rect); },
        };
        const auto center = edgeLabelPlace(edge.points, size, around);
        if (!center) {
            edge.label.clear();
            continue;
        }
        edge.labelCenter = *center;
        kept.add(QRectF(*center - QPointF(size.width(), size.height()) / 2, size));
    }
}

} // namespace groundplan
