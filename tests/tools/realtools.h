// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QProcess>
#include <QStandardPaths>

/// Where the real validators are, for tests. tests/tools/setup.sh finds and installs them and names them in the environment.
namespace groundplan::test {

/// GROUNDPLAN_ENGINE, else tofu or terraform on PATH. Empty: none.
inline QString engine()
{
    const QString named = qEnvironmentVariable("GROUNDPLAN_ENGINE");
    if (!named.isEmpty())
        return named;
    const QString tofu = QStandardPaths::findExecutable(QStringLiteral("tofu"));
    return tofu.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("terraform")) : tofu;
}

/// GROUNDPLAN_PROVIDER_DIR, else the first usual folder that has the AWS provider. Empty: none.
inline QString providerFolder()
{
    QStringList folders{qEnvironmentVariable("GROUNDPLAN_PROVIDER_DIR"),
                        qEnvironmentVariable("TF_PLUGIN_CACHE_DIR"),
                        QDir::homePath() + QStringLiteral("/.terraform.d/plugins"),
                        QStringLiteral("/usr/share/terraform/plugins"),
                        QStringLiteral("/usr/local/share/terraform/plugins"),
                        QStringLiteral("/opt/tf-plugins")};
    for (const QString &folder : folders) {
        if (folder.isEmpty())
            continue;
        for (const QString &host : {QStringLiteral("registry.terraform.io"), QStringLiteral("registry.opentofu.org")}) {
            if (QDir(folder + QLatin1Char('/') + host + QStringLiteral("/hashicorp/aws")).exists())
                return folder;
        }
    }
    return {};
}

/// GROUNDPLAN_CFN_LINT, else what setup.sh installed in the usual place. Empty: none.
inline QString cfnLint()
{
    const QString named = qEnvironmentVariable("GROUNDPLAN_CFN_LINT");
    if (!named.isEmpty())
        return named;
    const QString installed = QStringLiteral(GROUNDPLAN_SOURCE_DIR "/build/tools/venv/bin/cfn-lint");
    return QFileInfo::exists(installed) ? installed : QStandardPaths::findExecutable(QStringLiteral("cfn-lint"));
}

struct Ran {
    int code = -1;
    QByteArray output, errors;
    QString text() const { return QString::fromUtf8(output + errors); }
};

inline Ran run(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {QStringLiteral("TF_CLI_CONFIG_FILE"), QStringLiteral("TF_DATA_DIR"), QStringLiteral("TF_CLI_ARGS"),
                                QStringLiteral("TF_WORKSPACE"), QStringLiteral("AWS_PROFILE")})
        environment.remove(name);
    environment.insert(QStringLiteral("CHECKPOINT_DISABLE"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(240000))
        return {-1, process.readAllStandardOutput(), process.readAllStandardError() + process.errorString().toUtf8()};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace groundplan::test
