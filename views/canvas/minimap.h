// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/stage.h"

#include <QPixmap>
#include <QWidget>

namespace groundplan {

/// The whole page in the corner, with the part in view; clicking or dragging goes there.
class Minimap : public QWidget {
    Q_OBJECT
public:
    Minimap(const Stage &stage, QWidget *parent);

    void refresh(); ///< the page changed: draws it again with the next frame
    QSize sizeHint() const override { return {150, 96}; }

Q_SIGNALS:
    void centerRequested(const QPointF &scene);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QTransform toMap() const; ///< from scene to widget
    void drawPage(QPainter &painter) const;

    const Stage &m_stage;
    QPixmap m_page;
    QRectF m_extent;
};

} // namespace groundplan
