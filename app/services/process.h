// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/linereader.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTimer>

#include <chrono>
#include <memory>

namespace groundplan {

/// What to run: a program with an argument list. No shell ever reads it.
struct Command {
    QString program;
    QStringList arguments;
    QString workingDirectory = {};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    /// Standard output is one document that is kept whole up to this size, instead of being read as lines. 0: lines.
    qint64 documentLimit = 0;
};

/// How a child process ended.
struct ProcessEnd {
    enum class Kind { Exited, Crashed, NotStarted };
    Kind kind = Kind::Exited;
    int exitCode = 0;     ///< of an exit
    QString problem = {}; ///< why it did not start, or which signal ended it
    QByteArray document = {};
    bool documentCut = false;
};

/// One asynchronous child process in a process group of its own. Its output arrives as lines, read no faster than the
/// event loop takes them, so that a flood neither freezes nor fills the program. Deleting this object while the child
/// runs hands the child to a reaper; nothing waits.
class Process : public QObject {
    Q_OBJECT
public:
    struct Patience {
        std::chrono::milliseconds interrupt{0};     ///< from a polite interrupt to insisting; 0: until asked again
        std::chrono::milliseconds terminate{10000}; ///< from insisting to killing
    };

    explicit Process(QObject *parent = nullptr);
    ~Process() override;

    void start(const Command &command, Patience patience);
    void start(const Command &command) { start(command, Patience()); }
    bool isRunning() const;
    qint64 processId() const;
    /// First asks politely (SIGINT, to the program alone: engines end what they have begun), then insists (SIGTERM), then
    /// kills the whole group.
    void cancel();
    /// Milliseconds since the child last wrote something, or since it started.
    qint64 silence() const { return m_lastOutput.isValid() ? m_lastOutput.elapsed() : 0; }

Q_SIGNALS:
    void linesRead(const QList<QByteArray> &lines); ///< of standard output and standard error, in order of arrival
    void ended(const groundplan::ProcessEnd &end);  ///< once for each start(), never from within it

private:
    void readOutput();
    void readError();
    void announceEnd(ProcessEnd end);
    void drain();

    QProcess *m_process = nullptr; ///< owned; by the reaper after the destructor
    Patience m_patience;
    QTimer m_escalation;
    QElapsedTimer m_lastOutput;
    LineReader m_output, m_error;
    QByteArray m_document;
    qint64 m_documentLimit = 0;
    bool m_documentCut = false;
    int m_asked = 0; ///< how often cancel() was called or escalated
};

} // namespace groundplan
