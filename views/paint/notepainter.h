// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/connections.h"
#include "views/paint/brush.h"

#include <QImage>
#include <QLineF>
#include <QPainterPath>
#include <QRectF>
#include <QStaticText>

#include <optional>

namespace groundplan {

/// A note on a page, ready to be drawn. Fill the first part, call prepareNote(), then paint as often as you like.
struct NoteLook {
    /// A line of a legend (with a tile or a line before it) or of a title block.
    struct Row {
        QString label, value;
        QString category;                          ///< of the tile
        std::optional<connections::LineKind> line; ///< as connections of that kind are drawn
        bool operator==(const Row &) const = default;
    };

    AnnotationId owner;
    QString kind; ///< annotation::kinds()
    QRectF rect;  ///< on the page
    QString text, color, size;
    QLineF arrow; ///< on the page
    QPointF tip;  ///< of a callout, on the page
    QImage picture;
    QString heading;
    QList<Row> rows;

    // By prepareNote(); texts are relative to the rect's top left corner.
    struct Laid {
        QStaticText words;
        QPointF at;
        bool isQuiet = false;
    };
    QList<Laid> texts;
    QPainterPath outline; ///< on the page
    QPolygonF head;       ///< of the arrow
};

/// Lays out texts and shapes. Needed again when anything but the style's name changes. A legend and a title block get the height
/// that they need.
void prepareNote(NoteLook &look, const Style &style);
/// Allocates nothing. Notes are painted last, over all else.
void paintNote(Brush &brush, const NoteLook &look);

/// Its own colour or the usual one of its kind.
QString noteColor(const NoteLook &look);
/// Everything that paintNote() may touch.
QRectF paintedRect(const NoteLook &look);
/// True where a hand would take hold of it: a shape around other things has only its outline and its text.
bool hitsNote(const NoteLook &look, const QPointF &point, double tolerance);
/// The part of it where its text is written.
QRectF textRect(const NoteLook &look);
/// How large it must be for its text: as wide as it is, or as its text is where `mayWiden`.
QSizeF neededSize(const NoteLook &look, const Style &style, bool mayWiden);

} // namespace groundplan
