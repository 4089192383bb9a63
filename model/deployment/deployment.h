// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/deployment/events.h"
#include "model/deployment/plan.h"

#include <QMetaType>

#include <functional>
#include <optional>

namespace groundplan {

/// What a run is for. Applying is not a goal of its own: it follows a plan that was reviewed.
enum class DeployGoal { Validate, Plan, PlanDestroy };

/// One child process of a run.
enum class DeployStep { Init, Validate, Plan, Show, Apply };

enum class DeployPhase {
    Idle,      ///< nothing was run yet
    Running,   ///< a step is going on
    Reviewing, ///< a saved plan waits to be applied
    Valid,     ///< `validate` found nothing wrong
    Applied,   ///< the reviewed plan was carried out
    Failed,
    Cancelled
};

struct DeployProgress {
    int done = 0, total = 0; ///< operations of the apply; a replacement is two
    QString current;         ///< address of what is worked on
    bool operator==(const DeployProgress &) const = default;
};

/// Everything about a run that can be shown. A value: views keep a copy.
struct DeployState {
    DeployPhase phase = DeployPhase::Idle;
    DeployGoal goal = DeployGoal::Plan;
    DeployStep step = DeployStep::Init; ///< the one going on, or the last one
    QList<DeployStep> finished;         ///< steps of this run that went well, in order
    bool isCancelling = false;
    bool planIsStale = false; ///< the blueprint's code is no longer what was planned
    DeployProgress progress;
    Plan plan;
    QList<EngineDiagnostic> diagnostics;
    QString message; ///< one sentence on how it stands

    bool isRunning() const { return phase == DeployPhase::Running; }
    bool isDestroy() const { return goal == DeployGoal::PlanDestroy; }
    bool mayApply() const { return phase == DeployPhase::Reviewing && !planIsStale && !plan.isEmpty(); }
    /// The steps that a run of this goal has, the apply included.
    QList<DeployStep> steps() const;
};

/// How a child process ended.
struct StepOutcome {
    int exitCode = 0;
    bool crashed = false; ///< by a signal
    bool notStarted = false;
    QString problem = {};                     ///< what the system said, when it did not start or crashed
    QList<EngineDiagnostic> diagnostics = {}; ///< of Validate
    QByteArray plan = {};                     ///< what Show printed
    bool planCut = false;                     ///< it was longer than anyone may keep
};

/// The state machine of a deployment: events in, next step out. Knows no process and no file; asks for exactly one step at
/// a time, and applies only a plan that was shown and that still belongs to the code.
class Deployment {
public:
    const DeployState &state() const { return m_state; }
    /// What identifies the code of the plan under review.
    const QByteArray &fingerprint() const { return m_fingerprint; }

    Result<DeployStep> start(DeployGoal goal, const QByteArray &fingerprint);
    /// Applies the plan under review. Refused when `fingerprint`, of the code as it is now, is another.
    Result<DeployStep> apply(const QByteArray &fingerprint);
    /// Takes up a plan that was saved earlier: it is shown again, for review.
    Result<DeployStep> resume(DeployGoal goal, const QByteArray &fingerprint);
    /// Ends a run before its first step, because of what is wrong with the code.
    Result<> refuse(DeployGoal goal, const QList<EngineDiagnostic> &diagnostics, const QString &message);
    /// Tells what the code is now: a reviewed plan becomes stale, or fresh again.
    void compareCode(const QByteArray &fingerprint);
    void setAddresses(const QHash<QString, ResourceId> &addresses) { m_addresses = addresses; }
    /// How a place in the code is found in the blueprint: file and line → resource, or none.
    void setLocator(std::function<ResourceId(const QString &file, int line)> locate) { m_locate = std::move(locate); }

    void take(const EngineEvent &event);
    void addDiagnostic(const EngineDiagnostic &diagnostic);
    /// What to run after a step that ended; nothing when the run is over: the phase says how.
    std::optional<DeployStep> stepEnded(const StepOutcome &outcome);
    void cancel();

private:
    std::optional<DeployStep> next(DeployStep step);
    void end(DeployPhase phase, const QString &message);
    std::optional<DeployStep> fail(const StepOutcome &outcome);
    QString planSentence() const;

    DeployState m_state;
    QByteArray m_fingerprint;
    QStringList m_plainLines; ///< of the step that goes on: what the engine said outside of its records
    QHash<QString, ResourceId> m_addresses;
    std::function<ResourceId(const QString &, int)> m_locate;
};

/// The engine's arguments for a step. `planFile` is relative to the working directory. A destroy's plan is as much a saved
/// file as any other, so that what is applied is what was reviewed.
QStringList engineArguments(DeployStep step, DeployGoal goal, const QString &planFile);

/// "Initialise", "Validate" … for people.
QString stepTitle(DeployStep step, DeployGoal goal);

} // namespace groundplan

Q_DECLARE_METATYPE(groundplan::DeployState)
