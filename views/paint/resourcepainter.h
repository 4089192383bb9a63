// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/deployment/plan.h"
#include "model/guardrails/finding.h"
#include "views/paint/brush.h"
#include "views/paint/text.h"

#include <QRectF>

#include <optional>

namespace groundplan {

/// One appearance of a resource, ready to be drawn: a tile, its name, one line of what matters, its cost, badges.
/// Fill the first part, call prepareNode(), then paint as often as you like; moving it changes `rect` alone.
struct NodeLook {
    QRectF rect; ///< on the page
    QString name, label;
    QString costPill; ///< "$32.85"; empty: none
    QString icon, category;
    std::optional<Severity> severity;
    PlannedAction plan = PlannedAction::None;
    bool selected = false, hovered = false, dimmed = false;

    // By prepareNode(); positions are relative to the rect's top left corner.
    QColor tileColor;
    QStaticText nameText = text::noWords(), labelText = text::noWords(), pillText = text::noWords();
    QPointF nameAt, labelAt, pillAt;
    QRectF pill;
};

/// Elides and lays out the texts. Needed again when a text, the rect's size or the style changes.
void prepareNode(NodeLook &look, const Style &style);
/// Allocates nothing.
void paintNode(Brush &brush, const NodeLook &look);

/// The tile inside the node's rect; what is drawn alone in an overview, and where edges end.
QRectF tileRect(const QRectF &nodeRect);
/// What edges must stay clear of: the tile and the texts under it.
QRectF bodyRect(const NodeLook &look);
/// Everything that paintNode() may touch: badges and the selection frame included.
QRectF paintedRect(const NodeLook &look);

/// A small round mark: error a circle, warning a triangle, notice a ring; told apart without colour.
void paintSeverity(Brush &brush, Severity severity, const QPointF &center);
/// Plus, tilde, turning arrows or minus, each on a shape of its own.
void paintPlanBadge(Brush &brush, PlannedAction action, const QPointF &center);

} // namespace groundplan
