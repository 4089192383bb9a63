// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/editorcontext.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QIcon>

namespace groundplan {

/// What a column of the grid shows of each resource.
struct GridColumn {
    enum class Kind { Name, Type, Zone, Cost, Property };
    Kind kind = Kind::Property;
    QString path = {}; ///< of a property, as the provider's schema spells it

    static GridColumn fromKey(const QString &key); ///< @name, @type, @zone, @cost, or a property's path
    QString key() const;
    QString title() const;
    bool operator==(const GridColumn &) const = default;
};

/// Resources × columns, read from the document when a cell is looked at. It keeps which rows are shown, in which order; writing is
/// one edit however many cells it touches.
class GridModel : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Cell {
        int row, column;
        QString text;
    };
    struct Costs {
        std::function<QString(const ResourceId &)> text;  ///< "$32.85"
        std::function<qint64(const ResourceId &)> amount; ///< to sort by
    };

    GridModel(EditorContext context, QObject *parent);

    void setCosts(Costs costs) { m_costs = std::move(costs); }
    void setColumns(const QList<GridColumn> &columns);
    const QList<GridColumn> &columns() const { return m_columns; }
    void setRows(const QList<ResourceId> &rows); ///< sorted as the user wants it
    const QList<ResourceId> &rows() const { return m_rows; }
    int rowOf(const ResourceId &id) const { return m_rowOf.value(id, -1); }
    /// Follows an edit: rows that are gone go, those that changed are drawn again.
    void follow(const ChangeSet &changes);
    void refreshCosts(const QSet<ResourceId> &changed);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_columns.size()); }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    void sort(int column, Qt::SortOrder order) override;

    QString cellText(int row, int column) const;
    bool mayEdit(int row, int column) const;
    /// What writing these texts into these cells would change. Errors name the cell; then nothing is written.
    Result<ChangeSet> writing(const QList<Cell> &cells, const QString &text) const;

private:
    const Resource *resourceAt(int row) const { return m_context.blueprint().find(m_rows.at(row)); }
    Value valueOf(const Resource &resource, const GridColumn &column) const;
    QString zonesOf(const Resource &resource) const;
    void numberRows();
    QIcon iconOf(const QString &type) const;

    EditorContext m_context;
    Costs m_costs;
    QList<GridColumn> m_columns;
    QList<ResourceId> m_rows;
    QHash<ResourceId, int> m_rowOf;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    mutable QHash<QString, QIcon> m_icons;
};

} // namespace groundplan
