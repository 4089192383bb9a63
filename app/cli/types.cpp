// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "generators/cloudformation/coverage.h"
#include "model/blueprint/words.h"

#include <cstdio>

namespace groundplan::cli {

namespace {

int runTypes(const CommandContext &context)
{
    if (context.options.isSet(QStringLiteral("coverage"))) {
        const QByteArray page = cloudformation::coveragePage(context.catalog);
        fwrite(page.constData(), 1, size_t(page.size()), stdout);
        return Done;
    }
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
            tr("Lists every type with its category and title. A type is deep when Groundplan knows more of it than its schema says.\n"
               "With --coverage: the page that says, for each deep type, what the exports say of it, as Markdown."),
            {{QStringLiteral("coverage"), tr("What the exports say of each deep type, as Markdown.")}},
            false,
            false,
            runTypes};
}

} // namespace groundplan::cli
