// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/stage.h"

namespace groundplan {

/// May the dragged thing stand in this zone (empty: the page)?
using MayStand = std::function<Result<>(const ResourceId &zone)>;

/// Where something dropped at a point would stand: the innermost zone there that takes it. The page itself takes it only where
/// no zone is: an item must not lie in a box that it is no part of.
struct DropTarget {
    int zone = -1; ///< -1: the page
    bool isAccepted = false;
    QString reason; ///< why the innermost zone here does not take it; also when an outer one does

    ResourceId zoneId(const Scene &scene) const { return zone >= 0 ? scene.node(zone).resource : ResourceId(); }
};

/// Zones in `without`, and what stands in them, do not count.
DropTarget findDropTarget(const Scene &scene, const QPointF &point, const MayStand &mayStand, const QSet<int> &without = {});

/// The zones in view that would take it: these light up.
std::vector<int> acceptingZones(const Stage &stage, const MayStand &mayStand, const QSet<int> &without = {});

/// Fills a preview's target, refusal and bubble.
void showTarget(Preview &preview, const Scene &scene, const DropTarget &target);

} // namespace groundplan
