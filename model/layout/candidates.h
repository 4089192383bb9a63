// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/obstacles.h"

#include <array>
#include <optional>

/// The few shapes that nearly all lines have. Pure geometry.
namespace groundplan::route {

inline constexpr double shortestStub = 20;
inline constexpr double bendCost = 24;

/// Where a line may leave or reach an end.
struct Port {
    QPointF point;
    QPointF out;         ///< unit vector away from the end
    double bodyHalf = 0; ///< half the end's extent across `out`
    double reach = 0;    ///< from the end's middle to `point`: sides are compared as if all lines began in the middle
    double stub = 0;     ///< how far a line runs straight before it may turn: clear of its own body, with room for bend and arrowhead
    bool isVertical() const { return out.x() == 0; }
};
std::array<std::optional<Port>, 4> ports(const End &end, const QRectF &body);

/// A course of at most six points, not yet tested.
struct Candidate {
    std::array<QPointF, 6> points;
    int size = 0;
    double cost = 0;

    void add(const QPointF &point);
    Course polygon() const { return Course(points.begin(), points.begin() + size); }
};

/// Straight, Z, L and U, cheapest first.
std::vector<Candidate> simpleCandidates(const Line &line, const QRectF &fromBody, const QRectF &toBody);
/// Courses with a sidestep, cheapest first.
std::vector<Candidate> sidestepCandidates(const Line &line, const QRectF &fromBody, const QRectF &toBody);

} // namespace groundplan::route
