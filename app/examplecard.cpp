// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/examplecard.h"

#include "app/theme.h"
#include "model/blueprint/blueprintfile.h"
#include "model/catalog/catalog.h"
#include "views/paint/picture.h"

#include <QPainter>

namespace groundplan {

namespace {

constexpr int captionHeight = 56;

} // namespace

ExampleCard::ExampleCard(const Catalog &catalog, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent),
      m_catalog(catalog),
      m_theme(theme)
{
    setObjectName(QStringLiteral("startExampleCard"));
    setText(tr("Three-tier web application"));
    setAccessibleDescription(tr("Opens the example"));
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setMaximumSize(1040, 760);
    setMinimumSize(320, 240);
}

QString ExampleCard::examplePath() { return QStringLiteral(":/groundplan/examples/three-tier.groundplan"); }

const QPixmap &ExampleCard::picture(const QSize &size)
{
    const QSize pixels = size * devicePixelRatioF();
    if (m_picture.size() == pixels && m_look == &m_theme.style())
        return m_picture;
    m_look = &m_theme.style();
    m_picture = QPixmap(pixels);
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(m_theme.style().canvas);
    const auto blueprint = blueprintfile::load(examplePath());
    if (!blueprint)
        return m_picture;
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    PictureOptions options;
    options.theme = m_theme.style().name;
    options.transparent = true;
    // A card without a picture is no harm.
    (void)paintPicture(painter, QRectF(QPointF(), QSizeF(size)), *blueprint, m_catalog, options);
    return m_picture;
}

void ExampleCard::paintEvent(QPaintEvent *)
{
    const Style &style = m_theme.style();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(hasFocus() ? style.accent : underMouse() ? style.lineStrong : style.line, hasFocus() ? 2 : 1));
    painter.setBrush(underMouse() || isDown() ? style.hoverTint : style.base);
    painter.drawRoundedRect(card, 10, 10);
    const QRect room = rect().adjusted(10, 10, -10, -10 - captionHeight);
    painter.drawPixmap(room.topLeft(), picture(room.size()));
    const auto line = [&](int top, const QString &text, const QFont &font, const QColor &color) {
        const QRectF at(room.left() + 6, room.bottom() + top, room.width() - 12, 22);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(at, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(font).elidedText(text, Qt::ElideRight, at.width()));
    };
    line(10, text(), style.titleFont, style.text);
    line(32, tr("A network in three availability zones, a load balancer, auto scaling, PostgreSQL and Redis: open it and change it."),
         style.smallFont, style.textSecondary);
}

} // namespace groundplan

#include "moc_examplecard.cpp"
