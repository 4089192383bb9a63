// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/deployment/deployment.h"
#include "views/paint/icons.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

namespace groundplan {

/// What a plan would do, or what the engine complains about: one row each, complaints first.
class PlanModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ResourceRole = Qt::UserRole + 1, ActionRole, DetailRole, IsProblemRole, IsErrorRole };
    using QAbstractListModel::QAbstractListModel;

    void show(const Plan &plan, const QList<EngineDiagnostic> &diagnostics);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QVariant changeData(const PlannedChange &change, int role) const;
    QVariant problemData(const EngineDiagnostic &diagnostic, int role) const;

    QList<PlannedChange> m_changes;
    QList<EngineDiagnostic> m_diagnostics;
};

/// Draws a row: the badge that the canvas shows as well, the address in a monospaced face, and a grey second line.
class PlanDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    mutable Icons m_icons; // a cache
};

} // namespace groundplan
