// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

#include <QSet>

namespace groundplan {

/// One thing about a blueprint that a rule can read and an edit can change. Rules read through a Look, which notes the facts; an
/// edit is turned into the facts that it changed; who read one of them is checked again.
struct Fact {
    enum class Kind : quint8 {
        Row,         ///< anything in the resource's row; with a `type`, that property of it alone (nameFact: its name)
        Standing,    ///< whether the resource exists, its type and zones; of a group also its properties
        Users,       ///< resources of `type` that refer to it, are connected to it or stand in it (groups between them are passed through)
        Groups,      ///< the groups that stand in it: they bring along what stands in them
        Connections, ///< connections from or to it
        Named,       ///< which resources have the address (`aws_vpc.main`) that is its id
        Variable,
        Settings, ///< header, variables, locals, outputs, environments
        Shared,   ///< what a pass computed once for several resources: `type` about `id`
    };
    Kind kind = Kind::Row;
    QString id;
    QString type = {};
    bool operator==(const Fact &) const = default;
    friend size_t qHash(const Fact &fact, size_t seed = 0) noexcept { return qHashMulti(seed, int(fact.kind), fact.id, fact.type); }
};

/// In a Row fact: the resource's name. No property is called that.
inline const QString nameFact = QStringLiteral("\1name");

/// The facts that `changes` alter, between the blueprint before and after it.
QSet<Fact> changedFacts(const Blueprint &before, const Blueprint &after, const ChangeSet &changes);

/// Whose findings `changes` alter by themselves, without anybody's having noted a fact: the changed resources, the ends of changed
/// connections, those who share a name with one of them, and those whose findings were accepted or no longer are.
QSet<ResourceId> concernedDirectly(const Blueprint &before, const Blueprint &after, const ChangeSet &changes);

/// A group has no twin at the provider: what stands in it stands in the zone around it as well.
bool isGroupType(const QString &type);

/// Who read what. A reader is a resource, or something shared: then its readers follow from it.
class Readings {
public:
    static ResourceId sharedReader(const Fact &shared);
    void set(const ResourceId &reader, const QSet<Fact> &facts);
    void remove(const ResourceId &reader);
    void clear();
    /// The resources among the readers of `facts`, also those by way of something shared.
    QSet<ResourceId> readersOf(const QSet<Fact> &facts) const;

private:
    // Readers and facts are numbered: of both there are tens of thousands, and a fact has up to thousands of readers.
    struct Reader {
        ResourceId id;
        std::vector<int> facts;
    };
    std::vector<Reader> m_readers;
    std::vector<std::vector<int>> m_readersOf; ///< of each fact, sorted
    QHash<ResourceId, int> m_readerNumbers;
    QHash<Fact, int> m_factNumbers;
};

} // namespace groundplan
