// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/renderer.h"

namespace groundplan {

/// What is drawn over the page in each frame: selection, hover, the preview of a gesture, and what is said at the pointer.
class Overlay {
public:
    Overlay(Stage &stage, Renderer &renderer) : m_stage(stage), m_renderer(renderer) { }

    /// `painter` is in view coordinates.
    void paint(QPainter &painter);
    void paintBubble(QPainter &painter, const QPointF &at, const QString &text, bool isRefusal) const;

private:
    void paintFocus(QPainter &painter);
    void paintFound(QPainter &painter) const;
    void paintZones(QPainter &painter) const;
    void paintSelection(QPainter &painter) const;
    void paintHover(QPainter &painter) const;
    void paintPoints(QPainter &painter, const QList<QPointF> &via) const;
    void paintPreview(QPainter &painter);
    void paintLifted(QPainter &painter);
    void paintMovedNotes(QPainter &painter);
    void paintPickedNotes(QPainter &painter) const;
    void paintHoveredNote(QPainter &painter) const;
    void paintCopies(QPainter &painter);
    void paintGuides(QPainter &painter) const;
    void paintLength(QPainter &painter, const QLineF &line, bool hasEnds) const;
    void paintLock(QPainter &painter, const QRectF &view) const;
    /// Of those, what is in view: zones first, outer before inner.
    std::vector<int> inView(const QHash<int, QRectF> &places) const;
    void toScene(QPainter &painter) const;
    const Style &style() const { return m_stage.scene().style(); }

    Stage &m_stage;
    Renderer &m_renderer;
};

} // namespace groundplan
