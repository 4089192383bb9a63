// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/camera.h"

#include <QColor>
#include <QHash>
#include <QImage>

#include <functional>
#include <vector>

class QPainter;

namespace groundplan {

/// The page drawn at one scale, in square pieces that are made when asked for and mended where damaged.
class TileSet {
public:
    static constexpr int side = 256; // device pixels: one is drawn within a frame's budget at any zoom

    /// Draws the part `area` (in the image's pixels) of the page into `image`, whose top left pixel is `origin` at `scale`.
    using Draw = std::function<void(QImage &image, const QRect &area, const QPoint &origin, double scale)>;
    using Key = std::pair<int, int>;

    double scale() const { return m_scale; }
    void reset(double scale);
    void damage(const QRectF &scene); ///< what is there stays until it is mended
    void damageAll();
    bool isReady(const Key &key) const;
    bool hasPicture(const Key &key) const { return m_tiles.contains(key); }
    void make(const Key &key, const Draw &draw);
    const QImage &picture(const Key &key);
    qsizetype count() const { return m_tiles.size(); }
    void dropOldest(qsizetype keep);

    /// The tiles that cover a rectangle of device pixels.
    static std::vector<Key> covering(const QRect &device);
    static QRect area(const Key &key) { return {key.first * side, key.second * side, side, side}; }
    bool covers(const QRectF &scene) const;
    /// Draws what is there of `scene` into `target`, scaled; the fallback while better tiles are being made.
    void drawScaled(QPainter &painter, const QRectF &scene, const QRectF &target) const;

private:
    struct Tile {
        QImage image;
        QRect dirty;
        quint64 used = 0;
    };
    double m_scale = 1;
    quint64 m_clock = 0;
    QHash<Key, Tile> m_tiles;
};

/// Frames from tiles: those at the camera's scale, else the last scale's and a small overview, scaled, until the hand rests.
class TileCache {
public:
    explicit TileCache(TileSet::Draw draw) : m_draw(std::move(draw)) { }

    void forget(); ///< another page or theme: nothing may be shown again
    void damage(const QRectF &scene);
    void setExtent(const QRectF &page) { m_extent = page; }
    void setBackground(const QColor &color) { m_background = color; }
    void setScale(double scale, double ratio);

    /// Draws the visible part (`view` in device pixels, painter likewise), making tiles for about `budget` milliseconds.
    /// False: some of it is not final yet.
    bool paint(QPainter &painter, const Camera &camera, const QRect &view, double budget);
    /// Makes what the next frames will want: the overview, then a ring around `view`. False: there is more to do.
    bool prepare(const Camera &camera, const QRect &view, double budget);
    bool isComplete(const Camera &camera, const QRect &view) const;

private:
    double overviewScale() const;
    bool makeSome(TileSet &set, const QRect &device, double budget);

    TileSet::Draw m_draw;
    TileSet m_current, m_last, m_overview;
    QRectF m_extent;
    QColor m_background = Qt::white;
    double m_ratio = 1;
};

} // namespace groundplan
