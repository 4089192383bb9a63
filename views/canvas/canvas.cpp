// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include "views/tools/placetool.h"
#include "views/tools/selecttool.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace groundplan {

namespace {

constexpr double frameBudget = 4;   // ms of tile making in a frame, the rest is left to the blits
constexpr double prepareBudget = 4; // ms at a time while the hand rests
constexpr double fitMargin = 40;    // logical pixels
constexpr double zoomStep = 1.25;
constexpr int bubbleTime = 3500; // ms

} // namespace

Canvas::Private::Private(Canvas *canvas, EditorContext context)
    : q(canvas),
      stage(context, nullptr),
      renderer(stage),
      overlay(stage, renderer),
      tiles([this](QImage &image, const QRect &area, const QPoint &origin, double scale) { renderer.draw(image, area, origin, scale); }),
      toolBar(new CanvasToolBar(stage.context().catalog, canvas->viewport())),
      minimap(new Minimap(stage, canvas->viewport()))
{
}

Canvas::Canvas(EditorContext context, const Marked &marked, QWidget *parent)
    : QAbstractScrollArea(parent),
      d(std::make_unique<Private>(this, std::move(context)))
{
    // Before anything asks what the canvas is to a screen reader: the answer is kept.
    d->access = new CanvasAccess(this, viewport(), d->stage,
                                 {[this](const ResourceId &id) { return d->problemText ? d->problemText(id) : QString(); },
                                  [this](const QRectF &place) { d->show(place); }, [this] { Q_EMIT propertiesRequested(); },
                                  [this] {
                                      QKeyEvent menu(QEvent::KeyPress, Qt::Key_Menu, Qt::NoModifier);
                                      d->key(&menu);
                                  }});
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Canvas"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setAttribute(Qt::WA_NoSystemBackground);

    Stage &stage = d->stage;
    connect(&stage, &Stage::overlayChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&stage, &Stage::pickChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&stage, &Stage::damaged, this, [this](const std::vector<QRectF> &places) {
        for (const QRectF &place : places)
            d->tiles.damage(place);
        d->showSoon();
    });
    connect(&stage, &Stage::pageChanged, this, [this] {
        d->tiles.forget();
        d->tiles.setExtent(d->pageExtent());
        d->minimap->refresh();
        d->countHidden();
        d->fitsOnShow = true;
        if (!viewport()->size().isEmpty() && isVisible())
            fit();
        d->showSoon();
    });
    connect(&stage, &Stage::documentChanged, this, [this] {
        d->tool->forget();
        d->tiles.setExtent(d->pageExtent());
        d->syncScrollBars();
        d->countHidden();
        d->minimapTimer.start();
        viewport()->update();
    });
    connect(&stage, &Stage::said, this, [this](const QString &text) { d->say(text); });
    connect(&stage, &Stage::renameRequested, this, [this](int slot) { d->rename(slot); });
    connect(&stage, &Stage::noteEditRequested, this, [this](const AnnotationId &id) { d->editNote(id); });
    connect(&stage, &Stage::newNoteRequested, this, [this](const Annotation &row) { d->writeNewNote(row); });
    connect(&stage, &Stage::connectionRequested, this,
            [this](const ResourceId &from, const ResourceId &to) { d->askConnection(from, to); });
    connect(&stage, &Stage::connectionEditRequested, this, [this](const ConnectionId &id) { d->editConnection(id); });
    connect(&stage, &Stage::selectToolRequested, this, [this] {
        QMetaObject::invokeMethod(
            this, [this] { setTool(ToolKind::Select); }, Qt::QueuedConnection);
    });
    connect(&stage.context().selection, &Selection::revealRequested, this, &Canvas::reveal);

    connect(d->toolBar, &CanvasToolBar::toolRequested, this, &Canvas::setTool);
    connect(d->toolBar, &CanvasToolBar::zoneRequested, this, [this](const QString &type) { d->useTool(ToolKind::Zone, type); });
    connect(d->toolBar, &CanvasToolBar::zoomInRequested, this, [this] { zoomTo(zoom() * zoomStep); });
    connect(d->toolBar, &CanvasToolBar::zoomOutRequested, this, [this] { zoomTo(zoom() / zoomStep); });
    connect(d->toolBar, &CanvasToolBar::fitRequested, this, &Canvas::fit);
    connect(d->toolBar, &CanvasToolBar::arrangeRequested, this, &Canvas::arrange);
    connect(d->toolBar, &CanvasToolBar::showHiddenRequested, this, &Canvas::showHidden);
    connect(d->minimap, &Minimap::centerRequested, this, [this](const QPointF &scene) {
        Camera camera = d->stage.camera;
        camera.moveTo(scene, viewport()->rect().center());
        d->moveCamera(camera);
    });

    d->refineTimer.setSingleShot(true);
    d->refineTimer.setInterval(0);
    connect(&d->refineTimer, &QTimer::timeout, this, [this] {
        if (!d->isComplete) {
            viewport()->update(); // the next frame makes more tiles
        } else if (!d->isPrepared) {
            d->isPrepared = d->tiles.prepare(d->stage.camera, d->deviceView(), prepareBudget);
            if (!d->isPrepared)
                d->refineTimer.start();
        }
    });
    d->minimapTimer.setSingleShot(true);
    d->minimapTimer.setInterval(120);
    connect(&d->minimapTimer, &QTimer::timeout, d->minimap, &Minimap::refresh);
    d->scrollTimer.setInterval(16);
    connect(&d->scrollTimer, &QTimer::timeout, this, [this] { d->autoScroll(); });
    d->bubbleTimer.setSingleShot(true);
    connect(&d->bubbleTimer, &QTimer::timeout, this, [this] {
        d->bubble.clear();
        viewport()->update();
    });

    d->tool = std::make_unique<SelectTool>(stage);
    d->buildNoteBar();
    connect(d->toolBar, &CanvasToolBar::noteRequested, this, &Canvas::startNote);
    setTheme(Style::light());
    setFindings(marked.findings);
    setCosts(marked.costs);
    const auto pages = stage.blueprint().pages();
    if (!pages.isEmpty())
        stage.setPage(pages.first());
}

