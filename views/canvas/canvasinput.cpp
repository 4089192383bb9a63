// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include "model/blueprint/annotationedits.h"
#include "views/tools/mime.h"
#include "views/tools/notetool.h"
#include "views/tools/placetool.h"
#include "views/tools/selecttool.h"

#include <QGuiApplication>
#include <QMimeData>
#include <QMouseEvent>
#include <QToolTip>

namespace groundplan {

namespace {

constexpr double scrollBand = 28; // logical pixels from the edge where a drag scrolls
constexpr double linePixels = 60; // a notch of a wheel
constexpr double notchZoom = 1.2;

} // namespace

void Canvas::setTool(ToolKind tool) { d->useTool(tool); }
Canvas::ToolKind Canvas::tool() const { return d->kind; }

void Canvas::startPlacing(const QString &type)
{
    d->useTool(ToolKind::Place, type);
    Q_EMIT message(tr("Click where %1 shall stand. Escape ends.").arg(d->stage.context().catalog.summary(type).title));
    setFocus();
}

void Canvas::Private::useTool(ToolKind wanted, const QString &type)
{
    if (wanted == ToolKind::Place && type.isEmpty())
        wanted = ToolKind::Select; // nothing to place yet
    stage.endPreview();
    stage.setHovered(-1, -1);
    switch (wanted) {
    case ToolKind::Select: tool = std::make_unique<SelectTool>(stage); break;
    case ToolKind::Note: tool = std::make_unique<NoteTool>(stage, type.isEmpty() ? QString(annotation::sticky) : type); break;
    case ToolKind::Connect: tool = std::make_unique<ConnectTool>(stage); break;
    case ToolKind::Place: tool = std::make_unique<PlaceTool>(stage, type); break;
    case ToolKind::Zone: tool = std::make_unique<ZoneTool>(stage, type.isEmpty() ? QStringLiteral("groundplan_group") : type); break;
    }
    updateCursor();
    toolBar->showTool(wanted);
    if (wanted == kind)
        return;
    kind = wanted;
    if (kind == ToolKind::Select)
        Q_EMIT q->message({});
    Q_EMIT q->toolChanged(kind);
}

PointerEvent Canvas::Private::pointer(const QPointF &view, Qt::MouseButton button, Qt::MouseButtons buttons,
                                      Qt::KeyboardModifiers modifiers) const
{
    return {view, stage.camera.toScene(view), button, buttons, modifiers};
}

PointerEvent Canvas::Private::pointer(const QSinglePointEvent *event) const
{
    return pointer(event->position(), event->button(), event->buttons(), event->modifiers());
}

void Canvas::Private::updateCursor()
{
    q->viewport()->setCursor(panButton ? QCursor(Qt::ClosedHandCursor) : isSpaceDown ? QCursor(Qt::OpenHandCursor) : tool->cursor());
}

bool Canvas::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: return d->mousePress(static_cast<QMouseEvent *>(event));
    case QEvent::MouseMove: return d->mouseMove(static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonRelease: return d->mouseRelease(static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonDblClick: {
        auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton)
            d->tool->doubleClick(d->pointer(mouse));
        else
            d->mousePress(mouse); // a quick second middle press pans too
        return true;
    }
    case QEvent::Leave:
        d->isPointerIn = false;
        d->tool->leave();
        return true;
    case QEvent::Wheel: return d->wheel(static_cast<QWheelEvent *>(event));
    case QEvent::NativeGesture: return d->nativeGesture(static_cast<QNativeGestureEvent *>(event));
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::DragLeave:
    case QEvent::Drop: return d->drag(event);
    case QEvent::ToolTip: return d->help(static_cast<QHelpEvent *>(event));
    case QEvent::ContextMenu: return true; // shown at the release of the button, or by the menu key
    default: return QAbstractScrollArea::viewportEvent(event);
    }
}

bool Canvas::Private::mousePress(QMouseEvent *event)
{
    pointerView = event->position();
    isPointerIn = true;
    bubble.clear();
    showsFocus = false;
    q->setFocus(Qt::MouseFocusReason);
    if (panButton)
        return true; // one hand's work at a time
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && isSpaceDown)) {
        if (tool->isDragging())
            return true;
        panButton = event->button();
        panStart = event->position();
        panOffset = stage.camera.offset;
        updateCursor();
    } else if (event->button() == Qt::RightButton) {
        if (tool->isDragging() || kind != ToolKind::Select) {
            cancel();
            return true;
        }
        static_cast<SelectTool *>(tool.get())->pickForMenu(pointer(event));
        showMenu(event->position().toPoint());
    } else {
        pressView = event->position();
        tool->press(pointer(event));
        updateCursor();
    }
    return true;
}

bool Canvas::Private::mouseMove(QMouseEvent *event)
{
    pointerView = event->position();
    isPointerIn = true;
    if (panButton) {
        Camera camera = stage.camera;
        camera.offset = panOffset - ((event->position() - panStart) * camera.ratio).toPoint();
        moveCamera(camera);
        return true;
    }
    tool->move(pointer(event));
    updateCursor();
    if (tool->isDragging() && noteBar->isVisible())
        noteBar->hide(); // until the hand rests
    scrollAtEdge(tool->isDragging());
    return true;
}

bool Canvas::Private::mouseRelease(QMouseEvent *event)
{
    pointerView = event->position();
    scrollTimer.stop();
    if (panButton) {
        if (event->button() == panButton)
            endPan(false);
    } else {
        tool->release(pointer(event));
    }
    placeNoteBar();
    updateCursor();
    return true;
}

void Canvas::Private::endPan(bool goesBack)
{
    panButton = Qt::NoButton;
    if (goesBack) {
        Camera camera = stage.camera;
        camera.offset = panOffset;
        moveCamera(camera);
    }
    updateCursor();
}

