// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "generators/generator.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace groundplan::cli {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Cli", text); }

std::optional<Target> targetOf(const QString &name)
{
    if (name == QLatin1String("terraform"))
        return Target::Terraform;
    if (name == QLatin1String("cloudformation-yaml"))
        return Target::CloudFormationYaml;
    if (name == QLatin1String("cloudformation-json"))
        return Target::CloudFormationJson;
    return std::nullopt;
}

/// One template file: to `path`, or to standard output for "-".
Result<> writeTemplate(const QByteArray &bytes, const QString &path)
{
    if (path == QLatin1String("-")) {
        fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
        return {};
    }
    if (QFileInfo(path).isDir())
        return Error{tr("The output is a folder; name the template's file."), path};
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{tr("The template can't be written: %1.").arg(file.errorString()), path};
    return {};
}

QString severityText(Severity severity)
{
    return severity == Severity::Error ? tr("error") : severity == Severity::Warning ? tr("warning") : tr("note");
}

int run(const CommandContext &context)
{
    const auto target = targetOf(context.options.value(QStringLiteral("target")));
    const QString output = context.options.value(QStringLiteral("output"));
    if (!target || output.isEmpty()) {
        context.printError(target ? tr("--output is missing.") : tr("--target is terraform, cloudformation-yaml or cloudformation-json."));
        return BadUsage;
    }
    const auto environment = context.environment();
    if (!environment) {
        context.printError(environment.error().text());
        return BadUsage;
    }
    const Generated generated = generate(context.blueprint, context.catalog, *target, {{}, *environment});
    bool hasErrors = false;
    ValueList diagnostics;
    for (const Diagnostic &diagnostic : generated.diagnostics) {
        hasErrors = hasErrors || diagnostic.severity == Severity::Error;
        const QString message =
            diagnostic.attribute.isEmpty() ? diagnostic.message : diagnostic.attribute + QStringLiteral(": ") + diagnostic.message;
        context.printError(severityText(diagnostic.severity) + QStringLiteral(": ") + message, diagnostic.resource);
        diagnostics.append(ValueMap{{QStringLiteral("severity"), severityText(diagnostic.severity)},
                                    {QStringLiteral("resource"), context.address(diagnostic.resource)},
                                    {QStringLiteral("attribute"), diagnostic.attribute},
                                    {QStringLiteral("message"), diagnostic.message}});
    }
    if (hasErrors && !context.options.isSet(QStringLiteral("force"))) {
        context.printError(tr("Nothing was written, because the export would not be valid. Mend the errors above, or add --force."));
        return Problems;
    }
    const auto written = *target == Target::Terraform
        ? generated.files.writeTo(output)
        : writeTemplate(generated.files.files.isEmpty() ? QByteArray() : generated.files.files.first(), output);
    if (!written) {
        context.printError(written.error().text());
        return BadFile;
    }
    if (context.wantsJson() && output != QLatin1String("-")) {
        ValueList files;
        for (auto it = generated.files.files.begin(); it != generated.files.files.end(); ++it)
            files.append(*target == Target::Terraform ? output + QLatin1Char('/') + it.key() : output);
        printJson(ValueMap{{QStringLiteral("files"), files}, {QStringLiteral("diagnostics"), diagnostics}});
    } else if (output != QLatin1String("-")) {
        printLine(tr("Written: %1").arg(output));
    }
    return hasErrors ? Problems : Done;
}

} // namespace

Command exportCommand()
{
    return {
        QStringLiteral("export"),
        tr("Write a blueprint as Terraform or CloudFormation"),
        tr("Writes the blueprint as code. Terraform goes into a folder (versions.tf, providers.tf, variables.tf, main.tf, outputs.tf),\n"
           "CloudFormation into one template file (- for standard output). What a target can't say is told on standard error.\n"
           "Exit code 1 when the export would not be valid: then nothing is written, unless --force is given."),
        {{QStringLiteral("target"), tr("terraform, cloudformation-yaml or cloudformation-json."), QStringLiteral("target")},
         {{QStringLiteral("o"), QStringLiteral("output")}, tr("Folder (Terraform) or file (CloudFormation)."), QStringLiteral("path")},
         {QStringLiteral("environment"), tr("Take region and role of this environment."), QStringLiteral("name")},
         {QStringLiteral("force"), tr("Write even what is not valid.")}},
        true,
        false,
        run};
}

} // namespace groundplan::cli
