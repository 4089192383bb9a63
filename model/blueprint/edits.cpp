// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/edits.h"

#include "model/blueprint/draft.h"
#include "model/blueprint/words.h"

#include <QSet>

namespace groundplan::edits {

namespace {

Error gone() { return {tr("The resource no longer exists.")}; }

template <class Id, class Row> Id freeId(const Blueprint &blueprint)
{
    Id id(newIdText());
    while (blueprint.find<Row>(id))
        id = Id(newIdText());
    return id;
}

PlacementId freePlacementId(const Blueprint &blueprint) { return freeId<PlacementId, Placement>(blueprint); }

PropertyMap withoutReferences(const PropertyMap &map, const QSet<ResourceId> &removed)
{
    Value value(map);
    QSet<ResourceId> named;
    value.forEachReference([&](const Reference &reference) {
        if (removed.contains(reference.to))
            named.insert(reference.to);
    });
    for (const ResourceId &id : named)
        value = value.withoutReferencesTo(id);
    return value.toMap();
}

/// `ids` and everything that stands in nothing but them, all the way down.
QSet<ResourceId> withContents(const Blueprint &blueprint, const QList<ResourceId> &ids)
{
    QSet<ResourceId> removed(ids.begin(), ids.end());
    QList<ResourceId> open(removed.begin(), removed.end());
    while (!open.isEmpty()) {
        for (const ResourceId &child : blueprint.children(open.takeLast())) {
            const auto &zones = blueprint.find(child)->zones;
            if (!removed.contains(child)
                && std::all_of(zones.begin(), zones.end(), [&](const ResourceId &z) { return removed.contains(z); })) {
                removed.insert(child);
                open.append(child);
            }
        }
    }
    return removed;
}

/// Takes references to removed resources out of what stays.
void dropReferences(const Blueprint &blueprint, const QSet<ResourceId> &removed, Draft &draft)
{
    for (const ResourceId &id : removed) {
        for (const ResourceId &referrer : blueprint.referrers(id)) {
            const Resource *row = removed.contains(referrer) ? nullptr : draft.find<Resource>(referrer);
            if (!row)
                continue;
            Resource after = *row;
            after.properties = withoutReferences(after.properties, removed);
            after.meta = withoutReferences(after.meta, removed);
            draft.set(after);
        }
    }
    const auto namesRemoved = [&](const Value &value) {
        bool names = false;
        value.forEachReference([&](const Reference &reference) { names = names || removed.contains(reference.to); });
        return names;
    };
    blueprint.forEach<Output>([&](const Output &row) {
        if (namesRemoved(row.value))
            draft.remove<Output>(row.id);
    });
    blueprint.forEach<Local>([&](const Local &row) {
        if (namesRemoved(row.value))
            draft.remove<Local>(row.id);
    });
}

void removeAll(const Blueprint &blueprint, const QSet<ResourceId> &removed, Draft &draft)
{
    for (const ResourceId &id : removed) {
        for (const ResourceId &child : blueprint.children(id)) {
            const Resource *row = removed.contains(child) ? nullptr : draft.find<Resource>(child);
            if (!row)
                continue;
            Resource after = *row;
            after.zones.removeAll(id);
            draft.set(after);
        }
        for (const PageId &page : blueprint.pages()) {
            for (const PlacementId &inside : blueprint.placementsIn(page, id))
                draft.remove<Placement>(inside);
        }
        for (const ConnectionId &connection : blueprint.connections(id))
            draft.remove<Connection>(connection);
        for (const PlacementId &placement : blueprint.placements(id))
            draft.remove<Placement>(placement);
        draft.remove<Resource>(id);
    }
    dropReferences(blueprint, removed, draft);
}

/// Everything in the blueprint that holds values, for "is this variable used?".
QString userOfVariable(const Blueprint &blueprint, const QString &name)
{
    QString user;
    const auto look = [&](const Value &value, const QString &where) {
        value.forEachVariable([&](const QString &used) {
            if (used == name && (user.isEmpty() || where < user))
                user = where;
        });
    };
    blueprint.forEach<Resource>([&](const Resource &row) {
        look(row.properties, row.name);
        look(row.meta, row.name);
    });
    blueprint.forEach<Output>([&](const Output &row) { look(row.value, row.id.text()); });
    blueprint.forEach<Local>([&](const Local &row) { look(row.value, row.id.text()); });
    return user;
}

template <class Row> Result<ChangeSet> setRow(const Blueprint &blueprint, const Row &row, const QString &text)
{
    if (row.id.isEmpty())
        return Error{tr("A name is needed.")};
    Draft draft(blueprint);
    draft.set(row);
    return draft.take(text);
}

template <class Row> Result<ChangeSet> removeRow(const Blueprint &blueprint, const IdOf<Row> &id, const QString &text)
{
    if (!blueprint.find<Row>(id))
        return Error{tr("“%1” no longer exists.").arg(id.text())};
    Draft draft(blueprint);
    draft.remove<Row>(id);
    return draft.take(text);
}

} // namespace

/// True for what identifier() would leave as it is.
static bool isIdentifierAlready(const QString &text)
{
    QChar last = QLatin1Char('_');
    for (const QChar c : text) {
        const bool isLetter = c >= QLatin1Char('a') && c <= QLatin1Char('z');
        const bool isDigit = c >= QLatin1Char('0') && c <= QLatin1Char('9');
        if (!isLetter && !isDigit && !(c == QLatin1Char('_') && last != c))
            return false;
        last = c;
    }
    return last != QLatin1Char('_') && !text.front().isDigit();
}

QString identifier(const QString &text)
{
    if (isIdentifierAlready(text))
        return text;
    QString result;
    for (const QChar c : text.toLower()) {
        const bool fits = (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || c.isDigit();
        if (fits && c.unicode() < 128)
            result += c;
        else if (!result.isEmpty() && !result.endsWith(QLatin1Char('_')))
            result += QLatin1Char('_');
    }
    while (result.endsWith(QLatin1Char('_')))
        result.chop(1);
    if (result.isEmpty())
        return QStringLiteral("resource");
    return result.front().isDigit() ? QLatin1Char('_') + result : result;
}

QString freeName(const Blueprint &blueprint, const QString &type, const QString &hint, const QSet<QString> &taken)
{
    const QString base = identifier(hint);
    QString name = base;
    for (int n = 2; taken.contains(name) || !blueprint.namesakes(type, name).isEmpty(); ++n)
        name = QStringLiteral("%1_%2").arg(base).arg(n);
    return name;
}

Result<ChangeSet> addResource(const Blueprint &blueprint, const NewResource &resource, ResourceId *newId)
{
    if (resource.type.isEmpty())
        return Error{tr("A new resource needs a type.")};
    if (resource.page && !blueprint.find(resource.page))
        return Error{tr("The page no longer exists.")};
    Draft draft(blueprint);
    Resource row;
    row.id = freeId<ResourceId, Resource>(blueprint);
    row.type = resource.type;
    row.name = freeName(blueprint, resource.type, resource.nameHint);
    row.zones = resource.zones;
    row.properties = resource.properties;
    draft.set(row);
    if (resource.page)
        draft.set(Placement{freePlacementId(blueprint), resource.page, row.id, resource.drawnIn, resource.rect, false, {}});
    if (newId)
        *newId = row.id;
    return draft.take(tr("Add %1").arg(row.name));
}

Result<ChangeSet> removeResources(const Blueprint &blueprint, const QList<ResourceId> &ids)
{
    for (const ResourceId &id : ids) {
        if (!blueprint.find(id))
            return gone();
    }
    Draft draft(blueprint);
    const QSet<ResourceId> removed = withContents(blueprint, ids);
    removeAll(blueprint, removed, draft);
    return draft.take(ids.size() == 1 ? tr("Delete %1").arg(blueprint.find(ids.first())->name) : tr("Delete %n items", int(ids.size())));
}

Result<ChangeSet> removePlacements(const Blueprint &blueprint, const QList<PlacementId> &ids)
{
    QSet<PlacementId> removed;
    QList<PlacementId> open = ids;
    while (!open.isEmpty()) { // what is drawn in a zone goes with the zone's appearance
        const PlacementId id = open.takeLast();
        const Placement *row = blueprint.find(id);
        if (!row)
            return gone();
        if (removed.contains(id))
            continue;
        removed.insert(id);
        open += blueprint.placementsIn(row->page, row->resource);
    }
    Draft draft(blueprint);
    QList<ResourceId> last;
    for (const PlacementId &id : removed) {
        const Placement &row = *blueprint.find(id);
        bool isDrawnElsewhere = false, staysInZone = false;
        for (const PlacementId &other : blueprint.placements(row.resource)) {
            if (removed.contains(other))
                continue;
            isDrawnElsewhere = true;
            staysInZone = staysInZone || blueprint.find(other)->zone == row.zone;
        }
        draft.remove<Placement>(id);
        if (!isDrawnElsewhere) {
            if (!last.contains(row.resource))
                last.append(row.resource);
        } else if (!staysInZone) {
            Resource after = *draft.find<Resource>(row.resource);
            after.zones.removeAll(row.zone);
            draft.set(after);
        }
    }
    removeAll(blueprint, withContents(blueprint, last), draft);
    return draft.take(ids.size() == 1 ? tr("Delete %1").arg(blueprint.find(blueprint.find(ids.first())->resource)->name)
                                      : tr("Delete %n items", int(ids.size())));
}

Result<ChangeSet> removeConnections(const Blueprint &blueprint, const QList<ConnectionId> &ids)
{
    Draft draft(blueprint);
    for (const ConnectionId &id : ids) {
        if (!blueprint.find(id))
            return Error{tr("The connection no longer exists.")};
        draft.remove<Connection>(id);
    }
    return draft.take(ids.size() == 1 ? tr("Delete connection") : tr("Delete %n connections", int(ids.size())));
}

Result<ChangeSet> rename(const Blueprint &blueprint, const ResourceId &id, const QString &name)
{
    const Resource *row = blueprint.find(id);
    if (!row)
        return gone();
    if (name.trimmed().isEmpty())
        return Error{tr("A name is needed.")};
    if (name.size() > 255)
        return Error{tr("A name has at most 255 characters.")};
    Draft draft(blueprint);
    Resource after = *row;
    after.name = name.trimmed();
    draft.set(after);
    return draft.take(tr("Rename %1").arg(row->name));
}

Result<ChangeSet> renameBlueprint(const Blueprint &blueprint, const QString &name)
{
    Draft draft(blueprint);
    Header after = blueprint.header();
    after.name = name.trimmed();
    draft.set(after);
    return draft.take(tr("Rename the blueprint"));
}

Result<ChangeSet> setProperty(const Blueprint &blueprint, const QList<ResourceId> &ids, const QString &path, const Value &value,
                              const QString &mergeKey)
{
    Draft draft(blueprint);
    for (const ResourceId &id : ids) {
        const Resource *row = blueprint.find(id);
        if (!row)
            return gone();
        Resource after = *row;
        after.properties = withValueAt(after.properties, path, value);
        draft.set(after);
    }
    return draft.take(tr("Change %1").arg(path), mergeKey);
}

Result<ChangeSet> setMeta(const Blueprint &blueprint, const QList<ResourceId> &ids, const QString &key, const Value &value)
{
    Draft draft(blueprint);
    for (const ResourceId &id : ids) {
        const Resource *row = blueprint.find(id);
        if (!row)
            return gone();
        Resource after = *row;
        after.meta = withValueAt(after.meta, key, value);
        draft.set(after);
    }
    return draft.take(tr("Change %1").arg(key));
}

namespace {

/// Takes a resource out of `from` and into `to` after one of its placements on `page` moved.
void changeZone(const Blueprint &blueprint, Draft &draft, const Placement &moved, const ResourceId &from, const ResourceId &to)
{
    bool staysInOld = false;
    for (const PlacementId &other : blueprint.placements(moved.resource)) {
        const Placement *row = draft.find<Placement>(other);
        staysInOld = staysInOld || (row && row->page == moved.page && row->id != moved.id && row->zone == from && from);
    }
    Resource resource = *draft.find<Resource>(moved.resource);
    const qsizetype place = resource.zones.indexOf(from);
    if (place >= 0 && !staysInOld)
        resource.zones.removeAt(place);
    if (to && !resource.zones.contains(to))
        resource.zones.insert(place >= 0 ? std::min(place, resource.zones.size()) : resource.zones.size(), to);
    draft.set(resource);
    if (staysInOld)
        return;
    for (const PlacementId &other : blueprint.placements(moved.resource)) {
        const Placement *row = draft.find<Placement>(other);
        if (!row || row->page == moved.page || row->zone != from)
            continue;
        Placement after = *row;
        const Placement *zone = to ? blueprint.placementOf(row->page, to) : nullptr;
        if (!zone) // drawn on the page itself, where it was
            after.rect.moveTo(blueprint.absoluteRect(*row).topLeft());
        after.zone = zone ? to : ResourceId();
        draft.set(after);
    }
}

} // namespace

Result<ChangeSet> movePlacements(const Blueprint &blueprint, const QList<Move> &moves)
{
    Draft draft(blueprint);
    for (const Move &move : moves) {
        const Placement *row = blueprint.find(move.placement);
        if (!row)
            return gone();
        Placement after = *draft.find<Placement>(move.placement);
        const ResourceId from = after.zone;
        after.zone = move.zone;
        after.rect = move.rect;
        draft.set(after);
        if (from != move.zone)
            changeZone(blueprint, draft, after, from, move.zone);
    }
    return draft.take(moves.size() == 1 ? tr("Move %1").arg(blueprint.find(blueprint.find(moves.first().placement)->resource)->name)
                                        : tr("Move %n items", int(moves.size())));
}

Result<ChangeSet> addAppearance(const Blueprint &blueprint, const ResourceId &id, const PageId &page, const ResourceId &zone,
                                const QRectF &rect)
{
    const Resource *row = blueprint.find(id);
    if (!row)
        return gone();
    Draft draft(blueprint);
    if (zone && !row->zones.contains(zone)) {
        Resource after = *row;
        after.zones.append(zone);
        draft.set(after);
    }
    draft.set(Placement{freePlacementId(blueprint), page, id, zone, rect, false, {}});
    return draft.take(tr("Show %1 once more").arg(row->name));
}

Result<ChangeSet> connect(const Blueprint &blueprint, const ResourceId &from, const ResourceId &to, const QString &kind,
                          const PropertyMap &properties, ConnectionId *newId)
{
    if (!blueprint.find(from) || !blueprint.find(to))
        return gone();
    for (const ConnectionId &id : blueprint.connections(from)) {
        const Connection &other = *blueprint.find(id);
        if (other.from == from && other.to == to && other.kind == kind && other.properties == properties)
            return Error{tr("These two are already connected in this way.")};
    }
    Draft draft(blueprint);
    const auto id = freeId<ConnectionId, Connection>(blueprint);
    draft.set(Connection{id, from, to, kind, properties, {}});
    if (newId)
        *newId = id;
    return draft.take(tr("Connect %1 to %2").arg(blueprint.find(from)->name, blueprint.find(to)->name));
}

Result<ChangeSet> setConnectionProperty(const Blueprint &blueprint, const ConnectionId &id, const QString &key, const Value &value)
{
    const Connection *row = blueprint.find(id);
    if (!row)
        return Error{tr("The connection no longer exists.")};
    Draft draft(blueprint);
    Connection after = *row;
    after.properties = withValueAt(after.properties, key, value);
    draft.set(after);
    return draft.take(tr("Change %1").arg(key));
}

Result<ChangeSet> setVariable(const Blueprint &blueprint, const Variable &variable)
{
    return setRow(blueprint, variable, tr("Change variable %1").arg(variable.id.text()));
}

Result<ChangeSet> removeVariable(const Blueprint &blueprint, const VariableId &id)
{
    if (const QString user = userOfVariable(blueprint, id.text()); !user.isEmpty())
        return Error{tr("The variable “%1” is still used by “%2”.").arg(id.text(), user)};
    return removeRow<Variable>(blueprint, id, tr("Delete variable %1").arg(id.text()));
}

Result<ChangeSet> setOutput(const Blueprint &blueprint, const Output &output)
{
    return setRow(blueprint, output, tr("Change output %1").arg(output.id.text()));
}

Result<ChangeSet> removeOutput(const Blueprint &blueprint, const OutputId &id)
{
    return removeRow<Output>(blueprint, id, tr("Delete output %1").arg(id.text()));
}

Result<ChangeSet> setEnvironment(const Blueprint &blueprint, const Environment &environment)
{
    Environment row = environment;
    if (row.id.isEmpty())
        row.id = freeId<EnvironmentId, Environment>(blueprint);
    return setRow(blueprint, row, tr("Change environment %1").arg(row.name));
}

Result<ChangeSet> removeEnvironment(const Blueprint &blueprint, const EnvironmentId &id)
{
    return removeRow<Environment>(blueprint, id, tr("Delete the environment"));
}

Result<ChangeSet> addPage(const Blueprint &blueprint, const QString &name, PageId *newId)
{
    int order = 0;
    blueprint.forEach<Page>([&](const Page &page) { order = std::max(order, page.order + 1); });
    const auto id = freeId<PageId, Page>(blueprint);
    if (newId)
        *newId = id;
    return setRow(blueprint, Page{id, name, order, {}}, tr("Add page %1").arg(name));
}

Result<ChangeSet> renamePage(const Blueprint &blueprint, const PageId &id, const QString &name)
{
    const Page *row = blueprint.find(id);
    if (!row || name.trimmed().isEmpty())
        return Error{row ? tr("A name is needed.") : tr("The page no longer exists.")};
    Page after = *row;
    after.name = name.trimmed();
    return setRow(blueprint, after, tr("Rename page %1").arg(row->name));
}

Result<ChangeSet> removePage(const Blueprint &blueprint, const PageId &id)
{
    const Page *row = blueprint.find(id);
    if (!row)
        return Error{tr("The page no longer exists.")};
    if (blueprint.count<Page>() == 1)
        return Error{tr("The last page can't be deleted.")};
    Draft draft(blueprint);
    for (const PlacementId &placement : blueprint.placementsOn(id))
        draft.remove<Placement>(placement);
    for (const AnnotationId &annotation : blueprint.annotationsOn(id))
        draft.remove<Annotation>(annotation);
    draft.remove<Page>(id);
    return draft.take(tr("Delete page %1").arg(row->name));
}

Result<ChangeSet> acceptFinding(const Blueprint &blueprint, const QString &key, const QString &reason)
{
    return setRow(blueprint, Acceptance{AcceptanceId(key), reason, {}}, tr("Accept a finding"));
}

Result<ChangeSet> withdrawAcceptance(const Blueprint &blueprint, const QString &key)
{
    return removeRow<Acceptance>(blueprint, AcceptanceId(key), tr("Stop accepting a finding"));
}

} // namespace groundplan::edits
