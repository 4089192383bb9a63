// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/containment.h"

#include "model/catalog/wording.h"

#include <QCoreApplication>

namespace groundplan::containment {

namespace {

using namespace Qt::StringLiterals;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Containment)
};

bool isTransparent(const QString &type) { return type == "groundplan_group"_L1 || type == "groundplan_tier"_L1; }

/// `zone` and what is above it, nearest first.
QList<ResourceId> chain(const Blueprint &blueprint, const ResourceId &zone)
{
    if (zone.isEmpty())
        return {};
    return QList<ResourceId>{zone} + blueprint.ancestors(zone);
}

ResourceId nearestOf(const Blueprint &blueprint, const QList<ResourceId> &chain, const QString &type)
{
    for (const ResourceId &id : chain) {
        const Resource *zone = blueprint.find(id);
        if (zone && zone->type == type)
            return id;
    }
    return {};
}

/// The first zone that means something: free groups and tiers are looked through. Empty: the page.
ResourceId meaningful(const Blueprint &blueprint, const ResourceId &zone)
{
    for (const ResourceId &id : chain(blueprint, zone)) {
        const Resource *resource = blueprint.find(id);
        if (resource && !isTransparent(resource->type))
            return id;
    }
    return {};
}

bool takesPage(const QList<Standing> &standings)
{
    return std::any_of(standings.begin(), standings.end(), [](const Standing &standing) {
        return standing.zoneType == "*"_L1 || standing.zoneType == "groundplan_region"_L1 || standing.zoneType == "groundplan_account"_L1;
    });
}

const Standing *standingFor(const QList<Standing> &standings, const QString &zoneType)
{
    const Standing *any = nullptr;
    for (const Standing &standing : standings) {
        if (standing.zoneType == zoneType)
            return &standing;
        if (standing.zoneType == "*"_L1)
            any = &standing;
    }
    return any;
}

/// "a subnet or a VPC": what the type may stand in, the page and the account left out where there is more to say.
QString homes(const Catalog &catalog, const QList<Standing> &standings)
{
    QStringList names;
    for (const Standing &standing : standings) {
        if (standing.zoneType == "*"_L1 || (standing.zoneType == "groundplan_account"_L1 && standings.size() > 1))
            continue;
        const QString name = wording::withArticle(catalog.summary(standing.zoneType).title);
        if (!names.contains(name))
            names.append(name);
    }
    if (names.size() < 2)
        return names.value(0);
    const QString last = names.takeLast();
    return Text::tr("%1 or %2").arg(names.join(u", "_s), last);
}

Error refusal(const Catalog &catalog, const ResourceType &type, const QString &zoneType)
{
    const QString what = wording::capitalized(wording::withArticle(type.summary.title));
    const QString where = homes(catalog, type.standings);
    if (where.isEmpty())
        return Error{Text::tr("%1 stands on the page itself.").arg(what)};
    if (zoneType.isEmpty() || !takesPage(type.standings))
        return Error{Text::tr("%1 belongs to %2; drop it on one.").arg(what, where)};
    return Error{
        Text::tr("%1 cannot stand in %2: it belongs to %3.").arg(what, wording::withArticle(catalog.summary(zoneType).title), where)};
}

/// Inside a block that may be left out nothing is.
bool isRequired(const ResourceType &type, const QString &attribute)
{
    const AttributeSchema *schema = type.schema ? type.schema->attributeAt(attribute) : nullptr;
    bool required = schema && schema->required;
    for (qsizetype dot = attribute.indexOf(u'.'); required && dot > 0; dot = attribute.indexOf(u'.', dot + 1)) {
        const NestedBlock *block = type.schema->blockAt(attribute.first(dot));
        required = !block || block->minItems > 0;
    }
    return required;
}

/// One value that standing somewhere implies.
struct Implied {
    QString path; ///< as values keep it
    Value value;
};

/// As chain(), its rows: looked up once for all that standing there implies.
std::vector<const Resource *> chainRows(const Blueprint &blueprint, const ResourceId &zone)
{
    std::vector<const Resource *> rows;
    const Resource *row = blueprint.find(zone);
    while (row && std::find(rows.begin(), rows.end(), row) == rows.end()) {
        rows.push_back(row);
        row = row->zones.isEmpty() ? nullptr : blueprint.find(row->zones.first());
    }
    return rows;
}

