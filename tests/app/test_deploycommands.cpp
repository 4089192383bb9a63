// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/deployrun.h"
#include "model/blueprint/blueprintfile.h"
#include "tests/app/deployfixture.h"
#include "tests/app/fakeengine.h"

#include <unistd.h>

#include <QCommandLineParser>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryFile>

using namespace groundplan;
using namespace groundplan::cli;

namespace {

/// Standard output or error, caught in a file while it lives.
class Caught {
public:
    explicit Caught(int descriptor) : m_descriptor(descriptor), m_saved(::dup(descriptor))
    {
        m_file.open();
        ::dup2(m_file.handle(), descriptor);
    }
    ~Caught() { stop(); }
    QByteArray text()
    {
        stop();
        QFile file(m_file.fileName());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    void stop()
    {
        if (m_saved < 0)
            return;
        fflush(m_descriptor == 1 ? stdout : stderr);
        ::dup2(m_saved, m_descriptor);
        ::close(m_saved);
        m_saved = -1;
    }
    int m_descriptor;
    int m_saved;
    QTemporaryFile m_file;
};

struct Answer {
    int code = -1;
    QByteArray out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

} // namespace

/// plan, apply and destroy without a window, on a drawn blueprint that needs no provider.
class TestDeployCommands : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Catalog m_catalog;

    Answer run(const QString &name, const QString &path, const QStringList &options)
    {
        for (const cli::Command &command : deployCommands()) {
            if (command.name != name)
                continue;
            QCommandLineParser parser;
            parser.addOptions(command.options);
            parser.addOption({QStringLiteral("format"), QString(), QStringLiteral("f"), QStringLiteral("text")});
            if (!parser.parse(QStringList{QStringLiteral("cli")} + options))
                qFatal("%s", qPrintable(parser.errorText()));
            const auto blueprint = blueprintfile::load(path);
            if (!blueprint)
                qFatal("%s", qPrintable(blueprint.error().text()));
            const CommandContext context{parser, path, *blueprint, m_catalog};
            Answer answer;
            Caught out(1), err(2);
            answer.code = command.run(context);
            answer.out = out.text();
            answer.err = err.text();
            return answer;
        }
        return {};
    }

    QString blueprint(const QString &file, const QString &input, const Value &extra = {}, const QString &name = QStringLiteral("net"))
    {
        Blueprint drawn;
        Resource one;
        one.id = ResourceId(QStringLiteral("oneoneone1"));
        one.type = QStringLiteral("terraform_data");
        one.name = QStringLiteral("one");
        one.properties.insert(QStringLiteral("input"), input);
        ChangeSet set;
        Header header = drawn.header();
        header.name = name;
        set.replace(drawn.header(), header);
        set.add(one);
        if (!extra.isNull()) {
            Variable variable;
            variable.id = VariableId(QStringLiteral("password"));
            variable.sensitive = true;
            set.add(variable);
        }
        const Result<> applied = drawn.apply(set);
        if (!applied)
            qFatal("%s", qPrintable(applied.error().text()));
        const QString path = m_folder.filePath(file);
        if (!blueprintfile::save(drawn, path))
            qFatal("The blueprint cannot be saved.");
        return path;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QDir(Workspace::defaultRoot()).removeRecursively();
        qunsetenv("TF_CLI_CONFIG_FILE");
    }

