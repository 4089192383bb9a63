// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "views/canvas/overlay.h"
#include "views/tools/notedrag.h"

#include <QPainter>

namespace groundplan {

void Overlay::paintMovedNotes(QPainter &painter)
{
    const QRectF visible = m_stage.visibleScene();
    painter.save();
    toScene(painter);
    for (const Annotation &row : m_stage.preview().notes) {
        const NoteLook look = m_stage.notes().lookOf(row);
        if (paintedRect(look).intersects(visible))
            m_renderer.drawNote(painter, look);
    }
    painter.restore();
}

void Overlay::paintPickedNotes(QPainter &painter) const
{
    const auto &selection = m_stage.context().selection;
    const bool isOnlyOne = selection.annotations().size() == 1 && selection.resources().isEmpty() && selection.connections().isEmpty();
    const auto isShownElsewhere = [this](const AnnotationId &id) {
        const auto &moved = m_stage.preview().notes;
        return std::any_of(moved.begin(), moved.end(), [&](const Annotation &row) { return row.id == id; });
    };
    for (const AnnotationId &id : selection.annotations()) {
        const NoteLook *look = m_stage.notes().look(id);
        const Annotation *row = m_stage.blueprint().find(id);
        if (!look || !row || isShownElsewhere(id))
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(style().accent, 1.5));
        const QRectF view = m_stage.camera.toView(look->rect);
        if (look->kind != annotation::arrow)
            painter.drawRect(view);
        if (row->locked) {
            paintLock(painter, view);
            continue;
        }
        if (!isOnlyOne) {
            if (look->kind == annotation::arrow)
                painter.drawLine(m_stage.camera.toView(look->arrow.p1()), m_stage.camera.toView(look->arrow.p2()));
            continue;
        }
        painter.setBrush(style().base);
        for (const auto &[at, handle] : NoteDrag::handles(*look, m_stage.camera)) {
            if (handle.kind == NoteHandle::Kind::Side)
                painter.drawRoundedRect(QRectF(at.x() - 4, at.y() - 4, 8, 8), 2, 2);
            else
                painter.drawEllipse(at, 4.5, 4.5);
        }
    }
}

void Overlay::paintHoveredNote(QPainter &painter) const
{
    const NoteLook *look = m_stage.notes().look(m_stage.hoveredNote());
    if (!look || m_stage.context().selection.contains(look->owner))
        return;
    QColor hue = style().accent;
    hue.setAlpha(120);
    painter.setBrush(Qt::NoBrush);
    if (look->kind == annotation::arrow) {
        painter.setPen(QPen(hue, 5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(m_stage.camera.toView(look->arrow.p1()), m_stage.camera.toView(look->arrow.p2()));
    } else {
        painter.setPen(QPen(hue, 1.5));
        painter.drawRect(m_stage.camera.toView(look->rect));
    }
}

} // namespace groundplan
