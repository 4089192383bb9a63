// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/deployer.h"

#include "app/services/enginesetup.h"

#include <QDir>
#include <QLoggingCategory>
#include <QStandardPaths>

namespace groundplan {

namespace {

Q_LOGGING_CATEGORY(lcDeploy, "groundplan.deploy", QtWarningMsg)

constexpr std::chrono::milliseconds batchTime{50};
constexpr qsizetype mostLinesInBatch = 2000;
constexpr qint64 longestLog = 32LL * 1024 * 1024;
constexpr qint64 longestDocument = 256LL * 1024 * 1024;

/// A record as people read it; several lines for a diagnostic.
QStringList shownLines(const EngineEvent &event)
{
    if (event.kind != EngineEvent::Kind::Diagnostic)
        return event.message.split(QLatin1Char('\n'));
    const EngineDiagnostic &diagnostic = event.diagnostic;
    QStringList lines{(diagnostic.isError ? Deployer::tr("Error: ") : Deployer::tr("Warning: ")) + diagnostic.summary};
    if (!diagnostic.file.isEmpty())
        lines << QStringLiteral("  %1:%2").arg(diagnostic.file).arg(diagnostic.line);
    for (const QString &line : diagnostic.detail.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        lines << QStringLiteral("  ") + line;
    return lines;
}

QString outcomeOf(DeployPhase phase)
{
    switch (phase) {
    case DeployPhase::Failed: return QStringLiteral("failed");
    case DeployPhase::Cancelled: return QStringLiteral("cancelled");
    default: return QStringLiteral("done");
    }
}

/// Which resource a place in the generated code came from.
ResourceId resourceAt(const QList<SourceSpan> &spans, const QString &file, int line)
{
    for (const SourceSpan &span : spans) {
        if (span.file == file && line >= span.firstLine && line < span.firstLine + span.lineCount)
            return span.resource;
    }
    return {};
}

} // namespace

Deployer::Deployer(Generate generate, QString root, History *history, QObject *parent)
    : QObject(parent),
      m_generate(std::move(generate)),
      m_root(std::move(root)),
      m_history(history)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(batchTime);
    connect(&m_flush, &QTimer::timeout, this, &Deployer::flush);
}

qint64 Deployer::elapsedSeconds() const
{
    if (!m_started.isValid())
        return 0;
    return m_started.secsTo(m_deployment.state().isRunning() ? QDateTime::currentDateTimeUtc() : m_ended);
}

void Deployer::setPatience(Process::Patience reading, Process::Patience applying)
{
    m_readingPatience = reading;
    m_applyingPatience = applying;
}

const Environment *Deployer::environmentOf(const Blueprint &blueprint) const
{
    return m_request.environment.isEmpty() ? nullptr : blueprint.find(m_request.environment);
}

FileSet Deployer::filesOf(const Blueprint &blueprint, Generated *generated) const
{
    *generated = m_generate(blueprint, m_request.environment);
    return enginesetup::deploymentFiles(generated->files, blueprint, environmentOf(blueprint));
}

Result<> Deployer::prepare(const DeployRequest &request)
{
    if (state().isRunning())
        return Error{tr("A deployment is running. Wait until it ends, or cancel it.")};
    if (!request.engine.isUsable())
        return Error{request.engine.problem.isEmpty() ? EngineFinder::nothingFoundText() : request.engine.problem};
    if (!request.environment.isEmpty() && !request.blueprint.find(request.environment))
        return Error{tr("The environment no longer exists. Choose another one.")};
    auto workspace = Workspace::open(m_root, WorkspaceKey::of(request.blueprint, request.blueprintPath, request.environment));
    if (!workspace)
        return workspace.error();
    if (const Result<> locked = (*workspace)->lock(); !locked)
        return locked;
    m_request = request;
    m_workspace = std::move(workspace).value();
    m_plan.reset();
    return prepareEngine();
}

Result<> Deployer::prepareEngine()
{
    enginesetup::EngineFolders folders;
    if (!m_request.mirror.isEmpty()) {
        const QString name = QStringLiteral("engine.tfrc");
        if (const Result<> written = m_workspace->writePrivate(name, enginesetup::mirrorConfiguration(m_request.mirror)); !written)
            return written;
        folders.cliConfig = m_workspace->path() + QLatin1Char('/') + name;
    } else {
        const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/providers");
        if (QDir().mkpath(cache)) // engines refuse a cache folder that is not there
            folders.pluginCache = cache;
    }
    m_environment = enginesetup::processEnvironment(QProcessEnvironment::systemEnvironment(), environmentOf(m_request.blueprint),
                                                    m_request.secrets, folders);
    m_redactor = Redactor();
    for (const QString &secret : m_request.secrets.values() + enginesetup::secretsIn(m_environment))
        m_redactor.addSecret(secret);
    return {};
}

Result<> Deployer::start(const DeployRequest &request)
{
    if (const Result<> prepared = prepare(request); !prepared)
        return prepared;
    Generated generated;
    const FileSet files = filesOf(request.blueprint, &generated);
    QList<EngineDiagnostic> errors;
    for (const Diagnostic &diagnostic : std::as_const(generated.diagnostics)) {
        if (diagnostic.severity == Severity::Error)
            errors << EngineDiagnostic{true, diagnostic.message, {}, {}, {}, 0, diagnostic.resource};
    }
    // What is deployed can be destroyed even when the drawing is broken.
    if (!errors.isEmpty() && request.goal != DeployGoal::PlanDestroy) {
        const Result<> refused =
            m_deployment.refuse(request.goal, errors, tr("The blueprint cannot be deployed as it is: %1").arg(errors.first().summary));
        m_workspace->unlock();
        Q_EMIT stateChanged();
        if (refused)
            Q_EMIT finished();
        return refused;
    }
    if (const Result<> written = m_workspace->write(files); !written) {
        m_workspace->unlock();
        return written;
    }
    m_deployment.setAddresses(generated.addresses);
    m_deployment.setLocator([spans = files.spans](const QString &file, int line) { return resourceAt(spans, file, line); });
    if (request.goal != DeployGoal::Validate)
        m_workspace->discardPlan();
    const QString kind = request.goal == DeployGoal::Validate ? QStringLiteral("validate")
        : request.goal == DeployGoal::PlanDestroy             ? QStringLiteral("plan-destroy")
                                                              : QStringLiteral("plan");
    begin(m_deployment.start(request.goal, enginesetup::fingerprint(files)), kind);
    return {};
}

Result<> Deployer::resume(const DeployRequest &request)
{
    if (const Result<> prepared = prepare(request); !prepared)
        return prepared;
    const std::optional<PlanRecord> record = m_workspace->planRecord();
    if (!record || record->goal != request.goal) {
        m_workspace->unlock();
        return Error{tr("There is no saved plan to apply. Make a plan first.")};
    }
    Generated generated;
    filesOf(request.blueprint, &generated);
    m_deployment.setAddresses(generated.addresses);
    begin(m_deployment.resume(record->goal, record->fingerprint), QStringLiteral("show"));
    return {};
}

Result<> Deployer::apply(const Blueprint &now)
{
    if (state().phase != DeployPhase::Reviewing || !m_workspace)
        return Error{tr("There is no plan to apply. Make a plan first.")};
    Generated generated;
    const QByteArray fingerprint = enginesetup::fingerprint(filesOf(now, &generated));
    if (const Result<> locked = m_workspace->lock(); !locked)
        return locked;
    Result<> ready;
    if (!m_plan || m_workspace->planRecord() != m_plan)
        ready = Error{tr("Another run has replaced the saved plan. Plan again, and review what it says now.")};
    else if (m_plan->enginePath != m_request.engine.path)
        ready = Error{tr("The plan was made by another engine. Plan again.")};
    else
        ready = m_workspace->backUpState();
    const Result<DeployStep> step = ready ? m_deployment.apply(fingerprint) : Result<DeployStep>(ready.error());
    if (!step) {
        m_workspace->unlock();
        Q_EMIT stateChanged(); // it may have become stale
        return step.error();
    }
    begin(step, state().isDestroy() ? QStringLiteral("destroy") : QStringLiteral("apply"));
    return {};
}

void Deployer::compare(const Blueprint &now)
{
    if (state().phase != DeployPhase::Reviewing)
        return;
    const bool before = state().planIsStale;
    Generated generated;
    m_deployment.compareCode(enginesetup::fingerprint(filesOf(now, &generated)));
    if (state().planIsStale != before)
        Q_EMIT stateChanged();
}

void Deployer::begin(const Result<DeployStep> &step, const QString &kind)
{
    Q_ASSERT(step.ok()); // asked for in the right state only
    m_kind = kind;
    m_started = QDateTime::currentDateTimeUtc();
    m_log.close();
    m_log.setFileName(m_workspace->newLogPath());
    if (m_log.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        m_log.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    else
        qCWarning(lcDeploy) << "The log cannot be written:" << m_log.errorString();
    if (!m_workspace->movedFrom().isEmpty() && m_kind != QLatin1String("apply"))
        say(tr("Continuing the deployment of %1, which was moved here.").arg(m_workspace->movedFrom()));
    run(step.value());
}

void Deployer::run(DeployStep step)
{
    const bool isDocument = step == DeployStep::Validate || step == DeployStep::Show;
    Command command{m_request.engine.path, engineArguments(step, state().goal, m_workspace->planFile()), m_workspace->path(), m_environment,
                    isDocument ? longestDocument : 0};
    say(QStringLiteral("$ %1 %2").arg(QFileInfo(command.program).fileName(), command.arguments.join(QLatin1Char(' '))));
    m_process = new Process(this);
    connect(m_process, &Process::linesRead, this, &Deployer::take);
    connect(m_process, &Process::ended, this, &Deployer::stepEnded);
    m_process->start(command, step == DeployStep::Apply ? m_applyingPatience : m_readingPatience);
    Q_EMIT stateChanged();
}

void Deployer::take(const QList<QByteArray> &lines)
{
    for (const QByteArray &line : lines) {
        EngineEvent event = parseEvent(line);
        event.message = m_redactor.redacted(event.message);
        event.diagnostic = redacted(event.diagnostic);
        m_deployment.take(event);
        m_progressed = m_progressed || event.kind != EngineEvent::Kind::Text;
        for (const QString &shown : shownLines(event))
            say(shown);
    }
}

EngineDiagnostic Deployer::redacted(EngineDiagnostic diagnostic) const
{
    diagnostic.summary = m_redactor.redacted(diagnostic.summary);
    diagnostic.detail = m_redactor.redacted(diagnostic.detail);
    return diagnostic;
}

void Deployer::say(const QString &line)
{
    if (m_log.isOpen() && m_log.size() < longestLog) {
        m_log.write(line.toUtf8() + '\n');
        if (m_log.size() >= longestLog)
            m_log.write("… the rest was too much to keep.\n");
    }
    m_pending << line;
    if (m_pending.size() > 2 * mostLinesInBatch) { // a flood: its newest lines are enough
        m_skipped += m_pending.size() - mostLinesInBatch;
        m_pending = m_pending.mid(m_pending.size() - mostLinesInBatch);
    }
    if (!m_flush.isActive())
        m_flush.start();
}

void Deployer::flush()
{
    m_flush.stop();
    if (m_skipped > 0)
        m_pending.prepend(tr("… %1 lines not shown").arg(m_skipped));
    m_skipped = 0;
    m_log.flush();
    if (!m_pending.isEmpty())
        Q_EMIT linesReceived(std::exchange(m_pending, {}));
    if (std::exchange(m_progressed, false))
        Q_EMIT stateChanged();
}

void Deployer::stepEnded(const ProcessEnd &end)
{
    m_process->deleteLater();
    m_process = nullptr;
    StepOutcome outcome{end.exitCode, end.kind == ProcessEnd::Kind::Crashed, end.kind == ProcessEnd::Kind::NotStarted, end.problem};
    if (state().step == DeployStep::Validate) { // its document was not shown as lines
        for (const EngineDiagnostic &diagnostic : parseValidation(end.document)) {
            EngineEvent event;
            event.kind = EngineEvent::Kind::Diagnostic;
            event.diagnostic = redacted(diagnostic);
            outcome.diagnostics << event.diagnostic;
            for (const QString &line : shownLines(event))
                say(line);
        }
    } else if (state().step == DeployStep::Show) {
        outcome.plan = end.document;
        outcome.planCut = end.documentCut;
    }
    const std::optional<DeployStep> next = m_deployment.stepEnded(outcome);
    if (next)
        run(*next);
    else
        runEnded();
}

void Deployer::runEnded()
{
    m_ended = QDateTime::currentDateTimeUtc();
    if (m_kind == QLatin1String("apply") || m_kind == QLatin1String("destroy")) {
        m_workspace->discardPlan(); // done or half done: it fits no more
    } else if (state().phase == DeployPhase::Reviewing) {
        m_plan = m_workspace->planRecord();
        if (m_kind != QLatin1String("show")) {
            m_plan = PlanRecord{state().goal, m_deployment.fingerprint(), m_request.engine.path,
                                QDateTime::fromSecsSinceEpoch(m_ended.toSecsSinceEpoch(), Qt::UTC)};
            if (const Result<> kept = m_workspace->keepPlan(*m_plan); !kept)
                say(kept.error().text());
        }
    }
    m_workspace->unlock();
    if (m_kind == QLatin1String("show")) // made earlier, perhaps of another drawing
        compare(m_request.blueprint);
    say(state().planIsStale ? tr("The blueprint changed since this plan was made.") : state().message);
    flush();
    m_log.close();
    if (m_kind != QLatin1String("show"))
        record(outcomeOf(state().phase));
    Q_EMIT stateChanged();
    Q_EMIT finished();
}

void Deployer::record(const QString &outcome)
{
    if (!m_history)
        return;
    const Environment *environment = environmentOf(m_request.blueprint);
    const Plan &plan = state().plan;
    const Result<> added = m_history->add(
        {0, m_started, m_ended, m_request.blueprint.header().name, m_request.blueprintPath, environment ? environment->name : QString(),
         m_request.engine.title(), m_kind, plan.count(PlannedAction::Create), plan.count(PlannedAction::Update),
         plan.count(PlannedAction::Replace), plan.count(PlannedAction::Delete), outcome, state().message, m_log.fileName()});
    if (!added)
        qCWarning(lcDeploy).noquote() << added.error().text();
}

void Deployer::cancel()
{
    if (!m_process)
        return;
    say(state().isCancelling ? tr("Insisting…") : tr("Cancelling…"));
    m_deployment.cancel();
    m_process->cancel();
    Q_EMIT stateChanged();
}

} // namespace groundplan

#include "moc_deployer.cpp"
