// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "generators/generator.h"
#include "model/blueprint/diskfile.h"
#include "model/blueprint/words.h"
#include "model/guardrails/checker.h"

#include <QFileInfo>

#include <cstdio>

namespace groundplan::cli {

namespace {

std::optional<Target> targetOf(const QString &name)
{
    if (name == QLatin1String("terraform"))
        return Target::Terraform;
    if (name == QLatin1String("terraform-json"))
        return Target::TerraformJson;
    if (name == QLatin1String("cloudformation-yaml"))
        return Target::CloudFormationYaml;
    if (name == QLatin1String("cloudformation-json"))
        return Target::CloudFormationJson;
    return std::nullopt;
}

bool isStandardOutput(const QString &path)
{
    return path == QLatin1String("-") || path == QLatin1String("/dev/stdout") || path == QLatin1String("/dev/fd/1");
}

/// One template file: to `path`, or to standard output for "-".
Result<> writeTemplate(const QByteArray &bytes, const QString &path)
{
    if (isStandardOutput(path)) {
        const bool isWhole = fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size()) && fflush(stdout) == 0;
        return isWhole ? Result<>() : Result<>(Error{tr("The template can't be written to standard output.")});
    }
    const QFileInfo info(path);
    if (info.isDir())
        return Error{tr("The output is a folder; name the template's file."), path};
    if (info.exists() && !info.isFile()) {
        // A pipe or a device is written to; a new file in its place would take it away.
        QFile device(path);
        if (!device.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || device.write(bytes) != bytes.size())
            return Error{tr("The template can't be written: %1.").arg(diskfile::reason(device)), path};
        return {};
    }
    if (const auto written = diskfile::replace(path, bytes); !written)
        return Error{tr("The template can't be written: %1.").arg(written.error().message), path};
    return {};
}

/// The engine reads both spellings of a folder together: each resource would stand there twice.
Result<> otherSpellingIn(const QString &folder, Target target)
{
    const QString other = target == Target::Terraform ? QStringLiteral("main.tf.json") : QStringLiteral("main.tf");
    if (QFileInfo::exists(folder + QLatin1Char('/') + other))
        return Error{tr("The folder holds an export in the other spelling (%1): the engine would read both.").arg(other), folder};
    return {};
}

int runExport(const CommandContext &context)
{
    const auto target = targetOf(context.options.value(QStringLiteral("target")));
    const QString output = context.options.value(QStringLiteral("output"));
    if (!target || output.isEmpty()) {
        context.printError(target ? tr("--output is missing.")
                                  : tr("--target is terraform, terraform-json, cloudformation-yaml or cloudformation-json."));
        return BadUsage;
    }
    const auto environment = context.environment();
    if (!environment) {
        context.printError(environment.error().text());
        return BadUsage;
    }
    Generated generated = generate(context.blueprint, context.catalog, *target, {{}, *environment});
    generated.diagnostics = withFindings(std::move(generated.diagnostics), Checker(context.catalog).checkAll(context.blueprint));
    bool hasErrors = false;
    ValueList diagnostics;
    for (const Diagnostic &diagnostic : generated.diagnostics) {
        hasErrors = hasErrors || diagnostic.severity == Severity::Error;
        const QString message =
            diagnostic.attribute.isEmpty() ? diagnostic.message : diagnostic.attribute + QStringLiteral(": ") + diagnostic.message;
        context.printError(severityText(diagnostic.severity) + QStringLiteral(": ") + visible(message, false), diagnostic.resource);
        diagnostics.append(ValueMap{{QStringLiteral("severity"), severityText(diagnostic.severity)},
                                    {QStringLiteral("resource"), context.address(diagnostic.resource)},
                                    {QStringLiteral("attribute"), diagnostic.attribute},
                                    {QStringLiteral("message"), diagnostic.message}});
    }
    if (hasErrors && !context.options.isSet(QStringLiteral("force"))) {
        if (context.wantsJson())
            context.printJson(ValueMap{{QStringLiteral("files"), ValueList()}, {QStringLiteral("diagnostics"), diagnostics}});
        context.printError(tr("Nothing was written, because the export would not be valid. Mend the errors above, or add --force."));
        return Problems;
    }
    const bool toStandardOutput = !isTerraform(*target) && isStandardOutput(output);
    const QByteArray first = generated.files.files.isEmpty() ? QByteArray() : generated.files.files.first();
    if (toStandardOutput && context.wantsJson()) {
        context.printJson(ValueMap{{QStringLiteral("template"), QString::fromUtf8(first)}, {QStringLiteral("diagnostics"), diagnostics}});
        return hasErrors ? Problems : Done;
    }
    if (isTerraform(*target)) {
        if (const auto free = otherSpellingIn(output, *target); !free) {
            context.printError(free.error().text());
            return BadFile;
        }
    }
    const auto written = isTerraform(*target) ? generated.files.writeTo(output) : writeTemplate(first, output);
    if (!written) {
        context.printError(written.error().text());
        return BadFile;
    }
    if (context.wantsJson()) {
        ValueList files;
        for (auto it = generated.files.files.begin(); it != generated.files.files.end(); ++it)
            files.append(isTerraform(*target) ? output + QLatin1Char('/') + it.key() : output);
        context.printJson(ValueMap{{QStringLiteral("files"), files}, {QStringLiteral("diagnostics"), diagnostics}});
    } else if (!toStandardOutput) {
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
        tr("Writes the blueprint as code. Terraform goes into a folder (versions.tf, providers.tf, variables.tf, main.tf, outputs.tf;\n"
           "each with .json behind it for terraform-json),\n"
           "CloudFormation into one template file (- for standard output). What a target can't say is told on standard error.\n"
           "Exit code 1 when the export would not be valid: then nothing is written, unless --force is given."),
        {{QStringLiteral("target"), tr("terraform, terraform-json, cloudformation-yaml or cloudformation-json."), QStringLiteral("target")},
         {{QStringLiteral("o"), QStringLiteral("output")}, tr("Folder (Terraform) or file (CloudFormation)."), QStringLiteral("path")},
         {QStringLiteral("environment"), tr("Take region and role of this environment."), QStringLiteral("name")},
         {QStringLiteral("force"), tr("Write even what is not valid.")}},
        true,
        false,
        runExport};
}

} // namespace groundplan::cli
