// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/scene.h"

#include <numeric>

namespace groundplan {

namespace {

void eraseOne(std::vector<int> &list, int value) { list.erase(std::remove(list.begin(), list.end(), value), list.end()); }

double distanceToSegment(const QPointF &point, const QPointF &a, const QPointF &b)
{
    const QPointF along = b - a;
    const double length2 = QPointF::dotProduct(along, along);
    const double t = length2 > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length2, 0.0, 1.0) : 0.0;
    const QPointF off = point - (a + t * along);
    return std::hypot(off.x(), off.y());
}

const std::vector<int> none;

/// Does a line really come through, or only its bounding box, which is mostly empty?
bool passes(const Scene::Edge &edge, const QRectF &rect)
{
    constexpr double reach = 10; // corners, arrowheads and half of the pen
    const QPolygonF &path = edge.path();
    for (qsizetype i = 1; i < path.size(); ++i) {
        const QPointF a = path.at(i - 1), b = path.at(i);
        if (std::max(a.x(), b.x()) + reach >= rect.left() && std::min(a.x(), b.x()) - reach <= rect.right()
            && std::max(a.y(), b.y()) + reach >= rect.top() && std::min(a.y(), b.y()) - reach <= rect.bottom())
            return true;
    }
    return !edge.label.isEmpty() && (!edge.isLabelled || edge.look.labelRect.intersects(rect));
}

bool saysTheSame(const NodeLook &a, const NodeLook &b)
{
    return a.name == b.name && a.label == b.label && a.icon == b.icon && a.category == b.category;
}
bool saysTheSame(const ZoneLook &a, const ZoneLook &b) { return a.title == b.title && a.detail == b.detail && a.role == b.role; }

/// The strip at a zone's top that holds its texts and badges.
QRectF titleReach(const Scene::Node &node)
{
    QRectF strip = Scene::reach(node);
    strip.setHeight(std::min(strip.height(), metrics::zoneTitle + 24));
    return strip;
}

route::ObstacleKey obstacleOf(int slot) { return route::ObstacleKey(slot) + 1; }
constexpr double labelReach = 90; ///< half of the widest label, which stands in the middle of a stretch

route::LineKey lineOf(int slot) { return route::LineKey(slot) + 1; }

} // namespace

const std::vector<int> &Scene::appearances(const ResourceId &id) const
{
    const auto found = m_appearances.constFind(id);
    return found == m_appearances.cend() ? none : *found;
}

const std::vector<int> &Scene::linesOf(const ConnectionId &id) const
{
    const auto found = m_lines.constFind(id);
    return found == m_lines.cend() ? none : *found;
}

QRectF Scene::reach(const Node &node) { return node.rect.adjusted(-12, -12, 12, 12); }

QRectF Scene::rectOfEnd(const Node &node) { return node.isZone ? node.rect : tileRect(node.rect); }

void Scene::setStyle(const Style &style)
{
    m_style = &style;
    for (Node &node : m_nodes) {
        node.isPrepared = false;
        node.color = style.category(node.look.category).rgb();
    }
    for (Edge &edge : m_edges)
        edge.isPrepared = edge.isLabelled = false;
}

const NodeLook &Scene::preparedNode(int slot)
{
    Node &node = m_nodes[size_t(slot)];
    if (!node.isPrepared)
        prepareNode(node.look, *m_style);
    node.isPrepared = true;
    return node.look;
}

const ZoneLook &Scene::preparedZone(int slot)
{
    Node &node = m_nodes[size_t(slot)];
    if (!node.isPrepared)
        prepareZone(node.zoneLook, *m_style);
    node.isPrepared = true;
    return node.zoneLook;
}

const EdgeLook &Scene::preparedEdge(int slot)
{
    Edge &edge = m_edges[size_t(slot)];
    if (!edge.isPrepared)
        prepareEdge(edge.look, *m_style);
    edge.isPrepared = true;
    return edge.look;
}

void Scene::load(const PageId &page)
{
    m_page = page;
    m_nodes.clear();
    m_edges.clear();
    m_freeNodes.clear();
    m_freeEdges.clear();
    m_topLevel.clear();
    m_slots.clear();
    m_appearances.clear();
    m_lines.clear();
    m_nodeGrid.clear();
    m_edgeGrid.clear();
    m_router.clear();
    m_hidden.clear();

    std::vector<int> added;
    const QList<PlacementId> placements = m_blueprint.placementsOn(page);
    for (const PlacementId &id : placements)
        noteHidden(m_blueprint.find(id), id);
    for (const PlacementId &id : placements) {
        if (const Placement &placement = *m_blueprint.find(id); isShown(placement))
            added.push_back(addNode(placement));
    }
    for (const int slot : added)
        adopt(slot);
    for (const int slot : std::vector<int>(m_topLevel))
        place(slot, nullptr);
    m_blueprint.forEach<Connection>([this](const Connection &connection) { addEdges(connection.id); });
    route(nullptr);
}

