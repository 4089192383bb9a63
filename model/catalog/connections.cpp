// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/connections.h"

#include "model/catalog/containment.h"
#include "model/catalog/intents.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace groundplan::connections {

namespace {

using namespace Qt::StringLiterals;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

bool isExternal(const Resource &resource) { return resource.type == "groundplan_external"_L1; }

/// What `from` could set to an attribute of `to`, strongest first.
void addReferences(QList<Option> &options, const Blueprint &blueprint, const Catalog &catalog, const Resource &from, const Resource &to,
                   bool reversed)
{
    const auto type = catalog.type(from.type);
    if (!type->schema)
        return;
    const PropertyMap effective = containment::effectiveProperties(blueprint, catalog, from);
    for (const ReferenceRule &rule : type->references) {
        if (rule.targetType != to.type)
            continue;
        const AttributeSchema *attribute = type->schema->attributeAt(rule.attribute);
        if (!attribute || !attribute->isSettable() || attribute->deprecated || attribute->leaves)
            continue;
        // What is set already, by hand, by a zone or by another line, would not change.
        const Value present = valueAt(effective, type->schema->valuePath(rule.attribute));
        const Value reference = Reference{to.id, rule.targetAttribute};
        const bool isList = attribute->type.isList();
        if (isList ? !(present.isNull() || present.isList()) || present.toList().contains(reference) : !present.isNull())
            continue;
        Option option;
        option.kind = u"reference"_s;
        option.title = isList ? Text::tr("Adds the %3 of %4 to %1 of %2") : Text::tr("Sets %1 of %2 to the %3 of %4");
        option.title = option.title.arg(rule.attribute, from.name, rule.targetAttribute, to.name);
        option.reversed = reversed;
        option.properties = {{u"attribute"_s, rule.attribute}, {u"target_attribute"_s, rule.targetAttribute}};
        if (!options.contains(option))
            options.append(option);
    }
}

/// How much a reference option is a guess: certain rules before inferences, plain attributes before deep ones.
int rankOf(const Blueprint &blueprint, const Catalog &catalog, const ResourceId &from, const ResourceId &to, const Option &option)
{
    const Resource *holder = blueprint.find(option.reversed ? to : from);
    const Resource *target = blueprint.find(option.reversed ? from : to);
    const QString attribute = option.properties.value(u"attribute"_s).toString();
    int rank = int(attribute.count(u'.')) * 2;
    const auto type = catalog.type(holder->type);
    const auto rule = std::find_if(type->references.begin(), type->references.end(), [&](const ReferenceRule &known) {
        return known.attribute == attribute && known.targetType == target->type;
    });
    if (rule != type->references.end() && !rule->certain)
        rank += 20;
    return rank;
}

int portOf(const Blueprint &blueprint, const Catalog &catalog, const Resource &target)
{
    const NetworkFacts &facts = catalog.type(target.type)->network;
    const PropertyMap effective = containment::effectiveProperties(blueprint, catalog, target);
    if (!facts.portAttribute.isEmpty()) {
        if (const qint64 port = valueAt(effective, facts.portAttribute).toInteger(); port > 0 && port < 65536)
            return int(port);
    }
    if (!facts.portChooser.isEmpty()) {
        const QString chosen = valueAt(effective, facts.portChooser).toString();
        for (auto it = facts.portByChoice.begin(); it != facts.portByChoice.end(); ++it) {
            if (chosen.startsWith(it.key()))
                return *it;
        }
    }
    return facts.defaultPort;
}

std::optional<Option> networkAccess(const Blueprint &blueprint, const Catalog &catalog, const Resource &from, const Resource &to)
{
    const NetworkFacts source = catalog.type(from.type)->network, target = catalog.type(to.type)->network;
    const bool sourceFits = isExternal(from) || !source.securityGroupsAttribute.isEmpty();
    const bool targetFits = isExternal(to) || !target.securityGroupsAttribute.isEmpty();
    if (!sourceFits || !targetFits || (isExternal(from) && isExternal(to)))
        return std::nullopt;
    int port = isExternal(to) ? 443 : portOf(blueprint, catalog, to);
    if (port == 0)
        port = 443;
    Option option;
    option.kind = u"network_access"_s;
    option.title = Text::tr("Lets %1 reach %2 on %3 %4").arg(from.name, to.name, target.protocol).arg(port);
    option.properties = {{u"protocol"_s, target.protocol}, {u"ports"_s, ValueList{qint64(port)}}};
    return option;
}

/// What the line could stand for besides traffic and references, as far as it does not already.
void addIntents(QList<Option> &options, const Blueprint &blueprint, const Catalog &catalog, const Resource &from, const Resource &to,
                bool reversed)
{
    for (const IntentRecipe *recipe : intentBook().between(from.type, to.type)) {
        if (!intents::fits(blueprint, catalog, *recipe, from.id, to.id))
            continue;
        Option option;
        option.kind = recipe->kind;
        option.title = Text::tr(recipe->title.toUtf8().constData()).arg(from.name, to.name);
        option.reversed = reversed;
        if (!recipe->level.isEmpty())
            option.properties = {{u"level"_s, recipe->level}};
        const QList<ConnectionId> present = blueprint.connections(from.id);
        const bool isThere = std::any_of(present.begin(), present.end(), [&](const ConnectionId &id) {
            const Connection &line = *blueprint.find(id);
            return line.from == from.id && line.to == to.id && line.kind == option.kind
                && line.properties.value(u"level"_s).toString() == recipe->level;
        });
        if (!isThere)
            options.append(option);
    }
}

/// The verb of what a line stands for: reads, triggers, encrypted.
QString verbOf(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection)
{
    const IntentRecipe *recipe = intents::recipeOf(blueprint, catalog, connection);
    return recipe ? Text::tr(recipe->verb.toUtf8().constData()) : QString();
}

bool contains(const QString &text, std::initializer_list<QLatin1String> words)
{
    return std::any_of(words.begin(), words.end(), [&](QLatin1String word) { return text.contains(word); });
}

} // namespace

