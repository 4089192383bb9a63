// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

#include <QSet>

/// Finding resources by what a user types: "type:rds az:us-east-1a public".
namespace groundplan::search {

/// The words of a search. All must fit. `key:word` looks at one thing alone: type, name, id, tag, cidr, az, region, in (a zone
/// around), is (public, private), has (a property), or any property by its path. A minus before a word: must not fit.
/// "Quotes" hold words together.
struct Term {
    QString key;  ///< lower case; empty: anywhere
    QString text; ///< lower case
    bool isNot = false;
    bool operator==(const Term &) const = default;
};
QList<Term> parse(const QString &text);

/// All resources of a blueprint as lower-case texts, so that each letter typed costs one pass over them.
class Index {
public:
    /// Is this subnet public? Asked only when a search needs it.
    using IsPublicSubnet = std::function<bool(const Resource &subnet)>;
    Index(const Catalog &catalog, IsPublicSubnet isPublicSubnet) : m_catalog(catalog), m_isPublicSubnet(std::move(isPublicSubnet)) { }

    /// What changed is read again with the next search.
    void follow(const ChangeSet &changes);
    /// Ids of what fits, sorted; nothing for no terms.
    QList<ResourceId> find(const Blueprint &blueprint, const QList<Term> &terms);

private:
    struct Entry {
        QString text; ///< name, id, type, title, and all values of the properties
        QString name, tags;
    };
    Entry entryOf(const Resource &resource) const;
    bool fits(const Blueprint &blueprint, const Resource &resource, const Entry &entry, const Term &term);
    bool fitsType(const Resource &resource, const QString &text);
    bool isPublic(const Blueprint &blueprint, const Resource &resource);
    bool standsInPublicSubnet(const Blueprint &blueprint, const Resource &resource);

    const Catalog &m_catalog;
    IsPublicSubnet m_isPublicSubnet;
    QHash<ResourceId, Entry> m_entries;
    bool m_isComplete = false;
    QHash<QString, QSet<QString>> m_types;   ///< by what was typed
    QHash<ResourceId, bool> m_publicSubnets; ///< of one search
};

/// How well `typed` fits `text` as letters in order, best at the starts of words; 0: not at all. For menus that are typed into.
int fuzzyScore(const QString &typed, const QString &text);

} // namespace groundplan::search