void Scene::noteHidden(const Placement *placement, const PlacementId &id)
{
    if (placement && placement->hidden && placement->page == m_page)
        m_hidden.insert(id);
    else
        m_hidden.remove(id);
}

/// On this page, and neither it nor a zone around it is hidden.
bool Scene::isShown(const Placement &placement) const
{
    if (placement.page != m_page)
        return false;
    if (m_hidden.isEmpty())
        return true;
    const Placement *at = &placement;
    for (int depth = 0; at && depth < 64; ++depth) {
        if (at->hidden)
            return false;
        at = at->zone ? m_blueprint.placementOf(m_page, at->zone) : nullptr;
    }
    return true;
}

void Scene::collectDrawnIn(const Placement &zone, QSet<PlacementId> &all) const
{
    for (const PlacementId &id : m_blueprint.placementsIn(m_page, zone.resource)) {
        if (!all.contains(id)) {
            all.insert(id);
            collectDrawnIn(*m_blueprint.find(id), all);
        }
    }
}

int Scene::addNode(const Placement &placement)
{
    int slot;
    if (m_freeNodes.empty()) {
        slot = int(m_nodes.size());
        m_nodes.emplace_back();
    } else {
        slot = m_freeNodes.back();
        m_freeNodes.pop_back();
    }
    Node &node = m_nodes[size_t(slot)];
    node = Node();
    node.id = placement.id;
    node.resource = placement.resource;
    describe(node);
    m_slots.insert(placement.id, slot);
    auto &appearances = m_appearances[placement.resource];
    appearances.insert(std::upper_bound(appearances.begin(), appearances.end(), slot,
                                        [this](int a, int b) { return m_nodes[size_t(a)].id < m_nodes[size_t(b)].id; }),
                       slot);
    if (appearances.size() > 1)
        wearAgain(placement.resource);
    m_topLevel.push_back(slot);
    return slot;
}

void Scene::removeNode(int slot, Damage &damage)
{
    Node &node = m_nodes[size_t(slot)];
    damage.push_back(reach(node));
    m_nodeGrid.remove(slot, reach(node));
    m_router.setObstacle(obstacleOf(slot), {});
    for (const int child : node.children) {
        m_nodes[size_t(child)].parent = -1;
        m_topLevel.push_back(child);
    }
    eraseOne(node.parent >= 0 ? m_nodes[size_t(node.parent)].children : m_topLevel, slot);
    auto &appearances = m_appearances[node.resource];
    eraseOne(appearances, slot);
    if (appearances.empty()) {
        m_appearances.remove(node.resource);
    } else {
        wearAgain(node.resource);
        damage.push_back(reach(m_nodes[size_t(appearances.front())]));
    }
    m_slots.remove(node.id);
    node = Node();
    m_freeNodes.push_back(slot);
}

void Scene::adopt(int slot)
{
    Node &node = m_nodes[size_t(slot)];
    const Placement *placement = m_blueprint.find(node.id);
    int parent = -1;
    if (placement->zone) {
        if (const auto &zones = appearances(placement->zone); !zones.empty())
            parent = zones.front();
    }
    if (parent == node.parent)
        return;
    eraseOne(node.parent >= 0 ? m_nodes[size_t(node.parent)].children : m_topLevel, slot);
    node.parent = parent;
    (parent >= 0 ? m_nodes[size_t(parent)].children : m_topLevel).push_back(slot);
}

void Scene::place(int slot, Damage *damage)
{
    Node &node = m_nodes[size_t(slot)];
    const Node *parent = node.parent >= 0 ? &m_nodes[size_t(node.parent)] : nullptr;
    const Placement &placement = *m_blueprint.find(node.id);
    const QRectF rect = placement.rect.translated(parent ? parent->rect.topLeft() : QPointF());
    node.depth = parent ? parent->depth + 1 : 0;
    node.isLocked = placement.locked;
    if (damage && node.order != placement.order)
        damage->push_back(reach(node));
    node.order = placement.order;
    if (rect != node.rect) {
        if (damage)
            damage->push_back(reach(node));
        m_nodeGrid.remove(slot, reach(node));
        // A zone's title is laid out for its width; anything else moves as it is.
        if (rect.size() != node.rect.size())
            node.isPrepared = false;
        node.rect = node.look.rect = node.zoneLook.rect = rect;
        m_nodeGrid.insert(slot, reach(node));
        obstruct(slot);
        if (damage) {
            damage->push_back(reach(node));
            unsettleLabels(reach(node), *damage);
        }
    }
    for (const int child : node.children)
        place(child, damage);
}

