// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/scene_p.h"

#include "model/blueprint/waypoints.h"
#include "model/layout/crossings.h"

namespace groundplan {

const EdgeLook &Scene::preparedEdge(int slot)
{
    Edge &edge = m_edges[size_t(slot)];
    if (!edge.isPrepared)
        prepareEdge(edge.look, *m_style);
    edge.isPrepared = true;
    return edge.look;
}

const EdgeLook &Scene::leapingEdge(int slot)
{
    if (!m_edges[size_t(slot)].knowsJumps)
        findJumps(slot);
    return preparedEdge(slot);
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
        setLine(slot);
        slots.push_back(slot);
    }
    if (!slots.empty())
        m_lines.insert(id, slots);
}

route::Line Scene::lineFor(const Edge &edge) const
{
    const auto end = [this](int at) {
        return route::End{rectOfEnd(node(at)), route::Side::Any, node(at).isZone ? 0 : scene::obstacleOf(at)};
    };
    return {end(edge.from), end(edge.to), edge.via};
}

void Scene::setLine(int slot)
{
    Edge &edge = m_edges[size_t(slot)];
    edge.via = waypoints::of(m_blueprint, {edge.id, node(edge.from).id, node(edge.to).id});
    m_router.setLine(scene::lineOf(slot), lineFor(edge));
}

QPolygonF Scene::courseThrough(int edge, const QList<QPointF> &via) const
{
    route::Line line = lineFor(m_edges[size_t(edge)]);
    line.via = via;
    return m_router.courseOf(line);
}

void Scene::findJumps(int slot)
{
    Edge &line = m_edges[size_t(slot)];
    const QList<QPointF> before = std::exchange(line.look.jumps, {});
    const QPolygonF &path = line.path();
    for (qsizetype i = 1; i < path.size(); ++i) {
        if (path.at(i - 1).y() != path.at(i).y())
            continue;
        const route::Course stretch{path.at(i - 1), path.at(i)};
        for (const int other : m_edgeGrid.query(QRectF(stretch.first(), stretch.last()).normalized())) {
            if (m_edges[size_t(other)].id != line.id)
                route::addCrossings(stretch, m_edges[size_t(other)].path(), line.look.jumps);
        }
    }
    line.knowsJumps = true;
    line.isPrepared = line.isPrepared && line.look.jumps == before;
}

void Scene::unsettleJumps(const QPolygonF &path)
{
    for (qsizetype i = 1; i < path.size(); ++i) {
        if (path.at(i - 1).x() != path.at(i).x())
            continue;
        for (const int other : m_edgeGrid.query(QRectF(path.at(i - 1), path.at(i)).normalized()))
            m_edges[size_t(other)].knowsJumps = false;
    }
}

void Scene::removeEdges(const ConnectionId &id, Damage &damage)
{
    for (const int slot : m_lines.take(id)) {
        Edge &edge = m_edges[size_t(slot)];
        damageEdge(edge, damage);
        unsettleJumps(edge.path());
        m_edgeGrid.remove(slot, edge.bounds);
        m_router.removeLine(scene::lineOf(slot));
        scene::eraseOne(m_nodes[size_t(edge.from)].edges, slot);
        scene::eraseOne(m_nodes[size_t(edge.to)].edges, slot);
        edge = Edge();
        m_freeEdges.push_back(slot);
    }
}

/// A line round a corner leaves most of its bounding box as it was.
void Scene::damageEdge(const Edge &edge, Damage &damage)
{
    const bool hasLabel = edge.isLabelled && !edge.look.label.isEmpty();
    // Where the label of a line that has not been painted yet will stand is not known.
    const double label = edge.label.isEmpty() || edge.isLabelled ? 0 : scene::labelReach;
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
        unsettleJumps(edge.path());
        edge.look.points = m_router.course(key);
        unsettleJumps(edge.path());
        edge.look.label.clear();
        edge.isPrepared = edge.isLabelled = edge.knowsJumps = false;
        // Arrowheads, corners and a label in the middle reach a little beyond the points.
        const double label = edge.label.isEmpty() ? 0 : scene::labelReach;
        edge.bounds = edge.path().boundingRect().adjusted(-8 - label, -10, 8 + label, 10);
        m_edgeGrid.insert(slot, edge.bounds);
        if (damage) {
            damageEdge(edge, *damage);
            for (qsizetype i = 1; i < edge.path().size(); ++i)
                unsettleLabels(QRectF(edge.path().at(i - 1), edge.path().at(i)).normalized().adjusted(-1, -1, 1, 1), *damage);
        }
    }
}

} // namespace groundplan
