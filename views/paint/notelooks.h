// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"
#include "views/paint/notepainter.h"

/// From the rows of notes to their looks; the caller prepares them.
namespace groundplan::looks {

/// What a title block says that is not in the blueprint's rows. An empty one is left out.
struct NoteFacts {
    QString environment, monthly;
    bool operator==(const NoteFacts &) const = default;
};

/// False for a kind of a later version: it is kept, but nobody here knows how it looks.
bool mayDraw(const Annotation &annotation);
/// All but a legend's rows, which take a walk over the page.
NoteLook note(const Blueprint &blueprint, const Annotation &annotation, const NoteFacts &facts);
/// The categories of what is drawn on a page, most frequent first, and the kinds of its lines.
QList<NoteLook::Row> legendRows(const Blueprint &blueprint, const Catalog &catalog, const PageId &page);
/// True when a change may change a legend: moving things does not.
bool mayChangeLegend(const ChangeSet &changes);

} // namespace groundplan::looks
