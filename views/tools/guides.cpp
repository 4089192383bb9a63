// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/guides.h"

namespace groundplan {

namespace {

constexpr double pull = 5;      // logical pixels within which it falls in line
constexpr double horizon = 480; // scene units: beyond, nobody sees that two things are in line
constexpr double exact = 0.01;
constexpr size_t mostNear = 200; // of things around: a crowd has no lines worth showing

/// One axis of a rectangle, so that rows and columns are one case.
struct Span {
    double from, to;
    double middle() const { return (from + to) / 2; }
    double size() const { return to - from; }
    bool overlaps(const Span &other) const { return from < other.to && other.from < to; }
};
Span spanOf(const QRectF &rect, bool isX) { return isX ? Span{rect.left(), rect.right()} : Span{rect.top(), rect.bottom()}; }

void takeNearer(std::optional<double> &best, double off, double reach)
{
    if (std::abs(off) <= reach && (!best || std::abs(off) < std::abs(*best)))
        best = off;
}

/// The neighbours in a row with `rect`, in order, and how many of them come before it.
struct Row {
    std::vector<QRectF> rects;
    size_t before = 0;
};
Row rowOf(const QRectF &rect, const std::vector<QRectF> &near, bool isX)
{
    Row row;
    for (const QRectF &other : near) {
        if (spanOf(other, !isX).overlaps(spanOf(rect, !isX)))
            row.rects.push_back(other);
    }
    std::sort(row.rects.begin(), row.rects.end(),
              [isX](const QRectF &a, const QRectF &b) { return spanOf(a, isX).from < spanOf(b, isX).from; });
    while (row.before < row.rects.size() && spanOf(row.rects[row.before], isX).middle() < spanOf(rect, isX).middle())
        ++row.before;
    return row;
}

double gapBetween(const QRectF &a, const QRectF &b, bool isX) { return spanOf(b, isX).from - spanOf(a, isX).to; }

/// Places for `rect` that make its gap as wide as the one beside it.
void fitGaps(const QRectF &rect, const std::vector<QRectF> &near, bool isX, double reach, std::optional<double> &best)
{
    const Row row = rowOf(rect, near, isX);
    const Span me = spanOf(rect, isX);
    const size_t n = row.before;
    if (n >= 2) {
        if (const double gap = gapBetween(row.rects[n - 2], row.rects[n - 1], isX); gap > 0)
            takeNearer(best, spanOf(row.rects[n - 1], isX).to + gap - me.from, reach);
    }
    if (n + 1 < row.rects.size()) {
        if (const double gap = gapBetween(row.rects[n], row.rects[n + 1], isX); gap > 0)
            takeNearer(best, spanOf(row.rects[n], isX).from - gap - me.to, reach);
    }
    if (n >= 1 && n < row.rects.size()) {
        const double room = gapBetween(row.rects[n - 1], row.rects[n], isX);
        if (room > me.size())
            takeNearer(best, (spanOf(row.rects[n - 1], isX).to + spanOf(row.rects[n], isX).from) / 2 - me.middle(), reach);
    }
}

void showGap(const QRectF &a, const QRectF &b, bool isX, Preview &preview)
{
    const Span one = spanOf(a, !isX), other = spanOf(b, !isX);
    const double across = (std::max(one.from, other.from) + std::min(one.to, other.to)) / 2;
    const double from = spanOf(a, isX).to, to = spanOf(b, isX).from;
    preview.gaps.push_back(isX ? QLineF(from, across, to, across) : QLineF(across, from, across, to));
}

void showGaps(const QRectF &rect, const std::vector<QRectF> &near, bool isX, Preview &preview)
{
    const Row row = rowOf(rect, near, isX);
    const size_t n = row.before;
    const auto same = [](double a, double b) { return a > 0 && std::abs(a - b) < exact; };
    const double before = n >= 1 ? gapBetween(row.rects[n - 1], rect, isX) : 0;
    const double after = n < row.rects.size() ? gapBetween(rect, row.rects[n], isX) : 0;
    bool isBefore = same(before, after), isAfter = isBefore;
    if (n >= 2 && same(before, gapBetween(row.rects[n - 2], row.rects[n - 1], isX))) {
        showGap(row.rects[n - 2], row.rects[n - 1], isX, preview);
        isBefore = true;
    }
    if (n + 1 < row.rects.size() && same(after, gapBetween(row.rects[n], row.rects[n + 1], isX))) {
        showGap(row.rects[n], row.rects[n + 1], isX, preview);
        isAfter = true;
    }
    if (isBefore)
        showGap(row.rects[n - 1], rect, isX, preview);
    if (isAfter)
        showGap(rect, row.rects[n], isX, preview);
}

/// Where `rect` and another one are in line: starts, middles and ends, each with its own kind.
void fitLines(const QRectF &rect, const QRectF &other, bool isX, double reach, std::optional<double> &best)
{
    const Span me = spanOf(rect, isX), it = spanOf(other, isX);
    takeNearer(best, it.middle() - me.middle(), reach);
    takeNearer(best, it.from - me.from, reach);
    takeNearer(best, it.to - me.to, reach);
}

/// One line for each coordinate that is shared, as long as what shares it, with the distance to the nearest of them.
void showLines(const QRectF &rect, const std::vector<QRectF> &near, bool isX, Preview &preview)
{
    const Span me = spanOf(rect, isX), across = spanOf(rect, !isX);
    const auto line = [&](double at, auto coordinateOf) {
        std::optional<Span> reach;
        std::optional<QRectF> nearest;
        const auto distance = [&](const QRectF &other) {
            const Span it = spanOf(other, !isX);
            return std::max(it.from - across.to, across.from - it.to);
        };
        for (const QRectF &other : near) {
            if (std::abs(coordinateOf(spanOf(other, isX)) - at) > exact)
                continue;
            const Span it = spanOf(other, !isX);
            reach = reach ? Span{std::min(reach->from, it.from), std::max(reach->to, it.to)} : it;
            if (!nearest || distance(other) < distance(*nearest))
                nearest = other;
        }
        if (!reach)
            return false;
        const double from = std::min(reach->from, across.from), to = std::max(reach->to, across.to);
        preview.guides.push_back(isX ? QLineF(at, from, at, to) : QLineF(from, at, to, at));
        if (const double far = distance(*nearest); far > exact && preview.distances.size() < 4) {
            const Span it = spanOf(*nearest, !isX);
            const double a = it.from > across.from ? across.to : it.to, b = it.from > across.from ? it.from : across.from;
            preview.distances.push_back(isX ? QLineF(at, a, at, b) : QLineF(a, at, b, at));
        }
        return true;
    };
    // Things of one size share all three: the middle says it.
    if (line(me.middle(), [](const Span &it) { return it.middle(); }))
        return;
    line(me.from, [](const Span &it) { return it.from; });
    line(me.to, [](const Span &it) { return it.to; });
}

} // namespace

std::vector<QRectF> Guides::around(const QRectF &rect) const
{
    const Scene &scene = m_stage.scene();
    const QRectF seen = rect.adjusted(-horizon, -horizon, horizon, horizon) & m_stage.visibleScene();
    std::vector<QRectF> rects;
    for (const int slot : scene.nodesIn(seen)) {
        const auto &node = scene.node(slot);
        // An item is in line with items, a zone with zones that stand beside it.
        if (node.isZone == m_isZone && !m_without.contains(slot) && !(m_isZone && (node.rect.contains(rect) || rect.contains(node.rect))))
            rects.push_back(node.rect);
        if (rects.size() == mostNear)
            break;
    }
    return rects;
}

Guides::Fit Guides::fit(const QRectF &rect) const
{
    const auto near = around(rect);
    const double reach = pull / m_stage.camera.zoom;
    Fit result;
    for (const QRectF &other : near) {
        fitLines(rect, other, true, reach, result.x);
        fitLines(rect, other, false, reach, result.y);
    }
    // Equal gaps where nothing is in line already.
    if (!result.x)
        fitGaps(rect, near, true, reach, result.x);
    if (!result.y)
        fitGaps(rect, near, false, reach, result.y);
    return result;
}

std::optional<double> Guides::fitSide(const QRectF &rect, double at, bool isX) const
{
    std::optional<double> best;
    for (const QRectF &other : around(rect)) {
        takeNearer(best, spanOf(other, isX).from - at, pull / m_stage.camera.zoom);
        takeNearer(best, spanOf(other, isX).to - at, pull / m_stage.camera.zoom);
    }
    return best;
}

void Guides::show(const QRectF &rect, Preview &preview) const
{
    const auto near = around(rect);
    showLines(rect, near, true, preview);
    showLines(rect, near, false, preview);
    showGaps(rect, near, true, preview);
    showGaps(rect, near, false, preview);
}

} // namespace groundplan
