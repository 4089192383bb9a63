// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/looks.h"

#include "model/catalog/containment.h"
#include "views/paint/zonerole.h"

#include <QLineF>

namespace groundplan::looks {

using namespace Qt::StringLiterals;

namespace {

/// Where AWS says a region is.
QString regionPlace(const QString &region)
{
    static const QHash<QString, QString> places{
        {u"af-south-1"_s, u"Cape Town"_s},   {u"ap-east-1"_s, u"Hong Kong"_s},      {u"ap-northeast-1"_s, u"Tokyo"_s},
        {u"ap-northeast-2"_s, u"Seoul"_s},   {u"ap-northeast-3"_s, u"Osaka"_s},     {u"ap-south-1"_s, u"Mumbai"_s},
        {u"ap-south-2"_s, u"Hyderabad"_s},   {u"ap-southeast-1"_s, u"Singapore"_s}, {u"ap-southeast-2"_s, u"Sydney"_s},
        {u"ap-southeast-3"_s, u"Jakarta"_s}, {u"ap-southeast-4"_s, u"Melbourne"_s}, {u"ca-central-1"_s, u"Canada Central"_s},
        {u"ca-west-1"_s, u"Calgary"_s},      {u"eu-central-1"_s, u"Frankfurt"_s},   {u"eu-central-2"_s, u"Zurich"_s},
        {u"eu-north-1"_s, u"Stockholm"_s},   {u"eu-south-1"_s, u"Milan"_s},         {u"eu-south-2"_s, u"Spain"_s},
        {u"eu-west-1"_s, u"Ireland"_s},      {u"eu-west-2"_s, u"London"_s},         {u"eu-west-3"_s, u"Paris"_s},
        {u"il-central-1"_s, u"Tel Aviv"_s},  {u"me-central-1"_s, u"UAE"_s},         {u"me-south-1"_s, u"Bahrain"_s},
        {u"mx-central-1"_s, u"Mexico"_s},    {u"sa-east-1"_s, u"São Paulo"_s},      {u"us-east-1"_s, u"N. Virginia"_s},
        {u"us-east-2"_s, u"Ohio"_s},         {u"us-west-1"_s, u"N. California"_s},  {u"us-west-2"_s, u"Oregon"_s}};
    return places.value(region);
}

/// A plain text, or a variable's default where that is one.
QString plainText(const Blueprint &blueprint, const Value &value)
{
    if (!value.isVariable())
        return value.isString() ? value.toString() : QString();
    const Variable *variable = blueprint.find(VariableId(value.toVariable().name));
    return variable && variable->defaultValue.isString() ? variable->defaultValue.toString() : QString();
}

QString zoneDetail(const Blueprint &blueprint, const Catalog &catalog, const Resource &zone)
{
    if (zone.type == "groundplan_region"_L1)
        return regionPlace(zone.properties.value(u"region"_s).toString());
    if (zone.type == "groundplan_account"_L1)
        return zone.properties.value(u"account_id"_s).toString();
    if (zone.type.startsWith("groundplan_"_L1))
        return {};
    const QString cidr = plainText(blueprint, zone.properties.value(u"cidr_block"_s));
    if (!cidr.isEmpty())
        return cidr;
    const PropertyMap effective = containment::effectiveProperties(blueprint, catalog, zone);
    const QString derived = plainText(blueprint, effective.value(u"cidr_block"_s));
    return derived.isEmpty() && !effective.contains(u"cidr_block"_s) ? shortLabel(blueprint, catalog, zone) : derived;
}

struct Spot {
    PlacementId id;
    QRectF rect;
};

QList<Spot> spots(const Blueprint &blueprint, const PageId &page, const ResourceId &resource)
{
    QList<Spot> found;
    const QList<PlacementId> all = blueprint.placements(resource);
    for (const PlacementId &id : all) {
        const Placement *placement = blueprint.find(id);
        if (placement && placement->page == page && !placement->hidden)
            found.append({id, blueprint.absoluteRect(*placement)});
    }
    return found;
}

const Spot &nearest(const QList<Spot> &among, const Spot &to)
{
    return *std::min_element(among.begin(), among.end(), [&](const Spot &a, const Spot &b) {
        return QLineF(a.rect.center(), to.rect.center()).length() < QLineF(b.rect.center(), to.rect.center()).length();
    });
}

} // namespace

QString drawnName(const Resource &resource)
{
    for (const QString &key : {u"title"_s, u"zone"_s, u"region"_s}) {
        const QString text = resource.type.startsWith("groundplan_"_L1) ? resource.properties.value(key).toString() : QString();
        if (!text.isEmpty())
            return text;
    }
    const Value tag = resource.properties.value(u"tags"_s)[u"Name"_s];
    if (tag.isString() && !tag.toString().isEmpty())
        return tag.toString();
    const Value name = resource.properties.value(u"name"_s);
    return name.isString() && !name.toString().isEmpty() ? name.toString() : resource.name;
}

bool isZone(const Catalog &catalog, const Resource &resource) { return catalog.summary(resource.type).isZone; }

NodeLook node(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource, const QRectF &rect)
{
    const TypeSummary summary = catalog.summary(resource.type);
    NodeLook look;
    look.rect = rect;
    look.name = drawnName(resource);
    look.label = summary.isGroup ? QString() : shortLabel(blueprint, catalog, resource);
    look.icon = summary.icon;
    look.category = summary.category;
    return look;
}

ZoneLook zone(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource, const QRectF &rect)
{
    ZoneLook look;
    look.rect = rect;
    look.title = drawnName(resource);
    look.detail = zoneDetail(blueprint, catalog, resource);
    look.role = zoneRole(blueprint, catalog, resource);
    return look;
}

EdgeLook edge(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection)
{
    EdgeLook look;
    look.owner = connection.id;
    look.kind = connections::lineKind(connection);
    look.label = connections::label(blueprint, catalog, connection);
    return look;
}

QList<Ends> ends(const Blueprint &blueprint, const PageId &page, const Connection &connection)
{
    if (connection.from == connection.to || blueprint.isInside(connection.from, connection.to)
        || blueprint.isInside(connection.to, connection.from))
        return {};
    const QList<Spot> from = spots(blueprint, page, connection.from);
    const QList<Spot> to = spots(blueprint, page, connection.to);
    if (from.isEmpty() || to.isEmpty())
        return {};
    // One against many fans out; many against many are paired, so that each of the fewer has a line.
    const bool eachTarget = from.size() == 1 || (to.size() > 1 && to.size() <= from.size());
    QList<Ends> all;
    if (eachTarget) {
        for (const Spot &spot : to)
            all.append({nearest(from, spot).id, spot.id});
    } else {
        for (const Spot &spot : from)
            all.append({spot.id, nearest(to, spot).id});
    }
    if (connections::lineKind(connection) == connections::LineKind::Traffic || all.size() == 1)
        return all;
    // What is not traffic is said once.
    const auto lengthOf = [&](const Ends &ends) {
        return QLineF(blueprint.absoluteRect(*blueprint.find(ends.from)).center(),
                      blueprint.absoluteRect(*blueprint.find(ends.to)).center())
            .length();
    };
    return {*std::min_element(all.begin(), all.end(), [&](const Ends &a, const Ends &b) { return lengthOf(a) < lengthOf(b); })};
}

} // namespace groundplan::looks
