// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/scene.h"

/// What the scene's source files share.
namespace groundplan::scene {

inline void eraseOne(std::vector<int> &list, int value) { list.erase(std::remove(list.begin(), list.end(), value), list.end()); }

inline route::ObstacleKey obstacleOf(int slot) { return route::ObstacleKey(slot) + 1; }
inline constexpr double labelReach = 90; ///< half of the widest label, which stands in the middle of a stretch

inline route::LineKey lineOf(int slot) { return route::LineKey(slot) + 1; }

/// The strip at a zone's top that holds its texts and badges.
inline QRectF titleReach(const Scene::Node &node)
{
    QRectF strip = Scene::reach(node);
    strip.setHeight(std::min(strip.height(), metrics::zoneTitle + 24));
    return strip;
}

} // namespace groundplan::scene
