// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/notetool.h"

#include "model/blueprint/annotationedits.h"
#include "model/blueprint/pagelayout.h"

#include <QDate>

namespace groundplan {

Annotation NoteTool::noteTo(const PointerEvent &event) const
{
    const auto at = [&](const QPointF &point) { return m_stage.isOnGrid(event.modifiers) ? canvasmetrics::snapped(point) : point; };
    Annotation row;
    row.page = m_stage.page();
    row.kind = m_kind;
    if (m_kind == annotation::titleBlock)
        row.text = QDate::currentDate().toString(Qt::ISODate); // when it was put there; the user's from then on
    const QPointF from = at(m_isPressed ? m_pressed.scene : event.scene);
    if (!m_isPressed || !isDrag(m_pressed.view, event.view)) {
        row.rect = {from, annotation::usualSize(m_kind)};
        return row;
    }
    QPointF to = at(event.scene);
    if (event.modifiers & Qt::ShiftModifier) {
        const QPointF off = to - from;
        const double side = std::max(std::abs(off.x()), std::abs(off.y()));
        if (m_kind == annotation::arrow) // level or upright
            to = std::abs(off.x()) > std::abs(off.y()) ? QPointF(to.x(), from.y()) : QPointF(from.x(), to.y());
        else // a square, a circle
            to = from + QPointF(off.x() < 0 ? -side : side, off.y() < 0 ? -side : side);
    }
    if (m_kind == annotation::arrow)
        return annotation::withArrowLine(row, QLineF(from, to));
    row.rect = QRectF(from, to).normalized();
    row.rect.setWidth(std::max(row.rect.width(), 24.0));
    row.rect.setHeight(std::max(row.rect.height(), 16.0));
    if (m_kind == annotation::text)
        row.properties[QStringLiteral("fixed_width")] = true;
    return row;
}

void NoteTool::press(const PointerEvent &event)
{
    if (event.button != Qt::LeftButton)
        return;
    m_pressed = event;
    m_isPressed = true;
    move(event);
}

void NoteTool::move(const PointerEvent &event)
{
    Preview preview;
    const Annotation row = noteTo(event);
    if (m_kind == annotation::text)
        preview.marquee = row.rect;
    else
        preview.notes.push_back(row);
    m_stage.setPreview(std::move(preview));
}

void NoteTool::release(const PointerEvent &event)
{
    if (event.button != Qt::LeftButton || !m_isPressed)
        return;
    const Annotation row = noteTo(event);
    m_isPressed = false;
    m_stage.endPreview();
    if (m_kind == annotation::text) {
        Q_EMIT m_stage.selectToolRequested();
        Q_EMIT m_stage.newNoteRequested(row);
        return;
    }
    AnnotationId id;
    auto changes = edits::addAnnotation(m_stage.blueprint(), row, &id);
    if (changes) // what is written on it right away is part of the same step
        changes.value().mergeKey = QStringLiteral("note ") + id.text();
    if (!m_stage.commit(changes))
        return;
    m_stage.pick({}, {}, {id});
    if (!(event.modifiers & Qt::ShiftModifier) || m_kind == annotation::arrow)
        Q_EMIT m_stage.selectToolRequested();
    if (m_kind == annotation::sticky || m_kind == annotation::callout)
        Q_EMIT m_stage.noteEditRequested(id);
}

void NoteTool::leave()
{
    if (!m_isPressed)
        m_stage.endPreview();
}

bool NoteTool::cancel()
{
    m_isPressed = false;
    m_stage.endPreview();
    Q_EMIT m_stage.selectToolRequested();
    return true;
}

} // namespace groundplan
