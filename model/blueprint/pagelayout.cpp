// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/pagelayout.h"

#include <cmath>

namespace groundplan {

namespace canvasmetrics {

double snapped(double coordinate) { return std::round(coordinate / grid) * grid; }
QPointF snapped(const QPointF &point) { return {snapped(point.x()), snapped(point.y())}; }

QRectF snappedOutward(const QRectF &rect)
{
    const QPointF topLeft(std::floor(rect.left() / grid) * grid, std::floor(rect.top() / grid) * grid);
    const QPointF bottomRight(std::ceil(rect.right() / grid) * grid, std::ceil(rect.bottom() / grid) * grid);
    return {topLeft, bottomRight};
}

} // namespace canvasmetrics

using namespace canvasmetrics;

ResourceId PageLayout::zoneOf(const PlacementId &id) const
{
    const auto entry = m_entries.constFind(id);
    if (entry != m_entries.cend())
        return entry->zone;
    const Placement *placement = m_blueprint.find(id);
    return placement ? placement->zone : ResourceId();
}

QPointF PageLayout::childOrigin(const PlacementId &id) const
{
    const auto entry = m_entries.constFind(id);
    return entry != m_entries.cend() ? entry->childOrigin : rect(id).topLeft();
}

QRectF PageLayout::rect(const PlacementId &id) const
{
    if (const auto entry = m_entries.constFind(id); entry != m_entries.cend())
        return entry->rect;
    const Placement *placement = m_blueprint.find(id);
    const Placement *zone = zonePlacement(placement->zone);
    return zone ? placement->rect.translated(childOrigin(zone->id)) : placement->rect;
}

void PageLayout::move(const PlacementId &id, const QPointF &topLeft, const ResourceId &zone)
{
    const QRectF target(topLeft, rect(id).size());
    m_entries.insert(id, {target, zone, topLeft});
}

void PageLayout::resize(const PlacementId &id, const QRectF &target)
{
    const Entry entry{target, zoneOf(id), childOrigin(id)};
    m_entries.insert(id, entry);
}

void PageLayout::growToHold(const ResourceId &zone, const QRectF &held)
{
    QRectF inner = held;
    ResourceId outer = zone;
    for (int depth = 0; outer && depth < 64; ++depth) {
        const Placement *placement = zonePlacement(outer);
        if (!placement)
            return;
        const QRectF needed = inner.adjusted(-zonePadding, -zoneTitle, zonePadding, zonePadding);
        const QRectF current = rect(placement->id);
        if (!current.contains(needed)) {
            QRectF grown = current;
            const QRectF room = snappedOutward(needed);
            // Only the sides that are too near move: the others may be off the grid on purpose.
            if (needed.left() < current.left())
                grown.setLeft(room.left());
            if (needed.top() < current.top())
                grown.setTop(room.top());
            if (needed.right() > current.right())
                grown.setRight(room.right());
            if (needed.bottom() > current.bottom())
                grown.setBottom(room.bottom());
            resize(placement->id, grown);
        }
        inner = rect(placement->id);
        outer = zoneOf(placement->id);
    }
}

void PageLayout::growZones()
{
    QList<PlacementId> changed = m_entries.keys();
    std::sort(changed.begin(), changed.end());
    for (const PlacementId &id : changed)
        growToHold(zoneOf(id), rect(id));
}

QRectF PageLayout::contents(const PlacementId &zone) const
{
    QRectF all;
    for (const PlacementId &child : m_blueprint.placementsIn(m_page, m_blueprint.find(zone)->resource))
        all |= rect(child);
    return all.isNull() ? all : all.adjusted(-zonePadding, -zoneTitle, zonePadding, zonePadding);
}

QList<edits::Move> PageLayout::moves() const
{
    QHash<PlacementId, edits::Move> moves;
    const auto add = [&](const PlacementId &id) {
        const Placement *zone = zonePlacement(zoneOf(id));
        const QPointF origin = zone ? rect(zone->id).topLeft() : QPointF();
        moves.insert(id, {id, zoneOf(id), rect(id).translated(-origin)});
    };
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        add(entry.key());
        if (entry->childOrigin == entry->rect.topLeft())
            continue;
        for (const PlacementId &child : m_blueprint.placementsIn(m_page, m_blueprint.find(entry.key())->resource))
            add(child);
    }
    QList<edits::Move> result;
    for (const edits::Move &move : std::as_const(moves)) {
        const Placement *placement = m_blueprint.find(move.placement);
        if (placement->zone != move.zone || placement->rect != move.rect)
            result.append(move);
    }
    std::sort(result.begin(), result.end(), [](const auto &a, const auto &b) { return a.placement < b.placement; });
    return result;
}

} // namespace groundplan
