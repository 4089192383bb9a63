// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/problemsdelegate.h"

#include "views/paint/style.h"
#include "views/panels/panelstyle.h"
#include "views/panels/problemsmodel.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace groundplan {

namespace {

constexpr int margin = 12, markSize = 10, markGap = 9, rowPadding = 6, lineGap = 1;

QColor colourOf(Severity severity, const Style &style)
{
    return severity == Severity::Error ? style.error : severity == Severity::Warning ? style.warning : style.notice;
}

QFont secondLine(const QFont &font)
{
    QFont smaller = font;
    if (font.pixelSize() > 0)
        smaller.setPixelSize(font.pixelSize() - 1);
    else
        smaller.setPointSizeF(font.pointSizeF() * 0.92);
    return smaller;
}

} // namespace

QSize ProblemsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lines = QFontMetrics(option.font).height() + QFontMetrics(secondLine(option.font)).height();
    return {200, lines + lineGap + 2 * rowPadding};
}

QRect ProblemsDelegate::fixRect(const QRect &row, const QFont &font, const QModelIndex &index)
{
    if (index.data(ProblemsModel::FixRole).toString().isEmpty())
        return {};
    const QFontMetrics metrics(font);
    const int width = metrics.horizontalAdvance(tr("Fix"));
    // Taller and wider than the word: it is easy to hit.
    return QRect(row.right() - margin - width, row.top() + rowPadding, width, metrics.height()).adjusted(-8, -4, 8, 4);
}

void ProblemsDelegate::paintMark(QPainter *painter, const QRectF &rect, Severity severity, const Style &style)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colourOf(severity, style));
    const QRectF inner = rect.adjusted(0.5, 0.5, -0.5, -0.5);
    switch (severity) {
    case Severity::Error: painter->drawEllipse(inner); break;
    case Severity::Warning: {
        painter->setPen(QPen(colourOf(severity, style), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolygon(QPolygonF{
            {inner.center().x(), inner.top() + 1}, {inner.right() - 0.5, inner.bottom() - 1}, {inner.left() + 0.5, inner.bottom() - 1}});
        break;
    }
    case Severity::Notice: painter->drawRoundedRect(inner.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2); break;
    }
    painter->restore();
}

QIcon ProblemsDelegate::markIcon(Severity severity, const QPalette &palette)
{
    QIcon icon;
    for (const int ratio : {1, 2}) {
        QPixmap pixmap(12 * ratio, 12 * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintMark(&painter, QRectF(1, 1, 10, 10), severity, styleOf(palette));
        icon.addPixmap(pixmap);
    }
    return icon;
}

void ProblemsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const QRect row = option.rect;
    const Style &style = styleOf(option.palette);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.state & QStyle::State_Selected ? style.accentTint : style.hoverTint);
        painter->drawRoundedRect(row.adjusted(4, 1, -4, -1), 6, 6);
    }

    const QFontMetrics first(option.font);
    const QFont smaller = secondLine(option.font);
    const QFontMetrics second(smaller);
    const int top = row.top() + rowPadding;
    const auto severity = Severity(index.data(ProblemsModel::SeverityRole).toInt());
    paintMark(painter, QRectF(row.left() + margin, top + (first.height() - markSize) / 2.0, markSize, markSize), severity, style);

    const QRect link = fixRect(row, option.font, index);
    const int left = row.left() + margin + markSize + markGap;
    const int right = (link.isEmpty() ? row.right() - margin : link.left());
    painter->setFont(option.font);
    painter->setPen(style.text);
    const QRect line(left, top, right - left, first.height());
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, first.elidedText(index.data().toString(), Qt::ElideRight, line.width()));
    if (!link.isEmpty()) {
        painter->setPen(style.accent);
        painter->drawText(link, Qt::AlignCenter, tr("Fix"));
    }
    painter->setFont(smaller);
    painter->setPen(style.textSecondary);
    const QRect below(left, line.bottom() + 1 + lineGap, row.right() - margin - left, second.height());
    painter->drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                      second.elidedText(index.data(ProblemsModel::AdviceRole).toString(), Qt::ElideRight, below.width()));
    painter->restore();
}

bool ProblemsDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *mouse = event->type() == QEvent::MouseButtonRelease ? static_cast<QMouseEvent *>(event) : nullptr;
    if (!mouse || mouse->button() != Qt::LeftButton)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    if (fixRect(option.rect, option.font, index).contains(mouse->position().toPoint()))
        Q_EMIT fixRequested(index);
    else
        Q_EMIT chosen(index);
    return true;
}

} // namespace groundplan

#include "moc_problemsdelegate.cpp"
