// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/guides.h"
#include "views/tools/tool.h"

namespace groundplan {

/// What a hand holds of a note: a side or corner, an end of an arrow, the tip of a callout; or the whole.
struct NoteHandle {
    enum class Kind { Whole, Side, Start, End, Tip };
    Kind kind = Kind::Whole;
    Qt::Edges edges; ///< of a side or corner
};

/// Dragging notes, or one of their handles. With Alt held copies are dragged.
class NoteDrag {
public:
    NoteDrag(Stage &stage, const AnnotationId &grabbed, const NoteHandle &handle, const QPointF &start);

    void move(const PointerEvent &event);
    /// Ends it in one edit.
    void drop();

    /// The handles of a note, in view coordinates.
    static std::vector<std::pair<QPointF, NoteHandle>> handles(const NoteLook &look, const Camera &camera);
    static std::optional<NoteHandle> handleAt(const NoteLook &look, const Camera &camera, const QPointF &view);
    static Qt::CursorShape cursorFor(const NoteHandle &handle);

private:
    QPointF snappedTo(const QPointF &point, const PointerEvent &event) const;
    void moveWhole(const PointerEvent &event, Preview &preview);
    Annotation changed(const PointerEvent &event) const;
    Annotation resized(const PointerEvent &event) const;

    Stage &m_stage;
    NoteHandle m_handle;
    QPointF m_start, m_delta;
    QList<Annotation> m_before; ///< the grabbed one first
    Annotation m_after;         ///< of the grabbed one, when a handle is dragged
    Guides m_guides;
    bool m_copies = false, m_isLifted = false;
};

} // namespace groundplan
