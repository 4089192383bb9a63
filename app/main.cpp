// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QQuickWindow>
#include <QScreen>
#include <QStandardPaths>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <span>

using namespace groundplan;

namespace {

/// Wholly on the screen at first, also with the frame that the desktop puts around it.
void fitToScreen(MainWindow &window)
{
    const QSize room = window.screen()->availableSize() - QSize(16, 48);
    if (!window.isMaximized() && !window.isFullScreen())
        window.resize(window.size().boundedTo(room));
}

/// Developers' way to look at the window without a screen: waits until everything has drawn, saves what is seen, ends.
void grabAndQuit(MainWindow &window, const QString &path, const QString &resource)
{
    QTimer::singleShot(2500, &window, [&window, path, resource] {
        window.editor()->canvas().fit();
        if (!resource.isEmpty())
            window.editor()->selection().set({ResourceId(resource)});
        QTimer::singleShot(1500, &window, [&window, path] {
            window.editor()->canvas().refineNow();
            const bool saved = window.grab().save(path);
            QCoreApplication::exit(saved ? 0 : 1);
        });
    });
}

/// For the benchmark: says on stdout that the window has been painted and takes input.
class ReadyReport : public QObject {
public:
    explicit ReadyReport(QWidget &window) : QObject(&window) { window.installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            QTimer::singleShot(0, this, [] {
                std::puts("ready");
                std::fflush(stdout);
            });
        }
        return false;
    }
};

} // namespace

int main(int argc, char *argv[])
{
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software); // small panels only: needs no GPU, starts faster
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    for (const char *argument : std::span(argv, size_t(argc))) {
        const QByteArrayView asked(argument);
        if (asked == "--help" || asked == "-h" || asked == "--help-all" || asked == "--version" || asked == "-v")
            qputenv("QT_QPA_PLATFORM", "minimal"); // answered on the terminal: needs no display
    }
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("groundplan"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GROUNDPLAN_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Groundplan"));
    QGuiApplication::setDesktopFileName(QStringLiteral("groundplan"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/groundplan/icons/groundplan.svg")));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("groundplan"), QStringLiteral("_"), QStringLiteral(":/groundplan/translations")))
        QCoreApplication::installTranslator(&translator);

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Draw a cloud; see its problems, cost and code while you draw."));
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Blueprints to open"), QStringLiteral("[FILE…]"));
    const QCommandLineOption settingsOption(QStringLiteral("settings"), QStringLiteral("Keep settings in this file."),
                                            QStringLiteral("FILE"));
    QCommandLineOption exampleOption(QStringLiteral("example"), QStringLiteral("Open the shipped example."));
    QCommandLineOption shotOption(QStringLiteral("screenshot"), QStringLiteral("Save a picture of the window and quit."),
                                  QStringLiteral("PNG"));
    QCommandLineOption selectOption(QStringLiteral("select"), QStringLiteral("Select this resource first."), QStringLiteral("ID"));
    shotOption.setFlags(QCommandLineOption::HiddenFromHelp);
    QCommandLineOption readyOption(QStringLiteral("report-ready"), QStringLiteral("Say when the window takes input."));
    selectOption.setFlags(QCommandLineOption::HiddenFromHelp);
    readyOption.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({settingsOption, exampleOption, shotOption, selectOption, readyOption});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    Settings settings(parser.value(settingsOption));
    Theme theme(application, settings);
    const QString local = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    Program program{settings, theme, local + QStringLiteral("/journals")};
    MainWindow window(program);
    for (const QString &path : parser.positionalArguments())
        std::ignore = window.openFile(path); // a notice in the window says what went wrong
    if (parser.isSet(exampleOption))
        window.openExample();
    window.openRecovered();
    const QStringList recent = RecentFiles(settings).existing();
    if (!window.editor() && !recent.isEmpty() && setting::reopenLast.of(settings))
        std::ignore = window.openFile(recent.constFirst());
    if (!window.editor()) {
        window.newDocument();
        window.showStart(true);
    }
    if (parser.isSet(readyOption))
        new ReadyReport(window);
    if (!parser.isSet(shotOption) && !parser.isSet(readyOption))
        fitToScreen(window);
    window.show();
    if (parser.isSet(shotOption))
        grabAndQuit(window, parser.value(shotOption), parser.value(selectOption));
    return QApplication::exec();
}