void Scene::describe(Node &node) const
{
    const Resource *resource = m_blueprint.find(node.resource);
    node.type = resource->type;
    node.isZone = looks::isZone(m_catalog, *resource);
    if (node.isZone) {
        node.zoneLook = looks::zone(m_blueprint, m_catalog, *resource, node.rect);
        node.name = node.zoneLook.title;
    } else {
        node.look = looks::node(m_blueprint, m_catalog, *resource, node.rect);
        node.name = node.look.name;
        node.color = m_style->category(node.look.category).rgb();
    }
    node.marks = m_marks.value(node.resource);
    wear(node);
}

void Scene::wear(Node &node) const
{
    const auto put = [&](auto &look) {
        look.costPill = isFirst(node) ? node.marks.cost : QString();
        look.severity = node.marks.severity;
        look.plan = node.marks.planned;
    };
    if (node.isZone)
        put(node.zoneLook);
    else
        put(node.look);
    node.isPrepared = false;
}

void Scene::obstruct(int slot)
{
    const Node &node = m_nodes[size_t(slot)];
    m_router.setObstacle(obstacleOf(slot), node.isZone ? titleRect(preparedZone(slot)) : bodyRect(node.look));
    for (const int other : node.edges) {
        const Edge &edge = m_edges[size_t(other)];
        const auto end = [](const Node &at, int atSlot) {
            return route::End{rectOfEnd(at), route::Side::Any, at.isZone ? 0 : obstacleOf(atSlot)};
        };
        m_router.setLine(lineOf(other), {end(m_nodes[size_t(edge.from)], edge.from), end(m_nodes[size_t(edge.to)], edge.to)});
    }
}

void Scene::collectBelow(int slot, std::vector<int> &all) const
{
    all.push_back(slot);
    for (const int child : node(slot).children)
        collectBelow(child, all);
}

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
            damage.push_back(node.isZone && zoneLook.role == node.zoneLook.role ? titleReach(node) : reach(node));
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

void Scene::addEdges(const ConnectionId &id)
{
    const Connection &connection = *m_blueprint.find(id);
    std::vector<int> slots;
    for (const looks::Ends &ends : looks::ends(m_blueprint, m_page, connection)) {
        const int from = slotOf(ends.from), to = slotOf(ends.to);
        if (from < 0 || to < 0)
            continue; // hidden
        int slot;
        if (m_freeEdges.empty()) {
            slot = int(m_edges.size());
            m_edges.emplace_back();
        } else {
            slot = m_freeEdges.back();
            m_freeEdges.pop_back();
        }
        Edge &edge = m_edges[size_t(slot)];
        edge = Edge();
        edge.id = id;
        edge.from = from;
        edge.to = to;
        edge.look = looks::edge(m_blueprint, m_catalog, connection);
        if (slots.empty()) // said once
            edge.label = edge.look.label;
        edge.look.label.clear();
        m_nodes[size_t(from)].edges.push_back(slot);
        m_nodes[size_t(to)].edges.push_back(slot);
        const auto end = [&](int at) { return route::End{rectOfEnd(node(at)), route::Side::Any, node(at).isZone ? 0 : obstacleOf(at)}; };
        m_router.setLine(lineOf(slot), {end(from), end(to)});
        slots.push_back(slot);
    }
    if (!slots.empty())
        m_lines.insert(id, slots);
}

void Scene::removeEdges(const ConnectionId &id, Damage &damage)
{
    for (const int slot : m_lines.take(id)) {
        Edge &edge = m_edges[size_t(slot)];
        damageEdge(edge, damage);
        m_edgeGrid.remove(slot, edge.bounds);
        m_router.removeLine(lineOf(slot));
        eraseOne(m_nodes[size_t(edge.from)].edges, slot);
        eraseOne(m_nodes[size_t(edge.to)].edges, slot);
        edge = Edge();
        m_freeEdges.push_back(slot);
    }
}

/// A line round a corner leaves most of its bounding box as it was.
void Scene::damageEdge(const Edge &edge, Damage &damage)
{
    const bool hasLabel = edge.isLabelled && !edge.look.label.isEmpty();
    // Where the label of a line that has not been painted yet will stand is not known.
    const double label = edge.label.isEmpty() || edge.isLabelled ? 0 : labelReach;
    for (qsizetype i = 1; i < edge.path().size(); ++i) {
        const QRectF stretch = QRectF(edge.path().at(i - 1), edge.path().at(i)).normalized();
        damage.push_back(stretch.adjusted(-8 - label, -10, 8 + label, 10));
    }
    if (hasLabel)
        damage.push_back(edge.look.labelRect.adjusted(-2, -2, 2, 2));
}