bool Canvas::Private::isAtEdge() const
{
    return !QRectF(q->viewport()->rect()).adjusted(scrollBand, scrollBand, -scrollBand, -scrollBand).contains(pointerView);
}

void Canvas::Private::scrollAtEdge(bool isDragging)
{
    if (!isDragging || !isAtEdge())
        scrollTimer.stop();
    else if (!scrollTimer.isActive())
        scrollTimer.start();
}

void Canvas::Private::autoScroll()
{
    if (!tool->isDragging() && !dropTool) {
        scrollTimer.stop();
        return;
    }
    const QRectF room = QRectF(q->viewport()->rect()).adjusted(scrollBand, scrollBand, -scrollBand, -scrollBand);
    const auto beyond = [](double at, double from, double to) { return at < from ? at - from : at > to ? at - to : 0.0; };
    const QPointF step(std::clamp(beyond(pointerView.x(), room.left(), room.right()), -scrollBand, scrollBand),
                       std::clamp(beyond(pointerView.y(), room.top(), room.bottom()), -scrollBand, scrollBand));
    if (step.isNull())
        return;
    Camera camera = stage.camera;
    camera.offset += (step * camera.ratio * 0.6).toPoint();
    moveCamera(camera);
    if (dropTool)
        dropTool->move(pointer(pointerView, Qt::NoButton, Qt::LeftButton, dropKeys));
    else
        tool->move(pointer(pointerView, Qt::NoButton, Qt::LeftButton, QGuiApplication::keyboardModifiers()));
}

bool Canvas::Private::wheel(QWheelEvent *event)
{
    event->accept();
    if (event->phase() == Qt::ScrollMomentum)
        return true; // the page stops where the fingers do
    Camera camera = stage.camera;
    if (event->modifiers() & Qt::ControlModifier) {
        camera.zoomAround(event->position(), camera.zoom * std::pow(notchZoom, event->angleDelta().y() / 120.0));
    } else {
        QPointF delta = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) * linePixels / 120 : QPointF(event->pixelDelta());
        if (event->modifiers() & Qt::ShiftModifier && delta.x() == 0)
            delta = QPointF(delta.y(), 0);
        camera.offset -= (delta * camera.ratio).toPoint();
    }
    moveCamera(camera);
    if (tool->isDragging())
        tool->move(pointer(event->position(), Qt::NoButton, event->buttons(), event->modifiers() & ~Qt::ControlModifier));
    return true;
}

bool Canvas::Private::nativeGesture(QNativeGestureEvent *event)
{
    if (event->gestureType() != Qt::ZoomNativeGesture)
        return false;
    Camera camera = stage.camera;
    camera.zoomAround(event->position(), camera.zoom * (1 + event->value()));
    moveCamera(camera);
    return true;
}

/// A type dragged in from the palette, or from anywhere that offers one.
bool Canvas::Private::drag(QEvent *event)
{
    if (event->type() == QEvent::DragLeave) {
        dropTool.reset();
        scrollTimer.stop();
        stage.endPreview();
        return true;
    }
    auto *drop = static_cast<QDropEvent *>(event);
    if (const QStringList pictures = picturesIn(*drop->mimeData()); !pictures.isEmpty()) {
        if (event->type() == QEvent::Drop) {
            pointerView = drop->position();
            addPictures(pictures, stage.camera.toScene(drop->position()));
            q->setFocus();
        }
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        return true;
    }
    if (!drop->mimeData()->hasFormat(mime::resourceType)) {
        drop->ignore();
        return true;
    }
    const QString type = QString::fromUtf8(drop->mimeData()->data(mime::resourceType));
    pointerView = drop->position();
    if (!dropTool) {
        cancel();
        dropTool = std::make_unique<PlaceTool>(stage, type);
    }
    const PointerEvent at = pointer(drop->position(), Qt::LeftButton, drop->buttons(), drop->modifiers());
    dropKeys = drop->modifiers();
    if (event->type() == QEvent::Drop) {
        scrollTimer.stop();
        const auto ending = std::move(dropTool);
        static_cast<PlaceTool *>(ending.get())->place(at);
        q->setFocus();
    } else {
        dropTool->move(at);
        scrollAtEdge(true);
    }
    // Refusals are told on the canvas, where the drag still is.
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    return true;
}

bool Canvas::Private::help(QHelpEvent *event)
{
    const Scene &scene = stage.scene();
    const QPointF at = stage.camera.toScene(event->pos());
    int slot = scene.itemAt(at);
    if (slot < 0) {
        const auto zones = scene.zonesAt(at);
        slot = zones.empty() ? -1 : zones.front();
    }
    if (slot < 0) {
        QToolTip::hideText();
        return true;
    }
    const auto &node = scene.node(slot);
    QString text = QStringLiteral("<b>%1</b><br>%2 · %3")
                       .arg(node.name.toHtmlEscaped(), stage.context().catalog.summary(node.type).title.toHtmlEscaped(), node.type);
    if (!node.marks.cost.isEmpty())
        text += QStringLiteral("<br>") + tr("%1 a month").arg(node.marks.cost.toHtmlEscaped());
    if (node.marks.severity && problemText)
        text += QStringLiteral("<br>") + problemText(node.resource);
    QToolTip::showText(event->globalPos(), text, q->viewport(), stage.camera.toView(node.rect).toRect());
    return true;
}

bool Canvas::Private::cancel()
{
    scrollTimer.stop();
    if (dropTool) {
        dropTool.reset();
        stage.endPreview();
        return true;
    }
    if (panButton) {
        endPan(true);
        return true;
    }
    const bool was = tool->cancel();
    placeNoteBar();
    updateCursor();
    return was;
}

} // namespace groundplan
