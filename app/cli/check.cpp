// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "generators/lowering/lowered.h"
#include "model/blueprint/words.h"
#include "model/guardrails/checker.h"

namespace groundplan::cli {

namespace {

Value asValue(const CommandContext &context, const Finding &finding)
{
    ValueMap map{{QStringLiteral("rule"), finding.rule},
                 {QStringLiteral("severity"), severityText(finding.severity)},
                 {QStringLiteral("message"), finding.message},
                 {QStringLiteral("advice"), finding.advice},
                 {QStringLiteral("key"), finding.key()}};
    if (finding.resource) {
        map.insert(QStringLiteral("resource"), context.address(finding.resource));
        map.insert(QStringLiteral("resource_id"), finding.resource.text());
    }
    if (finding.connection)
        map.insert(QStringLiteral("connection_id"), finding.connection.text());
    if (!finding.attribute.isEmpty())
        map.insert(QStringLiteral("attribute"), finding.attribute);
    if (!finding.fixTitle.isEmpty())
        map.insert(QStringLiteral("fix"), finding.fixTitle);
    return map;
}

void printText(const CommandContext &context, const QList<Finding> &findings)
{
    for (const Finding &finding : findings) {
        QString where = context.address(finding.resource);
        if (!finding.attribute.isEmpty())
            where += QLatin1Char('.') + finding.attribute;
        printLine(QStringLiteral("%1 %2 %3 [%4]")
                      .arg(severityText(finding.severity) + QLatin1Char(':'), -8)
                      .arg(visible(where.isEmpty() ? context.path : where, false), visible(finding.message, false), finding.rule));
        if (!finding.advice.isEmpty())
            printLine(QStringLiteral("         ") + finding.advice);
    }
}

/// "2 errors, 1 warning, 0 notices".
QString summary(const int (&counts)[3])
{
    return (counts[0] == 1 ? tr("%1 error") : tr("%1 errors")).arg(counts[0]) + QStringLiteral(", ")
        + (counts[1] == 1 ? tr("%1 warning") : tr("%1 warnings")).arg(counts[1]) + QStringLiteral(", ")
        + (counts[2] == 1 ? tr("%1 notice") : tr("%1 notices")).arg(counts[2]);
}

/// What an export would refuse besides: what lines become is known only there.
void addRefusals(const CommandContext &context, QList<Finding> &findings)
{
    QSet<ResourceId> told;
    for (const Finding &finding : std::as_const(findings)) {
        if (finding.severity != Severity::Error)
            continue;
        told.insert(finding.resource);
        if (const Connection *line = context.blueprint.find(finding.connection))
            told << line->from << line->to;
    }
    for (const Diagnostic &diagnostic : lowering::lower(context.blueprint, context.catalog).diagnostics) {
        if (diagnostic.severity != Severity::Error || told.contains(diagnostic.resource))
            continue;
        Finding finding;
        finding.rule = QStringLiteral("export.refused");
        finding.resource = diagnostic.resource;
        finding.attribute = diagnostic.attribute;
        finding.severity = Severity::Error;
        finding.message = diagnostic.message;
        findings.append(finding);
    }
}

int runCheck(const CommandContext &context)
{
    const QString failOn = context.options.value(QStringLiteral("fail-on"));
    if (failOn != QLatin1String("error") && failOn != QLatin1String("warning") && failOn != QLatin1String("never")) {
        context.printError(tr("--fail-on is error, warning or never, not “%1”.").arg(failOn));
        return BadUsage;
    }
    QList<Finding> findings = Checker(context.catalog).checkAll(context.blueprint);
    addRefusals(context, findings);
    int counts[3] = {0, 0, 0};
    for (const Finding &finding : findings)
        ++counts[int(finding.severity)];

    if (context.wantsJson()) {
        ValueList list;
        for (const Finding &finding : findings)
            list.append(asValue(context, finding));
        context.printJson(ValueMap{{QStringLiteral("file"), context.path},
                                   {QStringLiteral("errors"), counts[0]},
                                   {QStringLiteral("warnings"), counts[1]},
                                   {QStringLiteral("notices"), counts[2]},
                                   {QStringLiteral("findings"), list}});
    } else {
        printText(context, findings);
        printLine(findings.isEmpty() ? tr("No problems.") : summary(counts));
    }
    const int counted = failOn == QLatin1String("never") ? 0 : counts[0] + (failOn == QLatin1String("warning") ? counts[1] : 0);
    return counted > 0 ? Problems : Done;
}

} // namespace

Command checkCommand()
{
    return {QStringLiteral("check"),
            tr("Say what is wrong with a blueprint"),
            tr("Checks a blueprint: what would make its export invalid, and what breaks or weakens the network that it draws.\n"
               "Exit code 1 when there is an error (see --fail-on), 0 otherwise."),
            {{QStringLiteral("fail-on"), tr("Exit with 1 on: error (default), warning (or worse), never."), QStringLiteral("severity"),
              QStringLiteral("error")}},
            true,
            false,
            runCheck};
}

} // namespace groundplan::cli
