// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace groundplan {

enum class PlannedAction { None, Create, Update, Replace, Delete, Read };

/// One resource of a plan, as `show -json` tells it.
struct PlannedChange {
    QString address; ///< aws_lb.app, module.x.aws_lb.app["a"]
    QString type, name;
    PlannedAction action = PlannedAction::None;
    QStringList changedAttributes; ///< dotted; sensitive values are never kept
    QStringList replaceReasons;    ///< attribute paths that force the replacement
    bool operator==(const PlannedChange &) const = default;
};

/// What a saved plan would do.
struct Plan {
    QString engineVersion;
    QList<PlannedChange> changes; ///< without no-ops
    int count(PlannedAction action) const;
    bool isEmpty() const { return changes.isEmpty(); }
};

/// Reads the output of `terraform show -json PLANFILE`.
Result<Plan> parsePlan(const QByteArray &json);

} // namespace groundplan
