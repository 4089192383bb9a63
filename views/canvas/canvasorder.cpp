// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include "model/blueprint/annotationedits.h"
#include "model/blueprint/waypoints.h"
#include "views/tools/placing.h"

namespace groundplan {

namespace {

QList<PlacementId> placementsOf(const Stage &stage, const std::vector<int> &slots)
{
    QList<PlacementId> ids;
    for (const int slot : slots)
        ids.append(stage.scene().node(slot).id);
    return ids;
}

QList<PlacementId> pickedZones(const Stage &stage)
{
    std::vector<int> zones = stage.picked();
    std::erase_if(zones, [&](int slot) { return !stage.scene().node(slot).isZone; });
    return placementsOf(stage, zones);
}

} // namespace

void Canvas::align(edits::Alignment how)
{
    d->stage.commit(edits::align(d->stage.blueprint(), page(), placementsOf(d->stage, d->stage.pickedRoots()), how));
}

void Canvas::distribute(Qt::Orientation along)
{
    d->stage.commit(edits::distribute(d->stage.blueprint(), page(), placementsOf(d->stage, d->stage.pickedRoots()), along));
}

void Canvas::makeSameSize() { d->stage.commit(edits::makeSameSize(d->stage.blueprint(), page(), pickedZones(d->stage))); }

void Canvas::shrinkToFit()
{
    const auto changes = edits::shrinkToFit(d->stage.blueprint(), page(), pickedZones(d->stage));
    if (changes && changes->isEmpty())
        d->say(tr("It fits already."));
    else
        d->stage.commit(changes);
}

void Canvas::straighten()
{
    QList<waypoints::Line> lines;
    for (const ConnectionId &id : d->stage.context().selection.connections())
        lines += waypoints::on(d->stage.blueprint(), page(), id);
    if (lines.isEmpty())
        d->say(d->stage.context().selection.connections().isEmpty() ? tr("Select a connection first.")
                                                                    : tr("It finds its way by itself already."));
    else
        d->stage.commit(edits::straighten(d->stage.blueprint(), lines));
}

void Canvas::restack(edits::Stacking how)
{
    const Scene &scene = d->stage.scene();
    const std::vector<int> roots = d->stage.pickedRoots();
    ChangeSet all;
    Error refused;
    // Zones are drawn under all that is no zone: each kind is stacked by itself, in each zone.
    QSet<std::pair<int, bool>> done;
    for (const int root : roots) {
        const auto key = std::pair(scene.node(root).parent, scene.node(root).isZone);
        if (done.contains(key))
            continue;
        done.insert(key);
        std::vector<int> siblings = key.first >= 0 ? scene.node(key.first).children : scene.topLevel();
        std::erase_if(siblings, [&](int slot) { return scene.node(slot).isZone != key.second; });
        std::sort(siblings.begin(), siblings.end(),
                  [&](int a, int b) { return std::make_pair(scene.node(a).order, a) < std::make_pair(scene.node(b).order, b); });
        const auto changes = edits::restack(d->stage.blueprint(), placementsOf(d->stage, siblings), placementsOf(d->stage, roots), how);
        if (!changes)
            refused = changes.error();
        else if (all.isEmpty())
            all = *changes;
        else
            all.append(*changes);
    }
    if (!d->stage.pickedNotes().isEmpty()) {
        const bool toFront = how == edits::Stacking::Forward || how == edits::Stacking::ToFront;
        if (const auto noted = edits::restackAnnotations(d->stage.blueprint(), d->stage.pickedNotes(), toFront)) {
            all.text = all.isEmpty() ? noted->text : all.text;
            all.append(*noted);
        }
    }
    if (all.isEmpty() && !refused.message.isEmpty())
        d->say(refused.message);
    else
        d->stage.commit(all);
}

/// Locks all, or unlocks when all are.
void Canvas::toggleLock()
{
    if (d->stage.picked().empty() && !d->stage.pickedNotes().isEmpty()) {
        const auto &notes = d->stage.pickedNotes();
        const bool areLocked =
            std::all_of(notes.begin(), notes.end(), [this](const AnnotationId &id) { return d->stage.blueprint().find(id)->locked; });
        d->stage.commit(edits::lockAnnotations(d->stage.blueprint(), notes, !areLocked));
        return;
    }
    const auto picked = d->stage.picked();
    const bool isLocked = std::all_of(picked.begin(), picked.end(), [this](int slot) { return d->stage.scene().node(slot).isLocked; });
    if (d->stage.commit(edits::setLocked(d->stage.blueprint(), placementsOf(d->stage, picked), !isLocked)) && !isLocked)
        Q_EMIT message(picked.size() == 1 ? tr("Locked: drags, keys and Delete leave it alone.")
                                          : tr("Locked: drags, keys and Delete leave them alone."));
}

void Canvas::hideSelected()
{
    const auto picked = d->stage.pickedRoots();
    if (d->stage.commit(edits::setHidden(d->stage.blueprint(), placementsOf(d->stage, picked), true)))
        d->stage.clearPick();
}

void Canvas::showHidden()
{
    const QList<PlacementId> hidden(d->stage.scene().hidden().cbegin(), d->stage.scene().hidden().cend());
    if (d->stage.commit(edits::showAll(d->stage.blueprint(), page())))
        d->stage.pickPlaced(hidden);
}

void Canvas::group()
{
    ResourceId id;
    const auto roots = placementsOf(d->stage, d->stage.pickedRoots());
    if (!d->stage.commit(placing::group(d->stage.blueprint(), d->stage.context().catalog, page(), roots, &id)))
        return;
    d->stage.pick(d->stage.scene().appearances(id));
}

void Canvas::ungroup()
{
    QList<ResourceId> groups;
    QList<PlacementId> freed;
    for (const int slot : d->stage.picked()) {
        const auto &node = d->stage.scene().node(slot);
        if (node.type == QLatin1String("groundplan_group")) {
            groups.append(node.resource);
            freed += d->stage.blueprint().placementsIn(page(), node.resource);
        }
    }
    if (d->stage.commit(edits::ungroup(d->stage.blueprint(), groups)))
        d->stage.pickPlaced(freed);
}

} // namespace groundplan
