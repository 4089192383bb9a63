// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/scene_p.h"

namespace groundplan {

namespace {

const std::vector<int> none;

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

QList<ConnectionId> Scene::connections() const
{
    QList<ConnectionId> ids = m_lines.keys();
    std::sort(ids.begin(), ids.end());
    return ids;
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
    m_nodes.reserve(size_t(placements.size()));
    m_edges.reserve(size_t(m_blueprint.count<Connection>()));
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
    m_router.setObstacle(scene::obstacleOf(slot), {});
    for (const int child : node.children) {
        m_nodes[size_t(child)].parent = -1;
        m_topLevel.push_back(child);
    }
    scene::eraseOne(node.parent >= 0 ? m_nodes[size_t(node.parent)].children : m_topLevel, slot);
    auto &appearances = m_appearances[node.resource];
    scene::eraseOne(appearances, slot);
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
    scene::eraseOne(node.parent >= 0 ? m_nodes[size_t(node.parent)].children : m_topLevel, slot);
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
    m_router.setObstacle(scene::obstacleOf(slot), node.isZone ? titleRect(preparedZone(slot)) : bodyRect(node.look));
    for (const int other : node.edges)
        setLine(other);
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
            damage.push_back(node.isZone ? scene::titleReach(node) : reach(node));
        }
    }
    route(&damage);
    return damage;
}

} // namespace groundplan
