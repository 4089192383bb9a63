// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/overlay.h"

#include "views/tools/connectdrag.h"
#include "views/tools/resizedrag.h"

#include <QFontMetrics>
#include <QPainter>

namespace groundplan {

namespace {

constexpr size_t mostFocused = 1500;  // things that step forward: beyond, everything has to do with the selection
constexpr qsizetype mostRouted = 200; // lines that a drag redraws in each frame

QColor tint(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

} // namespace

void Overlay::toScene(QPainter &painter) const
{
    const Camera &camera = m_stage.camera;
    painter.translate(-QPointF(camera.offset) / camera.ratio);
    painter.scale(camera.zoom, camera.zoom);
}

void Overlay::paint(QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing, m_stage.camera.zoom >= detail::icons);
    paintFocus(painter);
    paintFound(painter);
    paintZones(painter);
    paintLifted(painter);
    paintCopies(painter);
    paintMovedNotes(painter);
    paintSelection(painter);
    paintPickedNotes(painter);
    paintHover(painter);
    paintHoveredNote(painter);
    paintPreview(painter);
}

/// A veil over the page, and over it again what is picked, what stands in it, what it is connected to, and the zones around.
void Overlay::paintFocus(QPainter &painter)
{
    const auto picked = m_stage.picked();
    if (!m_stage.isFocused() || picked.empty())
        return;
    Scene &scene = m_stage.scene();
    QHash<int, QRectF> nodes;
    QSet<int> edges;
    const auto take = [&](int slot) { nodes.insert(slot, scene.node(slot).rect); };
    std::vector<int> open = picked;
    while (!open.empty() && size_t(nodes.size()) <= mostFocused) {
        const int slot = open.back();
        open.pop_back();
        take(slot);
        open.insert(open.end(), scene.node(slot).children.begin(), scene.node(slot).children.end());
        for (const int other : scene.appearances(scene.node(slot).resource)) {
            take(other);
            for (const int edge : scene.node(other).edges) {
                edges.insert(edge);
                take(scene.edge(edge).from);
                take(scene.edge(edge).to);
            }
        }
    }
    if (size_t(nodes.size()) > mostFocused)
        return;
    for (const int slot : nodes.keys()) {
        for (int above = scene.node(slot).parent; above >= 0; above = scene.node(above).parent)
            take(above);
    }
    painter.fillRect(QRectF(QPointF(), QSizeF(m_stage.viewSize)), tint(style().canvas, style().isDark ? 205 : 215));
    painter.save();
    toScene(painter);
    const std::vector<int> order = inView(nodes);
    for (const int slot : order) {
        if (scene.node(slot).isZone && !m_stage.isLifted(slot))
            m_renderer.drawNode(painter, slot, nodes.value(slot));
    }
    for (const int edge : std::as_const(edges)) {
        if (!m_stage.isLiftedEdge(edge))
            m_renderer.drawLine(painter, scene.leapingEdge(edge));
    }
    for (const int slot : order) {
        if (!scene.node(slot).isZone && !m_stage.isLifted(slot))
            m_renderer.drawNode(painter, slot, nodes.value(slot));
    }
    painter.restore();
}

void Overlay::paintFound(QPainter &painter) const
{
    const Scene &scene = m_stage.scene();
    const QRectF view(QPointF(), QSizeF(m_stage.viewSize));
    const double radius = 8 * m_stage.camera.zoom;
    painter.setPen(QPen(style().warning, 2));
    for (const ResourceId &id : m_stage.found()) {
        for (const int slot : scene.appearances(id)) {
            const QRectF rect = m_stage.camera.toView(scene.node(slot).rect);
            if (!rect.intersects(view))
                continue;
            painter.setBrush(tint(style().warning, scene.node(slot).isZone ? 14 : 40)); // in a zone there is more to see
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), radius, radius);
        }
    }
    painter.setBrush(tint(style().warning, 40));
    for (const AnnotationId &id : m_stage.foundNotes()) {
        const QRectF rect = m_stage.camera.toView(m_stage.notes().bounds(id)); // empty on another page
        if (!rect.isEmpty() && rect.intersects(view))
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), radius, radius);
    }
}

