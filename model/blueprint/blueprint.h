// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/changeset.h"
#include "model/blueprint/result.h"
#include "model/blueprint/rowtable.h"

#include <QPointF>

#include <tuple>

namespace groundplan {

template <class Row> using IdOf = decltype(Row::id);

// Made once, in blueprint.cpp: the code of a table is much, and every file that looks something up needs it.
extern template class RowTable<ResourceId, Resource>;
extern template class RowTable<ConnectionId, Connection>;
extern template class RowTable<PageId, Page>;
extern template class RowTable<PlacementId, Placement>;
extern template class RowTable<VariableId, Variable>;

/// All rows of one file, with the indexes that make an edit cost what it touches: a value, copied for free, changed only by
/// apply(). Pointers that find() returns live until the next apply(): use them in the same function.
class Blueprint {
public:
    Blueprint();
    Blueprint(const Blueprint &other);
    Blueprint(Blueprint &&other) noexcept;
    Blueprint &operator=(const Blueprint &other);
    Blueprint &operator=(Blueprint &&other) noexcept;
    ~Blueprint();

    template <class Row> const Row *find(const IdOf<Row> &id) const { return table<Row>().find(id); }
    const Resource *find(const ResourceId &id) const { return find<Resource>(id); }
    const Connection *find(const ConnectionId &id) const { return find<Connection>(id); }
    const Placement *find(const PlacementId &id) const { return find<Placement>(id); }
    const Page *find(const PageId &id) const { return find<Page>(id); }
    const Annotation *find(const AnnotationId &id) const { return find<Annotation>(id); }
    const Environment *find(const EnvironmentId &id) const { return find<Environment>(id); }
    const Variable *find(const VariableId &id) const { return find<Variable>(id); }
    const Local *find(const LocalId &id) const { return find<Local>(id); }
    const Output *find(const OutputId &id) const { return find<Output>(id); }
    const Acceptance *find(const AcceptanceId &id) const { return find<Acceptance>(id); }
    const Header &header() const;

    template <class Row> qsizetype count() const { return table<Row>().size(); }
    /// Ids of all rows of a kind, sorted: the same on every machine.
    template <class Row> QList<IdOf<Row>> ids() const { return table<Row>().sortedKeys(); }
    /// In no particular order; for sums and indexes.
    template <class Row, class F> void forEach(F f) const
    {
        table<Row>().forEach([&](const auto &, const Row &row) { f(row); });
    }
    /// Pages by their order, then id.
    QList<PageId> pages() const;

    // Indexes; each list is sorted.
    QList<ResourceId> children(const ResourceId &zone) const;          ///< resources that stand in `zone`
    QList<ConnectionId> connections(const ResourceId &resource) const; ///< from or to it
    QList<PlacementId> placements(const ResourceId &resource) const;
    QList<PlacementId> placementsOn(const PageId &page) const;
    QList<PlacementId> placementsIn(const PageId &page, const ResourceId &zone) const; ///< drawn directly in `zone` there
    QList<AnnotationId> annotationsOn(const PageId &page) const;
    QList<ResourceId> referrers(const ResourceId &resource) const;               ///< resources whose properties or meta refer to it
    QList<ResourceId> namesakes(const QString &type, const QString &name) const; ///< resources of that type and name

    /// The first placement of `resource` on `page`, null when it is not drawn there.
    const Placement *placementOf(const PageId &page, const ResourceId &resource) const;
    /// The page coordinates of a placement's top left corner.
    QRectF absoluteRect(const Placement &placement) const;

    /// The zones above a resource, nearest first, through its first zone (or `through`, one of its zones).
    QList<ResourceId> ancestors(const ResourceId &resource, const ResourceId &through = {}) const;
    bool isInside(const ResourceId &resource, const ResourceId &zone) const; ///< itself or below, through any zone

    /// Applies all of `set` or nothing. Errors: a `before` that does not match, a missing zone, page, end or resource, a zone
    /// inside itself, a removed row that others need.
    Result<> apply(const ChangeSet &set);

    friend bool operator==(const Blueprint &a, const Blueprint &b);

private:
    template <class Row> const RowTable<IdOf<Row>, Row> &table() const { return std::get<RowTable<IdOf<Row>, Row>>(m_tables); }
    template <class Row> RowTable<IdOf<Row>, Row> &table() { return std::get<RowTable<IdOf<Row>, Row>>(m_tables); }
    template <class Row> Result<> applyRow(const RowChange<Row> &change);
    template <class Row> void index(const Row &row, bool add);
    template <class Row> Result<> check(const RowChange<Row> &change) const;
    Result<> checkUnused(const ResourceId &removed) const;

    std::tuple<RowTable<HeaderId, Header>, RowTable<ResourceId, Resource>, RowTable<ConnectionId, Connection>, RowTable<PageId, Page>,
               RowTable<PlacementId, Placement>, RowTable<VariableId, Variable>, RowTable<LocalId, Local>, RowTable<OutputId, Output>,
               RowTable<EnvironmentId, Environment>, RowTable<AcceptanceId, Acceptance>, RowTable<AnnotationId, Annotation>>
        m_tables;
    RowTable<ResourceId, QList<ResourceId>> m_children, m_referrers;
    RowTable<ResourceId, QList<ConnectionId>> m_connections;
    RowTable<ResourceId, QList<PlacementId>> m_placements;
    RowTable<PageId, RowTable<ResourceId, QList<PlacementId>>> m_drawn; // page → zone (empty: the page itself) → placements
    RowTable<PageId, QList<AnnotationId>> m_annotations;
    RowTable<QString, QList<ResourceId>> m_names;
};

} // namespace groundplan
