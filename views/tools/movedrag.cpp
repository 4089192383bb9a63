// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/movedrag.h"

#include "model/blueprint/annotationedits.h"
#include "model/blueprint/pagelayout.h"
#include "model/blueprint/words.h"
#include "model/catalog/containment.h"
#include "views/canvas/clipboardedits.h"
#include "views/tools/linedrag.h"
#include "views/tools/placing.h"

namespace groundplan {

namespace {

constexpr qsizetype mostAligned = 20; // beyond, alignment with neighbours means nothing

void collect(const Scene &scene, int slot, std::vector<int> &all)
{
    all.push_back(slot);
    for (const int child : scene.node(slot).children)
        collect(scene, child, all);
}

} // namespace

MoveDrag::MoveDrag(Stage &stage, int grabbed, const QPointF &start) : m_stage(stage), m_grabbed(grabbed), m_start(start) { }

MoveDrag::Mode MoveDrag::modeFor(Qt::KeyboardModifiers held) const
{
    if (!(held & Qt::AltModifier))
        return Mode::Move;
    const bool isItem = !m_stage.scene().node(m_grabbed).isZone;
    return (held & Qt::ControlModifier) && isItem ? Mode::Appear : Mode::Copy;
}

void MoveDrag::begin(Mode mode)
{
    const Scene &scene = m_stage.scene();
    if (m_mode == Mode::Move)
        m_stage.endPreview(); // puts back what was lifted
    m_mode = mode;
    m_roots.clear();
    m_all.clear();
    m_types.clear();
    m_accepting.reset();
    std::vector<int> slots = mode == Mode::Appear ? std::vector<int>{m_grabbed} : m_stage.pickedRoots();
    if (mode == Mode::Move)
        std::erase_if(slots, [&](int slot) { return scene.node(slot).isLocked; });
    // The grabbed one first: it is the one on the grid and under the pointer.
    int grabbed = m_grabbed;
    while (grabbed >= 0 && std::find(slots.begin(), slots.end(), grabbed) == slots.end())
        grabbed = scene.node(grabbed).parent;
    std::stable_partition(slots.begin(), slots.end(), [&](int slot) { return slot == grabbed; });
    for (const int slot : slots) {
        const auto &node = scene.node(slot);
        m_roots.push_back({slot, node.id, node.resource, node.rect, {}});
        m_types.insert(node.type);
        collect(scene, slot, m_all);
    }
    m_notes.clear();
    const QList<AnnotationId> along = mode == Mode::Appear ? QList<AnnotationId>() : m_stage.notesAlong(slots);
    for (const AnnotationId &id : along)
        m_notes.append(*m_stage.blueprint().find(id));
    m_without = QSet<int>(slots.begin(), slots.end());
    m_guides.reset();
    if (!m_roots.empty() && qsizetype(m_all.size()) <= mostAligned) {
        const bool leaves = mode == Mode::Move; // a copy is in line with what it is a copy of
        m_guides.emplace(m_stage, scene.node(m_roots.front().slot).isZone, leaves ? QSet<int>(m_all.begin(), m_all.end()) : QSet<int>());
    }
    if (mode == Mode::Move)
        m_stage.lift(m_all, along);
}

DropTarget MoveDrag::targetOf(const Root &root, const QPointF &point) const
{
    const Scene &scene = m_stage.scene();
    const auto &context = m_stage.context();
    const int parent = scene.node(root.slot).parent;
    const auto mayStand = [&](const ResourceId &zone) -> Result<> {
        if (m_mode == Mode::Appear)
            return containment::mayAlsoStandIn(context.blueprint(), context.catalog, root.resource, zone);
        if (m_mode == Mode::Copy)
            return containment::mayStandIn(context.blueprint(), context.catalog, scene.node(root.slot).type, zone);
        if (zone == (parent >= 0 ? scene.node(parent).resource : ResourceId()))
            return {}; // where it stands already
        return containment::mayMoveTo(context.blueprint(), context.catalog, root.resource, zone);
    };
    return findDropTarget(scene, point, mayStand, m_without);
}

Result<> MoveDrag::mayAnyStand(const ResourceId &zone) const
{
    const auto &context = m_stage.context();
    if (m_mode == Mode::Appear)
        return containment::mayAlsoStandIn(context.blueprint(), context.catalog, m_roots.front().resource, zone);
    for (const QString &type : m_types) {
        if (const auto may = containment::mayStandIn(context.blueprint(), context.catalog, type, zone); !may)
            return may;
    }
    return {};
}

/// In line with a neighbour, else on the grid.
QPointF MoveDrag::placed(const QPointF &delta, bool isOnGrid) const
{
    const QRectF rect = m_roots.front().rect.translated(delta);
    const QPointF onGrid = (isOnGrid ? canvasmetrics::snapped(rect.topLeft()) : rect.topLeft()) - m_roots.front().rect.topLeft();
    if (!m_guides)
        return onGrid;
    const Guides::Fit fit = m_guides->fit(rect);
    return {fit.x ? delta.x() + *fit.x : onGrid.x(), fit.y ? delta.y() + *fit.y : onGrid.y()};
}

void MoveDrag::showZones(Preview &preview)
{
    if (!m_accepting) {
        m_accepting = acceptingZones(
            m_stage, [this](const ResourceId &zone) { return mayAnyStand(zone); }, m_without);
        std::sort(m_accepting->begin(), m_accepting->end());
    }
    preview.accepting = *m_accepting;
}

void MoveDrag::move(const PointerEvent &event)
{
    if (const Mode mode = modeFor(event.modifiers); m_mode != mode)
        begin(mode);
    if (m_roots.empty())
        return;
    const Scene &scene = m_stage.scene();
    Preview preview;
    m_delta = event.scene - m_start;
    // Ctrl alone lets go of grid and lines; with Alt it says what is dragged.
    const bool isFree = (event.modifiers & Qt::ControlModifier) && !(event.modifiers & Qt::AltModifier);
    const bool isOnGrid = m_stage.isOnGrid(isFree ? Qt::ControlModifier : Qt::NoModifier);
    if (isOnGrid || !isFree)
        m_delta = placed(m_delta, isOnGrid);
    if (m_guides && !isFree)
        m_guides->show(m_roots.front().rect.translated(m_delta), preview);
    m_isOff = false;
    for (Root &root : m_roots) {
        const bool isMain = &root == &m_roots.front();
        const QPointF point = isMain ? event.scene : root.rect.translated(m_delta).center();
        root.target = targetOf(root, point);
        if (isMain || (!root.target.isAccepted && !m_isOff))
            showTarget(preview, scene, root.target);
        m_isOff = m_isOff || !root.target.isAccepted;
    }
    preview.isRefused = m_isOff;
    showZones(preview);

    if (m_mode == Mode::Appear) {
        preview.ghost = m_roots.front().rect.translated(m_delta);
        preview.ghostType = scene.node(m_roots.front().slot).type;
    } else {
        auto &shown = m_mode == Mode::Copy ? preview.copies : preview.moved;
        for (const int slot : m_all)
            shown.insert(slot, scene.node(slot).rect.translated(m_delta));
        for (Annotation note : std::as_const(m_notes)) {
            note.rect.translate(m_delta);
            preview.notes.push_back(std::move(note));
        }
    }
    m_stage.setPreview(std::move(preview));
}

void MoveDrag::drop()
{
    if (m_roots.empty() || m_isOff) {
        const QString reason = m_stage.preview().bubble;
        m_stage.endPreview();
        if (!reason.isEmpty())
            m_stage.say(reason);
        return;
    }
    if (m_mode == Mode::Copy)
        dropCopies();
    else
        m_stage.commit(m_mode == Mode::Appear ? appearance() : moved());
}

void MoveDrag::dropCopies()
{
    std::vector<clipboardedits::CopyTo> copies;
    for (const Root &root : m_roots)
        copies.push_back({root.slot, root.target.zone});
    const auto made = clipboardedits::copiedTo(m_stage, copies, m_delta, idsOfNotes());
    if (!m_stage.commit(made ? Result<ChangeSet>(made->changes) : Result<ChangeSet>(made.error())))
        return;
    m_stage.pickPlaced(made->placements, made->notes);
}

QList<AnnotationId> MoveDrag::idsOfNotes() const
{
    QList<AnnotationId> ids;
    for (const Annotation &note : m_notes)
        ids.append(note.id);
    return ids;
}

Result<ChangeSet> MoveDrag::moved() const
{
    const Scene &scene = m_stage.scene();
    PageLayout layout(m_stage.blueprint(), m_stage.page());
    bool entersZone = false;
    for (const Root &root : m_roots) {
        const ResourceId zone = root.target.zoneId(scene);
        entersZone = entersZone || root.target.zone != scene.node(root.slot).parent;
        layout.move(root.id, root.rect.topLeft() + m_delta, zone);
    }
    layout.growZones();
    const auto moves = layout.moves();
    if (moves.isEmpty())
        return ChangeSet{};
    auto changes = edits::movePlacements(m_stage.blueprint(), moves);
    if (changes) {
        const QString zone = m_roots.front().target.zone >= 0 ? scene.node(m_roots.front().target.zone).name : tr("the page");
        const QString what = m_roots.size() == 1 ? scene.node(m_roots.front().slot).name : tr("%n items", int(m_roots.size()));
        if (const auto noted = edits::moveAnnotations(m_stage.blueprint(), idsOfNotes(), m_delta))
            changes.value().append(*noted);
        changes.value().text = entersZone ? tr("Move %1 to %2").arg(what, zone) : tr("Move %1").arg(what);
        return withLinesBetween(m_stage, *changes, QSet<int>(m_all.begin(), m_all.end()), m_delta);
    }
    return changes;
}

Result<ChangeSet> MoveDrag::appearance() const
{
    const Scene &scene = m_stage.scene();
    const Root &root = m_roots.front();
    const ResourceId zone = root.target.zoneId(scene);
    const QRectF rect = root.rect.translated(m_delta);
    const QPointF origin = root.target.zone >= 0 ? scene.node(root.target.zone).rect.topLeft() : QPointF();
    const auto added = edits::addAppearance(m_stage.blueprint(), root.resource, m_stage.page(), zone, rect.translated(-origin));
    if (!added)
        return added.error();
    return placing::withRoom(m_stage.blueprint(), *added, m_stage.page(), zone, rect);
}

Result<ChangeSet> nudged(const Stage &stage, const QPointF &delta)
{
    const Scene &scene = stage.scene();
    PageLayout layout(stage.blueprint(), stage.page());
    auto roots = stage.pickedRoots();
    const QString first = roots.empty() ? QString() : scene.node(roots.front()).name;
    std::erase_if(roots, [&](int slot) { return scene.node(slot).isLocked; });
    const QList<AnnotationId> notes = stage.notesAlong(roots);
    if (roots.empty() && notes.isEmpty())
        return Error{first.isEmpty() ? tr("It is locked.") : tr("%1 is locked.").arg(first)};
    QString key = QStringLiteral("nudge");
    for (const int slot : roots) {
        const auto &node = scene.node(slot);
        layout.move(node.id, node.rect.topLeft() + delta, node.parent >= 0 ? scene.node(node.parent).resource : ResourceId());
        key += QLatin1Char(' ') + node.id.text();
    }
    layout.growZones();
    auto changes =
        roots.empty() ? edits::moveAnnotations(stage.blueprint(), notes, delta) : edits::movePlacements(stage.blueprint(), layout.moves());
    if (!changes)
        return changes;
    if (!roots.empty()) {
        if (const auto noted = edits::moveAnnotations(stage.blueprint(), notes, delta))
            changes.value().append(*noted);
        changes.value().text =
            roots.size() == 1 ? tr("Move %1").arg(scene.node(roots.front()).name) : tr("Move %n items", int(roots.size()));
    }
    for (const AnnotationId &note : notes)
        key += QLatin1Char(' ') + note.text();
    changes.value().mergeKey = key;
    std::vector<int> all;
    for (const int slot : roots)
        collect(scene, slot, all);
    return withLinesBetween(stage, *changes, QSet<int>(all.begin(), all.end()), delta);
}

} // namespace groundplan
