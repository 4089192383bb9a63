// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/zonerole.h"

#include "model/catalog/containment.h"

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

/// The resource that `key` of `properties` refers to, null when it is not a reference.
const Resource *referred(const Blueprint &blueprint, const PropertyMap &properties, const QString &key)
{
    const Value value = properties.value(key);
    return value.isReference() ? blueprint.find(value.toReference().to) : nullptr;
}

bool isInternetGateway(const Resource *resource) { return resource && resource->type == "aws_internet_gateway"_L1; }

bool leadsToInternet(const Blueprint &blueprint, const Resource &routeTable)
{
    for (const Value &route : routeTable.properties.value(u"route"_s).toList()) {
        if (isInternetGateway(referred(blueprint, route.toMap(), u"gateway_id"_s)))
            return true;
    }
    const QList<ResourceId> referrers = blueprint.referrers(routeTable.id);
    return std::any_of(referrers.begin(), referrers.end(), [&](const ResourceId &id) {
        const Resource *route = blueprint.find(id);
        return route && route->type == "aws_route"_L1 && isInternetGateway(referred(blueprint, route->properties, u"gateway_id"_s));
    });
}

bool isPublic(const Blueprint &blueprint, const Catalog &catalog, const Resource &subnet)
{
    if (subnet.properties.value(u"map_public_ip_on_launch"_s).toBool())
        return true;
    const QList<ResourceId> associations = blueprint.children(subnet.id) + blueprint.referrers(subnet.id);
    for (const ResourceId &id : associations) {
        const Resource *association = blueprint.find(id);
        if (!association || association->type != "aws_route_table_association"_L1)
            continue;
        const PropertyMap properties = containment::effectiveProperties(blueprint, catalog, *association);
        const Resource *table = referred(blueprint, properties, u"route_table_id"_s);
        if (table && leadsToInternet(blueprint, *table))
            return true;
    }
    return false;
}

bool soundsLikeData(const QString &name)
{
    static const QStringList words{u"data"_s, u"database"_s, u"databases"_s, u"db"_s, u"rds"_s, u"cache"_s, u"storage"_s};
    QString plain = name.toLower();
    plain.replace(u'-', u'_');
    const QStringList parts = plain.split(u'_');
    return std::any_of(parts.begin(), parts.end(), [](const QString &part) { return words.contains(part); });
}

bool holdsDatabase(const Blueprint &blueprint, const Catalog &catalog, const Resource &subnet)
{
    const QList<ResourceId> children = blueprint.children(subnet.id);
    return std::any_of(children.begin(), children.end(), [&](const ResourceId &id) {
        const Resource *child = blueprint.find(id);
        return child && catalog.summary(child->type).category == "database"_L1;
    });
}

} // namespace

ZoneRole zoneRole(const Blueprint &blueprint, const Catalog &catalog, const Resource &zone)
{
    static const QHash<QString, ZoneRole> roles{{u"groundplan_account"_s, ZoneRole::Account},
                                                {u"groundplan_region"_s, ZoneRole::Region},
                                                {u"groundplan_availability_zone"_s, ZoneRole::AvailabilityZone},
                                                {u"aws_vpc"_s, ZoneRole::Vpc},
                                                {u"aws_default_vpc"_s, ZoneRole::Vpc}};
    const auto known = roles.constFind(zone.type);
    if (known != roles.constEnd())
        return *known;
    if (zone.type == "aws_subnet"_L1 || zone.type == "aws_default_subnet"_L1) {
        if (isPublic(blueprint, catalog, zone))
            return ZoneRole::PublicSubnet;
        return soundsLikeData(zone.name) || holdsDatabase(blueprint, catalog, zone) ? ZoneRole::DataSubnet : ZoneRole::PrivateSubnet;
    }
    return zone.type.startsWith("groundplan_"_L1) ? ZoneRole::Group : ZoneRole::Cluster;
}

} // namespace groundplan
