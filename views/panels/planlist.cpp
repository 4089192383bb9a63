// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/planlist.h"

#include "views/paint/resourcepainter.h"
#include "views/panels/panelstyle.h"

#include <QPainter>

namespace groundplan {

namespace {

constexpr int inset = 14;
constexpr int badgeRoom = 26;
constexpr int lineHeight = 18;

int orderOf(PlannedAction action)
{
    switch (action) { // what hurts most comes first
    case PlannedAction::Delete: return 0;
    case PlannedAction::Replace: return 1;
    case PlannedAction::Update: return 2;
    case PlannedAction::Create: return 3;
    default: return 4;
    }
}

QString nameFor(PlannedAction action)
{
    switch (action) {
    case PlannedAction::Create: return PlanModel::tr("Create");
    case PlannedAction::Update: return PlanModel::tr("Change in place");
    case PlannedAction::Replace: return PlanModel::tr("Replace");
    case PlannedAction::Delete: return PlanModel::tr("Destroy");
    case PlannedAction::Read: return PlanModel::tr("Read");
    case PlannedAction::None: break;
    }
    return {};
}

} // namespace

void PlanModel::show(const Plan &plan, const QList<EngineDiagnostic> &diagnostics)
{
    QList<PlannedChange> changes = plan.changes;
    std::stable_sort(changes.begin(), changes.end(),
                     [](const PlannedChange &a, const PlannedChange &b) { return orderOf(a.action) < orderOf(b.action); });
    if (changes == m_changes && diagnostics == m_diagnostics)
        return;
    beginResetModel();
    m_changes = changes;
    m_diagnostics = diagnostics;
    endResetModel();
}

int PlanModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_diagnostics.size() + m_changes.size()); }

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (index.row() < m_diagnostics.size())
        return problemData(m_diagnostics.at(index.row()), role);
    return changeData(m_changes.at(index.row() - m_diagnostics.size()), role);
}

QVariant PlanModel::changeData(const PlannedChange &change, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return change.address;
    case ResourceRole: return change.resource.text();
    case ActionRole: return int(change.action);
    case DetailRole: {
        QString detail = nameFor(change.action);
        if (!change.replaceReasons.isEmpty())
            detail += tr(", because of %1").arg(change.replaceReasons.join(QStringLiteral(", ")));
        else if (!change.changedAttributes.isEmpty())
            detail += QStringLiteral(": ") + change.changedAttributes.join(QStringLiteral(", "));
        return detail;
    }
    case Qt::ToolTipRole: return change.resource.isEmpty() ? tr("%1 is not drawn any more.").arg(change.address) : change.address;
    case Qt::AccessibleTextRole: return nameFor(change.action) + QLatin1Char(' ') + change.address;
    default: return {};
    }
}

QVariant PlanModel::problemData(const EngineDiagnostic &diagnostic, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return diagnostic.summary;
    case ResourceRole: return diagnostic.resource.text();
    case IsProblemRole: return true;
    case IsErrorRole: return diagnostic.isError;
    case DetailRole: {
        QStringList parts;
        if (!diagnostic.address.isEmpty())
            parts << diagnostic.address;
        if (!diagnostic.file.isEmpty())
            parts << QStringLiteral("%1:%2").arg(diagnostic.file).arg(diagnostic.line);
        parts << QString(diagnostic.detail).replace(QLatin1Char('\n'), QLatin1Char(' '));
        parts.removeAll(QString());
        return parts.join(QStringLiteral(" · "));
    }
    case Qt::ToolTipRole: return QString(diagnostic.summary + QLatin1Char('\n') + diagnostic.detail);
    default: return {};
    }
}

void PlanDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Style &style = styleOf(option.palette);
    const bool isProblem = index.data(PlanModel::IsProblemRole).toBool();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, style.accentTint);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, style.hoverTint);

    const QPointF center(option.rect.left() + inset + metrics::badge / 2, option.rect.top() + 5 + lineHeight / 2.0);
    if (isProblem) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(index.data(PlanModel::IsErrorRole).toBool() ? style.error : style.warning);
        painter->drawEllipse(center, 4, 4);
    } else {
        Brush brush{*painter, style, m_icons, 1, painter->device()->devicePixelRatioF(), false};
        paintPlanBadge(brush, PlannedAction(index.data(PlanModel::ActionRole).toInt()), center);
    }

    const QRect room = option.rect.adjusted(inset + badgeRoom, 5, -inset, -5);
    painter->setFont(isProblem ? style.font : style.codeFont);
    painter->setPen(style.text);
    const QRect first(room.left(), room.top(), room.width(), lineHeight);
    painter->drawText(
        first, int(Qt::AlignLeft | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(index.data().toString(), isProblem ? Qt::ElideRight : Qt::ElideMiddle, room.width()));
    painter->setFont(style.smallFont);
    painter->setPen(style.textSecondary);
    painter->drawText(first.translated(0, lineHeight), int(Qt::AlignLeft | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(index.data(PlanModel::DetailRole).toString(), Qt::ElideRight, room.width()));
    painter->restore();
}

QSize PlanDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {200, 2 * lineHeight + 10}; }

} // namespace groundplan

#include "moc_planlist.cpp"
