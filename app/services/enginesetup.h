// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/fileset.h"
#include "model/blueprint/blueprint.h"

#include <QMap>
#include <QProcessEnvironment>

/// What an engine is given besides the generated code: variable values as data, overrides for a test endpoint, and its
/// process environment, which is the only way that a secret takes.
namespace groundplan::enginesetup {

inline constexpr auto variablesFile = "groundplan.auto.tfvars.json";
inline constexpr auto overrideFile = "groundplan_override.tf.json";

/// The generated files with those that make them a deployment to `environment` (null: as drawn). Sensitive variables are
/// left out, and so are values that only an expression could say.
FileSet deploymentFiles(FileSet generated, const Blueprint &blueprint, const Environment *environment);

/// The same for the same files, another for any other.
QByteArray fingerprint(const FileSet &files);

/// Names of the sensitive variables without a default, which a plan cannot do without; sorted.
QStringList requiredSecrets(const Blueprint &blueprint);

/// The aliases of the `provider "aws"` blocks in `files`; the one without an alias is an empty string.
QStringList awsProviderAliases(const FileSet &files);

struct EngineFolders {
    QString pluginCache = {}; ///< where downloaded providers are kept; empty: the engine's own choice
    QString cliConfig = {};   ///< a CLI configuration file; empty: the user's own
};

/// `base` without what would change a run behind its back, with what `environment` and the user gave.
QProcessEnvironment processEnvironment(QProcessEnvironment base, const Environment *environment, const QMap<QString, QString> &secrets,
                                       const EngineFolders &folders);

/// The secrets that `environment` holds for the child, to be kept out of logs.
QStringList secretsIn(const QProcessEnvironment &environment);

/// A CLI configuration that takes providers from the folder `mirror` (HOST/NAMESPACE/TYPE/VERSION/PLATFORM/) and all others from
/// where they come from.
QByteArray mirrorConfiguration(const QString &mirror);

} // namespace groundplan::enginesetup
