// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

namespace groundplan {

/// Several edits as one: each is made on the blueprint that those before it leave.
class EditSequence {
public:
    explicit EditSequence(const Blueprint &blueprint) : m_after(blueprint) { }

    /// Adds the next edit. Errors: its own, or what refuses it on after().
    Result<> then(const Result<ChangeSet> &next)
    {
        if (!next)
            return next.error();
        if (const auto applied = m_after.apply(*next); !applied)
            return applied;
        m_changes = m_count++ ? composed(m_changes, *next) : *next;
        return {};
    }
    const Blueprint &after() const { return m_after; }
    /// All of them. One edit alone keeps its own text; several are called `text`.
    ChangeSet take(const QString &text) const
    {
        ChangeSet all = m_changes;
        if (m_count != 1)
            all.text = text;
        return all;
    }

private:
    Blueprint m_after;
    ChangeSet m_changes;
    int m_count = 0;
};

} // namespace groundplan
