// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/scene_p.h"

namespace groundplan {

namespace {

double distanceToSegment(const QPointF &point, const QPointF &a, const QPointF &b)
{
    const QPointF along = b - a;
    const double length2 = QPointF::dotProduct(along, along);
    const double t = length2 > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length2, 0.0, 1.0) : 0.0;
    const QPointF off = point - (a + t * along);
    return std::hypot(off.x(), off.y());
}

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

} // namespace

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
