// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/route.h"

#include <vector>

namespace groundplan::route {

/// How near a line may come to an obstacle.
inline constexpr double clearance = 3;

/// Rectangles in a grid of cells, for the one question that routing asks: does this stretch of a line hit any?
class Obstacles {
public:
    void set(ObstacleKey key, const QRectF &rect); ///< empty: removes it
    QRectF rect(ObstacleKey key) const { return m_rects.value(key); }
    void clear();

    /// How many obstacles the horizontal or vertical stretch from `a` to `b` hits, stopping at `enough`; `except` does not count.
    int hits(const QPointF &a, const QPointF &b, ObstacleKey except, int enough) const;
    /// All that touch `area`, by key. When there are more than `most`, one more than that, and which ones means nothing.
    std::vector<QRectF> in(const QRectF &area, size_t most) const;

private:
    struct Item {
        ObstacleKey key;
        QRectF rect;
    };
    using Cell = std::pair<int, int>;
    template <class F> static void forEachCell(const QRectF &rect, F f);

    QHash<ObstacleKey, QRectF> m_rects;
    QHash<Cell, std::vector<Item>> m_cells;
};

} // namespace groundplan::route
