// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/arrangenotes.h"

#include "model/blueprint/annotationedits.h"
#include "model/layout/arrangeboxes.h"

namespace groundplan::layout {

namespace {

struct Moved {
    QRectF before, after; ///< on the page
    bool isGround;        ///< something is drawn in it
};

double shared(const QRectF &a, const QRectF &b)
{
    const QRectF both = a & b;
    return both.width() * both.height();
}

/// What a note is about: what its tip points to, the resource that it covers most of, the innermost zone that it stands in.
const Moved *subjectOf(const Annotation &note, const QList<Moved> &all)
{
    const bool isCallout = note.kind == annotation::callout;
    const QPointF tip = isCallout ? annotation::calloutTip(note) : QPointF();
    const Moved *best = nullptr;
    for (const Moved &one : all) {
        if (one.isGround)
            continue;
        if (isCallout && one.before.contains(tip))
            return &one;
        if (one.before.intersects(note.rect) && (!best || shared(one.before, note.rect) > shared(best->before, note.rect)))
            best = &one;
    }
    if (best)
        return best;
    for (const Moved &one : all) {
        if (one.isGround && one.before.contains(note.rect)
            && (!best || one.before.width() * one.before.height() < best->before.width() * best->before.height()))
            best = &one;
    }
    return best;
}

/// Frames and arrows may well lie over something.
bool covers(const Annotation &note)
{
    return note.kind != annotation::rectangle && note.kind != annotation::ellipse && note.kind != annotation::arrow;
}

} // namespace

void moveNotes(const Blueprint &blueprint, const PageId &page, ChangeSet &moves)
{
    const QList<AnnotationId> notes = blueprint.annotationsOn(page);
    if (notes.isEmpty() || moves.isEmpty())
        return;
    Blueprint now = blueprint;
    if (!now.apply(moves))
        return; // whoever applies it is told
    QList<Moved> all;
    for (const PlacementId &id : blueprint.placementsOn(page)) {
        const Placement &before = *blueprint.find(id);
        if (!before.hidden)
            all.append({blueprint.absoluteRect(before), now.absoluteRect(*now.find(id)),
                        !blueprint.placementsIn(page, before.resource).isEmpty()});
    }
    QList<Annotation> rows;
    for (const AnnotationId &id : notes) {
        Annotation row = *blueprint.find(id);
        if (const Moved *subject = row.locked ? nullptr : subjectOf(row, all))
            row.rect.translate(subject->after.topLeft() - subject->before.topLeft());
        rows.append(row);
    }
    for (Annotation &row : rows) {
        const Annotation &before = *blueprint.find(row.id);
        if (row.locked || !covers(row))
            continue;
        const bool isInTheWay = std::any_of(all.begin(), all.end(), [&](const Moved &one) {
            return !one.isGround && one.after.intersects(row.rect) && !one.before.intersects(before.rect);
        });
        if (!isInTheWay)
            continue;
        QList<QRectF> taken;
        for (const Moved &one : std::as_const(all)) {
            if (!one.isGround)
                taken.append(one.after);
        }
        for (const Annotation &other : std::as_const(rows)) {
            if (other.id != row.id && covers(other))
                taken.append(other.rect);
        }
        row.rect.translate(boxes::freeShift({row.rect}, taken));
    }
    for (const Annotation &row : std::as_const(rows)) {
        if (const Annotation &before = *blueprint.find(row.id); row.rect != before.rect)
            moves.changes.push_back(RowChange<Annotation>{before, row});
    }
}

} // namespace groundplan::layout