QList<Implied> implied(const Blueprint &blueprint, const ResourceType &type, const Resource &resource)
{
    QList<Implied> all;
    std::vector<std::vector<const Resource *>> chains;
    for (const Standing &standing : type.standings) {
        if (standing.attribute.isEmpty() || resource.zones.isEmpty())
            continue;
        if (chains.empty()) {
            for (const ResourceId &zone : resource.zones)
                chains.push_back(chainRows(blueprint, zone));
        }
        ValueList values;
        for (const auto &rows : chains) {
            const auto found = std::find_if(rows.begin(), rows.end(), [&](const Resource *row) { return row->type == standing.zoneType; });
            if (found == rows.end())
                continue;
            const Resource *home = *found;
            const Value value = home->type.startsWith("groundplan_"_L1) ? valueAt(home->properties, standing.targetAttribute)
                                                                        : Value(Reference{home->id, standing.targetAttribute});
            if (!value.isNull() && !values.contains(value))
                values.append(value);
        }
        if (values.isEmpty())
            continue;
        const AttributeType *attribute = type.schema ? type.schema->typeAt(standing.attribute) : nullptr;
        const bool isList = attribute ? attribute->isList() : standing.several;
        const QString path = type.schema ? type.schema->valuePath(standing.attribute) : standing.attribute;
        const bool known = std::any_of(all.begin(), all.end(), [&](const Implied &other) { return other.path == path; });
        if (!known)
            all.append({path, isList ? Value(values) : values.first()});
    }
    return all;
}

} // namespace

Result<> mayStandIn(const Blueprint &blueprint, const Catalog &catalog, const QString &typeName, const ResourceId &zone)
{
    const auto type = catalog.type(typeName);
    if (!zone.isEmpty()) {
        const Resource *target = blueprint.find(zone);
        if (!target)
            return Error{Text::tr("The zone no longer exists.")};
        const TypeSummary summary = catalog.summary(target->type);
        if (!summary.isZone)
            return Error{Text::tr("Nothing can stand in %1.").arg(wording::withArticle(summary.title))};
    }
    if (isTransparent(typeName))
        return {};
    const ResourceId home = meaningful(blueprint, zone);
    if (home.isEmpty()) {
        if (!takesPage(type->standings) && !type->standings.isEmpty())
            return refusal(catalog, *type, {});
        return {};
    }
    const QString homeType = blueprint.find(home)->type;
    if (!standingFor(type->standings, homeType))
        return refusal(catalog, *type, homeType);
    for (const Standing &standing : type->standings) {
        // A subnet in an availability zone that no VPC surrounds would have no VPC.
        if (standing.zoneType == "aws_vpc"_L1 && isRequired(*type, standing.attribute)
            && nearestOf(blueprint, chain(blueprint, home), standing.zoneType).isEmpty())
            return Error{Text::tr("%1 belongs to %2; drop it on one.")
                             .arg(wording::capitalized(wording::withArticle(type->summary.title)),
                                  wording::withArticle(catalog.summary(standing.zoneType).title))};
    }
    return {};
}

Result<> mayMoveTo(const Blueprint &blueprint, const Catalog &catalog, const ResourceId &id, const ResourceId &zone)
{
    const Resource *resource = blueprint.find(id);
    if (!resource)
        return Error{Text::tr("The resource no longer exists.")};
    if (!zone.isEmpty() && blueprint.isInside(zone, id))
        return Error{Text::tr("%1 cannot stand inside itself.").arg(resource->name)};
    if (resource->zones.contains(zone)) {
        if (resource->zones.size() > 1)
            return Error{Text::tr("%1 already stands in this %2.")
                             .arg(wording::capitalized(wording::withArticle(catalog.summary(resource->type).title)),
                                  wording::inSentence(catalog.summary(blueprint.find(zone)->type).title))};
        return {};
    }
    if (auto allowed = mayStandIn(blueprint, catalog, resource->type, zone); !allowed)
        return allowed;
    if (resource->zones.size() > 1) {
        const Resource *one = blueprint.find(meaningful(blueprint, resource->zones.first()));
        const Resource *other = blueprint.find(meaningful(blueprint, zone));
        if (one && (!other || other->type != one->type))
            return Error{Text::tr("%1 stands in several zones; all of them are %2.")
                             .arg(resource->name, wording::withArticle(catalog.summary(one->type).title))};
    }
    return {};
}

