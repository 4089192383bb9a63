// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/programrows.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTimer>

namespace groundplan::bench {

namespace {

/// The program, started as users do but for its folders, until it is ended here.
class Run {
public:
    Run(const QString &scratch, const QStringList &arguments)
    {
        const QString program =
            QFileInfo(QCoreApplication::applicationDirPath() + QStringLiteral("/../../app/groundplan")).absoluteFilePath();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), scratch);
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), scratch);
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] {
            m_readyAfter = double(m_timer.nsecsElapsed()) / 1e6;
            QCoreApplication::exit();
        });
        QObject::connect(&m_process, &QProcess::finished, &m_process, [] { QCoreApplication::exit(); });
        QObject::connect(&m_process, &QProcess::errorOccurred, &m_process, [program](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                qFatal("%s can't be started", qPrintable(program));
        });
        m_timer.start();
        m_process.start(
            program,
            QStringList{QStringLiteral("--settings"), scratch + QStringLiteral("/program.ini"), QStringLiteral("--report-ready")}
                + arguments);
        QCoreApplication::exec();
        if (m_readyAfter == 0)
            qFatal("%s ended before its window was ready", qPrintable(program));
    }
    ~Run()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    double readyAfter() const { return m_readyAfter; }
    double memory() const
    {
        QFile status(QStringLiteral("/proc/%1/status").arg(m_process.processId()));
        if (!status.open(QIODevice::ReadOnly))
            return 0;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmRSS:"))
                return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
        }
        return 0;
    }

private:
    QProcess m_process;
    QElapsedTimer m_timer;
    double m_readyAfter = 0;
};

} // namespace

void startRow(const QString &scratch, Effort effort)
{
    Row row("program start", 0, 400);
    {
        const Run warm(scratch, {});
    } // the libraries come from the disk once
    for (int i = 0; i < effort.times(9); ++i)
        row.add(Run(scratch, {}).readyAfter());
    row.print();
}

void memoryRow(const QString &file, const QString &scratch, int resources)
{
    const Run run(scratch, {file});
    Row start("program start with the file", resources, 0);
    start.add(run.readyAfter());
    start.print();
    // Panels, overview and code come after the window; what counts is what it settles at.
    double before = 0, now = run.memory(), most = now;
    for (int steady = 0, turns = 0; steady < 6 && turns < 60; ++turns) {
        QTimer::singleShot(250, QCoreApplication::instance(), [] { QCoreApplication::exit(); });
        QCoreApplication::exec();
        before = std::exchange(now, run.memory());
        most = std::max(most, now);
        steady = std::abs(now - before) < 0.5 ? steady + 1 : 0;
    }
    Row settled("memory of the program", resources, 300), peak("memory of the program: most while opening", resources, 0);
    settled.unit("MB").add(now);
    settled.print();
    peak.unit("MB").add(most);
    peak.print();
}

} // namespace groundplan::bench