Canvas::~Canvas()
{
    delete d->access; // a screen reader may still ask the widget that is left, and not for what is gone
}

void Canvas::setPage(const PageId &page)
{
    if (page == d->stage.page())
        return;
    d->cancel();
    d->stage.setPage(page);
}

PageId Canvas::page() const { return d->stage.page(); }

// Marks

void Canvas::Private::mark(const QList<ResourceId> &resources, const std::function<void(const ResourceId &, Marks &)> &change)
{
    const std::vector<QRectF> places = stage.scene().mark(resources, change);
    if (!places.empty())
        Q_EMIT stage.damaged(places);
}

void Canvas::setFindings(const QHash<ResourceId, Severity> &worst)
{
    QSet<ResourceId> changed(worst.keyBegin(), worst.keyEnd());
    const auto &marks = d->stage.scene().marks();
    for (auto it = marks.cbegin(); it != marks.cend(); ++it) {
        if (it->severity)
            changed.insert(it.key());
    }
    updateFindings(changed, [&](const ResourceId &id) {
        const auto found = worst.constFind(id);
        return found == worst.cend() ? std::nullopt : std::optional(*found);
    });
}

void Canvas::updateFindings(const QSet<ResourceId> &changed, const std::function<std::optional<Severity>(const ResourceId &)> &worst)
{
    QHash<ResourceId, std::optional<Severity>> now;
    for (const ResourceId &id : changed) {
        const auto severity = worst(id);
        if (d->stage.scene().marks().value(id).severity != severity)
            now.insert(id, severity);
    }
    d->mark(now.keys(), [&](const ResourceId &id, Marks &marks) { marks.severity = now.value(id); });
}

void Canvas::setCosts(const QHash<ResourceId, QString> &pills)
{
    QHash<ResourceId, QString> changed = pills;
    const auto &marks = d->stage.scene().marks();
    for (auto it = marks.cbegin(); it != marks.cend(); ++it) {
        if (!it->cost.isEmpty() && !changed.contains(it.key()))
            changed.insert(it.key(), {});
    }
    updateCosts(changed);
}

void Canvas::updateCosts(const QHash<ResourceId, QString> &changed)
{
    QList<ResourceId> different;
    for (auto it = changed.cbegin(); it != changed.cend(); ++it) {
        if (d->stage.scene().marks().value(it.key()).cost != it.value())
            different.append(it.key());
    }
    d->mark(different, [&](const ResourceId &id, Marks &marks) { marks.cost = changed.value(id); });
}

