// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/drawall.h"

#include "model/catalog/cidr.h"
#include "model/layout/arrange.h"

#include <QCoreApplication>

#include <algorithm>

namespace groundplan::layout {

namespace {

struct DrawAllText {
    Q_DECLARE_TR_FUNCTIONS(Layout)
};

bool isDrawnByItself(const Catalog &catalog, const Resource &resource)
{
    return !catalog.summary(resource.type).isAttachment && !resource.type.startsWith(QLatin1String("data."));
}

/// What is drawn of `zone` and what is around it; empty: the page.
ResourceId nearestDrawn(const Blueprint &blueprint, const QSet<ResourceId> &drawn, ResourceId zone)
{
    while (!zone.isEmpty() && !drawn.contains(zone)) {
        const Resource *row = blueprint.find(zone);
        zone = row && !row->zones.isEmpty() ? row->zones.first() : ResourceId();
    }
    return zone;
}

/// Zones first, networks by their address, the rest by type and name.
auto orderOf(const Catalog &catalog, const Resource &resource)
{
    const auto block = Cidr::parse(resource.properties.value(QStringLiteral("cidr_block")).toString());
    const quint64 address = block ? block->address : ~quint64(0);
    return std::tuple(!catalog.summary(resource.type).isZone, address, resource.type, resource.name, resource.id);
}

} // namespace

bool isUndrawn(const Blueprint &blueprint) { return blueprint.count<Resource>() > 0 && blueprint.count<Placement>() == 0; }

Result<ChangeSet> drawAll(const Blueprint &blueprint, const Catalog &catalog, PageId *drawnOn)
{
    ChangeSet changes;
    PageId page = blueprint.pages().value(0);
    if (page.isEmpty()) {
        Page made;
        made.id = page = PageId(QStringLiteral("main"));
        made.name = DrawAllText::tr("Main");
        changes.add(made);
    }
    if (drawnOn)
        *drawnOn = page;
    QList<const Resource *> rows;
    QSet<ResourceId> drawn;
    blueprint.forEach<Resource>([&](const Resource &resource) {
        if (isDrawnByItself(catalog, resource)) {
            rows.append(&resource);
            drawn.insert(resource.id);
        }
    });
    std::sort(rows.begin(), rows.end(), [&](const Resource *a, const Resource *b) { return orderOf(catalog, *a) < orderOf(catalog, *b); });
    QHash<ResourceId, int> inZone;
    for (const Resource *resource : std::as_const(rows)) {
        QList<ResourceId> zones;
        for (const ResourceId &zone : resource->zones) {
            const ResourceId around = nearestDrawn(blueprint, drawn, zone);
            if (!zones.contains(around))
                zones.append(around);
        }
        if (zones.isEmpty())
            zones.append(ResourceId());
        for (const ResourceId &zone : std::as_const(zones)) {
            Placement placement;
            QString id = page.text() + QLatin1Char('_') + resource->id.text();
            if (zones.size() > 1)
                id += QLatin1Char('_') + zone.text();
            placement.id = PlacementId(id);
            placement.page = page;
            placement.resource = resource->id;
            placement.zone = zone;
            const int place = inZone[zone]++;
            placement.rect = QRectF(QPointF(place % 4 * 128, place / 4 * 128), catalog.summary(resource->type).size);
            changes.add(placement);
        }
    }
    Blueprint after = blueprint;
    if (const auto applied = after.apply(changes); !applied)
        return applied.error();
    const auto arranged = arrange(after, catalog, page);
    if (!arranged)
        return arranged.error();
    changes = composed(changes, *arranged);
    changes.text = DrawAllText::tr("Draw everything");
    return changes;
}

} // namespace groundplan::layout
