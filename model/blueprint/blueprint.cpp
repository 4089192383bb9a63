// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprint.h"

#include "model/blueprint/words.h"

#include <QSet>
#include <QVarLengthArray>

namespace groundplan {

template class RowTable<ResourceId, Resource>;
template class RowTable<ConnectionId, Connection>;
template class RowTable<PageId, Page>;
template class RowTable<PlacementId, Placement>;
template class RowTable<VariableId, Variable>;

namespace {

template <class T> void insertSorted(QList<T> &list, const T &item)
{
    const auto at = std::lower_bound(list.begin(), list.end(), item);
    if (at == list.end() || *at != item)
        list.insert(at, item);
}

template <class Table, class Key, class T> void indexEntry(Table &table, const Key &key, const T &item, bool add)
{
    if (add) {
        insertSorted(table.edit(key), item);
        return;
    }
    if (!table.contains(key))
        return;
    auto &list = table.edit(key);
    const auto at = std::lower_bound(list.begin(), list.end(), item);
    if (at != list.end() && *at == item)
        list.erase(at);
    if (list.isEmpty())
        table.remove(key);
}

template <class Table, class Key> auto listAt(const Table &table, const Key &key)
{
    const auto *list = table.find(key);
    return list ? *list : std::decay_t<decltype(*list)>();
}

QString nameKey(const QString &type, const QString &name) { return type + QLatin1Char('\n') + name; }

} // namespace

Blueprint::Blueprint()
{
    const Header header;
    table<Header>().insert(header.id, header);
}

Blueprint::Blueprint(const Blueprint &other) = default;
Blueprint::Blueprint(Blueprint &&other) noexcept = default;
Blueprint &Blueprint::operator=(const Blueprint &other) = default;
Blueprint &Blueprint::operator=(Blueprint &&other) noexcept = default;
Blueprint::~Blueprint() = default;

const Header &Blueprint::header() const { return *find<Header>(HeaderId(QStringLiteral("blueprint"))); }

QList<PageId> Blueprint::pages() const
{
    QList<PageId> result = ids<Page>();
    std::stable_sort(result.begin(), result.end(), [this](const PageId &a, const PageId &b) { return find(a)->order < find(b)->order; });
    return result;
}

QList<ResourceId> Blueprint::children(const ResourceId &zone) const { return listAt(m_children, zone); }
QList<ConnectionId> Blueprint::connections(const ResourceId &resource) const { return listAt(m_connections, resource); }
QList<PlacementId> Blueprint::placements(const ResourceId &resource) const { return listAt(m_placements, resource); }
QList<ResourceId> Blueprint::referrers(const ResourceId &resource) const { return listAt(m_referrers, resource); }
QList<ResourceId> Blueprint::namesakes(const QString &type, const QString &name) const { return listAt(m_names, nameKey(type, name)); }

QList<AnnotationId> Blueprint::annotationsOn(const PageId &page) const { return listAt(m_annotations, page); }

QList<PlacementId> Blueprint::placementsOn(const PageId &page) const
{
    QList<PlacementId> all;
    if (const auto *zones = m_drawn.find(page))
        zones->forEach([&](const ResourceId &, const QList<PlacementId> &placements) { all += placements; });
    std::sort(all.begin(), all.end());
    return all;
}

QList<PlacementId> Blueprint::placementsIn(const PageId &page, const ResourceId &zone) const
{
    const auto *zones = m_drawn.find(page);
    return zones ? listAt(*zones, zone) : QList<PlacementId>();
}

const Placement *Blueprint::placementOf(const PageId &page, const ResourceId &resource) const
{
    if (const auto *all = m_placements.find(resource)) {
        for (const PlacementId &id : *all) {
            if (const Placement *placement = find(id); placement->page == page)
                return placement;
        }
    }
    return nullptr;
}

QRectF Blueprint::absoluteRect(const Placement &placement) const
{
    QRectF rect = placement.rect;
    const Placement *inner = &placement;
    // Zones nest a few levels; the limit only keeps a damaged blueprint from looping.
    for (int depth = 0; depth < 64 && inner->zone; ++depth) {
        inner = placementOf(placement.page, inner->zone);
        if (!inner)
            break;
        rect.translate(inner->rect.topLeft());
    }
    return rect;
}

QList<ResourceId> Blueprint::ancestors(const ResourceId &resource, const ResourceId &through) const
{
    QList<ResourceId> result;
    const Resource *row = find(resource);
    ResourceId next = row && !row->zones.isEmpty() ? (through ? through : row->zones.first()) : ResourceId();
    while (next && !result.contains(next)) {
        result.append(next);
        const Resource *zone = find(next);
        next = zone && !zone->zones.isEmpty() ? zone->zones.first() : ResourceId();
    }
    return result;
}

bool Blueprint::isInside(const ResourceId &resource, const ResourceId &zone) const
{
    // Few zones are above anything: a list is searched faster than a set is made.
    QVarLengthArray<ResourceId, 16> above{resource};
    for (qsizetype i = 0; i < above.size(); ++i) {
        if (above.at(i) == zone)
            return true;
        const Resource *row = find(above.at(i));
        for (const ResourceId &next : row ? row->zones : QList<ResourceId>()) {
            if (!above.contains(next))
                above.append(next);
        }
    }
    return false;
}

template <class Row> void Blueprint::index(const Row &row, bool add)
{
    if constexpr (std::is_same_v<Row, Resource>) {
        for (const ResourceId &zone : row.zones)
            indexEntry(m_children, zone, row.id, add);
        indexEntry(m_names, nameKey(row.type, row.name), row.id, add);
        QSet<ResourceId> targets;
        const auto note = [&](const Reference &reference) { targets.insert(reference.to); };
        for (const PropertyMap *map : {&row.properties, &row.meta}) {
            for (const Value &value : *map)
                value.forEachReference(note);
        }
        for (const ResourceId &target : targets)
            indexEntry(m_referrers, target, row.id, add);
    } else if constexpr (std::is_same_v<Row, Connection>) {
        indexEntry(m_connections, row.from, row.id, add);
        if (row.to != row.from)
            indexEntry(m_connections, row.to, row.id, add);
    } else if constexpr (std::is_same_v<Row, Placement>) {
        indexEntry(m_placements, row.resource, row.id, add);
        auto &zones = m_drawn.edit(row.page);
        indexEntry(zones, row.zone, row.id, add);
        if (zones.isEmpty())
            m_drawn.remove(row.page);
    } else if constexpr (std::is_same_v<Row, Annotation>) {
        indexEntry(m_annotations, row.page, row.id, add);
    }
}

template <class Row> Result<> Blueprint::applyRow(const RowChange<Row> &change)
{
    if (!change.before && !change.after)
        return Error{tr("The edit has a change without a row.")};
    if (change.before && change.after && change.before->id != change.after->id)
        return Error{tr("The edit would change the id of a row."), change.before->id.text()};
    const auto &id = change.id();
    if (id.isEmpty())
        return Error{tr("The edit has a row without an id.")};
    const Row *current = find<Row>(id);
    if (change.before ? (!current || *current != *change.before) : current != nullptr)
        return Error{tr("The edit was made for another state of the blueprint."), id.text()};
    if (current)
        index(*current, false);
    if (change.after) {
        index(*change.after, true);
        table<Row>().insert(id, *change.after);
    } else {
        table<Row>().remove(id);
    }
    return {};
}

/// True of a row after the whole set was applied: what it names exists.
template <class Row> Result<> Blueprint::check(const RowChange<Row> &change) const
{
    const auto &id = change.id();
    const Row *row = find<Row>(id);
    if constexpr (std::is_same_v<Row, Header>) {
        if (!row || table<Header>().size() != 1)
            return Error{tr("A blueprint has exactly one header row.")};
    } else if constexpr (std::is_same_v<Row, Resource>) {
        if (!row)
            return checkUnused(id);
        if (row->type.isEmpty())
            return Error{tr("A resource has no type."), id.text()};
        for (qsizetype i = 0; i < row->zones.size(); ++i) {
            const ResourceId &zone = row->zones.at(i);
            if (!find(zone))
                return Error{tr("A resource stands in a zone that does not exist."), id.text() + QStringLiteral(" → ") + zone.text()};
            if (row->zones.indexOf(zone) != i)
                return Error{tr("A resource stands in the same zone twice."), id.text()};
            if (isInside(zone, id))
                return Error{tr("A zone can't stand inside itself."), id.text()};
        }
    } else if constexpr (std::is_same_v<Row, Connection>) {
        if (row && (!find(row->from) || !find(row->to)))
            return Error{tr("A connection has an end that does not exist."), id.text()};
    } else if constexpr (std::is_same_v<Row, Placement>) {
        if (!row)
            return {};
        if (!find(row->page))
            return Error{tr("A placement is on a page that does not exist."), id.text()};
        if (!find(row->resource))
            return Error{tr("A placement shows a resource that does not exist."), id.text()};
        if (row->zone && !find(row->zone))
            return Error{tr("A placement is drawn in a zone that does not exist."), id.text()};
        if (row->zone && isInside(row->zone, row->resource))
            return Error{tr("A placement is drawn inside itself."), id.text()};
    } else if constexpr (std::is_same_v<Row, Annotation>) {
        if (row && !find(row->page))
            return Error{tr("A note is on a page that does not exist."), id.text()};
    } else if constexpr (std::is_same_v<Row, Page>) {
        if (!row && (m_drawn.contains(id) || m_annotations.contains(id)))
            return Error{tr("A page that still shows something can't be removed."), id.text()};
    }
    return {};
}

Result<> Blueprint::checkUnused(const ResourceId &removed) const
{
    if (m_children.contains(removed))
        return Error{tr("A zone that still holds something can't be removed."), removed.text()};
    if (m_connections.contains(removed))
        return Error{tr("A resource that still has connections can't be removed."), removed.text()};
    if (m_placements.contains(removed))
        return Error{tr("A resource that is still drawn can't be removed."), removed.text()};
    return {};
}

Result<> Blueprint::apply(const ChangeSet &set)
{
    Blueprint before = *this;
    const auto fail = [&](const Error &error) -> Result<> {
        *this = std::move(before);
        return error;
    };
    for (const Change &change : set.changes) {
        if (const auto applied = std::visit([this](const auto &c) { return applyRow(c); }, change); !applied)
            return fail(applied.error());
    }
    for (const Change &change : set.changes) {
        if (const auto checked = std::visit([this](const auto &c) { return check(c); }, change); !checked)
            return fail(checked.error());
    }
    return {};
}

bool operator==(const Blueprint &a, const Blueprint &b)
{
    const auto same = [](const auto &x, const auto &y) {
        if (x.size() != y.size())
            return false;
        bool equal = true;
        x.forEach([&](const auto &key, const auto &row) {
            if (equal) {
                const auto *other = y.find(key);
                equal = other && *other == row;
            }
        });
        return equal;
    };
    return [&]<size_t... i>(std::index_sequence<i...>) { return (same(std::get<i>(a.m_tables), std::get<i>(b.m_tables)) && ...); }
    (std::make_index_sequence<std::tuple_size_v<decltype(a.m_tables)>>());
}

} // namespace groundplan
