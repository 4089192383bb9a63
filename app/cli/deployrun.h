// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/services/deployer.h"
#include "app/services/settings.h"

namespace groundplan::cli {

/// What a deployment command does.
struct DeployWish {
    DeployGoal goal = DeployGoal::Plan;
    bool takeSavedPlan = false; ///< instead of planning anew
    bool apply = false;
};

/// One deployment in a program without a window: finds an engine, plans, perhaps applies, prints. An interrupt from the
/// terminal is passed on politely; a second one insists.
class DeployRun : public QObject {
    Q_OBJECT
public:
    DeployRun(const CommandContext &context, const DeployWish &wish);
    ~DeployRun() override;
    void begin();
    int exitCode() const { return m_exitCode; }

private:
    void engineFound();
    void partFinished();
    void fail(const QString &message, int code);
    void finish(int code);
    void printPlan() const;
    void printDiagnostics() const;
    void printResult() const;

    const CommandContext &m_context;
    DeployWish m_wish;
    Settings m_settings;
    History m_history;
    Deployer m_deployer;
    EngineFinder m_finder;
    bool m_applied = false;
    int m_exitCode = Failed;
};

/// Runs it in the program's event loop, to the end.
int runDeployment(const CommandContext &context, const DeployWish &wish);

} // namespace groundplan::cli
