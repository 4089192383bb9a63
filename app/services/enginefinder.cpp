// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/enginefinder.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace groundplan {

const QVersionNumber EngineFinder::oldestVersion{1, 5, 0};

namespace {

constexpr qsizetype mostLines = 50;

/// What is being asked, until it answers.
struct Question {
    QList<QByteArray> lines;
    bool timedOut = false;
};

} // namespace

QString Engine::title() const { return name.isEmpty() ? QFileInfo(path).fileName() : name + QLatin1Char(' ') + version.toString(); }

Engine engineFromVersionOutput(const QList<QByteArray> &lines)
{
    static const QRegularExpression form(QStringLiteral("^(Terraform|OpenTofu) v(\\d+\\.\\d+\\.\\d+)"));
    Engine engine;
    for (const QByteArray &line : lines) {
        const QRegularExpressionMatch match = form.match(QString::fromUtf8(line.left(200)));
        if (match.hasMatch()) {
            engine.name = match.captured(1);
            engine.version = QVersionNumber::fromString(match.captured(2));
            break;
        }
    }
    return engine;
}

EngineFinder::EngineFinder(QObject *parent) : QObject(parent) { }

void EngineFinder::look(const QString &configured, const QStringList &folders)
{
    delete m_search;
    m_search = new QObject(this);
    m_engines.clear();
    QStringList paths;
    if (!configured.isEmpty())
        paths << configured;
    for (const QString &name : {QStringLiteral("tofu"), QStringLiteral("terraform")}) {
        const QString path = QStandardPaths::findExecutable(name, folders);
        if (!path.isEmpty() && !paths.contains(path))
            paths << path;
    }
    for (const QString &path : std::as_const(paths))
        m_engines << Engine{path, {}, {}, {}};
    m_open = int(m_engines.size());
    if (m_open == 0) {
        QMetaObject::invokeMethod(
            m_search, [this] { Q_EMIT found(); }, Qt::QueuedConnection);
        return;
    }
    for (qsizetype i = 0; i < m_engines.size(); ++i)
        ask(i);
}

void EngineFinder::ask(qsizetype index)
{
    auto *process = new Process(m_search);
    auto question = std::make_shared<Question>();
    auto *timer = new QTimer(process);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, process, [process, question] {
        question->timedOut = true;
        for (int i = 0; i < 3; ++i) // all the way to the kill: a version check has nothing to save
            process->cancel();
    });
    connect(process, &Process::linesRead, process, [question](const QList<QByteArray> &lines) {
        if (question->lines.size() < mostLines)
            question->lines << lines.mid(0, mostLines);
    });
    connect(process, &Process::ended, this, [this, index, process, question](const ProcessEnd &end) {
        process->deleteLater();
        answered(index, end, question->timedOut, question->lines);
    });
    Command command{m_engines.at(index).path, {QStringLiteral("version")}};
    command.environment.insert(QStringLiteral("CHECKPOINT_DISABLE"), QStringLiteral("1")); // no look for newer versions
    command.environment.remove(QStringLiteral("TF_LOG"));
    command.environment.remove(QStringLiteral("TF_CLI_ARGS"));
    command.environment.remove(QStringLiteral("TF_CLI_ARGS_version"));
    timer->start(m_timeout);
    process->start(command);
}

void EngineFinder::answered(qsizetype index, const ProcessEnd &end, bool timedOut, const QList<QByteArray> &lines)
{
    Engine &engine = m_engines[index];
    const Engine said = engineFromVersionOutput(lines);
    engine.name = said.name;
    engine.version = said.version;
    if (end.kind == ProcessEnd::Kind::NotStarted)
        engine.problem = tr("%1 cannot be started: %2.").arg(engine.path, end.problem);
    else if (timedOut)
        engine.problem = tr("%1 did not say its version within %2 seconds.").arg(engine.path).arg(m_timeout.count() / 1000);
    else if (end.kind == ProcessEnd::Kind::Crashed)
        engine.problem = tr("%1 died when asked for its version: %2.").arg(engine.path, end.problem);
    else if (engine.name.isEmpty())
        engine.problem = tr("%1 does not answer like OpenTofu or Terraform.").arg(engine.path);
    else if (engine.version < oldestVersion)
        engine.problem = tr("%1 is too old: Groundplan needs %2 or newer.").arg(engine.title(), oldestVersion.toString());
    if (--m_open == 0)
        Q_EMIT found();
}

Engine EngineFinder::choose(const QList<Engine> &engines, const QString &preferred)
{
    Engine chosen;
    for (const Engine &engine : engines) {
        if (!engine.isUsable())
            continue;
        if (engine.path == preferred)
            return engine;
        if (chosen.path.isEmpty())
            chosen = engine;
    }
    return chosen;
}

QString EngineFinder::nothingFoundText()
{
    return tr("No deployment engine was found. Install OpenTofu or Terraform, or set its path in Settings.");
}

} // namespace groundplan

#include "moc_enginefinder.cpp"
