// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/arrange.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace groundplan::layout {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Arrange)
};

// All on the canvas's grid of 8.
constexpr double padding = 24;      ///< between a zone's outline and what is in it
constexpr double titleStrip = 40;   ///< above the zones in a zone
constexpr double titleAndLane = 48; ///< above the resources in a zone: title, and room for a line to branch under it
constexpr double gap = 24;          ///< between zones
constexpr double nodeGap = 16;      ///< between resources
constexpr QSizeF smallestZone(208, 112);

struct Box {
    PlacementId id; ///< empty: the page
    QString type;
    bool isZone = false;
    QRectF before, after; ///< relative to the zone around it
    std::vector<Box> inside;
};

using Sizes = QHash<QString, QSizeF>;

bool isLane(const QString &type) { return type == "aws_subnet"_L1 || type == "groundplan_tier"_L1; }
bool holdsAside(const QString &type) { return type == "groundplan_region"_L1 || type == "groundplan_account"_L1; }

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

/// Lays out what is in `box` and sets its size; `sizes` has the largest of each type so far, so that equals look equal.
void measure(Box &box, Sizes &sizes)
{
    std::vector<Box *> zones, nodes;
    for (Box &child : box.inside) {
        child.after = child.before;
        if (child.isZone)
            measure(child, sizes);
        (child.isZone ? zones : nodes).push_back(&child);
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
    if (isPage)
        return;
    box.after = QRectF(QPointF(),
                       QSizeF(inner.width() + 2 * padding, bottom + (zones.empty() ? 16 : padding))
                           .expandedTo(smallestZone)
                           .expandedTo(sizes.value(box.type)));
    // In a subnet at the right, clear of the title: lines come from above.
    if (isLane(box.type) && zones.empty()) {
        for (Box *node : nodes)
            node->after.translate(box.after.width() - 2 * padding - inner.width(), 0);
    }
    if (isLane(box.type) || box.type == "groundplan_availability_zone"_L1)
        sizes[box.type] = box.after.size();
}

void collect(const Box &box, const Blueprint &blueprint, ChangeSet &changes)
{
    for (const Box &child : box.inside) {
        const Placement before = *blueprint.find(child.id);
        Placement after = before;
        after.rect = child.after;
        if (!(before == after))
            changes.changes.push_back(RowChange<Placement>{before, after});
        collect(child, blueprint, changes);
    }
}

} // namespace

Result<ChangeSet> arrange(const Blueprint &blueprint, const Catalog &catalog, const PageId &page)
{
    if (!blueprint.find(page))
        return Error{Text::tr("The page no longer exists.")};
    QSet<ResourceId> entered;
    Box root = boxOf(blueprint, catalog, page, {}, entered);
    Sizes sizes;
    // Subnets first grow to the largest of them, then the availability zones around them, then all is placed.
    for (int pass = 0; pass < 3; ++pass)
        measure(root, sizes);
    ChangeSet changes;
    changes.text = Text::tr("Arrange the page");
    collect(root, blueprint, changes);
    return changes;
}

} // namespace groundplan::layout
