// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/finding.h"

#include <QAbstractListModel>
#include <QSet>

namespace groundplan {

/// Findings as rows, errors first, then by the resource's name. Severities can be hidden; a few changed findings move a few rows.
class ProblemsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SeverityRole = Qt::UserRole, AdviceRole, FixRole };
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    const Finding &finding(const QModelIndex &index) const { return m_rows[size_t(index.row())].finding; }
    QModelIndex indexOf(const QString &key) const; ///< of the finding with this key; invalid when it is not shown
    bool shows(Severity severity) const { return m_shown[int(severity)]; }
    void setShown(Severity severity, bool shown) { m_shown[int(severity)] = shown; }

    /// `findings` in their order; those of hidden severities are left out.
    void reset(const Blueprint &blueprint, const QList<Finding> &findings);
    /// The findings of the resources `changed` are now these.
    void replace(const Blueprint &blueprint, const QSet<ResourceId> &changed, const QList<Finding> &findings);

private:
    struct Row {
        QString name;
        Finding finding;
    };
    static bool before(const Row &a, const Row &b);
    void removeRowsOf(const QSet<ResourceId> &changed);

    std::vector<Row> m_rows;
    bool m_shown[3] = {true, true, true};
};

} // namespace groundplan
