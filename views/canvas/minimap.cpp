// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/minimap.h"

#include <QMouseEvent>
#include <QPainter>

namespace groundplan {

Minimap::Minimap(const Stage &stage, QWidget *parent) : QWidget(parent), m_stage(stage)
{
    setObjectName(QStringLiteral("canvasMinimap"));
    setAccessibleName(tr("Page overview"));
    setFixedSize(sizeHint());
    setCursor(Qt::PointingHandCursor);
}

void Minimap::refresh()
{
    m_page = {};
    m_extent = m_stage.bounds().adjusted(-32, -32, 32, 32);
    update();
}

QTransform Minimap::toMap() const
{
    const QRectF inner = QRectF(rect()).adjusted(6, 6, -6, -6);
    const double scale = std::min(inner.width() / std::max(1.0, m_extent.width()), inner.height() / std::max(1.0, m_extent.height()));
    QTransform map;
    map.translate(inner.center().x(), inner.center().y());
    map.scale(scale, scale);
    map.translate(-m_extent.center().x(), -m_extent.center().y());
    return map;
}

void Minimap::drawPage(QPainter &painter) const
{
    const Scene &scene = m_stage.scene();
    const QTransform map = toMap();
    for (const int slot : scene.nodesIn(m_extent)) {
        const auto &node = scene.node(slot);
        const QRectF rect = map.mapRect(node.rect);
        if (node.isZone) {
            const ZoneColors &colors = scene.style().zone(node.zoneLook.role);
            QColor line = colors.line;
            line.setAlphaF(0.55f);
            painter.setPen(QPen(line, 1));
            painter.setBrush(colors.fill);
            painter.drawRect(rect);
        } else {
            painter.fillRect(map.mapRect(tileRect(node.rect)), QColor::fromRgb(node.color));
        }
    }
    for (const AnnotationId &id : m_stage.notes().in(m_extent)) {
        const NoteLook &look = *m_stage.notes().look(id);
        const NoteColors &colors = scene.style().note(noteColor(look));
        painter.setPen(QPen(colors.line, 1));
        painter.setBrush(colors.tint);
        painter.drawRect(map.mapRect(look.rect));
    }
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (m_page.isNull()) {
        m_page = QPixmap(size() * devicePixelRatioF());
        m_page.setDevicePixelRatio(devicePixelRatioF());
        m_page.fill(Qt::transparent);
        QPainter page(&m_page);
        page.setRenderHint(QPainter::Antialiasing, m_stage.scene().count() < 500);
        page.setPen(QPen(m_stage.scene().style().lineStrong, 1));
        page.setBrush(m_stage.scene().style().base);
        page.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        drawPage(page);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_page);
    const QColor accent = m_stage.scene().style().accent;
    painter.setPen(QPen(accent, 1.5));
    painter.setBrush(QColor(accent.red(), accent.green(), accent.blue(), 16));
    painter.drawRect(toMap().mapRect(m_stage.visibleScene()) & QRectF(rect()).adjusted(1, 1, -2, -2));
}

void Minimap::mousePressEvent(QMouseEvent *event) { Q_EMIT centerRequested(toMap().inverted().map(event->position())); }

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        Q_EMIT centerRequested(toMap().inverted().map(event->position()));
}

} // namespace groundplan

#include "moc_minimap.cpp"
