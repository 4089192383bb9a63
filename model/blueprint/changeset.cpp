// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/changeset.h"

#include <QHash>

#include <type_traits>

template class std::vector<groundplan::Change>;

namespace groundplan {

Change::Change(const Change &other) = default;
Change::Change(Change &&other) noexcept = default;
Change &Change::operator=(const Change &other) = default;
Change &Change::operator=(Change &&other) noexcept = default;
Change::~Change() = default;
bool Change::operator==(const Change &other) const { return static_cast<const variant &>(*this) == static_cast<const variant &>(other); }

ChangeSet::ChangeSet() = default;
ChangeSet::ChangeSet(QString text_, std::vector<Change> changes_, QString mergeKey_)
    : text(std::move(text_)),
      changes(std::move(changes_)),
      mergeKey(std::move(mergeKey_))
{
}
ChangeSet::ChangeSet(const ChangeSet &other) = default;
ChangeSet::ChangeSet(ChangeSet &&other) noexcept = default;
ChangeSet &ChangeSet::operator=(const ChangeSet &other) = default;
ChangeSet &ChangeSet::operator=(ChangeSet &&other) noexcept = default;
ChangeSet::~ChangeSet() = default;
bool ChangeSet::operator==(const ChangeSet &other) const = default;

template <class Row> void ChangeSet::add(Row row) { changes.push_back(RowChange<Row>{std::nullopt, std::move(row)}); }
template <class Row> void ChangeSet::remove(Row row) { changes.push_back(RowChange<Row>{std::move(row), std::nullopt}); }
template <class Row> void ChangeSet::replace(Row before, Row after)
{
    changes.push_back(RowChange<Row>{std::move(before), std::move(after)});
}
void ChangeSet::append(const ChangeSet &other) { changes.insert(changes.end(), other.changes.begin(), other.changes.end()); }

#define GROUNDPLAN_ROW(Row)                                                                                                                \
    template void ChangeSet::add(Row);                                                                                                     \
    template void ChangeSet::remove(Row);                                                                                                  \
    template void ChangeSet::replace(Row, Row);
GROUNDPLAN_ROW(Header)
GROUNDPLAN_ROW(Resource)
GROUNDPLAN_ROW(Connection)
GROUNDPLAN_ROW(Page)
GROUNDPLAN_ROW(Placement)
GROUNDPLAN_ROW(Variable)
GROUNDPLAN_ROW(Local)
GROUNDPLAN_ROW(Output)
GROUNDPLAN_ROW(Environment)
GROUNDPLAN_ROW(Acceptance)
GROUNDPLAN_ROW(Annotation)
#undef GROUNDPLAN_ROW

ChangeSet inverse(const ChangeSet &set)
{
    ChangeSet result{set.text, {}, set.mergeKey};
    result.changes.reserve(set.changes.size());
    for (auto it = set.changes.rbegin(); it != set.changes.rend(); ++it)
        result.changes.push_back(std::visit(
            [](auto change) -> Change {
                std::swap(change.before, change.after);
                return change;
            },
            *it));
    return result;
}

ChangeSet composed(const ChangeSet &first, const ChangeSet &second)
{
    // Kind and id of a row → its place in the result.
    QHash<std::pair<size_t, QString>, size_t> places;
    std::vector<std::optional<Change>> merged;
    const auto take = [&](const Change &change) {
        const QString id = std::visit([](const auto &c) { return c.id().text(); }, change);
        const auto key = std::pair(change.index(), id);
        const auto place = places.constFind(key);
        if (place == places.constEnd()) {
            places.insert(key, merged.size());
            merged.push_back(change);
            return;
        }
        std::visit([&](auto &earlier) { earlier.after = std::get<std::decay_t<decltype(earlier)>>(change).after; }, *merged[*place]);
    };
    for (const Change &change : first.changes)
        take(change);
    for (const Change &change : second.changes)
        take(change);

    ChangeSet result{first.text, {}, first.mergeKey};
    for (const auto &change : merged) {
        if (!std::visit([](const auto &c) { return c.before == c.after; }, *change))
            result.changes.push_back(*change);
    }
    return result;
}

} // namespace groundplan
