// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>

#include <algorithm>
#include <array>

namespace groundplan {

/// A hash in shards, each copied on write: a snapshot is free, and the first edit after it copies one shard, not the table.
/// Iteration order is unspecified; use sortedKeys() where order shows.
template <class Key, class T> class RowTable {
public:
    const T *find(const Key &key) const
    {
        const auto &shard = m_shards.at(shardOf(key));
        const auto it = shard.constFind(key);
        return it == shard.constEnd() ? nullptr : &*it;
    }
    bool contains(const Key &key) const { return m_shards.at(shardOf(key)).contains(key); }
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }

    void insert(const Key &key, T value)
    {
        auto &shard = m_shards[shardOf(key)];
        const auto before = shard.size();
        shard.insert(key, std::move(value));
        m_size += shard.size() - before;
    }
    void remove(const Key &key)
    {
        auto &shard = m_shards[shardOf(key)];
        if (shard.remove(key))
            --m_size;
    }
    /// The entry for changing in place; made when missing.
    T &edit(const Key &key)
    {
        auto &shard = m_shards[shardOf(key)];
        const auto before = shard.size();
        T &value = shard[key];
        m_size += shard.size() - before;
        return value;
    }

    template <class F> void forEach(F f) const
    {
        for (const auto &shard : m_shards)
            for (auto it = shard.constBegin(); it != shard.constEnd(); ++it)
                f(it.key(), *it);
    }
    QList<Key> sortedKeys() const
    {
        QList<Key> keys;
        keys.reserve(m_size);
        forEach([&](const Key &key, const T &) { keys.append(key); });
        std::sort(keys.begin(), keys.end());
        return keys;
    }

private:
    static constexpr qsizetype shardCount = 256;
    static qsizetype shardOf(const Key &key) { return qsizetype(qHash(key, 0x9e3779b9u) % shardCount); }

    QList<QHash<Key, T>> m_shards = QList<QHash<Key, T>>(shardCount);
    qsizetype m_size = 0;
};

} // namespace groundplan
