// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/id.h"
#include "model/blueprint/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace groundplan {

enum class PlannedAction { None, Create, Update, Replace, Delete, Read };

/// "create", "update" … as the engine's own output calls it; "no-op" for None.
QString actionName(PlannedAction action);

/// One resource of a plan, as `show -json` tells it.
struct PlannedChange {
    QString address; ///< aws_lb.app, module.x.aws_lb.app["a"]
    QString type, name;
    PlannedAction action = PlannedAction::None;
    QStringList changedAttributes; ///< dotted; sensitive values are never kept
    QStringList replaceReasons;    ///< attribute paths that force the replacement
    ResourceId resource = {};      ///< what it is in the blueprint, after attachResources(); empty: no longer drawn
    bool operator==(const PlannedChange &) const = default;
};

/// What a saved plan would do.
struct Plan {
    QString engineVersion;
    QList<PlannedChange> changes; ///< without no-ops
    bool changesOutputs = false;
    int count(PlannedAction action) const;
    /// True when applying would change neither a resource nor an output. Reading a data source changes nothing.
    bool isEmpty() const;
    bool operator==(const Plan &) const = default;
};

/// Reads the output of `terraform show -json PLANFILE`.
Result<Plan> parsePlan(const QByteArray &json);

/// `aws_subnet.a["x"]` → `aws_subnet.a`: the address of the block that an instance comes from.
QString withoutInstanceKeys(const QString &address);

/// Names the blueprint's resource in each change, from the generator's address table.
void attachResources(Plan &plan, const QHash<QString, ResourceId> &addresses);

/// What the canvas shows on each resource: where several changes belong to one resource, the gravest.
QHash<ResourceId, PlannedAction> planOverlay(const Plan &plan);

} // namespace groundplan

Q_DECLARE_METATYPE(groundplan::Plan)
