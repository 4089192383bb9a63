// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include <QKeyEvent>

namespace groundplan {

void Canvas::focusInEvent(QFocusEvent *event)
{
    d->showsFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

void Canvas::focusOutEvent(QFocusEvent *event)
{
    d->showsFocus = false;
    viewport()->update();
    d->isSpaceDown = false; // its release goes elsewhere
    d->updateCursor();
    QAbstractScrollArea::focusOutEvent(event);
}

void Canvas::keyPressEvent(QKeyEvent *event)
{
    if (!d->key(event))
        QAbstractScrollArea::keyPressEvent(event);
}

void Canvas::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        d->isSpaceDown = false;
        d->updateCursor();
        return;
    }
    QAbstractScrollArea::keyReleaseEvent(event);
}

/// A step of the grid, with Shift five, with Ctrl the smallest.
bool Canvas::Private::nudgeKey(const QKeyEvent *event)
{
    const auto held = event->modifiers() & ~Qt::KeypadModifier;
    const double step = held == Qt::NoModifier ? 8 : held == Qt::ShiftModifier ? 40 : held == Qt::ControlModifier ? 1 : 0;
    if (step == 0)
        return false;
    switch (event->key()) {
    case Qt::Key_Left: nudge({-step, 0}); return true;
    case Qt::Key_Right: nudge({step, 0}); return true;
    case Qt::Key_Up: nudge({0, -step}); return true;
    case Qt::Key_Down: nudge({0, step}); return true;
    default: return false;
    }
}

