// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/renderer.h"

#include <QPainter>

#include <cstring>

namespace groundplan {

namespace {

/// Fills of whole pixels, clipped: from afar a page is thousands of small boxes and straight lines, and each call of a painter
/// would cost more than its pixels.
class Pixels {
public:
    Pixels(QImage &image, const QRect &clip)
        : m_bits(reinterpret_cast<QRgb *>(image.bits())),
          m_stride(image.bytesPerLine() / qsizetype(sizeof(QRgb))),
          m_clip(clip)
    {
    }
    void fill(int left, int top, int right, int bottom, QRgb color) // right and bottom inclusive
    {
        left = std::max(left, m_clip.left());
        top = std::max(top, m_clip.top());
        right = std::min(right, m_clip.right());
        bottom = std::min(bottom, m_clip.bottom());
        for (int y = top; y <= bottom && left <= right; ++y)
            std::fill_n(m_bits + y * m_stride + left, right - left + 1, color);
    }

private:
    QRgb *m_bits;
    qsizetype m_stride;
    QRect m_clip;
};

int pixel(double coordinate) { return int(std::floor(coordinate)); }

} // namespace

void Renderer::draw(QImage &image, const QRect &area, const QPoint &origin, double scale)
{
    const double zoom = scale / m_stage.camera.ratio;
    const QRectF scene(QPointF(origin + area.topLeft()) / scale, QSizeF(area.size()) / scale);
    QPainter painter(&image);
    painter.setClipRect(area);
    painter.fillRect(area, m_stage.scene().style().canvas);
    drawDots(painter, area, origin, scale);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-origin);
    painter.scale(scale, scale);
    if (detail::level(zoom) != detail::Level::Boxes) {
        drawNear(painter, zoom, scene);
        drawNotes(painter, zoom, scene);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    Brush brush{painter, m_stage.scene().style(), m_icons, zoom, m_stage.camera.ratio};
    for (const int slot : m_stage.scene().nodesIn(scene)) {
        if (!m_stage.scene().node(slot).isZone)
            break; // zones come first
        if (!m_stage.isLifted(slot))
            paintZone(brush, m_stage.scene().preparedZone(slot));
    }
    painter.end();
    drawFar(image, area, origin, scale, scene);
    if (m_stage.notes().isEmpty())
        return;
    QPainter over(&image);
    over.setClipRect(area);
    over.translate(-origin);
    over.scale(scale, scale);
    drawNotes(over, zoom, scene);
}

void Renderer::drawNotes(QPainter &painter, double zoom, const QRectF &scene)
{
    Brush brush{painter, m_stage.scene().style(), m_icons, zoom, m_stage.camera.ratio};
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (const AnnotationId &id : m_stage.notes().in(scene)) {
        if (!m_stage.isLifted(id))
            paintNote(brush, *m_stage.notes().look(id));
    }
}

void Renderer::drawNote(QPainter &painter, const NoteLook &look)
{
    Brush brush{painter, m_stage.scene().style(), m_icons, m_stage.camera.zoom, m_stage.camera.ratio};
    paintNote(brush, look);
}

void Renderer::drawNear(QPainter &painter, double zoom, const QRectF &scene)
{
    Scene &page = m_stage.scene();
    Brush brush{painter, page.style(), m_icons, zoom, m_stage.camera.ratio};
    const auto nodes = page.nodesIn(scene);
    const auto edges = page.edgesIn(scene);
    for (const int slot : nodes) {
        if (page.node(slot).isZone && !m_stage.isLifted(slot))
            paintZone(brush, page.preparedZone(slot));
    }
    for (const int slot : edges) {
        if (!m_stage.isLiftedEdge(slot))
            paintEdge(brush, brush.level() == detail::Level::Full ? page.leapingEdge(slot) : page.preparedEdge(slot));
    }
    if (brush.level() == detail::Level::Full) {
        for (const int slot : edges) {
            if (!m_stage.isLiftedEdge(slot))
                paintEdgeLabel(brush, page.labelledEdge(slot));
        }
    }
    for (const int slot : nodes) {
        if (!page.node(slot).isZone && !m_stage.isLifted(slot))
            paintNode(brush, page.preparedNode(slot));
    }
}

void Renderer::drawFar(QImage &image, const QRect &area, const QPoint &origin, double scale, const QRectF &scene)
{
    const Scene &page = m_stage.scene();
    Pixels pixels(image, area);
    // From afar lines are as wide as they are near, and many: fainter, so that what they connect stays visible.
    const auto faint = [](int line, int ground) { return (line + ground) / 2; };
    const QColor &line = page.style().edge, &ground = page.style().canvas;
    const QRgb lineColor = qRgb(faint(line.red(), ground.red()), faint(line.green(), ground.green()), faint(line.blue(), ground.blue()));
    for (const int slot : page.edgesIn(scene)) {
        if (m_stage.isLiftedEdge(slot))
            continue;
        const QPolygonF &path = page.edge(slot).path();
        for (qsizetype i = 1; i < path.size(); ++i) {
            const QPointF a = path.at(i - 1) * scale - QPointF(origin), b = path.at(i) * scale - QPointF(origin);
            pixels.fill(pixel(std::min(a.x(), b.x())), pixel(std::min(a.y(), b.y())), pixel(std::max(a.x(), b.x())),
                        pixel(std::max(a.y(), b.y())), lineColor);
        }
    }
    for (const int slot : page.nodesIn(scene)) {
        const Scene::Node &node = page.node(slot);
        if (node.isZone || m_stage.isLifted(slot))
            continue;
        const QRectF tile = tileRect(node.rect);
        const int left = pixel(tile.left() * scale - origin.x()), top = pixel(tile.top() * scale - origin.y());
        const int side = std::max(2, int(std::lround(tile.width() * scale)));
        pixels.fill(left, top, left + side - 1, top + side - 1, node.color);
        if (node.marks.severity && side >= 5) {
            const Style &style = page.style();
            const QColor mark = *node.marks.severity == Severity::Error ? style.error
                : *node.marks.severity == Severity::Warning             ? style.warning
                                                                        : style.notice;
            const int dot = std::max(2, side / 3);
            pixels.fill(left + side - dot, top, left + side - 1, top + dot - 1, mark.rgb());
        }
    }
}

/// Quiet dots that pan with the page; farther apart when they would become a fog.
void Renderer::drawDots(QPainter &painter, const QRect &area, const QPoint &origin, double scale) const
{
    double step = metrics::dotSpacing * scale;
    while (step < 16 * m_stage.camera.ratio)
        step *= 2;
    const int size = std::max(1, int(std::lround(1.2 * m_stage.camera.ratio)));
    const auto first = [&](int from, int start) { return std::ceil((from + start) / step) * step - start; };
    const QColor color = m_stage.scene().style().canvasDot;
    for (double y = first(area.top() - size, origin.y()); y <= area.bottom(); y += step) {
        for (double x = first(area.left() - size, origin.x()); x <= area.right(); x += step)
            painter.fillRect(QRect(int(std::lround(x)), int(std::lround(y)), size, size), color);
    }
}

void Renderer::drawNode(QPainter &painter, int slot, const QRectF &rect)
{
    Scene &page = m_stage.scene();
    Brush brush{painter, page.style(), m_icons, m_stage.camera.zoom, m_stage.camera.ratio};
    if (page.node(slot).isZone) {
        ZoneLook look = page.preparedZone(slot);
        const bool isResized = look.rect.size() != rect.size();
        look.rect = rect;
        if (isResized)
            prepareZone(look, page.style());
        paintZone(brush, look);
    } else {
        NodeLook look = page.preparedNode(slot);
        look.rect = rect;
        paintNode(brush, look);
    }
}

void Renderer::drawLine(QPainter &painter, const EdgeLook &look)
{
    Brush brush{painter, m_stage.scene().style(), m_icons, m_stage.camera.zoom, m_stage.camera.ratio};
    paintEdge(brush, look);
}

void Renderer::drawGhost(QPainter &painter, const QString &type, const QRectF &rect)
{
    const TypeSummary summary = m_stage.context().catalog.summary(type);
    const Style &style = m_stage.scene().style();
    Brush brush{painter, style, m_icons, m_stage.camera.zoom, m_stage.camera.ratio};
    painter.setOpacity(0.7);
    if (summary.isZone) {
        ZoneLook look;
        look.rect = rect;
        look.title = summary.title;
        prepareZone(look, style);
        paintZone(brush, look);
    } else {
        NodeLook look;
        look.rect = rect;
        look.name = summary.title;
        look.icon = summary.icon;
        look.category = summary.category;
        prepareNode(look, style);
        paintNode(brush, look);
    }
    painter.setOpacity(1);
}

} // namespace groundplan
