// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

#include <QSet>

#include <vector>

/// How boxes in boxes are placed: what arranging a page, a zone and a selection have in common.
namespace groundplan::layout::boxes {

// All on the canvas's grid of 8.
inline constexpr double padding = 24;      ///< between a zone's outline and what is in it
inline constexpr double titleStrip = 40;   ///< above the zones in a zone
inline constexpr double titleAndLane = 48; ///< above the resources in a zone: title, and room for a line to branch under it
inline constexpr double gap = 24;          ///< between zones
inline constexpr double nodeGap = 16;      ///< between resources
inline constexpr QSizeF smallestZone(208, 112);

struct Box {
    PlacementId id; ///< empty: the page
    QString type;
    bool isZone = false;
    bool isLocked = false; ///< neither it nor anything in it moves
    bool isPinned = false; ///< locked, or something in it is: it stays where it is
    QRectF before, after;  ///< relative to the zone around it
    std::vector<Box> inside;
};

using Sizes = QHash<QString, QSizeF>;

/// What is drawn in a zone, or on the page itself. A zone that is in `entered` already holds nothing more.
Box boxOf(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const ResourceId &zone, QSet<ResourceId> &entered);
void sortByRows(std::vector<Box *> &boxes);
QSizeF placeGrid(const std::vector<Box *> &boxes, size_t columns, const QPointF &at, double space);
void measure(Box &box, Sizes &sizes);
/// How far to the right and down all of `wanted` have to go together to be clear of all that is taken.
QPointF freeShift(const QList<QRectF> &wanted, const QList<QRectF> &taken);

} // namespace groundplan::layout::boxes
