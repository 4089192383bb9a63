// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/icons.h"

#include "views/paint/style.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

#include <cmath>

namespace groundplan {

namespace {

/// Above this the cache starts anew: a slow zoom over every size would otherwise keep all of them.
constexpr qsizetype imageLimit = 1500;

QString pathOf(const QString &name) { return QStringLiteral(":/groundplan/icons/") + name + QStringLiteral(".svg"); }

/// The glyph's SVG with its one colour replaced.
QByteArray svgOf(const QString &name, const QColor &color)
{
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        file.setFileName(pathOf(QStringLiteral("general")));
        if (!file.open(QIODevice::ReadOnly))
            return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    return svg;
}

/// A few sizes only, never smaller than asked for: what is drawn in between is scaled down.
int sizeStep(int pixels)
{
    const int step = pixels <= 64 ? 2 : pixels <= 128 ? 4 : 16;
    return (pixels + step - 1) / step * step;
}

QImage emptyImage(int pixels)
{
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

} // namespace

bool Icons::contains(const QString &name) { return QFile::exists(pathOf(name)); }

void Icons::drawGlyph(QPainter &painter, const QString &name, const QColor &color, const QRectF &target)
{
    QSvgRenderer renderer(svgOf(name, color));
    renderer.render(&painter, target);
}

void Icons::drawTile(QPainter &painter, const QString &name, const QColor &color, const QColor &glyphColor, const QRectF &target)
{
    const double unit = target.width() / metrics::tile;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(target, metrics::tileRadius * unit, metrics::tileRadius * unit);
    const double inset = (metrics::tile - metrics::glyph) / 2 * unit;
    drawGlyph(painter, name, glyphColor, target.adjusted(inset, inset, -inset, -inset));
}

const QImage &Icons::glyph(const QString &name, const QColor &color, int pixels)
{
    const Key key{name, color.rgba(), sizeStep(qBound(1, pixels, 1024))};
    const auto known = m_images.constFind(key);
    if (known != m_images.constEnd())
        return *known;
    if (m_images.size() >= imageLimit)
        m_images.clear();
    QImage image = emptyImage(key.pixels);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawGlyph(painter, name, color, image.rect());
    painter.end();
    return *m_images.insert(key, image);
}

const QImage &Icons::tile(const QString &name, const QColor &color, const QColor &glyphColor, int pixels)
{
    const Key key{name, color.rgba(), -sizeStep(qBound(1, pixels, 1024))};
    const auto known = m_images.constFind(key);
    if (known != m_images.constEnd())
        return *known;
    if (m_images.size() >= imageLimit)
        m_images.clear();
    QImage image = emptyImage(-key.pixels);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawTile(painter, name, color, glyphColor, image.rect());
    painter.end();
    return *m_images.insert(key, image);
}

QPixmap Icons::glyphPixmap(const QString &name, const QColor &color, int side, double devicePixelRatio)
{
    const int pixels = int(std::lround(side * devicePixelRatio));
    QImage image = emptyImage(pixels);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawGlyph(painter, name, color, image.rect());
    painter.end();
    image.setDevicePixelRatio(devicePixelRatio);
    return QPixmap::fromImage(std::move(image));
}

QPixmap Icons::tilePixmap(const QString &name, const QColor &color, const QColor &glyphColor, int side, double devicePixelRatio)
{
    const int pixels = int(std::lround(side * devicePixelRatio));
    QImage image = emptyImage(pixels);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawTile(painter, name, color, glyphColor, image.rect());
    painter.end();
    image.setDevicePixelRatio(devicePixelRatio);
    return QPixmap::fromImage(std::move(image));
}

} // namespace groundplan
