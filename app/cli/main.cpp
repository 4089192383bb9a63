// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/words.h"

#include <QGuiApplication>

#include <cstdio>
#include <memory>

using namespace groundplan;
using namespace groundplan::cli;

namespace {

QList<Command> allCommands()
{
    QList<Command> commands{checkCommand(), costCommand(), exportCommand(), renderCommand()};
    commands += deployCommands();
    commands.append(typesCommand());
    return commands;
}

void print(FILE *stream, const QString &text) { fputs(text.toUtf8().constData(), stream); }

QString overview(const QList<Command> &commands)
{
    QString text = tr("Usage: groundplan-cli COMMAND [FILE] [options]\n\n"
                      "Works on a Groundplan blueprint without a window.\n\nCommands:\n");
    for (const Command &command : commands)
        text += QStringLiteral("  %1 %2\n").arg(command.name, -9).arg(command.summary);
    return text
        + tr("\nExit codes: 0 done · 1 the blueprint has errors · 2 wrong usage · 3 a file can't be read or written · 4 the engine failed\n"
             "“groundplan-cli COMMAND --help” tells a command's options.\n");
}

/// Before the options are read, or where they can't be.
bool asksForJson(const QStringList &arguments)
{
    const qsizetype at = arguments.indexOf(QLatin1String("--format"));
    return arguments.contains(QLatin1String("--format=json")) || (at >= 0 && arguments.value(at + 1) == QLatin1String("json"));
}

/// Qt's words about the surroundings of a desktop are of no use to a program without a window.
void printMessage(QtMsgType, const QMessageLogContext &, const QString &text)
{
    if (!text.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR")))
        print(stderr, text + QLatin1Char('\n'));
}

int usageError(const QString &message, const QString &command)
{
    if (asksForJson(QCoreApplication::arguments()))
        printJson(failure({}, BadUsage, {ValueMap{{QStringLiteral("message"), message}}}));
    print(stderr,
          QStringLiteral("groundplan-cli: %1\n").arg(message)
              + (command.isEmpty() ? tr("“groundplan-cli --help” lists the commands.\n")
                                   : tr("“groundplan-cli %1 --help” lists the options.\n").arg(command)));
    return BadUsage;
}

void addOptions(QCommandLineParser &parser, const Command &command)
{
    parser.setApplicationDescription(command.description);
    parser.addPositionalArgument(QStringLiteral("command"), command.summary, command.name);
    if (command.takesFile)
        parser.addPositionalArgument(QStringLiteral("FILE"), tr("The blueprint (.groundplan)."));
    parser.addOption(
        {QStringLiteral("format"), tr("Output as text (default) or json."), QStringLiteral("text|json"), QStringLiteral("text")});
    parser.addOptions(command.options);
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, tr("Show this help.")});
}

int run(const Command &command, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, command);
    if (!parser.parse(arguments))
        return usageError(parser.errorText(), command.name);
    if (parser.isSet(QStringLiteral("help"))) {
        // The parser would call the program by its path, and put the options first.
        const QString usage =
            QStringLiteral("groundplan-cli %1%2 [options]").arg(command.name, command.takesFile ? QStringLiteral(" FILE") : QString());
        print(stdout, tr("Usage: %1").arg(usage) + parser.helpText().mid(parser.helpText().indexOf(QLatin1Char('\n'))));
        return Done;
    }
    const QString format = parser.value(QStringLiteral("format"));
    if (format != QLatin1String("text") && format != QLatin1String("json"))
        return usageError(tr("--format is text or json, not “%1”.").arg(format), command.name);
    const QStringList positional = parser.positionalArguments().mid(1);
    if (positional.size() != (command.takesFile ? 1 : 0))
        return usageError(!command.takesFile ? tr("“%1” takes no file.").arg(command.name)
                                             : (positional.isEmpty() ? tr("Which blueprint? Name one file.") : tr("Name one file only.")),
                          command.name);

    const Catalog catalog;
    CommandContext context{parser, positional.value(0), {}, catalog};
    if (command.takesFile) {
        const auto loaded = blueprintfile::load(context.path);
        if (!loaded) {
            context.printError(loaded.error().text());
            return context.ended(BadFile);
        }
        context.blueprint = *loaded;
    }
    return context.ended(command.run(context));
}

} // namespace

int main(int argc, char **argv)
{
    qInstallMessageHandler(printMessage);
    const QList<Command> commands = allCommands();
    const QString name = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    const auto command = std::find_if(commands.begin(), commands.end(), [&](const Command &c) { return c.name == name; });
    std::unique_ptr<QCoreApplication> application;
    if (command != commands.end() && command->needsPictures) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // a picture needs fonts, not a display
        application = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    QCoreApplication::setApplicationName(QStringLiteral("groundplan"));
    QCoreApplication::setOrganizationName(QStringLiteral("groundplan"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GROUNDPLAN_VERSION));

    if (name == QLatin1String("--version")) {
        print(stdout, QStringLiteral("groundplan-cli %1\n").arg(QCoreApplication::applicationVersion()));
        return Done;
    }
    if (name == QLatin1String("--help") || name == QLatin1String("-h") || name == QLatin1String("help")) {
        print(stdout, overview(commands));
        return Done;
    }
    if (command == commands.end())
        return usageError(name.isEmpty() ? tr("Which command?") : tr("There is no command “%1”.").arg(name), {});
    return run(*command, QCoreApplication::arguments());
}
