// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "model/blueprint/annotationedits.h"
#include "model/blueprint/words.h"
#include "model/costing/estimate.h"
#include "model/layout/drawall.h"
#include "views/paint/picture.h"
#include "views/paint/style.h"

#include <QFileInfo>

namespace groundplan::cli {

namespace {

/// The page that --page names by its name or id; the first one without it.
Result<PageId> pageOf(const CommandContext &context, const Blueprint &blueprint)
{
    const QString wanted = context.options.value(QStringLiteral("page"));
    QStringList names;
    for (const PageId &id : blueprint.pages()) {
        const QString name = blueprint.find(id)->name;
        if (wanted.isEmpty() || id.text() == wanted || name == wanted)
            return id;
        names.append(name);
    }
    if (wanted.isEmpty())
        return Error{tr("The blueprint has no page.")};
    return Error{tr("There is no page “%1”. The blueprint has: %2.").arg(wanted, names.join(QStringLiteral(", ")))};
}

QHash<ResourceId, QString> pills(const Estimate &estimate)
{
    QHash<ResourceId, QString> pills;
    for (const ResourceCost &cost : estimate.resources) {
        if (cost.kind == ResourceCost::Kind::Priced && !cost.monthly.isZero())
            pills.insert(cost.resource, dollars(cost.monthly));
    }
    return pills;
}

/// What a title block on the page says besides: the environment is the one that the window shows first.
void addTitleFacts(const CommandContext &context, PictureOptions &options)
{
    const QList<AnnotationId> notes = context.blueprint.annotationsOn(options.page);
    const auto isTitle = [&](const AnnotationId &id) { return context.blueprint.find(id)->kind == annotation::titleBlock; };
    if (std::none_of(notes.begin(), notes.end(), isTitle))
        return;
    const QList<EnvironmentId> environments = context.blueprint.ids<Environment>();
    const EnvironmentId production(QStringLiteral("production"));
    if (!environments.isEmpty())
        options.environment = context.blueprint.find(environments.contains(production) ? production : environments.first())->name;
    options.monthly = dollars(Estimator(context.catalog).estimate(context.blueprint).monthly);
}

int runRender(const CommandContext &context)
{
    const auto usage = [&](const QString &message) {
        context.printError(message);
        return int(BadUsage);
    };
    const QString output = context.options.value(QStringLiteral("output"));
    if (output.isEmpty())
        return usage(tr("--output is missing."));
    if (!isPictureName(output))
        return usage(tr("The picture's name ends in .png, .svg, .pdf, .drawio or .mmd, not in “.%1”.").arg(QFileInfo(output).suffix()));
    if (QFileInfo(output).exists() && !QFileInfo(output).isFile()) {
        context.printError(tr("The output is no file that a picture could replace: %1.").arg(output));
        return BadFile;
    }
    Blueprint blueprint = context.blueprint;
    if (layout::isUndrawn(blueprint)) {
        const auto drawn = layout::drawAll(blueprint, context.catalog);
        if (const auto applied = drawn ? blueprint.apply(*drawn) : Result<>(drawn.error()); !applied) {
            context.printError(applied.error().text());
            return BadFile;
        }
    }
    const auto page = pageOf(context, blueprint);
    if (!page)
        return usage(page.error().text());
    PictureOptions options;
    options.page = *page;
    options.theme = context.options.value(QStringLiteral("theme"));
    if (!Style::names().contains(options.theme))
        return usage(tr("--theme is one of %1, not “%2”.").arg(Style::names().join(QStringLiteral(", ")), options.theme));
    bool isNumber = false;
    options.scale = context.options.value(QStringLiteral("scale")).toDouble(&isNumber);
    if (!isNumber || !(options.scale >= 0.1 && options.scale <= 8)) // nan is a number here, and in no range
        return usage(tr("--scale is a number from 0.1 to 8."));
    options.transparent = context.options.isSet(QStringLiteral("transparent"));
    if (context.options.isSet(QStringLiteral("costs")))
        options.costs = pills(Estimator(context.catalog).estimate(context.blueprint));
    addTitleFacts(context, options);

    if (const auto saved = savePicture(blueprint, context.catalog, options, output); !saved) {
        context.printError(saved.error().text());
        return BadFile;
    }
    if (context.wantsJson())
        context.printJson(ValueMap{{QStringLiteral("file"), output}, {QStringLiteral("page"), blueprint.find(*page)->name}});
    else
        printLine(tr("Written: %1").arg(output));
    return Done;
}

} // namespace

Command renderCommand()
{
    return {QStringLiteral("render"),
            tr("Draw a blueprint as a picture"),
            tr("Draws one page of the blueprint by the output's extension: a PNG, SVG or PDF, a draw.io drawing with AWS's official "
               "shapes (.drawio), or a Mermaid flowchart (.mmd). A blueprint that nothing is drawn of is drawn and arranged first. It "
               "needs no display."),
            {{{QStringLiteral("o"), QStringLiteral("output")},
              tr("The picture: a name that ends in .png, .svg, .pdf, .drawio or .mmd."),
              QStringLiteral("picture")},
             {QStringLiteral("page"), tr("Name or id of the page (default: the first)."), QStringLiteral("page")},
             {QStringLiteral("scale"), tr("Pixels of a PNG for each unit of the drawing, 0.1 to 8 (default 1)."), QStringLiteral("number"),
              QStringLiteral("1")},
             {QStringLiteral("theme"), tr("light (default), dark, contrast-light or contrast-dark."), QStringLiteral("theme"),
              QStringLiteral("light")},
             {QStringLiteral("costs"), tr("Show the monthly cost at each resource.")},
             {QStringLiteral("transparent"), tr("No background.")}},
            true,
            true,
            runRender};
}

} // namespace groundplan::cli
