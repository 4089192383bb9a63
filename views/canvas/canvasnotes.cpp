// SPDX-License-Identifier: GPL-3.0-or-later
// Notes: how they are made, written on, coloured and filled with pictures.
#include "views/canvas/canvas_p.h"

#include "model/blueprint/annotationedits.h"
#include "model/blueprint/pagelayout.h"
#include "views/canvas/noteeditor.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

namespace groundplan {

namespace {

constexpr double largestPlaced = 480; ///< of a new picture's longer side, in scene units

QString placedNoteKey(const AnnotationId &id) { return QStringLiteral("note ") + id.text(); }

NoteEditor::Paper paperOf(const NoteLook &look, const Style &style, double zoom)
{
    const NoteColors &colors = style.note(noteColor(look));
    QFont font = style.noteFontOf(look.size);
    font.setPixelSize(std::clamp(int(std::lround(font.pixelSize() * zoom)), 11, 60));
    const bool isSticky = look.kind == annotation::sticky;
    return {font, isSticky ? colors.paper : style.base, style.text, style.accent};
}

} // namespace

QStringList Canvas::picturesIn(const QMimeData &dropped)
{
    QStringList paths;
    for (const QUrl &url : dropped.urls()) {
        static const QStringList suffixes{QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("gif")};
        if (url.isLocalFile() && suffixes.contains(QFileInfo(url.path()).suffix().toLower()))
            paths.append(url.toLocalFile());
    }
    return paths;
}

void Canvas::startNote(const QString &kind)
{
    d->useTool(ToolKind::Note, kind);
    Q_EMIT message(kind == annotation::arrow ? tr("Drag from where the arrow starts to where it points. Escape ends.")
                                             : tr("Click or drag where the note shall be. Escape ends."));
    setFocus();
}

void Canvas::setNoteFacts(const QString &environment, const QString &monthly) { d->stage.setNoteFacts({environment, monthly}); }

bool Canvas::addPictures(const QStringList &paths)
{
    return d->addPictures(paths, d->stage.camera.toScene(QRectF(viewport()->rect()).center()));
}

bool Canvas::Private::addPictures(const QStringList &paths, const QPointF &scene)
{
    QPointF at = scene;
    bool isDone = false;
    for (const QString &path : paths) {
        const QString name = QFileInfo(path).fileName();
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            say(tr("%1 can't be opened: %2").arg(name, file.errorString()));
            continue;
        }
        if (const auto fits = annotation::mayKeepPicture(file.size()); !fits) {
            say(name + QStringLiteral(": ") + fits.error().message);
            continue;
        }
        const QByteArray bytes = file.read(annotation::largestPicture + 1);
        if (addPicture(bytes, at, name)) {
            isDone = true;
            at += QPointF(24, 24);
        }
    }
    return isDone;
}

bool Canvas::Private::addPicture(const QByteArray &bytes, const QPointF &scene, const QString &name)
{
    const auto properties = annotation::pictureProperties(bytes);
    if (!properties) {
        say((name.isEmpty() ? QString() : name + QStringLiteral(": ")) + properties.error().message);
        return false;
    }
    Annotation row;
    row.page = stage.page();
    row.kind = annotation::image;
    row.properties = *properties;
    QByteArray data = bytes;
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    QSizeF size = QImageReader(&buffer).size();
    if (size.isEmpty()) {
        say(tr("%1 is no picture that can be read.").arg(name.isEmpty() ? tr("This") : name));
        return false;
    }
    if (std::max(size.width(), size.height()) > largestPlaced)
        size.scale(largestPlaced, largestPlaced, Qt::KeepAspectRatio);
    const QPointF corner = scene - QPointF(size.width(), size.height()) / 2;
    row.rect = {stage.snapsToGrid ? canvasmetrics::snapped(corner) : corner, size};
    AnnotationId id;
    if (!stage.commit(edits::addAnnotation(stage.blueprint(), row, &id)))
        return false;
    stage.pick({}, {}, {id});
    return true;
}

/// A picture on the clipboard, from a browser or a screenshot.
bool Canvas::Private::pastePicture(const QMimeData &content, const QPointF &scene)
{
    if (const QStringList paths = picturesIn(content); !paths.isEmpty())
        return addPictures(paths, scene);
    for (const char *type : {"image/png", "image/jpeg", "image/gif"}) {
        if (const QByteArray bytes = content.data(QString::fromLatin1(type)); !bytes.isEmpty())
            return addPicture(bytes, scene, {});
    }
    const QImage image = qvariant_cast<QImage>(content.imageData());
    if (image.isNull())
        return false;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") && addPicture(bytes, scene, {});
}

void Canvas::Private::openNoteEditor(const Annotation &row, const std::function<void(const QString &)> &accept)
{
    delete popup;
    const NoteLook look = stage.notes().lookOf(row);
    QRectF around = stage.camera.toView(look.kind == annotation::titleBlock ? look.rect : textRect(look));
    if (look.kind == annotation::titleBlock) // its last line
        around = QRectF(around.left() + 8, around.bottom() - 34, around.width() - 16, 26);
    auto *editor = new NoteEditor(row.text, around.adjusted(-5, -5, 5, 5).toRect(), paperOf(look, stage.scene().style(), stage.camera.zoom),
                                  q->viewport());
    editor->setAccessibleName(tr("Text of the note"));
    popup = editor;
    placeNoteBar();
    connect(editor, &NoteEditor::accepted, q, accept);
    connect(editor, &NoteEditor::finished, q, [this] {
        q->setFocus();
        QMetaObject::invokeMethod(
            q, [this] { placeNoteBar(); }, Qt::QueuedConnection);
    });
}

