// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/connectdrag.h"
#include "views/tools/linedrag.h"
#include "views/tools/movedrag.h"
#include "views/tools/notedrag.h"
#include "views/tools/resizedrag.h"
#include "views/tools/tool.h"

#include <optional>

namespace groundplan {

/// Picks, moves, resizes, selects with a rubber band, and starts connections at the handles of the item under the pointer.
class SelectTool : public Tool {
public:
    using Tool::Tool;

    void press(const PointerEvent &event) override;
    void move(const PointerEvent &event) override;
    void release(const PointerEvent &event) override;
    void doubleClick(const PointerEvent &event) override;
    void leave() override;
    bool cancel() override;
    void forget() override { cancel(); } ///< a press that may become a drag too
    bool isDragging() const override { return m_isDragging; }
    QCursor cursor() const override { return m_cursor; }
    /// What a menu at this place is about: what is picked stays picked where the pointer is on some of it.
    void pickForMenu(const PointerEvent &event);

private:
    struct Hit {
        int node = -1, edge = -1;
        AnnotationId note;
        std::optional<qsizetype> point;       ///< of the edge's via
        std::optional<NoteHandle> noteHandle; ///< of the one picked note
        Qt::Edges handle;                     ///< of the one picked zone
        bool isConnectHandle = false;
        bool isGrip = false; ///< dragging here moves the node; else it starts a rubber band
    };
    Hit hitAt(const PointerEvent &event) const;
    bool hitNote(const PointerEvent &event, Hit &hit) const;
    bool isPicked(const Hit &hit) const;
    void startNoteDrag(const PointerEvent &event);
    void startDrag(const PointerEvent &event);
    void pickAt(const Hit &hit, bool adds);
    void select(const QRectF &marquee, bool adds);

    Hit m_hit;
    PointerEvent m_pressed;
    bool m_isPressed = false, m_isDragging = false;
    bool m_picksOnRelease = false; ///< pressed on one of several picked: a drag moves all, a click picks the one
    std::optional<MoveDrag> m_move;
    std::optional<ResizeDrag> m_resize;
    std::optional<ConnectDrag> m_connect;
    std::optional<NoteDrag> m_note;
    std::optional<LineDrag> m_line;
    std::vector<int> m_pickedBefore; ///< what a rubber band adds to
    QList<ResourceId> m_selectedBefore;
    QList<ConnectionId> m_connectionsBefore;
    QList<AnnotationId> m_notesBefore;
    QCursor m_cursor = Qt::ArrowCursor;
};

} // namespace groundplan
