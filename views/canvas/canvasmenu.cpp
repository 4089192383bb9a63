// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include "model/blueprint/waypoints.h"
#include "model/blueprint/edits.h"
#include "model/blueprint/pagelayout.h"
#include "model/catalog/containment.h"
#include "views/tools/placing.h"

#include <QMenu>

namespace groundplan {

QAction *Canvas::Private::addEntry(QMenu &menu, const QString &text, const QKeySequence &keys, std::function<void()> act)
{
    QAction *action = menu.addAction(text, q, std::move(act));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut); // shown only: the canvas and the window have the keys
    return action;
}

QAction *Canvas::Private::addEntry(QMenu &menu, const QString &text, const char *id, std::function<void()> act)
{
    return addEntry(menu, text, keysOf && *id ? keysOf(id) : QKeySequence(), std::move(act));
}

/// What puts the picked things in order: a few words here, everything in the window's Arrange menu.
void Canvas::Private::addOrderMenu(QMenu &menu)
{
    const auto roots = stage.pickedRoots();
    const Scene &scene = stage.scene();
    menu.addSeparator();
    if (roots.size() > 1) {
        QMenu *align = menu.addMenu(tr("Align"));
        const std::tuple<QString, const char *, edits::Alignment> sides[] = {
            {tr("Left"), "order.left", edits::Alignment::Left},       {tr("Centre"), "order.centre", edits::Alignment::Centre},
            {tr("Right"), "order.right", edits::Alignment::Right},    {tr("Top"), "order.top", edits::Alignment::Top},
            {tr("Middle"), "order.middle", edits::Alignment::Middle}, {tr("Bottom"), "order.bottom", edits::Alignment::Bottom}};
        for (const auto &[text, id, side] : sides)
            addEntry(*align, text, id, [this, side = side] { q->align(side); });
        if (roots.size() > 2) {
            align->addSeparator();
            addEntry(*align, tr("Distribute in a row"), "order.row", [this] { q->distribute(Qt::Horizontal); });
            addEntry(*align, tr("Distribute in a column"), "order.column", [this] { q->distribute(Qt::Vertical); });
        }
    }
    QMenu *order = menu.addMenu(tr("Order"));
    addEntry(*order, tr("Bring forward"), "order.forward", [this] { q->restack(edits::Stacking::Forward); });
    addEntry(*order, tr("Send backward"), "order.backward", [this] { q->restack(edits::Stacking::Backward); });
    addEntry(*order, tr("Bring to front"), "order.front", [this] { q->restack(edits::Stacking::ToFront); });
    addEntry(*order, tr("Send to back"), "order.back", [this] { q->restack(edits::Stacking::ToBack); });
    const bool isZone = roots.size() == 1 && scene.node(roots.front()).isZone;
    if (isZone && scene.node(roots.front()).type == QLatin1String("groundplan_group"))
        addEntry(menu, tr("Ungroup"), "order.ungroup", [this] { q->ungroup(); });
    else
        addEntry(menu, tr("Group"), "order.group", [this] { q->group(); });
    if (isZone && !scene.node(roots.front()).children.empty())
        addEntry(menu, tr("Shrink to fit"), "order.shrink", [this] { q->shrinkToFit(); });
    if (roots.size() > 1 || (isZone && !scene.node(roots.front()).children.empty()))
        addEntry(menu, isZone ? tr("Arrange inside") : tr("Arrange these"), "order.arrange", [this] { q->arrangeSelection(); });
    const auto picked = stage.picked();
    const bool isLocked = std::all_of(picked.begin(), picked.end(), [&](int slot) { return scene.node(slot).isLocked; });
    addEntry(menu, isLocked ? tr("Unlock") : tr("Lock"), "order.lock", [this] { q->toggleLock(); });
    addEntry(menu, tr("Hide"), "order.hide", [this] { q->hideSelected(); });
    menu.addSeparator();
}

