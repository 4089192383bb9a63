// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/stage.h"

/// What copy, paste, duplicate and delete do to the page. Pure but for reading the stage.
namespace groundplan::clipboardedits {

QByteArray copied(const Stage &stage);

struct Pasted {
    ChangeSet changes;
    QList<PlacementId> placements; ///< the outermost ones that came, to be picked
    QList<AnnotationId> notes;     ///< that came
};
/// Pastes with the set's top left at a point of the page, into the innermost zone there that takes all of it.
Result<Pasted> pasted(const Stage &stage, const QByteArray &json, const QPointF &scene);
/// A copy beside each picked thing, in the same zone.
Result<Pasted> duplicated(const Stage &stage);
/// A thing to copy (a slot) and the zone that its copy will stand in (a slot; -1: the page).
struct CopyTo {
    int slot, zone;
};
/// A copy of each, and of `notes`, shifted by `delta` on the page.
Result<Pasted> copiedTo(const Stage &stage, const std::vector<CopyTo> &copies, const QPointF &delta, const QList<AnnotationId> &notes = {});
/// Picked appearances and connections go; a resource with other appearances stays.
Result<ChangeSet> deleted(const Stage &stage);

} // namespace groundplan::clipboardedits