    void planThenApplyThenDestroy()
    {
        if (realEngine().isEmpty())
            QSKIP("There is no engine on this machine.");
        const QStringList json{QStringLiteral("--format"), QStringLiteral("json")};
        const QString path = blueprint(QStringLiteral("a.groundplan"), QStringLiteral("first"));
        const Answer early = run(QStringLiteral("apply"), path, json);
        QCOMPARE(early.code, int(Failed));
        QVERIFY2(early.err.contains("no saved plan"), early.err);

        const Answer planned = run(QStringLiteral("plan"), path, json);
        QVERIFY2(planned.code == Done, planned.err + planned.out);
        QVERIFY2(planned.json().value(QLatin1String("outcome")) == QLatin1String("planned"), planned.out);
        QCOMPARE(planned.json().value(QLatin1String("create")).toInt(), 1);
        QCOMPARE(planned.json().value(QLatin1String("changes")).toArray().at(0).toObject().value(QLatin1String("resource_id")).toString(),
                 QStringLiteral("oneoneone1"));

        // Drawn on after the review: refused, planned again, applied.
        blueprint(QStringLiteral("a.groundplan"), QStringLiteral("second"));
        const Answer stale = run(QStringLiteral("apply"), path, json);
        QCOMPARE(stale.code, int(Failed));
        QVERIFY2(stale.err.contains("changed since this plan"), stale.err);
        QCOMPARE(run(QStringLiteral("plan"), path, {}).code, int(Done));
        const Answer applied = run(QStringLiteral("apply"), path, json);
        QVERIFY2(applied.code == Done, applied.err + applied.out);
        QCOMPARE(applied.json().value(QLatin1String("outcome")).toString(), QStringLiteral("applied"));
        QCOMPARE(applied.json().value(QLatin1String("operations_done")).toInt(), 1);

        // A plan without changes becomes stale as well.
        QCOMPARE(run(QStringLiteral("plan"), path, {}).code, int(Done));
        const Answer nothing = run(QStringLiteral("apply"), path, {});
        QCOMPARE(nothing.code, int(Done));
        QVERIFY2(nothing.out.contains("No changes"), nothing.out);
        blueprint(QStringLiteral("a.groundplan"), QStringLiteral("third"));
        const Answer outdated = run(QStringLiteral("apply"), path, {});
        QCOMPARE(outdated.code, int(Failed));
        QVERIFY2(outdated.err.contains("changed since this plan"), outdated.err);
        QVERIFY2(!outdated.out.contains("No changes"), outdated.out);
        blueprint(QStringLiteral("a.groundplan"), QStringLiteral("second"));

        // Moved: the state is still there.
        const QString moved = m_folder.filePath(QStringLiteral("moved.groundplan"));
        QVERIFY(QFile::rename(path, moved));
        const Answer again = run(QStringLiteral("plan"), moved, {});
        QCOMPARE(again.code, int(Done));
        QVERIFY2(again.out.contains("No changes"), again.out);

        QCOMPARE(run(QStringLiteral("destroy"), moved, {}).code, int(BadUsage));
        QCOMPARE(run(QStringLiteral("destroy"), moved, {QStringLiteral("--confirm"), QStringLiteral("another")}).code, int(BadUsage));
        const Answer destroyed = run(QStringLiteral("destroy"), moved, {QStringLiteral("--confirm"), QStringLiteral("net")});
        QVERIFY2(destroyed.code == Done, destroyed.err + destroyed.out);
        QVERIFY2(destroyed.out.contains("- terraform_data.one"), destroyed.out);
    }

    void whatHasNoNameIsDestroyedByItsFiles()
    {
        const QString engine = fakeEngine(QDir(m_folder.path()), QStringLiteral("grim"), goodVersion + "exit 1");
        const QString path = blueprint(QStringLiteral("noname.groundplan"), QStringLiteral("x"), {}, {});
        const QStringList options{QStringLiteral("--engine"), engine, QStringLiteral("--confirm")};
        const Answer empty = run(QStringLiteral("destroy"), path, options + QStringList{QString()});
        QCOMPARE(empty.code, int(BadUsage));
        QVERIFY2(empty.err.contains("noname.groundplan”"), empty.err);
        const Answer confirmed = run(QStringLiteral("destroy"), path, options + QStringList{QStringLiteral("noname.groundplan")});
        QCOMPARE(confirmed.code, int(Failed)); // the engine was run
    }

