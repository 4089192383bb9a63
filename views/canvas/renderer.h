// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/stage.h"
#include "views/paint/icons.h"

#include <QImage>

class QPainter;

namespace groundplan {

/// Draws parts of the stage's page into tiles, and single things into previews. Far away it fills pixels itself; near, it hands
/// each visible thing to the painters.
class Renderer {
public:
    explicit Renderer(Stage &stage) : m_stage(stage) { }

    /// Draws the part `area` (in the image's pixels) of the page into `image`, whose top left pixel is `origin` at `scale`.
    void draw(QImage &image, const QRect &area, const QPoint &origin, double scale);

    // One thing as if it stood at `rect`; the painter is in scene units.
    void drawNode(QPainter &painter, int slot, const QRectF &rect);
    void drawLine(QPainter &painter, const EdgeLook &look);
    void drawNote(QPainter &painter, const NoteLook &look);
    void drawGhost(QPainter &painter, const QString &type, const QRectF &rect);
    Icons &icons() { return m_icons; }

private:
    void drawFar(QImage &image, const QRect &area, const QPoint &origin, double scale, const QRectF &scene);
    void drawNear(QPainter &painter, double zoom, const QRectF &scene);
    void drawNotes(QPainter &painter, double zoom, const QRectF &scene);
    void drawDots(QPainter &painter, const QRect &area, const QPoint &origin, double scale) const;

    Stage &m_stage;
    Icons m_icons;
};

} // namespace groundplan
