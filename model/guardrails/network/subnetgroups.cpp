// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Databases and caches: the subnets that they are drawn in are theirs only by a subnet group.
namespace groundplan {

namespace {

using rules::say;

/// How a data store names its subnets.
struct Grouped {
    QString type, attribute, groupType;
    bool needsTwoZones = false;
    QString inherits = {}; ///< when this is set, the subnets are another's
};

const QList<Grouped> &groupedStores()
{
    const QString database = QStringLiteral("db_subnet_group_name"), cache = QStringLiteral("subnet_group_name");
    static const QList<Grouped> list{
        {QStringLiteral("aws_db_instance"), database, QStringLiteral("aws_db_subnet_group"), true, QStringLiteral("replicate_source_db")},
        {QStringLiteral("aws_rds_cluster"), database, QStringLiteral("aws_db_subnet_group"), true},
        {QStringLiteral("aws_docdb_cluster"), database, QStringLiteral("aws_docdb_subnet_group"), true},
        {QStringLiteral("aws_neptune_cluster"), QStringLiteral("neptune_subnet_group_name"), QStringLiteral("aws_neptune_subnet_group"),
         true},
        {QStringLiteral("aws_elasticache_replication_group"), cache, QStringLiteral("aws_elasticache_subnet_group")},
        {QStringLiteral("aws_elasticache_cluster"), cache, QStringLiteral("aws_elasticache_subnet_group"), false,
         QStringLiteral("replication_group_id")},
        {QStringLiteral("aws_redshift_cluster"), QStringLiteral("cluster_subnet_group_name"), QStringLiteral("aws_redshift_subnet_group")},
    };
    return list;
}

const Grouped &groupedStore(const QString &type)
{
    return *std::find_if(groupedStores().begin(), groupedStores().end(), [&type](const Grouped &one) { return one.type == type; });
}

network::Targets subnetsOfGroup(Look &look, const ResourceId &group)
{
    return network::targetsIn(look, look.property(group, QStringLiteral("subnet_ids")));
}

/// A group of exactly these subnets, if there is one.
std::optional<ResourceId> groupOf(Look &look, const Grouped &store, const QList<ResourceId> &subnets)
{
    const QSet<ResourceId> wanted(subnets.begin(), subnets.end());
    for (const ResourceId &group : look.users(subnets.first(), store.groupType, QStringLiteral("subnet_ids"))) {
        const network::Targets its = subnetsOfGroup(look, group);
        if (its.isComplete && !look.isRepeated(group) && QSet<ResourceId>(its.ids.begin(), its.ids.end()) == wanted)
            return group;
    }
    return {};
}

/// Whether AWS takes a group of these subnets.
bool suffice(Look &look, const Grouped &store, const QList<ResourceId> &subnets)
{
    QSet<QString> zones;
    for (const ResourceId &subnet : subnets)
        zones.insert(network::zoneOf(look, subnet));
    return !store.needsTwoZones || (zones.size() > 1 && !zones.contains(QString()));
}

QString namesOfSubnets(Look &look, const QList<ResourceId> &subnets)
{
    QStringList names;
    for (const ResourceId &subnet : subnets)
        names.append(look.nameOf(subnet));
    return rules::listed(names);
}

/// The VPC that it is drawn in, directly or in groups in it.
ResourceId vpcDrawnIn(Look &look)
{
    look.properties(); // notes the zones above
    QList<ResourceId> open = look.resource().zones;
    while (!open.isEmpty()) {
        const ResourceId zone = open.takeFirst();
        const QString type = look.typeOf(zone);
        if (type == QLatin1String("aws_vpc"))
            return zone;
        if (const Resource *group = isGroupType(type) ? look.find(zone) : nullptr)
            open.append(group->zones);
    }
    return {};
}

void checkSubnetGroup(Look &look, const Rule &rule)
{
    const Grouped &store = groupedStore(look.resource().type);
    const QList<ResourceId> drawn = network::drawnIn(look, look.id());
    if (!store.inherits.isEmpty() && !look.value(store.inherits).isNull())
        return;
    if (drawn.isEmpty()) {
        const ResourceId vpc = vpcDrawnIn(look);
        if (!vpc.isEmpty() && look.value(store.attribute).isNull())
            look.report(rule, store.attribute, say("%1 is drawn in %2 but has no subnet group.").arg(look.name(), look.nameOf(vpc)),
                        say("Without one AWS puts it into the account's default VPC. Draw it in two subnets, or choose a group."));
        return;
    }
    QString message, advice;
    const Value own = look.value(store.attribute);
    if (own.isNull()) {
        message = say("%1 is drawn in %2 but has no subnet group.").arg(look.name(), namesOfSubnets(look, drawn));
        advice = say("Where it is drawn does not set one; without it AWS puts it into the account's default VPC.");
    } else {
        const auto group = network::referenceIn(own);
        if (!group || look.typeOf(group->to) != store.groupType)
            return;
        const network::Targets its = subnetsOfGroup(look, group->to);
        const bool isWithin = std::all_of(drawn.begin(), drawn.end(), [&its](const ResourceId &id) { return its.ids.contains(id); });
        if (!its.isComplete || its.ids.isEmpty() || isWithin)
            return;
        message = say("%1 is drawn in %2 but its subnet group %3 says %4.")
                      .arg(look.name(), namesOfSubnets(look, drawn), look.nameOf(group->to), namesOfSubnets(look, its.ids));
        advice = say("The group wins over the drawing in exported code. Draw it there, or give it a group of the subnets it is drawn in.");
    }
    Finding &finding = look.report(rule, store.attribute, message, advice);
    // What a connection says is the connection's to change.
    if (!suffice(look, store, drawn) || own.isNull() != look.resource().properties.value(store.attribute).isNull())
        return;
    const auto existing = groupOf(look, store, drawn);
    finding.fixTitle = existing ? say("Use %1").arg(look.nameOf(*existing)) : say("Add a subnet group");
}

Result<ChangeSet> giveGroup(const Blueprint &blueprint, const Catalog &catalog, const Finding &finding)
{
    const Resource &before = *blueprint.find(finding.resource);
    const Grouped &store = groupedStore(before.type);
    Pass pass(blueprint, catalog, false);
    Look look(pass, finding.resource);
    const QList<ResourceId> drawn = network::drawnIn(look, finding.resource);
    if (drawn.isEmpty())
        return Error{say("It is no longer drawn in a subnet.")};
    ChangeSet changes;
    ResourceId group = groupOf(look, store, drawn).value_or(ResourceId());
    if (group.isEmpty()) {
        edits::NewResource added;
        added.type = store.groupType;
        added.nameHint = before.name;
        added.zones = drawn;
        ValueList subnets;
        for (const ResourceId &subnet : drawn)
            subnets.append(Reference{subnet, QStringLiteral("id")});
        added.properties.insert(QStringLiteral("subnet_ids"), subnets);
        const auto type = catalog.type(store.groupType);
        const AttributeSchema *name = type->schema ? type->schema->attributeAt(QStringLiteral("name")) : nullptr;
        if (name && name->required)
            added.properties.insert(name->name, edits::identifier(before.name).replace(QLatin1Char('_'), QLatin1Char('-')));
        Result<ChangeSet> addition = edits::addResource(blueprint, added, &group);
        if (!addition)
            return addition;
        changes = *addition;
    }
    Resource after = before;
    after.properties.insert(store.attribute, Reference{group, QStringLiteral("name")});
    changes.replace(before, after);
    return changes;
}

} // namespace

RuleList rules::subnetGroupRules()
{
    QStringList types;
    for (const Grouped &store : groupedStores())
        types.append(store.type);
    return {{QStringLiteral("network.drawn-outside-subnet-group"), Severity::Warning,
             say("A data store is drawn in subnets that its subnet group does not have"), types, checkSubnetGroup, giveGroup}};
}

} // namespace groundplan
