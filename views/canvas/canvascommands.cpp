// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include "model/blueprint/edits.h"
#include "model/catalog/containment.h"
#include "model/layout/arrange.h"
#include "views/canvas/clipboardedits.h"
#include "views/canvas/connectpopup.h"
#include "views/canvas/nameeditor.h"
#include "views/tools/mime.h"
#include "views/tools/movedrag.h"
#include "model/blueprint/pagelayout.h"
#include "views/tools/placing.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMimeData>

namespace groundplan {

namespace {

constexpr double pasteOffset = 24; // between pastes at the same place

/// The property that a drawing shows as a resource's name, as views/paint/looks.h decides it; empty: its name in the code.
QString shownNamePath(const Resource &resource)
{
    const QString tag = QStringLiteral("tags.Name");
    for (const QString &path : {QStringLiteral("title"), QStringLiteral("zone"), QStringLiteral("region"), tag, QStringLiteral("name")}) {
        const bool isGroups = path != tag && path != QLatin1String("name");
        if (isGroups && !resource.type.startsWith(QLatin1String("groundplan_")))
            continue;
        const Value value = valueAt(resource.properties, path);
        if (value.isString() && !value.toString().isEmpty())
            return path;
    }
    return {};
}

} // namespace

void Canvas::copy()
{
    const QByteArray json = clipboardedits::copied(d->stage);
    if (json.isEmpty())
        return;
    auto *content = new QMimeData;
    content->setData(mime::blueprintPart, json);
    content->setText(QString::fromUtf8(json));
    QApplication::clipboard()->setMimeData(content); // takes it
    d->pasteCount = 0;
}

void Canvas::cut()
{
    copy();
    deleteSelection();
}

QPointF Canvas::Private::pastePoint() const
{
    const QRectF view(q->viewport()->rect());
    const QPointF at = q->viewport()->underMouse() && view.contains(pointerView) ? pointerView : view.center();
    return stage.camera.toScene(at);
}

void Canvas::paste()
{
    const QMimeData *content = QApplication::clipboard()->mimeData();
    QByteArray json;
    if (content && content->hasFormat(mime::blueprintPart))
        json = content->data(mime::blueprintPart);
    else if (content && content->hasText())
        json = content->text().toUtf8();
    if (json.isEmpty())
        return;
    const QPointF at = d->pastePoint();
    d->pasteCount = at == d->lastPaste ? d->pasteCount + 1 : 0;
    d->lastPaste = at;
    auto pasted = clipboardedits::pasted(d->stage, json, at + QPointF(pasteOffset, pasteOffset) * d->pasteCount);
    if (!pasted) {
        d->say(pasted.error().message);
        return;
    }
    if (d->stage.commit(pasted->changes))
        d->pickPlaced(pasted->placements);
}

void Canvas::duplicate()
{
    if (d->stage.picked().empty())
        return;
    const auto made = clipboardedits::duplicated(d->stage);
    if (!made)
        d->say(made.error().message);
    else if (d->stage.commit(made->changes))
        d->pickPlaced(made->placements);
}

void Canvas::Private::pickPlaced(const QList<PlacementId> &placements)
{
    std::vector<int> nodes;
    for (const PlacementId &id : placements) {
        if (const int slot = stage.scene().slotOf(id); slot >= 0)
            nodes.push_back(slot);
    }
    stage.pick(nodes);
}

void Canvas::deleteSelection()
{
    if (d->stage.context().selection.isEmpty())
        return;
    const auto changes = clipboardedits::deleted(d->stage);
    if (d->stage.commit(changes))
        d->stage.clearPick();
}

void Canvas::selectAll()
{
    const Scene &scene = d->stage.scene();
    d->stage.pick(scene.nodesIn(scene.bounds()));
}

void Canvas::renameSelected()
{
    const auto picked = d->stage.picked();
    if (!picked.empty())
        d->rename(picked.back());
}

void Canvas::arrange()
{
    const auto changes = layout::arrange(d->stage.blueprint(), d->stage.context().catalog, d->stage.page());
    if (changes && changes->isEmpty())
        Q_EMIT message(tr("Everything is in its place already."));
    else if (d->stage.commit(changes))
        fit();
}

void Canvas::Private::nudge(const QPointF &delta)
{
    if (stage.picked().empty()) {
        Camera camera = stage.camera; // nothing to move: look elsewhere
        camera.offset += (delta * 5 * camera.ratio).toPoint();
        moveCamera(camera);
        return;
    }
    stage.commit(nudged(stage, delta));
}

void Canvas::Private::rename(int slot)
{
    delete popup;
    const auto &node = stage.scene().node(slot);
    const QRectF rect = stage.camera.toView(node.rect);
    const double zoom = stage.camera.zoom;
    const QRectF line =
        node.isZone ? QRectF(rect.left() + 4, rect.top() + 4, 180, 24) : QRectF(rect.left(), rect.top() + 54 * zoom, rect.width(), 20);
    auto *editor = new NameEditor(node.name, line.toRect(), q->viewport());
    editor->setAccessibleName(tr("Name of %1").arg(node.name));
    popup = editor;
    connect(editor, &NameEditor::accepted, q, [this, id = node.resource](const QString &name) {
        const Resource *row = stage.blueprint().find(id);
        if (!row || name.isEmpty())
            return;
        const QString path = shownNamePath(*row);
        if (path.isEmpty()) {
            stage.commit(edits::rename(stage.blueprint(), id, name));
            return;
        }
        // What is read on the drawing is what is changed; the name in the code stays.
        auto changes = edits::setProperty(stage.blueprint(), {id}, path, name);
        if (changes)
            changes.value().text = tr("Rename %1").arg(row->name);
        stage.commit(changes);
    });
    connect(editor, &NameEditor::finished, q, [this] { q->setFocus(); });
}

void Canvas::Private::askConnection(const ResourceId &from, const ResourceId &to)
{
    delete popup;
    const auto options = connections::options(stage.blueprint(), stage.context().catalog, from, to);
    if (options.isEmpty())
        return;
    const QString title = tr("%1 → %2").arg(stage.blueprint().find(from)->name, stage.blueprint().find(to)->name);
    auto *ask = new ConnectPopup(title, options, pointerView.toPoint() + QPoint(8, 8), q->viewport());
    popup = ask;
    if (intentPreview) {
        ask->setPreview([this, from, to](const connections::Option &option) {
            const ResourceId &start = option.reversed ? to : from, &end = option.reversed ? from : to;
            return intentPreview(Connection{{}, start, end, option.kind, option.properties, {}});
        });
    }
    connect(ask, &ConnectPopup::accepted, q, [this, from, to](const connections::Option &option) {
        ConnectionId id;
        const ResourceId &start = option.reversed ? to : from, &end = option.reversed ? from : to;
        if (stage.commit(edits::connect(stage.blueprint(), start, end, option.kind, option.properties, &id)))
            stage.pick({}, {id});
    });
    connect(ask, &ConnectPopup::finished, q, [this] { q->setFocus(); });
}

/// The ports of what lets traffic in, else the line's label.
void Canvas::Private::editConnection(const ConnectionId &id)
{
    delete popup;
    const Connection *connection = stage.blueprint().find(id);
    const auto &lines = stage.scene().linesOf(id);
    if (!connection || lines.empty())
        return;
    const bool hasPorts = connection->kind == QLatin1String("network_access");
    const QString label = QStringLiteral("label");
    const QString text = hasPorts ? ConnectPopup::portsText(connection->properties) : connection->properties.value(label).toString();
    auto *editor = new NameEditor(text, QRectF(pointerView - QPointF(70, 12), QSizeF(140, 24)).toRect(), q->viewport());
    editor->setPlaceholderText(hasPorts ? tr("tcp 443") : tr("Label"));
    editor->setAccessibleName(hasPorts ? tr("Protocol and ports") : tr("Label"));
    popup = editor;
    connect(editor, &NameEditor::accepted, q, [this, id, hasPorts, label](const QString &typed) {
        const Connection *row = stage.blueprint().find(id);
        if (!row)
            return;
        if (!hasPorts) {
            stage.commit(edits::setConnectionProperty(stage.blueprint(), id, label, typed.isEmpty() ? Value() : Value(typed)));
            return;
        }
        const auto ports = ConnectPopup::parsePorts(typed);
        if (!ports) {
            say(ports.error().message);
            return;
        }
        Connection after = *row;
        for (auto it = ports->cbegin(); it != ports->cend(); ++it)
            after.properties.insert(it.key(), it.value());
        if (after == *row)
            return;
        ChangeSet changes{tr("Change ports"), {}};
        changes.replace(*row, after);
        stage.commit(changes);
    });
    connect(editor, &NameEditor::finished, q, [this] { q->setFocus(); });
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
    if (!picked.empty())
        add(tr("Duplicate"), Qt::CTRL | Qt::Key_D, &Canvas::duplicate);
    if (!selection.isEmpty()) {
        add(tr("Delete"), QKeySequence::Delete, &Canvas::deleteSelection);
        menu->addSeparator();
        add(tr("Zoom to selection"), Qt::SHIFT | Qt::Key_2, &Canvas::fitSelection);
    } else {
        menu->addSeparator();
        add(tr("Select all"), QKeySequence::SelectAll, &Canvas::selectAll);
    }
    if (selection.isEmpty())
        add(tr("Arrange the page"), Qt::CTRL | Qt::Key_L, &Canvas::arrange);
    add(tr("Fit page"), Qt::SHIFT | Qt::Key_1, &Canvas::fit);
    menu->popup(q->viewport()->mapToGlobal(view));
}

} // namespace groundplan
