// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/fileset.h"
#include "model/blueprint/blueprint.h"
#include "model/deployment/deployment.h"

#include <QDateTime>
#include <QLockFile>
#include <QSet>

#include <memory>
#include <optional>

namespace groundplan {

/// Which deployment a blueprint's file and environment mean.
struct WorkspaceKey {
    QString blueprintPath;
    EnvironmentId environment = {}; ///< empty: as drawn
    QString name = {};              ///< of the blueprint, for people
    QSet<QString> resources = {};   ///< ids; they are how a file that was moved is known again

    static WorkspaceKey of(const Blueprint &blueprint, const QString &path, const EnvironmentId &environment);
};

/// What the plan file that lies in a workspace was made from.
struct PlanRecord {
    DeployGoal goal = DeployGoal::Plan;
    QByteArray fingerprint;
    QString enginePath;
    QDateTime made;
    bool operator==(const PlanRecord &) const = default;
};

/// The private folder of one blueprint and environment: generated code, the saved plan, logs, and the *state* of what is
/// deployed (the engine's local backend), with copies of earlier states.
///
/// It is found by the blueprint's path and environment. A file that was moved or renamed takes its workspace along: when
/// there is none for the new path, the one of a path that is gone is taken over if environment and resource ids fit. A
/// copy of a file, whose original is still there, begins with a state of its own: it can never destroy the original's.
class Workspace {
public:
    /// Opens or makes the workspace below `root`.
    static Result<std::unique_ptr<Workspace>> open(const QString &root, const WorkspaceKey &key);
    /// Where the deployment's folders are, unless told otherwise.
    static QString defaultRoot();

    const QString &path() const { return m_path; }
    QString planFile() const { return QStringLiteral("groundplan.tfplan"); }
    /// The path that the blueprint had when it was last deployed, when this workspace was taken over from it.
    const QString &movedFrom() const { return m_movedFrom; }
    bool hasState() const;

    /// One run at a time, also across programs.
    Result<> lock();
    void unlock() { m_lock.reset(); }

    /// Makes `files` the code of the workspace: code of an earlier run that is no longer among them goes.
    Result<> write(const FileSet &files);
    Result<> writePrivate(const QString &name, const QByteArray &bytes);

    std::optional<PlanRecord> planRecord() const; ///< only while there is a plan file
    Result<> keepPlan(const PlanRecord &record);
    void discardPlan();

    /// Copies the state, before an apply changes it; the last twenty copies stay.
    Result<> backUpState();
    QString newLogPath() const;

private:
    explicit Workspace(QString path) : m_path(std::move(path)) { }
    Result<> writeKey(const WorkspaceKey &key) const;

    QString m_path;
    QString m_movedFrom;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace groundplan
