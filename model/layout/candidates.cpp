// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/candidates.h"

#include <algorithm>
#include <cmath>

namespace groundplan::route {

namespace {

constexpr double mixedCost = 40;     ///< leaving by a horizontal and arriving by a vertical side: no trunk to share
constexpr double horizontalCost = 8; ///< tiers stand above each other: where both fit, lines run down
constexpr double upwardCost = 20;    ///< nor do they run up where a side fits as well
constexpr double shortestStart = 10, shortestEnd = 14;

double dot(const QPointF &a, const QPointF &b) { return QPointF::dotProduct(a, b); }

/// `point` moved along the axis of `direction` to where `other` is on it.
QPointF alongTo(const QPointF &point, const QPointF &direction, const QPointF &other)
{
    return point + direction * dot(other - point, direction);
}

double lengthOf(const Candidate &candidate)
{
    double sum = 0;
    for (int i = 1; i < candidate.size; ++i)
        sum += (candidate.points[size_t(i)] - candidate.points[size_t(i - 1)]).manhattanLength();
    return sum;
}

void finish(std::vector<Candidate> &all, std::initializer_list<QPointF> points, const Port &from, const Port &to, double extra)
{
    Candidate candidate;
    for (const QPointF &point : points)
        candidate.add(point);
    if (candidate.size < 2)
        return;
    // A course that turns back on itself would run through its own end.
    if (dot(candidate.points[1] - candidate.points[0], from.out) <= 0
        || dot(candidate.points[size_t(candidate.size - 2)] - candidate.points[size_t(candidate.size - 1)], to.out) <= 0)
        return;
    candidate.cost = lengthOf(candidate) + bendCost * (candidate.size - 2) + from.reach + to.reach + extra;
    if (from.isVertical() != to.isVertical())
        candidate.cost += mixedCost;
    else if (!from.isVertical())
        candidate.cost += horizontalCost;
    else if (from.out.y() < 0)
        candidate.cost += upwardCost;
    all.push_back(candidate);
}

void facing(std::vector<Candidate> &all, const Port &from, const Port &to)
{
    const double room = dot(to.point - from.point, from.out);
    const QPointF across(from.out.y(), from.out.x());
    if (room > 0 && std::abs(dot(to.point - from.point, across)) < 0.5) {
        finish(all, {from.point, to.point}, from, to, 0);
        return;
    }
    if (room < shortestStart + shortestEnd)
        return;
    // Near the start first: lines that leave together share their trunk up to there.
    const double limit = room - shortestEnd;
    const std::array<double, 3> turns{std::min(from.stub, limit), std::max(room - to.stub, shortestStart), room / 2};
    for (size_t i = 0; i < turns.size(); ++i) {
        if (turns[i] < shortestStart || turns[i] > limit)
            continue;
        const QPointF turn = from.point + from.out * turns[i];
        finish(all, {from.point, turn, turn + across * dot(to.point - turn, across), to.point}, from, to, double(i));
    }
}

void corner(std::vector<Candidate> &all, const Port &from, const Port &to)
{
    const QPointF bend = alongTo(from.point, from.out, to.point);
    if (dot(bend - from.point, from.out) >= shortestStart && dot(bend - to.point, to.out) >= shortestEnd)
        finish(all, {from.point, bend, to.point}, from, to, 0);
}

void sameSide(std::vector<Candidate> &all, const Port &from, const Port &to)
{
    const double level = dot(to.point - from.point, from.out);
    const double most = std::max(from.stub, to.stub);
    for (const double ease : {most, most - 6}) {
        const QPointF first = from.point + from.out * std::max(ease, level + ease);
        finish(all, {from.point, first, alongTo(to.point, to.out, first), to.point}, from, to, most - ease);
    }
}

void sidestep(std::vector<Candidate> &all, const Port &from, const Port &to)
{
    const QPointF start = from.point + from.out * from.stub, end = to.point + to.out * to.stub;
    const QPointF across(std::abs(from.out.y()), std::abs(from.out.x()));
    if (from.isVertical() != to.isVertical()) {
        finish(all, {from.point, start, alongTo(start, to.out, end), end, to.point}, from, to, 0);
        return;
    }
    const double a = dot(start, across), b = dot(end, across);
    const std::array<double, 5> lanes{a - from.bodyHalf - 8, a + from.bodyHalf + 8, b - to.bodyHalf - 8, b + to.bodyHalf + 8, (a + b) / 2};
    for (const double lane : lanes)
        finish(all, {from.point, start, start + across * (lane - a), end + across * (lane - b), end, to.point}, from, to, 0);
}

template <class Make> std::vector<Candidate> candidates(const Line &line, const QRectF &fromBody, const QRectF &toBody, Make make)
{
    std::vector<Candidate> all;
    all.reserve(64);
    const auto starts = ports(line.from, fromBody), targets = ports(line.to, toBody);
    for (const auto &from : starts) {
        for (const auto &to : targets) {
            if (from && to)
                make(all, *from, *to);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Candidate &a, const Candidate &b) { return a.cost < b.cost; });
    return all;
}

} // namespace

void Candidate::add(const QPointF &point)
{
    if (size > 0 && points[size_t(size - 1)] == point)
        return;
    if (size > 1) {
        const QPointF &last = points[size_t(size - 1)], &before = points[size_t(size - 2)];
        if ((before.x() == last.x() && last.x() == point.x()) || (before.y() == last.y() && last.y() == point.y())) {
            points[size_t(size - 1)] = point;
            return;
        }
    }
    points[size_t(size++)] = point;
}

std::array<std::optional<Port>, 4> ports(const End &end, const QRectF &body)
{
    const QRectF &rect = end.rect;
    const QRectF around = body.isEmpty() ? rect : body;
    const auto take = [&](Side side, const QPointF &point, const QPointF &out, double half, double exit) -> std::optional<Port> {
        if (end.side != Side::Any && end.side != side)
            return std::nullopt;
        return Port{point, out, half, (point - rect.center()).manhattanLength(), std::max(shortestStub, exit + 12)};
    };
    // Under a tile stand its texts: a line leaves and arrives below them.
    const double halfHeight = around.height() / 2 + std::abs(around.center().y() - rect.center().y());
    return {take(Side::Bottom, {rect.center().x(), std::max(rect.bottom(), around.bottom())}, {0, 1}, around.width() / 2, 0),
            take(Side::Top, {rect.center().x(), rect.top()}, {0, -1}, around.width() / 2, rect.top() - around.top()),
            take(Side::Right, {rect.right(), rect.center().y()}, {1, 0}, halfHeight, around.right() - rect.right()),
            take(Side::Left, {rect.left(), rect.center().y()}, {-1, 0}, halfHeight, rect.left() - around.left())};
}

std::vector<Candidate> simpleCandidates(const Line &line, const QRectF &fromBody, const QRectF &toBody)
{
    return candidates(line, fromBody, toBody, [](std::vector<Candidate> &all, const Port &from, const Port &to) {
        if (from.isVertical() != to.isVertical())
            corner(all, from, to);
        else if (from.out == to.out)
            sameSide(all, from, to);
        else
            facing(all, from, to);
    });
}

std::vector<Candidate> sidestepCandidates(const Line &line, const QRectF &fromBody, const QRectF &toBody)
{
    return candidates(line, fromBody, toBody, sidestep);
}

} // namespace groundplan::route
