// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/tiles.h"

#include <QElapsedTimer>
#include <QPainter>

namespace groundplan {

namespace {

constexpr double overviewSide = 1536; // device pixels
constexpr double zoomBudget = 1;      // ms
constexpr qsizetype mostTiles = 192;  // 48 MB

double elapsedMs(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

QRect deviceRect(const QRectF &scene, double scale)
{
    return QRectF(scene.topLeft() * scale, scene.size() * scale).toAlignedRect().adjusted(-1, -1, 1, 1);
}

} // namespace

void TileSet::reset(double scale)
{
    m_tiles.clear();
    m_scale = scale;
}

std::vector<TileSet::Key> TileSet::covering(const QRect &device)
{
    const auto index = [](int pixel) { return int(std::floor(double(pixel) / side)); };
    std::vector<Key> keys;
    for (int y = index(device.top()); y <= index(device.bottom()); ++y) {
        for (int x = index(device.left()); x <= index(device.right()); ++x)
            keys.emplace_back(x, y);
    }
    return keys;
}

void TileSet::damage(const QRectF &scene)
{
    const QRect device = deviceRect(scene, m_scale);
    const auto spoil = [&](const Key &key, Tile &tile) { tile.dirty |= (device & area(key)).translated(-area(key).topLeft()); };
    // A huge rectangle covers more places than there are tiles.
    if (qint64(device.width()) * device.height() > qint64(m_tiles.size()) * side * side) {
        for (auto it = m_tiles.begin(); it != m_tiles.end(); ++it)
            spoil(it.key(), *it);
        return;
    }
    for (const Key &key : covering(device)) {
        if (const auto tile = m_tiles.find(key); tile != m_tiles.end())
            spoil(key, *tile);
    }
}

void TileSet::damageAll()
{
    for (Tile &tile : m_tiles)
        tile.dirty = QRect(0, 0, side, side);
}

bool TileSet::isReady(const Key &key) const
{
    const auto tile = m_tiles.constFind(key);
    return tile != m_tiles.cend() && tile->dirty.isEmpty();
}

void TileSet::make(const Key &key, const Draw &draw)
{
    Tile &tile = m_tiles[key];
    if (tile.image.isNull()) {
        tile.image = QImage(side, side, QImage::Format_RGB32);
        tile.dirty = tile.image.rect();
    }
    if (!tile.dirty.isEmpty())
        draw(tile.image, tile.dirty, area(key).topLeft(), m_scale);
    tile.dirty = {};
    tile.used = ++m_clock;
}

const QImage &TileSet::picture(const Key &key)
{
    Tile &tile = m_tiles[key];
    tile.used = ++m_clock;
    return tile.image;
}

void TileSet::dropOldest(qsizetype keep)
{
    if (m_tiles.size() <= keep)
        return;
    std::vector<quint64> ages;
    for (const Tile &tile : std::as_const(m_tiles))
        ages.push_back(tile.used);
    const auto cut = ages.begin() + (m_tiles.size() - keep * 3 / 4);
    std::nth_element(ages.begin(), cut, ages.end());
    const quint64 oldest = *cut;
    m_tiles.removeIf([oldest](const auto &entry) { return entry.value().used < oldest; });
}

bool TileSet::covers(const QRectF &scene) const
{
    const auto keys = covering(QRectF(scene.topLeft() * m_scale, scene.size() * m_scale).toAlignedRect());
    return keys.size() <= size_t(m_tiles.size())
        && std::all_of(keys.begin(), keys.end(), [this](const Key &key) { return m_tiles.contains(key); });
}

void TileSet::drawScaled(QPainter &painter, const QRectF &scene, const QRectF &target) const
{
    const QRectF source(scene.topLeft() * m_scale, scene.size() * m_scale);
    const double fx = target.width() / source.width(), fy = target.height() / source.height();
    const auto draw = [&](const Key &key, const Tile &tile) {
        const QRectF part = source & QRectF(area(key));
        if (part.isEmpty())
            return;
        const QRectF to(target.left() + (part.left() - source.left()) * fx, target.top() + (part.top() - source.top()) * fy,
                        part.width() * fx, part.height() * fy);
        painter.drawImage(to, tile.image, part.translated(-area(key).topLeft()));
    };
    if (source.width() * source.height() > double(m_tiles.size()) * side * side) {
        for (auto it = m_tiles.cbegin(); it != m_tiles.cend(); ++it)
            draw(it.key(), *it);
        return;
    }
    for (const Key &key : covering(source.toAlignedRect())) {
        if (const auto tile = m_tiles.constFind(key); tile != m_tiles.cend())
            draw(key, *tile);
    }
}

void TileCache::forget()
{
    m_current.reset(m_current.scale());
    m_last.reset(1);
    m_overview.reset(overviewScale());
}

void TileCache::damage(const QRectF &scene)
{
    m_current.damage(scene);
    m_last.damage(scene);
    m_overview.damage(scene);
}

double TileCache::overviewScale() const
{
    const double side = std::max({m_extent.width(), m_extent.height(), 1.0});
    return std::min(1.0, overviewSide / side);
}

void TileCache::setScale(double scale, double ratio)
{
    if (ratio != m_ratio)
        forget();
    m_ratio = ratio;
    if (scale == m_current.scale())
        return;
    // In a run of zoom steps the steps between have few tiles; the set before them is the better fallback.
    if (m_current.count() >= m_last.count() || m_current.count() > 8)
        std::swap(m_last, m_current);
    m_current.reset(scale);
}

bool TileCache::paint(QPainter &painter, const Camera &camera, const QRect &view, double budget)
{
    // A step of zoom shows scaled tiles at once; the frames after it make the real ones.
    if (camera.scale() != m_current.scale())
        budget = std::min(budget, zoomBudget);
    setScale(camera.scale(), camera.ratio);
    const QRect device = view.translated(camera.offset);
    const auto keys = TileSet::covering(device);
    QElapsedTimer timer;
    timer.start();
    const bool haveFallback = m_last.count() > 0 || m_overview.count() > 0 || m_current.count() > 0;
    bool complete = true;
    for (const auto &key : keys) {
        if (!m_current.isReady(key)) {
            // With nothing to show instead, the frame waits for its picture: an empty flash would be worse.
            if (!haveFallback || elapsedMs(timer) < budget) {
                m_current.make(key, m_draw);
            } else {
                complete = false;
                if (!m_current.hasPicture(key)) {
                    const QRect area = TileSet::area(key) & device;
                    const QRectF scene(QPointF(area.topLeft()) / camera.scale(), QSizeF(area.size()) / camera.scale());
                    const QRectF target = QRectF(area).translated(-camera.offset);
                    painter.save();
                    painter.setClipRect(target);
                    painter.fillRect(target, m_background);
                    if (!m_last.covers(scene))
                        m_overview.drawScaled(painter, scene, target);
                    m_last.drawScaled(painter, scene, target);
                    painter.restore();
                    continue;
                }
            }
        }
        painter.drawImage(TileSet::area(key).topLeft() - camera.offset, m_current.picture(key));
    }
    m_current.dropOldest(std::max(mostTiles, qsizetype(keys.size()) * 3));
    return complete;
}

bool TileCache::makeSome(TileSet &set, const QRect &device, double budget)
{
    QElapsedTimer timer;
    timer.start();
    for (const auto &key : TileSet::covering(device)) {
        if (set.isReady(key))
            continue;
        if (elapsedMs(timer) >= budget)
            return false;
        set.make(key, m_draw);
    }
    return true;
}

bool TileCache::prepare(const Camera &camera, const QRect &view, double budget)
{
    const QRect device = view.translated(camera.offset);
    if (!makeSome(m_current, device, budget))
        return false;
    if (!m_extent.isEmpty()) {
        if (const double scale = overviewScale();
            m_overview.count() == 0 || m_overview.scale() / scale > 1.5 || scale / m_overview.scale() > 1.5)
            m_overview.reset(scale);
        if (!makeSome(m_overview, deviceRect(m_extent, m_overview.scale()), budget))
            return false;
    }
    return makeSome(m_current, device.adjusted(-TileSet::side, -TileSet::side, TileSet::side, TileSet::side), budget);
}

bool TileCache::isComplete(const Camera &camera, const QRect &view) const
{
    if (camera.scale() != m_current.scale())
        return false;
    const auto keys = TileSet::covering(view.translated(camera.offset));
    return std::all_of(keys.begin(), keys.end(), [this](const auto &key) { return m_current.isReady(key); });
}

} // namespace groundplan
