// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/lowered.h"

#include "generators/terraform/hcl.h"

#include <QCoreApplication>

namespace groundplan::lowering {

Preview preview(const Blueprint &blueprint, const Catalog &catalog, const ConnectionId &connection)
{
    const Lowered lowered = lower(blueprint, catalog);
    terraform::HclWriter writer(lowered);
    Preview result;
    for (const LoweredResource &resource : lowered.resources) {
        const bool isMade = resource.connection == connection;
        if (connection.isEmpty() || (!isMade && !resource.others.contains(connection)))
            continue;
        (isMade ? result.addresses : result.changed).append(resource.address());
        if (!result.text.isEmpty())
            result.text += '\n';
        writer.resource(result.text, resource);
    }
    const Connection *row = blueprint.find(connection);
    for (const Diagnostic &diagnostic : lowered.diagnostics) {
        if (row && (diagnostic.resource == row->from || diagnostic.resource == row->to))
            result.diagnostics.append(diagnostic);
    }
    return result;
}

Preview preview(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection)
{
    Blueprint with = blueprint;
    Connection hypothetical = connection;
    if (hypothetical.id.isEmpty())
        hypothetical.id = ConnectionId(QStringLiteral("~preview"));
    const Connection *before = blueprint.find(hypothetical.id);
    const ChangeSet set{{}, {RowChange<Connection>{before ? std::optional<Connection>(*before) : std::nullopt, hypothetical}}, {}};
    if (const auto applied = with.apply(set); !applied)
        return {{}, {}, {}, {{Severity::Error, connection.from, {}, applied.error().text()}}};
    return preview(with, catalog, hypothetical.id);
}

} // namespace groundplan::lowering
