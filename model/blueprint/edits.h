// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

#include <QSet>

/// One pure function per user action: what it would change, or why it can't be done. Applying it is the Document's.
namespace groundplan::edits {

/// What a new resource is made from. The catalog fills it: containment, defaults and sizes are its knowledge, not this file's.
struct NewResource {
    QString type;
    QString nameHint; ///< made unique and a valid identifier: "Web server" → web_server
    QList<ResourceId> zones;
    PropertyMap properties;
    PageId page;        ///< empty: not drawn
    ResourceId drawnIn; ///< zone that the first placement is drawn in
    QRectF rect;        ///< relative to `drawnIn`
};
Result<ChangeSet> addResource(const Blueprint &blueprint, const NewResource &resource, ResourceId *newId = nullptr);

/// Removes resources and what only they hold: placements, connections, resources that stand in them (all the way down) and
/// references to any of these. A resource that also stands in a zone which stays only leaves the removed one.
Result<ChangeSet> removeResources(const Blueprint &blueprint, const QList<ResourceId> &ids);
/// Removes appearances; the last appearance of a resource in a zone takes it out of that zone, the last of all removes it.
Result<ChangeSet> removePlacements(const Blueprint &blueprint, const QList<PlacementId> &ids);
Result<ChangeSet> removeConnections(const Blueprint &blueprint, const QList<ConnectionId> &ids);

Result<ChangeSet> rename(const Blueprint &blueprint, const ResourceId &id, const QString &name);
Result<ChangeSet> renameBlueprint(const Blueprint &blueprint, const QString &name);

/// Sets the value at a dotted path on every one of `ids`; null removes it. `mergeKey` groups typing into one undo step.
Result<ChangeSet> setProperty(const Blueprint &blueprint, const QList<ResourceId> &ids, const QString &path, const Value &value,
                              const QString &mergeKey = {});
Result<ChangeSet> setMeta(const Blueprint &blueprint, const QList<ResourceId> &ids, const QString &key, const Value &value);

/// A placement's new zone and rectangle. Only what differs changes.
struct Move {
    PlacementId placement;
    ResourceId zone;
    QRectF rect;
};
/// Moves and resizes. A placement that changes zone takes its resource along: the old zone leaves its zones, the new one enters
/// (unless another appearance keeps it in the old one); the same resource's placements on other pages follow into the new zone
/// where that is drawn there.
Result<ChangeSet> movePlacements(const Blueprint &blueprint, const QList<Move> &moves);
/// Another appearance of `id`, standing in `zone` as well.
Result<ChangeSet> addAppearance(const Blueprint &blueprint, const ResourceId &id, const PageId &page, const ResourceId &zone,
                                const QRectF &rect);

Result<ChangeSet> connect(const Blueprint &blueprint, const ResourceId &from, const ResourceId &to, const QString &kind,
                          const PropertyMap &properties, ConnectionId *newId = nullptr);
Result<ChangeSet> setConnectionProperty(const Blueprint &blueprint, const ConnectionId &id, const QString &key, const Value &value);

/// Adds or replaces a row that is named by its own id; `remove…` refuses while something uses it, naming the user.
Result<ChangeSet> setVariable(const Blueprint &blueprint, const Variable &variable);
Result<ChangeSet> removeVariable(const Blueprint &blueprint, const VariableId &id);
Result<ChangeSet> setOutput(const Blueprint &blueprint, const Output &output);
Result<ChangeSet> removeOutput(const Blueprint &blueprint, const OutputId &id);
Result<ChangeSet> setEnvironment(const Blueprint &blueprint, const Environment &environment);
Result<ChangeSet> removeEnvironment(const Blueprint &blueprint, const EnvironmentId &id);
Result<ChangeSet> addPage(const Blueprint &blueprint, const QString &name, PageId *newId = nullptr);
Result<ChangeSet> renamePage(const Blueprint &blueprint, const PageId &id, const QString &name);
Result<ChangeSet> removePage(const Blueprint &blueprint, const PageId &id); ///< placements only: no resource goes
Result<ChangeSet> acceptFinding(const Blueprint &blueprint, const QString &key, const QString &reason);
Result<ChangeSet> withdrawAcceptance(const Blueprint &blueprint, const QString &key);

/// A free identifier for a resource of `type`: `hint` as [a-z0-9_], with _2, _3 … when taken (also by `taken`).
QString freeName(const Blueprint &blueprint, const QString &type, const QString &hint, const QSet<QString> &taken = {});
/// `text` as a Terraform identifier: lower case, other characters as _, no digit first; "resource" when nothing is left.
QString identifier(const QString &text);

} // namespace groundplan::edits