Result<> mayAlsoStandIn(const Blueprint &blueprint, const Catalog &catalog, const ResourceId &id, const ResourceId &zone)
{
    const Resource *resource = blueprint.find(id);
    if (!resource)
        return Error{Text::tr("The resource no longer exists.")};
    const auto type = catalog.type(resource->type);
    const QString what = wording::capitalized(wording::withArticle(type->summary.title));
    if (auto allowed = mayStandIn(blueprint, catalog, resource->type, zone); !allowed)
        return allowed;
    const Resource *home = blueprint.find(meaningful(blueprint, zone));
    const Standing *standing = home ? standingFor(type->standings, home->type) : nullptr;
    if (!standing || !standing->several)
        return Error{Text::tr("%1 stands in one place only.").arg(what)};
    for (const ResourceId &known : resource->zones) {
        const Resource *other = blueprint.find(meaningful(blueprint, known));
        if (other && other->id == home->id)
            return Error{Text::tr("%1 already stands in this %2.").arg(what, wording::inSentence(catalog.summary(home->type).title))};
        if (!other || other->type != home->type)
            return Error{Text::tr("%1 stands in several zones of one kind only.").arg(what)};
        if (enclosing(blueprint, other->id, u"aws_vpc"_s) != enclosing(blueprint, home->id, u"aws_vpc"_s))
            return Error{Text::tr("The subnets of %1 belong to one VPC.").arg(wording::withArticle(type->summary.title))};
    }
    return {};
}

ResourceId enclosing(const Blueprint &blueprint, const ResourceId &resource, const QString &type)
{
    return nearestOf(blueprint, blueprint.ancestors(resource), type);
}

QString regionOf(const Blueprint &blueprint, const ResourceId &resource, const QString &fallback)
{
    const Resource *region = blueprint.find(nearestOf(blueprint, chain(blueprint, resource), u"groundplan_region"_s));
    if (!region)
        return fallback;
    Value value = region->properties.value(u"region"_s);
    if (value.isVariable()) {
        const Variable *variable = blueprint.find(VariableId(value.toVariable().name));
        value = variable ? variable->defaultValue : Value();
    }
    return value.isString() && !value.toString().isEmpty() ? value.toString() : fallback;
}

PropertyMap derivedProperties(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource)
{
    PropertyMap properties;
    for (const Implied &one : implied(blueprint, *catalog.type(resource.type), resource))
        properties = withValueAt(std::move(properties), one.path, one.value);
    return properties;
}

PropertyMap effectiveProperties(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource)
{
    const auto type = catalog.type(resource.type);
    PropertyMap properties = resource.properties;
    const QList<ConnectionId> connections = blueprint.connections(resource.id);
    for (const ConnectionId &id : connections) {
        const Connection *connection = blueprint.find(id);
        if (connection->from != resource.id || connection->kind != "reference"_L1)
            continue;
        const QString attribute = connection->properties.value(u"attribute"_s).toString();
        if (attribute.isEmpty())
            continue;
        const AttributeType *shape = type->schema ? type->schema->typeAt(attribute) : nullptr;
        const QString path = type->schema ? type->schema->valuePath(attribute) : attribute;
        const Value reference = Reference{connection->to, connection->properties.value(u"target_attribute"_s).toString()};
        const Value before = valueAt(properties, path);
        if (shape ? shape->isList() : before.isList()) {
            ValueList items = before.toList();
            if ((before.isNull() || before.isList()) && !items.contains(reference)) {
                items.append(reference);
                properties = withValueAt(std::move(properties), path, items);
            }
        } else if (before.isNull()) {
            properties = withValueAt(std::move(properties), path, reference);
        }
    }
    for (const Implied &one : implied(blueprint, *type, resource)) {
        if (valueAt(properties, one.path).isNull())
            properties = withValueAt(std::move(properties), one.path, one.value);
    }
    return properties;
}

} // namespace groundplan::containment
