// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/facts.h"

#include <algorithm>

namespace groundplan {

namespace {

using FactKind = Fact::Kind;

/// The zones that a row stands in, groups passed through: the groups themselves and the first real zone above each.
void collectZones(const Blueprint &blueprint, const QList<ResourceId> &zones, QSet<ResourceId> *into)
{
    for (const ResourceId &zone : zones) {
        if (into->contains(zone))
            continue;
        into->insert(zone);
        const Resource *row = blueprint.find(zone);
        if (row && isGroupType(row->type))
            collectZones(blueprint, row->zones, into);
    }
}

/// Notes what depends on one side (before or after) of a resource's row.
void addSide(const Blueprint &blueprint, const Resource &row, bool standingChanged, QSet<Fact> *facts)
{
    QSet<ResourceId> targets;
    collectZones(blueprint, row.zones, &targets);
    if (standingChanged && isGroupType(row.type))
        for (const ResourceId &zone : std::as_const(targets))
            facts->insert({FactKind::Groups, zone.text()});
    const auto note = [&targets](const Reference &reference) { targets.insert(reference.to); };
    for (const Value &value : row.properties)
        value.forEachReference(note);
    for (const Value &value : row.meta)
        value.forEachReference(note);
    for (const ConnectionId &id : blueprint.connections(row.id))
        if (const Connection *connection = blueprint.find(id))
            targets.insert(connection->from == row.id ? connection->to : connection->from);
    for (const ResourceId &target : std::as_const(targets))
        facts->insert({FactKind::Users, target.text(), row.type});
}

/// The properties that differ, and the name.
QStringList changedKeys(const RowChange<Resource> &change)
{
    static const Resource none;
    const Resource &before = change.before ? *change.before : none, &after = change.after ? *change.after : none;
    QStringList keys;
    if (before.name != after.name)
        keys.append(nameFact);
    for (auto it = before.properties.constBegin(); it != before.properties.constEnd(); ++it)
        if (!after.properties.contains(it.key()) || !(after.properties.value(it.key()) == *it))
            keys.append(it.key());
    for (auto it = after.properties.constBegin(); it != after.properties.constEnd(); ++it)
        if (!before.properties.contains(it.key()))
            keys.append(it.key());
    return keys;
}

struct Collector {
    const Blueprint &before, &after;
    QSet<Fact> facts;

    void operator()(const RowChange<Resource> &change)
    {
        const QString id = change.id().text();
        const bool bothSides = change.before && change.after;
        const bool standingChanged = !bothSides || change.before->type != change.after->type || change.before->zones != change.after->zones
            || (isGroupType(change.after->type) && change.before->properties != change.after->properties);
        facts.insert({FactKind::Row, id});
        if (standingChanged || change.before->name != change.after->name)
            for (const auto *side : {&change.before, &change.after})
                if (*side)
                    facts.insert({FactKind::Named, (*side)->type + QLatin1Char('.') + (*side)->name});
        for (const QString &key : changedKeys(change))
            facts.insert({FactKind::Row, id, key});
        if (standingChanged)
            facts.insert({FactKind::Standing, id});
        if (change.before)
            addSide(before, *change.before, standingChanged, &facts);
        if (change.after)
            addSide(after, *change.after, standingChanged, &facts);
    }
    void operator()(const RowChange<Connection> &change)
    {
        for (const auto &[side, blueprint] : {std::pair{&change.before, &before}, std::pair{&change.after, &after}}) {
            if (!*side)
                continue;
            const Connection &connection = **side;
            facts.insert({FactKind::Connections, connection.from.text()});
            facts.insert({FactKind::Connections, connection.to.text()});
            if (const Resource *from = blueprint->find(connection.from))
                facts.insert({FactKind::Users, connection.to.text(), from->type});
            if (const Resource *to = blueprint->find(connection.to))
                facts.insert({FactKind::Users, connection.from.text(), to->type});
        }
    }
    void operator()(const RowChange<Variable> &change)
    {
        facts.insert({FactKind::Variable, change.id().text()});
        facts.insert({FactKind::Settings, {}});
    }
    void operator()(const RowChange<Acceptance> &) { } // concernedDirectly()
    void operator()(const RowChange<Page> &) { }       // what is drawn where reaches no rule
    void operator()(const RowChange<Placement> &) { }
    void operator()(const RowChange<Annotation> &) { }
    template <class Row> void operator()(const RowChange<Row> &) { facts.insert({FactKind::Settings, {}}); }
};

struct DirectlyConcerned {
    const Blueprint &before, &after;
    QSet<ResourceId> ids;

