// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/changeset.h"

#include <QList>

namespace groundplan {

/// The edits of a session in order, and how far it is. Applying them is the session's.
class UndoHistory {
public:
    /// Adds an edit that was just applied; what was undone is forgotten. Goes into the last step when both have the same merge key.
    void push(const ChangeSet &edit);
    const ChangeSet *undoStep() const { return m_position > 0 ? &m_steps.at(m_position - 1) : nullptr; }
    const ChangeSet *redoStep() const { return m_position < m_steps.size() ? &m_steps.at(m_position) : nullptr; }
    void stepBack();
    void stepForward();
    qsizetype stepCount() const { return m_steps.size(); }
    qsizetype position() const { return m_position; } ///< how many of them are done
    const QList<ChangeSet> &steps() const { return m_steps; }

    bool isClean() const { return m_clean == m_position; }
    void markClean();
    void clear();

private:
    QList<ChangeSet> m_steps;
    qsizetype m_position = 0;
    qsizetype m_clean = 0;   ///< the position that the file has; -1: none that can be reached
    bool m_mayMerge = false; ///< not after an undo or a save: the step would change behind the user's back
};

} // namespace groundplan
