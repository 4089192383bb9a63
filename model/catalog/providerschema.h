// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/chunkfile.h"
#include "model/catalog/schema.h"

#include <QHash>

#include <mutex>
#include <vector>

namespace groundplan {

/// What the provider says of its types, decoded one by one from resources/schemas. Safe to use from several threads.
class ProviderSchema {
public:
    struct Entry {
        QString name;
        bool inOldest = false, inNewest = false; ///< of the two provider versions
        bool isDataSource = false;               ///< its name starts with `data.`
        QString cloudFormationType;              ///< empty where there is none or more than one
        int chunk = 0, place = 0;
    };
    struct Type {
        std::shared_ptr<const BlockSchema> schema;
        QList<ReferenceRule> references;
        QMap<QString, ValueRule> valueRules;
    };

    ProviderSchema();

    const std::vector<Entry> &entries() const { return m_entries; } ///< by name
    const Entry *find(const QString &name) const;
    Type decode(const Entry &entry) const;

private:
    struct Blocks {
        std::shared_ptr<const QByteArray> chunk;
        std::vector<std::shared_ptr<const BlockSchema>> made;
    };
    void readTypes() const;
    std::shared_ptr<const BlockSchema> block(Blocks &blocks, int index) const;
    ValueRule rule(ByteReader &reader, QByteArrayView texts) const;

    mutable std::mutex m_mutex;
    mutable ChunkFile m_file;
    mutable std::vector<AttributeType> m_types;
    mutable QHash<int, std::shared_ptr<Blocks>> m_blocks; // of chunk
    std::vector<Entry> m_entries;
    QHash<QString, int> m_byName;
};

} // namespace groundplan
