// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/scene.h"
#include "views/paint/edgelabels.h"

#include <algorithm>

namespace groundplan {

namespace {

bool touches(const QRectF &a, const QRectF &b)
{
    // Not QRectF::intersects(): a stretch of a line has no width.
    return a.right() >= b.left() && a.left() <= b.right() && a.bottom() >= b.top() && a.top() <= b.bottom();
}

/// Does an outline, and not only the inside, run through `rect`?
bool isCutBy(const QRectF &outline, const QRectF &rect) { return touches(outline, rect) && !outline.adjusted(1, 1, -1, -1).contains(rect); }

bool runsThrough(const QPolygonF &line, const QRectF &rect)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (touches(QRectF(line.at(i - 1), line.at(i)).normalized(), rect))
            return true;
    }
    return false;
}

} // namespace

const EdgeLook &Scene::labelledEdge(int slot)
{
    if (m_edges[size_t(slot)].isLabelled)
        return preparedEdge(slot);
    Edge &edge = m_edges[size_t(slot)];
    edge.isLabelled = true;
    edge.isPrepared = false;
    edge.look.label.clear();
    if (edge.label.isEmpty() || edge.path().size() < 2)
        return preparedEdge(slot);

    const auto isTaken = [&](const QRectF &rect) {
        for (const int other : m_nodeGrid.query(rect)) {
            const QRectF body = node(other).isZone ? titleRect(preparedZone(other)) : bodyRect(node(other).look);
            if (touches(body.adjusted(-4, -2, 4, 2), rect))
                return true;
        }
        const auto lines = m_edgeGrid.query(rect);
        return std::any_of(lines.begin(), lines.end(), [&](int other) {
            const EdgeLook &look = m_edges[size_t(other)].look;
            return other != slot && !look.label.isEmpty() && touches(look.labelRect, rect);
        });
    };
    const auto isShared = [&](const QRectF &rect) {
        const auto lines = m_edgeGrid.query(rect);
        return std::any_of(lines.begin(), lines.end(), [&](int other) {
            return m_edges[size_t(other)].id != edge.id && runsThrough(m_edges[size_t(other)].path(), rect);
        });
    };
    const auto isCut = [&](const QRectF &rect) {
        const auto nodes = m_nodeGrid.query(rect);
        return std::any_of(nodes.begin(), nodes.end(), [&](int other) { return node(other).isZone && isCutBy(node(other).rect, rect); });
    };
    const QSizeF size = edgeLabelSize(edge.label, *m_style);
    if (const auto center = edgeLabelPlace(edge.path(), size, {isTaken, isShared, isCut})) {
        edge.look.label = edge.label;
        edge.look.labelCenter = *center;
    }
    return preparedEdge(slot);
}

void Scene::unsettleLabels(const QRectF &rect, Damage &damage)
{
    for (const int slot : m_edgeGrid.query(rect)) {
        Edge &edge = m_edges[size_t(slot)];
        if (!edge.isLabelled || edge.look.label.isEmpty() || !touches(edge.look.labelRect, rect))
            continue;
        damageEdge(edge, damage); // where it is now
        edge.isLabelled = edge.isPrepared = false;
        edge.look.label.clear();
        damageEdge(edge, damage); // where it may be
    }
}

bool Scene::isFirst(const Node &node) const
{
    const std::vector<int> &all = appearances(node.resource);
    return all.empty() || &m_nodes[size_t(all.front())] == &node;
}

void Scene::wearAgain(const ResourceId &resource)
{
    for (const int slot : appearances(resource)) {
        Node &node = m_nodes[size_t(slot)];
        wear(node);
        if (!node.rect.isNull())
            obstruct(slot);
    }
}

} // namespace groundplan
