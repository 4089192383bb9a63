// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QRectF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace groundplan {

/// Which of many numbered things touch a rectangle: a hash of square cells, and one list for what would fill too many of them.
class SpatialGrid {
public:
    void clear()
    {
        m_cells.clear();
        m_large.clear();
    }
    void insert(int item, const QRectF &rect)
    {
        forEachList(rect, [item](std::vector<int> &list) { list.push_back(item); });
    }
    void remove(int item, const QRectF &rect)
    {
        forEachList(rect, [item](std::vector<int> &list) {
            if (const auto at = std::find(list.begin(), list.end(), item); at != list.end()) {
                *at = list.back();
                list.pop_back();
            }
        });
    }
    /// Candidates, each once, in ascending order; the caller tests their shapes.
    std::vector<int> query(const QRectF &rect) const
    {
        std::vector<int> found = m_large;
        const Range range = rangeOf(rect);
        if (range.count() > m_cells.size()) {
            for (auto it = m_cells.cbegin(); it != m_cells.cend(); ++it) {
                if (range.contains(it.key()))
                    found.insert(found.end(), it->begin(), it->end());
            }
        } else {
            for (int y = range.top; y <= range.bottom; ++y) {
                for (int x = range.left; x <= range.right; ++x) {
                    if (const auto cell = m_cells.constFind({x, y}); cell != m_cells.cend())
                        found.insert(found.end(), cell->begin(), cell->end());
                }
            }
        }
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

private:
    static constexpr double cellSize = 512;
    static constexpr qsizetype largest = 64; // cells: beyond, one list is cheaper than many entries

    using Cell = std::pair<int, int>;
    struct Range {
        int left, top, right, bottom;
        qsizetype count() const { return qsizetype(right - left + 1) * (bottom - top + 1); }
        bool contains(const Cell &cell) const
        {
            return cell.first >= left && cell.first <= right && cell.second >= top && cell.second <= bottom;
        }
    };
    static int cellOf(double coordinate) { return int(std::floor(std::clamp(coordinate, -5e8, 5e8) / cellSize)); }
    static Range rangeOf(const QRectF &rect)
    {
        return {cellOf(rect.left()), cellOf(rect.top()), cellOf(rect.right()), cellOf(rect.bottom())};
    }

    template <class F> void forEachList(const QRectF &rect, F f)
    {
        const Range range = rangeOf(rect);
        if (range.count() > largest) {
            f(m_large);
            return;
        }
        for (int y = range.top; y <= range.bottom; ++y) {
            for (int x = range.left; x <= range.right; ++x)
                f(m_cells[{x, y}]);
        }
    }

    QHash<Cell, std::vector<int>> m_cells;
    std::vector<int> m_large;
};

} // namespace groundplan
