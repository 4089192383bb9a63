// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/process.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSet>

#include <csignal>
#include <unistd.h>

namespace groundplan {

namespace {

Q_LOGGING_CATEGORY(lcProcess, "groundplan.process", QtWarningMsg)

constexpr qint64 chunk = 256LL * 1024;
constexpr std::chrono::seconds reaperPatience{20};

/// In the child, between fork and exec: only calls that are safe there.
void prepareChild()
{
    ::setpgid(0, 0);
    // An engine must survive us: were this program killed in the middle of an apply, writing to the broken pipe would
    // end the engine before it has saved its state. Engines honour a signal that they inherit as ignored.
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGINT, SIG_DFL); // a shell may have started us in the background, with interrupts ignored
}

void signalGroup(qint64 pid, int signal)
{
    if (pid > 1)
        ::kill(pid_t(-pid), signal);
}

void signalProcess(qint64 pid, int signal)
{
    if (pid > 1)
        ::kill(pid_t(pid), signal);
}

/// What the reaper has: the program may end before they do.
QSet<QProcess *> &reaped()
{
    static auto *const all = new QSet<QProcess *>; // never destroyed: a QProcess that is would kill its child and wait for it
    return *all;
}

/// Takes a running child whose owner is gone, asks it to end, and frees the QProcess when it did. Lives on no event loop
/// but the application's; when that ends first, the child is left to finish on its own.
void reap(QProcess *process)
{
    process->disconnect();
    process->setParent(nullptr);
    const qint64 pid = process->processId();
    qCInfo(lcProcess) << "Handing the running process" << pid << "to the reaper.";
    auto *insist = new QTimer(process);
    insist->setSingleShot(true);
    QObject::connect(insist, &QTimer::timeout, process, [process, insist, asked = false]() mutable {
        if (std::exchange(asked, true))
            signalGroup(process->processId(), SIGKILL);
        else
            signalProcess(process->processId(), SIGTERM);
        insist->start(reaperPatience);
    });
    // What it still writes is dropped, or it would block on a full pipe and never end.
    QObject::connect(process, &QProcess::readyReadStandardOutput, process, [process] { process->readAllStandardOutput(); });
    QObject::connect(process, &QProcess::readyReadStandardError, process, [process] { process->readAllStandardError(); });
    reaped().insert(process);
    QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
    QObject::connect(process, &QObject::destroyed, process, [process] { reaped().remove(process); });
    signalProcess(pid, SIGINT);
    insist->start(reaperPatience);
}

} // namespace

Process::Process(QObject *parent) : QObject(parent)
{
    m_escalation.setSingleShot(true);
    connect(&m_escalation, &QTimer::timeout, this, &Process::cancel);
}

Process::~Process()
{
    if (!m_process)
        return;
    if (m_process->state() == QProcess::NotRunning)
        delete m_process;
    else
        reap(m_process);
}

bool Process::isRunning() const { return m_process && m_process->state() != QProcess::NotRunning; }

qint64 Process::processId() const { return m_process ? m_process->processId() : 0; }

void Process::start(const Command &command, Patience patience)
{
    Q_ASSERT(!m_process);
    m_patience = patience;
    m_asked = 0;
    m_output = LineReader();
    m_error = LineReader();
    m_document.clear();
    m_documentCut = false;
    m_documentLimit = command.documentLimit;
    m_process = new QProcess; // owned here; without a parent, because the reaper may inherit it
    m_process->setProgram(command.program);
    m_process->setArguments(command.arguments);
    m_process->setProcessEnvironment(command.environment);
    m_process->setWorkingDirectory(command.workingDirectory);
    m_process->setStandardInputFile(QProcess::nullDevice()); // an engine that asks gets no answer instead of a hang
    m_process->setChildProcessModifier(prepareChild);
    connect(m_process, &QProcess::readyReadStandardOutput, this, &Process::readOutput);
    connect(m_process, &QProcess::readyReadStandardError, this, &Process::readError);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            // Also for a program that is missing, where start() itself is still on the stack.
            QMetaObject::invokeMethod(
                this,
                [this] {
                    announceEnd({ProcessEnd::Kind::NotStarted, 0, m_process ? m_process->errorString() : QString()});
                },
                Qt::QueuedConnection);
        }
    });
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus how) {
        if (how == QProcess::NormalExit)
            announceEnd({ProcessEnd::Kind::Exited, code, {}});
        else
            announceEnd({ProcessEnd::Kind::Crashed, 0, QCoreApplication::translate("Process", "ended by signal %1").arg(code)});
    });
    qCInfo(lcProcess) << "Starting" << command.program << command.arguments.value(0) << "in" << command.workingDirectory;
    m_lastOutput.start();
    m_process->start(QIODevice::ReadOnly);
}

void Process::cancel()
{
    if (!isRunning())
        return;
    const qint64 pid = m_process->processId();
    ++m_asked;
    m_escalation.stop();
    if (m_asked == 1) {
        qCInfo(lcProcess) << "Interrupting process" << pid;
        signalProcess(pid, SIGINT);
        if (m_patience.interrupt.count() > 0)
            m_escalation.start(m_patience.interrupt);
    } else if (m_asked == 2) {
        qCInfo(lcProcess) << "Terminating process" << pid;
        signalProcess(pid, SIGTERM);
        m_escalation.start(m_patience.terminate);
    } else {
        qCInfo(lcProcess) << "Killing process group" << pid;
        signalGroup(pid, SIGKILL);
    }
}

void Process::readOutput()
{
    m_lastOutput.restart();
    m_process->setReadChannel(QProcess::StandardOutput);
    if (m_documentLimit > 0) {
        const QByteArray bytes = m_process->readAllStandardOutput();
        const qint64 room = m_documentLimit - m_document.size();
        m_documentCut = m_documentCut || bytes.size() > room;
        m_document += bytes.left(std::max<qint64>(0, room));
        return;
    }
    while (m_process->bytesAvailable() > 0) {
        const QList<QByteArray> lines = m_output.take(m_process->read(chunk));
        if (!lines.isEmpty())
            Q_EMIT linesRead(lines);
    }
}

void Process::readError()
{
    m_lastOutput.restart();
    const QList<QByteArray> lines = m_error.take(m_process->readAllStandardError());
    if (!lines.isEmpty())
        Q_EMIT linesRead(lines);
}

void Process::drain()
{
    readOutput();
    readError();
    QList<QByteArray> lines;
    for (LineReader *reader : {&m_output, &m_error}) {
        const QByteArray rest = reader->rest();
        if (!rest.isEmpty())
            lines << rest;
    }
    if (!lines.isEmpty())
        Q_EMIT linesRead(lines);
}

void Process::announceEnd(ProcessEnd end)
{
    if (!m_process)
        return;
    m_escalation.stop();
    if (end.kind != ProcessEnd::Kind::NotStarted)
        drain();
    end.document = std::move(m_document);
    end.documentCut = m_documentCut;
    m_document.clear();
    m_process->disconnect(this);
    m_process->deleteLater();
    m_process = nullptr;
    Q_EMIT ended(end);
}

} // namespace groundplan

#include "moc_process.cpp"