void Canvas::Private::addAlsoStandMenu(QMenu &menu, int slot)
{
    const auto &node = stage.scene().node(slot);
    QMenu *zones = nullptr;
    for (const int other : stage.scene().nodesIn(stage.scene().bounds())) {
        const auto &zone = stage.scene().node(other);
        if (!zone.isZone || !containment::mayAlsoStandIn(stage.blueprint(), stage.context().catalog, node.resource, zone.resource))
            continue;
        if (!zones)
            zones = menu.addMenu(tr("Also stand in"));
        // Where it is in its first zone, as far as the other one has the room.
        const QRectF home = node.parent >= 0 ? stage.scene().node(node.parent).rect : QRectF();
        const QPointF inner = node.rect.topLeft() - home.topLeft();
        QRectF rect(canvasmetrics::snapped(zone.rect.topLeft() + inner), node.rect.size());
        rect.moveLeft(std::max(zone.rect.left() + canvasmetrics::zonePadding,
                               std::min(rect.left(), zone.rect.right() - rect.width() - canvasmetrics::zonePadding)));
        rect.moveTop(std::max(zone.rect.top() + canvasmetrics::zoneTitle,
                              std::min(rect.top(), zone.rect.bottom() - rect.height() - canvasmetrics::zonePadding)));
        connect(zones->addAction(zone.name), &QAction::triggered, q,
                [this, rect, id = node.resource, zoneId = zone.resource, origin = zone.rect.topLeft()] {
                    const auto added = edits::addAppearance(stage.blueprint(), id, stage.page(), zoneId, rect.translated(-origin));
                    stage.commit(added ? placing::withRoom(stage.blueprint(), *added, stage.page(), zoneId, rect) : added);
                });
    }
}

void Canvas::Private::showMenu(const QPoint &view)
{
    auto *menu = new QMenu(q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto picked = stage.picked();
    const auto &selection = stage.context().selection;
    const auto add = [&](const QString &text, const char *id, void (Canvas::*act)()) {
        addEntry(*menu, text, id, [this, act] { (q->*act)(); });
    };
    if (picked.size() == 1) {
        add(tr("Rename"), "edit.rename", &Canvas::renameSelected);
        addEntry(*menu, tr("Properties"), Qt::Key_Return, [this] { Q_EMIT q->propertiesRequested(); });
        if (!stage.scene().node(picked.front()).isZone)
            addAlsoStandMenu(*menu, picked.front());
        menu->addSeparator();
    } else if (selection.connections().size() == 1 && picked.empty()) {
        const ConnectionId id = selection.connections().first();
        const bool hasPorts = stage.blueprint().find(id) && stage.blueprint().find(id)->kind == QLatin1String("network_access");
        addEntry(*menu, hasPorts ? tr("Edit ports") : tr("Edit label"), "", [this, id] { editConnection(id); });
        if (!waypoints::on(stage.blueprint(), stage.page(), id).isEmpty())
            add(tr("Straighten"), "order.straighten", &Canvas::straighten);
        menu->addSeparator();
    }
    addNoteMenu(*menu);
    const bool hasPicked = !picked.empty() || !stage.pickedNotes().isEmpty();
    if (hasPicked) {
        add(tr("Cut"), "edit.cut", &Canvas::cut);
        add(tr("Copy"), "edit.copy", &Canvas::copy);
    }
    add(tr("Paste"), "edit.paste", &Canvas::paste);
    if (hasPicked)
        add(tr("Duplicate"), "edit.duplicate", &Canvas::duplicate);
    if (!picked.empty())
        addOrderMenu(*menu);
    if (!selection.isEmpty()) {
        add(tr("Delete"), "edit.delete", &Canvas::deleteSelection);
        menu->addSeparator();
        add(tr("Zoom to selection"), "view.fitSelection", &Canvas::fitSelection);
    } else {
        menu->addSeparator();
        add(tr("Select all"), "edit.selectAll", &Canvas::selectAll);
        if (!stage.scene().hidden().isEmpty())
            add(tr("Show what is hidden"), "order.showHidden", &Canvas::showHidden);
    }
    if (selection.isEmpty())
        add(tr("Arrange the page"), "edit.arrange", &Canvas::arrange);
    add(tr("Fit page"), "view.fit", &Canvas::fit);
    menu->popup(q->viewport()->mapToGlobal(view));
}

} // namespace groundplan
