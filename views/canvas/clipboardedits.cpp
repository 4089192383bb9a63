// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/clipboardedits.h"

#include "model/blueprint/annotationedits.h"
#include "model/blueprint/clipboard.h"
#include "model/blueprint/edits.h"
#include "model/blueprint/editsequence.h"
#include "model/blueprint/words.h"
#include "model/catalog/containment.h"
#include "views/tools/droptarget.h"
#include "model/blueprint/pagelayout.h"
#include "views/tools/placing.h"

namespace groundplan::clipboardedits {

namespace {

constexpr double besideOffset = 24; // of a duplicate

QList<PlacementId> idsOf(const Scene &scene, const std::vector<int> &slots)
{
    QList<PlacementId> ids;
    for (const int slot : slots)
        ids.append(scene.node(slot).id);
    return ids;
}

/// Grows zones around what `changes` put on the page.
Result<ChangeSet> withRoomFor(const Blueprint &blueprint, const ChangeSet &changes, const QList<PlacementId> &placed)
{
    ChangeSet all = changes;
    Blueprint after = blueprint;
    if (const auto applied = after.apply(changes); !applied)
        return applied.error();
    for (const PlacementId &id : placed) {
        const Placement row = *after.find(id);
        PageLayout layout(after, row.page);
        layout.growToHold(row.zone, after.absoluteRect(row));
        const auto moves = layout.moves();
        if (moves.isEmpty())
            continue;
        const auto grown = edits::movePlacements(after, moves);
        if (!grown)
            return grown.error();
        if (const auto applied = after.apply(*grown); !applied)
            return applied.error();
        all = composed(all, *grown);
    }
    return all;
}

/// May all outermost resources of a paste stand in the zone that they were pasted into?
Result<> mayAllStand(const Blueprint &blueprint, const Catalog &catalog, const ChangeSet &changes, const QList<PlacementId> &roots,
                     const ResourceId &zone)
{
    QSet<ResourceId> outermost;
    for (const Change &change : changes.changes) {
        if (const auto *placement = std::get_if<RowChange<Placement>>(&change);
            placement && placement->after && roots.contains(placement->after->id))
            outermost.insert(placement->after->resource);
    }
    for (const Change &change : changes.changes) {
        const auto *resource = std::get_if<RowChange<Resource>>(&change);
        if (!resource || !resource->after || !outermost.contains(resource->after->id))
            continue;
        if (const auto may = containment::mayStandIn(blueprint, catalog, resource->after->type, zone); !may)
            return may;
    }
    return {};
}

} // namespace

QByteArray copied(const Stage &stage)
{
    const auto roots = stage.pickedRoots();
    // Also locked ones, which notesAlong() leaves out: a copy moves nothing.
    QList<AnnotationId> notes = stage.pickedNotes();
    for (const AnnotationId &id : stage.notesAlong(roots)) {
        if (!notes.contains(id))
            notes.append(id);
    }
    return roots.empty() && notes.isEmpty() ? QByteArray() : clipboard::copy(stage.blueprint(), idsOf(stage.scene(), roots), notes);
}

Result<Pasted> pasted(const Stage &stage, const QByteArray &json, const QPointF &scene)
{
    const Blueprint &blueprint = stage.blueprint();
    const Catalog &catalog = stage.context().catalog;
    const QPointF corner = stage.snapsToGrid ? canvasmetrics::snapped(scene) : scene;
    QList<PlacementId> roots;
    const auto probe = clipboard::paste(blueprint, json, {stage.page(), {}, corner}, &roots);
    if (!probe)
        return probe.error();
    const auto mayStand = [&](const ResourceId &zone) { return mayAllStand(blueprint, catalog, *probe, roots, zone); };
    const DropTarget target = findDropTarget(stage.scene(), scene, mayStand);
    if (!target.isAccepted)
        return Error{target.reason};
    const QPointF origin = target.zone >= 0 ? stage.scene().node(target.zone).rect.topLeft() : QPointF();
    Pasted result;
    auto changes =
        clipboard::paste(blueprint, json, {stage.page(), target.zoneId(stage.scene()), corner - origin}, &result.placements, &result.notes);
    if (!changes)
        return changes.error();
    placing::giveOwnBlocks(blueprint, changes.value());
    auto roomy = withRoomFor(blueprint, *changes, result.placements);
    if (!roomy)
        return roomy.error();
    result.changes = std::move(roomy).value();
    return result;
}

Result<Pasted> duplicated(const Stage &stage)
{
    std::vector<CopyTo> copies;
    for (const int slot : stage.pickedRoots())
        copies.push_back({slot, stage.scene().node(slot).parent});
    QList<AnnotationId> notes = stage.pickedNotes();
    for (const AnnotationId &id : stage.notesAlong(stage.pickedRoots())) {
        if (!notes.contains(id))
            notes.append(id);
    }
    return copiedTo(stage, copies, QPointF(besideOffset, besideOffset), notes);
}

Result<Pasted> copiedTo(const Stage &stage, const std::vector<CopyTo> &copies, const QPointF &delta, const QList<AnnotationId> &notes)
{
    const Scene &scene = stage.scene();
    if (copies.empty() && notes.isEmpty())
        return Error{tr("Select what to duplicate.")};
    QMap<int, std::vector<int>> byZone;
    for (const CopyTo &copy : copies)
        byZone[copy.zone].push_back(copy.slot);
    Pasted result;
    Blueprint after = stage.blueprint();
    for (auto it = byZone.cbegin(); it != byZone.cend(); ++it) {
        QRectF around;
        for (const int slot : *it)
            around |= scene.node(slot).rect;
        const bool inZone = it.key() >= 0;
        const QPointF origin = inZone ? scene.node(it.key()).rect.topLeft() : QPointF();
        const ResourceId zone = inZone ? scene.node(it.key()).resource : ResourceId();
        QList<PlacementId> placed;
        auto changes = clipboard::paste(after, clipboard::copy(stage.blueprint(), idsOf(scene, *it)),
                                        {stage.page(), zone, around.topLeft() - origin + delta}, &placed);
        if (!changes)
            return changes.error();
        placing::giveOwnBlocks(after, changes.value());
        const auto roomy = withRoomFor(after, *changes, placed);
        if (!roomy)
            return roomy.error();
        if (const auto applied = after.apply(*roomy); !applied)
            return applied.error();
        result.changes = composed(result.changes, *roomy);
        result.placements += placed;
    }
    for (const AnnotationId &id : notes) {
        const Annotation *row = after.find(id);
        if (!row)
            continue;
        Annotation copy = *row;
        copy.id = {};
        copy.rect.translate(delta);
        copy.locked = false;
        AnnotationId made;
        const auto added = edits::addAnnotation(after, copy, &made);
        if (!added)
            return added.error();
        if (const auto applied = after.apply(*added); !applied)
            return applied.error();
        result.changes = composed(result.changes, *added);
        result.notes.append(made);
    }
    result.changes.text = copies.empty() ? notes.size() == 1 ? tr("Duplicate a note") : tr("Duplicate %n notes", int(notes.size()))
        : copies.size() == 1 ? tr("Duplicate %1").arg(scene.node(copies.front().slot).name)
                                         : tr("Duplicate %n items", int(copies.size()));
    return result;
}

Result<ChangeSet> deleted(const Stage &stage)
{
    const Blueprint &blueprint = stage.blueprint();
    const Scene &scene = stage.scene();
    const auto picked = stage.picked();
    const QSet<int> all(picked.begin(), picked.end());
    QList<ResourceId> resources = stage.context().selection.resources(); // also what is not drawn here
    QList<PlacementId> appearances;
    for (const int slot : picked) {
        if (scene.node(slot).isLocked)
            return Error{tr("%1 is locked.").arg(scene.node(slot).name)};
        const ResourceId &id = scene.node(slot).resource;
        qsizetype chosen = 0;
        for (const int other : scene.appearances(id))
            chosen += all.contains(other);
        if (chosen < blueprint.placements(id).size()) {
            resources.removeAll(id);
            appearances.append(scene.node(slot).id);
        }
    }
    EditSequence steps(blueprint);
    for (const AnnotationId &id : stage.pickedNotes()) {
        if (const Annotation *row = blueprint.find(id); row && row->locked)
            return Error{tr("It is locked.")};
    }
    if (!stage.pickedNotes().isEmpty()) {
        if (const auto done = steps.then(edits::removeAnnotations(steps.after(), stage.pickedNotes())); !done)
            return done.error();
    }
    if (const QList<ConnectionId> connections = stage.context().selection.connections(); !connections.isEmpty()) {
        if (const auto done = steps.then(edits::removeConnections(steps.after(), connections)); !done)
            return done.error();
    }
    if (!appearances.isEmpty()) {
        if (const auto done = steps.then(edits::removePlacements(steps.after(), appearances)); !done)
            return done.error();
    }
    resources.removeIf([&](const ResourceId &id) { return !steps.after().find(id); });
    if (!resources.isEmpty()) {
        if (const auto done = steps.then(edits::removeResources(steps.after(), resources)); !done)
            return done.error();
    }
    return steps.take(tr("Delete the selection"));
}

} // namespace groundplan::clipboardedits
