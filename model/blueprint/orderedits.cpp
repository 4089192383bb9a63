// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/orderedits.h"

#include "model/blueprint/draft.h"
#include "model/blueprint/editsequence.h"
#include "model/blueprint/pagelayout.h"
#include "model/blueprint/words.h"

#include <cmath>

namespace groundplan::edits {

namespace {

QString placedName(const Blueprint &blueprint, const PlacementId &id) { return blueprint.find(blueprint.find(id)->resource)->name; }

Result<> checkThere(const Blueprint &blueprint, const QList<PlacementId> &placements, qsizetype atLeast, const QString &tooFew)
{
    for (const PlacementId &id : placements) {
        if (!blueprint.find(id))
            return Error{tr("The resource no longer exists.")};
    }
    if (placements.size() < atLeast)
        return Error{tooFew};
    return {};
}

/// Moves as one edit, with the zones around grown; an empty set when nothing moves.
Result<ChangeSet> laidOut(const Blueprint &blueprint, PageLayout &layout, const QString &text)
{
    layout.growZones();
    const auto moves = layout.moves();
    if (moves.isEmpty())
        return ChangeSet{text, {}};
    auto changes = movePlacements(blueprint, moves);
    if (changes)
        changes.value().text = text;
    return changes;
}

QPointF alignedCorner(const QRectF &rect, const QRectF &all, Alignment how)
{
    switch (how) {
    case Alignment::Left: return {all.left(), rect.top()};
    case Alignment::Centre: return {std::round(all.center().x() - rect.width() / 2), rect.top()};
    case Alignment::Right: return {all.right() - rect.width(), rect.top()};
    case Alignment::Top: return {rect.left(), all.top()};
    case Alignment::Middle: return {rect.left(), std::round(all.center().y() - rect.height() / 2)};
    case Alignment::Bottom: return {rect.left(), all.bottom() - rect.height()};
    }
    return rect.topLeft();
}

template <class F> Result<ChangeSet> changeEach(const Blueprint &blueprint, const QList<PlacementId> &placements, const QString &text, F f)
{
    Draft draft(blueprint);
    for (const PlacementId &id : placements) {
        Placement after = *blueprint.find(id);
        f(after);
        draft.set(after);
    }
    return draft.take(text);
}

QString aboutAll(const Blueprint &blueprint, const QList<PlacementId> &placements, const char *one, const char *many)
{
    return placements.size() == 1 ? tr(one).arg(placedName(blueprint, placements.first())) : tr(many, int(placements.size()));
}

} // namespace

Result<ChangeSet> align(const Blueprint &blueprint, const PageId &page, const QList<PlacementId> &placements, Alignment how)
{
    if (const auto there = checkThere(blueprint, placements, 2, tr("Select two or more things to align.")); !there)
        return there.error();
    PageLayout layout(blueprint, page);
    QRectF all;
    for (const PlacementId &id : placements)
        all |= layout.rect(id);
    for (const PlacementId &id : placements) {
        if (!blueprint.find(id)->locked)
            layout.move(id, alignedCorner(layout.rect(id), all, how), blueprint.find(id)->zone);
    }
    return laidOut(blueprint, layout, tr("Align %n items", int(placements.size())));
}

Result<ChangeSet> distribute(const Blueprint &blueprint, const PageId &page, const QList<PlacementId> &placements, Qt::Orientation along)
{
    if (const auto there = checkThere(blueprint, placements, 3, tr("Select three or more things to distribute.")); !there)
        return there.error();
    PageLayout layout(blueprint, page);
    const bool isRow = along == Qt::Horizontal;
    const auto from = [&](const PlacementId &id) { return isRow ? layout.rect(id).left() : layout.rect(id).top(); };
    const auto size = [&](const PlacementId &id) { return isRow ? layout.rect(id).width() : layout.rect(id).height(); };
    QList<PlacementId> inOrder = placements;
    std::sort(inOrder.begin(), inOrder.end(),
              [&](const PlacementId &a, const PlacementId &b) { return std::make_pair(from(a), a) < std::make_pair(from(b), b); });
    const double span = from(inOrder.last()) - from(inOrder.first());
    double filled = 0;
    for (qsizetype i = 0; i + 1 < inOrder.size(); ++i)
        filled += size(inOrder.at(i));
    const double gap = (span - filled) / double(inOrder.size() - 1);
    double next = from(inOrder.first()) + size(inOrder.first()) + gap;
    for (qsizetype i = 1; i + 1 < inOrder.size(); ++i) {
        const PlacementId &id = inOrder.at(i);
        const QPointF old = layout.rect(id).topLeft();
        const double advance = size(id) + gap;
        if (!blueprint.find(id)->locked)
            layout.move(id, isRow ? QPointF(std::round(next), old.y()) : QPointF(old.x(), std::round(next)), blueprint.find(id)->zone);
        next += advance;
    }
    return laidOut(blueprint, layout, tr("Distribute %n items", int(placements.size())));
}

Result<ChangeSet> makeSameSize(const Blueprint &blueprint, const PageId &page, const QList<PlacementId> &placements)
{
    if (const auto there = checkThere(blueprint, placements, 2, tr("Select two or more zones to make them the same size.")); !there)
        return there.error();
    PageLayout layout(blueprint, page);
    const QSizeF size = layout.rect(placements.last()).size();
    for (const PlacementId &id : placements) {
        if (blueprint.find(id)->locked)
            continue;
        const QRectF rect = layout.rect(id);
        QRectF wanted(rect.topLeft(), size);
        if (const QRectF held = layout.contents(id); !held.isNull()) {
            wanted.setRight(std::max(wanted.right(), held.right()));
            wanted.setBottom(std::max(wanted.bottom(), held.bottom()));
        }
        layout.resize(id, wanted);
    }
    return laidOut(blueprint, layout, tr("Make %n zones the same size", int(placements.size())));
}

Result<ChangeSet> shrinkToFit(const Blueprint &blueprint, const PageId &page, const QList<PlacementId> &placements)
{
    if (const auto there = checkThere(blueprint, placements, 1, tr("Select a zone with something in it.")); !there)
        return there.error();
    PageLayout layout(blueprint, page);
    bool holdsSomething = false;
    for (const PlacementId &id : placements) {
        const QRectF held = layout.contents(id);
        if (held.isNull() || blueprint.find(id)->locked)
            continue;
        holdsSomething = true;
        QRectF wanted = canvasmetrics::snappedOutward(held);
        wanted.setWidth(std::max(wanted.width(), canvasmetrics::smallestZone.width()));
        wanted.setHeight(std::max(wanted.height(), canvasmetrics::smallestZone.height()));
        layout.resize(id, wanted);
    }
    if (!holdsSomething)
        return Error{tr("Select a zone with something in it.")};
    return laidOut(blueprint, layout, aboutAll(blueprint, placements, "Shrink %1 to fit", "Shrink %n zones to fit"));
}

Result<ChangeSet> restack(const Blueprint &blueprint, const QList<PlacementId> &drawn, const QList<PlacementId> &moved, Stacking how)
{
    if (const auto there = checkThere(blueprint, drawn + moved, 1, tr("Select something first.")); !there)
        return there.error();
    QList<PlacementId> block, others;
    for (const PlacementId &id : drawn)
        (moved.contains(id) ? block : others).append(id);
    if (block.isEmpty())
        return Error{tr("Select something first.")};
    const auto overlaps = [&](const PlacementId &other) {
        return std::any_of(block.begin(), block.end(),
                           [&](const PlacementId &id) { return blueprint.find(id)->rect.intersects(blueprint.find(other)->rect); });
    };
    // Where the block goes among the others.
    qsizetype place = how == Stacking::ToFront ? others.size() : 0;
    if (how == Stacking::Forward || how == Stacking::Backward) {
        const bool isForward = how == Stacking::Forward;
        const auto below = [&](const PlacementId &other) {
            return drawn.indexOf(other) < drawn.indexOf(isForward ? block.last() : block.first());
        };
        place = -1;
        if (isForward) {
            for (qsizetype i = 0; i < others.size() && place < 0; ++i)
                place = !below(others.at(i)) && overlaps(others.at(i)) ? i + 1 : -1;
        } else {
            for (qsizetype i = others.size() - 1; i >= 0 && place < 0; --i)
                place = below(others.at(i)) && overlaps(others.at(i)) ? i : -1;
        }
        if (place < 0)
            return Error{isForward ? tr("Nothing that it overlaps is in front of it.") : tr("Nothing that it overlaps is behind it.")};
    }
    // Only what must change gets another number: the block lies strictly between what is behind and before it.
    Draft draft(blueprint);
    const auto number = [&](const PlacementId &id, int order) {
        Placement after = *blueprint.find(id);
        after.order = order;
        draft.set(after);
    };
    int next = place > 0   ? blueprint.find(others.at(place - 1))->order + 1
        : others.isEmpty() ? 0
                           : blueprint.find(others.first())->order - int(block.size());
    for (const PlacementId &id : block)
        number(id, next++);
    for (qsizetype i = place; i < others.size() && blueprint.find(others.at(i))->order < next; ++i)
        number(others.at(i), next);
    const bool isUp = how == Stacking::Forward || how == Stacking::ToFront;
    return draft.take(isUp ? aboutAll(blueprint, block, "Bring %1 forward", "Bring %n items forward")
                           : aboutAll(blueprint, block, "Send %1 backward", "Send %n items backward"));
}

Result<ChangeSet> setLocked(const Blueprint &blueprint, const QList<PlacementId> &placements, bool isLocked)
{
    if (const auto there = checkThere(blueprint, placements, 1, tr("Select something first.")); !there)
        return there.error();
    return changeEach(blueprint, placements,
                      isLocked ? aboutAll(blueprint, placements, "Lock %1", "Lock %n items")
                               : aboutAll(blueprint, placements, "Unlock %1", "Unlock %n items"),
                      [isLocked](Placement &row) { row.locked = isLocked; });
}

Result<ChangeSet> setHidden(const Blueprint &blueprint, const QList<PlacementId> &placements, bool isHidden)
{
    if (const auto there = checkThere(blueprint, placements, 1, tr("Select something first.")); !there)
        return there.error();
    return changeEach(blueprint, placements,
                      isHidden ? aboutAll(blueprint, placements, "Hide %1", "Hide %n items")
                               : aboutAll(blueprint, placements, "Show %1", "Show %n items"),
                      [isHidden](Placement &row) { row.hidden = isHidden; });
}

Result<ChangeSet> showAll(const Blueprint &blueprint, const PageId &page)
{
    QList<PlacementId> hidden;
    for (const PlacementId &id : blueprint.placementsOn(page)) {
        if (blueprint.find(id)->hidden)
            hidden.append(id);
    }
    if (hidden.isEmpty())
        return Error{tr("Nothing on this page is hidden.")};
    return setHidden(blueprint, hidden, false);
}

Result<ChangeSet> ungroup(const Blueprint &blueprint, const QList<ResourceId> &groups)
{
    EditSequence steps(blueprint);
    for (const ResourceId &group : groups) {
        const Blueprint &after = steps.after();
        const Resource *row = after.find(group);
        if (!row || row->type != QLatin1String("groundplan_group"))
            return Error{tr("Select a free group to take it apart.")};
        const QList<ResourceId> around = row->zones;
        Draft draft(after);
        for (const ResourceId &child : after.children(group)) {
            Resource freed = *after.find(child);
            freed.zones.removeAll(group);
            for (const ResourceId &zone : around) {
                if (!freed.zones.contains(zone))
                    freed.zones.append(zone);
            }
            draft.set(freed);
        }
        for (const PageId &page : after.pages()) {
            const Placement *frame = after.placementOf(page, group);
            for (const PlacementId &inside : after.placementsIn(page, group)) {
                Placement freed = *after.find(inside);
                freed.zone = frame ? frame->zone : ResourceId();
                freed.rect.translate(frame ? frame->rect.topLeft() : QPointF());
                draft.set(freed);
            }
        }
        if (const auto done = steps.then(draft.take({})); !done)
            return done.error();
        if (const auto done = steps.then(removeResources(steps.after(), {group})); !done)
            return done.error();
    }
    if (groups.isEmpty())
        return Error{tr("Select a free group to take it apart.")};
    return steps.take(groups.size() == 1 ? tr("Ungroup %1").arg(blueprint.find(groups.first())->name)
                                         : tr("Take %n groups apart", int(groups.size())));
}

} // namespace groundplan::edits
