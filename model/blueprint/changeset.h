// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/rows.h"

#include <optional>
#include <variant>
#include <vector>

namespace groundplan {

/// One row, before → after. No `before`: added; no `after`: removed.
template <class Row> struct RowChange {
    std::optional<Row> before, after;
    bool operator==(const RowChange &) const = default;
    const auto &id() const { return before ? before->id : after->id; }
};

/// The change of one row of any kind. The code for eleven kinds of rows is made once, in changeset.cpp.
struct Change : std::variant<RowChange<Header>, RowChange<Resource>, RowChange<Connection>, RowChange<Page>, RowChange<Placement>,
                             RowChange<Variable>, RowChange<Local>, RowChange<Output>, RowChange<Environment>, RowChange<Acceptance>,
                             RowChange<Annotation>> {
    using variant::variant;
    Change(const Change &other);
    Change(Change &&other) noexcept;
    Change &operator=(const Change &other);
    Change &operator=(Change &&other) noexcept;
    ~Change();
    bool operator==(const Change &other) const;
};

} // namespace groundplan

extern template class std::vector<groundplan::Change>;

namespace groundplan {

/// An edit as data: applied, inverted, composed, stored and sent. Every change of a blueprint is one of these.
struct ChangeSet {
    QString text; ///< what the user did, for the undo menu: "Move 3 items"
    std::vector<Change> changes;
    QString mergeKey; ///< consecutive sets with the same non-empty key are one undo step (typing in a field)

    ChangeSet();
    explicit ChangeSet(QString text, std::vector<Change> changes = {}, QString mergeKey = {});
    ChangeSet(const ChangeSet &other);
    ChangeSet(ChangeSet &&other) noexcept;
    ChangeSet &operator=(const ChangeSet &other);
    ChangeSet &operator=(ChangeSet &&other) noexcept;
    ~ChangeSet();

    bool isEmpty() const { return changes.empty(); }
    template <class Row> void add(Row row);
    template <class Row> void remove(Row row);
    template <class Row> void replace(Row before, Row after);
    void append(const ChangeSet &other);
    bool operator==(const ChangeSet &other) const;
};

/// The set that undoes `set`.
ChangeSet inverse(const ChangeSet &set);

/// `first` then `second` as one set: one change for each row, rows that end as they began left out. Keeps first's text and key.
ChangeSet composed(const ChangeSet &first, const ChangeSet &second);

} // namespace groundplan
