// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "model/blueprint/words.h"

namespace groundplan::cli {

namespace {

int runTypes(const CommandContext &context)
{
    ValueList list;
    for (const QString &type : context.catalog.types()) {
        const TypeSummary summary = context.catalog.summary(type);
        if (!context.wantsJson()) {
            printLine(QStringLiteral("%1 %2 %3 %4")
                          .arg(summary.type, -64)
                          .arg(summary.category, -18)
                          .arg(summary.isDeep ? tr("deep") : QString(), -5)
                          .arg(summary.title));
            continue;
        }
        list.append(ValueMap{{QStringLiteral("type"), summary.type},
                             {QStringLiteral("title"), summary.title},
                             {QStringLiteral("category"), summary.category},
                             {QStringLiteral("deep"), summary.isDeep}});
    }
    if (context.wantsJson())
        context.printJson(list);
    return Done;
}

} // namespace

Command typesCommand()
{
    return {QStringLiteral("types"),
            tr("List the resource types that the catalog knows"),
            tr("Lists every type with its category and title. A type is deep when Groundplan knows more of it than its schema says."),
            {},
            false,
            false,
            runTypes};
}

} // namespace groundplan::cli
