// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/droptarget.h"

#include <QCoreApplication>

namespace groundplan {

namespace {

bool isWithin(const Scene &scene, int slot, const QSet<int> &without)
{
    for (; slot >= 0; slot = scene.node(slot).parent) {
        if (without.contains(slot))
            return true;
    }
    return false;
}

} // namespace

DropTarget findDropTarget(const Scene &scene, const QPointF &point, const MayStand &mayStand, const QSet<int> &without)
{
    DropTarget target;
    bool hasZone = false;
    for (const int slot : scene.zonesAt(point)) {
        if (isWithin(scene, slot, without))
            continue;
        hasZone = true;
        const auto may = mayStand(scene.node(slot).resource);
        if (may) {
            target.zone = slot;
            target.isAccepted = true;
            return target;
        }
        if (target.reason.isEmpty())
            target.reason = may.error().message;
    }
    if (hasZone)
        return target;
    const auto may = mayStand({});
    target.isAccepted = may.ok();
    if (!may)
        target.reason = may.error().message;
    return target;
}

std::vector<int> acceptingZones(const Stage &stage, const MayStand &mayStand, const QSet<int> &without)
{
    std::vector<int> result;
    const Scene &scene = stage.scene();
    for (const int slot : scene.nodesIn(stage.visibleScene())) {
        if (scene.node(slot).isZone && !isWithin(scene, slot, without) && mayStand(scene.node(slot).resource))
            result.push_back(slot);
    }
    return result;
}

void showTarget(Preview &preview, const Scene &scene, const DropTarget &target)
{
    preview.target = target.zone;
    preview.isRefused = !target.isAccepted;
    preview.bubble = target.reason;
    if (target.isAccepted && !target.reason.isEmpty()) {
        preview.bubble +=
            QLatin1Char('\n') + QCoreApplication::translate("Canvas", "It will stand in %1.").arg(scene.node(target.zone).name);
    }
}

} // namespace groundplan
