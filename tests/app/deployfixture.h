// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/deployer.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QFile>
#include <QTest>
#include <QVersionNumber>

namespace groundplan {

/// A deployer on code that the test writes by hand, in folders of its own.
struct DeployFixture {
    QTemporaryDir folder;
    QByteArray code; ///< main.tf
    QHash<QString, ResourceId> addresses;
    QList<Diagnostic> complaints; ///< of the generator
    History history{folder.filePath(QStringLiteral("history.sqlite"))};
    Deployer deployer{
        [this](const Blueprint &, const EnvironmentId &) {
            return Generated{{{{QStringLiteral("main.tf"), code}}, {{QStringLiteral("main.tf"), 1, 1, firstLine}}}, complaints, addresses};
        },
        folder.filePath(QStringLiteral("deployments")), &history};
    QStringList lines;
    ResourceId firstLine{QStringLiteral("firstline1")}; ///< the resource that line 1 comes from
    DeployRequest request;

    explicit DeployFixture(const QString &enginePath = {})
    {
        QFile file(folder.filePath(QStringLiteral("net.groundplan")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("The fixture needs a writable folder.");
        request.blueprintPath = file.fileName();
        request.engine = {enginePath, QStringLiteral("Terraform"), QVersionNumber(1, 9, 0), {}};
        QObject::connect(&deployer, &Deployer::linesReceived, &deployer, [this](const QStringList &more) { lines += more; });
    }

    const DeployState &state() const { return deployer.state(); }
    QString output() const { return lines.join(QLatin1Char('\n')); }

    /// Waits in a real event loop until the part of the run that was begun is over.
    bool finish(int milliseconds = 60000)
    {
        if (!state().isRunning())
            return true;
        QSignalSpy finished(&deployer, &Deployer::finished);
        return finished.wait(milliseconds);
    }

    bool run(DeployGoal goal)
    {
        request.goal = goal;
        const Result<> started = deployer.start(request);
        if (!started)
            qWarning() << started.error().text();
        return started && finish();
    }

    bool apply()
    {
        const Result<> started = deployer.apply(request.blueprint);
        if (!started)
            qWarning() << started.error().text();
        return started && finish();
    }
};

/// The engine of this machine, or nothing.
inline QString realEngine()
{
    if (const QString named = qEnvironmentVariable("GROUNDPLAN_ENGINE"); !named.isEmpty())
        return named;
    for (const QString &name : {QStringLiteral("tofu"), QStringLiteral("terraform")}) {
        const QString path = QStandardPaths::findExecutable(name);
        if (!path.isEmpty())
            return path;
    }
    return {};
}

/// A chain of resources, each of which takes a good part of a second to apply: the engine works out the hash only when it
/// knows the one before.
inline QByteArray slowCode(int count)
{
    QByteArray code = "resource \"terraform_data\" \"r0\" {\n  input = \"0\"\n}\n";
    for (int i = 1; i < count; ++i)
        code += "resource \"terraform_data\" \"r" + QByteArray::number(i) + "\" {\n  input = bcrypt(terraform_data.r"
            + QByteArray::number(i - 1) + ".output, 12)\n}\n";
    return code;
}

} // namespace groundplan