    void operator()(const RowChange<Resource> &change)
    {
        ids.insert(change.id());
        for (const auto &[row, blueprint] : {std::pair{&change.before, &before}, std::pair{&change.after, &after}})
            if (*row)
                for (const ResourceId &namesake : blueprint->namesakes((*row)->type, (*row)->name))
                    ids.insert(namesake);
        // A new name may also be one that others had all along.
        if (change.before)
            for (const ResourceId &namesake : after.namesakes(change.before->type, change.before->name))
                ids.insert(namesake);
    }
    void operator()(const RowChange<Connection> &change)
    {
        for (const auto *row : {&change.before, &change.after})
            if (*row) {
                ids.insert((*row)->from);
                ids.insert((*row)->to);
            }
    }
    void operator()(const RowChange<Acceptance> &change)
    {
        const QString about = change.id().text().section(QLatin1Char('/'), 1, 1); // see Finding::key()
        ids.insert(ResourceId(about));
        for (const Blueprint *blueprint : {&before, &after})
            if (const Connection *connection = blueprint->find(ConnectionId(about)))
                ids.insert(connection->from);
    }
    template <class Row> void operator()(const RowChange<Row> &) { }
};

} // namespace

QSet<ResourceId> concernedDirectly(const Blueprint &before, const Blueprint &after, const ChangeSet &changes)
{
    DirectlyConcerned concerned{before, after, {}};
    for (const Change &change : changes.changes)
        std::visit(concerned, change);
    return concerned.ids;
}

bool isGroupType(const QString &type) { return type.startsWith(QLatin1String("groundplan_")); }

QSet<Fact> changedFacts(const Blueprint &before, const Blueprint &after, const ChangeSet &changes)
{
    Collector collector{before, after, {}};
    for (const Change &change : changes.changes)
        std::visit(collector, change);
    return collector.facts;
}

void Readings::set(const ResourceId &reader, const QSet<Fact> &facts)
{
    remove(reader);
    auto number = m_readerNumbers.constFind(reader);
    if (number == m_readerNumbers.constEnd()) {
        number = m_readerNumbers.insert(reader, int(m_readers.size()));
        m_readers.push_back({reader, {}});
    }
    std::vector<int> &read = m_readers[size_t(*number)].facts;
    read.reserve(size_t(facts.size()));
    for (const Fact &fact : facts) {
        auto known = m_factNumbers.constFind(fact);
        if (known == m_factNumbers.constEnd()) {
            known = m_factNumbers.insert(fact, int(m_readersOf.size()));
            m_readersOf.emplace_back();
        }
        read.push_back(*known);
        std::vector<int> &readers = m_readersOf[size_t(*known)];
        readers.insert(std::lower_bound(readers.begin(), readers.end(), *number), *number);
    }
}

void Readings::remove(const ResourceId &reader)
{
    const auto number = m_readerNumbers.constFind(reader);
    if (number == m_readerNumbers.constEnd())
        return;
    for (const int fact : std::exchange(m_readers[size_t(*number)].facts, {})) {
        std::vector<int> &readers = m_readersOf[size_t(fact)];
        readers.erase(std::lower_bound(readers.begin(), readers.end(), *number));
    }
}

void Readings::clear() { *this = Readings(); }

ResourceId Readings::sharedReader(const Fact &shared)
{
    return ResourceId(QChar(1) + shared.type + QChar(1) + shared.id); // no resource's id has control characters
}

QSet<ResourceId> Readings::readersOf(const QSet<Fact> &facts) const
{
    QSet<ResourceId> readers;
    QList<Fact> open(facts.begin(), facts.end());
    QSet<ResourceId> passed;
    while (!open.isEmpty()) {
        const auto fact = m_factNumbers.constFind(open.takeLast());
        if (fact == m_factNumbers.constEnd())
            continue;
        for (const int number : m_readersOf[size_t(*fact)]) {
            const ResourceId &reader = m_readers[size_t(number)].id;
            if (!reader.text().startsWith(QChar(1))) {
                readers.insert(reader);
            } else if (!passed.contains(reader)) {
                passed.insert(reader);
                const QStringList parts = reader.text().split(QChar(1));
                open.append({FactKind::Shared, parts.at(2), parts.at(1)});
            }
        }
    }
    return readers;
}

} // namespace groundplan
