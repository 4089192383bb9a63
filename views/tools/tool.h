// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/stage.h"

#include <QCursor>

namespace groundplan {

struct PointerEvent {
    QPointF view, scene;
    Qt::MouseButton button = Qt::NoButton;
    Qt::MouseButtons buttons = Qt::NoButton;
    Qt::KeyboardModifiers modifiers = Qt::NoModifier;
};

/// A way to work with the pointer. A gesture (press, moves, release) shows a preview and ends in one ChangeSet.
class Tool {
public:
    explicit Tool(Stage &stage) : m_stage(stage) { }
    virtual ~Tool() = default;
    Tool(const Tool &) = delete;

    virtual void press(const PointerEvent &event) = 0;
    virtual void move(const PointerEvent &event) = 0; ///< also without a button
    virtual void release(const PointerEvent &event) = 0;
    virtual void doubleClick(const PointerEvent &) { }
    virtual void leave() { }
    /// Ends the gesture without an edit. False when there was none.
    virtual bool cancel() = 0;
    /// The page changed under the hand: what is held may mean something else now.
    virtual void forget()
    {
        if (isDragging())
            cancel();
    }
    virtual bool isDragging() const = 0; ///< then the canvas scrolls at its edges
    virtual QCursor cursor() const { return Qt::ArrowCursor; }

protected:
    Stage &m_stage;
};

/// How far the pointer may slip in a click, in logical pixels.
inline constexpr double clickSlack = 4;
inline bool isDrag(const QPointF &from, const QPointF &to) { return (to - from).manhattanLength() > clickSlack; }

} // namespace groundplan
