// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/undohistory.h"

namespace groundplan {

void UndoHistory::push(const ChangeSet &edit)
{
    if (m_clean > m_position)
        m_clean = -1;
    m_steps.resize(m_position);
    if (m_mayMerge && m_position > 0 && !edit.mergeKey.isEmpty() && m_steps.constLast().mergeKey == edit.mergeKey) {
        ChangeSet merged = composed(m_steps.constLast(), edit);
        if (merged.isEmpty()) {
            m_steps.removeLast();
            --m_position;
        } else {
            m_steps.last() = std::move(merged);
        }
        return;
    }
    m_steps.append(edit);
    ++m_position;
    m_mayMerge = true;
}

void UndoHistory::stepBack()
{
    Q_ASSERT(m_position > 0);
    --m_position;
    m_mayMerge = false;
}

void UndoHistory::stepForward()
{
    Q_ASSERT(m_position < m_steps.size());
    ++m_position;
    m_mayMerge = false;
}

void UndoHistory::markClean()
{
    m_clean = m_position;
    m_mayMerge = false;
}

void UndoHistory::clear()
{
    m_steps.clear();
    m_position = m_clean = 0;
    m_mayMerge = false;
}

} // namespace groundplan