void Scene::route(Damage *damage)
{
    for (const route::LineKey key : m_router.update()) {
        const int slot = int(key) - 1;
        if (slot < 0 || slot >= int(m_edges.size()) || m_edges[size_t(slot)].id.isEmpty())
            continue;
        Edge &edge = m_edges[size_t(slot)];
        if (!edge.bounds.isNull()) {
            m_edgeGrid.remove(slot, edge.bounds);
            if (damage)
                damageEdge(edge, *damage);
        }
        edge.look.points = m_router.course(key);
        edge.look.label.clear();
        edge.isPrepared = edge.isLabelled = false;
        // Arrowheads, corners and a label in the middle reach a little beyond the points.
        const double label = edge.label.isEmpty() ? 0 : labelReach;
        edge.bounds = edge.path().boundingRect().adjusted(-8 - label, -10, 8 + label, 10);
        m_edgeGrid.insert(slot, edge.bounds);
        if (damage) {
            damageEdge(edge, *damage);
            for (qsizetype i = 1; i < edge.path().size(); ++i)
                unsettleLabels(QRectF(edge.path().at(i - 1), edge.path().at(i)).normalized().adjusted(-1, -1, 1, 1), *damage);
        }
    }
}

std::vector<QRectF> Scene::mark(const QList<ResourceId> &resources, const std::function<void(const ResourceId &, Marks &)> &change)
{
    Damage damage;
    for (const ResourceId &resource : resources) {
        Marks &marks = m_marks[resource];
        change(resource, marks);
        for (const int slot : appearances(resource)) {
            Node &node = m_nodes[size_t(slot)];
            const bool hadCost = !node.marks.cost.isEmpty();
            node.marks = marks;
            wear(node);
            // A pill under the label is in the way of lines, and lengthens a zone's title.
            if (hadCost != !marks.cost.isEmpty() || node.isZone)
                obstruct(slot);
            damage.push_back(node.isZone ? titleReach(node) : reach(node));
        }
    }
    route(&damage);
    return damage;
}

QRectF Scene::bounds() const
{
    QRectF all;
    for (const int slot : m_topLevel)
        all |= node(slot).rect;
    return all;
}

bool Scene::isInside(int slot, int zone) const
{
    while (slot >= 0 && slot != zone)
        slot = node(slot).parent;
    return slot == zone;
}

/// Zones first, outer before inner; then by what the user has put over what.
std::tuple<int, int, int> Scene::drawOrder(int slot) const
{
    const Node &at = node(slot);
    return {at.isZone ? at.depth : 1000, at.order, slot};
}

std::vector<int> Scene::nodesIn(const QRectF &rect) const
{
    std::vector<int> found = m_nodeGrid.query(rect);
    std::erase_if(found, [&](int slot) { return !reach(node(slot)).intersects(rect); });
    std::sort(found.begin(), found.end(), [&](int a, int b) { return drawOrder(a) < drawOrder(b); });
    return found;
}

std::vector<int> Scene::edgesIn(const QRectF &rect) const
{
    std::vector<int> found = m_edgeGrid.query(rect);
    std::erase_if(found, [&](int slot) { return !edge(slot).bounds.intersects(rect) || !passes(edge(slot), rect); });
    return found;
}

int Scene::itemAt(const QPointF &point) const
{
    int best = -1;
    for (const int slot : m_nodeGrid.query(QRectF(point, QSizeF(0, 0)))) {
        if (!node(slot).isZone && node(slot).rect.contains(point) && (best < 0 || drawOrder(best) < drawOrder(slot)))
            best = slot;
    }
    return best;
}

std::vector<int> Scene::zonesAt(const QPointF &point) const
{
    std::vector<int> found;
    for (const int slot : m_nodeGrid.query(QRectF(point, QSizeF(0, 0)))) {
        if (node(slot).isZone && node(slot).rect.contains(point))
            found.push_back(slot);
    }
    std::sort(found.begin(), found.end(), [this](int a, int b) { return drawOrder(b) < drawOrder(a); });
    return found;
}

int Scene::edgeAt(const QPointF &point, double tolerance) const
{
    int best = -1;
    double nearest = tolerance;
    for (const int slot : edgesIn(QRectF(point, QSizeF(0, 0)).adjusted(-tolerance, -tolerance, tolerance, tolerance))) {
        const QPolygonF &path = edge(slot).path();
        for (qsizetype i = 1; i < path.size(); ++i) {
            const double distance = distanceToSegment(point, path.at(i - 1), path.at(i));
            if (distance <= nearest) {
                nearest = distance;
                best = slot;
            }
        }
    }
    return best;
}

} // namespace groundplan
