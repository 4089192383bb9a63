// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the rows of the speed table for blueprints of 100, 1,000 and 10,000 resources; or of the sizes that are named.
#include "model/blueprint/blueprintfile.h"
#include "tests/bench/blueprints.h"
#include "tests/bench/modelrows.h"
#include "tests/bench/programrows.h"
#include "tests/bench/windowrows.h"

#include <QApplication>
#include <QQuickWindow>
#include <QTemporaryDir>

using namespace groundplan;

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software); // as the program does
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("groundplan-bench"));
    QGuiApplication::setQuitOnLastWindowClosed(false);
    bench::Effort effort;
    QList<int> sizes;
    bool hasModel = true, hasWindow = true, hasProgram = true;
    for (const QString &argument : QCoreApplication::arguments().mid(1)) {
        bool isNumber = false;
        const int size = argument.toInt(&isNumber);
        if (argument == QLatin1String("--quick")) {
            effort.isQuick = true;
        } else if (argument == QLatin1String("--model") || argument == QLatin1String("--window")
                   || argument == QLatin1String("--program")) {
            hasModel = argument == QLatin1String("--model");
            hasWindow = argument == QLatin1String("--window");
            hasProgram = argument == QLatin1String("--program");
        } else if (argument.startsWith(QLatin1String("--row="))) {
            bench::Row::wanted = argument.mid(6).toUtf8(); // for a profiler
        } else if (isNumber && size >= 100) {
            sizes.append(size);
        } else {
            std::fprintf(stderr,
                         "Usage: groundplan-bench [--quick] [--model | --window | --program] [--row=TEXT] [RESOURCES…]\nRESOURCES is 100 "
                         "or more.\n");
            return 2;
        }
    }
    if (sizes.isEmpty())
        sizes = {100, 1000, 10000};
    QTemporaryDir scratch;
    if (hasModel)
        bench::catalogRows(effort);
    if (hasProgram)
        bench::startRow(scratch.path(), effort);
    const Catalog catalog;
    for (const int size : std::as_const(sizes)) {
        const QString file = scratch.filePath(QStringLiteral("%1.groundplan").arg(size));
        if (const auto saved = blueprintfile::save(bench::blueprintOf(size), file); !saved)
            qFatal("%s", qPrintable(saved.error().text()));
        if (hasModel)
            bench::modelRows(catalog, size, effort);
        if (hasProgram)
            bench::memoryRow(file, scratch.path(), size);
        if (hasWindow)
            bench::windowRows(application, file, scratch.path(), size, effort);
    }
    return 0;
}
