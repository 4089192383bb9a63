// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deployment/events.h"

#include <QFile>
#include <QTest>

using namespace groundplan;
using Kind = EngineEvent::Kind;

/// The engine's output, line by line: recorded lines, plain text and garbage.
class TestDeploymentEvents : public QObject {
    Q_OBJECT

    static QByteArray sample(const QString &name)
    {
        QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/model/deployment/data/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static QList<EngineEvent> events(const QString &name)
    {
        QList<EngineEvent> result;
        for (const QByteArray &line : sample(name).split('\n')) {
            if (!line.isEmpty())
                result << parseEvent(line);
        }
        return result;
    }

    static qsizetype count(const QList<EngineEvent> &list, Kind kind)
    {
        return std::count_if(list.begin(), list.end(), [&](const EngineEvent &event) { return event.kind == kind; });
    }

private Q_SLOTS:
    void readsARecordedApply()
    {
        const QList<EngineEvent> list = events(QStringLiteral("apply.jsonl"));
        QCOMPARE(count(list, Kind::Version), 1);
        QVERIFY(list.first().engineVersion.startsWith(QLatin1String("1.")));
        // One create, one update, one delete; two replacements are a delete and a create each.
        QCOMPARE(count(list, Kind::ApplyStart), 7);
        QCOMPARE(count(list, Kind::ApplyComplete), 7);
        QCOMPARE(count(list, Kind::Outputs), 1);
        for (const EngineEvent &event : list) {
            if (event.kind == Kind::ApplyStart) {
                QVERIFY(event.address.startsWith(QLatin1String("terraform_data.")));
                QVERIFY(event.action != PlannedAction::None);
            }
            if (event.kind == Kind::ChangeSummary) {
                QCOMPARE(event.add, 3);
                QCOMPARE(event.change, 1);
                QCOMPARE(event.remove, 3);
                QCOMPARE(event.operation, QStringLiteral("apply"));
            }
        }
    }

    void readsPlannedChanges()
    {
        const QList<EngineEvent> list = events(QStringLiteral("plan.jsonl"));
        QCOMPARE(count(list, Kind::PlannedChange), 5);
        QVERIFY(std::any_of(list.begin(), list.end(), [](const EngineEvent &event) { return event.action == PlannedAction::Replace; }));
    }

    void diagnosticsNameTheirPlace()
    {
        const QList<EngineEvent> list = events(QStringLiteral("broken.jsonl"));
        QCOMPARE(count(list, Kind::Diagnostic), 1);
        const EngineDiagnostic &diagnostic = list.last().diagnostic;
        QVERIFY(diagnostic.isError);
        QVERIFY(!diagnostic.summary.isEmpty());
        QVERIFY(!diagnostic.detail.isEmpty());
        QCOMPARE(diagnostic.file, QStringLiteral("main.tf"));
        QVERIFY(diagnostic.line > 0);
        QCOMPARE(list.last().level, EngineEvent::Level::Error);
    }

    void readsTheDocumentOfValidate()
    {
        const QList<EngineDiagnostic> list = parseValidation("Warning: something\n" + sample(QStringLiteral("validate.json")));
        QCOMPARE(list.size(), 1);
        QVERIFY(list.first().isError);
        QCOMPARE(list.first().file, QStringLiteral("main.tf"));
        QVERIFY(parseValidation("not json").isEmpty());
        QVERIFY(parseValidation("{\"diagnostics\":7}").isEmpty());
    }

    void whatIsNoRecordIsText_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray("Initializing the backend...") << QStringLiteral("Initializing the backend...");
        QTest::newRow("coloured") << QByteArray("\x1b[31mError:\x1b[0m no\x07pe") << QStringLiteral("Error: nope");
        QTest::newRow("invalid UTF-8") << QByteArray("a\xff\xfe"
                                                     "b")
                                       << QStringLiteral("a\uFFFD\uFFFDb");
        QTest::newRow("JSON of something else") << QByteArray("{\"a\":1}") << QStringLiteral("{\"a\":1}");
        QTest::newRow("cut record") << QByteArray("{\"type\":\"apply_start\",\"@mess")
                                    << QStringLiteral("{\"type\":\"apply_start\",\"@mess");
        QTest::newRow("empty") << QByteArray() << QString();
    }

    void whatIsNoRecordIsText()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, text);
        const EngineEvent event = parseEvent(line);
        QCOMPARE(event.kind, Kind::Text);
        QCOMPARE(event.message, text);
    }

    void hugeLinesAreCut()
    {
        const EngineEvent event = parseEvent(QByteArray(10'000'000, 'x'));
        QCOMPARE(event.kind, Kind::Text);
        QVERIFY(event.message.size() < 5000);
    }

    void deepNestingIsText()
    {
        const EngineEvent event = parseEvent("{\"type\":\"outputs\",\"x\":" + QByteArray(100000, '[') + QByteArray(100000, ']') + "}");
        QCOMPARE(event.kind, Kind::Text);
    }

    void oddTypesAreSurvived()
    {
        QCOMPARE(parseEvent(R"({"type":"apply_start","hook":7,"@message":[],"@level":{}})").kind, Kind::ApplyStart);
        QCOMPARE(parseEvent(R"({"type":"change_summary","changes":{"add":-4,"change":99999999999,"remove":"x"}})").add, 0);
        QCOMPARE(parseEvent(R"({"type":"diagnostic"})").kind, Kind::Diagnostic);
        QCOMPARE(parseEvent(R"({"type":7})").kind, Kind::Text);
        QCOMPARE(parseEvent(R"({"type":"from_the_future"})").kind, Kind::Other);
    }
};

QTEST_GUILESS_MAIN(TestDeploymentEvents)
#include "test_deployment_events.moc"
