// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

/// Copied resources as JSON text (media type application/vnd.groundplan+json), across documents and programs.
namespace groundplan::clipboard {

/// The resources of `placements` with everything that stands in them on that page, the connections between them, and notes.
QByteArray copy(const Blueprint &blueprint, const QList<PlacementId> &placements, const QList<AnnotationId> &annotations = {});

struct Target {
    PageId page;
    ResourceId zone;
    QPointF position; ///< of the copied set's top left corner, relative to `zone`
};
/// New ids and free names; references inside the copied set are kept, those to resources outside it stay where this blueprint
/// has the resource and are dropped where it does not.
Result<ChangeSet> paste(const Blueprint &blueprint, const QByteArray &json, const Target &target, QList<PlacementId> *pasted = nullptr,
                        QList<AnnotationId> *pastedNotes = nullptr);

} // namespace groundplan::clipboard