void Canvas::setPlan(const QHash<ResourceId, PlannedAction> &actions)
{
    QSet<ResourceId> changed(actions.keyBegin(), actions.keyEnd());
    const auto &known = d->stage.scene().marks();
    for (auto it = known.cbegin(); it != known.cend(); ++it) {
        if (it->planned != PlannedAction::None)
            changed.insert(it.key());
    }
    d->mark(changed.values(), [&](const ResourceId &id, Marks &marks) { marks.planned = actions.value(id, PlannedAction::None); });
}

void Canvas::setTheme(const Style &style)
{
    d->stage.setStyle(style);
    d->themeNoteBar();
    d->tiles.forget();
    d->tiles.setBackground(style.canvas);
    d->toolBar->setTheme(style);
    if (d->findBar)
        d->findBar->setTheme(style);
    d->minimap->refresh();
    d->showSoon();
}

void Canvas::setProblemText(std::function<QString(const ResourceId &)> text) { d->problemText = std::move(text); }
void Canvas::setIntentPreview(std::function<IntentPreview(const Connection &)> preview) { d->intentPreview = std::move(preview); }
void Canvas::setKeys(std::function<QKeySequence(const char *)> keys)
{
    d->keysOf = std::move(keys);
    d->toolBar->showKeys(d->keysOf);
}
void Canvas::tell(const QString &text)
{
    d->bubble = text;
    d->isRefusal = false;
    d->bubbleAt = QPointF(viewport()->width() / 2.0 - 120, 8);
    d->bubbleTimer.start(bubbleTime);
    viewport()->update();
    Q_EMIT message(text);
}
void Canvas::setSnapToGrid(bool snaps) { d->stage.snapsToGrid = snaps; }

// Camera

void Canvas::Private::moveCamera(const Camera &camera)
{
    if (camera == stage.camera)
        return;
    const bool zooms = camera.zoom != stage.camera.zoom;
    stage.camera = camera;
    fitsOnShow = false;
    syncScrollBars();
    if (zooms) {
        toolBar->showZoom(camera.zoom);
        Q_EMIT q->zoomChanged(camera.zoom);
    }
    minimap->update();
    placeNoteBar();
    showSoon();
}

QRectF Canvas::Private::pageExtent() const { return stage.bounds().adjusted(-64, -64, 64, 64); }

QRect Canvas::Private::deviceView() const
{
    const double ratio = stage.camera.ratio;
    const QSize size = q->viewport()->size();
    return {0, 0, int(std::ceil(size.width() * ratio)), int(std::ceil(size.height() * ratio))};
}

void Canvas::Private::showSoon()
{
    isComplete = isPrepared = false;
    q->viewport()->update();
}

void Canvas::Private::fitTo(const QRectF &scene, double largestZoom)
{
    // The floating tools have the bottom.
    const QRectF room = QRectF(q->viewport()->rect()).adjusted(fitMargin, fitMargin, -fitMargin, -fitMargin - toolBar->height() / 2.0);
    if (scene.isEmpty() || room.width() < 10 || room.height() < 10)
        return;
    Camera camera = stage.camera;
    camera.zoom = std::clamp(std::min({room.width() / scene.width(), room.height() / scene.height(), largestZoom}), Camera::smallest,
                             Camera::largest);
    camera.moveTo(scene.center(), room.center());
    moveCamera(camera);
}

void Canvas::Private::syncScrollBars()
{
    if (isSyncing)
        return;
    isSyncing = true;
    const QSize size = q->viewport()->size();
    const QRectF page = stage.camera.toView(stage.bounds()); // relative to what is in view
    const auto sync = [](QScrollBar *bar, double pageFrom, double pageTo, int shown, double offset) {
        const int from = int(std::floor(std::min(0.0, pageFrom) + offset));
        const int to = int(std::ceil(std::max(double(shown), pageTo) + offset)) - shown;
        bar->setRange(from, std::max(from, to));
        bar->setPageStep(shown);
        bar->setSingleStep(40);
        bar->setValue(int(std::round(offset)));
    };
    const double ratio = stage.camera.ratio;
    if (stage.isEmpty()) {
        q->horizontalScrollBar()->setRange(0, 0);
        q->verticalScrollBar()->setRange(0, 0);
    } else {
        sync(q->horizontalScrollBar(), page.left(), page.right(), size.width(), stage.camera.offset.x() / ratio);
        sync(q->verticalScrollBar(), page.top(), page.bottom(), size.height(), stage.camera.offset.y() / ratio);
    }
    isSyncing = false;
}

