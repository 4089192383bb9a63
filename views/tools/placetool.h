// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/connectdrag.h"
#include "views/tools/droptarget.h"
#include "views/tools/tool.h"

namespace groundplan {

/// Shows where a new resource of one type would stand and puts it there. Serves a drag from the palette and click, then click.
class PlaceTool : public Tool {
public:
    PlaceTool(Stage &stage, QString type) : Tool(stage), m_type(std::move(type)) { }

    const QString &type() const { return m_type; }
    void press(const PointerEvent &event) override;
    void move(const PointerEvent &event) override;
    void release(const PointerEvent &event) override;
    void leave() override { m_stage.endPreview(); }
    bool cancel() override;
    bool isDragging() const override { return false; }
    QCursor cursor() const override { return Qt::CrossCursor; }

    /// True when it was placed and is picked.
    bool place(const PointerEvent &event);

private:
    DropTarget targetAt(const QPointF &scene) const;

    QString m_type;
};

/// A zone drawn as a rectangle; a click makes one of the type's usual size.
class ZoneTool : public Tool {
public:
    ZoneTool(Stage &stage, QString type) : Tool(stage), m_type(std::move(type)) { }

    void press(const PointerEvent &event) override;
    void move(const PointerEvent &event) override;
    void release(const PointerEvent &event) override;
    void leave() override;
    bool cancel() override;
    bool isDragging() const override { return m_isPressed; }
    QCursor cursor() const override { return Qt::CrossCursor; }

private:
    QRectF rectTo(const PointerEvent &event) const;

    QString m_type;
    PointerEvent m_pressed;
    bool m_isPressed = false;
};

/// Connects by dragging from anywhere on an item.
class ConnectTool : public Tool {
public:
    using Tool::Tool;
    void press(const PointerEvent &event) override;
    void move(const PointerEvent &event) override;
    void release(const PointerEvent &event) override;
    bool cancel() override;
    bool isDragging() const override { return m_drag != nullptr; }
    QCursor cursor() const override { return Qt::CrossCursor; }

private:
    std::unique_ptr<ConnectDrag> m_drag;
};

} // namespace groundplan
