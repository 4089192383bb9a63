// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/grid/gridmodel.h"

#include "model/blueprint/draft.h"
#include "views/paint/icons.h"
#include "views/paint/style.h"
#include "views/panels/grid/gridvalues.h"

namespace groundplan {

namespace {

constexpr std::pair<GridColumn::Kind, const char *> fixedColumns[] = {{GridColumn::Kind::Name, "@name"},
                                                                      {GridColumn::Kind::Type, "@type"},
                                                                      {GridColumn::Kind::Zone, "@zone"},
                                                                      {GridColumn::Kind::Cost, "@cost"}};

/// The provider's type of a property; null where it is not known. `isThere` tells whether such a resource has it at all.
const AttributeType *typeAt(const BlockSchema &schema, const QString &path, bool *isThere)
{
    const QString head = path.section(QLatin1Char('.'), 0, 0);
    *isThere = schema.attributes.contains(head) || schema.blocks.contains(head);
    if (const AttributeType *type = schema.typeAt(path))
        return type;
    const AttributeSchema *attribute = schema.attributeAt(head);
    const bool isInMap = attribute && attribute->type.kind == AttributeType::Kind::Map && path.count(QLatin1Char('.')) == 1;
    return isInMap ? attribute->type.element.get() : nullptr;
}

} // namespace

GridColumn GridColumn::fromKey(const QString &key)
{
    for (const auto &[kind, name] : fixedColumns) {
        if (key == QLatin1String(name))
            return {kind};
    }
    return {Kind::Property, key};
}

QString GridColumn::key() const
{
    for (const auto &[known, name] : fixedColumns) {
        if (kind == known)
            return QString::fromLatin1(name);
    }
    return path;
}

QString GridColumn::title() const
{
    switch (kind) {
    case Kind::Name: return GridModel::tr("Name");
    case Kind::Type: return GridModel::tr("Type");
    case Kind::Zone: return GridModel::tr("Stands in");
    case Kind::Cost: return GridModel::tr("Monthly cost");
    case Kind::Property: return path;
    }
    return {};
}

GridModel::GridModel(EditorContext context, QObject *parent) : QAbstractTableModel(parent), m_context(std::move(context)) { }

void GridModel::numberRows()
{
    m_rowOf.clear();
    m_rowOf.reserve(m_rows.size());
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rowOf.insert(m_rows.at(i), int(i));
}

void GridModel::setColumns(const QList<GridColumn> &columns)
{
    if (columns == m_columns)
        return;
    const GridColumn sorted = m_sortColumn >= 0 ? m_columns.value(m_sortColumn) : GridColumn();
    beginResetModel();
    m_columns = columns;
    m_sortColumn = sorted.key().isEmpty() ? -1 : int(columns.indexOf(sorted));
    endResetModel();
}

void GridModel::setRows(const QList<ResourceId> &rows)
{
    beginResetModel();
    m_rows = rows;
    numberRows();
    endResetModel();
    if (m_sortColumn >= 0)
        sort(m_sortColumn, m_sortOrder);
}

void GridModel::follow(const ChangeSet &changes)
{
    QSet<ResourceId> gone;
    for (const Change &change : changes.changes) {
        const auto *resource = std::get_if<RowChange<Resource>>(&change);
        if (!resource)
            continue;
        const int row = rowOf(resource->id());
        if (row < 0)
            continue;
        if (!m_context.blueprint().find(resource->id()))
            gone.insert(resource->id());
        else
            Q_EMIT dataChanged(index(row, 0), index(row, int(m_columns.size()) - 1));
    }
    if (gone.isEmpty())
        return;
    if (gone.size() > 50) { // one by one, each would move all that is below
        beginResetModel();
        m_rows.removeIf([&](const ResourceId &id) { return gone.contains(id); });
        numberRows();
        endResetModel();
        return;
    }
    for (const ResourceId &id : std::as_const(gone)) {
        const int row = int(m_rows.indexOf(id));
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        numberRows();
        endRemoveRows();
    }
}

void GridModel::refreshCosts(const QSet<ResourceId> &changed)
{
    const int column = int(m_columns.indexOf(GridColumn{GridColumn::Kind::Cost}));
    if (column < 0)
        return;
    for (const ResourceId &id : changed) {
        if (const int row = rowOf(id); row >= 0)
            Q_EMIT dataChanged(index(row, column), index(row, column));
    }
}

Value GridModel::valueOf(const Resource &resource, const GridColumn &column) const { return valueAt(resource.properties, column.path); }

QString GridModel::zonesOf(const Resource &resource) const
{
    QStringList names;
    for (const ResourceId &zone : resource.zones) {
        if (const Resource *row = m_context.blueprint().find(zone))
            names.append(row->name);
    }
    return names.join(QStringLiteral(", "));
}

QString GridModel::cellText(int row, int column) const
{
    const Resource *resource = resourceAt(row);
    if (!resource)
        return {};
    const GridColumn &what = m_columns.at(column);
    switch (what.kind) {
    case GridColumn::Kind::Name: return resource->name;
    case GridColumn::Kind::Type: return resource->type;
    case GridColumn::Kind::Zone: return zonesOf(*resource);
    case GridColumn::Kind::Cost: return m_costs.text ? m_costs.text(resource->id) : QString();
    case GridColumn::Kind::Property: return gridvalues::text(m_context.blueprint(), valueOf(*resource, what));
    }
    return {};
}

bool GridModel::mayEdit(int row, int column) const
{
    const GridColumn &what = m_columns.at(column);
    if (what.kind == GridColumn::Kind::Name)
        return true;
    const Resource *resource = resourceAt(row);
    if (what.kind != GridColumn::Kind::Property || !resource)
        return false;
    const auto schema = m_context.catalog.type(resource->type)->schema;
    bool isThere = true;
    if (schema)
        typeAt(*schema, what.path, &isThere);
    return isThere || !valueOf(*resource, what).isNull();
}

QIcon GridModel::iconOf(const QString &type) const
{
    const auto known = m_icons.constFind(type);
    if (known != m_icons.constEnd())
        return *known;
    const TypeSummary summary = m_context.catalog.summary(type);
    const Style &style = Style::light(); // tiles are the same in both, but for a shade
    return *m_icons.insert(type, QIcon(Icons::tilePixmap(summary.icon, style.category(summary.category), style.tileGlyph, 16, 2)));
}

QVariant GridModel::data(const QModelIndex &at, int role) const
{
    if (!at.isValid())
        return {};
    const GridColumn &column = m_columns.at(at.column());
    switch (role) {
    case Qt::DisplayRole:
        if (column.kind == GridColumn::Kind::Type) {
            const Resource *resource = resourceAt(at.row());
            return resource ? m_context.catalog.summary(resource->type).title : QString();
        }
        return cellText(at.row(), at.column());
    case Qt::EditRole: return cellText(at.row(), at.column());
    case Qt::DecorationRole:
        if (const Resource *resource = column.kind == GridColumn::Kind::Name ? resourceAt(at.row()) : nullptr)
            return iconOf(resource->type);
        return {};
    case Qt::ToolTipRole:
        if (column.kind == GridColumn::Kind::Property && !mayEdit(at.row(), at.column()))
            return tr("This type has no %1.").arg(column.path);
        return cellText(at.row(), at.column());
    case Qt::TextAlignmentRole: {
        const Resource *resource = column.kind == GridColumn::Kind::Property ? resourceAt(at.row()) : nullptr;
        const bool isNumber = column.kind == GridColumn::Kind::Cost || (resource && valueOf(*resource, column).isNumber());
        return int(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    default: return {};
    }
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return m_columns.at(section).title();
    return role == Qt::TextAlignmentRole ? QVariant(int(Qt::AlignLeft | Qt::AlignVCenter)) : QVariant();
}

Qt::ItemFlags GridModel::flags(const QModelIndex &at) const
{
    const Qt::ItemFlags base = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return at.isValid() && mayEdit(at.row(), at.column()) ? base | Qt::ItemIsEditable : base;
}

/// What is not set comes last either way: one sorts to see what is there.
void GridModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    if (column < 0 || column >= m_columns.size() || m_rows.isEmpty())
        return;
    struct Key {
        bool isEmpty, isText;
        double number;
        QString text;
        ResourceId id;
    };
    const GridColumn what = m_columns.at(column);
    std::vector<Key> keys;
    keys.reserve(size_t(m_rows.size()));
    for (int row = 0; row < m_rows.size(); ++row) {
        Key key{false, true, 0, {}, m_rows.at(row)};
        const Resource *resource = resourceAt(row);
        const Value value = resource && what.kind == GridColumn::Kind::Property ? valueOf(*resource, what) : Value();
        if (what.kind == GridColumn::Kind::Cost) {
            key.number = m_costs.amount ? double(m_costs.amount(key.id)) : 0;
            key.isText = false;
            key.isEmpty = key.number == 0;
        } else if (value.isNumber()) {
            key.number = value.toReal();
            key.isText = false;
        } else {
            key.text = cellText(row, column).toLower();
            key.isEmpty = key.text.isEmpty();
        }
        keys.push_back(std::move(key));
    }
    const auto before = [order](const Key &a, const Key &b) {
        if (a.isEmpty != b.isEmpty)
            return b.isEmpty;
        const Key &x = order == Qt::AscendingOrder ? a : b, &y = order == Qt::AscendingOrder ? b : a;
        return std::tie(x.isText, x.number, x.text) < std::tie(y.isText, y.number, y.text);
    };
    std::stable_sort(keys.begin(), keys.end(), before);
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList old = persistentIndexList();
    QList<ResourceId> ids;
    for (const QModelIndex &at : old)
        ids.append(m_rows.at(at.row()));
    for (size_t i = 0; i < keys.size(); ++i)
        m_rows[qsizetype(i)] = keys[i].id;
    numberRows();
    QModelIndexList now;
    for (qsizetype i = 0; i < old.size(); ++i)
        now.append(index(rowOf(ids.at(i)), old.at(i).column()));
    changePersistentIndexList(old, now);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

Result<ChangeSet> GridModel::writing(const QList<Cell> &cells, const QString &text) const
{
    const Blueprint &blueprint = m_context.blueprint();
    Draft draft(blueprint);
    for (const Cell &cell : cells) {
        const Resource *row = draft.find<Resource>(m_rows.value(cell.row));
        const GridColumn &column = m_columns.at(cell.column);
        if (!row)
            return Error{tr("The resource no longer exists.")};
        if (!mayEdit(cell.row, cell.column))
            return Error{column.kind == GridColumn::Kind::Property
                             ? tr("%1 has no %2.").arg(m_context.catalog.summary(row->type).title, column.path)
                             : tr("“%1” can't be changed here.").arg(column.title())};
        Resource after = *row;
        if (column.kind == GridColumn::Kind::Name) {
            const QString name = cell.text.trimmed();
            if (name.isEmpty() || name.size() > 255)
                return Error{name.isEmpty() ? tr("A name is needed.") : tr("A name has at most 255 characters.")};
            after.name = name;
        } else {
            const auto schema = m_context.catalog.type(row->type)->schema;
            bool isThere = true;
            const AttributeType *type = schema ? typeAt(*schema, column.path, &isThere) : nullptr;
            const Result<Value> value = gridvalues::parse(blueprint, cell.text, type, valueOf(*row, column));
            if (!value)
                return Error{tr("%1 of %2: %3").arg(column.path, row->name, value.error().message), value.error().detail};
            after.properties = withValueAt(after.properties, schema ? schema->valuePath(column.path) : column.path, *value);
        }
        draft.set(after);
    }
    return draft.take(text);
}

} // namespace groundplan

#include "moc_gridmodel.cpp"
