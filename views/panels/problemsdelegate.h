// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/finding.h"

#include <QStyledItemDelegate>

namespace groundplan {

struct Style;

/// Draws a finding: its severity's mark, one plain line, a grey second one, and a link to the fix.
class ProblemsDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Where the link is drawn in a row's rectangle; empty when there is none.
    static QRect fixRect(const QRect &row, const QFont &font, const QModelIndex &index);
    /// The mark of a severity: its shape tells it, its colour only helps. Circle, triangle, square.
    static void paintMark(QPainter *painter, const QRectF &rect, Severity severity, const Style &style);
    static QIcon markIcon(Severity severity, const QPalette &palette);

Q_SIGNALS:
    void fixRequested(const QModelIndex &index); ///< a click on the link
    void chosen(const QModelIndex &index);       ///< a click elsewhere in the row

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;
};

} // namespace groundplan
