// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/droptarget.h"
#include "views/tools/guides.h"
#include "views/tools/tool.h"

namespace groundplan {

/// Dragging what is picked: zones carry what stands in them, other zones take it or say why not. With Alt held copies are
/// dragged instead; with Ctrl and Alt another appearance of the one thing under the hand.
class MoveDrag {
public:
    MoveDrag(Stage &stage, int grabbed, const QPointF &start);

    void move(const PointerEvent &event);
    /// Ends it in one edit.
    void drop();

private:
    enum class Mode { Move, Copy, Appear };
    struct Root {
        int slot;
        PlacementId id;
        ResourceId resource;
        QRectF rect;
        DropTarget target;
    };
    Mode modeFor(Qt::KeyboardModifiers held) const;
    void begin(Mode mode); ///< again, when keys change on the way
    DropTarget targetOf(const Root &root, const QPointF &point) const;
    Result<> mayAnyStand(const ResourceId &zone) const;
    QPointF placed(const QPointF &delta, bool isOnGrid) const;
    void showZones(Preview &preview);
    Result<ChangeSet> moved() const;
    void dropCopies();
    QList<AnnotationId> idsOfNotes() const;
    Result<ChangeSet> appearance() const;

    Stage &m_stage;
    int m_grabbed;
    QPointF m_start, m_delta;
    std::optional<Mode> m_mode;
    std::vector<Root> m_roots;
    std::vector<int> m_all;    ///< roots and what stands in them
    QList<Annotation> m_notes; ///< what goes along
    QSet<int> m_without;
    QSet<QString> m_types;
    std::optional<Guides> m_guides;
    std::optional<std::vector<int>> m_accepting; ///< zones; what is dragged does not change on the way
    bool m_isOff = false;
};

/// What nudging with the keys does: one undo step for a run of them.
Result<ChangeSet> nudged(const Stage &stage, const QPointF &delta);

} // namespace groundplan
