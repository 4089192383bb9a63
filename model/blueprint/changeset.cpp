// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/changeset.h"

#include <QHash>

#include <type_traits>

namespace groundplan {

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
