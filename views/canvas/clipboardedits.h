// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/stage.h"

/// What copy, paste, duplicate and delete do to the page. Pure but for reading the stage.
namespace groundplan::clipboardedits {

QByteArray copied(const Stage &stage);

struct Pasted {
    ChangeSet changes;
    QList<PlacementId> placements; ///< the outermost ones that came, to be picked
};
/// Pastes with the set's top left at a point of the page, into the innermost zone there that takes all of it.
Result<Pasted> pasted(const Stage &stage, const QByteArray &json, const QPointF &scene);
/// A copy beside each picked thing, in the same zone.
Result<Pasted> duplicated(const Stage &stage);
/// Picked appearances and connections go; a resource with other appearances stays.
Result<ChangeSet> deleted(const Stage &stage);

} // namespace groundplan::clipboardedits
