// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/cloudformation/intrinsics.h"

namespace groundplan::cloudformation {

/// What would wait for itself where a part of a resource is written inside of it, and how that is avoided.
class Cycles {
public:
    Cycles(const lowering::Lowered &lowered, Twins &twins, Intrinsics &intrinsics)
        : m_lowered(lowered),
          m_twins(twins),
          m_intrinsics(intrinsics)
    {
    }

    void find();
    /// What a resource must not name.
    QSet<ResourceId> apart(const ResourceId &resource) const { return m_apart.value(resource); }
    /// A resource's parts with depends_on.
    QList<ResourceId> waitingParts(const ResourceId &owner) const { return m_waitingParts.value(owner); }
    /// True when a part of `owner` refers to what itself needs `owner`: Terraform builds the part later, CloudFormation can't.
    bool closes(const lowering::LoweredResource &part, const lowering::LoweredResource &owner) const;

private:
    QSet<ResourceId> reachedFrom(const lowering::LoweredResource &start, const ResourceId &end) const;

    const lowering::Lowered &m_lowered;
    Twins &m_twins;
    Intrinsics &m_intrinsics;
    QHash<ResourceId, QSet<ResourceId>> m_apart;         ///< by who refers
    QHash<ResourceId, QList<ResourceId>> m_waitingParts; ///< by owner
};

} // namespace groundplan::cloudformation
