// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/palettemodel.h"

#include "views/tools/mime.h"

#include <QMimeData>

namespace groundplan {

PaletteModel::PaletteModel(const Catalog &catalog, QObject *parent) : QAbstractListModel(parent), m_catalog(catalog)
{
    const QStringList types = catalog.types();
    m_typeCount = int(types.size());
    for (const QString &type : types) {
        const TypeSummary summary = catalog.summary(type);
        m_summaries.insert(type, summary);
        m_byCategory[summary.category].append(type);
    }
    for (QStringList &inCategory : m_byCategory) {
        std::sort(inCategory.begin(), inCategory.end(), [this](const QString &a, const QString &b) {
            const TypeSummary &x = m_summaries[a], &y = m_summaries[b];
            if (x.isDeep != y.isDeep)
                return x.isDeep;
            const int order = x.title.compare(y.title, Qt::CaseInsensitive);
            return order ? order < 0 : a < b;
        });
    }
    rebuild();
}

void PaletteModel::setSearch(const QString &text)
{
    if (text.simplified() == m_search)
        return;
    m_search = text.simplified();
    rebuild();
}

void PaletteModel::setFavourites(const QStringList &types)
{
    if (types == m_favourites)
        return;
    m_favourites = types;
    rebuild();
}

void PaletteModel::setRecent(const QStringList &types)
{
    if (types == m_recent)
        return;
    m_recent = types;
    rebuild();
}

void PaletteModel::toggleCategory(const QString &category)
{
    if (!m_opened.remove(category))
        m_opened.insert(category);
    rebuild();
}

void PaletteModel::appendSection(QList<Row> &rows, const QString &title, const QStringList &types) const
{
    if (types.isEmpty())
        return;
    rows.append(Row{Kind::Heading, title, QString()});
    for (const QString &type : types)
        rows.append(Row{Kind::Type, QString(), type});
}

void PaletteModel::appendBrowsing(QList<Row> &rows) const
{
    const auto known = [this](const QStringList &types) {
        QStringList result;
        for (const QString &type : types) {
            if (m_summaries.contains(type))
                result.append(type);
        }
        return result;
    };
    const QString groups = QStringLiteral("group");
    appendSection(rows, tr("Favourites"), known(m_favourites));
    QStringList recent = known(m_recent);
    recent.removeIf([this](const QString &type) { return m_favourites.contains(type); });
    appendSection(rows, tr("Recent"), recent.mid(0, 4));
    QStringList zones = m_byCategory.value(groups);
    zones += known({QStringLiteral("aws_vpc"), QStringLiteral("aws_subnet")});
    appendSection(rows, tr("Zones"), zones);

    QStringList categories = m_catalog.categories();
    QStringList others = m_byCategory.keys();
    others.sort();
    for (const QString &category : others) {
        if (!categories.contains(category))
            categories.append(category);
    }
    for (const QString &category : categories) {
        const QStringList all = m_byCategory.value(category);
        if (category == groups || all.isEmpty())
            continue;
        const bool isOpen = m_opened.contains(category);
        QStringList shown;
        for (const QString &type : all) {
            const TypeSummary &summary = m_summaries[type];
            if (isOpen || (summary.isDeep && !summary.isAttachment))
                shown.append(type);
        }
        rows.append(Row{Kind::Heading, m_catalog.categoryTitle(category), QString()});
        for (const QString &type : shown)
            rows.append(Row{Kind::Type, QString(), type});
        if (isOpen)
            rows.append(Row{Kind::More, tr("Fewer"), category});
        else if (shown.size() < all.size())
            rows.append(Row{Kind::More, tr("All %1 types").arg(all.size()), category});
    }
}

void PaletteModel::rebuild()
{
    QList<Row> rows;
    if (m_search.isEmpty()) {
        appendBrowsing(rows);
    } else {
        for (const QString &type : m_catalog.search(m_search)) {
            if (m_summaries.contains(type))
                rows.append(Row{Kind::Type, QString(), type});
        }
        if (rows.isEmpty())
            rows.append(Row{Kind::Heading, tr("Nothing is called that"), QString()});
        else
            rows.prepend(Row{Kind::Heading, tr("%1 found").arg(rows.size()), QString()});
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == KindRole)
        return int(row.kind);
    if (row.kind != Kind::Type)
        return role == Qt::DisplayRole ? QVariant(row.text) : role == CategoryRole ? QVariant(row.value) : QVariant();
    const TypeSummary &summary = *m_summaries.constFind(row.value);
    switch (role) {
    case Qt::DisplayRole: return summary.title;
    case Qt::ToolTipRole:
    case TypeRole: return row.value;
    case CategoryRole: return summary.category;
    case IconRole: return summary.icon;
    case IsFavouriteRole: return m_favourites.contains(row.value);
    default: return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    switch (m_rows.at(index.row()).kind) {
    case Kind::Heading: return Qt::NoItemFlags;
    case Kind::More: return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    case Kind::Type: return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    }
    return Qt::NoItemFlags;
}

QStringList PaletteModel::mimeTypes() const { return {mime::resourceType}; }

QMimeData *PaletteModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto *data = new QMimeData; // the drag takes it
    data->setData(mime::resourceType, indexes.constFirst().data(TypeRole).toString().toUtf8());
    return data;
}

} // namespace groundplan

#include "moc_palettemodel.cpp"
