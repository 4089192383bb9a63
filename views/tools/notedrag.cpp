// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/notedrag.h"

#include "model/blueprint/annotationedits.h"
#include "model/blueprint/pagelayout.h"
#include "model/blueprint/words.h"
#include "views/canvas/clipboardedits.h"
#include "views/tools/resizedrag.h"

namespace groundplan {

namespace {

constexpr QSizeF smallestNote{24, 16};

/// What its text or its rows make as high as they need.
bool hasOwnHeight(const QString &kind) { return kind == annotation::text || kind == annotation::legend || kind == annotation::titleBlock; }

} // namespace

NoteDrag::NoteDrag(Stage &stage, const AnnotationId &grabbed, const NoteHandle &handle, const QPointF &start)
    : m_stage(stage),
      m_handle(handle),
      m_start(start),
      m_guides(stage, true, {})
{
    const auto take = [this](const AnnotationId &id) {
        if (const Annotation *row = m_stage.blueprint().find(id); row && !row->locked)
            m_before.append(*row);
    };
    take(grabbed);
    if (handle.kind == NoteHandle::Kind::Whole) {
        for (const AnnotationId &id : stage.pickedNotes()) {
            if (id != grabbed)
                take(id);
        }
    }
    if (!m_before.isEmpty())
        m_after = m_before.first();
}

std::vector<std::pair<QPointF, NoteHandle>> NoteDrag::handles(const NoteLook &look, const Camera &camera)
{
    using Kind = NoteHandle::Kind;
    if (look.kind == annotation::arrow)
        return {{camera.toView(look.arrow.p1()), {Kind::Start, {}}}, {camera.toView(look.arrow.p2()), {Kind::End, {}}}};
    std::vector<std::pair<QPointF, NoteHandle>> all;
    for (const auto &[at, edges] : ResizeDrag::handles(camera.toView(look.rect))) {
        if (!hasOwnHeight(look.kind) || !(edges & (Qt::TopEdge | Qt::BottomEdge)))
            all.push_back({at, {Kind::Side, edges}});
    }
    if (look.kind == annotation::callout)
        all.push_back({camera.toView(look.tip), {Kind::Tip, {}}});
    return all;
}

std::optional<NoteHandle> NoteDrag::handleAt(const NoteLook &look, const Camera &camera, const QPointF &view)
{
    for (const auto &[at, handle] : handles(look, camera)) {
        if (std::max(std::abs(at.x() - view.x()), std::abs(at.y() - view.y())) <= 6)
            return handle;
    }
    return std::nullopt;
}

Qt::CursorShape NoteDrag::cursorFor(const NoteHandle &handle)
{
    return handle.kind == NoteHandle::Kind::Side ? ResizeDrag::cursorFor(handle.edges) : Qt::CrossCursor;
}

QPointF NoteDrag::snappedTo(const QPointF &point, const PointerEvent &event) const
{
    return m_stage.isOnGrid(event.modifiers, Qt::ControlModifier) ? canvasmetrics::snapped(point) : point;
}

void NoteDrag::moveWhole(const PointerEvent &event, Preview &preview)
{
    const QRectF rect = m_before.first().rect;
    m_delta = event.scene - m_start;
    const bool isFree = event.modifiers & Qt::ControlModifier;
    const QPointF onGrid = snappedTo(rect.topLeft() + m_delta, event) - rect.topLeft();
    const Guides::Fit fit = isFree ? Guides::Fit() : m_guides.fit(rect.translated(m_delta));
    m_delta = {fit.x ? m_delta.x() + *fit.x : onGrid.x(), fit.y ? m_delta.y() + *fit.y : onGrid.y()};
    if (!isFree)
        m_guides.show(rect.translated(m_delta), preview);
    for (Annotation row : std::as_const(m_before)) {
        row.rect.translate(m_delta);
        preview.notes.push_back(std::move(row));
    }
}

Annotation NoteDrag::resized(const PointerEvent &event) const
{
    Annotation row = m_before.first();
    const QRectF before = m_stage.notes().look(row.id) ? m_stage.notes().look(row.id)->rect : row.rect;
    const QPointF delta = event.scene - m_start;
    QRectF rect = before;
    if (m_handle.edges & Qt::LeftEdge)
        rect.setLeft(std::min(snappedTo(before.topLeft() + delta, event).x(), before.right() - smallestNote.width()));
    if (m_handle.edges & Qt::RightEdge)
        rect.setRight(std::max(snappedTo(before.bottomRight() + delta, event).x(), before.left() + smallestNote.width()));
    if (m_handle.edges & Qt::TopEdge)
        rect.setTop(std::min(snappedTo(before.topLeft() + delta, event).y(), before.bottom() - smallestNote.height()));
    if (m_handle.edges & Qt::BottomEdge)
        rect.setBottom(std::max(snappedTo(before.bottomRight() + delta, event).y(), before.top() + smallestNote.height()));
    const bool isCorner = (m_handle.edges & (Qt::LeftEdge | Qt::RightEdge)) && (m_handle.edges & (Qt::TopEdge | Qt::BottomEdge));
    if (row.kind == annotation::image && isCorner && !(event.modifiers & Qt::ShiftModifier) && before.height() > 0) {
        // A picture keeps its shape.
        const double height = rect.width() * before.height() / before.width();
        if (m_handle.edges & Qt::TopEdge)
            rect.setTop(rect.bottom() - height);
        else
            rect.setHeight(height);
    }
    if (row.kind == annotation::callout) {
        const QPointF tip = annotation::calloutTip(row) - rect.topLeft(); // stays where it points to
        row.properties[QStringLiteral("tip")] = ValueList{tip.x(), tip.y()};
    }
    row.rect = rect;
    if (row.kind == annotation::text) {
        row.properties[QStringLiteral("fixed_width")] = true;
        row.rect.setHeight(neededSize(m_stage.notes().lookOf(row), m_stage.scene().style(), false).height());
    }
    return row;
}

Annotation NoteDrag::changed(const PointerEvent &event) const
{
    const Annotation &before = m_before.first();
    const QPointF at = snappedTo(event.scene, event);
    switch (m_handle.kind) {
    case NoteHandle::Kind::Start:
    case NoteHandle::Kind::End: {
        QLineF line = annotation::arrowLine(before);
        const bool isStart = m_handle.kind == NoteHandle::Kind::Start;
        QPointF point = at;
        if (event.modifiers & Qt::ShiftModifier) { // level or upright
            const QPointF other = isStart ? line.p2() : line.p1();
            const QPointF off = at - other;
            point = std::abs(off.x()) > std::abs(off.y()) ? QPointF(at.x(), other.y()) : QPointF(other.x(), at.y());
        }
        isStart ? line.setP1(point) : line.setP2(point);
        return annotation::withArrowLine(before, line);
    }
    case NoteHandle::Kind::Tip: {
        Annotation row = before;
        const QPointF tip = at - row.rect.topLeft();
        row.properties[QStringLiteral("tip")] = ValueList{tip.x(), tip.y()};
        return row;
    }
    case NoteHandle::Kind::Side: return resized(event);
    case NoteHandle::Kind::Whole: break;
    }
    return before;
}

void NoteDrag::move(const PointerEvent &event)
{
    if (m_before.isEmpty())
        return;
    m_copies = m_handle.kind == NoteHandle::Kind::Whole && (event.modifiers & Qt::AltModifier);
    if (m_isLifted == m_copies) { // what a copy is made of stays where it is
        QList<AnnotationId> ids;
        for (const Annotation &row : std::as_const(m_before))
            ids.append(row.id);
        if (m_copies)
            m_stage.endPreview();
        else
            m_stage.lift({}, ids);
        m_isLifted = !m_copies;
    }
    Preview preview;
    if (m_handle.kind == NoteHandle::Kind::Whole) {
        moveWhole(event, preview);
    } else {
        m_after = changed(event);
        preview.notes.push_back(m_after);
    }
    m_stage.setPreview(std::move(preview));
}

void NoteDrag::drop()
{
    if (m_before.isEmpty()) {
        m_stage.endPreview();
        return;
    }
    const Blueprint &blueprint = m_stage.blueprint();
    if (m_handle.kind != NoteHandle::Kind::Whole) {
        m_stage.commit(edits::changeAnnotations(blueprint, {m_after}, tr("Resize %1").arg(annotation::kindTitle(m_after.kind))));
        return;
    }
    QList<AnnotationId> ids;
    for (const Annotation &row : std::as_const(m_before))
        ids.append(row.id);
    if (!m_copies) {
        m_stage.commit(edits::moveAnnotations(blueprint, ids, m_delta));
        return;
    }
    const auto made = clipboardedits::copiedTo(m_stage, {}, m_delta, ids);
    if (m_stage.commit(made ? Result<ChangeSet>(made->changes) : Result<ChangeSet>(made.error())))
        m_stage.pickPlaced({}, made->notes);
}

} // namespace groundplan
