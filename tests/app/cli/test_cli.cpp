// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"

#include <QImage>
#include <QProcess>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace groundplan;

/// groundplan-cli as a script sees it: arguments in; exit code, standard output and standard error out.
class TestCli : public QObject {
    Q_OBJECT

    struct Run {
        int code;
        QByteArray out, err;
    };
    static Run run(const QStringList &arguments, const QString &folder = {})
    {
        QProcess process;
        process.setWorkingDirectory(folder);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), QDir::tempPath() + QStringLiteral("/groundplan-test-cli"));
        environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(GROUNDPLAN_BINARY_DIR "/app/cli/groundplan-cli"), arguments);
        process.waitForFinished(120'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    static Value json(const QByteArray &bytes)
    {
        const auto value = blueprintfile::readValue(bytes);
        return value ? *value : Value();
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    QString write(const char *name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

    QTemporaryDir m_folder;
    const QString m_example = QStringLiteral(GROUNDPLAN_SOURCE_DIR "/resources/examples/three-tier.groundplan");

private Q_SLOTS:
    void wrongUsageIsSaidOnStandardError_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("nothing") << QStringList() << QByteArray("Which command?");
        QTest::newRow("unknown command") << QStringList{QStringLiteral("dance")} << QByteArray("There is no command “dance”");
        QTest::newRow("no file") << QStringList{QStringLiteral("check")} << QByteArray("Name one file");
        QTest::newRow("two files") << QStringList{QStringLiteral("check"), m_example, m_example} << QByteArray("one file only");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("check"), m_example, QStringLiteral("--loud")} << QByteArray("loud");
        QTest::newRow("bad format") << QStringList{QStringLiteral("cost"), m_example, QStringLiteral("--format"), QStringLiteral("xml")}
                                    << QByteArray("text or json");
        QTest::newRow("no target") << QStringList{QStringLiteral("export"), m_example, QStringLiteral("--output"), QStringLiteral("x")}
                                   << QByteArray("--target");
        QTest::newRow("no output") << QStringList{QStringLiteral("export"), m_example, QStringLiteral("--target"),
                                                  QStringLiteral("terraform")}
                                   << QByteArray("--output");
        QTest::newRow("no environment") << QStringList{QStringLiteral("export"),        m_example,
                                                       QStringLiteral("--target"),      QStringLiteral("terraform"),
                                                       QStringLiteral("--output"),      QStringLiteral("x"),
                                                       QStringLiteral("--environment"), QStringLiteral("mars")}
                                        << QByteArray("production");
    }
    void wrongUsageIsSaidOnStandardError()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, message);
        const Run result = run(arguments);
        QCOMPARE(result.code, 2);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(message), result.err);
    }

    void everyCommandHasHelp_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command : {"check", "cost", "export", "render", "plan", "apply", "destroy", "types"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void everyCommandHasHelp()
    {
        QFETCH(QString, command);
        const Run result = run({command, QStringLiteral("--help")});
        QCOMPARE(result.code, 0);
        QVERIFY(result.out.contains("--format"));
        QVERIFY(run({QStringLiteral("--help")}).out.contains(command.toUtf8()));
    }

    void unreadableFileNamesItAndThePlace_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("missing") << path("none.groundplan") << QByteArray("does not exist");
        QTest::newRow("broken") << write("broken.groundplan", "{\"format\": 1,\n  \"resources\": [") << QByteArray("line 2");
        QTest::newRow("newer") << write("newer.groundplan", "{\"format\": 2000}") << QByteArray("newer Groundplan");
    }
    void unreadableFileNamesItAndThePlace()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, message);
        for (const char *command : {"check", "cost"}) {
            const Run result = run({QString::fromLatin1(command), file});
            QCOMPARE(result.code, 3);
            QVERIFY2(result.err.contains(message), result.err);
            QVERIFY(result.err.contains(file.toUtf8()));
        }
    }

    /// Whoever reads JSON always finds one document, and the reason on standard error as well.
    void failuresAreJsonToo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        const QString none = path("none.groundplan");
        const QString bad = QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/blueprints/structure-problems.groundplan");
        const auto row = [](const char *name, int code, const QStringList &arguments) { QTest::newRow(name) << arguments << code; };
        for (const char *command : {"check", "cost", "export", "render", "plan", "apply", "destroy"})
            row(qPrintable(QLatin1String(command) + QStringLiteral(" nothing there")), 3, {QLatin1String(command), none});
        row("no command", 2, {});
        row("unknown command", 2, {QStringLiteral("dance")});
        row("unknown option", 2, {QStringLiteral("check"), m_example, QStringLiteral("--loud")});
        row("file for types", 2, {QStringLiteral("types"), m_example});
        row("bad fail-on", 2, {QStringLiteral("check"), m_example, QStringLiteral("--fail-on"), QStringLiteral("x")});
        row("problems", 1, {QStringLiteral("check"), bad});
        row("no target", 2, {QStringLiteral("export"), m_example, QStringLiteral("--output"), path("x")});
        row("refused", 1,
            {QStringLiteral("export"), bad, QStringLiteral("--target"), QStringLiteral("terraform"), QStringLiteral("--output"),
             path("x")});
        row("no folder", 3,
            {QStringLiteral("export"), m_example, QStringLiteral("--target"), QStringLiteral("cloudformation-json"),
             QStringLiteral("--output"), path("none/x.json")});
        row("folder in a file", 3,
            {QStringLiteral("export"), m_example, QStringLiteral("--target"), QStringLiteral("terraform"), QStringLiteral("--output"),
             m_example});
        row("no picture", 2, {QStringLiteral("render"), m_example});
        row("bad scale", 2,
            {QStringLiteral("render"), m_example, QStringLiteral("--output"), path("x.png"), QStringLiteral("--scale"),
             QStringLiteral("x")});
        row("picture into nowhere", 3, {QStringLiteral("render"), m_example, QStringLiteral("--output"), path("none/x.png")});
        row("no engine", 4, {QStringLiteral("plan"), m_example, QStringLiteral("--engine"), path("no-engine")});
        row("no environment", 2, {QStringLiteral("plan"), m_example, QStringLiteral("--environment"), QStringLiteral("mars")});
        row("no confirmation", 2, {QStringLiteral("destroy"), m_example});
    }
    void failuresAreJsonToo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        const Run result = run(arguments + QStringList{QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(result.code, code);
        QVERIFY2(json(result.out).isMap(), result.out + result.err);
        const bool isAnswer = arguments.value(0) == QLatin1String("check") && code == 1;
        QCOMPARE(result.err.isEmpty(), isAnswer);
        if (const Value errors = json(result.out)[QStringLiteral("errors")]; errors.isList()) {
            QCOMPARE(json(result.out)[QStringLiteral("exit_code")], Value(code));
            QVERIFY(!errors.toList().isEmpty());
        }
    }

    void damagedFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("message");
        const QByteArray example = bytesOf(m_example);
        QTest::newRow("empty") << QByteArray() << QByteArray("ends too early");
        QTest::newRow("cut off") << example.left(20000) << QByteArray("ends too early");
        QTest::newRow("lists in lists") << "{\"format\": 1, \"x\": " + QByteArray(100000, '[') + QByteArray(100000, ']') + "}"
                                        << QByteArray("nested too deeply");
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0", 4) << QByteArray("UTF-8 is needed");
        QTest::newRow("Latin-1") << QByteArray("{\"format\": 1, \"x\": \"caf\xe9\"}") << QByteArray("not valid UTF-8");
        QTest::newRow("newer") << QByteArray("{\"format\": 99}") << QByteArray("needs a newer Groundplan");
        QTest::newRow("two of one key") << QByteArray("{\"format\": 1, \"resources\": [], \"resources\": []}") << QByteArray("there twice");
        QTest::newRow("two of one id") << QByteArray("{\"format\": 1, \"resources\": [{\"id\": \"a\", \"type\": \"t\", \"name\": \"n\"}, "
                                                     "{\"id\": \"a\", \"type\": \"t\", \"name\": \"m\"}]}")
                                       << QByteArray("there twice");
        QTest::newRow("zone in itself") << QByteArray(
            "{\"format\": 1, \"resources\": [{\"id\": \"a\", \"type\": \"groundplan_group\", \"name\": \"n\", \"zones\": [\"a\"]}]}")
                                        << QByteArray("inside itself");
    }
    void damagedFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, message);
        const QString file = write("damaged.groundplan", bytes);
        const Run result = run({QStringLiteral("export"), file, QStringLiteral("--target"), QStringLiteral("terraform"),
                                QStringLiteral("--output"), path("damaged")});
        QCOMPARE(result.code, 3);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(message) && result.err.contains(file.toUtf8()), result.err);
        QVERIFY(!QFileInfo::exists(path("damaged")));
    }

    void namesDoNotReachTheTerminalAsTheyAre()
    {
        const QString file = QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/blueprints/hostile-names.groundplan");
        const Run checked = run({QStringLiteral("check"), file});
        const Run exported = run({QStringLiteral("export"), file, QStringLiteral("--target"), QStringLiteral("terraform"),
                                  QStringLiteral("--output"), path("names")});
        for (const QByteArray &text : {checked.out, exported.err}) {
            QVERIFY(!text.contains('\x01') && !text.contains("\xe2\x80\xae"));
            QVERIFY2(text.contains("\\u202eevil"), text);
            for (const QByteArray &line : text.split('\n'))
                QVERIFY2(!line.startsWith("resource \"aws_vpc\""), line);
        }
    }

    void pipesAreWrittenToAndNotReplaced()
    {
        const QString pipe = path("pipe");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QProcess reader;
        reader.start(QStringLiteral("cat"), {pipe});
        QVERIFY(reader.waitForStarted());
        const Run result = run({QStringLiteral("export"), m_example, QStringLiteral("--target"), QStringLiteral("cloudformation-json"),
                                QStringLiteral("--output"), pipe});
        QCOMPARE(result.code, 0);
        QVERIFY(reader.waitForFinished());
        QVERIFY(json(reader.readAllStandardOutput())[QStringLiteral("Resources")].isMap());
        QVERIFY(QFileInfo::exists(pipe) && !QFileInfo(pipe).isFile());
        const QString picture = path("pipe.png");
        QCOMPARE(::mkfifo(QFile::encodeName(picture).constData(), 0600), 0);
        QCOMPARE(run({QStringLiteral("render"), m_example, QStringLiteral("--output"), picture}).code, 3);
        QVERIFY(!QFileInfo(picture).isFile());
    }
    void standardOutputCarriesTheTemplateInJson()
    {
        const Run result = run({QStringLiteral("export"), m_example, QStringLiteral("--target"), QStringLiteral("cloudformation-yaml"),
                                QStringLiteral("--output"), QStringLiteral("-"), QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(result.code, 0);
        QVERIFY(json(result.out)[QStringLiteral("template")].toString().startsWith(QLatin1String("AWSTemplateFormatVersion")));
    }
    void linksDoNotLeadOutOfTheFolder()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("linked")));
        QVERIFY(QFile::link(path("victim"), path("linked/main.tf")));
        const Run result = run({QStringLiteral("export"), m_example, QStringLiteral("--target"), QStringLiteral("terraform"),
                                QStringLiteral("--output"), path("linked")});
        QCOMPARE(result.code, 3);
        QVERIFY(!QFileInfo::exists(path("victim")) && !QFileInfo::exists(path("linked/versions.tf")));
    }
    void helpNamesTheProgram()
    {
        QVERIFY(run({QStringLiteral("check"), QStringLiteral("--help")}).out.startsWith("Usage: groundplan-cli check FILE [options]\n"));
        QVERIFY(run({QStringLiteral("types"), QStringLiteral("--help")}).out.startsWith("Usage: groundplan-cli types [options]\n"));
    }
    void withoutAnEngineItSaysWhatToDo()
    {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), path("empty"));
        environment.insert(QStringLiteral("HOME"), path("home"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(GROUNDPLAN_BINARY_DIR "/app/cli/groundplan-cli"), {QStringLiteral("plan"), m_example});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 4);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains("--engine") && said.contains("OpenTofu or Terraform") && said.contains(m_example.toUtf8()), said);
    }
    void engineBesideTheUserIsFound()
    {
        // Named relative to where the user is, run in the deployment's own folder.
        QFile engine(path("engine"));
        QVERIFY(engine.open(QIODevice::WriteOnly));
        engine.write("#!/bin/sh\nif [ \"$1\" = version ]; then echo 'Terraform v1.9.0'; exit 0; fi\necho 'no luck today' >&2\nexit 1\n");
        engine.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        engine.close();
        const QString blueprint = QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/blueprints/terraform-data.groundplan");
        const Run result =
            run({QStringLiteral("plan"), blueprint, QStringLiteral("--engine"), QStringLiteral("./engine")}, m_folder.path());
        QCOMPARE(result.code, 4);
        QVERIFY2((result.out + result.err).contains("no luck today"), result.out + result.err);
    }

    void exampleHasNoErrors()
    {
        const Run result = run({QStringLiteral("check"), m_example, QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(result.code, 0);
        QCOMPARE(json(result.out)[QStringLiteral("errors")], Value(0));
    }
    void checkNamesTheResourceAndFails()
    {
        QByteArray bytes = bytesOf(m_example);
        bytes.replace("\"cidr_block\": \"10.0.2.0/24\"", "\"cidr_block\": \"10.0.1.0/24\"");
        const QString file = write("overlap.groundplan", bytes);
        const Run result = run({QStringLiteral("check"), file, QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(result.code, 1);
        bool isNamed = false;
        for (const Value &finding : json(result.out)[QStringLiteral("findings")].toList())
            isNamed = isNamed || finding[QStringLiteral("resource")].toString() == QLatin1String("aws_subnet.public_b");
        QVERIFY2(isNamed, result.out);
        QCOMPARE(run({QStringLiteral("check"), file, QStringLiteral("--fail-on"), QStringLiteral("never")}).code, 0);
        QVERIFY(run({QStringLiteral("check"), file}).out.contains("aws_subnet.public_b"));
        QVERIFY(run({QStringLiteral("check"), m_example}).out.endsWith("0 errors, 0 warnings, 1 notice\n"));
    }

    void checkTellsWhatAnExportWouldRefuse()
    {
        // A line to a zone: only what lines become knows that it has no address.
        const QString file = write("line.groundplan",
                                   "{\"format\": 1, \"resources\": [{\"id\": \"r\", \"type\": \"groundplan_region\", \"name\": \"r\"},"
                                   "{\"id\": \"g\", \"type\": \"groundplan_group\", \"name\": \"g\", \"zones\": [\"r\"]},"
                                   "{\"id\": \"x\", \"type\": \"groundplan_external\", \"name\": \"x\"}],"
                                   "\"connections\": [{\"id\": \"c\", \"from\": \"x\", \"to\": \"g\", \"kind\": \"network_access\","
                                   "\"properties\": {\"ports\": [443]}}]}");
        const QStringList target{QStringLiteral("--target"), QStringLiteral("terraform"), QStringLiteral("--output"), path("line")};
        QCOMPARE(run(QStringList{QStringLiteral("export"), file} + target).code, 1);
        const Run checked = run({QStringLiteral("check"), file});
        QVERIFY2(checked.code == 1 && checked.out.count("error:") == 1, checked.out);
    }

    void costSumsItsParts()
    {
        const Run result = run({QStringLiteral("cost"), m_example, QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(result.code, 0);
        const Value estimate = json(result.out);
        const double total = estimate[QStringLiteral("monthly")].toReal();
        QVERIFY(total > 100);
        double sum = 0;
        for (const Value &resource : estimate[QStringLiteral("resources")].toList())
            sum += resource[QStringLiteral("monthly")].toReal();
        QVERIFY(std::abs(sum - total) < 0.5); // each is rounded to the cent
        QVERIFY(run({QStringLiteral("cost"), m_example}).out.contains("per month"));
    }

    void costCountsWhatHasNoPrice_data()
    {
        QTest::addColumn<QByteArray>("types");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("one") << QByteArray("t99.mega") << QByteArray("1 resource has no known price: the total is without it.");
        QTest::newRow("two") << QByteArray("t99.mega t99.giga")
                             << QByteArray("2 resources have no known price: the total is without them.");
    }
    void costCountsWhatHasNoPrice()
    {
        QFETCH(QByteArray, types);
        QFETCH(QByteArray, said);
        QByteArray rows;
        for (const QByteArray &type : types.split(' '))
            rows += (rows.isEmpty() ? "" : ", ") + QByteArray("{\"id\": \"" + type + "\", \"type\": \"aws_instance\", \"name\": \"a\", ")
                + "\"properties\": {\"instance_type\": \"" + type + "\"}}";
        const QString file =
            write("unpriced.groundplan", "{\"format\": 1, \"blueprint\": {\"name\": \"x\"}, \"resources\": [" + rows + "]}");
        const Run result = run({QStringLiteral("cost"), file});
        QCOMPARE(result.code, 0);
        QVERIFY2(result.out.contains(said), result.out + result.err);
    }

    void exportsWriteWhatTheyName()
    {
        const auto exported = [&](const char *target, const QString &output) {
            return run({QStringLiteral("export"), m_example, QStringLiteral("--target"), QString::fromLatin1(target),
                        QStringLiteral("--output"), output});
        };
        QCOMPARE(exported("terraform", path("tf")).code, 0);
        for (const char *name : {"versions.tf", "providers.tf", "variables.tf", "main.tf", "outputs.tf"})
            QVERIFY2(QFileInfo::exists(path("tf/") + QLatin1String(name)), name);
        QVERIFY(bytesOf(path("tf/main.tf")).contains("resource \"aws_autoscaling_group\" \"app\""));
        QCOMPARE(exported("terraform-json", path("tfjson")).code, 0);
        QVERIFY(json(bytesOf(path("tfjson/main.tf.json")))[QStringLiteral("resource")][QStringLiteral("aws_autoscaling_group")].isMap());
        // The engine would read both.
        QCOMPARE(exported("terraform-json", path("tf")).code, 3);
        QCOMPARE(exported("terraform", path("tfjson")).code, 3);
        QVERIFY(!QFileInfo::exists(path("tf/main.tf.json")) && !QFileInfo::exists(path("tfjson/main.tf")));
        QCOMPARE(exported("cloudformation-yaml", path("template.yaml")).code, 0);
        QVERIFY(bytesOf(path("template.yaml")).contains("AWS::AutoScaling::AutoScalingGroup"));
        QCOMPARE(exported("cloudformation-json", path("template.json")).code, 0);
        QVERIFY(json(bytesOf(path("template.json")))[QStringLiteral("Resources")].isMap());
        QVERIFY(json(exported("cloudformation-json", QStringLiteral("-")).out)[QStringLiteral("Resources")].isMap());
        QCOMPARE(exported("cloudformation-yaml", m_folder.path()).code, 3);
    }
    void invalidBlueprintIsNotExported()
    {
        QByteArray bytes = bytesOf(m_example);
        bytes.replace("\"name\": \"tg_api\"", "\"name\": \"x\"");
        bytes.replace("{\"$ref\": {\"to\": \"rt_public\", \"attr\": \"id\"}}", "{\"$ref\": {\"to\": \"gone\", \"attr\": \"id\"}}");
        const QString file = write("dangling.groundplan", bytes);
        const QStringList arguments{QStringLiteral("export"),   file,       QStringLiteral("--target"), QStringLiteral("terraform"),
                                    QStringLiteral("--output"), path("not")};
        const Run refused = run(arguments);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("aws_route.public_internet"), refused.err);
        QVERIFY(!QFileInfo::exists(path("not")));
        QCOMPARE(run(arguments + QStringList{QStringLiteral("--force")}).code, 1);
        QVERIFY(QFileInfo::exists(path("not/main.tf")));
    }

    void picturesNeedNoDisplay()
    {
        const auto rendered = [&](const QString &output, const QStringList &more = {}) {
            return run(QStringList{QStringLiteral("render"), m_example, QStringLiteral("--output"), output} + more);
        };
        const Run png = rendered(path("a.png"));
        QVERIFY2(png.code == 0, png.err);
        QCOMPARE(
            rendered(path("b.png"), {QStringLiteral("--scale"), QStringLiteral("2"), QStringLiteral("--theme"), QStringLiteral("dark")})
                .code,
            0);
        QFile bare(path("bare.groundplan")); // of which nothing is drawn
        QVERIFY(bare.open(QIODevice::WriteOnly));
        bare.write("{\"format\": 1, \"resources\": [{\"id\": \"r\", \"type\": \"groundplan_region\", \"name\": \"r\"},"
                   "{\"id\": \"b\", \"type\": \"aws_s3_bucket\", \"name\": \"b\", \"zones\": [\"r\"]}]}");
        bare.close();
        const Run drawn = run({QStringLiteral("render"), bare.fileName(), QStringLiteral("--output"), path("bare.png")});
        QVERIFY2(drawn.code == 0, drawn.err);
        QVERIFY(QImage(path("bare.png")).width() > 200);
        const QImage once(path("a.png")), twice(path("b.png"));
        QVERIFY(once.width() > 800);
        QCOMPARE(twice.size(), once.size() * 2);
        QVERIFY(qGray(twice.pixel(2, 2)) < 80 && qGray(once.pixel(2, 2)) > 200);
        QCOMPARE(rendered(path("a.svg")).code, 0);
        QVERIFY(bytesOf(path("a.svg")).contains("app-db") || bytesOf(path("a.svg")).contains(">app<"));
        QCOMPARE(rendered(path("a.pdf"), {QStringLiteral("--page"), QStringLiteral("Routing")}).code, 0);
        QVERIFY(bytesOf(path("a.pdf")).startsWith("%PDF"));
        QCOMPARE(rendered(path("a.drawio"), {QStringLiteral("--costs")}).code, 0);
        QVERIFY(bytesOf(path("a.drawio")).startsWith("<mxfile "));
        QVERIFY(bytesOf(path("a.drawio")).contains("shape=mxgraph.aws4.application_load_balancer;"));
        QVERIFY(bytesOf(path("a.drawio")).contains("$129.25"));
        QCOMPARE(rendered(path("a.mmd"), {QStringLiteral("--page"), QStringLiteral("Routing")}).code, 0);
        QVERIFY(bytesOf(path("a.mmd")).startsWith("flowchart TB\n"));
        QCOMPARE(rendered(path("a.gif")).code, 2);
        QCOMPARE(rendered(path("c.png"), {QStringLiteral("--page"), QStringLiteral("Nowhere")}).code, 2);
        QCOMPARE(rendered(path("c.png"), {QStringLiteral("--scale"), QStringLiteral("0")}).code, 2);
        QCOMPARE(rendered(path("c.png"), {QStringLiteral("--scale"), QStringLiteral("nan")}).code, 2);
        QCOMPARE(rendered(QStringLiteral("/nonexistent/c.png")).code, 3);
    }

    void typesAreListed()
    {
        const Run result = run({QStringLiteral("types"), QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(result.code, 0);
        const ValueList types = json(result.out).toList();
        QVERIFY(types.size() > 1400);
        int deep = 0;
        for (const Value &type : types) {
            QVERIFY(!type[QStringLiteral("title")].toString().isEmpty());
            QVERIFY(!type[QStringLiteral("category")].toString().isEmpty());
            deep += type[QStringLiteral("deep")].toBool();
        }
        QVERIFY(deep >= 30);
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "test_cli.moc"
