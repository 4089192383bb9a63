// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/rows.h"
#include "model/deployment/deployment.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

namespace groundplan {

/// An engine that the pane can offer.
struct EngineChoice {
    QString path;
    QString title;   ///< "OpenTofu 1.8.3"
    QString problem; ///< empty: usable; else why not, for people
    bool operator==(const EngineChoice &) const = default;
};

/// A run that ended, as it is remembered.
struct PastRun {
    QDateTime started;
    QString kind;        ///< validate, plan, apply, plan-destroy, destroy
    QString environment; ///< its name; empty: as drawn
    QString engine, outcome, message, logPath;
    int creates = 0, updates = 0, replaces = 0, deletes = 0;
};

/// What the Deploy pane asks for and is told. The program fills it with its deployer, a test with whatever it likes.
class DeployBackend : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual const DeployState &state() const = 0;
    virtual QList<EngineChoice> engines() const = 0; ///< empty while they are looked for; see isLookingForEngines()
    virtual bool isLookingForEngines() const = 0;
    virtual QString enginePath() const = 0; ///< the chosen one's; empty: none
    virtual EnvironmentId environment() const = 0;
    /// Seconds since the run began (or that it took), and since the engine last said something.
    virtual qint64 elapsedSeconds() const = 0;
    virtual qint64 silentSeconds() const = 0;
    /// Why nothing can be run now (never saved, no engine …); empty when something can.
    virtual QString obstacle() const = 0;
    /// Where a run goes, for a confirmation: "profile production · eu-central-1".
    virtual QString targetText() const = 0;
    /// Names of the sensitive variables that a plan needs and that nobody has typed yet.
    virtual QStringList missingSecrets() const = 0;
    virtual QString logPath() const = 0;     ///< of the last run; empty: none
    virtual QStringList regions() const = 0; ///< that an environment can name
    virtual QList<PastRun> pastRuns() = 0;   ///< of this blueprint, newest first

    virtual void chooseEngine(const QString &path) = 0;
    virtual void lookForEngines() = 0;
    virtual void chooseEnvironment(const EnvironmentId &environment) = 0;
    /// Kept in memory until the program ends, never stored.
    virtual void setSecret(const QString &variable, const QString &value) = 0;

    // Each answers with why it cannot be done; what happens then is told by the signals.
    virtual Result<> validate() = 0;
    virtual Result<> plan() = 0;
    virtual Result<> planDestroy() = 0;
    virtual Result<> apply() = 0; ///< the plan under review, a destroy's too
    virtual void cancel() = 0;    ///< politely; a second call insists

Q_SIGNALS:
    void stateChanged();
    void settingsChanged(); ///< engines, environment or obstacle
    void linesReceived(const QStringList &lines);
};

} // namespace groundplan