void Canvas::Private::editNote(const AnnotationId &id)
{
    const Annotation *row = stage.blueprint().find(id);
    if (!row || !annotation::hasText(row->kind))
        return;
    if (row->locked) {
        say(tr("It is locked."));
        return;
    }
    openNoteEditor(*row, [this, id](const QString &text) {
        const Annotation *before = stage.blueprint().find(id);
        if (!before)
            return;
        if (text.isEmpty() && before->kind == annotation::text) { // nothing would be left to see
            if (stage.commit(edits::removeAnnotations(stage.blueprint(), {id})))
                stage.clearPick();
            return;
        }
        Annotation after = *before;
        after.text = text;
        auto changes = edits::setAnnotationText(stage.blueprint(), id, text, fittedSize(after));
        if (changes && before->text.isEmpty()) // the first words belong to placing it
            changes.value().mergeKey = placedNoteKey(id);
        stage.commit(changes);
    });
}

/// A text has no shape of its own: it is there when it is written.
void Canvas::Private::writeNewNote(const Annotation &row)
{
    openNoteEditor(row, [this, row](const QString &text) {
        if (text.isEmpty())
            return;
        Annotation after = row;
        after.text = text;
        after.rect.setSize(fittedSize(after));
        AnnotationId id;
        if (stage.commit(edits::addAnnotation(stage.blueprint(), after, &id)))
            stage.pick({}, {}, {id});
    });
}

QSizeF Canvas::Private::fittedSize(const Annotation &row) const
{
    const bool mayWiden = row.kind == annotation::text && !row.properties.contains(QStringLiteral("fixed_width"));
    return neededSize(stage.notes().lookOf(row), stage.scene().style(), mayWiden);
}

void Canvas::setNoteColor(const QString &color)
{
    d->stage.commit(edits::setAnnotationColor(d->stage.blueprint(), d->stage.pickedNotes(), color));
}

void Canvas::growNoteText(bool isLarger)
{
    const Blueprint &blueprint = d->stage.blueprint();
    auto changes = edits::growAnnotationText(blueprint, d->stage.pickedNotes(), isLarger);
    if (changes) { // a larger text needs more room
        for (Change &change : changes.value().changes) {
            Annotation &after = *std::get<RowChange<Annotation>>(change).after;
            if (annotation::hasText(after.kind) && after.kind != annotation::titleBlock)
                after.rect.setSize(d->fittedSize(after));
        }
    }
    d->stage.commit(changes);
}

void Canvas::Private::buildNoteBar()
{
    noteBar = new NoteBar(q->viewport());
    connect(noteBar, &NoteBar::colorRequested, q, &Canvas::setNoteColor);
    connect(noteBar, &NoteBar::sizeRequested, q, &Canvas::growNoteText);
    connect(&stage, &Stage::pickChanged, q, [this] { placeNoteBar(); });
    connect(&stage, &Stage::documentChanged, q, [this] { placeNoteBar(); });
}

void Canvas::Private::themeNoteBar()
{
    if (noteBar)
        noteBar->setTheme(stage.scene().style());
}

/// Beside the picked notes, while the hand rests.
void Canvas::Private::placeNoteBar()
{
    const auto &selection = stage.context().selection;
    QRectF around;
    QStringList colors;
    bool hasColor = false, hasText = false;
    for (const AnnotationId &id : selection.annotations()) {
        const NoteLook *look = stage.notes().look(id);
        if (!look)
            continue;
        around |= stage.camera.toView(paintedRect(*look));
        if (look->kind == annotation::image || look->kind == annotation::legend || look->kind == annotation::titleBlock)
            continue;
        hasColor = true;
        hasText = hasText || annotation::hasText(look->kind);
        if (!colors.contains(noteColor(*look)))
            colors.append(noteColor(*look));
    }
    const bool isShown = hasColor && selection.resources().isEmpty() && selection.connections().isEmpty() && !tool->isDragging()
        && !(popup && popup->isVisible()) && around.intersects(QRectF(q->viewport()->rect()));
    if (isShown) {
        noteBar->showColor(colors.size() == 1 ? colors.first() : QString());
        noteBar->showText(hasText);
        noteBar->placeAt(around.toRect());
    }
    noteBar->setVisible(isShown);
}

void Canvas::Private::addNoteMenu(QMenu &menu)
{
    const auto &notes = stage.pickedNotes();
    if (notes.isEmpty())
        return;
    const Annotation *first = stage.blueprint().find(notes.first());
    if (notes.size() == 1 && first && annotation::hasText(first->kind))
        addEntry(menu, tr("Edit text"), "edit.rename", [this, id = first->id] { editNote(id); });
    QMenu *colors = menu.addMenu(tr("Colour"));
    for (const QString &color : annotation::colors())
        addEntry(*colors, annotation::colorTitle(color), "", [this, color] { q->setNoteColor(color); });
    addEntry(menu, tr("Larger text"), "", [this] { q->growNoteText(true); });
    addEntry(menu, tr("Smaller text"), "", [this] { q->growNoteText(false); });
    if (stage.picked().empty()) {
        QMenu *order = menu.addMenu(tr("Order"));
        addEntry(*order, tr("Bring to front"), "order.front", [this] { q->restack(edits::Stacking::ToFront); });
        addEntry(*order, tr("Send to back"), "order.back", [this] { q->restack(edits::Stacking::ToBack); });
        addEntry(menu, first && first->locked ? tr("Unlock") : tr("Lock"), "order.lock", [this] { q->toggleLock(); });
    }
    menu.addSeparator();
}

} // namespace groundplan
