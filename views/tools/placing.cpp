// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/placing.h"

#include "model/blueprint/pagelayout.h"
#include "model/blueprint/words.h"
#include "model/catalog/cidr.h"
#include "model/catalog/containment.h"

namespace groundplan::placing {

namespace {

const QString cidrBlock = QStringLiteral("cidr_block");
const QString azType = QStringLiteral("groundplan_availability_zone");
const QString vpcType = QStringLiteral("aws_vpc");
const QString subnetType = QStringLiteral("aws_subnet");

/// A resource's own block; a variable counts with its default.
std::optional<Cidr> blockOf(const Blueprint &blueprint, const Resource &resource)
{
    Value value = resource.properties.value(cidrBlock);
    if (value.isVariable()) {
        const Variable *variable = blueprint.find(VariableId(value.toVariable().name));
        value = variable ? variable->defaultValue : Value();
    }
    const auto block = Cidr::parse(value.toString());
    return block ? std::optional(*block) : std::nullopt;
}

QString freeBlock(const Blueprint &blueprint, const QString &type, const ResourceId &zone)
{
    std::optional<Cidr> network;
    ResourceId vpc;
    int prefix = 16;
    if (type == vpcType) {
        network = Cidr{quint32(10) << 24, 8};
    } else {
        const Resource *row = blueprint.find(zone);
        vpc = row && row->type == vpcType ? zone : containment::enclosing(blueprint, zone, vpcType);
        if (vpc)
            network = blockOf(blueprint, *blueprint.find(vpc));
        // A quarter of 16 subnets still fit in a network too small for /24.
        prefix = network ? std::min(28, std::max(24, network->prefix + 4)) : 24;
    }
    if (!network)
        return {};
    QList<Cidr> taken;
    blueprint.forEach<Resource>([&](const Resource &other) {
        if (other.type != type || (vpc && containment::enclosing(blueprint, other.id, vpcType) != vpc))
            return;
        if (const auto block = blockOf(blueprint, other))
            taken.append(*block);
    });
    const auto block = nextFreeBlock(*network, taken, prefix);
    return block ? block->text() : QString();
}

/// The first zone of the region around that has not been drawn there yet; empty where no region says which.
QString freeAvailabilityZone(const Blueprint &blueprint, const ResourceId &zone)
{
    const QString region = containment::regionOf(blueprint, zone, {});
    if (region.isEmpty())
        return {};
    QStringList taken;
    const ResourceId vpc = blueprint.find(zone)->type == vpcType ? zone : containment::enclosing(blueprint, zone, vpcType);
    blueprint.forEach<Resource>([&](const Resource &other) {
        if (other.type == azType && containment::enclosing(blueprint, other.id, vpcType) == vpc)
            taken.append(other.properties.value(QStringLiteral("zone")).toString());
    });
    for (char16_t letter = u'a'; letter <= u'c'; ++letter) {
        if (const QString name = region + QChar(letter); !taken.contains(name))
            return name;
    }
    return {};
}

/// The blocks of the subnets of a network, but for one's.
QList<Cidr> takenIn(const Blueprint &blueprint, const ResourceId &vpc, const ResourceId &except)
{
    QList<Cidr> taken;
    blueprint.forEach<Resource>([&](const Resource &other) {
        if (other.type != subnetType || other.id == except || containment::enclosing(blueprint, other.id, vpcType) != vpc)
            return;
        if (const auto block = blockOf(blueprint, other))
            taken.append(*block);
    });
    return taken;
}

} // namespace

void giveOwnBlocks(const Blueprint &before, ChangeSet &changes)
{
    Blueprint after = before;
    if (!after.apply(changes))
        return; // whoever applies the changes hears why
    for (Change &change : changes.changes) {
        auto *made = std::get_if<RowChange<Resource>>(&change);
        if (!made || made->before || !made->after || made->after->type != subnetType)
            continue;
        Resource &subnet = *made->after;
        const ResourceId vpc = containment::enclosing(after, subnet.id, vpcType);
        const auto own = Cidr::parse(subnet.properties.value(cidrBlock).toString());
        const auto network = vpc ? blockOf(after, *after.find(vpc)) : std::nullopt;
        if (!own || !network)
            continue;
        const QList<Cidr> taken = takenIn(after, vpc, subnet.id);
        if (std::none_of(taken.begin(), taken.end(), [&own](const Cidr &other) { return other.overlaps(*own); }))
            continue;
        const auto block = nextFreeBlock(*network, taken, own->prefix);
        if (!block)
            continue; // the network is full: the problems panel says so
        const Resource copied = subnet;
        subnet.properties.insert(cidrBlock, block->text());
        ChangeSet renumbered;
        renumbered.replace(copied, subnet);
        if (!after.apply(renumbered))
            return;
    }
}

QRectF rectAt(const Catalog &catalog, const QString &type, const QPointF &pointer, bool onGrid)
{
    const QSizeF size = catalog.summary(type).size;
    const QPointF topLeft = pointer - QPointF(size.width() / 2, std::min(size.height() / 2, 48.0));
    return {onGrid ? canvasmetrics::snapped(topLeft) : topLeft, size};
}

Result<ChangeSet> withRoom(const Blueprint &blueprint, const ChangeSet &first, const PageId &page, const ResourceId &zone,
                           const QRectF &placed)
{
    if (!zone)
        return first;
    Blueprint after = blueprint;
    if (const auto applied = after.apply(first); !applied)
        return applied.error();
    PageLayout layout(after, page);
    layout.growToHold(zone, placed);
    const auto moves = layout.moves();
    if (moves.isEmpty())
        return first;
    const auto grown = edits::movePlacements(after, moves);
    if (!grown)
        return grown.error();
    return composed(first, *grown);
}

Result<ChangeSet> placeResource(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const QString &type,
                                const ResourceId &zone, const QRectF &rect, ResourceId *newId)
{
    if (const auto may = containment::mayStandIn(blueprint, catalog, type, zone); !may)
        return may.error();
    const Placement *around = zone ? blueprint.placementOf(page, zone) : nullptr;
    const auto known = catalog.type(type);
    edits::NewResource made;
    made.type = type;
    made.nameHint = known->summary.title;
    if (zone)
        made.zones = {zone};
    made.properties = known->defaults;
    if (type == vpcType || type == subnetType) {
        if (const QString block = freeBlock(blueprint, type, zone); !block.isEmpty())
            made.properties.insert(cidrBlock, block);
    }
    if (type == azType && zone) {
        if (const QString name = freeAvailabilityZone(blueprint, zone); !name.isEmpty()) {
            made.properties.insert(QStringLiteral("zone"), name);
            made.nameHint = name;
        }
    }
    made.page = page;
    made.drawnIn = around ? zone : ResourceId();
    made.rect = around ? rect.translated(-blueprint.absoluteRect(*around).topLeft()) : rect;
    const auto added = edits::addResource(blueprint, made, newId);
    if (!added)
        return added.error();
    return withRoom(blueprint, *added, page, made.drawnIn, rect);
}

Result<ChangeSet> placeZone(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const QString &type,
                            const ResourceId &zone, const QRectF &rect, ResourceId *newId)
{
    ResourceId id;
    const auto placed = placeResource(blueprint, catalog, page, type, zone, rect, &id);
    if (newId)
        *newId = id;
    if (!placed)
        return placed.error();
    Blueprint after = blueprint;
    if (const auto applied = after.apply(*placed); !applied)
        return applied.error();

    const ResourceId around = after.placementOf(page, id)->zone;
    PageLayout layout(after, page);
    bool adopts = false;
    for (const PlacementId &sibling : after.placementsIn(page, around)) {
        const Placement *row = after.find(sibling);
        if (row->resource == id || !rect.contains(layout.rect(sibling)) || !containment::mayMoveTo(after, catalog, row->resource, id))
            continue;
        layout.move(sibling, layout.rect(sibling).topLeft(), id);
        adopts = true;
    }
    if (!adopts)
        return *placed;
    layout.growZones();
    const auto moved = edits::movePlacements(after, layout.moves());
    if (!moved)
        return moved.error();
    return composed(*placed, *moved);
}

Result<ChangeSet> group(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const QList<PlacementId> &placements,
                        ResourceId *newId)
{
    constexpr double room = 16;
    if (placements.isEmpty())
        return Error{tr("Select what to group.")};
    const Placement *first = blueprint.find(placements.first());
    const ResourceId around = first ? first->zone : ResourceId();
    QRectF all;
    for (const PlacementId &id : placements) {
        const Placement *row = blueprint.find(id);
        if (!row || row->zone != around)
            return Error{tr("Things in different zones can't be one group.")};
        all |= blueprint.absoluteRect(*row);
    }
    const QRectF rect = canvasmetrics::snappedOutward(all.adjusted(-room, -room - canvasmetrics::zoneTitle, room, room));
    ResourceId id;
    const auto placed = placeResource(blueprint, catalog, page, QStringLiteral("groundplan_group"), around, rect, &id);
    if (!placed)
        return placed.error();
    if (newId)
        *newId = id;
    Blueprint after = blueprint;
    if (const auto applied = after.apply(*placed); !applied)
        return applied.error();
    PageLayout layout(after, page);
    for (const PlacementId &inside : placements) {
        if (const auto may = containment::mayMoveTo(after, catalog, after.find(inside)->resource, id); !may)
            return may.error();
        layout.move(inside, layout.rect(inside).topLeft(), id);
    }
    layout.growZones();
    const auto moved = edits::movePlacements(after, layout.moves());
    if (!moved)
        return moved.error();
    ChangeSet changes = composed(*placed, *moved);
    changes.text =
        placements.size() == 1 ? tr("Group %1").arg(blueprint.find(first->resource)->name) : tr("Group %n items", int(placements.size()));
    return changes;
}

} // namespace groundplan::placing
