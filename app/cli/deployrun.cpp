// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/deployrun.h"

#include "app/services/enginesetup.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSocketNotifier>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace groundplan::cli {

namespace {

int interruptPipe[2] = {-1, -1};

/// In a signal handler: only what is safe there.
void noteInterrupt(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(interruptPipe[0], &byte, 1);
}

void catchInterrupts(QObject *owner, const std::function<void()> &interrupted)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, interruptPipe) != 0)
        return;
    auto *notifier = new QSocketNotifier(interruptPipe[1], QSocketNotifier::Read, owner);
    QObject::connect(notifier, &QSocketNotifier::activated, owner, [interrupted] {
        char byte = 0;
        [[maybe_unused]] const ssize_t count = ::read(interruptPipe[1], &byte, 1);
        interrupted();
    });
    struct sigaction action = {};
    action.sa_handler = noteInterrupt;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

QString phaseName(DeployPhase phase)
{
    switch (phase) {
    case DeployPhase::Reviewing: return QStringLiteral("planned");
    case DeployPhase::Applied: return QStringLiteral("applied");
    case DeployPhase::Valid: return QStringLiteral("valid");
    case DeployPhase::Cancelled: return QStringLiteral("cancelled");
    default: return QStringLiteral("failed");
    }
}

QLatin1Char markOf(PlannedAction action)
{
    switch (action) {
    case PlannedAction::Create: return QLatin1Char('+');
    case PlannedAction::Update: return QLatin1Char('~');
    case PlannedAction::Replace: return QLatin1Char('!');
    case PlannedAction::Delete: return QLatin1Char('-');
    default: return QLatin1Char(' ');
    }
}

ValueList asValues(const QStringList &texts)
{
    ValueList values;
    for (const QString &text : texts)
        values.append(text);
    return values;
}

} // namespace

DeployRun::DeployRun(const CommandContext &context, const DeployWish &wish)
    : m_context(context),
      m_wish(wish),
      m_history(History::defaultPath()),
      m_deployer(
          [&catalog = context.catalog](const Blueprint &blueprint, const EnvironmentId &environment) {
              return generate(blueprint, catalog, Target::Terraform, {{}, environment});
          },
          Workspace::defaultRoot(), &m_history)
{
    connect(&m_finder, &EngineFinder::found, this, &DeployRun::engineFound);
    connect(&m_deployer, &Deployer::finished, this, &DeployRun::partFinished);
    if (!context.wantsJson() && !context.options.isSet(QStringLiteral("quiet"))) {
        connect(&m_deployer, &Deployer::linesReceived, this, [](const QStringList &lines) {
            for (const QString &line : lines)
                printLine(line);
        });
    }
    catchInterrupts(this, [this] {
        if (m_deployer.state().isRunning())
            m_deployer.cancel();
        else
            fail(tr("Interrupted. Nothing was changed."), Interrupted);
    });
}

DeployRun::~DeployRun() = default;

void DeployRun::begin()
{
    QString named = m_context.options.value(QStringLiteral("engine"));
    if (named.contains(QLatin1Char('/'))) // it runs in another folder than this one
        named = QFileInfo(named).absoluteFilePath();
    m_finder.look(named.isEmpty() ? setting::enginePath.of(m_settings) : named);
}

void DeployRun::engineFound()
{
    const QString named = m_context.options.value(QStringLiteral("engine"));
    const QList<Engine> &engines = m_finder.engines();
    Engine engine = EngineFinder::choose(engines, {});
    if (!named.isEmpty()) // that one or none
        engine = engines.value(0);
    if (!engine.isUsable()) {
        const QString problem = engines.isEmpty() ? QString() : engines.first().problem;
        return fail(problem.isEmpty() ? tr("%1 Or name it with --engine.").arg(EngineFinder::nothingFoundText()) : problem, Failed);
    }
    const Result<EnvironmentId> environment = m_context.environment();
    if (!environment)
        return fail(environment.error().text(), BadUsage);

    QMap<QString, QString> secrets;
    QStringList missing;
    for (const QString &name : enginesetup::requiredSecrets(m_context.blueprint)) {
        const QString value = qEnvironmentVariable(qPrintable(QStringLiteral("TF_VAR_") + name));
        if (value.isEmpty())
            missing << QStringLiteral("TF_VAR_") + name;
        secrets.insert(name, value);
    }
    if (!missing.isEmpty())
        return fail(tr("Sensitive variables have no value. Set %1 in the environment.").arg(missing.join(QStringLiteral(", "))), BadUsage);

    const QString mirror = m_context.options.value(QStringLiteral("mirror"));
    const DeployRequest request{
        m_wish.goal,    m_context.blueprint,
        m_context.path, *environment,
        engine,         mirror.isEmpty() ? setting::providerMirror.of(m_settings) : QFileInfo(mirror).absoluteFilePath(),
        secrets};
    const Result<> started = m_wish.takeSavedPlan ? m_deployer.resume(request) : m_deployer.start(request);
    if (!started)
        fail(started.error().text(), Failed);
}