void Canvas::scrollContentsBy(int, int)
{
    if (d->isSyncing)
        return;
    Camera camera = d->stage.camera;
    camera.offset = (QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value()) * camera.ratio).toPoint();
    d->moveCamera(camera);
}

void Canvas::zoomIn() { d->zoomBy(zoomStep); }
void Canvas::zoomOut() { d->zoomBy(1 / zoomStep); }
double Canvas::zoom() const { return d->stage.camera.zoom; }

void Canvas::Private::zoomBy(double factor)
{
    Camera camera = stage.camera;
    camera.zoomAround(isPointerIn ? pointerView : QRectF(q->viewport()->rect()).center(), camera.zoom * factor);
    moveCamera(camera);
}

void Canvas::zoomTo(double factor)
{
    Camera camera = d->stage.camera;
    camera.zoomAround(QRectF(viewport()->rect()).center(), factor);
    d->moveCamera(camera);
}

QRectF Canvas::visiblePart() const { return d->stage.visibleScene(); }

void Canvas::lookAt(const QRectF &part)
{
    const QSizeF room = viewport()->size();
    if (part.isEmpty() || room.isEmpty())
        return;
    Camera camera = d->stage.camera;
    camera.zoom = std::clamp(std::min(room.width() / part.width(), room.height() / part.height()), Camera::smallest, Camera::largest);
    camera.moveTo(part.center(), QRectF(QPointF(), room).center());
    d->moveCamera(camera);
}

QString Canvas::nameOfPart() const
{
    const Scene &scene = d->stage.scene();
    const QRectF part = visiblePart();
    for (const int zone : scene.zonesAt(part.center())) {
        if (scene.node(zone).rect.width() * 3 > part.width()) // else it is one of many in view
            return scene.node(zone).name;
    }
    const Page *page = d->stage.blueprint().find(d->stage.page());
    return page ? page->name : QString();
}

void Canvas::fit() { d->fitTo(d->stage.bounds(), 1); }

void Canvas::fitSelection()
{
    QRectF all;
    for (const int slot : d->stage.picked())
        all |= d->stage.scene().node(slot).rect;
    for (const AnnotationId &note : d->stage.pickedNotes())
        all |= d->stage.notes().bounds(note);
    if (all.isEmpty())
        fit();
    else
        d->fitTo(all, 1.5);
}

void Canvas::reveal(const ResourceId &resource, Selection::Where where)
{
    const auto &appearances = d->stage.scene().appearances(resource);
    if (appearances.empty()) {
        for (const PlacementId &id : d->stage.blueprint().placements(resource)) {
            if (d->stage.blueprint().find(id)->page == page()) {
                d->say(tr("It is hidden on this page."));
                return;
            }
            Q_EMIT pageChangeRequested(d->stage.blueprint().find(id)->page);
            // Whoever shows pages has changed it by now, or will not.
            if (!d->stage.scene().appearances(resource).empty())
                reveal(resource, where);
            return;
        }
        return;
    }
    const QRectF rect = d->stage.scene().node(appearances.front()).rect;
    const QRectF room = QRectF(viewport()->rect()).adjusted(fitMargin, fitMargin, -fitMargin, -fitMargin);
    if (where == Selection::Where::Centre || !room.contains(d->stage.camera.toView(rect))) {
        Camera camera = d->stage.camera;
        if (camera.zoom < 0.5)
            camera.zoom = 1;
        camera.moveTo(rect.center(), room.center());
        d->moveCamera(camera);
    }
    viewport()->update();
}

QImage Canvas::thumbnail(const QSize &largest) const
{
    const QRectF page = d->stage.bounds().adjusted(-24, -24, 24, 24);
    if (d->stage.isEmpty() || largest.isEmpty())
        return {};
    const double scale = std::min({largest.width() / page.width(), largest.height() / page.height(), 2.0});
    const QRect area = QRectF(page.topLeft() * scale, page.size() * scale).toAlignedRect();
    QImage image(area.size().expandedTo({1, 1}), QImage::Format_RGB32);
    d->renderer.draw(image, image.rect(), area.topLeft(), scale);
    return image;
}

