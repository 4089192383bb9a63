// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

/// The benchmark prints every row of the speed table, as lines that a program can read.
class TestBench : public QObject {
    Q_OBJECT

    QMap<QString, QList<QJsonObject>> m_rows;

private Q_SLOTS:
    void initTestCase()
    {
        QProcess bench;
        bench.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        bench.start(QStringLiteral(GROUNDPLAN_BENCH_PROGRAM), {QStringLiteral("--quick"), QStringLiteral("100")});
        QVERIFY(bench.waitForFinished(500000));
        QCOMPARE(bench.exitStatus(), QProcess::NormalExit);
        QCOMPARE(bench.exitCode(), 0);
        const QList<QByteArray> lines = bench.readAllStandardOutput().trimmed().split('\n');
        for (const QByteArray &line : lines) {
            const QJsonDocument json = QJsonDocument::fromJson(line);
            QVERIFY2(json.isObject(), line.constData());
            m_rows[json[QStringLiteral("bench")].toString()].append(json.object());
        }
    }

    void rowIsThere_data()
    {
        QTest::addColumn<double>("budget");
        QTest::addColumn<int>("resources");
        QTest::addColumn<QString>("unit");
        const auto row = [](const char *name, double budget, int resources = 100, const char *unit = "ms") {
            QTest::newRow(name) << budget << resources << QString::fromLatin1(unit);
        };
        row("open a file to a painted canvas", 800);
        row("pan frame", 8);
        row("zoom frame", 8);
        row("drag frame of one item", 8);
        row("drag frame of 200 items", 16);
        row("rubber band frame", 8);
        row("find as you type: a letter", 0);
        row("switch pages", 0);
        row("open the grid view", 0);
        row("one edit", 8);
        row("code preview follows", 100);
        row("price everything", 20);
        row("check everything", 100);
        row("export Terraform", 100);
        row("export CloudFormation", 100);
        row("export Terraform: speed", 0, 100, "MB/s");
        row("export CloudFormation: speed", 0, 100, "MB/s");
        row("arrange everything", 2000);
        row("memory of the program", 300, 100, "MB");
        row("program start", 400, 0);
        row("catalog ready", 60, 0);
        row("form of a type", 20, 0);
    }
    void rowIsThere()
    {
        QFETCH(double, budget);
        QFETCH(int, resources);
        QFETCH(QString, unit);
        const auto rows = m_rows.value(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(!rows.isEmpty());
        for (const QJsonObject &row : rows) {
            QCOMPARE(row[QStringLiteral("budget")].toDouble(), budget);
            QCOMPARE(row[QStringLiteral("resources")].toInt(-1), resources);
            QCOMPARE(row[QStringLiteral("unit")].toString(), unit);
            QVERIFY(row[QStringLiteral("runs")].toInt() > 0);
            QVERIFY(row[QStringLiteral("median")].toDouble() > 0);
            QVERIFY(row[QStringLiteral("p99")].toDouble() >= row[QStringLiteral("median")].toDouble());
        }
    }

    void framesAreMeasuredAtSeveralZooms_data()
    {
        QTest::addColumn<QString>("row");
        for (const char *row : {"pan frame", "zoom frame"})
            QTest::newRow(row) << QString::fromLatin1(row);
    }
    void framesAreMeasuredAtSeveralZooms()
    {
        QFETCH(QString, row);
        QSet<double> zooms;
        const auto rows = m_rows.value(row);
        for (const QJsonObject &one : rows) {
            QCOMPARE(one[QStringLiteral("p99_budget")].toDouble(), 16.0);
            if (one.contains(QStringLiteral("zoom")))
                zooms.insert(one[QStringLiteral("zoom")].toDouble());
        }
        QVERIFY(zooms.size() >= 3);
    }
};

QTEST_GUILESS_MAIN(TestBench)
#include "test_bench.moc"
