// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

#include <QAbstractListModel>
#include <QSet>

namespace groundplan {

/// The palette's rows: headings, types, and "all 212" rows that open a category; or, while searching, what was found.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum class Kind { Heading, Type, More };
    enum Role { KindRole = Qt::UserRole, TypeRole, CategoryRole, IconRole, IsFavouriteRole };
    static Kind kindOf(const QModelIndex &index) { return Kind(index.data(KindRole).toInt()); }

    explicit PaletteModel(const Catalog &catalog, QObject *parent = nullptr);

    int typeCount() const { return m_typeCount; }
    void setSearch(const QString &text);
    bool isSearching() const { return !m_search.isEmpty(); }
    void setFavourites(const QStringList &types);
    const QStringList &favourites() const { return m_favourites; }
    void setRecent(const QStringList &types);
    const QStringList &recent() const { return m_recent; }
    /// Shows all of a category, or its everyday types alone again.
    void toggleCategory(const QString &category);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

private:
    struct Row {
        Kind kind;
        QString text;  ///< a heading's or More row's; a type's title is looked up
        QString value; ///< type or category
    };
    void rebuild();
    void appendBrowsing(QList<Row> &rows) const;
    void appendSection(QList<Row> &rows, const QString &title, const QStringList &types) const;

    const Catalog &m_catalog;
    QHash<QString, TypeSummary> m_summaries;  ///< asked for once: the view asks for every row it paints
    QHash<QString, QStringList> m_byCategory; ///< everyday types first, then by title
    int m_typeCount = 0;
    QString m_search;
    QStringList m_favourites, m_recent;
    QSet<QString> m_opened;
    QList<Row> m_rows;
};

} // namespace groundplan
