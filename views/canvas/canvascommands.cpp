// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include "model/blueprint/edits.h"
#include "model/layout/arrange.h"
#include "views/canvas/clipboardedits.h"
#include "views/canvas/connectpopup.h"
#include "views/canvas/nameeditor.h"
#include "views/tools/linedrag.h"
#include "views/tools/mime.h"
#include "views/tools/movedrag.h"

#include <QApplication>
#include <QClipboard>
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
    else if (content && d->pastePicture(*content, d->pastePoint()))
        return;
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
        d->stage.pickPlaced(pasted->placements, pasted->notes);
}

void Canvas::duplicate()
{
    if (d->stage.picked().empty() && d->stage.pickedNotes().isEmpty())
        return;
    const auto made = clipboardedits::duplicated(d->stage);
    if (!made)
        d->say(made.error().message);
    else if (d->stage.commit(made->changes))
        d->stage.pickPlaced(made->placements, made->notes);
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
    d->stage.pick(scene.nodesIn(scene.bounds()), {}, d->stage.notes().in(d->stage.notes().bounds()));
}

void Canvas::renameSelected()
{
    const auto picked = d->stage.picked();
    if (!picked.empty())
        d->rename(picked.back());
    else if (!d->stage.pickedNotes().isEmpty())
        d->editNote(d->stage.pickedNotes().last());
}

void Canvas::arrange()
{
    const auto changes = layout::arrange(d->stage.blueprint(), d->stage.context().catalog, d->stage.page());
    if (changes && changes->isEmpty())
        Q_EMIT message(tr("Everything is in its place already."));
    else if (d->stage.commit(changes))
        fit();
}

void Canvas::arrangeSelection()
{
    QList<PlacementId> chosen;
    for (const int slot : d->stage.pickedRoots())
        chosen.append(d->stage.scene().node(slot).id);
    if (chosen.isEmpty()) {
        d->say(tr("Select a zone with something in it, or several things."));
        return;
    }
    const auto changes = layout::arrangeChosen(d->stage.blueprint(), d->stage.context().catalog, page(), chosen);
    if (changes && changes->isEmpty())
        d->say(tr("It is in its place already."));
    else
        d->stage.commit(changes);
}

void Canvas::Private::nudge(const QPointF &delta)
{
    const auto &lines = stage.context().selection.connections();
    if (stage.picked().empty() && stage.pickedNotes().isEmpty() && lines.size() == 1) {
        stage.commit(nudgedLine(stage, lines.first(), delta));
        return;
    }
    if (stage.picked().empty() && stage.pickedNotes().isEmpty()) {
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

} // namespace groundplan
