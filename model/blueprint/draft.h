// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

namespace groundplan {

/// Working copies of the rows that an edit touches; take() is the difference as a ChangeSet. Rows that end as they began are left out.
class Draft {
public:
    explicit Draft(const Blueprint &blueprint) : m_blueprint(blueprint) { }

    /// The row as it stands in the draft, null when it does not exist or was removed.
    template <class Row> const Row *find(const IdOf<Row> &id) const
    {
        const auto it = rows<Row>().constFind(id);
        if (it == rows<Row>().constEnd())
            return m_blueprint.find<Row>(id);
        return it->has_value() ? &**it : nullptr;
    }
    template <class Row> void set(Row row)
    {
        const auto id = row.id;
        touch<Row>(id);
        rows<Row>()[id] = std::move(row);
    }
    template <class Row> void remove(const IdOf<Row> &id)
    {
        touch<Row>(id);
        rows<Row>()[id] = std::nullopt;
    }

    ChangeSet take(const QString &text, const QString &mergeKey = {}) const
    {
        ChangeSet set{text, {}, mergeKey};
        appendChanges<Header>(set);
        appendChanges<Page>(set);
        appendChanges<Variable>(set);
        appendChanges<Local>(set);
        appendChanges<Output>(set);
        appendChanges<Environment>(set);
        appendChanges<Acceptance>(set);
        appendChanges<Resource>(set);
        appendChanges<Connection>(set);
        appendChanges<Placement>(set);
        appendChanges<Annotation>(set);
        return set;
    }

private:
    template <class Row> struct Rows {
        QHash<IdOf<Row>, std::optional<Row>> byId;
        QList<IdOf<Row>> order;
    };
    template <class Row> auto &rows() { return std::get<Rows<Row>>(m_rows).byId; }
    template <class Row> const auto &rows() const { return std::get<Rows<Row>>(m_rows).byId; }
    template <class Row> void touch(const IdOf<Row> &id)
    {
        if (!rows<Row>().contains(id))
            std::get<Rows<Row>>(m_rows).order.append(id);
    }
    template <class Row> void appendChanges(ChangeSet &set) const
    {
        for (const auto &id : std::get<Rows<Row>>(m_rows).order) {
            const Row *before = m_blueprint.find<Row>(id);
            const std::optional<Row> &after = *rows<Row>().constFind(id);
            if (before ? (!after || *after != *before) : after.has_value())
                set.changes.push_back(RowChange<Row>{before ? std::optional<Row>(*before) : std::nullopt, after});
        }
    }

    const Blueprint &m_blueprint;
    std::tuple<Rows<Header>, Rows<Page>, Rows<Variable>, Rows<Local>, Rows<Output>, Rows<Environment>, Rows<Acceptance>, Rows<Resource>,
               Rows<Connection>, Rows<Placement>, Rows<Annotation>>
        m_rows;
};

} // namespace groundplan
