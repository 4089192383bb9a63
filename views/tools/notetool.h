// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/tool.h"

namespace groundplan {

/// Puts a note of one kind on the page: a click makes one of the usual size, a drag one as large as it goes.
class NoteTool : public Tool {
public:
    NoteTool(Stage &stage, QString kind) : Tool(stage), m_kind(std::move(kind)) { }

    void press(const PointerEvent &event) override;
    void move(const PointerEvent &event) override;
    void release(const PointerEvent &event) override;
    void leave() override;
    bool cancel() override;
    bool isDragging() const override { return m_isPressed; }
    QCursor cursor() const override { return Qt::CrossCursor; }

private:
    Annotation noteTo(const PointerEvent &event) const;

    QString m_kind;
    PointerEvent m_pressed;
    bool m_isPressed = false;
};

} // namespace groundplan
