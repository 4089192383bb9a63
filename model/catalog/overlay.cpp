// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/overlay.h"

#include "model/blueprint/jsontext.h"

#include <QDirIterator>
#include <QFile>

namespace groundplan {

namespace {

using namespace Qt::StringLiterals;

Value readFile(const QString &path, QStringList *problems)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto read = jsontext::read(file.readAll());
    if (!read && problems)
        problems->append(path + ": "_L1 + read.error().text());
    return read ? read.value() : Value();
}

QStringList texts(const Value &value)
{
    QStringList all;
    for (const Value &item : value.toList())
        all.append(item.toString());
    return all;
}

std::optional<QString> optionalText(const Value &map, QLatin1String key)
{
    const Value value = map[QString(key)];
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

template <class T> std::optional<T> optionalNumber(const Value &map, QLatin1String key)
{
    const Value value = map[QString(key)];
    return value.isNumber() ? std::optional(T(value.toReal())) : std::nullopt;
}

QList<Standing> standings(const Value &list)
{
    QList<Standing> all;
    for (const Value &item : list.toList()) {
        Standing standing;
        if (item.isString()) {
            standing.zoneType = item.toString();
        } else {
            standing.zoneType = item[u"in"_s].toString();
            standing.attribute = item[u"sets"_s].toString();
            standing.several = item[u"several"_s].toBool();
            const QString target = item[u"to"_s].toString();
            if (!standing.attribute.isEmpty())
                standing.targetAttribute = target.isEmpty() ? u"id"_s : target;
        }
        all.append(standing);
        if (standing.zoneType == "groundplan_region"_L1)
            all.append({u"groundplan_account"_s, {}, {}, false});
    }
    return all;
}

QMap<QString, ValueRule> valueRules(const Value &map)
{
    QMap<QString, ValueRule> all;
    for (auto it = map.toMap().begin(); it != map.toMap().end(); ++it) {
        ValueRule rule;
        rule.values = texts(it->isList() ? *it : (*it)[u"values"_s]);
        rule.pattern = (*it)[u"pattern"_s].toString();
        rule.minimum = optionalNumber<double>(*it, "minimum"_L1);
        rule.maximum = optionalNumber<double>(*it, "maximum"_L1);
        rule.minLength = optionalNumber<int>(*it, "min_length"_L1);
        rule.maxLength = optionalNumber<int>(*it, "max_length"_L1);
        rule.minItems = optionalNumber<int>(*it, "min_items"_L1);
        rule.maxItems = optionalNumber<int>(*it, "max_items"_L1);
        rule.certain = (*it)[u"certain"_s].toBool(true);
        all.insert(it.key(), rule);
    }
    return all;
}

NetworkFacts networkFacts(const Value &map)
{
    NetworkFacts facts;
    facts.securityGroupsAttribute = map[u"security_groups"_s].toString();
    facts.via = map[u"via"_s].toString();
    facts.portAttribute = map[u"port"_s].toString();
    facts.defaultPort = int(map[u"default_port"_s].toInteger());
    facts.portChooser = map[u"port_by"_s].toString();
    const Value choices = map[u"ports"_s];
    for (auto it = choices.toMap().begin(); it != choices.toMap().end(); ++it)
        facts.portByChoice.insert(it.key(), int(it->toInteger()));
    if (const auto protocol = optionalText(map, "protocol"_L1))
        facts.protocol = *protocol;
    return facts;
}

/// `attributes` of a type that no dump has: name → {type, required, optional, computed}.
std::shared_ptr<const BlockSchema> schemaOf(const Value &attributes)
{
    if (!attributes.isMap())
        return nullptr;
    static const QStringList kinds{u"string"_s, u"number"_s, u"bool"_s, u"dynamic"_s};
    auto schema = std::make_shared<BlockSchema>();
    for (auto it = attributes.toMap().begin(); it != attributes.toMap().end(); ++it) {
        AttributeSchema attribute;
        attribute.name = it.key();
        attribute.type.kind = AttributeType::Kind(qMax(qsizetype(0), kinds.indexOf((*it)[u"type"_s].toString())));
        attribute.required = (*it)[u"required"_s].toBool();
        attribute.optional = (*it)[u"optional"_s].toBool();
        attribute.computed = (*it)[u"computed"_s].toBool();
        schema->attributes.insert(attribute.name, attribute);
    }
    return schema;
}

Overlay overlayFrom(const QString &type, const Value &map, QStringList *problems)
{
    static const QSet<QString> known{u"title"_s,  u"category"_s,       u"icon"_s,       u"search"_s,    u"zone"_s,
                                     u"group"_s,  u"attachment"_s,     u"size"_s,       u"standings"_s, u"defaults"_s,
                                     u"common"_s, u"label"_s,          u"network"_s,    u"values"_s,    u"references"_s,
                                     u"help"_s,   u"cloudformation"_s, u"attributes"_s, u"like"_s};
    if (problems) {
        for (auto it = map.toMap().begin(); it != map.toMap().end(); ++it) {
            if (!known.contains(it.key()))
                problems->append(type + ": unknown field "_L1 + it.key());
        }
    }
    Overlay overlay;
    overlay.title = optionalText(map, "title"_L1);
    overlay.category = optionalText(map, "category"_L1);
    overlay.icon = optionalText(map, "icon"_L1);
    overlay.cloudFormation = optionalText(map, "cloudformation"_L1);
    overlay.searchWords = texts(map[u"search"_s]);
    overlay.isZone = map[u"zone"_s].toBool();
    overlay.isGroup = map[u"group"_s].toBool();
    overlay.isAttachment = map[u"attachment"_s].toBool();
    if (const ValueList &size = map[u"size"_s].toList(); size.size() == 2)
        overlay.size = QSizeF(size.first().toReal(), size.last().toReal());
    if (map[u"standings"_s].isList())
        overlay.standings = standings(map[u"standings"_s]);
    overlay.defaults = map[u"defaults"_s].toMap();
    overlay.commonAttributes = texts(map[u"common"_s]);
    overlay.labelTemplate = map[u"label"_s].toString();
    overlay.network = networkFacts(map[u"network"_s]);
    overlay.valueRules = valueRules(map[u"values"_s]);
    for (const Value &item : map[u"references"_s].toList())
        overlay.references.append(
            {item[u"attribute"_s].toString(), item[u"type"_s].toString(), item[u"to"_s].toString(), item[u"list"_s].toBool(), true});
    const Value help = map[u"help"_s];
    for (auto it = help.toMap().begin(); it != help.toMap().end(); ++it)
        overlay.help.insert(it.key(), it->toString());
    overlay.schema = schemaOf(map[u"attributes"_s]);
    return overlay;
}

} // namespace

QMap<QString, Overlay> readOverlays(QStringList *problems)
{
    QMap<QString, Overlay> all;
    QMap<QString, QString> likes;
    QStringList files;
    QDirIterator it(u":/groundplan/catalog"_s, {u"*.json"_s}, QDir::Files); // folders below hold other kinds of facts
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    for (const QString &path : std::as_const(files)) {
        const Value types = readFile(path, problems)[u"types"_s];
        for (auto type = types.toMap().begin(); type != types.toMap().end(); ++type) {
            if (problems && all.contains(type.key()))
                problems->append(path + ": "_L1 + type.key() + " is described twice"_L1);
            all.insert(type.key(), overlayFrom(type.key(), *type, problems));
            if (const auto other = optionalText(*type, "like"_L1))
                likes.insert(type.key(), *other);
        }
    }
    // What the provider's own validation says of values; what is said by hand goes first.
    const Value learned = readFile(u":/groundplan/catalog/values/aws.json"_s, problems)[u"types"_s];
    for (auto type = learned.toMap().begin(); type != learned.toMap().end(); ++type) {
        const auto overlay = all.find(type.key());
        if (overlay == all.end()) {
            if (problems)
                problems->append("values of "_L1 + type.key() + ", which is not described"_L1);
            continue;
        }
        const QMap<QString, ValueRule> rules = valueRules(*type);
        for (auto rule = rules.begin(); rule != rules.end(); ++rule) {
            if (!overlay->valueRules.contains(rule.key()))
                overlay->valueRules.insert(rule.key(), *rule);
        }
    }
    for (auto like = likes.begin(); like != likes.end(); ++like) {
        if (problems && (!all.contains(*like) || likes.contains(*like)))
            problems->append(like.key() + " is like "_L1 + *like + ", which is not described"_L1);
        const auto title = all.value(like.key()).title;
        Overlay copy = all.value(*like);
        copy.title = title ? title : copy.title;
        all.insert(like.key(), copy);
    }
    return all;
}

ServiceFacts readServiceFacts()
{
    const Value file = readFile(u":/groundplan/catalog/services.json"_s, nullptr);
    ServiceFacts facts;
    for (const Value &category : file[u"categories"_s].toList())
        facts.categories.append({category[u"id"_s].toString(), category[u"title"_s].toString()});
    const Value words = file[u"words"_s], services = file[u"services"_s];
    for (auto it = words.toMap().begin(); it != words.toMap().end(); ++it)
        facts.words.insert(it.key(), it->toString());
    for (auto it = services.toMap().begin(); it != services.toMap().end(); ++it) {
        const QStringList parts = texts(*it);
        facts.services.insert(it.key(), {parts.value(0), parts.value(1), parts.value(2)});
    }
    facts.usual = texts(file[u"usual"_s]);
    return facts;
}

} // namespace groundplan
