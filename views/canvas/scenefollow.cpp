// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/scene_p.h"

#include "model/blueprint/waypoints.h"

namespace groundplan {

namespace {

bool saysTheSame(const NodeLook &a, const NodeLook &b)
{
    return a.name == b.name && a.label == b.label && a.icon == b.icon && a.category == b.category;
}
bool saysTheSame(const ZoneLook &a, const ZoneLook &b) { return a.title == b.title && a.detail == b.detail && a.role == b.role; }

} // namespace

/// Zones whose look depends on a resource: those that it stands in (a subnet with a database is a data subnet) and those that
/// it refers to (a route table's association). What a route does to subnets is two steps away: then all of them.
void Scene::noteZones(const RowChange<Resource> &change, QSet<ResourceId> &described) const
{
    for (const std::optional<Resource> &row : {change.before, change.after}) {
        if (!row)
            continue;
        for (const ResourceId &zone : row->zones)
            described.insert(zone);
        for (const Value &value : row->properties)
            value.forEachReference([&](const Reference &reference) { described.insert(reference.to); });
        if (!row->type.startsWith(QLatin1String("aws_route")))
            continue;
        for (const Node &node : m_nodes) {
            if (node.isZone)
                described.insert(node.resource);
        }
    }
}

void Scene::collectBelow(int slot, std::vector<int> &all) const
{
    all.push_back(slot);
    for (const int child : node(slot).children)
        collectBelow(child, all);
}

std::vector<QRectF> Scene::follow(const ChangeSet &changes)
{
    Damage damage;
    std::vector<const Placement *> added;
    QSet<PlacementId> moved, placed;
    QSet<ResourceId> described, relinked;
    QSet<ConnectionId> lines;
    std::vector<int> gone;

    for (const Change &change : changes.changes) {
        if (const auto *resource = std::get_if<RowChange<Resource>>(&change)) {
            if (resource->before && resource->after) {
                described.insert(resource->after->id);
                if (resource->before->zones != resource->after->zones)
                    relinked.insert(resource->after->id); // no line goes to the zone that one stands in
            }
            noteZones(*resource, described);
        } else if (const auto *connection = std::get_if<RowChange<Connection>>(&change)) {
            lines.insert(connection->id());
        } else if (const auto *placement = std::get_if<RowChange<Placement>>(&change)) {
            const PlacementId id = placement->id();
            if (placement->before && placement->after && placement->before->extra != placement->after->extra) {
                for (const auto &row : {placement->before, placement->after})
                    lines.unite(waypoints::connectionsIn(*row));
            }
            const Placement *now = m_blueprint.find(id);
            const bool wasHidden = m_hidden.contains(id);
            noteHidden(now, id);
            placed.insert(id);
            // What is drawn in a hidden zone goes and comes with it.
            if (now && wasHidden != m_hidden.contains(id))
                collectDrawnIn(*now, placed);
        }
    }
    for (const PlacementId &id : std::as_const(placed)) {
        const bool was = m_slots.contains(id);
        const Placement *now = m_blueprint.find(id);
        const bool is = now && isShown(*now);
        if (was && !is)
            gone.push_back(m_slots.value(id));
        else if (!was && is)
            added.push_back(now);
        else if (was)
            moved.insert(id);
    }

    const auto relink = [&](const ResourceId &resource) {
        relinked.insert(resource);
        for (const ConnectionId &id : m_blueprint.connections(resource))
            lines.insert(id);
    };
    for (const int slot : gone) {
        // Lines of a resource that is gone from the blueprint are among the changes themselves.
        for (const int edge : node(slot).edges)
            lines.insert(m_edges[size_t(edge)].id);
        relink(node(slot).resource);
    }
    for (const Placement *placement : added)
        relink(placement->resource);
    for (const ResourceId &resource : QSet<ResourceId>(relinked))
        relink(resource);
    // Which appearance is the nearest one changes with every move.
    std::vector<int> shifted;
    for (const PlacementId &id : moved)
        collectBelow(m_slots.value(id), shifted);
    for (const int slot : shifted) {
        for (const int edge : node(slot).edges) {
            const Edge &line = m_edges[size_t(edge)];
            if (appearances(node(line.from).resource).size() > 1 || appearances(node(line.to).resource).size() > 1)
                lines.insert(line.id);
        }
    }
    for (const ConnectionId &id : lines)
        removeEdges(id, damage);

    for (const int slot : gone)
        removeNode(slot, damage);
    for (const Placement *placement : added) {
        addNode(*placement);
        moved.insert(placement->id);
    }
    // A zone that came or went changes where what is drawn in it hangs.
    for (const ResourceId &resource : relinked) {
        for (const PlacementId &id : m_blueprint.placementsIn(m_page, resource)) {
            if (m_slots.contains(id)) // else it is hidden
                moved.insert(id);
        }
    }
    for (const PlacementId &id : moved)
        adopt(m_slots.value(id));
    for (const PlacementId &id : moved)
        place(m_slots.value(id), &damage);
    for (const ResourceId &id : described) {
        if (!m_blueprint.find(id))
            continue;
        for (const int slot : appearances(id)) {
            Node &node = m_nodes[size_t(slot)];
            const NodeLook look = node.look;
            const ZoneLook zoneLook = node.zoneLook;
            const bool wasPrepared = node.isPrepared;
            describe(node);
            // Most of what may have changed has not: a zone is large, and drawing it again draws all that stands in it.
            if (saysTheSame(look, node.look) && saysTheSame(zoneLook, node.zoneLook)) {
                node.look = look;
                node.zoneLook = zoneLook;
                node.isPrepared = wasPrepared;
                continue;
            }
            obstruct(slot);
            damage.push_back(node.isZone && zoneLook.role == node.zoneLook.role ? scene::titleReach(node) : reach(node));
        }
    }

    for (const ConnectionId &id : lines) {
        if (m_blueprint.find(id))
            addEdges(id);
    }
    // Lines give way to what now stands on them, and use the room that was left: the router knows which.
    route(&damage);
    return damage;
}

} // namespace groundplan
