// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/intents.h"
#include "model/catalog/portrange.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// What connections say about themselves. Whether the traffic arrives is the network rules'.
namespace groundplan {

namespace {

using rules::say;

/// Each connection is told of at the end that it starts at.
void checkConnectionPorts(Look &look, const Rule &rule)
{
    for (const ConnectionId &id : look.connections(look.id())) {
        const Connection *connection = look.connection(id);
        if (!connection || connection->from != look.id() || connection->kind != QLatin1String("network_access"))
            continue;
        const QString protocol = connection->properties.value(QStringLiteral("protocol")).toString().toLower();
        if (protocol == QLatin1String("all") || protocol == QLatin1String("-1"))
            continue;
        const Value given = connection->properties.value(QStringLiteral("ports"));
        for (const Value &port : given.isList() ? given.toList() : ValueList{given})
            if (!port.isNull() && !port.isComputed() && !portRange(port))
                look.report(rule, QStringLiteral("ports"),
                            say("%1 reaches %2 at %3, which is no port.").arg(look.name(), look.nameOf(connection->to), rules::shown(port)),
                            say("Write ports from 0 to 65535, or ranges of them: 443, 8000-8080."))
                    .connection = id;
    }
}

/// Lines that mean nothing to what they join: the export refuses them by itself.
void checkConnectionMeaning(Look &look, const Rule &rule)
{
    for (const ConnectionId &id : look.connections(look.id())) {
        const Connection *connection = look.connection(id);
        if (!connection || connection->from != look.id() || connection->kind == QLatin1String("reference")
            || connection->kind == QLatin1String("network_access") || !intentBook().isKind(connection->kind))
            continue;
        look.properties();
        look.properties(connection->to); // some lines mean something to a kind of balancer alone
        if (!intents::recipeOf(look.blueprint(), look.catalog(), *connection))
            look.report(rule, {},
                        say("The line from %1 to %2 (%3) has no meaning between such resources.")
                            .arg(look.name(), look.nameOf(connection->to), rules::quoted(connection->kind)),
                        say("Remove it, or draw it again and choose what it means."))
                .connection = id;
    }
}

} // namespace

RuleList rules::connectionRules()
{
    return {{QStringLiteral("validity.connection"), Severity::Error, say("A connection names no port"), {}, checkConnectionPorts},
            {QStringLiteral("validity.line"), Severity::Error, say("A line has no meaning"), {}, checkConnectionMeaning}};
}

} // namespace groundplan
