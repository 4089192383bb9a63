// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/enginefinder.h"
#include "app/services/history.h"
#include "app/services/process.h"
#include "app/services/redactor.h"
#include "app/services/workspace.h"
#include "generators/generator.h"
#include "model/deployment/deployment.h"

#include <QFile>
#include <QMap>

#include <functional>

namespace groundplan {

/// What a run works on: a snapshot, so that drawing can go on.
struct DeployRequest {
    DeployGoal goal = DeployGoal::Plan;
    Blueprint blueprint = {};
    QString blueprintPath = {};
    EnvironmentId environment = {}; ///< empty: as drawn
    Engine engine = {};
    QString mirror = {};                 ///< folder with providers; empty: none
    QMap<QString, QString> secrets = {}; ///< values of sensitive variables; only ever in the child's environment
};

/// Runs deployments: exports into the private working directory, starts one engine process after the other as the state
/// machine says, and tells what happens. Deleting it during a run lets the engine end what it has begun.
class Deployer : public QObject {
    Q_OBJECT
public:
    /// A blueprint as Terraform code for one of its environments.
    using Generate = std::function<Generated(const Blueprint &, const EnvironmentId &)>;

    /// `history` may be null. `root` holds the working directories.
    Deployer(Generate generate, QString root, History *history, QObject *parent = nullptr);

    const DeployState &state() const { return m_deployment.state(); }
    qint64 elapsedSeconds() const; ///< of the run that goes on, or of the last one
    qint64 silentSeconds() const { return m_process && m_process->isRunning() ? m_process->silence() / 1000 : 0; }
    QString logPath() const { return m_log.fileName(); }
    QString workspacePath() const { return m_workspace ? m_workspace->path() : QString(); }
    void setPatience(Process::Patience reading, Process::Patience applying);

    /// Validates, plans, or plans a destroy.
    Result<> start(const DeployRequest &request);
    /// Takes up the plan that an earlier run saved for the same blueprint and environment, for review.
    Result<> resume(const DeployRequest &request);
    /// Applies the plan under review, unless `now` is no longer what was planned.
    Result<> apply(const Blueprint &now);
    /// Tells what the blueprint is now: a reviewed plan becomes stale, or fresh again.
    void compare(const Blueprint &now);
    void cancel();

Q_SIGNALS:
    void stateChanged();
    void linesReceived(const QStringList &lines); ///< in batches; of a flood only the newest of each batch
    void finished();                              ///< a plan waits for review, or the run is over: state() says which

private:
    Result<> prepare(const DeployRequest &request);
    FileSet filesOf(const Blueprint &blueprint, Generated *generated) const;
    Result<> prepareEngine();
    void begin(const Result<DeployStep> &step, const QString &kind);
    void run(DeployStep step);
    void take(const QList<QByteArray> &lines);
    EngineDiagnostic redacted(EngineDiagnostic diagnostic) const;
    void stepEnded(const ProcessEnd &end);
    void runEnded();
    void record(const QString &outcome);
    void say(const QString &line);
    void flush();
    const Environment *environmentOf(const Blueprint &blueprint) const;

    Generate m_generate;
    QString m_root;
    History *m_history;
    Deployment m_deployment;
    DeployRequest m_request;
    std::unique_ptr<Workspace> m_workspace;
    std::optional<PlanRecord> m_plan; ///< of the plan under review
    QProcessEnvironment m_environment;
    Redactor m_redactor;
    Process *m_process = nullptr;
    Process::Patience m_readingPatience{std::chrono::seconds(10), std::chrono::seconds(10)};
    Process::Patience m_applyingPatience{std::chrono::milliseconds(0), std::chrono::seconds(30)};
    QString m_kind;
    QDateTime m_started, m_ended;
    QFile m_log;
    QStringList m_pending; ///< lines for the next batch
    qint64 m_skipped = 0;
    bool m_progressed = false;
    QTimer m_flush;
};

} // namespace groundplan