QList<Option> options(const Blueprint &blueprint, const Catalog &catalog, const ResourceId &fromId, const ResourceId &toId)
{
    const Resource *from = blueprint.find(fromId), *to = blueprint.find(toId);
    if (!from || !to || fromId == toId)
        return {};
    QList<Option> references;
    addReferences(references, blueprint, catalog, *from, *to, false);
    addReferences(references, blueprint, catalog, *to, *from, true);
    std::stable_sort(references.begin(), references.end(), [&](const Option &a, const Option &b) {
        return rankOf(blueprint, catalog, fromId, toId, a) < rankOf(blueprint, catalog, fromId, toId, b);
    });
    static constexpr qsizetype shown = 8;
    if (references.size() > shown)
        references.resize(shown);
    QList<Option> all;
    if (const auto access = networkAccess(blueprint, catalog, *from, *to))
        all.append(*access);
    // The first one is what most would mean: to be entered from outside says more than traffic alone.
    QList<Option> intents;
    addIntents(intents, blueprint, catalog, *from, *to, false);
    addIntents(intents, blueprint, catalog, *to, *from, true);
    const bool isEntry = !intents.isEmpty() && intents.first().kind == "public_entry"_L1;
    return (isEntry ? intents + all : all + intents) + references;
}

QString label(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection)
{
    if (const QString own = connection.properties.value(u"label"_s).toString(); !own.isEmpty())
        return own;
    if (connection.kind == "network_access"_L1) {
        QStringList ports;
        const Value list = connection.properties.value(u"ports"_s);
        for (const Value &port : list.toList())
            ports.append(port.toString());
        const QString protocol = connection.properties.value(u"protocol"_s).toString();
        return (protocol + u' ' + ports.join(u", "_s)).trimmed();
    }
    if (connection.kind != "reference"_L1)
        return verbOf(blueprint, catalog, connection);
    static const QRegularExpression ending(u"_(id|ids|arn|arns|name|names)$"_s); // target_group_arns → target group
    QStringList path = connection.properties.value(u"attribute"_s).toString().split(u'.');
    static const QStringList plain{u"id"_s, u"arn"_s, u"name"_s, u"bucket"_s};
    while (path.size() > 1 && (plain.contains(path.last()) || path.last().toInt() > 0 || path.last() == "0"_L1))
        path.removeLast();
    return path.last().remove(ending).replace(u'_', u' ');
}

LineKind lineKind(const Connection &connection)
{
    if (connection.kind == "network_access"_L1 || connection.kind == "public_entry"_L1)
        return LineKind::Traffic;
    if (connection.kind == "access"_L1 || connection.kind == "encryption"_L1 || connection.kind == "secret"_L1)
        return LineKind::Trust;
    const QString attribute = connection.properties.value(u"attribute"_s).toString();
    if (contains(attribute, {"role"_L1, "policy"_L1, "instance_profile"_L1, "kms_key"_L1}))
        return LineKind::Trust;
    if (connection.kind != "reference"_L1
        || contains(attribute, {"event_source"_L1, "dead_letter"_L1, "destination"_L1, "topic"_L1, "queue"_L1, "stream"_L1}))
        return LineKind::Event;
    return LineKind::Reference;
}

} // namespace groundplan::connections
