// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/cycles.h"

#include "generators/lowering/order.h"

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;
using lowering::LoweredResource;

/// A part of a resource may refer to what refers back to the resource: a bucket's notification to the function that the bucket may
/// call. What refers back then says the resource without naming it, where its type has the words.
void Cycles::find()
{
    for (const LoweredResource &part : m_lowered.resources) {
        const LoweredResource *owner = part.isData || m_twins.of(part).parentAttribute.isEmpty() ? nullptr : m_intrinsics.owner(part);
        if (!owner)
            continue;
        if (!part.dependsOn.isEmpty())
            m_waitingParts[owner->id].append(part.id);
        const Twin &twin = m_twins.of(*owner);
        const bool canStayApart = std::any_of(twin.apart.begin(), twin.apart.end(), [&](const QString &how) {
            const QString given = how.section(u"${="_s, 1).section(u'}', 0, 0);
            const lowering::Argument *argument = given.isEmpty() ? nullptr : owner->body.argument(given);
            return given.isEmpty() || (argument && argument->value.isString());
        });
        if (!canStayApart)
            continue;
        for (const ResourceId &id : reachedFrom(part, owner->id)) {
            lowering::forEachReference(*m_lowered.find(id), [&](const Reference &reference) {
                if (reference.to == owner->id && twin.apart.contains(reference.attribute.isEmpty() ? u"id"_s : reference.attribute))
                    m_apart[id].insert(owner->id);
            });
        }
    }
}

/// What a resource refers to, directly or not, without what `end` refers to.
QSet<ResourceId> Cycles::reachedFrom(const LoweredResource &start, const ResourceId &end) const
{
    QSet<ResourceId> seen;
    QList<const LoweredResource *> open{&start};
    while (!open.isEmpty()) {
        lowering::forEachReference(*open.takeLast(), [&](const Reference &reference) {
            const LoweredResource *target = m_lowered.find(reference.to);
            if (!target || target->id == end || seen.contains(target->id))
                return;
            seen.insert(target->id);
            open.append(target);
        });
    }
    return seen;
}

bool Cycles::closes(const LoweredResource &part, const LoweredResource &owner) const
{
    int own = 0; // one names the owner
    lowering::forEachReference(part, [&](const Reference &reference) { own += reference.to == owner.id; });
    if (own > 1)
        return true;
    const QSet<ResourceId> reached = reachedFrom(part, owner.id);
    return std::any_of(reached.begin(), reached.end(), [&](const ResourceId &id) {
        bool found = false;
        lowering::forEachReference(*m_lowered.find(id), [&](const Reference &reference) {
            found = found || (reference.to == owner.id && !m_apart.value(id).contains(owner.id));
        });
        return found;
    });
}

} // namespace groundplan::cloudformation
