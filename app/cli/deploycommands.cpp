// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/deployrun.h"
#include "model/blueprint/words.h"

#include <QFileInfo>

namespace groundplan::cli {

namespace {

QList<QCommandLineOption> commonOptions()
{
    return {{QStringLiteral("environment"), tr("Deploy with this environment's region, profile, endpoint and values."), tr("NAME")},
            {QStringLiteral("engine"), tr("The engine to run; without it the one in the settings, else tofu or terraform on PATH."),
             tr("PROGRAM")},
            {QStringLiteral("mirror"), tr("Take providers from this folder (HOST/NAMESPACE/TYPE/VERSION/PLATFORM/) before the registry."),
             tr("FOLDER")},
            {QStringLiteral("quiet"), tr("Print the result alone, not what the engine says.")}};
}

QString commonText()
{
    return tr(
        "\nCredentials are the engine's own (AWS_PROFILE, AWS_ACCESS_KEY_ID …); values of sensitive variables are read from TF_VAR_NAME.\n"
        "State, plan and logs are kept in a private folder of the user's, for this file and environment.\n"
        "Exit codes: 0 done · 1 the blueprint has errors · 2 wrong usage · 3 a file can't be read · 4 the engine failed or was not found · "
        "130 interrupted");
}

int runPlan(const CommandContext &context)
{
    const bool destroy = context.options.isSet(QStringLiteral("destroy"));
    return runDeployment(context, {destroy ? DeployGoal::PlanDestroy : DeployGoal::Plan, false, false});
}

int runApply(const CommandContext &context)
{
    const bool anew = context.options.isSet(QStringLiteral("auto-approve"));
    return runDeployment(context, {DeployGoal::Plan, !anew, true});
}

int runDestroy(const CommandContext &context)
{
    const QString name = context.blueprint.header().name;
    const QString expected = name.isEmpty() ? QFileInfo(context.path).fileName() : name;
    const QString typed = context.options.value(QStringLiteral("confirm"));
    if (typed.isEmpty() || typed != expected) {
        context.printError(tr("To destroy everything that is deployed, name the blueprint: --confirm “%1”.").arg(expected));
        return BadUsage;
    }
    return runDeployment(context, {DeployGoal::PlanDestroy, false, true});
}

} // namespace

QList<Command> deployCommands()
{
    QList<QCommandLineOption> plan = commonOptions();
    plan.append({QStringLiteral("destroy"), tr("Plan to destroy everything that is deployed.")});
    QList<QCommandLineOption> apply = commonOptions();
    apply.append({QStringLiteral("auto-approve"), tr("Plan anew and apply that, without a review.")});
    QList<QCommandLineOption> destroy = commonOptions();
    destroy.append({QStringLiteral("confirm"), tr("The blueprint's name, or its file's if it has none: yes, destroy it."), tr("NAME")});
    return {{QStringLiteral("plan"), tr("Say what a deployment would change"),
             tr("Lets the engine plan, shows the plan and keeps it for “apply”. Changes nothing.") + commonText(), plan, true, false,
             runPlan},
            {QStringLiteral("apply"), tr("Carry out the plan that was reviewed"),
             tr("Applies exactly the plan that “plan” kept; refuses when the blueprint changed since.") + commonText(), apply, true, false,
             runApply},
            {QStringLiteral("destroy"), tr("Destroy what is deployed"),
             tr("Plans to destroy everything that is deployed of the blueprint, and does so.") + commonText(), destroy, true, false,
             runDestroy}};
}

} // namespace groundplan::cli
