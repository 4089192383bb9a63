// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/waypoints.h"

#include <QCoreApplication>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

// Versions that do not know the field keep it, as any other that they do not know.
const QString linesField = u"lines"_s, zoneField = u"zone"_s, pointsField = u"points"_s;

struct WaypointText {
    Q_DECLARE_TR_FUNCTIONS(Edits)
};

/// The zones around a placement on its page, innermost first.
QList<ResourceId> zonesAround(const Blueprint &blueprint, const Placement &placement)
{
    QList<ResourceId> zones;
    const Placement *at = &placement;
    while (at && at->zone && !zones.contains(at->zone)) {
        zones.append(at->zone);
        at = blueprint.placementOf(placement.page, at->zone);
    }
    return zones;
}

ResourceId commonZone(const Blueprint &blueprint, const Placement &from, const Placement &to)
{
    const QList<ResourceId> around = zonesAround(blueprint, to);
    for (const ResourceId &zone : zonesAround(blueprint, from)) {
        if (around.contains(zone))
            return zone;
    }
    return {};
}

std::optional<QPointF> originOf(const Blueprint &blueprint, const PageId &page, const ResourceId &zone)
{
    if (!zone)
        return QPointF();
    const Placement *placement = blueprint.placementOf(page, zone);
    return placement ? std::optional(blueprint.absoluteRect(*placement).topLeft()) : std::nullopt;
}

} // namespace

bool waypoints::mayHave(const Placement &from) { return !from.extra.isEmpty() && from.extra.contains(linesField); }

QSet<ConnectionId> waypoints::connectionsIn(const Placement &from)
{
    QSet<ConnectionId> found;
    const ValueMap lines = from.extra.value(linesField).toMap();
    for (auto it = lines.cbegin(); it != lines.cend(); ++it)
        found.insert(ConnectionId(it.key()));
    return found;
}

QList<QPointF> waypoints::of(const Blueprint &blueprint, const Line &line)
{
    const Placement *from = blueprint.find(line.from);
    if (!from || !mayHave(*from))
        return {};
    const Value kept = from->extra.value(linesField)[line.connection.text()][line.to.text()];
    const std::optional<QPointF> origin = originOf(blueprint, from->page, ResourceId(kept[zoneField].toString()));
    if (!origin)
        return {}; // the zone is not drawn here any more
    QList<QPointF> points;
    for (const Value &point : kept[pointsField].toList())
        points.append(*origin + QPointF(point.toList().value(0).toReal(), point.toList().value(1).toReal()));
    return points;
}

QList<waypoints::Line> waypoints::on(const Blueprint &blueprint, const PageId &page, const ConnectionId &connection)
{
    QList<Line> found;
    const Connection *row = blueprint.find(connection);
    const QList<PlacementId> starts = row ? blueprint.placements(row->from) : QList<PlacementId>();
    for (const PlacementId &id : starts) {
        const Placement &from = *blueprint.find(id);
        if (from.page != page || !mayHave(from))
            continue;
        const ValueMap ends = from.extra.value(linesField)[connection.text()].toMap();
        for (auto it = ends.cbegin(); it != ends.cend(); ++it)
            found.append({connection, id, PlacementId(it.key())});
    }
    return found;
}

Result<ChangeSet> edits::setWaypoints(const Blueprint &blueprint, const waypoints::Line &line, const QList<QPointF> &points,
                                      const QString &mergeKey)
{
    const Placement *from = blueprint.find(line.from), *to = blueprint.find(line.to);
    if (!from || !to || from->page != to->page || !blueprint.find(line.connection))
        return Error{WaypointText::tr("The line no longer exists.")};
    const ResourceId zone = commonZone(blueprint, *from, *to);
    const QPointF origin = originOf(blueprint, from->page, zone).value_or(QPointF());
    Placement after = *from;
    ValueMap lines = after.extra.value(linesField).toMap();
    ValueMap ends = lines.value(line.connection.text()).toMap();
    if (points.isEmpty()) {
        ends.remove(line.to.text());
    } else {
        ValueList list;
        for (const QPointF &point : points)
            list.append(Value(ValueList{point.x() - origin.x(), point.y() - origin.y()})); // a list of lists
        ValueMap kept{{pointsField, list}};
        if (zone)
            kept.insert(zoneField, zone.text());
        ends.insert(line.to.text(), kept);
    }
    // Lines of connections that are gone, or lead elsewhere by now, go with the next change.
    if (ends.isEmpty())
        lines.remove(line.connection.text());
    else
        lines.insert(line.connection.text(), ends);
    lines.removeIf([&](const auto &entry) { return !blueprint.find(ConnectionId(entry.key())); });
    if (lines.isEmpty())
        after.extra.remove(linesField);
    else
        after.extra.insert(linesField, lines);
    ChangeSet changes(points.isEmpty() ? WaypointText::tr("Straighten a line") : WaypointText::tr("Bend a line"), {}, mergeKey);
    if (after != *from)
        changes.replace(*from, after);
    return changes;
}

Result<ChangeSet> edits::straighten(const Blueprint &blueprint, const QList<waypoints::Line> &lines)
{
    ChangeSet all;
    Blueprint now = blueprint; // several lines may come from one placement
    for (const waypoints::Line &line : lines) {
        const auto one = setWaypoints(now, line, {});
        if (!one)
            return one;
        if (const auto applied = now.apply(*one); !applied)
            return applied.error();
        all = all.isEmpty() ? *one : composed(all, *one);
    }
    if (lines.size() > 1)
        all.text = WaypointText::tr("Straighten lines");
    return all;
}

Result<ChangeSet> edits::withWaypoints(const Blueprint &blueprint, const ChangeSet &moves, const QList<waypoints::Line> &lines,
                                       const QPointF &delta)
{
    ChangeSet all = moves;
    Blueprint now = blueprint;
    if (const auto applied = now.apply(moves); !applied)
        return applied.error();
    for (const waypoints::Line &line : lines) {
        QList<QPointF> points = waypoints::of(blueprint, line);
        for (QPointF &point : points)
            point += delta;
        if (points.isEmpty() || points == waypoints::of(now, line))
            continue; // a zone around both took them along
        const auto one = setWaypoints(now, line, points);
        if (!one)
            return one;
        if (const auto applied = now.apply(*one); !applied)
            return applied.error();
        all = composed(all, *one);
    }
    return all;
}

} // namespace groundplan
