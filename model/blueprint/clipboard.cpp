// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/clipboard.h"

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/draft.h"
#include "model/blueprint/edits.h"
#include "model/blueprint/words.h"

#include <QSet>

namespace groundplan::clipboard {

namespace {

/// `roots` and what is drawn in them, all the way down, outer ones first. A root inside another root is no root.
QList<PlacementId> withContents(const Blueprint &blueprint, const QList<PlacementId> &roots)
{
    QList<PlacementId> all;
    QSet<PlacementId> seen;
    QList<PlacementId> open = roots;
    while (!open.isEmpty()) {
        const PlacementId id = open.takeFirst();
        const Placement *row = blueprint.find(id);
        if (!row || seen.contains(id))
            continue;
        seen.insert(id);
        all.append(id);
        open += blueprint.placementsIn(row->page, row->resource);
    }
    return all;
}

struct Copied {
    QList<Resource> resources;
    QList<Placement> placements;
    QList<Connection> connections;
    QList<Variable> variables;
    QList<Annotation> annotations;
};

Result<Copied> parse(const QByteArray &json)
{
    const Result<ChangeSet> set = blueprintfile::readChangeSet(json);
    if (!set)
        return Error{tr("The clipboard holds nothing that can be pasted here."), set.error().text()};
    Copied copied;
    for (const Change &change : set->changes) {
        if (const auto *resource = std::get_if<RowChange<Resource>>(&change); resource && resource->after)
            copied.resources.append(*resource->after);
        else if (const auto *placement = std::get_if<RowChange<Placement>>(&change); placement && placement->after)
            copied.placements.append(*placement->after);
        else if (const auto *connection = std::get_if<RowChange<Connection>>(&change); connection && connection->after)
            copied.connections.append(*connection->after);
        else if (const auto *variable = std::get_if<RowChange<Variable>>(&change); variable && variable->after)
            copied.variables.append(*variable->after);
        else if (const auto *annotation = std::get_if<RowChange<Annotation>>(&change); annotation && annotation->after)
            copied.annotations.append(*annotation->after);
    }
    if (copied.resources.isEmpty() && copied.annotations.isEmpty())
        return Error{tr("The clipboard holds nothing that can be pasted here.")};
    return copied;
}

/// Ids and names of the copies.
class Renaming {
public:
    Renaming(const Blueprint &blueprint, const QList<Resource> &resources) : m_blueprint(blueprint)
    {
        QHash<QString, QSet<QString>> taken;
        for (const Resource &row : resources) {
            m_ids.insert(row.id, ResourceId(newIdText()));
            const QString name = edits::freeName(blueprint, row.type, row.name, taken[row.type]);
            taken[row.type].insert(name);
            m_names.insert(row.id, name);
        }
    }
    bool isCopied(const ResourceId &id) const { return m_ids.contains(id); }
    ResourceId id(const ResourceId &old) const { return m_ids.value(old, old); }
    QString name(const ResourceId &old) const { return m_names.value(old); }

