// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/enginesetup.h"
#include "app/services/history.h"
#include "app/services/redactor.h"
#include "app/services/workspace.h"

#include <QTemporaryDir>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QTest>

#include <cerrno>
#include <cstring>

using namespace groundplan;

namespace {

QString touch(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) ? path : QString();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Blueprint withEnvironment(const Environment &environment, const QList<Variable> &variables = {})
{
    Blueprint blueprint;
    ChangeSet changes;
    changes.add(environment);
    for (const Variable &variable : variables)
        changes.add(variable);
    const Result<> applied = blueprint.apply(changes);
    Q_ASSERT(applied.ok());
    return blueprint;
}

Variable variable(const QString &name, const Value &defaultValue = {}, bool sensitive = false)
{
    Variable row;
    row.id = VariableId(name);
    row.defaultValue = defaultValue;
    row.sensitive = sensitive;
    return row;
}

Environment environment()
{
    Environment row;
    row.id = EnvironmentId(QStringLiteral("eeeeeeeeee"));
    row.name = QStringLiteral("test");
    return row;
}

} // namespace

/// Where a deployment keeps its things, and what it gives to an engine.
class TestWorkspace : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_root;
    int m_count = 0;

    std::unique_ptr<Workspace> open(const WorkspaceKey &key)
    {
        auto workspace = Workspace::open(m_root, key);
        return workspace ? std::move(workspace).value() : nullptr;
    }

