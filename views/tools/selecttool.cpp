// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/selecttool.h"

#include "model/blueprint/words.h"

namespace groundplan {

namespace {

constexpr double edgeTolerance = 6; // logical pixels
constexpr double borderTolerance = 6;
constexpr double titleHeight = 24; // scene units

bool addsToSelection(const PointerEvent &event)
{
    // Ctrl and Alt together drag another appearance.
    return (event.modifiers & Qt::ShiftModifier) || ((event.modifiers & Qt::ControlModifier) && !(event.modifiers & Qt::AltModifier));
}

} // namespace

/// Notes lie over all else.
bool SelectTool::hitNote(const PointerEvent &event, Hit &hit) const
{
    const auto &selection = m_stage.context().selection;
    const auto &picked = selection.annotations();
    if (picked.size() == 1 && selection.resources().isEmpty() && selection.connections().isEmpty()) {
        const NoteLook *look = m_stage.notes().look(picked.first());
        const Annotation *row = m_stage.blueprint().find(picked.first());
        if (look && row && !row->locked)
            hit.noteHandle = NoteDrag::handleAt(*look, m_stage.camera, event.view);
        if (hit.noteHandle)
            hit.note = picked.first();
    }
    if (hit.note.isEmpty())
        hit.note = m_stage.notes().at(event.scene, borderTolerance / m_stage.camera.zoom);
    return !hit.note.isEmpty();
}

bool SelectTool::isPicked(const Hit &hit) const
{
    if (!hit.note.isEmpty())
        return m_stage.context().selection.contains(hit.note);
    if (hit.edge >= 0)
        return m_stage.context().selection.contains(m_stage.scene().edge(hit.edge).id);
    return hit.node >= 0 && m_stage.isPicked(hit.node);
}

SelectTool::Hit SelectTool::hitAt(const PointerEvent &event) const
{
    const Scene &scene = m_stage.scene();
    const double zoom = m_stage.camera.zoom;
    Hit hit;
    const auto picked = m_stage.context().selection.resources().size() == 1 ? m_stage.picked() : std::vector<int>();
    if (picked.size() == 1 && scene.node(picked.front()).isZone && !scene.node(picked.front()).isLocked) {
        hit.handle = ResizeDrag::handleAt(m_stage.camera.toView(scene.node(picked.front()).rect), event.view);
        if (hit.handle) {
            hit.node = picked.front();
            return hit;
        }
    }
    if (const auto handle = LineDrag::handleAt(m_stage, event.view)) {
        hit.edge = handle->edge;
        hit.point = handle->point;
        return hit;
    }
    if (hitNote(event, hit))
        return hit;
    if (const int hovered = m_stage.hovered(); hovered >= 0 && ConnectDrag::isHandleAt(m_stage, hovered, event.view)) {
        hit.node = hovered;
        hit.isConnectHandle = true;
        return hit;
    }
    hit.node = scene.itemAt(event.scene);
    if (hit.node >= 0) {
        hit.isGrip = true;
        return hit;
    }
    hit.edge = scene.edgeAt(event.scene, edgeTolerance / zoom);
    if (hit.edge >= 0)
        return hit;
    // A zone's border can be caught from just outside too.
    const double slack = borderTolerance / zoom;
    for (const int slot : scene.nodesIn(QRectF(event.scene, QSizeF()).adjusted(-slack, -slack, slack, slack))) {
        const auto &node = scene.node(slot);
        if (!node.isZone)
            continue;
        const bool isOnBorder = node.rect.adjusted(-slack, -slack, slack, slack).contains(event.scene)
            && !node.rect.adjusted(slack, slack, -slack, -slack).contains(event.scene);
        if (isOnBorder) {
            hit.node = slot;
            hit.isGrip = true;
        }
    }
    if (hit.isGrip)
        return hit;
    if (const auto zones = scene.zonesAt(event.scene); !zones.empty()) {
        const auto &zone = scene.node(zones.front());
        hit.node = zones.front();
        const bool isOnTitle = event.scene.y() < zone.rect.top() + std::min(titleHeight, zone.rect.height() / 3);
        hit.isGrip = isOnTitle || m_stage.context().selection.contains(zone.resource);
    }
    return hit;
}

void SelectTool::press(const PointerEvent &event)
{
    if (event.button != Qt::LeftButton)
        return;
    m_hit = hitAt(event);
    m_pressed = event;
    m_isPressed = true;
    m_isDragging = m_picksOnRelease = false;
    if (m_hit.handle || m_hit.isConnectHandle || m_hit.noteHandle || m_hit.point)
        return;
    const bool adds = addsToSelection(event);
    const bool startsMarquee = m_hit.note.isEmpty() && m_hit.edge < 0 && !m_hit.isGrip;
    // A rubber band decides at its end; one of several picked things may be dragged with the others.
    if (startsMarquee || (m_hit.edge < 0 && isPicked(m_hit)))
        m_picksOnRelease = true;
    else
        pickAt(m_hit, adds);
}

void SelectTool::pickAt(const Hit &hit, bool adds)
{
    if (!hit.note.isEmpty()) {
        adds ? m_stage.togglePick(hit.note) : m_stage.pick({}, {}, {hit.note});
    } else if (hit.edge >= 0) {
        const ConnectionId id = m_stage.scene().edge(hit.edge).id;
        adds ? m_stage.togglePick(id) : m_stage.pick({}, {id});
    } else if (hit.node >= 0) {
        adds ? m_stage.togglePick(hit.node) : m_stage.pick({hit.node});
    } else if (!adds) {
        m_stage.clearPick();
    }
}

void SelectTool::startNoteDrag(const PointerEvent &event)
{
    if (!m_hit.noteHandle && !m_stage.context().selection.contains(m_hit.note))
        m_stage.pick({}, {}, {m_hit.note});
    const Annotation *row = m_stage.blueprint().find(m_hit.note);
    if (!row || (row->locked && !(event.modifiers & Qt::AltModifier))) {
        m_stage.say(tr("It is locked."));
        m_isPressed = m_isDragging = false;
        return;
    }
    // With resources picked as well, these decide where all may go.
    if (const auto roots = m_stage.pickedRoots(); !roots.empty() && !m_hit.noteHandle)
        m_move.emplace(m_stage, roots.front(), m_pressed.scene);
    else
        m_note.emplace(m_stage, m_hit.note, m_hit.noteHandle.value_or(NoteHandle()), m_pressed.scene);
}

void SelectTool::startDrag(const PointerEvent &event)
{
    m_isDragging = true;
    m_stage.setHovered(-1, -1);
    if (!m_hit.note.isEmpty()) {
        startNoteDrag(event);
    } else if (m_hit.handle) {
        m_resize.emplace(m_stage, m_hit.node, m_hit.handle, m_pressed.scene);
    } else if (m_hit.isConnectHandle) {
        m_connect.emplace(m_stage, m_hit.node);
    } else if (m_hit.edge >= 0) {
        m_line.emplace(m_stage, m_hit.edge, m_pressed.scene, m_hit.point);
    } else if (m_hit.isGrip) {
        if (!m_stage.isPicked(m_hit.node)) // Ctrl took it out of the selection, and now it is dragged
            m_stage.pick({m_hit.node});
        if (m_stage.scene().node(m_hit.node).isLocked && !(event.modifiers & Qt::AltModifier)) {
            m_stage.say(tr("%1 is locked.").arg(m_stage.scene().node(m_hit.node).name));
            m_isPressed = m_isDragging = false;
            return;
        }
        m_move.emplace(m_stage, m_hit.node, m_pressed.scene);
    } else {
        m_pickedBefore = addsToSelection(event) ? m_stage.picked() : std::vector<int>();
        m_selectedBefore = m_stage.context().selection.resources();
        m_connectionsBefore = m_stage.context().selection.connections();
        m_notesBefore = m_stage.pickedNotes();
    }
}

void SelectTool::move(const PointerEvent &event)
{
    if (!m_isPressed) {
        const Hit hit = hitAt(event);
        const bool isItem = hit.node >= 0 && (hit.isGrip || hit.isConnectHandle);
        m_stage.setHovered(isItem ? hit.node : -1, hit.edge, hit.note);
        m_cursor = hit.noteHandle ? NoteDrag::cursorFor(*hit.noteHandle)
            : !hit.note.isEmpty() ? (isPicked(hit) ? Qt::SizeAllCursor : Qt::ArrowCursor)
            : hit.handle          ? ResizeDrag::cursorFor(hit.handle)
            : hit.isConnectHandle ? Qt::CrossCursor
            : hit.point           ? Qt::SizeAllCursor
            : hit.edge >= 0       ? Qt::PointingHandCursor
            : isItem && m_stage.isPicked(hit.node) && !m_stage.scene().node(hit.node).isLocked ? Qt::SizeAllCursor
                                                                                               : Qt::ArrowCursor;
        return;
    }
    if (!m_isDragging && isDrag(m_pressed.view, event.view))
        startDrag(event);
    if (!m_isDragging)
        return;
    if (m_resize) {
        m_resize->move(event);
    } else if (m_connect) {
        m_connect->move(event);
    } else if (m_note) {
        m_note->move(event);
    } else if (m_line) {
        m_cursor = Qt::SizeAllCursor;
        m_line->move(event);
    } else if (m_move) {
        m_cursor = Qt::ClosedHandCursor;
        m_move->move(event);
    } else if (m_hit.edge < 0) {
        Preview preview;
        preview.marquee = QRectF(m_pressed.scene, event.scene).normalized();
        select(preview.marquee, addsToSelection(event));
        m_stage.setPreview(std::move(preview));
    }
}

/// A rubber band takes what lies in it as a whole; an outer zone that merely surrounds it stays out.
void SelectTool::select(const QRectF &marquee, bool adds)
{
    const Scene &scene = m_stage.scene();
    std::vector<int> nodes = adds ? m_pickedBefore : std::vector<int>();
    QSet<int> taken(nodes.begin(), nodes.end());
    for (const int slot : scene.nodesIn(marquee)) {
        const auto &node = scene.node(slot);
        if (node.isLocked)
            continue; // the ground that one draws on
        const bool isIn = node.isZone ? marquee.contains(node.rect) : marquee.intersects(node.rect);
        if (isIn && !taken.contains(slot)) {
            nodes.push_back(slot);
            taken.insert(slot);
        }
    }
    QList<AnnotationId> notes = adds ? m_notesBefore : QList<AnnotationId>();
    for (const AnnotationId &id : m_stage.notes().in(marquee)) {
        const Annotation *row = m_stage.blueprint().find(id);
        if (row && !row->locked && marquee.contains(m_stage.notes().look(id)->rect) && !notes.contains(id))
            notes.append(id);
    }
    m_stage.pick(nodes, adds ? m_stage.context().selection.connections() : QList<ConnectionId>(), notes);
}

void SelectTool::release(const PointerEvent &event)
{
    if (!m_isPressed || event.button != Qt::LeftButton)
        return;
    m_isPressed = false;
    if (!m_isDragging) {
        if (m_picksOnRelease)
            pickAt(m_hit, addsToSelection(event));
        return;
    }
    m_isDragging = false;
    move(event); // the cursor of what is there now
    if (m_resize) {
        auto drag = *m_resize;
        m_resize.reset();
        drag.drop();
    } else if (m_connect) {
        auto drag = std::move(*m_connect);
        m_connect.reset();
        drag.drop();
    } else if (m_note) {
        auto drag = std::move(*m_note);
        m_note.reset();
        drag.drop();
    } else if (m_line) {
        auto drag = std::move(*m_line);
        m_line.reset();
        drag.drop();
    } else if (m_move) {
        auto drag = std::move(*m_move);
        m_move.reset();
        drag.drop();
    } else {
        m_stage.endPreview();
    }
    m_cursor = Qt::ArrowCursor;
}

void SelectTool::doubleClick(const PointerEvent &event)
{
    if (event.button != Qt::LeftButton)
        return;
    m_isPressed = false;
    const Hit hit = hitAt(event);
    if (hit.point)
        m_stage.commit(withoutWaypoint(m_stage, {hit.edge, *hit.point}));
    else if (!hit.note.isEmpty())
        Q_EMIT m_stage.noteEditRequested(hit.note);
    else if (hit.edge >= 0)
        Q_EMIT m_stage.connectionEditRequested(m_stage.scene().edge(hit.edge).id);
    else if (hit.node >= 0 && !hit.handle)
        Q_EMIT m_stage.renameRequested(hit.node);
}

void SelectTool::leave()
{
    if (!m_isPressed)
        m_stage.setHovered(-1, -1);
}

void SelectTool::pickForMenu(const PointerEvent &event)
{
    const Hit hit = hitAt(event);
    if (!isPicked(hit))
        pickAt(hit, false);
}

bool SelectTool::cancel()
{
    const bool was = m_isPressed;
    const bool isBand = m_isPressed && m_isDragging && !m_move && !m_resize && !m_connect && !m_note && m_hit.edge < 0;
    m_isPressed = m_isDragging = false;
    m_move.reset();
    m_resize.reset();
    m_connect.reset();
    m_note.reset();
    m_line.reset();
    if (was)
        m_stage.endPreview();
    if (isBand) // as it was before the rubber band
        m_stage.context().selection.set(m_selectedBefore, m_connectionsBefore, m_notesBefore);
    m_cursor = Qt::ArrowCursor;
    return was;
}

} // namespace groundplan