void Overlay::paintZones(QPainter &painter) const
{
    const Preview &preview = m_stage.preview();
    const double radius = metrics::zoneRadius * m_stage.camera.zoom;
    const auto outline = [&](int slot, const QPen &pen, const QColor &fill) {
        painter.setPen(pen);
        painter.setBrush(fill);
        painter.drawRoundedRect(m_stage.camera.toView(m_stage.scene().node(slot).rect), radius, radius);
    };
    for (const int slot : preview.accepting) {
        if (slot != preview.target)
            outline(slot, QPen(style().acceptLine, 1.5), style().acceptFill);
    }
    if (preview.target >= 0 && preview.isRefused)
        outline(preview.target, QPen(style().refuseLine, 2), style().refuseFill);
    else if (preview.target >= 0)
        outline(preview.target, QPen(style().accent, 2), tint(style().accent, 34));
}

void Overlay::paintLifted(QPainter &painter)
{
    const Preview &preview = m_stage.preview();
    if (m_stage.lifted().isEmpty())
        return;
    const Scene &scene = m_stage.scene();
    const QRectF visible = m_stage.visibleScene();
    painter.save();
    toScene(painter);
    const auto rectOf = [&](int slot) { return preview.moved.value(slot, scene.node(slot).rect); };
    QHash<int, QRectF> places;
    for (const int slot : m_stage.lifted())
        places.insert(slot, rectOf(slot));
    const std::vector<int> nodes = inView(places);
    for (const int slot : nodes) {
        if (scene.node(slot).isZone)
            m_renderer.drawNode(painter, slot, rectOf(slot));
    }
    qsizetype drawn = 0;
    for (const int slot : m_stage.liftedEdges()) {
        const auto &edge = scene.edge(slot);
        const QRectF from = rectOf(edge.from), to = rectOf(edge.to);
        if (!(from | to).intersects(visible) || ++drawn > mostRouted)
            continue;
        EdgeLook look = edge.look;
        const auto endOf = [](const Scene::Node &node, const QRectF &rect) { return node.isZone ? rect : tileRect(rect); };
        look.jumps.clear();
        look.points = liveLine(endOf(scene.node(edge.from), from), endOf(scene.node(edge.to), to));
        look.label.clear();
        prepareEdge(look, style());
        m_renderer.drawLine(painter, look);
    }
    for (const int slot : nodes) {
        if (!scene.node(slot).isZone)
            m_renderer.drawNode(painter, slot, rectOf(slot));
    }
    painter.restore();
}

std::vector<int> Overlay::inView(const QHash<int, QRectF> &places) const
{
    const Scene &scene = m_stage.scene();
    const QRectF visible = m_stage.visibleScene();
    std::vector<int> nodes;
    for (auto it = places.cbegin(); it != places.cend(); ++it) {
        if (it->intersects(visible))
            nodes.push_back(it.key());
    }
    const auto order = [&](int slot) {
        const auto &node = scene.node(slot);
        return std::make_tuple(!node.isZone, node.isZone ? node.depth : 0, node.order, slot);
    };
    std::sort(nodes.begin(), nodes.end(), [&](int a, int b) { return order(a) < order(b); });
    return nodes;
}

