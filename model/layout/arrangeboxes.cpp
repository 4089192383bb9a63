// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/arrangeboxes.h"

#include <algorithm>
#include <cmath>

namespace groundplan::layout::boxes {

using namespace Qt::StringLiterals;

namespace {

bool isLane(const QString &type) { return type == "aws_subnet"_L1 || type == "groundplan_tier"_L1; }
bool holdsAside(const QString &type) { return type == "groundplan_region"_L1 || type == "groundplan_account"_L1; }

constexpr qsizetype fewTaken = 64;       // things in the way between which a place is looked for
constexpr qsizetype mostTests = 4000000; // of one thing against another; beyond, the place is below all

size_t columnsFor(const Box &box, const std::vector<Box *> &zones)
{
    const auto all = [&](auto claim) {
        return std::all_of(zones.begin(), zones.end(), [&](const Box *zone) { return claim(zone->type); });
    };
    if (all(isLane) && box.type == "groundplan_availability_zone"_L1)
        return 1;
    if (zones.size() <= 4 || all([](const QString &type) { return type == "groundplan_availability_zone"_L1; }))
        return zones.size();
    return size_t(std::ceil(std::sqrt(double(zones.size()))));
}

/// Nothing in it moves.
void keep(Box &box)
{
    box.after = box.before;
    for (Box &child : box.inside)
        keep(child);
}

void hold(Box &box, const Box &child)
{
    box.after.setSize(box.after.size().expandedTo({child.after.right() + padding, child.after.bottom() + 16}));
}

/// What is pinned stays: the others, as they were placed among themselves, go where they are clear of it.
void giveWay(const std::vector<Box *> &zones, const std::vector<Box *> &nodes, const std::vector<const Box *> &pinned)
{
    QList<QRectF> taken, wanted;
    for (const Box *box : pinned)
        taken.append(box->after);
    for (const std::vector<Box *> *all : {&zones, &nodes}) {
        for (const Box *box : *all)
            wanted.append(box->after);
    }
    const QPointF by = freeShift(wanted, taken);
    for (const std::vector<Box *> *all : {&zones, &nodes}) {
        for (Box *box : *all)
            box->after.translate(by);
    }
}

} // namespace

Box boxOf(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const ResourceId &zone, QSet<ResourceId> &entered)
{
    Box box;
    box.isZone = true;
    const QList<PlacementId> ids = blueprint.placementsIn(page, zone);
    for (const PlacementId &id : ids) {
        const Placement *placement = blueprint.find(id);
        const Resource *resource = placement ? blueprint.find(placement->resource) : nullptr;
        if (!resource)
            continue;
        Box child;
        if (catalog.summary(resource->type).isZone) {
            // A zone that is drawn twice holds its contents once.
            if (!entered.contains(resource->id)) {
                entered.insert(resource->id);
                child = boxOf(blueprint, catalog, page, resource->id, entered);
            }
            child.isZone = true;
        }
        child.id = id;
        child.type = resource->type;
        child.before = placement->rect;
        child.isLocked = placement->locked;
        child.isPinned =
            child.isLocked || std::any_of(child.inside.begin(), child.inside.end(), [](const Box &inner) { return inner.isPinned; });
        box.inside.push_back(std::move(child));
    }
    return box;
}

/// Row by row, then from left to right; rows are what overlaps by more than half.
void sortByRows(std::vector<Box *> &boxes)
{
    std::sort(boxes.begin(), boxes.end(), [](const Box *a, const Box *b) {
        const auto key = [](const Box *box) {
            return std::tuple(std::lround(box->before.top() / 64), box->before.left(), box->before.top(), box->id);
        };
        return key(a) < key(b);
    });
}

/// Rows of at most `columns`, each column and row as large as its largest box; returns the size taken.
QSizeF placeGrid(const std::vector<Box *> &boxes, size_t columns, const QPointF &at, double space)
{
    if (boxes.empty())
        return {};
    columns = std::max<size_t>(1, std::min(columns, boxes.size()));
    std::vector<double> widths(columns, 0), heights((boxes.size() + columns - 1) / columns, 0);
    for (size_t i = 0; i < boxes.size(); ++i) {
        widths[i % columns] = std::max(widths[i % columns], boxes[i]->after.width());
        heights[i / columns] = std::max(heights[i / columns], boxes[i]->after.height());
    }
    double y = at.y(), x = at.x();
    for (size_t row = 0; row < heights.size(); ++row) {
        x = at.x();
        for (size_t column = 0; column < columns; ++column) {
            if (row * columns + column < boxes.size())
                boxes[row * columns + column]->after.moveTo(x, y);
            x += widths[column] + space;
        }
        y += heights[row] + space;
    }
    return {x - at.x() - space, y - at.y() - space};
}

/// Lays out what is in `box` and sets its size; `sizes` has the largest of each type so far, so that equals look equal.
void measure(Box &box, Sizes &sizes)
{
    if (box.isLocked) {
        keep(box);
        return;
    }
    std::vector<Box *> zones, nodes;
    std::vector<const Box *> pinned;
    for (Box &child : box.inside) {
        child.after = child.before;
        if (child.isZone)
            measure(child, sizes);
        if (child.isPinned) {
            child.after.moveTopLeft(child.before.topLeft());
            pinned.push_back(&child);
        } else {
            (child.isZone ? zones : nodes).push_back(&child);
        }
    }
    sortByRows(zones);
    sortByRows(nodes);
    for (Box *zone : zones)
        zone->after.setSize(zone->after.size().expandedTo(sizes.value(zone->type)));

    const bool isPage = box.id.isEmpty();
    const double edge = isPage ? 32 : padding;
    QSizeF inner;
    double bottom = isPage ? edge : titleStrip;
    if (zones.empty()) {
        inner = placeGrid(nodes, nodes.size() <= 3 ? 3 : size_t(std::ceil(std::sqrt(double(nodes.size())))),
                          {edge, isPage ? edge : titleAndLane}, nodeGap);
        bottom = (isPage ? edge : titleAndLane) + inner.height();
    } else if (holdsAside(box.type)) {
        inner = placeGrid(zones, columnsFor(box, zones), {edge, bottom}, gap);
        const QSizeF aside = placeGrid(nodes, 1, {edge + inner.width() + gap, bottom + 48}, 40);
        bottom += std::max(inner.height(), aside.isEmpty() ? 0 : aside.height() + 48);
        inner.rwidth() += aside.isEmpty() ? 0 : gap + aside.width();
    } else {
        const QSizeF above = placeGrid(nodes, 8, {edge, bottom}, nodeGap);
        if (!nodes.empty())
            bottom += above.height() + (isPage ? 40 : gap);
        inner = placeGrid(zones, columnsFor(box, zones), {edge, bottom}, gap);
        bottom += inner.height();
        inner.setWidth(std::max(inner.width(), above.width()));
        // The outside world stands over the middle of what it reaches.
        if (isPage && above.width() < inner.width()) {
            const double shift = std::floor((inner.width() - above.width()) / 16) * 8;
            for (Box *node : nodes)
                node->after.translate(shift, 0);
        }
    }
    if (isPage) {
        giveWay(zones, nodes, pinned);
        return;
    }
    box.after = QRectF(QPointF(),
                       QSizeF(inner.width() + 2 * padding, bottom + (zones.empty() ? 16 : padding))
                           .expandedTo(smallestZone)
                           .expandedTo(sizes.value(box.type)));
    // In a subnet at the right, clear of the title: lines come from above.
    if (isLane(box.type) && zones.empty()) {
        for (Box *node : nodes)
            node->after.translate(box.after.width() - 2 * padding - inner.width(), 0);
    }
    giveWay(zones, nodes, pinned);
    for (const Box *child : pinned)
        hold(box, *child);
    for (const std::vector<Box *> *moved : {&zones, &nodes}) {
        for (const Box *child : *moved) {
            if (!pinned.empty())
                hold(box, *child);
        }
    }
    if (isLane(box.type) || box.type == "groundplan_availability_zone"_L1)
        sizes[box.type] = box.after.size();
}

QPointF freeShift(const QList<QRectF> &wanted, const QList<QRectF> &taken)
{
    const auto isFree = [&](const QPointF &by) {
        return std::none_of(wanted.begin(), wanted.end(), [&](const QRectF &rect) {
            const QRectF there = rect.translated(by).adjusted(1 - nodeGap, 1 - nodeGap, nodeGap - 1, nodeGap - 1);
            return std::any_of(taken.begin(), taken.end(), [&](const QRectF &other) { return other.intersects(there); });
        });
    };
    if (wanted.isEmpty() || isFree({}))
        return {};
    QRectF all;
    for (const QRectF &rect : wanted)
        all |= rect;
    // Right of or below something: the nearest such place that is free.
    QList<double> rights{0}, downs{0};
    for (const QRectF &other : taken) {
        rights.append(std::ceil((other.right() + nodeGap - all.left()) / 8) * 8);
        downs.append(std::ceil((other.bottom() + nodeGap - all.top()) / 8) * 8);
    }
    const bool isFew = taken.size() <= fewTaken;
    std::vector<QPointF> shifts;
    for (const double right : rights) {
        for (const double down : downs) {
            if (right >= 0 && down >= 0 && (isFew || right == 0 || down == 0))
                shifts.emplace_back(right, down);
        }
    }
    const auto order = [](const QPointF &by) { return std::tuple(by.x() + by.y(), by.x()); };
    std::sort(shifts.begin(), shifts.end(), [&](const QPointF &a, const QPointF &b) { return order(a) < order(b); });
    qsizetype tries = mostTests / (wanted.size() * taken.size()) + 1;
    for (const QPointF &by : shifts) {
        if (isFree(by))
            return by;
        if (--tries == 0)
            break;
    }
    return {0, *std::max_element(downs.begin(), downs.end())}; // below all of them
}

} // namespace groundplan::layout::boxes
