// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"
#include "model/guardrails/finding.h"

#include <QCommandLineParser>

namespace groundplan::cli {

/// What a run of groundplan-cli ends with. Scripts depend on these numbers.
enum ExitCode {
    Done = 0,     ///< it worked, and nothing is wrong with the blueprint
    Problems = 1, ///< the blueprint has errors (check, export)
    BadUsage = 2, ///< unknown command or option, or a missing argument
    BadFile = 3,  ///< the blueprint can't be read, or a result can't be written
    Failed = 4,   ///< the engine failed, or was not found
    Interrupted = 130,
};

/// What a run has said so far, for the JSON that ends a run which failed.
struct Said {
    ValueList errors;
    bool json = false; ///< standard output has its one document
};

/// One run of a command: its options, the blueprint that it is about, and where its words go.
struct CommandContext {
    const QCommandLineParser &options;
    QString path; ///< of the blueprint, as the user wrote it; empty for commands without one
    Blueprint blueprint;
    const Catalog &catalog;
    mutable Said said = {};

    bool wantsJson() const { return options.value(QStringLiteral("format")) == QLatin1String("json"); }
    /// "FILE: TYPE.NAME: message" on standard error; the middle part only for a resource.
    void printError(const QString &message, const ResourceId &resource = {}) const;
    QString address(const ResourceId &resource) const; ///< aws_lb.app; empty when there is none
    /// The command's one document on standard output.
    void printJson(const Value &value) const;
    /// With --format json, a run that failed without a document says so in one. Returns `code`.
    int ended(int code) const;
    /// The id of the environment that --environment names, the empty id when the option is not given, or an error.
    Result<EnvironmentId> environment() const;
};

void printLine(const QString &text); ///< on standard output
void printJson(const Value &value);  ///< on standard output, pretty, with a line end
/// As a terminal may show it: control characters and marks that turn the direction are written as \u escapes.
QString visible(const QString &text, bool keepsLines = true);
/// error, warning, notice: a stable word, the same in text and JSON.
QString severityText(Severity severity);
/// {"outcome": "failed", …} for a run that ends with `code`.
Value failure(const QString &file, int code, const ValueList &errors);

struct Command {
    QString name, summary;
    QString description; ///< for --help: what it does and what its exit codes mean
    QList<QCommandLineOption> options;
    bool takesFile = true;
    bool needsPictures = false; ///< wants a QGuiApplication (offscreen)
    int (*run)(const CommandContext &) = nullptr;
};

Command checkCommand();
Command costCommand();
Command exportCommand();
Command renderCommand();
Command typesCommand();
/// plan, apply, destroy.
QList<Command> deployCommands();

} // namespace groundplan::cli
