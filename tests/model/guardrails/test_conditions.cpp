// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "model/guardrails/conditions.h"
#include "tests/model/guardrails/guardrailstest.h"

#include <QDir>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Rules that are data: what a condition means, and that the shipped ones speak of attributes that exist.
class TestConditions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void means_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char *name, const QByteArray &condition, conditions::Verdict verdict) {
            QTest::newRow(name) << condition << int(verdict);
        };
        using enum conditions::Verdict;
        row("is", "{'attribute': 'size', 'is': 5}", Yes);
        row("is, as a text", "{'attribute': 'size', 'is': '5'}", Yes);
        row("is not", "{'attribute': 'size', 'is': 6}", No);
        row("unset without default", "{'attribute': 'none', 'is': false}", No);
        row("unset with default", "{'attribute': 'none', 'is': false, 'unset': false}", Yes);
        row("in", "{'attribute': 'size', 'in': [4, 5]}", Yes);
        row("below", "{'attribute': 'size', 'below': 6}", Yes);
        row("above another", "{'attribute': 'size', 'above': {'attribute': 'least'}}", Yes);
        row("above one that is not set", "{'attribute': 'size', 'above': {'attribute': 'none'}}", No);
        row("matches", "{'attribute': 'class', 'matches': '^db\\\\.t2'}", Yes);
        row("set", "{'attribute': 'size', 'set': true}", Yes);
        row("not set", "{'attribute': 'none', 'set': false}", Yes);
        row("literal", "{'attribute': 'size', 'literal': true}", Yes);
        row("literal by default", "{'attribute': 'known', 'literal': true}", Yes);
        row("variable with a default", "{'attribute': 'known', 'is': 7}", Yes);
        row("variable without", "{'attribute': 'unknown', 'is': 7}", Unknown);
        row("any block", "{'attribute': 'disk.encrypted', 'is': false, 'unset': false}", Yes);
        row("item of a list", "{'attribute': 'ranges', 'is': '0.0.0.0/0'}", Yes);
        row("all", "{'all': [{'attribute': 'size', 'is': 5}, {'attribute': 'least', 'is': 9}]}", No);
        row("all, one unknown", "{'all': [{'attribute': 'size', 'is': 5}, {'attribute': 'unknown', 'is': 9}]}", Unknown);
        row("all, one unknown and one false", "{'all': [{'attribute': 'size', 'is': 6}, {'attribute': 'unknown', 'is': 9}]}", No);
        row("any, one unknown and one true", "{'any': [{'attribute': 'unknown', 'is': 9}, {'attribute': 'size', 'is': 5}]}", Yes);
        row("not", "{'not': {'attribute': 'size', 'is': 5}}", No);
        row("not unknown", "{'not': {'attribute': 'unknown', 'is': 5}}", Unknown);
        row("user", "{'user': {'type': 'aws_flow_log', 'attribute': 'vpc_id'}}", Yes);
        row("user of another type", "{'user': {'type': 'aws_subnet', 'attribute': 'vpc_id'}}", No);
        row("user where",
            "{'user': {'type': 'aws_flow_log', 'attribute': 'vpc_id', 'where': {'attribute': 'traffic_type', 'is': 'REJECT'}}}", No);
        row("target", "{'target': {'attribute': 'friend', 'where': {'attribute': 'traffic_type', 'is': 'ALL'}}}", Yes);
        row("target by a text", "{'target': {'attribute': 'class', 'where': {'attribute': 'traffic_type', 'is': 'ALL'}}}", Unknown);
        row("no target", "{'target': {'attribute': 'none', 'where': {'attribute': 'traffic_type', 'is': 'ALL'}}}", No);
    }
    void means()
    {
        QFETCH(QByteArray, condition);
        QFETCH(int, verdict);
        Sketch s;
        ChangeSet variables;
        variables.add(Variable{VariableId(u"k"_s), u"number"_s, 7, {}, false, {}});
        variables.add(Variable{VariableId(u"u"_s), u"number"_s, {}, {}, false, {}});
        s.apply(variables);
        s.add(u"log"_s, u"aws_flow_log"_s, {}, {{u"traffic_type"_s, Sketch::text("ALL")}});
        s.add(u"x"_s, u"aws_vpc"_s, {},
              {{u"size"_s, 5},
               {u"least"_s, 2},
               {u"class"_s, Sketch::text("db.t2.micro")},
               {u"known"_s, Value(VariableReference{u"k"_s})},
               {u"unknown"_s, Value(VariableReference{u"u"_s})},
               {u"ranges"_s, Value(ValueList{Sketch::text("10.0.0.0/8"), Sketch::text("0.0.0.0/0")})},
               {u"disk"_s, Value(ValueList{Value(PropertyMap{{u"encrypted"_s, true}}), Value(PropertyMap{{u"size"_s, 3}})})},
               {u"friend"_s, Sketch::ref("log")}});
        s.set(u"log"_s, u"vpc_id"_s, Sketch::ref("x"));
        Pass pass(s.blueprint, m_catalog, false);
        Look look(pass, ResourceId(u"x"_s));
        const QByteArray rule =
            "{'rules': [{'id': 'a.b', 'title': 't', 'types': ['aws_vpc'], 'severity': 'error', 'message': 'm', 'advice': 'a', 'when': "
            + condition + "}]}";
        QVERIFY(conditions::parse(QByteArray(rule).replace('\'', '"')));
        const Result<conditions::Condition> compiled = conditions::compile(readCondition(condition));
        QVERIFY(compiled);
        QCOMPARE(int(conditions::evaluate(*compiled, look, look.id())), verdict);
    }

    void brokenFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("not JSON") << QByteArray("{");
        QTest::newRow("no rules") << QByteArray("{}");
        const QByteArray head = "{'rules': [{'id': 'a.b', 'title': 't', 'types': ['aws_vpc'], 'message': 'm', 'advice': 'a', ";
        QTest::newRow("no severity") << head + "'when': {'attribute': 'a', 'set': true}}]}";
        QTest::newRow("no condition") << head + "'severity': 'error'}]}";
        QTest::newRow("no operator") << head + "'severity': 'error', 'when': {'attribute': 'a'}}]}";
        QTest::newRow("two operators") << head + "'severity': 'error', 'when': {'attribute': 'a', 'is': 1, 'set': true}}]}";
        QTest::newRow("broken inside") << head + "'severity': 'error', 'when': {'all': [{'attribute': 'a', 'matches': '('}]}}]}";
        QTest::newRow("fix without title") << head
                + "'severity': 'error', 'when': {'attribute': 'a', 'set': true}, 'fix': {'set': {'a': 1}}}]}";
    }
    void brokenFilesAreRefused()
    {
        QFETCH(QByteArray, file);
        QVERIFY(!conditions::parse(file.replace('\'', '"')));
    }

    void shippedRulesSpeakOfWhatExists()
    {
        const QDir folder(u":/groundplan/guardrails"_s);
        QVERIFY(!folder.entryList().isEmpty());
        QStringList wrong;
        for (const QString &name : folder.entryList()) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray json = file.readAll();
            const Result<RuleList> rules = conditions::parse(json);
            QVERIFY2(rules, qPrintable(rules ? QString() : rules.error().text()));
            QVERIFY(rules.value().size() >= 10);
            for (const auto &[type, path] : conditions::attributePaths(json)) {
                const auto known = m_catalog.type(type);
                if (!known->schema || (!known->schema->typeAt(path) && !known->schema->blockAt(path)))
                    wrong.append(type + u'.' + path);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void aShippedFixMendsWhatItIsFor()
    {
        const Checker checker(m_catalog);
        Sketch s;
        s.add(u"x"_s, u"aws_instance"_s, {},
              {{u"ami"_s, Sketch::text("ami-1")},
               {u"instance_type"_s, Sketch::text("t3.micro")},
               {u"root_block_device"_s, Sketch::block({{u"volume_size"_s, 20}})}});
        int mended = 0;
        for (int round = 0; round < 10; ++round) {
            const QList<Finding> findings = checker.checkAll(s.blueprint);
            const auto fixable =
                std::find_if(findings.begin(), findings.end(), [](const Finding &finding) { return !finding.fixTitle.isEmpty(); });
            if (fixable == findings.end())
                break;
            s.apply(*checker.fix(s.blueprint, *fixable));
            ++mended;
        }
        QCOMPARE(mended, 2); // tokens for metadata, encryption of the disk
        const PropertyMap properties = s.blueprint.find(ResourceId(u"x"_s))->properties;
        QCOMPARE(valueAt(properties, u"root_block_device.0.encrypted"_s), Value(true));
        QCOMPARE(valueAt(properties, u"root_block_device.0.volume_size"_s), Value(20));
        QCOMPARE(valueAt(properties, u"metadata_options.0.http_tokens"_s), Sketch::text("required"));
        QVERIFY(properties.value(u"metadata_options"_s).isList());
    }

private:
    static Value readCondition(QByteArray json);
    const Catalog m_catalog;
};

Value TestConditions::readCondition(QByteArray json) { return blueprintfile::readValue(json.replace('\'', '"')).value(); }

QTEST_GUILESS_MAIN(TestConditions)
#include "test_conditions.moc"
