// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

#include <unordered_map>

namespace groundplan::lowering {

/// A resource on its way through the pass: drawn or made by an intent, before its values have types.
struct Row {
    ResourceId id, source;
    ConnectionId connection;
    QString type; ///< with the `data.` prefix
    QString name;
    PropertyMap properties, meta;
    std::shared_ptr<const ResourceType> info;
    QList<ConnectionId> others = {}; ///< intents that change it, besides the one that made it
};

/// All rows, found by id, and of a type by what they refer to.
class Rows {
public:
    using Numbers = std::vector<size_t>; ///< of rows in `all`, ascending

    std::vector<Row> all;

    Row *find(const ResourceId &id)
    {
        const auto it = m_index.constFind(id);
        return it == m_index.constEnd() ? nullptr : &all[size_t(*it)];
    }
    const Row *find(const ResourceId &id) const { return const_cast<Rows *>(this)->find(id); }
    void append(Row row);
    void reserve(size_t more)
    {
        all.reserve(all.size() + more);
        m_index.reserve(qsizetype(all.size()) + qsizetype(more));
    }
    /// To be called after a row's properties were changed.
    void changed(const Row &row);

    /// What lines ask of a row or change in it, by path: who edits anything else need not ask the lines again.
    void read(const Row &row, const QString &path) { note(m_read[row.id], path); }
    void readAll(const Row &row) { note(m_read[row.id], everything()); }
    void wrote(const Row &row, const QString &path) { note(m_written[row.id], path); }
    /// Whether lines may have read `key` of a row, a property's name.
    bool mayBeRead(const Row &row, const QString &key) const;
    QStringList written(const ResourceId &id) const { return m_written.value(id); } ///< properties' names
    /// Forgets the properties, but for those of drawn rows that lines have written.
    void slim();

    const Numbers &ofType(const QString &type) { return kindOf(type).rows; }
    /// Those of `type` whose properties refer to `target`; some of them may no longer do so.
    const Numbers &referring(const QString &type, const ResourceId &target);

private:
    /// Made when first asked for: most blueprints have few lines that ask.
    struct Kind {
        Numbers rows;
        QHash<ResourceId, Numbers> referring;

        void note(const Row &row, size_t number);
    };
    Kind &kindOf(const QString &type);
    static QString everything() { return QStringLiteral("*"); }
    static QString firstOf(const QString &path);
    static void note(QStringList &names, const QString &path);

    QHash<ResourceId, qsizetype> m_index;
    QHash<ResourceId, QStringList> m_read, m_written; ///< properties' names; few for each row
    std::unordered_map<QString, Kind> m_kinds;        ///< keeps its values in place while others are added
};

} // namespace groundplan::lowering
