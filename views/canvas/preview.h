// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/rows.h"

#include <QHash>
#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <vector>

namespace groundplan {

/// What a gesture shows before it is done: drawn over the page, never part of it. Numbers are the scene's node slots.
struct Preview {
    QHash<int, QRectF> moved;      ///< where lifted nodes are now, in scene coordinates
    std::vector<Annotation> notes; ///< lifted or new ones, as they are now
    std::vector<int> accepting;    ///< zones that would take what is dragged
    int target = -1;               ///< the zone (or item) that would take it here
    bool isRefused = false;        ///< nothing here takes it
    QString bubble;                ///< said at the pointer
    QRectF marquee;
    QRectF ghost; ///< of what is being placed; scene coordinates
    QString ghostType;
    QPolygonF line;                ///< of a connection being drawn
    QList<QPointF> via;            ///< points that it is pulled through
    QHash<int, QRectF> copies;     ///< where copies of nodes would stand
    std::vector<QLineF> guides;    ///< what the dragged thing is in line with
    std::vector<QLineF> distances; ///< along guides, to what is nearest
    std::vector<QLineF> gaps;      ///< of one width, side by side
};

} // namespace groundplan