    PropertyMap mapped(const PropertyMap &map) const
    {
        Value value = map;
        QSet<ResourceId> lost;
        value.forEachReference([&](const Reference &reference) {
            if (!isCopied(reference.to) && !m_blueprint.find(reference.to))
                lost.insert(reference.to);
        });
        for (const ResourceId &gone : lost)
            value = value.withoutReferencesTo(gone);
        return value
            .withReferencesMapped([this](const ResourceId &old) -> std::optional<ResourceId> {
                return isCopied(old) ? std::optional(id(old)) : std::nullopt;
            })
            .toMap();
    }

private:
    const Blueprint &m_blueprint;
    QHash<ResourceId, ResourceId> m_ids;
    QHash<ResourceId, QString> m_names;
};

QList<ResourceId> zonesOf(const Resource &row, const Renaming &renaming, const ResourceId &target)
{
    QList<ResourceId> zones;
    bool leavesSet = row.zones.isEmpty();
    for (const ResourceId &zone : row.zones) {
        if (renaming.isCopied(zone))
            zones.append(renaming.id(zone));
        else
            leavesSet = true;
    }
    if (leavesSet && zones.isEmpty() && target)
        zones.append(target);
    return zones;
}

} // namespace

QByteArray copy(const Blueprint &blueprint, const QList<PlacementId> &placements, const QList<AnnotationId> &annotations)
{
    ChangeSet set{QStringLiteral("groundplan"), {}};
    QSet<ResourceId> resources;
    QSet<QString> variables;
    const QList<PlacementId> all = withContents(blueprint, placements);
    for (const PlacementId &id : all)
        resources.insert(blueprint.find(id)->resource);
    QList<ResourceId> sorted(resources.begin(), resources.end());
    std::sort(sorted.begin(), sorted.end());
    QSet<ConnectionId> connections;
    for (const ResourceId &id : sorted) {
        const Resource &row = *blueprint.find(id);
        set.add(row);
        for (const PropertyMap *map : {&row.properties, &row.meta})
            Value(*map).forEachVariable([&](const QString &name) { variables.insert(name); });
        for (const ConnectionId &connection : blueprint.connections(id)) {
            const Connection &link = *blueprint.find(connection);
            if (resources.contains(link.from) && resources.contains(link.to) && !connections.contains(connection)) {
                connections.insert(connection);
                set.add(link);
            }
        }
    }
    for (const PlacementId &id : all) {
        Placement row = *blueprint.find(id);
        if (!resources.contains(row.zone)) { // a root: where it is on the page
            row.rect = blueprint.absoluteRect(row);
            row.zone = {};
        }
        set.add(row);
    }
    for (const QString &name : variables) {
        if (const Variable *variable = blueprint.find(VariableId(name)))
            set.add(*variable);
    }
    for (const AnnotationId &id : annotations) {
        if (const Annotation *annotation = blueprint.find(id))
            set.add(*annotation);
    }
    return blueprintfile::writeChangeSet(set);
}

Result<ChangeSet> paste(const Blueprint &blueprint, const QByteArray &json, const Target &target, QList<PlacementId> *pasted,
                        QList<AnnotationId> *pastedNotes)
{
    const Result<Copied> parsed = parse(json);
    if (!parsed)
        return parsed.error();
    const Copied &copied = *parsed;
    const Renaming renaming(blueprint, copied.resources);
    Draft draft(blueprint);
    for (const Resource &row : copied.resources) {
        Resource after = row;
        after.id = renaming.id(row.id);
        after.name = renaming.name(row.id);
        after.zones = zonesOf(row, renaming, target.zone);
        after.properties = renaming.mapped(row.properties);
        after.meta = renaming.mapped(row.meta);
        draft.set(after);
    }
    QPointF corner(1e9, 1e9);
    for (const Placement &row : copied.placements) {
        if (!renaming.isCopied(row.zone))
            corner = QPointF(std::min(corner.x(), row.rect.x()), std::min(corner.y(), row.rect.y()));
    }
    for (const Annotation &row : copied.annotations)
        corner = QPointF(std::min(corner.x(), row.rect.x()), std::min(corner.y(), row.rect.y()));
    for (const Placement &row : copied.placements) {
        if (!renaming.isCopied(row.resource))
            continue;
        Placement after = row;
        after.id = PlacementId(newIdText());
        after.page = target.page;
        after.resource = renaming.id(row.resource);
        const bool isRoot = !renaming.isCopied(row.zone);
        after.zone = isRoot ? target.zone : renaming.id(row.zone);
        if (isRoot)
            after.rect.translate(target.position - corner);
        draft.set(after);
        if (pasted && isRoot)
            pasted->append(after.id);
    }
    const Placement *zone = target.zone ? blueprint.placementOf(target.page, target.zone) : nullptr;
    const QPointF origin = zone ? blueprint.absoluteRect(*zone).topLeft() : QPointF();
    for (const Annotation &row : copied.annotations) {
        Annotation after = row;
        after.id = AnnotationId(newIdText());
        after.page = target.page;
        after.rect.translate(origin + target.position - corner);
        draft.set(after);
        if (pastedNotes)
            pastedNotes->append(after.id);
    }
    for (const Connection &row : copied.connections) {
        if (renaming.isCopied(row.from) && renaming.isCopied(row.to))
            draft.set(
                Connection{ConnectionId(newIdText()), renaming.id(row.from), renaming.id(row.to), row.kind, row.properties, row.extra});
    }
    for (const Variable &variable : copied.variables) {
        if (!blueprint.find(variable.id))
            draft.set(variable);
    }
    const qsizetype count = copied.resources.size() + copied.annotations.size();
    return draft.take(count > 1                        ? tr("Paste %n items", int(count))
                          : copied.resources.isEmpty() ? tr("Paste a note")
                                                       : tr("Paste %1").arg(copied.resources.first().name));
}

} // namespace groundplan::clipboard
