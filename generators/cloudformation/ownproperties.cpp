// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/ownproperties.h"

#include "model/parallel.h"

namespace groundplan::cloudformation {

namespace {

/// What one thread writes with.
struct OwnWriter {
    OwnWriter(const lowering::Lowered &lowered, const Intrinsics &names) : intrinsics(lowered, twins, diagnostics)
    {
        intrinsics.logicalIds = names.logicalIds;
        intrinsics.parameters = names.parameters;
    }

    std::optional<OwnProperties> write(const lowering::LoweredResource &resource, const QSet<ResourceId> &apart)
    {
        if (resource.isData)
            return {};
        const Twin &twin = twins.of(resource);
        if (twin.type.isEmpty() || !twin.schema || !twin.parentAttribute.isEmpty())
            return {};
        intrinsics.about(resource.source);
        intrinsics.stayApartFrom(apart);
        OwnProperties own;
        writers.try_emplace(&twin, intrinsics, twin).first->second.write(own.properties, resource);
        own.diagnostics.swap(diagnostics);
        own.unordered = intrinsics.takeUnordered();
        return own;
    }

    Twins twins;
    QList<Diagnostic> diagnostics;
    Intrinsics intrinsics;
    std::unordered_map<const Twin *, PropertyWriter> writers;
};

} // namespace

std::vector<std::optional<OwnProperties>> ownProperties(const lowering::Lowered &lowered, const Intrinsics &names, const Cycles &cycles)
{
    std::vector<std::optional<OwnProperties>> all(lowered.resources.size());
    inSharesWith(all.size(), 128, [&] {
        return [&, writer = std::make_shared<OwnWriter>(lowered, names)](size_t from, size_t to) {
            for (size_t i = from; i < to; ++i)
                all[i] = writer->write(lowered.resources[i], cycles.apart(lowered.resources[i].id));
        };
    });
    return all;
}

} // namespace groundplan::cloudformation
