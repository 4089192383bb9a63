// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QImage>
#include <QPixmap>
#include <QRectF>

class QPainter;

namespace groundplan {

/// Draws the program's SVG glyphs (`:/groundplan/icons`) and keeps what it rendered, once per name, colour and size.
/// Each user has its own; it may live on any one thread, as it holds images and no pixmaps.
class Icons {
public:
    /// The glyph in `color`, at least `pixels` device pixels wide and high (a little more, so that few sizes are kept). An unknown name
    /// gives the glyph `general`.
    const QImage &glyph(const QString &name, const QColor &color, int pixels);
    /// A resource's rounded tile in `color` with its glyph, sized likewise.
    const QImage &tile(const QString &name, const QColor &color, const QColor &glyphColor, int pixels);
    /// For buttons and lists of the window: `side` logical pixels at that device ratio, not kept.
    static QPixmap glyphPixmap(const QString &name, const QColor &color, int side, double devicePixelRatio);
    static QPixmap tilePixmap(const QString &name, const QColor &color, const QColor &glyphColor, int side, double devicePixelRatio);

    /// Draws the glyph as lines, for SVG, PDF and paper.
    static void drawGlyph(QPainter &painter, const QString &name, const QColor &color, const QRectF &target);
    static void drawTile(QPainter &painter, const QString &name, const QColor &color, const QColor &glyphColor, const QRectF &target);
    static bool contains(const QString &name);

private:
    struct Key {
        QString name;
        QRgb color;
        int pixels; ///< negative: a tile
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0) noexcept { return qHashMulti(seed, key.name, key.color, key.pixels); }
    };
    QHash<Key, QImage> m_images;
};

} // namespace groundplan
