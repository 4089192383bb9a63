// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/stage.h"

namespace groundplan {

/// Where a dragged thing falls in line with its neighbours: edges and middles on theirs, or gaps as wide as the gap beside them.
/// Looks at what is near, never at the whole page.
class Guides {
public:
    /// `without`: what is dragged, and what stands in it.
    Guides(const Stage &stage, bool isZone, QSet<int> without) : m_stage(stage), m_isZone(isZone), m_without(std::move(without)) { }

    struct Fit {
        std::optional<double> x, y; ///< how much farther it must go to be in line; none: nothing is near enough
    };
    /// For a thing that the hand has brought to `rect`. Within a few pixels only.
    Fit fit(const QRectF &rect) const;
    /// For one side of `rect` that the hand has brought to `at`, an x or a y: how much farther it must go to be in line with a side.
    std::optional<double> fitSide(const QRectF &rect, double at, bool isX) const;
    /// The lines and distances of everything that `rect` is in line with now.
    void show(const QRectF &rect, Preview &preview) const;

private:
    std::vector<QRectF> around(const QRectF &rect) const;

    const Stage &m_stage;
    bool m_isZone;
    QSet<int> m_without;
};

} // namespace groundplan
