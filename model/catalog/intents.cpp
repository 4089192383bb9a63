// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/intents.h"

#include "model/blueprint/jsontext.h"
#include "model/catalog/containment.h"

#include <QFile>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

QStringList intentTexts(const Value &list)
{
    QStringList all;
    for (const Value &item : list.toList())
        all.append(item.toString());
    return all;
}

} // namespace

IntentBook::IntentBook()
{
    QFile file(u":/groundplan/catalog/intents/aws.json"_s);
    const auto read = jsontext::read(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    if (!read) {
        m_problems.append(file.fileName() + u": "_s + read.error().text());
        return;
    }
    m_file = *read;
    const Value principals = m_file[u"principals"_s];
    for (auto it = principals.toMap().begin(); it != principals.toMap().end(); ++it) {
        const QString attribute = (*it)[u"attribute"_s].toString();
        m_principals.insert(it.key(),
                            {(*it)[u"role"_s].toString(), attribute.isEmpty() ? u"arn"_s : attribute, (*it)[u"profile"_s].toString(),
                             (*it)[u"via"_s].toString(), (*it)[u"service"_s].toString(), (*it)[u"managed"_s].toList()});
    }
    for (const Value &recipe : m_file[u"recipes"_s].toList())
        addRecipe(recipe);
    addAccess();
    addEncryption();
    for (const IntentRecipe &recipe : m_recipes) {
        m_kinds.insert(recipe.kind);
        for (const QString &from : recipe.from) {
            for (const QString &to : recipe.to)
                m_between[{from, to}].append(&recipe);
        }
    }
}

/// A name of a group stands for its types.
QStringList IntentBook::typesIn(const Value &list) const
{
    QStringList all;
    for (const QString &name : intentTexts(list)) {
        if (!name.startsWith(u'@'))
            all.append(name);
        else if (name == "@principals"_L1)
            all += m_principals.keys();
        else
            all += intentTexts(m_file[u"groups"_s][name.mid(1)]);
    }
    return all;
}

void IntentBook::addRecipe(const Value &map)
{
    IntentRecipe recipe;
    recipe.kind = map[u"kind"_s].toString();
    recipe.title = map[u"title"_s].toString();
    recipe.verb = map[u"verb"_s].toString();
    recipe.from = typesIn(map[u"from"_s]);
    recipe.to = typesIn(map[u"to"_s]);
    recipe.when = map[u"when"_s].toMap();
    recipe.settings = map[u"settings"_s].toMap();
    recipe.steps = map[u"steps"_s].toList();
    m_recipes.push_back(recipe);
}

/// For each thing and level that can be had: whoever has a role, and what it may do then.
void IntentBook::addAccess()
{
    const Value levels = m_file[u"levels"_s], access = m_file[u"access"_s];
    for (auto it = access.toMap().begin(); it != access.toMap().end(); ++it) {
        ValueMap offered = it->toMap();
        if (offered.contains(u"read"_s) && offered.contains(u"write"_s))
            offered.insert(u"read_write"_s, offered.value(u"read"_s).toList() + offered.value(u"write"_s).toList());
        for (const Value &level : m_file[u"order"_s].toList()) {
            const auto statements = offered.constFind(level.toString());
            if (statements == offered.constEnd())
                continue;
            const Value words = levels[level.toString()];
            IntentRecipe recipe;
            recipe.kind = u"access"_s;
            recipe.level = level.toString();
            recipe.title = words[u"title"_s].toString();
            recipe.verb = words[u"verb"_s].toString();
            recipe.from = m_principals.keys();
            recipe.to = {it.key()};
            recipe.settings = {{u"level"_s, level}};
            recipe.steps = {ValueMap{{u"grant"_s, u"from"_s}, {u"statements"_s, *statements}, {u"uses_key"_s, true}}};
            m_recipes.push_back(recipe);
        }
    }
}

/// For each type that takes a key: where it goes.
void IntentBook::addEncryption()
{
    const Value words = m_file[u"encryption"_s];
    for (const QString &type : typesWithKey()) {
        const Value key = keyOf(type);
        IntentRecipe recipe;
        recipe.kind = u"encryption"_s;
        recipe.title = words[u"title"_s].toString();
        recipe.verb = words[u"verb"_s].toString();
        recipe.from = {type};
        recipe.to = {u"aws_kms_key"_s};
        if (key[u"steps"_s].isList())
            recipe.steps = key[u"steps"_s].toList();
        else
            recipe.steps = {ValueMap{{u"on"_s, u"from"_s},
                                     {u"set"_s, ValueMap{{key[u"path"_s].toString(), u"{to.arn}"_s}}},
                                     {u"defaults"_s, key[u"also"_s]},
                                     {u"without"_s, key[u"without"_s]}}};
        m_recipes.push_back(recipe);
    }
}

const IntentPrincipal *IntentBook::principal(const QString &type) const
{
    const auto it = m_principals.constFind(type);
    return it == m_principals.constEnd() ? nullptr : &*it;
}

QStringList IntentBook::keyActions(const QString &level) const { return intentTexts(m_file[u"levels"_s][level][u"key"_s]); }

bool IntentBook::fills(const Connection &connection, const QString &from, const QString &to, bool atFrom, const QString &attribute) const
{
    const QString end = atFrom ? u"from"_s : u"to"_s;
    const auto says = [&](const ValueMap &values) {
        return std::any_of(values.keyBegin(), values.keyEnd(), [&](const QString &path) {
            return path == attribute || path.startsWith(attribute + u'.') || attribute.startsWith(path + u'.');
        });
    };
    for (const IntentRecipe *recipe : between(from, to)) {
        if (recipe->kind != connection.kind)
            continue;
        for (const Value &step : recipe->steps) {
            const IntentPrincipal *principal = step[u"grant"_s] == Value(end) ? this->principal(atFrom ? from : to) : nullptr;
            if (principal && principal->role == attribute)
                return true;
            if (step[u"on"_s] == Value(end)
                && (says(step[u"set"_s].toMap()) || says(step[u"defaults"_s].toMap()) || says(step[u"append"_s].toMap())))
                return true;
        }
    }
    return false;
}

const IntentBook &intentBook()
{
    static const IntentBook book;
    return book;
}

namespace intents {

Value valueThrough(const PropertyMap &start, const QString &hops, const std::function<PropertyMap(const ResourceId &)> &propertiesOf)
{
    PropertyMap at = start;
    Value value;
    const QStringList paths = hops.split(u'>');
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QString &path = paths.at(i);
        value = valueAt(at, path);
        // A document kept as text is looked into as what it says.
        if (const Value text = valueAt(at, path.section(u'.', 0, 0)); value.isNull() && path.contains(u'.') && text.isString()) {
            const auto read = jsontext::read(text.toString().toUtf8());
            if (read)
                value = valueAt({{u"document"_s, *read}}, u"document."_s + path.section(u'.', 1));
        }
        if (i + 1 == paths.size())
            break;
        if (!value.isReference())
            return {};
        at = propertiesOf(value.toReference().to);
    }
    return value;
}

bool isOneOf(const Value &value, const Value &wanted)
{
    return std::any_of(wanted.toList().begin(), wanted.toList().end(),
                       [&](const Value &one) { return one == value || (one == Value(u"*"_s) && !value.isNull()); });
}

bool fits(const Blueprint &blueprint, const Catalog &catalog, const IntentRecipe &recipe, const ResourceId &from, const ResourceId &to)
{
    const auto propertiesOf = [&](const ResourceId &id) {
        const Resource *resource = blueprint.find(id);
        return resource ? containment::effectiveProperties(blueprint, catalog, *resource) : PropertyMap();
    };
    for (auto it = recipe.when.begin(); it != recipe.when.end(); ++it) {
        const bool isFrom = it.key().startsWith("from>"_L1);
        const Value value = valueThrough(propertiesOf(isFrom ? from : to), it.key().section(u'>', 1), propertiesOf);
        if (!isOneOf(value, *it))
            return false;
    }
    return true;
}

const IntentRecipe *recipeOf(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection)
{
    const Resource *from = blueprint.find(connection.from), *to = blueprint.find(connection.to);
    if (!from || !to || !intentBook().isKind(connection.kind))
        return nullptr;
    const QString level = connection.properties.value(u"level"_s).toString();
    for (const IntentRecipe *recipe : intentBook().between(from->type, to->type)) {
        if (recipe->kind == connection.kind && recipe->level == level && fits(blueprint, catalog, *recipe, connection.from, connection.to))
            return recipe;
    }
    return nullptr;
}

} // namespace intents

} // namespace groundplan
