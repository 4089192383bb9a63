// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/deployer.h"
#include "app/services/session.h"
#include "app/services/settings.h"
#include "views/panels/deploybackend.h"

namespace groundplan {

/// What stands behind the Deploy pane of one open document: its deployer, the engines of this machine, the user's settings.
class SessionDeployment : public DeployBackend {
    Q_OBJECT
public:
    /// Where things are kept and looked for; tests have places of their own.
    struct Places {
        QString root = Workspace::defaultRoot();
        QString history = History::defaultPath();
        QStringList searchPath = {}; ///< empty: PATH
    };

    SessionDeployment(Session &session, Settings &settings, Deployer::Generate generate, const Places &places, QObject *parent = nullptr);

    Deployer &deployer() { return m_deployer; }
    History &history() { return m_history; }
    bool isRunning() const { return state().isRunning(); }

    const DeployState &state() const override { return m_deployer.state(); }
    QList<EngineChoice> engines() const override;
    bool isLookingForEngines() const override { return m_finder.isLooking(); }
    QString enginePath() const override { return engine().path; }
    EnvironmentId environment() const override;
    qint64 elapsedSeconds() const override { return m_deployer.elapsedSeconds(); }
    qint64 silentSeconds() const override { return m_deployer.silentSeconds(); }
    QString obstacle() const override;
    QString targetText() const override;
    QStringList missingSecrets() const override;
    QString logPath() const override { return m_deployer.logPath(); }
    QStringList regions() const override;
    QList<PastRun> pastRuns() override;

    void chooseEngine(const QString &path) override;
    void lookForEngines() override;
    void chooseEnvironment(const EnvironmentId &environment) override;
    void setSecret(const QString &variable, const QString &value) override { m_secrets.insert(variable, value); }

    Result<> validate() override { return start(DeployGoal::Validate); }
    Result<> plan() override { return start(DeployGoal::Plan); }
    Result<> planDestroy() override { return start(DeployGoal::PlanDestroy); }
    Result<> apply() override;
    void cancel() override { m_deployer.cancel(); }

private:
    Engine engine() const;
    Result<> start(DeployGoal goal);
    std::optional<Environment> environmentRow() const;

    Session &m_session;
    Settings &m_settings;
    Places m_places;
    History m_history;
    Deployer m_deployer;
    EngineFinder m_finder;
    EnvironmentId m_environment;
    std::optional<Environment> m_planned; ///< the environment as it was when the last run began
    QString m_chosenEngine;               ///< in the drop-down, for this document; empty: the remembered or the best one
    QMap<QString, QString> m_secrets;
    QTimer m_compare;
};

} // namespace groundplan
