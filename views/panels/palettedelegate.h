// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace groundplan {

/// Draws the palette's rows: small grey headings, and types as a tile with a title.
class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// What is under the pointer while a type is dragged.
    static QPixmap dragPixmap(const QModelIndex &index, qreal ratio);
};

} // namespace groundplan
