// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/jsontext.h"
#include "model/blueprint/value.h"

#include <QRegularExpression>
#include <QTest>

using namespace groundplan;

class TestValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void textSurvivesTheFile_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("quotes") << QStringLiteral("say \"hi\" 'ho' `x`");
        QTest::newRow("newlines") << QStringLiteral("a\nb\r\n\tc");
        QTest::newRow("code") << QStringLiteral("${aws_lb.x.id} %{ if true } # // /* */ <%");
        QTest::newRow("unicode") << QStringLiteral("Größe 日本語 🚀 \u2028 \u200b");
        QTest::newRow("control") << QString(QStringLiteral("a\x01\x1f\x7f b") + QChar(0));
        QTest::newRow("backslash") << QStringLiteral("C:\\temp\\new \\u0041");
        QTest::newRow("empty") << QString();
    }
    void textSurvivesTheFile()
    {
        QFETCH(QString, text);
        const Value value = ValueMap{{text, ValueList{text, 1, true, Value()}}};
        QCOMPARE(*jsontext::read(jsontext::compact(value)), value);
        QByteArray pretty;
        jsontext::appendPretty(pretty, value, 0);
        QCOMPARE(*jsontext::read(pretty), value);
    }

    void taggedFormsAreRead()
    {
        const auto value = jsontext::read("{\"r\": {\"$ref\": {\"to\": \"vpc\", \"attr\": \"id\"}}, \"v\": {\"$var\": \"x\"}, \"e\": "
                                          "{\"$expr\": \"1 + 1\"}, \"m\": {\"$ref\": \"#/a\"}}");
        QVERIFY(value.ok());
        QCOMPARE((*value)[QStringLiteral("r")], Value(Reference{ResourceId(QStringLiteral("vpc")), QStringLiteral("id")}));
        QCOMPARE((*value)[QStringLiteral("v")], Value(VariableReference{QStringLiteral("x")}));
        QCOMPARE((*value)[QStringLiteral("e")], Value(Expression{QStringLiteral("1 + 1")}));
        QVERIFY((*value)[QStringLiteral("m")].isMap());
        QCOMPARE(*jsontext::read(jsontext::compact(*value)), *value);
    }

    void numbersStayWhatTheyAre_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *number : {"0", "-1", "9223372036854775807", "0.1", "1e+300", "-2.5", "0.0000004"})
            QTest::newRow(number) << QByteArray(number);
    }
    void numbersStayWhatTheyAre()
    {
        QFETCH(QByteArray, text);
        const auto value = jsontext::read(text);
        QVERIFY(value.ok());
        QCOMPARE(*jsontext::read(jsontext::compact(*value)), *value);
        QCOMPARE(value->toReal(), text.toDouble());
    }
    void wholeRealIsAnInteger() { QCOMPARE(Value(5.0), Value(5)); }

    void badTextNamesThePlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("place");
        QTest::newRow("cut") << QByteArray("{\n  \"a\": [1, 2") << QStringLiteral("cut off") << QStringLiteral("line 2");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("cut off") << QStringLiteral("line 1");
        QTest::newRow("more behind it") << QByteArray("{}\nx") << QStringLiteral("not valid JSON") << QStringLiteral("line 2, column 1");
        QTest::newRow("comma at the end") << QByteArray("[1,]") << QStringLiteral("not valid JSON") << QStringLiteral("line 1, column 4");
        QTest::newRow("cut in a text") << QByteArray("[\"ab") << QStringLiteral("ends too early") << QStringLiteral("line 1");
        QTest::newRow("cut in a word") << QByteArray("[tru") << QStringLiteral("ends too early") << QStringLiteral("line 1");
        QTest::newRow("wrong") << QByteArray("{\n \"a\": tru }") << QStringLiteral("not valid JSON") << QStringLiteral("line 2, column 10");
        QTest::newRow("utf-8") << QByteArray("{\"a\": \"\xff\"}") << QStringLiteral("UTF-8") << QStringLiteral("line 1");
        QTest::newRow("utf-16") << QByteArray("\xff\xfe{\0}\0", 6) << QStringLiteral("UTF-16") << QStringLiteral("line 1");
        QTest::newRow("twice") << QByteArray("{\"a\": 1, \"a\": 2}") << QStringLiteral("twice") << QString();
        QTest::newRow("number") << QByteArray("[1e999]") << QStringLiteral("too large") << QStringLiteral("line 1");
        QTest::newRow("deep") << QByteArray(1'000'000, '[') << QStringLiteral("too deeply") << QString();
        QTest::newRow("deep maps") << QByteArray("{\"a\":").repeated(100'000) << QStringLiteral("too deeply") << QString();
    }
    void badTextNamesThePlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QFETCH(QString, place);
        const auto value = jsontext::read(text);
        QVERIFY(!value);
        QVERIFY2(value.error().message.contains(message), qPrintable(value.error().text()));
        QVERIFY2(value.error().detail.contains(place), qPrintable(value.error().text()));
    }

    void pathsReachIntoBlocks()
    {
        const PropertyMap map{
            {QStringLiteral("tags"), ValueMap{{QStringLiteral("a.b"), QStringLiteral("dotted")}}},
            {QStringLiteral("rule"), ValueList{ValueMap{{QStringLiteral("port"), 1}}, ValueMap{{QStringLiteral("port"), 2}}}}};
        QCOMPARE(valueAt(map, QStringLiteral("rule.1.port")), Value(2));
        QCOMPARE(valueAt(map, QStringLiteral("rule.port")), Value(1));
        QCOMPARE(valueAt(map, QStringLiteral("tags.a.b")), Value(QStringLiteral("dotted")));
        QVERIFY(valueAt(map, QStringLiteral("rule.7.port")).isNull());

        PropertyMap changed = withValueAt(map, QStringLiteral("rule.1.port"), 9);
        QCOMPARE(valueAt(changed, QStringLiteral("rule.1.port")), Value(9));
        QCOMPARE(withValueAt(changed, QStringLiteral("rule.1.port"), 2), map);
        changed = withValueAt({}, QStringLiteral("access_logs.0.bucket"), QStringLiteral("x"));
        QCOMPARE(changed,
                 (PropertyMap{{QStringLiteral("access_logs"), ValueList{ValueMap{{QStringLiteral("bucket"), QStringLiteral("x")}}}}}));
        // A block that was emptied is still a block: its card does not vanish while someone edits it.
        changed = withValueAt(changed, QStringLiteral("access_logs.0.bucket"), {});
        QCOMPARE(changed, (PropertyMap{{QStringLiteral("access_logs"), ValueList{ValueMap()}}}));
        QVERIFY(withValueAt(changed, QStringLiteral("access_logs.0"), {}).isEmpty());
        QVERIFY(withValueAt({{QStringLiteral("tags"), ValueMap{{QStringLiteral("a"), 1}}}}, QStringLiteral("tags.a"), {}).isEmpty());
    }

    void referencesAreFoundAndDropped()
    {
        const ResourceId a(QStringLiteral("a")), b(QStringLiteral("b"));
        const Value value = ValueList{Reference{a, QStringLiteral("id")}, Reference{b, QStringLiteral("id")},
                                      Expression{QStringLiteral("\"${${ref:a.arn}}/*\"")}};
        QStringList found;
        value.forEachReference([&](const Reference &r) { found.append(r.to.text() + QLatin1Char('.') + r.attribute); });
        QCOMPARE(found, (QStringList{QStringLiteral("a.id"), QStringLiteral("b.id"), QStringLiteral("a.arn")}));
        QCOMPARE(value.withoutReferencesTo(a), Value(ValueList{Reference{b, QStringLiteral("id")}}));
        const Value mapped = value.withReferencesMapped([&](const ResourceId &id) { return id == a ? std::optional(b) : std::nullopt; });
        QCOMPARE(mapped.toList().at(2), Value(Expression{QStringLiteral("\"${${ref:b.arn}}/*\"")}));
    }
};

QTEST_GUILESS_MAIN(TestValue)
#include "test_value.moc"
