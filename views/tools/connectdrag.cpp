// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/connectdrag.h"

#include "model/catalog/connections.h"

#include <QCoreApplication>

namespace groundplan {

namespace {

constexpr double handleReach = 7;        // logical pixels
constexpr double handlesFromZoom = 0.45; // below, they would cover the item

} // namespace

std::vector<QPointF> ConnectDrag::handles(const QRectF &view)
{
    const QPointF c = view.center();
    return {{c.x(), view.top()}, {view.right(), c.y()}, {c.x(), view.bottom()}, {view.left(), c.y()}};
}

bool ConnectDrag::isHandleAt(const Stage &stage, int node, const QPointF &view)
{
    if (stage.camera.zoom < handlesFromZoom || stage.scene().node(node).isZone)
        return false;
    const auto all = handles(stage.camera.toView(Scene::rectOfEnd(stage.scene().node(node)).adjusted(-4, -4, 4, 4)));
    return std::any_of(all.begin(), all.end(), [&](const QPointF &at) { return QLineF(at, view).length() <= handleReach; });
}

QPolygonF liveLine(const QRectF &from, const QRectF &to)
{
    const QPointF off = to.center() - from.center();
    const QPointF a = from.center(), b = to.center();
    // From above or below where there is room between, as diagrams flow down.
    const double between = off.y() > 0 ? to.top() - from.bottom() : from.top() - to.bottom();
    if (between > 24) {
        const QPointF start(a.x(), off.y() > 0 ? from.bottom() : from.top()), end(b.x(), off.y() > 0 ? to.top() : to.bottom());
        if (std::abs(start.x() - end.x()) < 1)
            return QPolygonF({start, end});
        const double middle = (start.y() + end.y()) / 2;
        return QPolygonF({start, QPointF(start.x(), middle), QPointF(end.x(), middle), end});
    }
    const QPointF start(off.x() > 0 ? from.right() : from.left(), a.y()), end(off.x() > 0 ? to.left() : to.right(), b.y());
    if (std::abs(start.y() - end.y()) < 1)
        return QPolygonF({start, end});
    const double middle = (start.x() + end.x()) / 2;
    return QPolygonF({start, QPointF(middle, start.y()), QPointF(middle, end.y()), end});
}

void ConnectDrag::move(const PointerEvent &event)
{
    const Scene &scene = m_stage.scene();
    const auto &from = scene.node(m_from);
    Preview preview;
    preview.line = liveLine(Scene::rectOfEnd(from), QRectF(event.scene, QSizeF(0, 0)));
    m_to = scene.itemAt(event.scene);
    if (m_to < 0) {
        // A zone around the start is the ground that the line is drawn over, not its target.
        const auto zones = scene.zonesAt(event.scene);
        if (!zones.empty() && !scene.isInside(m_from, zones.front()))
            m_to = zones.front();
    }
    m_reason.clear();
    if (m_to >= 0 && scene.node(m_to).resource == from.resource)
        m_to = -1;
    if (m_to >= 0) {
        const auto options = connections::options(m_stage.blueprint(), m_stage.context().catalog, from.resource, scene.node(m_to).resource);
        preview.target = m_to;
        preview.line = liveLine(Scene::rectOfEnd(from), Scene::rectOfEnd(scene.node(m_to)));
        if (options.isEmpty()) {
            m_reason = QCoreApplication::translate("Canvas", "%1 and %2 have nothing to connect by.").arg(from.name, scene.node(m_to).name);
            preview.isRefused = true;
        }
        preview.bubble = m_reason;
    }
    m_stage.setPreview(std::move(preview));
}

void ConnectDrag::drop()
{
    const int to = m_to;
    const QString reason = m_reason;
    m_stage.endPreview();
    if (!reason.isEmpty())
        m_stage.say(reason);
    else if (to >= 0)
        Q_EMIT m_stage.connectionRequested(m_stage.scene().node(m_from).resource, m_stage.scene().node(to).resource);
}

} // namespace groundplan