void Overlay::paintCopies(QPainter &painter)
{
    const QHash<int, QRectF> &copies = m_stage.preview().copies;
    if (copies.isEmpty())
        return;
    painter.save();
    toScene(painter);
    painter.setOpacity(0.75);
    for (const int slot : inView(copies))
        m_renderer.drawNode(painter, slot, copies.value(slot));
    painter.restore();
    // Where one stands on its original, this says that there are two.
    painter.setPen(QPen(m_stage.preview().isRefused ? style().refuseLine : style().accent, 1.5, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    const double radius = 8 * m_stage.camera.zoom;
    for (const int slot : inView(copies)) {
        const int parent = m_stage.scene().node(slot).parent;
        if (!copies.contains(parent))
            painter.drawRoundedRect(m_stage.camera.toView(copies.value(slot)), radius, radius);
    }
}

/// A padlock in the corner of what gestures leave alone.
void Overlay::paintLock(QPainter &painter, const QRectF &view) const
{
    const QPointF at(view.left() + 4, view.top() - 5);
    painter.setPen(QPen(style().textSecondary, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(at.x() + 2, at.y() - 5, 6, 9), 0, 180 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style().textSecondary);
    painter.drawRoundedRect(QRectF(at.x(), at.y(), 10, 7), 1.5, 1.5);
}

void Overlay::paintSelection(QPainter &painter) const
{
    const Scene &scene = m_stage.scene();
    const Preview &preview = m_stage.preview();
    const QRectF view(QPointF(), QSizeF(m_stage.viewSize));
    const double zoom = m_stage.camera.zoom;
    const auto picked = m_stage.picked();
    const QSet<int> main(picked.begin(), picked.end());
    QList<QRectF> mainRects, otherRects, locked;
    for (const ResourceId &id : m_stage.context().selection.resources()) {
        for (const int slot : scene.appearances(id)) {
            const QRectF rect = m_stage.camera.toView(preview.moved.value(slot, scene.node(slot).rect));
            if (rect.intersects(view))
                (main.contains(slot) ? mainRects : otherRects).append(rect);
            if (scene.node(slot).isLocked && rect.intersects(view) && zoom >= detail::icons)
                locked.append(rect);
        }
    }
    const auto outline = [&](const QList<QRectF> &rects, const QPen &pen, const QBrush &brush) {
        painter.setPen(pen);
        painter.setBrush(brush);
        if (zoom < detail::icons) {
            painter.drawRects(rects);
            return;
        }
        for (const QRectF &rect : rects)
            painter.drawRoundedRect(rect, 8 * zoom, 8 * zoom);
    };
    outline(otherRects, QPen(tint(style().accent, 130), 1.5), tint(style().accent, 12));
    outline(mainRects, QPen(style().accent, 2), tint(style().accent, 20));

    for (const QRectF &rect : locked)
        paintLock(painter, rect);
    const bool mayResize = picked.size() == 1 && scene.node(picked.front()).isZone && !scene.node(picked.front()).isLocked;
    if (mayResize && !mainRects.isEmpty()) {
        painter.setPen(QPen(style().accent, 1.5));
        painter.setBrush(style().base);
        for (const auto &[at, edges] : ResizeDrag::handles(mainRects.front()))
            painter.drawRoundedRect(QRectF(at.x() - 4, at.y() - 4, 8, 8), 2, 2);
    }
    painter.save();
    toScene(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style().accent, 2.4 / std::min(1.0, zoom), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const ConnectionId &id : m_stage.context().selection.connections()) {
        for (const int slot : scene.linesOf(id)) {
            if (!m_stage.isLiftedEdge(slot))
                painter.drawPolyline(scene.edge(slot).path());
        }
    }
    painter.restore();
    const auto &lines = m_stage.context().selection.connections();
    for (const int slot : lines.size() == 1 ? scene.linesOf(lines.first()) : std::vector<int>()) {
        if (!m_stage.isLiftedEdge(slot))
            paintPoints(painter, scene.edge(slot).via);
    }
}

/// What a line is pulled through, to be caught by a hand.
void Overlay::paintPoints(QPainter &painter, const QList<QPointF> &via) const
{
    painter.setPen(QPen(style().accent, 1.5));
    painter.setBrush(style().base);
    for (const QPointF &point : via)
        painter.drawEllipse(m_stage.camera.toView(point), 4.5, 4.5);
}

void Overlay::paintHover(QPainter &painter) const
{
    const Scene &scene = m_stage.scene();
    const double zoom = m_stage.camera.zoom;
    if (const int slot = m_stage.hovered(); slot >= 0) {
        const QRectF rect = m_stage.camera.toView(scene.node(slot).rect);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(tint(style().accent, 120), 1.5));
        painter.drawRoundedRect(rect, 8 * zoom, 8 * zoom);
        if (scene.node(slot).isLocked && zoom >= detail::icons)
            paintLock(painter, rect);
        if (!scene.node(slot).isZone && zoom >= 0.45) {
            painter.setPen(QPen(style().accent, 1.5));
            painter.setBrush(style().base);
            for (const QPointF &at : ConnectDrag::handles(m_stage.camera.toView(tileRect(scene.node(slot).rect).adjusted(-4, -4, 4, 4))))
                painter.drawEllipse(at, 4, 4);
        }
    }
    if (const int slot = m_stage.hoveredEdge(); slot >= 0) {
        QPolygonF path;
        for (const QPointF &point : scene.edge(slot).path())
            path.append(m_stage.camera.toView(point));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(tint(style().accent, 90), 6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(path);
    }
}

void Overlay::paintPreview(QPainter &painter)
{
    const Preview &preview = m_stage.preview();
    const double zoom = m_stage.camera.zoom;
    if (!preview.marquee.isNull()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(style().accent, 1));
        painter.setBrush(tint(style().accent, 24));
        painter.drawRect(m_stage.camera.toView(preview.marquee));
        painter.setRenderHint(QPainter::Antialiasing);
    }
    if (!preview.ghost.isNull()) {
        painter.save();
        toScene(painter);
        m_renderer.drawGhost(painter, preview.ghostType, preview.ghost);
        painter.restore();
        painter.setPen(QPen(preview.isRefused ? style().refuseLine : style().accent, 1.5, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(m_stage.camera.toView(preview.ghost), 8 * zoom, 8 * zoom);
    }
    if (!preview.line.isEmpty()) {
        QPolygonF path;
        for (const QPointF &point : preview.line)
            path.append(m_stage.camera.toView(point));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(preview.isRefused ? style().error : style().accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(path);
        painter.setBrush(preview.isRefused ? style().error : style().accent);
        painter.drawEllipse(path.last(), 3, 3);
        paintPoints(painter, preview.via);
    }
    paintGuides(painter);
}

void Overlay::paintGuides(QPainter &painter) const
{
    const Preview &preview = m_stage.preview();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(tint(style().accent, 160), 1));
    for (const QLineF &guide : preview.guides)
        painter.drawLine(m_stage.camera.toView(guide.p1()), m_stage.camera.toView(guide.p2()));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QLineF &gap : preview.gaps)
        paintLength(painter, gap, true);
    if (!preview.gaps.empty())
        return; // one kind of number at a time
    for (const QLineF &distance : preview.distances)
        paintLength(painter, distance, false);
}

/// A line's length in scene units, on the line.
void Overlay::paintLength(QPainter &painter, const QLineF &line, bool hasEnds) const
{
    const QPointF a = m_stage.camera.toView(line.p1()), b = m_stage.camera.toView(line.p2());
    if (hasEnds) {
        const QPointF tick = std::abs(a.y() - b.y()) < std::abs(a.x() - b.x()) ? QPointF(0, 4) : QPointF(4, 0);
        painter.setPen(QPen(style().accent, 1));
        painter.drawLine(a, b);
        painter.drawLine(a - tick, a + tick);
        painter.drawLine(b - tick, b + tick);
    }
    const QString text = QString::number(std::round(line.length() * 10) / 10);
    painter.setFont(style().smallFont);
    QRectF box = QFontMetricsF(style().smallFont).boundingRect(text).adjusted(-5, -1, 5, 1);
    if (std::max(std::abs(a.x() - b.x()), std::abs(a.y() - b.y())) < box.height() + 4)
        return; // no room: the line says enough
    box.moveCenter((a + b) / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style().accent);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(style().accentText);
    painter.drawText(box, Qt::AlignCenter, text);
}

void Overlay::paintBubble(QPainter &painter, const QPointF &at, const QString &text, bool isRefusal) const
{
    const QSizeF view = m_stage.viewSize;
    painter.setFont(style().smallFont);
    const QFontMetricsF fontMetrics(style().smallFont);
    const QRectF bounds = fontMetrics.boundingRect(QRectF(0, 0, 320, 400), Qt::TextWordWrap, text);
    QRectF box(at + QPointF(16, 18), bounds.size() + QSizeF(22, 14));
    box.moveLeft(std::clamp(box.left(), 8.0, std::max(8.0, view.width() - box.width() - 8)));
    if (box.bottom() > view.height() - 8)
        box.moveBottom(at.y() - 12);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style().toolTip);
    painter.drawRoundedRect(box, metrics::radius, metrics::radius);
    if (isRefusal) {
        painter.setBrush(style().error);
        painter.drawRoundedRect(QRectF(box.left() + 4, box.top() + 6, 3, box.height() - 12), 1.5, 1.5);
    }
    painter.setPen(style().toolTipText);
    painter.drawText(box.adjusted(12, 7, -9, -7), Qt::TextWordWrap, text);
}

} // namespace groundplan
