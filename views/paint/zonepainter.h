// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/deployment/plan.h"
#include "model/guardrails/finding.h"
#include "views/paint/brush.h"
#include "views/paint/text.h"

#include <QRectF>

#include <optional>

namespace groundplan {

/// One appearance of a zone, ready to be drawn: an outline, a faint fill, title and CIDR in the top left corner.
struct ZoneLook {
    /// While something is dragged over it.
    enum class Answer { None, Accepts, Refuses };

    QRectF rect; ///< on the page
    QString title;
    QString detail; ///< CIDR, long name of a region …; monospaced
    QString costPill;
    ZoneRole role = ZoneRole::Group;
    std::optional<Severity> severity;
    PlannedAction plan = PlannedAction::None;
    Answer answer = Answer::None;
    bool selected = false, hovered = false, dimmed = false, collapsed = false;

    // By prepareZone(); positions are relative to the rect's top left corner.
    QStaticText titleText = text::noWords(), detailText = text::noWords(), pillText = text::noWords();
    QPointF titleAt, detailAt, pillAt;
    QRectF pill;         ///< empty: none
    double titleEnd = 0; ///< where title and detail end
};

/// Elides and lays out the texts. Needed again when a text, the rect's size or the style changes.
void prepareZone(ZoneLook &look, const Style &style);
/// Allocates nothing. Zones are painted before edges and nodes, outer ones first.
void paintZone(Brush &brush, const ZoneLook &look);

/// The part of the title strip that holds text, which edges must stay clear of.
QRectF titleRect(const ZoneLook &look);
/// Everything that paintZone() may touch.
QRectF paintedRect(const ZoneLook &look);

} // namespace groundplan
