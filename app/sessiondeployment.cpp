// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessiondeployment.h"

#include "app/services/enginesetup.h"

namespace groundplan {

namespace {

constexpr std::chrono::milliseconds compareDelay{300};
const Setting<QString> lastEngine{"deploy/lastEngine", QString()}; // chosen in the drop-down

} // namespace

SessionDeployment::SessionDeployment(Session &session, Settings &settings, Deployer::Generate generate, const Places &places,
                                     QObject *parent)
    : DeployBackend(parent),
      m_session(session),
      m_settings(settings),
      m_places(places),
      m_history(places.history),
      m_deployer(std::move(generate), places.root, &m_history)
{
    const QList<EnvironmentId> environments = session.blueprint().ids<Environment>();
    if (!environments.isEmpty())
        m_environment = environments.first();
    m_compare.setSingleShot(true);
    m_compare.setInterval(compareDelay);
    connect(&m_compare, &QTimer::timeout, this, [this] { m_deployer.compare(m_session.blueprint()); });
    connect(&session.document(), &Document::changed, this, [this] {
        if (state().phase == DeployPhase::Reviewing)
            m_compare.start();
    });
    connect(&session, &Session::fileChanged, this, &DeployBackend::settingsChanged);
    connect(&m_deployer, &Deployer::stateChanged, this, &DeployBackend::stateChanged);
    connect(&m_deployer, &Deployer::linesReceived, this, &DeployBackend::linesReceived);
    connect(&m_finder, &EngineFinder::found, this, &DeployBackend::settingsChanged);
    connect(&m_settings, &Settings::changed, this, [this](const QString &key) {
        if (key == setting::enginePath.key())
            lookForEngines();
    });
    lookForEngines();
}

QList<EngineChoice> SessionDeployment::engines() const
{
    QList<EngineChoice> choices;
    if (m_finder.isLooking())
        return choices;
    for (const Engine &engine : m_finder.engines())
        choices << EngineChoice{engine.path, engine.title(), engine.problem};
    return choices;
}

Engine SessionDeployment::engine() const
{
    if (m_finder.isLooking())
        return {};
    QString preferred = m_chosenEngine;
    if (preferred.isEmpty())
        preferred = setting::enginePath.of(m_settings);
    if (preferred.isEmpty())
        preferred = lastEngine.of(m_settings);
    return EngineFinder::choose(m_finder.engines(), preferred);
}

EnvironmentId SessionDeployment::environment() const
{
    return m_session.blueprint().find(m_environment) ? m_environment : EnvironmentId(); // it may have been removed
}

QString SessionDeployment::obstacle() const
{
    if (m_session.path().isEmpty())
        return tr("Save the blueprint first: what is deployed is remembered for its file.");
    if (m_finder.isLooking())
        return tr("Looking for a deployment engine…");
    if (engine().isUsable())
        return {};
    const QList<Engine> &engines = m_finder.engines();
    return engines.isEmpty() ? EngineFinder::nothingFoundText() : engines.first().problem;
}

QString SessionDeployment::targetText() const
{
    const Environment *environment = m_session.blueprint().find(this->environment());
    QStringList parts;
    if (environment) {
        parts << environment->name;
        parts << (environment->profile.isEmpty() ? (environment->endpointUrl.isEmpty() ? tr("default credentials") : QString())
                                                 : tr("profile %1").arg(environment->profile));
        parts << environment->roleArn;
        parts << (environment->region.isEmpty() ? tr("region as drawn") : environment->region);
        parts << environment->endpointUrl;
    } else {
        parts << tr("as drawn") << tr("default credentials");
    }
    parts << engine().title();
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QStringList SessionDeployment::missingSecrets() const
{
    QStringList missing;
    for (const QString &name : enginesetup::requiredSecrets(m_session.blueprint())) {
        if (!m_secrets.contains(name))
            missing << name;
    }
    return missing;
}

QStringList SessionDeployment::regions() const
{
    static const QStringList names =
        QStringLiteral(
            "us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 "
            "ap-south-2 "
            "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 "
            "eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 sa-east-1")
            .split(QLatin1Char(' '));
    return names;
}

QList<PastRun> SessionDeployment::pastRuns()
{
    QList<PastRun> runs;
    if (m_session.path().isEmpty())
        return runs;
    const auto entries = m_history.entries(m_session.path());
    if (!entries)
        return runs; // a history that can't be read stops nobody
    for (const HistoryEntry &entry : *entries)
        runs << PastRun{entry.started, entry.kind,    entry.environment, entry.engine,   entry.outcome, entry.message,
                        entry.logPath, entry.creates, entry.updates,     entry.replaces, entry.deletes};
    return runs;
}

void SessionDeployment::chooseEngine(const QString &path)
{
    m_chosenEngine = path;
    lastEngine.set(m_settings, path);
    Q_EMIT settingsChanged();
}

void SessionDeployment::lookForEngines()
{
    m_finder.look(setting::enginePath.of(m_settings), m_places.searchPath);
    Q_EMIT settingsChanged();
}

void SessionDeployment::chooseEnvironment(const EnvironmentId &environment)
{
    if (environment == m_environment || isRunning())
        return;
    m_environment = environment;
    Q_EMIT settingsChanged();
}

Result<> SessionDeployment::start(DeployGoal goal)
{
    if (const QString problem = obstacle(); !problem.isEmpty())
        return Error{problem};
    m_planned = environmentRow();
    return m_deployer.start(
        {goal, m_session.blueprint(), m_session.path(), environment(), engine(), setting::providerMirror.of(m_settings), m_secrets});
}

Result<> SessionDeployment::apply()
{
    // Its profile and endpoint are no code, so the code's fingerprint cannot tell.
    if (m_planned != environmentRow())
        return Error{tr("The plan was made for another environment, or for this one before it was edited. Plan again.")};
    return m_deployer.apply(m_session.blueprint());
}

std::optional<Environment> SessionDeployment::environmentRow() const
{
    const Environment *row = m_session.blueprint().find(environment());
    return row ? std::optional(*row) : std::nullopt;
}

} // namespace groundplan

#include "moc_sessiondeployment.cpp"
