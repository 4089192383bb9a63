// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRectF>

#include <cmath>

namespace groundplan {

/// From where the page is seen. Device pixel = scene × zoom × ratio − offset, and the offset is whole: what was drawn for one
/// offset fits every other.
struct Camera {
    double zoom = 1;
    double ratio = 1; ///< device pixels in a logical pixel
    QPoint offset;    ///< in device pixels

    static constexpr double smallest = 0.02, largest = 4;

    double scale() const { return zoom * ratio; }
    QPointF toView(const QPointF &scene) const { return (scene * scale() - QPointF(offset)) / ratio; }
    QPointF toScene(const QPointF &view) const { return (view * ratio + QPointF(offset)) / scale(); }
    QRectF toView(const QRectF &scene) const { return {toView(scene.topLeft()), scene.size() * zoom}; }
    QRectF toScene(const QRectF &view) const { return {toScene(view.topLeft()), view.size() / zoom}; }

    /// `factor` is the new zoom; the scene point under `view` stays there.
    void zoomAround(const QPointF &view, double factor)
    {
        const QPointF scene = toScene(view);
        zoom = std::clamp(factor, smallest, largest);
        moveTo(scene, view);
    }
    /// Scrolls until `scene` is at `view`.
    void moveTo(const QPointF &scene, const QPointF &view) { offset = (scene * scale() - view * ratio).toPoint(); }

    bool operator==(const Camera &) const = default;
};

} // namespace groundplan
