// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tools/droptarget.h"
#include "views/tools/tool.h"

namespace groundplan {

/// Dragging what is picked: zones carry what stands in them, other zones take it or say why not. With Alt from the start it
/// leaves the thing where it is and adds an appearance.
class MoveDrag {
public:
    MoveDrag(Stage &stage, int grabbed, const QPointF &start, bool addsAppearance);

    void move(const PointerEvent &event);
    /// Ends it in one edit.
    void drop();

private:
    struct Root {
        int slot;
        PlacementId id;
        ResourceId resource;
        QRectF rect;
        DropTarget target;
    };
    DropTarget targetOf(const Root &root, const QPointF &point) const;
    QPointF aligned(const QPointF &delta, std::vector<QLineF> &guides) const;
    Result<ChangeSet> moved() const;
    Result<ChangeSet> appearance() const;

    Stage &m_stage;
    QPointF m_start, m_delta;
    bool m_addsAppearance;
    std::vector<Root> m_roots;
    std::vector<int> m_all; ///< roots and what stands in them
    QSet<int> m_without;
    QSet<QString> m_types;
    QHash<int, bool> m_accepts; ///< by zone; what is dragged does not change on the way
    bool m_isOff = false;
};

/// What nudging with the keys does: one undo step for a run of them.
Result<ChangeSet> nudged(const Stage &stage, const QPointF &delta);

} // namespace groundplan
