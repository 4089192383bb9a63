// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/flowlayout.h"

#include <QWidget>

namespace groundplan {

namespace {
constexpr int flowGap = 4;
}

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect &rect, bool place) const
{
    int x = rect.x(), y = rect.y(), line = 0;
    for (QLayoutItem *item : m_items) {
        const bool grows = item->expandingDirections() & Qt::Horizontal; // the last one: what is typed into
        QSize size = item->sizeHint().boundedTo(QSize(rect.width(), QWIDGETSIZE_MAX));
        if (grows)
            size.setWidth(qMax(item->minimumSize().width(), 56));
        if (x > rect.x() && x + size.width() > rect.right() + 1) {
            x = rect.x();
            y += line + flowGap;
            line = 0;
        }
        if (grows)
            size.setWidth(qMax(size.width(), rect.right() + 1 - x));
        if (place)
            item->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + flowGap;
        line = qMax(line, size.height());
    }
    return y + line - rect.y();
}

} // namespace groundplan
