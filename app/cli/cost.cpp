// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "model/blueprint/words.h"
#include "model/costing/estimate.h"

namespace groundplan::cli {

namespace {

Value asValue(const CostPart &part)
{
    // Money as text: a JSON number would be read as a binary float.
    ValueMap map{{QStringLiteral("name"), part.name},
                 {QStringLiteral("unit"), part.unit},
                 {QStringLiteral("quantity"), part.quantity.text()},
                 {QStringLiteral("unit_price"), part.unitPrice.text()},
                 {QStringLiteral("monthly"), part.monthly.text(2)},
                 {QStringLiteral("usage_based"), part.isUsageBased},
                 {QStringLiteral("source"), part.source}};
    if (!part.note.isEmpty())
        map.insert(QStringLiteral("note"), part.note);
    return map;
}

QString kindText(ResourceCost::Kind kind)
{
    switch (kind) {
    case ResourceCost::Kind::Priced: return QStringLiteral("priced");
    case ResourceCost::Kind::Free: return QStringLiteral("free");
    case ResourceCost::Kind::Unpriced: break;
    }
    return QStringLiteral("unpriced");
}

Value asValue(const CommandContext &context, const ResourceCost &cost)
{
    ValueList parts;
    for (const CostPart &part : cost.parts)
        parts.append(asValue(part));
    ValueMap map{{QStringLiteral("resource"), context.address(cost.resource)},
                 {QStringLiteral("resource_id"), cost.resource.text()},
                 {QStringLiteral("kind"), kindText(cost.kind)},
                 {QStringLiteral("monthly"), cost.monthly.text(2)},
                 {QStringLiteral("parts"), parts}};
    if (!cost.note.isEmpty())
        map.insert(QStringLiteral("note"), cost.note);
    return map;
}

void printText(const CommandContext &context, const Estimate &estimate)
{
    for (const ResourceCost &cost : estimate.resources) {
        if (cost.kind == ResourceCost::Kind::Free)
            continue;
        const QString amount = cost.kind == ResourceCost::Kind::Unpriced && cost.monthly.isZero() ? tr("no price") : dollars(cost.monthly);
        printLine(QStringLiteral("%1  %2").arg(amount, 12).arg(visible(context.address(cost.resource), false)));
        if (!cost.note.isEmpty())
            printLine(QStringLiteral("                ") + cost.note);
        for (const CostPart &part : cost.parts) {
            printLine(QStringLiteral("                %1 × %2 %3 = %4  %5%6")
                          .arg(QLatin1Char('$') + part.unitPrice.text(), part.quantity.text(), part.unit, dollars(part.monthly), part.name,
                               part.note.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(part.note)));
        }
    }
    printLine(QStringLiteral("%1  %2")
                  .arg(dollars(estimate.monthly), 12)
                  .arg(tr("per month (730 hours), list prices of %1").arg(estimate.priceDate)));
    if (estimate.unpricedCount > 0)
        printLine(QStringLiteral("              ")
                  + (estimate.unpricedCount == 1
                         ? tr("1 resource has no known price: the total is without it.")
                         : tr("%1 resources have no known price: the total is without them.").arg(estimate.unpricedCount)));
}

int runCost(const CommandContext &context)
{
    const Estimate estimate = Estimator(context.catalog).estimate(context.blueprint);
    if (!context.wantsJson()) {
        printText(context, estimate);
        return Done;
    }
    ValueList resources;
    for (const ResourceCost &cost : estimate.resources)
        resources.append(asValue(context, cost));
    ValueMap categories;
    for (auto it = estimate.byCategory.begin(); it != estimate.byCategory.end(); ++it)
        categories.insert(it.key(), it.value().text(2));
    context.printJson(ValueMap{{QStringLiteral("file"), context.path},
                               {QStringLiteral("currency"), QStringLiteral("USD")},
                               {QStringLiteral("hours_per_month"), 730},
                               {QStringLiteral("prices_of"), estimate.priceDate},
                               {QStringLiteral("monthly"), estimate.monthly.text(2)},
                               {QStringLiteral("unpriced"), estimate.unpricedCount},
                               {QStringLiteral("by_category"), categories},
                               {QStringLiteral("resources"), resources}});
    return Done;
}

} // namespace

Command costCommand()
{
    return {QStringLiteral("cost"),
            tr("Say what a blueprint costs per month"),
            tr("Estimates the monthly cost in US dollars from list prices: 730 hours a month, no free tier, assumed usage where a price\n"
               "depends on it. A type without a price is named and not counted."),
            {},
            true,
            false,
            runCost};
}

} // namespace groundplan::cli
