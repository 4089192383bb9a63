// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/obstacles.h"

#include <algorithm>
#include <cmath>

namespace groundplan::route {

namespace {

constexpr double cellSize = 128;

int cellOf(double coordinate) { return int(std::floor(coordinate / cellSize)); }

/// True when the stretch comes nearer than allowed; running along the border of what is kept clear is fine.
bool crosses(const QRectF &rect, double left, double top, double right, double bottom)
{
    return right > rect.left() - clearance && left < rect.right() + clearance && bottom > rect.top() - clearance
        && top < rect.bottom() + clearance;
}

} // namespace

template <class F> void Obstacles::forEachCell(const QRectF &rect, F f)
{
    for (int x = cellOf(rect.left() - clearance), right = cellOf(rect.right() + clearance); x <= right; ++x) {
        for (int y = cellOf(rect.top() - clearance), bottom = cellOf(rect.bottom() + clearance); y <= bottom; ++y)
            f(Cell(x, y));
    }
}

void Obstacles::set(ObstacleKey key, const QRectF &rect)
{
    const auto known = m_rects.constFind(key);
    if (known != m_rects.constEnd()) {
        forEachCell(*known, [&](const Cell &cell) {
            const auto items = m_cells.find(cell);
            std::erase_if(*items, [&](const Item &item) { return item.key == key; });
            if (items->empty())
                m_cells.erase(items);
        });
        m_rects.erase(known);
    }
    if (rect.isEmpty())
        return;
    m_rects.insert(key, rect);
    forEachCell(rect, [&](const Cell &cell) { m_cells[cell].push_back({key, rect}); });
}

void Obstacles::clear()
{
    m_rects.clear();
    m_cells.clear();
}

int Obstacles::hits(const QPointF &a, const QPointF &b, ObstacleKey except, int enough) const
{
    const double left = std::min(a.x(), b.x()), right = std::max(a.x(), b.x()), top = std::min(a.y(), b.y()),
                 bottom = std::max(a.y(), b.y());
    int count = 0;
    // What lies in several cells counts in the one where it is met first.
    for (int x = cellOf(left); x <= cellOf(right); ++x) {
        for (int y = cellOf(top); y <= cellOf(bottom); ++y) {
            const auto items = m_cells.constFind(Cell(x, y));
            if (items == m_cells.constEnd())
                continue;
            for (const Item &item : *items) {
                if (item.key == except || !crosses(item.rect, left, top, right, bottom))
                    continue;
                const bool first = x == std::max(cellOf(left), cellOf(item.rect.left() - clearance))
                    && y == std::max(cellOf(top), cellOf(item.rect.top() - clearance));
                if (first && ++count >= enough)
                    return count;
            }
        }
    }
    return count;
}

std::vector<QRectF> Obstacles::in(const QRectF &area, size_t most) const
{
    std::vector<const Item *> found;
    const int left = cellOf(area.left() - clearance), right = cellOf(area.right() + clearance), top = cellOf(area.top() - clearance),
              bottom = cellOf(area.bottom() + clearance);
    for (int x = left; x <= right; ++x) {
        for (int y = top; y <= bottom; ++y) {
            const auto items = m_cells.constFind(Cell(x, y));
            if (items == m_cells.constEnd())
                continue;
            for (const Item &item : *items) {
                // What lies in several cells is taken in the one where it is met first.
                const bool first =
                    x == std::max(left, cellOf(item.rect.left() - clearance)) && y == std::max(top, cellOf(item.rect.top() - clearance));
                if (!first || !item.rect.intersects(area))
                    continue;
                found.push_back(&item);
                if (found.size() > most)
                    return std::vector<QRectF>(found.size());
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const Item *a, const Item *b) { return a->key < b->key; });
    std::vector<QRectF> rects;
    rects.reserve(found.size());
    for (const Item *item : found)
        rects.push_back(item->rect);
    return rects;
}

} // namespace groundplan::route
