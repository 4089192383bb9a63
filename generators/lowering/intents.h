// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/coerce.h"

namespace groundplan::lowering {

/// Of what rules hold: by text, reference or number. Equal values have equal hashes.
size_t hashOf(const Value &value, size_t seed);

/// Turns intents ("app may reach db on tcp/5432") into rows and into values of the rows at their ends.
class IntentExpander {
public:
    IntentExpander(const Blueprint &blueprint, const Catalog &catalog, Rows &rows, QList<Diagnostic> &diagnostics);

    void expandAll();

    // What recipes need of it.
    /// Lets `from` (empty: the internet) reach `to` on a port, with rules of the groups at both ends.
    void allow(const Connection &connection, const ResourceId &from, const ResourceId &to, const Value &port);
    Value vpcOf(const Row &row) const;
    std::shared_ptr<const ResourceType> info(const QString &type);
    QString freeName(const QString &type, const QString &wanted);
    void report(const Connection &connection, Severity severity, const QString &message);

private:
    /// Where traffic starts or ends: a security group, or addresses outside.
    struct End {
        QString name;
        Value group; ///< the security group's id
        ResourceId groupRow;
        Value networks; ///< of an external party: list of CIDR texts, or a computed list
        bool isExternal = false;
    };
    struct Ports {
        QString protocol;
        Value from, to; ///< null: all
        QString text;   ///< for names: 443, 8000_8080, udp_53
    };

    /// What a rule allows; its description aside.
    struct RuleMeaning {
        bool isIngress;
        QString peerAttribute, protocol;
        Value group, from, to, peer;
        bool operator==(const RuleMeaning &) const = default;
        friend size_t qHash(const RuleMeaning &meaning, size_t seed = 0)
        {
            for (const Value *value : {&meaning.group, &meaning.from, &meaning.to, &meaning.peer})
                seed = hashOf(*value, seed);
            return qHashMulti(seed, meaning.isIngress, meaning.peerAttribute, meaning.protocol);
        }
    };

    /// What a row says at `path`, noted.
    Value asked(const Row &row, const QString &path) const;
    void noteReadFrom(const ResourceId &start, QSet<ResourceId> &seen);
    const NetworkFacts &factsOf(const ResourceType &type);
    void expand(const Connection &connection);
    std::optional<End> end(const Connection &connection, const ResourceId &id);
    std::optional<End> groupOf(const Connection &connection, Row &holder, const Row &owner, const QString &path);
    Value makeGroup(const Connection &connection, Row &holder, const Row &owner, const QString &path, ResourceId &id);
    QList<Ports> ports(const Connection &connection, bool toOutside);
    void addRule(const Connection &connection, bool isIngress, const End &at, const End &peer, const Ports &ports, const QString &name);
    void addRow(const Connection &connection, const QString &type, const QString &name, PropertyMap properties, PropertyMap meta);

    const Blueprint &m_blueprint;
    const Catalog &m_catalog;
    Rows &m_rows;
    QList<Diagnostic> &m_diagnostics;
    QHash<QString, QSet<QString>> m_names;                ///< taken, by type
    QHash<ResourceId, QPair<ResourceId, QString>> m_made; ///< generated groups by the row they are attached to
    QSet<RuleMeaning> m_rules;
    std::unordered_map<const ResourceType *, std::unique_ptr<NetworkFacts>> m_facts; ///< which are worked out once for each type
    QHash<QString, std::shared_ptr<const ResourceType>> m_types;
    QSet<ResourceId> m_warned;
};

/// The security groups of a type: the attribute and the reference to follow first. From the overlay, else from usual names.
NetworkFacts networkFacts(const ResourceType &type);

} // namespace groundplan::lowering
