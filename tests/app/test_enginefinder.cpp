// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/enginefinder.h"
#include "tests/app/fakeengine.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QDir>
#include <QTest>

using namespace groundplan;
using namespace std::chrono_literals;

class TestEngineFinder : public QObject {
    Q_OBJECT

    static QList<Engine> lookIn(const QTemporaryDir &folder, const QString &configured = {}, std::chrono::milliseconds timeout = 5000ms)
    {
        EngineFinder finder;
        finder.setTimeout(timeout);
        QSignalSpy found(&finder, &EngineFinder::found);
        finder.look(configured, {folder.path()});
        if (found.isEmpty())
            found.wait(20000);
        return finder.engines();
    }

private Q_SLOTS:
    void prefersTofuAndTakesBoth()
    {
        QTemporaryDir folder;
        fakeEngine(QDir(folder.path()), QStringLiteral("terraform"), "echo 'Terraform v1.9.8'; echo 'on linux_amd64'");
        fakeEngine(QDir(folder.path()), QStringLiteral("tofu"), "echo 'some warning' >&2; echo 'OpenTofu v1.8.3'");
        const QList<Engine> engines = lookIn(folder);
        QCOMPARE(engines.size(), 2);
        QCOMPARE(engines.at(0).title(), QStringLiteral("OpenTofu 1.8.3"));
        QVERIFY(engines.at(0).isTofu());
        QCOMPARE(engines.at(1).title(), QStringLiteral("Terraform 1.9.8"));
        QCOMPARE(EngineFinder::choose(engines, {}).title(), QStringLiteral("OpenTofu 1.8.3"));
        QCOMPARE(EngineFinder::choose(engines, engines.at(1).path).title(), QStringLiteral("Terraform 1.9.8"));
    }

    void nothingFoundIsAnAnswer()
    {
        QTemporaryDir folder;
        QVERIFY(lookIn(folder).isEmpty());
        QVERIFY(!EngineFinder::choose({}, {}).isUsable());
        QVERIFY(EngineFinder::nothingFoundText().contains(QLatin1String("Install OpenTofu or Terraform")));
    }

    void badEnginesSayWhy_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("problem");
        QTest::newRow("old") << QByteArray("echo 'Terraform v1.4.6'") << QStringLiteral("too old");
        QTest::newRow("very old") << QByteArray("echo 'Terraform v0.12.31'") << QStringLiteral("too old");
        QTest::newRow("garbage") << QByteArray("head -c 100000 /dev/urandom") << QStringLiteral("does not answer like");
        QTest::newRow("another program") << QByteArray("echo 'terraform: GNU planet shaper 7'") << QStringLiteral("does not answer like");
        QTest::newRow("silent") << QByteArray("exit 0") << QStringLiteral("does not answer like");
        QTest::newRow("dies") << QByteArray("kill -SEGV $$") << QStringLiteral("died");
        QTest::newRow("hangs") << QByteArray("trap '' INT TERM; while :; do sleep 0.1; done") << QStringLiteral("within");
        QTest::newRow("floods") << QByteArray("yes garbage") << QStringLiteral("within");
    }

    void badEnginesSayWhy()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, problem);
        QTemporaryDir folder;
        fakeEngine(QDir(folder.path()), QStringLiteral("terraform"), body);
        const QList<Engine> engines = lookIn(folder, {}, 1000ms);
        QCOMPARE(engines.size(), 1);
        QVERIFY(!engines.first().isUsable());
        QVERIFY2(engines.first().problem.contains(problem), qPrintable(engines.first().problem));
        QVERIFY(!EngineFinder::choose(engines, engines.first().path).isUsable());
    }

    void theConfiguredPathComesFirst()
    {
        QTemporaryDir folder;
        QTemporaryDir elsewhere;
        fakeEngine(QDir(folder.path()), QStringLiteral("terraform"), "echo 'Terraform v1.9.8'");
        const QString mine = fakeEngine(QDir(elsewhere.path()), QStringLiteral("my engine"), "echo 'OpenTofu v1.9.1'");
        const QList<Engine> engines = lookIn(folder, mine);
        QCOMPARE(engines.size(), 2);
        QCOMPARE(engines.first().path, mine);
    }

    void aMissingConfiguredEngineIsSaid()
    {
        QTemporaryDir folder;
        const QList<Engine> engines = lookIn(folder, QStringLiteral("/nowhere/tofu"));
        QCOMPARE(engines.size(), 1);
        QVERIFY(engines.first().problem.contains(QLatin1String("cannot be started")));
    }

    void aNewSearchDropsTheOldOne()
    {
        QTemporaryDir folder;
        fakeEngine(QDir(folder.path()), QStringLiteral("terraform"), "sleep 30; echo 'Terraform v1.9.8'");
        EngineFinder finder;
        QSignalSpy found(&finder, &EngineFinder::found);
        finder.look({}, {folder.path()});
        fakeEngine(QDir(folder.path()), QStringLiteral("terraform"), "echo 'Terraform v1.9.9'");
        finder.look({}, {folder.path()});
        QTRY_COMPARE(found.count(), 1);
        QCOMPARE(finder.engines().first().title(), QStringLiteral("Terraform 1.9.9"));
    }
};

QTEST_GUILESS_MAIN(TestEngineFinder)
#include "test_enginefinder.moc"
