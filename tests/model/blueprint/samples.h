// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"

#include <QFile>
#include <QRandomGenerator>

/// Blueprints for tests, and random edits on them.
namespace groundplan::samples {

inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QString examplePath() { return QStringLiteral(GROUNDPLAN_SOURCE_DIR "/resources/examples/three-tier.groundplan"); }

inline Blueprint threeTier()
{
    const auto loaded = blueprintfile::load(examplePath());
    return loaded ? *loaded : Blueprint();
}

template <class T> T anyOf(const QList<T> &list, QRandomGenerator &random)
{
    return list.isEmpty() ? T() : list.at(random.bounded(int(list.size())));
}

/// One random user action; the result may be an error (it is then no edit). Same seed, same edits, but for the new ids.
inline Result<ChangeSet> randomEdit(const Blueprint &b, QRandomGenerator &random)
{
    const auto resource = [&] { return anyOf(b.ids<Resource>(), random); };
    const auto placement = [&] { return anyOf(b.ids<Placement>(), random); };
    const auto page = [&] { return anyOf(b.ids<Page>(), random); };
    const QRectF rect(random.bounded(500), random.bounded(500), 96 + random.bounded(100), 96);
    switch (random.bounded(14)) {
    case 0: {
        const PageId on = page();
        const Placement *in = b.find(anyOf(b.placementsOn(on), random));
        const ResourceId zone = in ? in->zone : ResourceId();
        return edits::addResource(b,
                                  {QStringLiteral("aws_instance"),
                                   QStringLiteral("web"),
                                   zone ? QList{zone} : QList<ResourceId>(),
                                   {{QStringLiteral("ami"), QStringLiteral("ami-1")}},
                                   on,
                                   zone,
                                   rect});
    }
    case 1: return edits::removeResources(b, {resource()});
    case 2: return edits::removePlacements(b, {placement()});
    case 3: return edits::rename(b, resource(), QStringLiteral("name%1").arg(random.bounded(50)));
    case 4:
        return edits::setProperty(b, {resource(), resource()}, QStringLiteral("tags.Owner"),
                                  QStringLiteral("team “%1”\n${x}").arg(random.bounded(9)));
    case 5:
        return edits::setProperty(b, {resource()}, QStringLiteral("setting.0.value"),
                                  random.bounded(2) ? Value(random.bounded(100)) : Value());
    case 6: return edits::setProperty(b, {resource()}, QStringLiteral("target"), Reference{resource(), QStringLiteral("id")});
    case 7: {
        const PlacementId id = placement();
        const Placement *row = b.find(id);
        return row ? edits::movePlacements(b, {{id, row->zone, rect}}) : Result<ChangeSet>(Error{QStringLiteral("nothing drawn")});
    }
    case 8: {
        const PlacementId id = placement();
        const Placement *row = b.find(id);
        const Placement *other = row ? b.find(anyOf(b.placementsOn(row->page), random)) : nullptr;
        return other ? edits::movePlacements(b, {{id, other->zone, rect}}) : Result<ChangeSet>(Error{QStringLiteral("nothing drawn")});
    }
    case 9:
        return edits::connect(b, resource(), resource(), QStringLiteral("network_access"),
                              {{QStringLiteral("ports"), ValueList{random.bounded(1000)}}});
    case 10: return edits::removeConnections(b, {anyOf(b.ids<Connection>(), random)});
    case 11:
        return edits::setVariable(
            b,
            {VariableId(QStringLiteral("v%1").arg(random.bounded(5))), QStringLiteral("string"), Value(random.bounded(9)), {}, false, {}});
    case 12: return edits::addPage(b, QStringLiteral("Page %1").arg(random.bounded(99)));
    default: return edits::removePage(b, page());
    }
}

} // namespace groundplan::samples