/// The usual keys of commands, where nobody else has them.
bool Canvas::Private::ownKey(QKeyEvent *event)
{
    const std::pair<QKeySequence::StandardKey, void (Canvas::*)()> standard[] = {
        {QKeySequence::Copy, &Canvas::copy},
        {QKeySequence::Cut, &Canvas::cut},
        {QKeySequence::Paste, &Canvas::paste},
        {QKeySequence::SelectAll, &Canvas::selectAll},
        {QKeySequence::Delete, &Canvas::deleteSelection},
        {QKeySequence::ZoomIn, &Canvas::zoomIn},
        {QKeySequence::ZoomOut, &Canvas::zoomOut},
        {QKeySequence::Find, &Canvas::find},
    };
    for (const auto &[key, command] : standard) {
        if (event->matches(key)) {
            (q->*command)();
            return true;
        }
    }
    if (event->modifiers() == Qt::ControlModifier) {
        switch (event->key()) {
        case Qt::Key_D: q->duplicate(); return true;
        case Qt::Key_Equal: q->zoomIn(); return true;
        case Qt::Key_0: q->zoomTo(1); return true;
        default: return false;
        }
    }
    if (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        return false;
    switch (event->key()) {
    case Qt::Key_Backspace: q->deleteSelection(); return true;
    case Qt::Key_F2: q->renameSelected(); return true;
    case Qt::Key_Slash: Q_EMIT q->paletteSearchRequested(); return true;
    case Qt::Key_V: q->setTool(ToolKind::Select); return true;
    case Qt::Key_Z: q->setTool(ToolKind::Zone); return true;
    case Qt::Key_C: q->setTool(ToolKind::Connect); return true;
    default: return false;
    }
}

bool Canvas::Private::key(QKeyEvent *event)
{
    if (nudgeKey(event) || (!keysOf && ownKey(event)))
        return true;
    if (event->modifiers() == Qt::ShiftModifier) {
        switch (event->key()) {
        case Qt::Key_Exclam:
        case Qt::Key_1: q->fit(); return true;
        case Qt::Key_At:
        case Qt::Key_2: q->fitSelection(); return true;
        }
    }
    if (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab) // with Ctrl, else it went from item to item
        return q->QAbstractScrollArea::focusNextPrevChild(event->key() == Qt::Key_Tab && !(event->modifiers() & Qt::ShiftModifier));
    if ((event->modifiers() & ~Qt::KeypadModifier) == Qt::AltModifier && walkKey(event->key()))
        return true;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (event->key()) {
    case Qt::Key_L: stepLines(!(event->modifiers() & Qt::ShiftModifier)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (stage.pickedNotes().size() == 1 && stage.picked().empty())
            editNote(stage.pickedNotes().first());
        else if (!stage.context().selection.isEmpty())
            Q_EMIT q->propertiesRequested();
        return true;
    case Qt::Key_Menu: {
        const auto picked = stage.picked();
        showMenu(picked.empty() ? pointerView.toPoint() : stage.camera.toView(stage.scene().node(picked.back()).rect).center().toPoint());
        return true;
    }
    case Qt::Key_Escape:
        if (cancel())
            return true;
        if (findBar && findBar->isVisible())
            endFind();
        else
            stage.clearPick();
        return true;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            isSpaceDown = true;
            updateCursor();
        }
        return true;
    case Qt::Key_Plus: q->zoomIn(); return true;
    case Qt::Key_Minus: q->zoomOut(); return true;
    default: return false;
    }
}

QList<std::pair<QString, QString>> Canvas::handKeys()
{
    return {{tr("Look elsewhere"), tr("Space + drag, middle button, wheel, two fingers")},
            {tr("Zoom at the pointer"), tr("Ctrl + wheel, pinch, + and −")},
            {tr("Fit the page, fit the selection"), tr("Shift+1, Shift+2")},
            {tr("Add to the selection"), tr("Shift + click, Ctrl + click")},
            {tr("Select with a rubber band"), tr("Drag on free ground")},
            {tr("Drag a copy"), tr("Alt + drag")},
            {tr("Let it stand in another zone as well"), tr("Ctrl + Alt + drag")},
            {tr("Drag without grid and guides"), tr("Ctrl while dragging")},
            {tr("Move by the grid, by five, by one"), tr("Arrows, Shift + arrows, Ctrl + arrows")},
            {tr("Bend a connection"), tr("Drag it, or arrows while it is selected; double click on a point takes it away")},
            {tr("Place several of a type"), tr("Shift + click")},
            {tr("Go from item to item"), tr("Tab, Shift+Tab")},
            {tr("Go to the next item on one side"), tr("Alt + arrows")},
            {tr("Go through the connections of an item, and on to their ends"), tr("L, Shift+L, then Alt + arrows")},
            {tr("Leave the canvas"), tr("Ctrl+Tab, Ctrl+Shift+Tab")},
            {tr("Rename, or edit a connection"), tr("Double click")},
            {tr("Properties of the selection"), tr("Return")},
            {tr("Menu of the selection"), tr("Right click, Menu key")},
            {tr("Take back what the hand is doing"), tr("Escape, right click")}};
}

bool Canvas::focusNextPrevChild(bool next)
{
    if (d->stage.isEmpty() || d->popup)
        return QAbstractScrollArea::focusNextPrevChild(next);
    d->step(next);
    return true;
}

/// Items, zones and notes in reading order, the first again after the last; Ctrl+Tab leaves the canvas.
void Canvas::Private::step(bool forward)
{
    struct Stop {
        QRectF rect;
        int slot;
        AnnotationId note;
    };
    const Scene &scene = stage.scene();
    std::vector<Stop> order;
    for (const int slot : scene.nodesIn(scene.bounds()))
        order.push_back({scene.node(slot).rect, slot, {}});
    for (const AnnotationId &id : stage.notes().in(stage.notes().bounds()))
        order.push_back({stage.notes().look(id)->rect, -1, id});
    if (order.empty())
        return;
    std::sort(order.begin(), order.end(), [](const Stop &a, const Stop &b) {
        return std::make_tuple(std::floor(a.rect.top() / 48), a.rect.left(), a.slot, a.note.text())
            < std::make_tuple(std::floor(b.rect.top() / 48), b.rect.left(), b.slot, b.note.text());
    });
    const auto picked = stage.picked();
    const AnnotationId note = stage.pickedNotes().isEmpty() ? AnnotationId() : stage.pickedNotes().last();
    const auto at = std::find_if(order.begin(), order.end(), [&](const Stop &stop) {
        return note.isEmpty() ? !picked.empty() && stop.slot == picked.back() : stop.note == note;
    });
    const auto count = qsizetype(order.size());
    const auto next = at == order.end() ? (forward ? 0 : count - 1) : ((at - order.begin()) + (forward ? 1 : -1) + count) % count;
    const Stop &stop = order[size_t(next)];
    if (stop.slot >= 0)
        stage.pick({stop.slot});
    else
        stage.pick({}, {}, {stop.note});
    show(stop.rect);
}

/// Brings a place of the page into view, where its middle is not yet.
void Canvas::Private::show(const QRectF &place)
{
    if (stage.visibleScene().contains(place.center()))
        return;
    Camera camera = stage.camera;
    if (camera.zoom < 0.5)
        camera.zoom = 1;
    camera.moveTo(place.center(), QRectF(q->viewport()->rect()).center());
    moveCamera(camera);
}

/// To the nearest item on one side of what is picked; from a connection, to one of its ends.
bool Canvas::Private::walkKey(int key)
{
    const QPointF side = key == Qt::Key_Left ? QPointF(-1, 0)
        : key == Qt::Key_Right               ? QPointF(1, 0)
        : key == Qt::Key_Up                  ? QPointF(0, -1)
        : key == Qt::Key_Down                ? QPointF(0, 1)
                                             : QPointF();
    if (side.isNull())
        return false;
    const Scene &scene = stage.scene();
    const Selection &selection = stage.context().selection;
    const auto go = [&](int slot) {
        stage.pick({slot});
        show(scene.node(slot).rect);
    };
    const std::vector<int> picked = stage.picked();
    if (picked.empty()) {
        const auto &lines = selection.connections().isEmpty() ? std::vector<int>() : scene.linesOf(selection.connections().constLast());
        if (lines.empty())
            step(side.x() + side.y() > 0);
        else
            go(side.x() + side.y() > 0 ? scene.edge(lines.front()).to : scene.edge(lines.front()).from);
        return true;
    }
    const int from = picked.back();
    const QPointF start = scene.node(from).rect.center();
    int best = -1;
    double nearest = 0;
    for (const int slot : scene.nodesIn(scene.bounds())) {
        const Scene::Node &node = scene.node(slot);
        if (node.isZone != scene.node(from).isZone || scene.isInside(slot, from) || scene.isInside(from, slot))
            continue;
        const QPointF way = node.rect.center() - start;
        const double along = QPointF::dotProduct(way, side), across = std::abs(way.x() * side.y() - way.y() * side.x());
        const double cost = along + 2 * across; // straight on before aslant
        if (along > 1 && across <= 2 * along && (best < 0 || cost < nearest)) {
            best = slot;
            nearest = cost;
        }
    }
    if (best >= 0)
        go(best);
    return true;
}

/// Through the connections of the item that was picked last.
void Canvas::Private::stepLines(bool forward)
{
    const Scene &scene = stage.scene();
    const std::vector<int> picked = stage.picked();
    if (!picked.empty())
        linesOf = scene.node(picked.back()).resource;
    QList<ConnectionId> lines = stage.blueprint().connections(linesOf);
    lines.removeIf([&](const ConnectionId &id) { return scene.linesOf(id).empty(); });
    if (lines.isEmpty()) {
        if (!picked.empty())
            say(tr("It has no connections on this page."));
        return;
    }
    const auto &now = stage.context().selection.connections();
    const qsizetype at = picked.empty() && !now.isEmpty() ? lines.indexOf(now.constLast()) : -1;
    const qsizetype next = at < 0 ? (forward ? 0 : lines.size() - 1) : (at + (forward ? 1 : -1) + lines.size()) % lines.size();
    stage.pick({}, {lines.at(next)});
    show(scene.edge(scene.linesOf(lines.at(next)).front()).path().boundingRect());
}

} // namespace groundplan