private Q_SLOTS:
    void init() { m_root = m_folder.filePath(QStringLiteral("root%1").arg(++m_count)); }

    void isPrivateAndFoundAgain()
    {
        const QString file = touch(m_folder.filePath(QStringLiteral("a.groundplan")));
        const auto workspace = open({file});
        QVERIFY(workspace);
        const auto permissions = QFileInfo(workspace->path()).permissions();
        QVERIFY(!(permissions & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::ExeOther)));
        QCOMPARE(open({file})->path(), workspace->path());
        QVERIFY(open({file, EnvironmentId(QStringLiteral("x"))})->path() != workspace->path());
    }

    void aBlueprintWithoutAFileIsRefused() { QVERIFY(!Workspace::open(m_root, {}).ok()); }

    void whyAFolderCannotBeMadeIsSaid()
    {
        const QString file = touch(m_folder.filePath(QStringLiteral("r.groundplan")));
        const auto opened = Workspace::open(file + QStringLiteral("/root"), {file});
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(QLatin1String(strerror(ENOTDIR))), qPrintable(opened.error().message));
    }

    void aMovedFileTakesItsStateAlong()
    {
        const QSet<QString> ids{QStringLiteral("aaaaaaaaaa"), QStringLiteral("bbbbbbbbbb")};
        const QString before = touch(m_folder.filePath(QStringLiteral("before.groundplan")));
        QVERIFY(open({before, {}, {}, ids})->writePrivate(QStringLiteral("terraform.tfstate"), "{}").ok());
        const QString after = m_folder.filePath(QStringLiteral("after.groundplan"));
        QVERIFY(QFile::rename(before, after));
        const auto moved = open({after, {}, {}, {QStringLiteral("bbbbbbbbbb"), QStringLiteral("cccccccccc")}});
        QVERIFY(moved->hasState());
        QCOMPARE(moved->movedFrom(), before);
        QVERIFY(open({after, {}, {}, ids})->movedFrom().isEmpty()); // once
    }

    void aCopyBeginsWithAStateOfItsOwn()
    {
        const QSet<QString> ids{QStringLiteral("aaaaaaaaaa")};
        const QString original = touch(m_folder.filePath(QStringLiteral("original.groundplan")));
        QVERIFY(open({original, {}, {}, ids})->writePrivate(QStringLiteral("terraform.tfstate"), "{}").ok());
        const QString copy = touch(m_folder.filePath(QStringLiteral("copy.groundplan")));
        QVERIFY(!open({copy, {}, {}, ids})->hasState());
        QVERIFY(open({original, {}, {}, ids})->hasState());
    }

    void anotherBlueprintNeverGetsTheStateOfAVanishedOne()
    {
        const QString gone = touch(m_folder.filePath(QStringLiteral("gone.groundplan")));
        QVERIFY(open({gone, {}, {}, {QStringLiteral("aaaaaaaaaa")}})->writePrivate(QStringLiteral("terraform.tfstate"), "{}").ok());
        QVERIFY(QFile::remove(gone));
        const QString other = touch(m_folder.filePath(QStringLiteral("other.groundplan")));
        QVERIFY(!open({other, {}, {}, {QStringLiteral("zzzzzzzzzz")}})->hasState());
    }

    void oneRunAtATime()
    {
        const QString file = touch(m_folder.filePath(QStringLiteral("lock.groundplan")));
        const auto one = open({file});
        const auto two = open({file});
        QVERIFY(one->lock().ok());
        const Result<> refused = two->lock();
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.contains(QLatin1String("Another run")));
        one->unlock();
        QVERIFY(two->lock().ok());
    }

    void codeOfAnEarlierRunGoesAndStateStays()
    {
        const auto workspace = open({touch(m_folder.filePath(QStringLiteral("w.groundplan")))});
        QVERIFY(workspace->write({{{QStringLiteral("main.tf"), "1"}, {QStringLiteral("outputs.tf"), "2"}}, {}}).ok());
        QVERIFY(workspace->writePrivate(QStringLiteral("terraform.tfstate"), "state").ok());
        QVERIFY(workspace->write({{{QStringLiteral("main.tf"), "3"}}, {}}).ok());
        QCOMPARE(read(workspace->path() + QStringLiteral("/main.tf")), QByteArray("3"));
        QVERIFY(!QFile::exists(workspace->path() + QStringLiteral("/outputs.tf")));
        QCOMPARE(read(workspace->path() + QStringLiteral("/terraform.tfstate")), QByteArray("state"));
        QVERIFY(!workspace->write({{{QStringLiteral("../evil.tf"), "x"}}, {}}).ok());
        QVERIFY(!QFile::exists(m_root + QStringLiteral("/evil.tf")));
    }

    void newProviderConstraintsChooseProvidersAnew()
    {
        const auto workspace = open({touch(m_folder.filePath(QStringLiteral("v.groundplan")))});
        const QString lock = workspace->path() + QStringLiteral("/.terraform.lock.hcl");
        QVERIFY(workspace->write({{{QStringLiteral("versions.tf"), "5"}}, {}}).ok());
        touch(lock);
        QVERIFY(workspace->write({{{QStringLiteral("versions.tf"), "5"}}, {}}).ok());
        QVERIFY(QFile::exists(lock));
        QVERIFY(workspace->write({{{QStringLiteral("versions.tf"), "6"}}, {}}).ok());
        QVERIFY(!QFile::exists(lock));
    }

    void plansAreRemembered()
    {
        const auto workspace = open({touch(m_folder.filePath(QStringLiteral("p.groundplan")))});
        const PlanRecord record{DeployGoal::PlanDestroy, "abc", QStringLiteral("/usr/bin/tofu"),
                                QDateTime::fromSecsSinceEpoch(1700000000, Qt::UTC)};
        QVERIFY(workspace->keepPlan(record).ok());
        QVERIFY(!workspace->planRecord()); // no plan file
        QVERIFY(workspace->writePrivate(workspace->planFile(), "plan").ok());
        QCOMPARE(workspace->planRecord(), std::optional(record));
        workspace->discardPlan();
        QVERIFY(!workspace->planRecord());
        QVERIFY(!QFile::exists(workspace->path() + QLatin1Char('/') + workspace->planFile()));
    }

    void statesAreKeptBeforeAnApply()
    {
        const auto workspace = open({touch(m_folder.filePath(QStringLiteral("s.groundplan")))});
        QVERIFY(workspace->backUpState().ok()); // nothing yet
        QVERIFY(workspace->writePrivate(QStringLiteral("terraform.tfstate"), "one").ok());
        QVERIFY(workspace->backUpState().ok());
        const QFileInfoList copies = QDir(workspace->path() + QStringLiteral("/states")).entryInfoList(QDir::Files);
        QCOMPARE(copies.size(), 1);
        QCOMPARE(read(copies.first().filePath()), QByteArray("one"));
    }

    void valuesAreDataAndSecretsAreNotThere()
    {
        Environment row = environment();
        const QString nasty = QStringLiteral("a\"b${c}%{d}\n#\\");
        row.variables = {{QStringLiteral("text"), nasty},
                         {QStringLiteral("list"), ValueList{1, true, QStringLiteral("x")}},
                         {QStringLiteral("password"), QStringLiteral("hunter2")},
                         {QStringLiteral("unknown"), 7},
                         {QStringLiteral("computed"), Expression{QStringLiteral("evil()")}}};
        const Blueprint blueprint = withEnvironment(row,
                                                    {variable(QStringLiteral("text")), variable(QStringLiteral("list")),
                                                     variable(QStringLiteral("password"), {}, true), variable(QStringLiteral("computed"))});
        const FileSet files = enginesetup::deploymentFiles({}, blueprint, &row);
        const QByteArray json = files.files.value(QLatin1String(enginesetup::variablesFile));
        const QJsonObject values = QJsonDocument::fromJson(json).object();
        QCOMPARE(values.keys(), (QStringList{QStringLiteral("list"), QStringLiteral("text")}));
        QCOMPARE(values.value(QLatin1String("text")).toString(), nasty);
        QVERIFY(!json.contains("hunter2"));
        QCOMPARE(enginesetup::requiredSecrets(blueprint), QStringList{QStringLiteral("password")});
    }

    void endpointsOverrideEveryAwsProvider()
    {
        Environment row = environment();
        const FileSet code{
            {{QStringLiteral("providers.tf"),
              "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n\nprovider \"aws\" {\n  alias  = \"us\"\n  region = \"us-east-1\"\n}\n"}},
            {}};
        QVERIFY(!enginesetup::deploymentFiles(code, {}, &row).files.contains(QLatin1String(enginesetup::overrideFile)));
        row.endpointUrl = QStringLiteral("http://127.0.0.1:5000");
        const FileSet files = enginesetup::deploymentFiles(code, {}, &row);
        const QJsonArray providers = QJsonDocument::fromJson(files.files.value(QLatin1String(enginesetup::overrideFile)))
                                         .object()
                                         .value(QLatin1String("provider"))
                                         .toObject()
                                         .value(QLatin1String("aws"))
                                         .toArray();
        QCOMPARE(providers.size(), 2);
        QCOMPARE(providers.at(1).toObject().value(QLatin1String("alias")).toString(), QStringLiteral("us"));
        QVERIFY(providers.at(0).toObject().value(QLatin1String("s3_use_path_style")).toBool());
        // Without such a provider there is nothing to override, and the engine would refuse it.
        QVERIFY(!enginesetup::deploymentFiles({}, {}, &row).files.contains(QLatin1String(enginesetup::overrideFile)));
    }

    void theShellsHabitsDoNotReachTheEngine()
    {
        QProcessEnvironment base;
        for (const char *name : {"TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_WORKSPACE", "TF_DATA_DIR", "TF_LOG", "TF_LOG_PATH"})
            base.insert(QLatin1String(name), QStringLiteral("x"));
        base.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("real secret"));
        base.insert(QStringLiteral("PATH"), QStringLiteral("/bin"));
        Environment row = environment();
        row.profile = QStringLiteral("staging");
        row.region = QStringLiteral("eu-central-1");
        const QProcessEnvironment made = enginesetup::processEnvironment(
            base, &row, {{QStringLiteral("password"), QStringLiteral("hunter2")}}, {QStringLiteral("/cache"), {}});
        for (const QString &name : made.keys())
            QVERIFY2(made.value(name) != QLatin1String("x"), qPrintable(name));
        QCOMPARE(made.value(QStringLiteral("TF_INPUT")), QStringLiteral("0"));
        QCOMPARE(made.value(QStringLiteral("TF_VAR_password")), QStringLiteral("hunter2"));
        QCOMPARE(made.value(QStringLiteral("AWS_PROFILE")), QStringLiteral("staging"));
        QCOMPARE(made.value(QStringLiteral("AWS_REGION")), QStringLiteral("eu-central-1"));
        QVERIFY(!made.contains(QStringLiteral("AWS_SECRET_ACCESS_KEY"))); // the profile was chosen
        QCOMPARE(made.value(QStringLiteral("PATH")), QStringLiteral("/bin"));
        QCOMPARE(made.value(QStringLiteral("TF_PLUGIN_CACHE_DIR")), QStringLiteral("/cache"));
    }

    void anImitationNeverGetsTheUsersKeys()
    {
        QProcessEnvironment base;
        base.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("real secret"));
        base.insert(QStringLiteral("AWS_SESSION_TOKEN"), QStringLiteral("real token"));
        Environment row = environment();
        row.endpointUrl = QStringLiteral("http://127.0.0.1:4566");
        const QProcessEnvironment made = enginesetup::processEnvironment(base, &row, {}, {});
        QCOMPARE(made.value(QStringLiteral("AWS_ENDPOINT_URL")), row.endpointUrl);
        QCOMPARE(made.value(QStringLiteral("AWS_SECRET_ACCESS_KEY")), QStringLiteral("test"));
        QVERIFY(!made.contains(QStringLiteral("AWS_SESSION_TOKEN")));
    }

    void aMirrorIsAskedForWhatItHas()
    {
        const QString mirror = m_folder.filePath(QStringLiteral("mir\"ror"));
        QVERIFY(QDir().mkpath(mirror + QStringLiteral("/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64")));
        const QByteArray text = enginesetup::mirrorConfiguration(mirror);
        QCOMPARE(text.count("\"registry.terraform.io/hashicorp/aws\""), 2); // included there, excluded elsewhere
        QVERIFY(text.contains("mir\\\"ror"));
        QVERIFY(!enginesetup::mirrorConfiguration(m_folder.filePath(QStringLiteral("none"))).contains("filesystem_mirror"));
    }

    void fingerprintsTellFilesApart()
    {
        const FileSet one{{{QStringLiteral("a"), "bc"}}, {}};
        const FileSet two{{{QStringLiteral("ab"), "c"}}, {}};
        QVERIFY(enginesetup::fingerprint(one) != enginesetup::fingerprint(two));
        QCOMPARE(enginesetup::fingerprint(one), enginesetup::fingerprint(FileSet{{{QStringLiteral("a"), "bc"}}, {SourceSpan{}}}));
    }

    void secretsAreTakenOutOfLogs()
    {
        Redactor redactor;
        redactor.addSecret(QStringLiteral("hunter2"));
        redactor.addSecret(QStringLiteral("hunter2-and-more"));
        redactor.addSecret(QStringLiteral("qu\"ote\\s"));
        redactor.addSecret(QStringLiteral("line one\n-----line two-----\n"));
        redactor.addSecret(QStringLiteral("no"));
        const QString secret = QStringLiteral("(secret)");
        QCOMPARE(redactor.redacted(QStringLiteral("x hunter2 y")), QStringLiteral("x ") + secret + QStringLiteral(" y"));
        QCOMPARE(redactor.redacted(QStringLiteral("hunter2-and-more")), secret);
        QCOMPARE(redactor.redacted(QStringLiteral("\"qu\\\"ote\\\\s\"")), QStringLiteral("\"") + secret + QStringLiteral("\""));
        QCOMPARE(redactor.redacted(QStringLiteral("-----line two-----")), secret);
        QCOMPARE(redactor.redacted(QStringLiteral("no news")), QStringLiteral("no news"));
        QCOMPARE(redactor.redacted(QStringLiteral("key AKIAIOSFODNN7EXAMPLE.")), QStringLiteral("key ") + secret + QLatin1Char('.'));
    }

    void historyKeepsRuns()
    {
        const QString path = m_folder.filePath(QStringLiteral("deep/history.sqlite"));
        HistoryEntry entry{0,
                           QDateTime::fromMSecsSinceEpoch(1700000000123, Qt::UTC),
                           QDateTime::fromMSecsSinceEpoch(1700000005000, Qt::UTC),
                           QStringLiteral("net'); DROP TABLE runs; --"),
                           QStringLiteral("/a.groundplan"),
                           QStringLiteral("prod"),
                           QStringLiteral("OpenTofu 1.8.3"),
                           QStringLiteral("apply"),
                           1,
                           2,
                           3,
                           4,
                           QStringLiteral("done"),
                           QStringLiteral("Applied."),
                           QStringLiteral("/log")};
        {
            History history(path);
            QVERIFY(history.add(entry).ok());
            HistoryEntry later = entry;
            later.started = entry.started.addSecs(10);
            later.blueprintPath = QStringLiteral("/b.groundplan");
            QVERIFY(history.add(later).ok());
        }
        History again(path);
        const auto all = again.entries();
        QVERIFY(all.ok());
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->first().blueprintPath, QStringLiteral("/b.groundplan")); // newest first
        const auto one = again.entries(QStringLiteral("/a.groundplan"));
        QVERIFY(one.ok());
        entry.id = 1;
        QCOMPARE(one->size(), 1);
        QVERIFY(one->first() == entry);
    }

    void aBrokenHistoryIsAnError()
    {
        const QString path = m_folder.filePath(QStringLiteral("broken.sqlite"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        History history(path);
        QVERIFY(!history.add({}).ok());
        QVERIFY(!history.entries().ok());
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "test_workspace.moc"