QRect Canvas::viewRect(const ResourceId &resource) const
{
    const auto &appearances = d->stage.scene().appearances(resource);
    return appearances.empty() ? QRect() : d->stage.camera.toView(d->stage.scene().node(appearances.front()).rect).toRect();
}

QPointF Canvas::toScene(const QPointF &viewPosition) const { return d->stage.camera.toScene(viewPosition); }
QPointF Canvas::toView(const QPointF &scenePosition) const { return d->stage.camera.toView(scenePosition); }

// Frames

bool Canvas::isRefined() const { return d->tiles.isComplete(d->stage.camera, d->deviceView()); }

void Canvas::refineNow()
{
    d->tiles.setScale(d->stage.camera.scale(), d->stage.camera.ratio); // no frame may have been drawn since the last zoom
    while (!d->tiles.prepare(d->stage.camera, d->deviceView(), 1000)) { }
    d->isPrepared = true;
    if (d->minimapTimer.isActive()) {
        d->minimapTimer.stop();
        d->minimap->refresh();
    }
    viewport()->update();
}

void Canvas::Private::paint(QPainter &painter)
{
    const double ratio = stage.camera.ratio;
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    isComplete = tiles.paint(painter, stage.camera, deviceView(), frameBudget);
    painter.restore();
    overlay.paint(painter);
    const Preview &preview = stage.preview();
    if (!preview.bubble.isEmpty())
        overlay.paintBubble(painter, pointerView, preview.bubble, preview.isRefused);
    else if (!bubble.isEmpty())
        overlay.paintBubble(painter, bubbleAt, bubble, isRefusal);
    if (stage.isEmpty() && preview.ghost.isNull() && preview.notes.empty()) {
        painter.setFont(stage.scene().style().font);
        painter.setPen(stage.scene().style().textSecondary);
        painter.drawText(QRect(QPoint(), stage.viewSize), Qt::AlignCenter, tr("Drag a resource from the left, or press / to search"));
    }
    paintFocusFrame(painter);
    if (!isComplete || !isPrepared)
        refineTimer.start();
}

/// What is selected shows where the keyboard is; nothing selected, the frame does.
void Canvas::Private::paintFocusFrame(QPainter &painter) const
{
    if (!showsFocus || !stage.context().selection.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(stage.scene().style().accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(q->viewport()->rect().adjusted(1, 1, -1, -1));
}

void Canvas::paintEvent(QPaintEvent *)
{
    // Moved to a screen of another density.
    if (const double ratio = viewport()->devicePixelRatioF(); ratio != d->stage.camera.ratio) {
        Camera &camera = d->stage.camera;
        camera.offset = (QPointF(camera.offset) * ratio / camera.ratio).toPoint();
        camera.ratio = ratio;
    }
    QPainter painter(viewport());
    d->paint(painter);
}

void Canvas::Private::countHidden()
{
    if (hiddenCount == stage.scene().hidden().size())
        return;
    hiddenCount = stage.scene().hidden().size();
    toolBar->showHidden(hiddenCount);
    layoutChildren();
}

void Canvas::Private::layoutChildren()
{
    const QRect room = q->viewport()->rect();
    toolBar->adjustSize();
    toolBar->move((room.width() - toolBar->width()) / 2, room.bottom() - toolBar->height() - 12);
    minimap->move(room.right() - minimap->width() - 12, room.bottom() - minimap->height() - 12);
    // A small canvas is for drawing, not for looking at where one is.
    if (findBar) {
        findBar->resize(std::min(std::max(360, findBar->sizeHint().width()), room.width() - 24), findBar->sizeHint().height());
        findBar->move(room.width() - findBar->width() - 12, 12);
    }
    minimap->setVisible(wantsMinimap && room.width() > toolBar->width() + 2 * minimap->width() + 60
                        && room.height() > 3 * minimap->height());
}

void Canvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    d->stage.viewSize = viewport()->size();
    d->stage.camera.ratio = viewport()->devicePixelRatioF();
    d->layoutChildren();
    if (d->fitsOnShow) {
        fit();
        d->fitsOnShow = true; // until the user looks elsewhere
    }
    d->syncScrollBars();
    d->showSoon();
}

void Canvas::Private::say(const QString &text)
{
    bubble = text;
    isRefusal = true;
    bubbleAt = pointerView;
    bubbleTimer.start(bubbleTime);
    q->viewport()->update();
    Q_EMIT q->message(text);
}

} // namespace groundplan

#include "moc_canvas.cpp"
