// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"
#include "model/blueprint/edits.h"

#include <QHash>

namespace groundplan {

/// Grid and room that gestures keep.
namespace canvasmetrics {
inline constexpr double grid = 8;
inline constexpr double zonePadding = 8; ///< between a zone's border and what stands in it
inline constexpr double zoneTitle = 24;  ///< the same at the top, where its title is
inline constexpr QSizeF smallestZone{96, 64};

double snapped(double coordinate);
QPointF snapped(const QPointF &point);
QRectF snappedOutward(const QRectF &rect);
} // namespace canvasmetrics

/// A page's placements as a gesture would leave them, in page coordinates: things are moved with what stands in them, zones are
/// resized around what stands in them, and grow to hold what comes. Pure; the result is a list of moves for edits::movePlacements.
class PageLayout {
public:
    PageLayout(const Blueprint &blueprint, const PageId &page) : m_blueprint(blueprint), m_page(page) { }

    QRectF rect(const PlacementId &id) const;
    void move(const PlacementId &id, const QPointF &topLeft, const ResourceId &zone); ///< contents come along
    void resize(const PlacementId &id, const QRectF &rect);                           ///< contents stay where they are
    /// Makes zones hold what was moved or resized, all the way up.
    void growZones();
    /// Makes `zone` hold `rect`, and the zones around it hold it.
    void growToHold(const ResourceId &zone, const QRectF &rect);
    /// The smallest rectangle that still holds what stands in a zone; null when nothing does.
    QRectF contents(const PlacementId &zone) const;
    QList<edits::Move> moves() const;

private:
    struct Entry {
        QRectF rect;
        ResourceId zone;
        QPointF childOrigin; ///< from where the rectangles of what stands in it are measured
    };
    const Placement *zonePlacement(const ResourceId &zone) const { return zone ? m_blueprint.placementOf(m_page, zone) : nullptr; }
    QPointF childOrigin(const PlacementId &id) const;
    ResourceId zoneOf(const PlacementId &id) const;

    const Blueprint &m_blueprint;
    PageId m_page;
    QHash<PlacementId, Entry> m_entries;
};

} // namespace groundplan
