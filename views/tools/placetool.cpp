// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/placetool.h"

#include "model/catalog/containment.h"
#include "model/blueprint/pagelayout.h"
#include "views/tools/placing.h"

namespace groundplan {

namespace {

MayStand mayStand(const Stage &stage, const QString &type)
{
    return
        [&stage, type](const ResourceId &zone) { return containment::mayStandIn(stage.blueprint(), stage.context().catalog, type, zone); };
}

void pickNew(Stage &stage, const ResourceId &id)
{
    const auto &appearances = stage.scene().appearances(id);
    if (!appearances.empty())
        stage.pick({appearances.front()});
}

} // namespace

DropTarget PlaceTool::targetAt(const QPointF &scene) const { return findDropTarget(m_stage.scene(), scene, mayStand(m_stage, m_type)); }

void PlaceTool::move(const PointerEvent &event)
{
    Preview preview;
    preview.accepting = acceptingZones(m_stage, mayStand(m_stage, m_type));
    preview.ghost = placing::rectAt(m_stage.context().catalog, m_type, event.scene, m_stage.isOnGrid(event.modifiers));
    preview.ghostType = m_type;
    showTarget(preview, m_stage.scene(), targetAt(event.scene));
    m_stage.setPreview(std::move(preview));
}

bool PlaceTool::place(const PointerEvent &event)
{
    const DropTarget target = targetAt(event.scene);
    if (!target.isAccepted) {
        m_stage.endPreview();
        m_stage.say(target.reason);
        return false;
    }
    ResourceId id;
    const QRectF rect = placing::rectAt(m_stage.context().catalog, m_type, event.scene, m_stage.isOnGrid(event.modifiers));
    if (!m_stage.commit(placing::placeResource(m_stage.blueprint(), m_stage.context().catalog, m_stage.page(), m_type,
                                               target.zoneId(m_stage.scene()), rect, &id)))
        return false;
    pickNew(m_stage, id);
    return true;
}

void PlaceTool::press(const PointerEvent &event) { move(event); }

void PlaceTool::release(const PointerEvent &event)
{
    // Shift keeps the tool, for the next one of the kind.
    if (event.button == Qt::LeftButton && place(event) && !(event.modifiers & Qt::ShiftModifier))
        Q_EMIT m_stage.selectToolRequested();
}

bool PlaceTool::cancel()
{
    m_stage.endPreview();
    Q_EMIT m_stage.selectToolRequested();
    return true;
}

QRectF ZoneTool::rectTo(const PointerEvent &event) const
{
    if (!m_isPressed || !isDrag(m_pressed.view, event.view))
        return placing::rectAt(m_stage.context().catalog, m_type, m_isPressed ? m_pressed.scene : event.scene,
                               m_stage.isOnGrid(event.modifiers));
    const auto at = [&](const QPointF &point) { return m_stage.isOnGrid(event.modifiers) ? canvasmetrics::snapped(point) : point; };
    QRectF rect = QRectF(at(m_pressed.scene), at(event.scene)).normalized();
    rect.setWidth(std::max(rect.width(), canvasmetrics::smallestZone.width()));
    rect.setHeight(std::max(rect.height(), canvasmetrics::smallestZone.height()));
    return rect;
}

void ZoneTool::press(const PointerEvent &event)
{
    if (event.button != Qt::LeftButton)
        return;
    m_pressed = event;
    m_isPressed = true;
    move(event);
}

void ZoneTool::move(const PointerEvent &event)
{
    Preview preview;
    preview.accepting = acceptingZones(m_stage, mayStand(m_stage, m_type));
    preview.ghost = rectTo(event);
    preview.ghostType = m_type;
    const QPointF point = m_isPressed ? m_pressed.scene : event.scene;
    showTarget(preview, m_stage.scene(), findDropTarget(m_stage.scene(), point, mayStand(m_stage, m_type)));
    m_stage.setPreview(std::move(preview));
}

void ZoneTool::release(const PointerEvent &event)
{
    if (event.button != Qt::LeftButton || !m_isPressed)
        return;
    const QRectF rect = rectTo(event);
    m_isPressed = false;
    const DropTarget target = findDropTarget(m_stage.scene(), m_pressed.scene, mayStand(m_stage, m_type));
    if (!target.isAccepted) {
        m_stage.endPreview();
        m_stage.say(target.reason);
        return;
    }
    ResourceId id;
    if (!m_stage.commit(placing::placeZone(m_stage.blueprint(), m_stage.context().catalog, m_stage.page(), m_type,
                                           target.zoneId(m_stage.scene()), rect, &id)))
        return;
    pickNew(m_stage, id);
    if (!(event.modifiers & Qt::ShiftModifier))
        Q_EMIT m_stage.selectToolRequested();
}

void ZoneTool::leave()
{
    if (!m_isPressed)
        m_stage.endPreview();
}

bool ZoneTool::cancel()
{
    m_isPressed = false;
    m_stage.endPreview();
    Q_EMIT m_stage.selectToolRequested();
    return true;
}

void ConnectTool::press(const PointerEvent &event)
{
    const int item = m_stage.scene().itemAt(event.scene);
    if (event.button != Qt::LeftButton || item < 0)
        return;
    m_stage.pick({item});
    m_drag = std::make_unique<ConnectDrag>(m_stage, item);
}

void ConnectTool::move(const PointerEvent &event)
{
    if (m_drag)
        m_drag->move(event);
    else
        m_stage.setHovered(m_stage.scene().itemAt(event.scene), -1);
}

void ConnectTool::release(const PointerEvent &event)
{
    if (event.button != Qt::LeftButton || !m_drag)
        return;
    m_drag->move(event);
    const auto drag = std::move(m_drag);
    drag->drop();
}

bool ConnectTool::cancel()
{
    const bool was = m_drag != nullptr;
    m_drag.reset();
    m_stage.endPreview();
    if (!was)
        Q_EMIT m_stage.selectToolRequested();
    return true;
}

} // namespace groundplan
