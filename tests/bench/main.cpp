// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the rows of the speed table for blueprints of 100, 1,000 and 10,000 resources; or of the sizes that are named.
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/document.h"
#include "model/blueprint/edits.h"
#include "model/costing/estimate.h"
#include "model/guardrails/checker.h"
#include "tests/bench/blueprints.h"
#include "tests/bench/stopwatch.h"

#include <QCoreApplication>
#include <QFile>

namespace groundplan::bench {

double memoryMb(const char *file, const char *field)
{
    QFile status(QString::fromLatin1(file));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(field))
            return line.mid(qsizetype(qstrlen(field))).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

namespace {

void catalogRows()
{
    Row("catalog ready", 0, 60).run(5, [](int) { const Catalog catalog; }).print();
    const Catalog catalog;
    Row("form of a type", 0, 20)
        .run(1,
             [&](int) {
                 if (!catalog.type(QStringLiteral("aws_db_instance"))->schema)
                     qFatal("aws_db_instance has no schema");
             })
        .print();
}

ChangeSet sizeEdit(const Blueprint &blueprint, int step)
{
    const auto set = edits::setProperty(blueprint, {someInstance()}, QStringLiteral("instance_type"),
                                        step % 2 ? QStringLiteral("t3.large") : QStringLiteral("t3.small"));
    if (!set)
        qFatal("%s", qPrintable(set.error().text()));
    return *set;
}

void modelRows(const Catalog &catalog, int size)
{
    const int times = size >= 10000 ? 7 : 21;
    const Blueprint blueprint = blueprintOf(size);
    const QByteArray bytes = blueprintfile::write(blueprint);
    Row("read file", size, 400)
        .run(times,
             [&](int) {
                 if (!blueprintfile::read(bytes))
                     qFatal("The generated file can't be read");
             })
        .print();
    Row("write file", size, 400).run(times, [&](int) { (void)blueprintfile::write(blueprint); }).print();

    const Estimator estimator(catalog);
    (void)estimator.estimate(blueprint); // the price book is read once
    Row("price everything", size, 20).run(times, [&](int) { (void)estimator.estimate(blueprint); }).print();
    const Checker checker(catalog);
    Row("check everything", size, 100).run(times, [&](int) { (void)checker.checkAll(blueprint); }).print();

    Document document(blueprint);
    LiveEstimate costs(estimator, catalog);
    costs.reset(document.blueprint());
    LiveFindings findings(checker);
    findings.reset(document.blueprint());
    const auto edited = [&](int step) {
        const ChangeSet set = sizeEdit(document.blueprint(), step);
        if (!document.apply(set))
            qFatal("The edit failed");
        return set;
    };
    Row("one edit: document", size, 8).run(101, [&](int step) { edited(step); }).print();
    const ChangeSet set = edited(1);
    Row("one edit: cost", size, 1).run(101, [&](int) { costs.update(document.blueprint(), set); }).print();
    Row("one edit: problems", size, 4).run(101, [&](int) { findings.update(document.blueprint(), set); }).print();
}

void memoryRows(int size)
{
    std::printf("{\"bench\":\"memory\",\"resources\":%d,\"rss_mb\":%.1f,\"pss_mb\":%.1f,\"budget_mb\":300}\n", size,
                memoryMb("/proc/self/status", "VmRSS:"), memoryMb("/proc/self/smaps_rollup", "Pss:"));
}

} // namespace

} // namespace groundplan::bench

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    using namespace groundplan;
    QList<int> sizes;
    for (const QString &argument : QCoreApplication::arguments().mid(1)) {
        bool isNumber = false;
        const int size = argument.toInt(&isNumber);
        if (!isNumber || size < 10) {
            std::fprintf(stderr, "Usage: groundplan-bench [RESOURCES…]\n");
            return 2;
        }
        sizes.append(size);
    }
    if (sizes.isEmpty())
        sizes = {100, 1000, 10000};
    bench::catalogRows();
    const Catalog catalog;
    for (const int size : sizes) {
        bench::modelRows(catalog, size);
        bench::memoryRows(size);
    }
    return 0;
}
