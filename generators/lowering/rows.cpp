// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/rows.h"

namespace groundplan::lowering {

void Rows::Kind::note(const Row &row, size_t number)
{
    const auto insert = [number](Numbers &numbers) {
        const auto at = std::lower_bound(numbers.begin(), numbers.end(), number);
        if (at == numbers.end() || *at != number)
            numbers.insert(at, number);
    };
    insert(rows);
    for (const Value &value : row.properties)
        value.forEachReference([&](const Reference &reference) { insert(referring[reference.to]); });
}

Rows::Kind &Rows::kindOf(const QString &type)
{
    const auto [known, isNew] = m_kinds.try_emplace(type);
    for (size_t i = 0; isNew && i < all.size(); ++i) {
        if (all[i].type == type)
            known->second.note(all[i], i);
    }
    return known->second;
}

void Rows::append(Row row)
{
    m_index.insert(row.id, qsizetype(all.size()));
    if (const auto kind = m_kinds.find(row.type); kind != m_kinds.end())
        kind->second.note(row, all.size());
    all.push_back(std::move(row));
}

void Rows::changed(const Row &row)
{
    if (const auto kind = m_kinds.find(row.type); kind != m_kinds.end())
        kind->second.note(row, size_t(&row - all.data()));
}

QString Rows::firstOf(const QString &path)
{
    const qsizetype dot = path.indexOf(QLatin1Char('.'));
    return dot < 0 ? path : path.left(dot);
}

void Rows::note(QStringList &names, const QString &path)
{
    if (const QString name = firstOf(path); !names.contains(name))
        names.append(name);
}

bool Rows::mayBeRead(const Row &row, const QString &key) const
{
    // Who asks for all rows that say something has asked each of that type.
    if (m_kinds.contains(row.type))
        return true;
    const QStringList names = m_read.value(row.id) + m_written.value(row.id);
    return names.contains(everything()) || names.contains(firstOf(key));
}

void Rows::slim()
{
    for (Row &row : all) {
        PropertyMap kept;
        for (const QString &name : row.connection.isEmpty() ? written(row.id) : QStringList()) {
            if (const auto it = row.properties.constFind(name); it != row.properties.constEnd())
                kept.insert(name, *it);
        }
        row.properties = kept;
    }
    for (auto &[type, kind] : m_kinds)
        kind = {};
}

const Rows::Numbers &Rows::referring(const QString &type, const ResourceId &target)
{
    static const Numbers none;
    const Kind &kind = kindOf(type);
    const auto found = kind.referring.constFind(target);
    return found == kind.referring.constEnd() ? none : *found;
}

} // namespace groundplan::lowering
