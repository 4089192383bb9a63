// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/modelrows.h"

#include "generators/generator.h"
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/document.h"
#include "model/blueprint/edits.h"
#include "model/costing/estimate.h"
#include "model/guardrails/checker.h"
#include "model/layout/arrange.h"
#include "tests/bench/blueprints.h"

#include <QFile>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace groundplan::bench {

namespace {

void documentRows(const Estimator &estimator, const Checker &checker, const Blueprint &blueprint, int size, Effort effort)
{
    Document document(blueprint);
    LiveEstimate costs(estimator, checker.catalog());
    costs.reset(document.blueprint());
    LiveFindings findings(checker);
    Row("open: problems", size, 0).run(1, [&](int) { findings.reset(document.blueprint()); }).print();
    Row applied("one edit: document", size, 8), cost("one edit: cost", size, 8), problems("one edit: problems", size, 8);
    for (int step = 0; step < effort.times(101); ++step) {
        const auto wanted = step % 2 ? QStringLiteral("t3.large") : QStringLiteral("t3.small");
        const auto set = edits::setProperty(document.blueprint(), {someInstance()}, QStringLiteral("instance_type"), wanted);
        if (!set)
            qFatal("%s", qPrintable(set.error().text()));
        applied.run(1, [&](int) {
            if (!document.apply(*set))
                qFatal("The edit failed");
        });
        cost.run(1, [&](int) { costs.update(document.blueprint(), *set); });
        problems.run(1, [&](int) { findings.update(document.blueprint(), *set); });
    }
    applied.print();
    cost.print();
    problems.print();
}

/// What Linux says of this process, in MB: VmRSS is what it has in memory, VmHWM the most that it had.
double memory(const QByteArray &which)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(which))
            return line.mid(which.size() + 1).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// How much code comes out in a second, and what memory it takes besides the blueprint.
void exportRows(const Catalog &catalog, const Blueprint &blueprint, const QByteArray &name, Target target, int size, Effort effort)
{
    Row speed(name + ": speed", size, 0), peak(name + ": most memory", size, 0);
    speed.unit("MB/s");
    peak.unit("MB");
    for (int i = 0; i < effort.times(3) && (speed.isWanted() || peak.isWanted()); ++i) {
        QFile most(QStringLiteral("/proc/self/clear_refs"));
        if (most.open(QIODevice::WriteOnly))
            most.write("5"); // what was the most is forgotten
        most.close();
#ifdef __GLIBC__
        malloc_trim(0); // what earlier runs left would hide what this one takes
#endif
        const double before = memory("VmRSS");
        QElapsedTimer timer;
        timer.start();
        const Generated generated = generate(blueprint, catalog, target);
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        peak.add(memory("VmHWM") - before);
        qint64 bytes = 0;
        for (const QByteArray &file : generated.files.files)
            bytes += file.size();
        speed.add(double(bytes) / 1e6 / seconds);
    }
    speed.print();
    peak.print();
}

} // namespace

void catalogRows(Effort effort)
{
    Row("catalog ready", 0, 60).run(effort.times(9), [](int) { const Catalog catalog; }).print();
    Row form("form of a type", 0, 20);
    for (int i = 0; i < effort.times(9); ++i) {
        const Catalog catalog;
        form.run(1, [&](int) {
            if (!catalog.type(QStringLiteral("aws_db_instance"))->schema)
                qFatal("aws_db_instance has no schema");
        });
    }
    form.print();
}

void modelRows(const Catalog &catalog, int size, Effort effort)
{
    const int times = effort.times(size >= 10000 ? 7 : 21);
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
    Row("price everything", size, 20).run(times, [&](int) { (void)estimator.estimate(blueprint); }).print();
    const Checker checker(catalog);
    Row("check everything", size, 100).run(times, [&](int) { (void)checker.checkAll(blueprint); }).print();
    documentRows(estimator, checker, blueprint, size, effort);

    for (const auto &[name, target] :
         {std::pair("export Terraform", Target::Terraform), std::pair("export CloudFormation", Target::CloudFormationYaml)}) {
        Row(name, size, 100).run(times, [&, to = target](int) { (void)generate(blueprint, catalog, to); }).print();
        exportRows(catalog, blueprint, name, target, size, effort);
    }
    Row("arrange: places", size, 2000)
        .run(times,
             [&](int) {
                 if (!layout::arrange(blueprint, catalog, blueprint.pages().constFirst()))
                     qFatal("The page can't be arranged");
             })
        .print();
}

} // namespace groundplan::bench
