// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

#include <QSet>

namespace groundplan {

/// What a line between two resources can stand for besides one reference ("may read", "triggers"), and the steps that make it so.
struct IntentRecipe {
    QString kind;     ///< access, trigger, public_entry, logs, encryption, secret
    QString level;    ///< of access: read, write …; empty otherwise
    QString title;    ///< "Lets %1 read %2"
    QString verb;     ///< on the line and in names: reads
    QStringList from; ///< types
    QStringList to;
    ValueMap when;     ///< `from>load_balancer_type` → the values that it must have one of; null: not set, `*`: any
    ValueMap settings; ///< what the connection may say, with what counts where it says nothing (`first`: the first that there is)
    ValueList steps;
};

/// How a type gets its permissions.
struct IntentPrincipal {
    QString role;      ///< the attribute with the role
    QString attribute; ///< of the role that stands there: arn, name
    QString profile;   ///< the attribute with an instance profile instead
    QString via;       ///< the attribute that refers to the resource which has the above
    QString service;   ///< who takes a role on that is made for it
    ValueList managed; ///< policies that such a role gets: `name`, `arn`, `if` or `unless` an attribute is set
};

/// All recipes and what they share: resources/catalog/intents, whose README describes the form.
class IntentBook {
public:
    IntentBook();

    /// In the order in which they are offered.
    QList<const IntentRecipe *> between(const QString &from, const QString &to) const { return m_between.value({from, to}); }
    const std::vector<IntentRecipe> &recipes() const { return m_recipes; }
    const IntentPrincipal *principal(const QString &type) const;
    QStringList principals() const { return m_principals.keys(); }
    /// Where the policy of a resource of `type` is said: `type`, `refers`, `to`, `inline`.
    Value policyOf(const QString &type) const { return m_file[QStringLiteral("policies")][type]; }
    QStringList typesWithPolicy() const { return m_file[QStringLiteral("policies")].toMap().keys(); }
    /// Where the key of a resource of `type` is found: `path`, and `type` and `refers` where another resource says it.
    Value keyOf(const QString &type) const { return m_file[QStringLiteral("keys")][type]; }
    QStringList typesWithKey() const { return m_file[QStringLiteral("keys")].toMap().keys(); }
    /// What whoever has a level of access to something encrypted may do with its key.
    QStringList keyActions(const QString &level) const;
    bool isKind(const QString &kind) const { return m_kinds.contains(kind); }
    /// True when one of the recipes between the types says `attribute` at that end.
    bool fills(const Connection &connection, const QString &from, const QString &to, bool atFrom, const QString &attribute) const;
    const QStringList &problems() const { return m_problems; }

private:
    void addAccess();
    void addEncryption();
    void addRecipe(const Value &map);
    QStringList typesIn(const Value &list) const;

    Value m_file;
    std::vector<IntentRecipe> m_recipes;
    QHash<std::pair<QString, QString>, QList<const IntentRecipe *>> m_between;
    QMap<QString, IntentPrincipal> m_principals;
    QSet<QString> m_kinds;
    QStringList m_problems;
};

/// Read when first asked for; immutable.
const IntentBook &intentBook();

namespace intents {

/// The value at `task_definition>container_definitions.0.name`: property by property, through references and JSON texts.
Value valueThrough(const PropertyMap &start, const QString &hops, const std::function<PropertyMap(const ResourceId &)> &propertiesOf);
/// Do two resources fit what a recipe asks for?
bool fits(const Blueprint &blueprint, const Catalog &catalog, const IntentRecipe &recipe, const ResourceId &from, const ResourceId &to);
/// Is `value` one of `wanted` (null: not set, `*`: any)?
bool isOneOf(const Value &value, const Value &wanted);
/// What a connection stands for; null where it is a reference, or nothing that is known.
const IntentRecipe *recipeOf(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection);

} // namespace intents

} // namespace groundplan
