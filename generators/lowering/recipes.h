// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/intents.h"
#include "model/catalog/intents.h"

namespace groundplan::lowering {

/// Turns connections with a recipe (resources/catalog/intents) into rows, grants and values of the rows at their ends.
class RecipeExpander {
public:
    RecipeExpander(IntentExpander &intents, const Blueprint &blueprint, const Catalog &catalog, Rows &rows);

    void expand(const Connection &connection, const IntentRecipe &recipe);
    /// What is done only once all connections have had their say.
    void finish();

private:
    /// One connection with its recipe, and what the steps so far have made under which name.
    struct Run {
        const Connection *connection;
        const IntentRecipe *recipe;
        QHash<QString, ResourceId> made;
    };

    void step(Run &run, const Value &step);
    bool passes(const Run &run, const Value &step);
    bool holds(const Run &run, const Value &conditions, bool all);
    void make(Run &run, const Value &step);
    void change(Run &run, const Value &step);
    void grant(Run &run, const Value &step);
    void makeServiceRole(Run &run, const Value &step);
    void addToPolicy(Run &run, const Value &step);
    void allow(Run &run, const Value &step);

    void apply(Run &run, const ResourceId &id, const Value &step);
    void setValues(Run &run, const ResourceId &id, const ValueMap &values, bool isDefault, const QString &conflict);
    void append(Run &run, const ResourceId &id, const ValueMap &items);
    void wait(Run &run, const ResourceId &id, const Value &after);
    void mark(Run &run, const ResourceId &id);
    ResourceId found(Run &run, const QString &type, const ValueMap &finds);
    const Rows::Numbers &candidates(const QString &type, const ValueList &wanted);
    void requireUnique(Run &run, const ResourceId &id, const Value &attributes);
    ResourceId addRow(Run &run, const ResourceId &id, const QString &type, const QString &name, const PropertyMap &properties,
                      const ResourceId &source);

    /// The role that the end's permissions go to; made when it has none. Empty when that is not known.
    ResourceId roleOf(Run &run, ResourceId id);
    ResourceId makeRole(Run &run, const ResourceId &id, const IntentPrincipal &principal);
    ResourceId roleRow(Run &run, const ResourceId &id, const QString &name, const QString &service, const ResourceId &source);
    ValueList statements(Run &run, const Value &list);
    /// What the key of an encrypted resource must let whoever reads or writes it do.
    ValueList keyStatements(const ResourceId &id, const QString &level);
    ResourceId keyOf(const ResourceId &id);

    Value render(const Run &run, const Value &value);
    Value renderText(const Run &run, const QString &text);
    Value hole(const Run &run, const QString &hole);
    Value setting(const Run &run, const QString &name);
    Value through(const Run &run, const QString &hole);
    ResourceId named(const Run &run, const QString &name) const;
    QString nameOf(const ResourceId &id) const;
    int numberOf(const Run &run);
    QString said(const Run &run, const QString &text);

    IntentExpander &m_intents;
    const Blueprint &m_blueprint;
    const Catalog &m_catalog;
    Rows &m_rows;
    std::vector<std::pair<Run, Value>> m_late;
    QHash<ConnectionId, int> m_numbers;
    QSet<int> m_numbersTaken;
};

} // namespace groundplan::lowering
