// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/overlay.h"

#include "views/tools/connectdrag.h"
#include "views/tools/resizedrag.h"

#include <QFontMetrics>
#include <QPainter>

namespace groundplan {

namespace {

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
    paintZones(painter);
    paintLifted(painter);
    paintSelection(painter);
    paintHover(painter);
    paintPreview(painter);
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
    std::vector<int> nodes(m_stage.lifted().begin(), m_stage.lifted().end());
    std::erase_if(nodes, [&](int slot) { return !rectOf(slot).intersects(visible); });
    std::sort(nodes.begin(), nodes.end(), [&](int a, int b) {
        return std::make_tuple(!scene.node(a).isZone, scene.node(a).depth, a)
            < std::make_tuple(!scene.node(b).isZone, scene.node(b).depth, b);
    });
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

void Overlay::paintSelection(QPainter &painter) const
{
    const Scene &scene = m_stage.scene();
    const Preview &preview = m_stage.preview();
    const QRectF view(QPointF(), QSizeF(m_stage.viewSize));
    const double zoom = m_stage.camera.zoom;
    const auto picked = m_stage.picked();
    const QSet<int> main(picked.begin(), picked.end());
    QList<QRectF> mainRects, otherRects;
    for (const ResourceId &id : m_stage.context().selection.resources()) {
        for (const int slot : scene.appearances(id)) {
            const QRectF rect = m_stage.camera.toView(preview.moved.value(slot, scene.node(slot).rect));
            if (rect.intersects(view))
                (main.contains(slot) ? mainRects : otherRects).append(rect);
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

    if (picked.size() == 1 && scene.node(picked.front()).isZone && !mainRects.isEmpty()) {
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
        for (const int slot : scene.linesOf(id))
            painter.drawPolyline(scene.edge(slot).path());
    }
    painter.restore();
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
    }
    painter.setPen(QPen(tint(style().accent, 160), 1));
    for (const QLineF &guide : preview.guides)
        painter.drawLine(m_stage.camera.toView(guide.p1()), m_stage.camera.toView(guide.p2()));
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
