// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

#include <QSet>

/// Points that a user has pulled a line through. They are drawn, nothing else: kept with the placement that the line comes from,
/// in the coordinates of the innermost zone that holds both ends, so that they move with it.
namespace groundplan::waypoints {

struct Line {
    ConnectionId connection;
    PlacementId from, to;
    bool operator==(const Line &) const = default;
};

QList<QPointF> of(const Blueprint &blueprint, const Line &line); ///< on the page
bool mayHave(const Placement &from);                             ///< false: no line that comes from it has any
QSet<ConnectionId> connectionsIn(const Placement &from);
QList<Line> on(const Blueprint &blueprint, const PageId &page, const ConnectionId &connection); ///< its lines that have some

} // namespace groundplan::waypoints

namespace groundplan::edits {

/// `points` are on the page; none: the line finds its own way again. `mergeKey` groups steps of a key into one.
Result<ChangeSet> setWaypoints(const Blueprint &blueprint, const waypoints::Line &line, const QList<QPointF> &points,
                               const QString &mergeKey = {});
Result<ChangeSet> straighten(const Blueprint &blueprint, const QList<waypoints::Line> &lines);
/// Moves the points of `lines` by `delta` with what `moves` moves: both ends of each line go along, and no zone takes its points.
Result<ChangeSet> withWaypoints(const Blueprint &blueprint, const ChangeSet &moves, const QList<waypoints::Line> &lines,
                                const QPointF &delta);

} // namespace groundplan::edits