void DeployRun::partFinished()
{
    const DeployState &state = m_deployer.state();
    // Before anything is said of a plan that was made of another drawing, an empty one too.
    if (state.phase == DeployPhase::Reviewing && m_wish.apply && state.planIsStale)
        return fail(m_deployer.apply(m_context.blueprint).error().text(), Failed);
    if (state.phase == DeployPhase::Reviewing && !m_context.wantsJson())
        printPlan();
    if (state.phase == DeployPhase::Reviewing && m_wish.apply && !m_applied && !state.plan.isEmpty()) {
        m_applied = true;
        if (const Result<> applied = m_deployer.apply(m_context.blueprint); !applied)
            fail(applied.error().text(), Failed);
        return;
    }
    printDiagnostics();
    if (m_context.wantsJson())
        printResult();
    switch (state.phase) {
    case DeployPhase::Cancelled: m_context.printError(state.message); return finish(Interrupted);
    case DeployPhase::Failed:
        m_context.printError(state.message);
        // Without a step the code itself was refused.
        return finish(state.finished.isEmpty() && state.step == DeployStep::Init && m_deployer.logPath().isEmpty() ? Problems : Failed);
    default: return finish(Done);
    }
}

void DeployRun::printPlan() const
{
    const DeployState &state = m_deployer.state();
    for (const PlannedChange &change : state.plan.changes) {
        QString line = QStringLiteral("%1 %2").arg(markOf(change.action)).arg(change.address);
        if (!change.replaceReasons.isEmpty())
            line += tr("  (replaced because of %1)").arg(change.replaceReasons.join(QStringLiteral(", ")));
        printLine(line);
    }
    if (m_context.options.isSet(QStringLiteral("quiet")))
        printLine(state.message);
}

void DeployRun::printDiagnostics() const
{
    for (const EngineDiagnostic &diagnostic : m_deployer.state().diagnostics) {
        QString text = diagnostic.summary;
        if (!diagnostic.detail.isEmpty())
            text += QStringLiteral(": ") + diagnostic.detail;
        m_context.printError(diagnostic.isError ? text : tr("warning: %1").arg(text), diagnostic.resource);
    }
}

void DeployRun::printResult() const
{
    const DeployState &state = m_deployer.state();
    ValueList changes;
    for (const PlannedChange &change : state.plan.changes) {
        changes.append(ValueMap{{QStringLiteral("address"), change.address},
                                {QStringLiteral("action"), actionName(change.action)},
                                {QStringLiteral("resource_id"), change.resource.text()},
                                {QStringLiteral("changed"), asValues(change.changedAttributes)},
                                {QStringLiteral("replaced_because_of"), asValues(change.replaceReasons)}});
    }
    ValueList diagnostics;
    for (const EngineDiagnostic &diagnostic : state.diagnostics) {
        diagnostics.append(ValueMap{{QStringLiteral("severity"), diagnostic.isError ? QStringLiteral("error") : QStringLiteral("warning")},
                                    {QStringLiteral("summary"), diagnostic.summary},
                                    {QStringLiteral("detail"), diagnostic.detail},
                                    {QStringLiteral("resource_id"), diagnostic.resource.text()}});
    }
    const Plan &plan = state.plan;
    m_context.printJson(ValueMap{{QStringLiteral("file"), m_context.path},
                                 {QStringLiteral("outcome"), phaseName(state.phase)},
                                 {QStringLiteral("message"), state.message},
                                 {QStringLiteral("create"), plan.count(PlannedAction::Create)},
                                 {QStringLiteral("update"), plan.count(PlannedAction::Update)},
                                 {QStringLiteral("replace"), plan.count(PlannedAction::Replace)},
                                 {QStringLiteral("delete"), plan.count(PlannedAction::Delete)},
                                 {QStringLiteral("operations_done"), state.progress.done},
                                 {QStringLiteral("changes"), changes},
                                 {QStringLiteral("diagnostics"), diagnostics},
                                 {QStringLiteral("log"), m_deployer.logPath()},
                                 {QStringLiteral("working_directory"), m_deployer.workspacePath()}});
}

void DeployRun::fail(const QString &message, int code)
{
    m_context.printError(message);
    finish(code);
}

void DeployRun::finish(int code)
{
    m_exitCode = code;
    QCoreApplication::exit(code);
}

int runDeployment(const CommandContext &context, const DeployWish &wish)
{
    DeployRun run(context, wish);
    // From within the loop, so that whatever ends the run at once finds a loop to end.
    QMetaObject::invokeMethod(&run, &DeployRun::begin, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace groundplan::cli

#include "moc_deployrun.cpp"