    void aFailedInitSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("summary");
        QTest::addColumn<QString>("detail");
        QTest::newRow("plain") << QByteArray("Initializing...\n\nError: No provider\n\nThe registry\nis away.\n\nError: Other\n")
                               << QStringLiteral("No provider") << QStringLiteral("The registry\nis away.");
        QTest::newRow("framed") << QByteArray("Initializing...\n╷\n│ Error: No provider\n│ \n│ The registry\n│ is away.\n╵\n\nBye.\n")
                                << QStringLiteral("No provider") << QStringLiteral("The registry\nis away.");
        QTest::newRow("other words") << QByteArray("Initializing...\nit went wrong\n") << QStringLiteral("it went wrong")
                                     << QStringLiteral("Initializing...");
    }
    void aFailedInitSaysWhy()
    {
        QFETCH(QByteArray, output);
        QFETCH(QString, summary);
        QFETCH(QString, detail);
        QFile said(m_folder.filePath(QStringLiteral("said.txt")));
        QVERIFY(said.open(QIODevice::WriteOnly) && said.write(output) == output.size());
        said.close();
        const QString engine = fakeEngine(QDir(m_folder.path()), QStringLiteral("offline"),
                                          goodVersion + "cat '" + said.fileName().toUtf8() + "' >&2; exit 1");
        const QString path = blueprint(QStringLiteral("e.groundplan"), QStringLiteral("x"));
        const Answer json =
            run(QStringLiteral("plan"), path, {QStringLiteral("--engine"), engine, QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(json.code, int(Failed));
        const QJsonObject first = json.json().value(QLatin1String("diagnostics")).toArray().at(0).toObject();
        QCOMPARE(first.value(QLatin1String("summary")).toString(), summary);
        QCOMPARE(first.value(QLatin1String("detail")).toString(), detail);
        QCOMPARE(first.value(QLatin1String("severity")).toString(), QStringLiteral("error"));
        const Answer quiet = run(QStringLiteral("plan"), path, {QStringLiteral("--engine"), engine, QStringLiteral("--quiet")});
        QVERIFY2(quiet.err.contains(summary.toUtf8()), quiet.err);
    }

    void anEngineThatIsNotThereIsAMessage()
    {
        const QString path = blueprint(QStringLiteral("b.groundplan"), QStringLiteral("x"));
        const Answer answer = run(QStringLiteral("plan"), path, {QStringLiteral("--engine"), QStringLiteral("/nowhere/tofu")});
        QCOMPARE(answer.code, int(Failed));
        QVERIFY2(answer.err.contains("cannot be started"), answer.err);
    }

    void anInterruptIsPassedOn()
    {
        const QString engine = fakeEngine(QDir(m_folder.path()), QStringLiteral("slow"),
                                          goodVersion + "trap 'echo stopping; exit 1' INT; kill -INT $PPID; while :; do sleep 0.05; done");
        const QString path = blueprint(QStringLiteral("c.groundplan"), QStringLiteral("x"));
        const Answer answer = run(QStringLiteral("plan"), path, {QStringLiteral("--engine"), engine});
        QCOMPARE(answer.code, int(Interrupted));
        QVERIFY2(answer.out.contains("stopping"), answer.out);
        QVERIFY2(answer.err.contains("Cancelled"), answer.err);
    }

    void sensitiveValuesComeFromTheEnvironment()
    {
        const QString engine =
            fakeEngine(QDir(m_folder.path()), QStringLiteral("talker"), goodVersion + "echo \"it is $TF_VAR_password\"; exit 1");
        const QString path = blueprint(QStringLiteral("d.groundplan"), QStringLiteral("x"), true);
        const QStringList options{QStringLiteral("--engine"), engine};
        qunsetenv("TF_VAR_password");
        const Answer missing = run(QStringLiteral("plan"), path, options);
        QCOMPARE(missing.code, int(BadUsage));
        QVERIFY2(missing.err.contains("TF_VAR_password"), missing.err);
        qputenv("TF_VAR_password", "hunter2");
        const Answer given = run(QStringLiteral("plan"), path, options);
        QVERIFY2(given.out.contains("it is (secret)"), given.out);
        qunsetenv("TF_VAR_password");
    }
};

QTEST_GUILESS_MAIN(TestDeployCommands)
#include "test_deploycommands.moc"
