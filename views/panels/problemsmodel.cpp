// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/problemsmodel.h"

#include <algorithm>
#include <tuple>

namespace groundplan {

namespace {

constexpr qsizetype manyRows = 64; // more changes than this and the view lays itself out anew anyway

QString nameOf(const Blueprint &blueprint, const Finding &finding)
{
    const Resource *resource = blueprint.find(finding.resource);
    return resource ? resource->name : QString();
}

QString spoken(Severity severity)
{
    switch (severity) {
    case Severity::Error: return ProblemsModel::tr("Error");
    case Severity::Warning: return ProblemsModel::tr("Warning");
    case Severity::Notice: break;
    }
    return ProblemsModel::tr("Notice");
}

} // namespace

bool ProblemsModel::before(const Row &a, const Row &b)
{
    const auto order = [](const Row &row) {
        const Finding &f = row.finding;
        return std::tie(f.severity, row.name, f.resource, f.rule, f.attribute, f.connection, f.message);
    };
    return order(a) < order(b);
}

int ProblemsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || size_t(index.row()) >= m_rows.size())
        return {};
    const Finding &finding = m_rows[size_t(index.row())].finding;
    switch (role) {
    case Qt::DisplayRole: return finding.message;
    case Qt::ToolTipRole: return QStringLiteral("<p>%1</p><p>%2</p>").arg(finding.message.toHtmlEscaped(), finding.advice.toHtmlEscaped());
    case Qt::AccessibleTextRole: return QStringLiteral("%1: %2 %3").arg(spoken(finding.severity), finding.message, finding.advice);
    case SeverityRole: return int(finding.severity);
    case AdviceRole: return finding.advice;
    case FixRole: return finding.fixTitle;
    }
    return {};
}

QModelIndex ProblemsModel::indexOf(const QString &key) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&key](const Row &row) { return row.finding.key() == key; });
    return it == m_rows.end() ? QModelIndex() : index(int(it - m_rows.begin()));
}

void ProblemsModel::reset(const Blueprint &blueprint, const QList<Finding> &findings)
{
    beginResetModel();
    m_rows.clear();
    for (const Finding &finding : findings)
        if (shows(finding.severity))
            m_rows.push_back({nameOf(blueprint, finding), finding});
    std::sort(m_rows.begin(), m_rows.end(), before);
    endResetModel();
}

void ProblemsModel::removeRowsOf(const QSet<ResourceId> &changed)
{
    for (auto end = int(m_rows.size()); end > 0;) {
        if (!changed.contains(m_rows[size_t(end - 1)].finding.resource)) {
            --end;
            continue;
        }
        int begin = end - 1;
        while (begin > 0 && changed.contains(m_rows[size_t(begin - 1)].finding.resource))
            --begin;
        beginRemoveRows({}, begin, end - 1);
        m_rows.erase(m_rows.begin() + begin, m_rows.begin() + end);
        endRemoveRows();
        end = begin;
    }
}

void ProblemsModel::replace(const Blueprint &blueprint, const QSet<ResourceId> &changed, const QList<Finding> &findings)
{
    const auto concerned =
        std::count_if(m_rows.begin(), m_rows.end(), [&changed](const Row &row) { return changed.contains(row.finding.resource); });
    if (concerned + findings.size() > manyRows) {
        QList<Finding> all = findings;
        for (const Row &row : m_rows)
            if (!changed.contains(row.finding.resource))
                all.append(row.finding);
        reset(blueprint, all);
        return;
    }
    removeRowsOf(changed);
    for (const Finding &finding : findings) {
        if (!shows(finding.severity))
            continue;
        Row row{nameOf(blueprint, finding), finding};
        const auto at = std::upper_bound(m_rows.begin(), m_rows.end(), row, before);
        const auto position = int(at - m_rows.begin());
        beginInsertRows({}, position, position);
        m_rows.insert(at, std::move(row));
        endInsertRows();
    }
}

} // namespace groundplan

#include "moc_problemsmodel.cpp"
