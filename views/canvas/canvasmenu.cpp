// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include "model/blueprint/edits.h"
#include "model/blueprint/pagelayout.h"
#include "model/catalog/containment.h"
#include "views/tools/placing.h"

#include <QMenu>

namespace groundplan {

/// What puts the picked things in order: a few words here, everything in the window's Arrange menu.
void Canvas::Private::addOrderMenu(QMenu &menu)
{
    const auto roots = stage.pickedRoots();
    const Scene &scene = stage.scene();
    const auto add = [this](QMenu &where, const QString &text, const QKeySequence &keys, auto act) {
        QAction *action = where.addAction(text, q, act);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
    };
    menu.addSeparator();
    if (roots.size() > 1) {
        QMenu *align = menu.addMenu(tr("Align"));
        const std::tuple<QString, Qt::Key, edits::Alignment> sides[] = {
            {tr("Left"), Qt::Key_Left, edits::Alignment::Left},    {tr("Centre"), Qt::Key_H, edits::Alignment::Centre},
            {tr("Right"), Qt::Key_Right, edits::Alignment::Right}, {tr("Top"), Qt::Key_Up, edits::Alignment::Top},
            {tr("Middle"), Qt::Key_V, edits::Alignment::Middle},   {tr("Bottom"), Qt::Key_Down, edits::Alignment::Bottom}};
        for (const auto &[text, key, side] : sides)
            add(*align, text, Qt::SHIFT | Qt::ALT | key, [this, side = side] { q->align(side); });
        if (roots.size() > 2) {
            align->addSeparator();
            add(*align, tr("Distribute in a row"), {}, [this] { q->distribute(Qt::Horizontal); });
            add(*align, tr("Distribute in a column"), {}, [this] { q->distribute(Qt::Vertical); });
        }
    }
    QMenu *order = menu.addMenu(tr("Order"));
    add(*order, tr("Bring forward"), Qt::CTRL | Qt::Key_BracketRight, [this] { q->restack(edits::Stacking::Forward); });
    add(*order, tr("Send backward"), Qt::CTRL | Qt::Key_BracketLeft, [this] { q->restack(edits::Stacking::Backward); });
    add(*order, tr("Bring to front"), Qt::CTRL | Qt::SHIFT | Qt::Key_BracketRight, [this] { q->restack(edits::Stacking::ToFront); });
    add(*order, tr("Send to back"), Qt::CTRL | Qt::SHIFT | Qt::Key_BracketLeft, [this] { q->restack(edits::Stacking::ToBack); });
    const bool isZone = roots.size() == 1 && scene.node(roots.front()).isZone;
    if (isZone && scene.node(roots.front()).type == QLatin1String("groundplan_group"))
        add(menu, tr("Ungroup"), Qt::CTRL | Qt::SHIFT | Qt::Key_G, &Canvas::ungroup);
    else
        add(menu, tr("Group"), Qt::CTRL | Qt::Key_G, &Canvas::group);
    if (isZone && !scene.node(roots.front()).children.empty())
        add(menu, tr("Shrink to fit"), {}, &Canvas::shrinkToFit);
    const auto picked = stage.picked();
    const bool isLocked = std::all_of(picked.begin(), picked.end(), [&](int slot) { return scene.node(slot).isLocked; });
    add(menu, isLocked ? tr("Unlock") : tr("Lock"), Qt::CTRL | Qt::SHIFT | Qt::Key_L, &Canvas::toggleLock);
    add(menu, tr("Hide"), Qt::CTRL | Qt::SHIFT | Qt::Key_H, &Canvas::hideSelected);
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
    const auto add = [&](const QString &text, const QKeySequence &keys, auto act) {
        QAction *action = menu->addAction(text, q, act);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut); // shown only: the canvas and the window have the keys
        return action;
    };
    if (picked.size() == 1) {
        add(tr("Rename"), Qt::Key_F2, &Canvas::renameSelected);
        add(tr("Properties"), Qt::Key_Return, &Canvas::propertiesRequested);
        if (!stage.scene().node(picked.front()).isZone)
            addAlsoStandMenu(*menu, picked.front());
        menu->addSeparator();
    } else if (selection.connections().size() == 1 && picked.empty()) {
        const ConnectionId id = selection.connections().first();
        const bool hasPorts = stage.blueprint().find(id) && stage.blueprint().find(id)->kind == QLatin1String("network_access");
        add(hasPorts ? tr("Edit ports") : tr("Edit label"), {}, [this, id] { editConnection(id); });
        menu->addSeparator();
    }
    if (!picked.empty()) {
        add(tr("Cut"), QKeySequence::Cut, &Canvas::cut);
        add(tr("Copy"), QKeySequence::Copy, &Canvas::copy);
    }
    add(tr("Paste"), QKeySequence::Paste, &Canvas::paste);
    if (!picked.empty()) {
        add(tr("Duplicate"), Qt::CTRL | Qt::Key_D, &Canvas::duplicate);
        addOrderMenu(*menu);
    }
    if (!selection.isEmpty()) {
        add(tr("Delete"), QKeySequence::Delete, &Canvas::deleteSelection);
        menu->addSeparator();
        add(tr("Zoom to selection"), Qt::SHIFT | Qt::Key_2, &Canvas::fitSelection);
    } else {
        menu->addSeparator();
        add(tr("Select all"), QKeySequence::SelectAll, &Canvas::selectAll);
        if (!stage.scene().hidden().isEmpty())
            add(tr("Show what is hidden"), {}, &Canvas::showHidden);
    }
    if (selection.isEmpty())
        add(tr("Arrange the page"), Qt::CTRL | Qt::Key_L, &Canvas::arrange);
    add(tr("Fit page"), Qt::SHIFT | Qt::Key_1, &Canvas::fit);
    menu->popup(q->viewport()->mapToGlobal(view));
}

} // namespace groundplan
