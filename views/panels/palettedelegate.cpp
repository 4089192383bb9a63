// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/palettedelegate.h"

#include "views/paint/icons.h"
#include "views/panels/palettemodel.h"
#include "views/panels/panelstyle.h"

#include <QApplication>
#include <QPainter>

namespace groundplan {

namespace {

constexpr int tileSide = 24;
constexpr int indent = 14;

QPixmap tileOf(const QModelIndex &index, const Style &style, int side, qreal ratio)
{
    static Icons icons; // pixmaps are the GUI thread's alone
    const QColor color = style.category(index.data(PaletteModel::CategoryRole).toString());
    return icons.tilePixmap(index.data(PaletteModel::IconRole).toString(), color, style.tileGlyph, side, ratio);
}

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Style &style = styleOf(option.palette);
    const QRect rect = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (PaletteModel::kindOf(index) == PaletteModel::Kind::Heading) {
        QFont font = style.smallFont;
        font.setPixelSize(11);
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(style.textSecondary);
        painter->drawText(rect.adjusted(indent - 2, 0, -8, -5), Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
        painter->restore();
        return;
    }
    const bool isSelected = option.state & QStyle::State_Selected;
    if (isSelected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? style.accentTint : style.hoverTint);
        painter->drawRoundedRect(QRectF(rect).adjusted(6, 1, -6, -1), metrics::radius, metrics::radius);
    }
    const int textLeft = rect.left() + indent + tileSide + 9;
    const QRect textRect(textLeft, rect.top(), rect.right() - textLeft - 8, rect.height());
    if (PaletteModel::kindOf(index) == PaletteModel::Kind::More) {
        painter->setFont(style.smallFont);
        painter->setPen(style.textSecondary);
        painter->drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
    } else {
        const QPixmap tile = tileOf(index, style, tileSide, painter->device()->devicePixelRatioF());
        const int top = rect.top() + (rect.height() - tileSide) / 2; // whole pixels, so that it is sharp
        painter->drawPixmap(QPointF(rect.left() + indent, top), tile);
        painter->setFont(style.font);
        painter->setPen(style.text);
        const QString text = QFontMetrics(style.font).elidedText(index.data().toString(), Qt::ElideRight, textRect.width());
        painter->drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft, text);
    }
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    switch (PaletteModel::kindOf(index)) {
    case PaletteModel::Kind::Heading: return {100, index.row() == 0 ? 26 : 34};
    case PaletteModel::Kind::More: return {100, 28};
    case PaletteModel::Kind::Type: return {100, 32};
    }
    return {};
}

QPixmap PaletteDelegate::dragPixmap(const QModelIndex &index, qreal ratio)
{
    return tileOf(index, styleOf(QApplication::palette()), int(metrics::tile), ratio);
}

} // namespace groundplan

#include "moc_palettedelegate.cpp"
