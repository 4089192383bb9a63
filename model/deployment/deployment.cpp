// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deployment/deployment.h"

#include "model/blueprint/words.h"

#include <algorithm>

namespace groundplan {

namespace {

constexpr qsizetype mostPlainLines = 1000;

QString failedStep(DeployStep step)
{
    switch (step) {
    case DeployStep::Init: return tr("The engine could not initialise the working directory.");
    case DeployStep::Validate: return tr("The engine finds the code invalid.");
    case DeployStep::Plan: return tr("The engine could not make a plan.");
    case DeployStep::Show: return tr("The engine could not show its plan.");
    case DeployStep::Apply:
        return tr("The engine could not carry out the whole plan. What was done is in the state; plan again to see the rest.");
    }
    return {};
}

} // namespace

QList<DeployStep> DeployState::steps() const
{
    if (goal == DeployGoal::Validate)
        return {DeployStep::Init, DeployStep::Validate};
    if (goal == DeployGoal::PlanDestroy) // what is deployed can be destroyed, valid or not
        return {DeployStep::Init, DeployStep::Plan, DeployStep::Show, DeployStep::Apply};
    return {DeployStep::Init, DeployStep::Validate, DeployStep::Plan, DeployStep::Show, DeployStep::Apply};
}

Result<DeployStep> Deployment::start(DeployGoal goal, const QByteArray &fingerprint)
{
    if (m_state.isRunning())
        return Error{tr("A deployment is running. Wait until it ends, or cancel it.")};
    m_state = DeployState();
    m_state.goal = goal;
    m_state.phase = DeployPhase::Running;
    m_fingerprint = fingerprint;
    return *next(DeployStep::Init);
}

Result<DeployStep> Deployment::apply(const QByteArray &fingerprint)
{
    if (m_state.isRunning())
        return Error{tr("A deployment is running. Wait until it ends, or cancel it.")};
    if (m_state.phase != DeployPhase::Reviewing)
        return Error{tr("There is no plan to apply. Make a plan first.")};
    compareCode(fingerprint);
    if (m_state.planIsStale)
        return Error{tr("The blueprint changed since this plan. Plan again, and review what it says now.")};
    if (m_state.plan.isEmpty())
        return Error{tr("The plan changes nothing: there is nothing to apply.")};
    m_state.phase = DeployPhase::Running;
    m_state.diagnostics.clear();
    m_state.progress = {};
    // A replacement is a delete and a create; each is reported on its own.
    m_state.progress.total = m_state.plan.count(PlannedAction::Create) + m_state.plan.count(PlannedAction::Update)
        + m_state.plan.count(PlannedAction::Delete) + 2 * m_state.plan.count(PlannedAction::Replace);
    return *next(DeployStep::Apply);
}

Result<DeployStep> Deployment::resume(DeployGoal goal, const QByteArray &fingerprint)
{
    const Result<DeployStep> started = start(goal, fingerprint);
    if (!started)
        return started;
    const QList<DeployStep> steps = m_state.steps();
    m_state.finished = steps.mid(0, steps.indexOf(DeployStep::Show));
    return *next(DeployStep::Show);
}

Result<> Deployment::refuse(DeployGoal goal, const QList<EngineDiagnostic> &diagnostics, const QString &message)
{
    if (const Result<DeployStep> started = start(goal, {}); !started)
        return started.error();
    for (const EngineDiagnostic &diagnostic : diagnostics)
        addDiagnostic(diagnostic);
    end(DeployPhase::Failed, message);
    return {};
}

void Deployment::compareCode(const QByteArray &fingerprint)
{
    // A destroy removes what is deployed, whatever is drawn now.
    m_state.planIsStale = m_state.phase == DeployPhase::Reviewing && !m_state.isDestroy() && fingerprint != m_fingerprint;
}

void Deployment::take(const EngineEvent &event)
{
    using Kind = EngineEvent::Kind;
    if (!m_state.isRunning())
        return;
    if (event.kind == Kind::Diagnostic) {
        addDiagnostic(event.diagnostic);
        return;
    }
    if (event.kind == Kind::Text) {
        m_plainLines << event.message;
        if (m_plainLines.size() > mostPlainLines)
            m_plainLines.removeFirst();
    }
    if (m_state.step != DeployStep::Apply) {
        if (event.kind == Kind::RefreshStart || event.kind == Kind::PlannedChange)
            m_state.progress.current = event.address;
        return;
    }
    if (event.action == PlannedAction::Read)
        return;
    if (event.kind == Kind::ApplyStart || event.kind == Kind::ApplyProgress) {
        m_state.progress.current = event.address;
    } else if (event.kind == Kind::ApplyComplete) {
        ++m_state.progress.done;
        m_state.progress.total = std::max(m_state.progress.total, m_state.progress.done);
        m_state.progress.current = event.address;
    }
}

void Deployment::addDiagnostic(const EngineDiagnostic &diagnostic)
{
    if (m_state.diagnostics.size() >= mostDiagnostics)
        return;
    EngineDiagnostic placed = diagnostic;
    if (placed.resource.isEmpty() && !placed.address.isEmpty())
        placed.resource = m_addresses.value(placed.address, m_addresses.value(withoutInstanceKeys(placed.address)));
    if (placed.resource.isEmpty() && m_locate && placed.line > 0)
        placed.resource = m_locate(placed.file, placed.line);
    m_state.diagnostics << placed;
}

std::optional<DeployStep> Deployment::stepEnded(const StepOutcome &outcome)
{
    if (!m_state.isRunning())
        return std::nullopt;
    for (const EngineDiagnostic &diagnostic : outcome.diagnostics)
        addDiagnostic(diagnostic);
    const bool went = !outcome.notStarted && !outcome.crashed && outcome.exitCode == 0;
    // An apply that was through before the interrupt reached it did everything: then nothing was cancelled.
    if (m_state.isCancelling && !(went && m_state.step == DeployStep::Apply)) {
        end(DeployPhase::Cancelled,
            m_state.step == DeployStep::Apply
                ? tr("Cancelled. %1 of %2 operations were done and are in the state; plan again to see the rest.")
                      .arg(m_state.progress.done)
                      .arg(m_state.progress.total)
                : tr("Cancelled. Nothing was changed."));
        return std::nullopt;
    }
    if (!went)
        return fail(outcome);

    m_state.finished << m_state.step;
    switch (m_state.step) {
    case DeployStep::Init: return next(m_state.isDestroy() ? DeployStep::Plan : DeployStep::Validate);
    case DeployStep::Validate:
        if (m_state.goal == DeployGoal::Plan)
            return next(DeployStep::Plan);
        end(DeployPhase::Valid, tr("The code is valid."));
        return std::nullopt;
    case DeployStep::Plan: return next(DeployStep::Show);
    case DeployStep::Show: break;
    case DeployStep::Apply:
        m_state.progress.current.clear();
        end(DeployPhase::Applied,
            m_state.isDestroy() ? tr("Destroyed. Nothing of this blueprint is deployed any more.")
                                : tr("Applied. What is deployed is what was planned."));
        return std::nullopt;
    }

    Result<Plan> plan = outcome.planCut ? Result<Plan>(Error{tr("The plan is too big to be shown.")}) : parsePlan(outcome.plan);
    if (!plan) {
        end(DeployPhase::Failed, plan.error().text());
        return std::nullopt;
    }
    m_state.plan = std::move(plan).value();
    attachResources(m_state.plan, m_addresses);
    end(DeployPhase::Reviewing, planSentence());
    return std::nullopt;
}

void Deployment::cancel()
{
    if (!m_state.isRunning())
        return;
    m_state.isCancelling = true;
    m_state.message = tr("Cancelling: the engine finishes what it has begun…");
}

std::optional<DeployStep> Deployment::next(DeployStep step)
{
    m_state.step = step;
    m_plainLines.clear();
    m_state.message.clear();
    m_state.progress.current.clear();
    return step;
}

void Deployment::end(DeployPhase phase, const QString &message)
{
    m_state.phase = phase;
    m_state.message = message;
    m_state.isCancelling = false;
}

std::optional<DeployStep> Deployment::fail(const StepOutcome &outcome)
{
    const auto isError = [](const EngineDiagnostic &diagnostic) { return diagnostic.isError; };
    const bool hasReason = outcome.notStarted || outcome.crashed;
    if (!hasReason && std::none_of(m_state.diagnostics.cbegin(), m_state.diagnostics.cend(), isError)) {
        for (const EngineDiagnostic &diagnostic : parsePlainErrors(m_plainLines))
            addDiagnostic(diagnostic);
    }
    QString message;
    if (outcome.notStarted)
        message = tr("The engine could not be started: %1").arg(outcome.problem);
    else if (outcome.crashed)
        message = m_state.step == DeployStep::Apply
            ? tr("The engine died in the middle of the apply (%1). Plan again to see what was done and what is left.").arg(outcome.problem)
            : tr("The engine died (%1). Nothing was changed.").arg(outcome.problem);
    else
        message = failedStep(m_state.step);
    end(DeployPhase::Failed, message);
    return std::nullopt;
}

QString Deployment::planSentence() const
{
    const Plan &plan = m_state.plan;
    if (plan.isEmpty())
        return m_state.isDestroy() ? tr("Nothing is deployed: there is nothing to destroy.")
                                   : tr("No changes: what is deployed is what is drawn.");
    QStringList parts;
    const auto add = [&](PlannedAction action, const QString &text) {
        if (const int count = plan.count(action))
            parts << text.arg(count);
    };
    add(PlannedAction::Create, tr("%1 to create"));
    add(PlannedAction::Update, tr("%1 to change"));
    add(PlannedAction::Replace, tr("%1 to replace"));
    add(PlannedAction::Delete, tr("%1 to destroy"));
    if (parts.isEmpty())
        return tr("Only outputs change.");
    return parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

QStringList engineArguments(DeployStep step, DeployGoal goal, const QString &planFile)
{
    switch (step) {
    // No -json: engines before 1.9 do not know it here, and plain lines are read as well.
    case DeployStep::Init: return {QStringLiteral("init"), QStringLiteral("-input=false"), QStringLiteral("-no-color")};
    case DeployStep::Validate: return {QStringLiteral("validate"), QStringLiteral("-json")};
    case DeployStep::Plan: {
        QStringList arguments{QStringLiteral("plan"), QStringLiteral("-json"), QStringLiteral("-input=false"),
                              QStringLiteral("-lock-timeout=5s"), QStringLiteral("-out=") + planFile};
        if (goal == DeployGoal::PlanDestroy)
            arguments.insert(1, QStringLiteral("-destroy"));
        return arguments;
    }
    case DeployStep::Show: return {QStringLiteral("show"), QStringLiteral("-json"), QStringLiteral("-no-color"), planFile};
    case DeployStep::Apply:
        return {QStringLiteral("apply"), QStringLiteral("-json"), QStringLiteral("-input=false"), QStringLiteral("-lock-timeout=5s"),
                planFile};
    }
    return {};
}

QString stepTitle(DeployStep step, DeployGoal goal)
{
    switch (step) {
    case DeployStep::Init: return tr("Initialise");
    case DeployStep::Validate: return tr("Validate");
    case DeployStep::Plan: return tr("Plan");
    case DeployStep::Show: return tr("Review");
    case DeployStep::Apply: return goal == DeployGoal::PlanDestroy ? tr("Destroy") : tr("Apply");
    }
    return {};
}

} // namespace groundplan
