// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/expressions.h"
#include "model/guardrails/checker.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QFile>
#include <QTest>

using namespace groundplan;

/// What the real engine and provider say of blueprints and expressions (tests/data/verdicts) against what the checks say.
class TestVerdicts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void invalidForTheEngineIsAnError_data() { rows(QStringLiteral("blueprints.json"), QStringLiteral("name")); }
    void invalidForTheEngineIsAnError()
    {
        QFETCH(QJsonObject, row);
        const auto blueprint = blueprintfile::read(QJsonDocument(row.value(QStringLiteral("blueprint")).toObject()).toJson());
        QVERIFY2(blueprint, blueprint ? "" : qPrintable(blueprint.error().text()));
        QStringList found;
        for (const Finding &finding : Checker(m_catalog).checkAll(*blueprint))
            if (makesCodeInvalid(finding))
                found.append(finding.rule + QStringLiteral(": ") + finding.message + QLatin1Char(' ') + finding.advice);
        QVERIFY2(found.isEmpty() == row.value(QStringLiteral("valid")).toBool(),
                 qPrintable(row.value(QStringLiteral("engine")).toString() + QStringLiteral(" | ") + found.join(QLatin1Char('\n'))));
    }

    void expressionsAreReadAsTheEngineDoes_data() { rows(QStringLiteral("expressions.json"), QStringLiteral("text")); }
    void expressionsAreReadAsTheEngineDoes()
    {
        QFETCH(QJsonObject, row);
        const Result<> read = expressions::check(row.value(QStringLiteral("text")).toString());
        QVERIFY2(
            bool(read) == row.value(QStringLiteral("valid")).toBool(),
            qPrintable(row.value(QStringLiteral("engine")).toString() + QStringLiteral(" | ") + (read ? QString() : read.error().message)));
    }

    void thereAreMany()
    {
        QVERIFY(fileOf(QStringLiteral("blueprints.json")).size() >= 100);
        QVERIFY(fileOf(QStringLiteral("expressions.json")).size() >= 250);
    }

    void namesAreFoundInText()
    {
        const auto read = expressions::syntax(QStringLiteral("[for s in aws_subnet.a[0].tags : { s = s, t = local.b.c, (var.k) = 1 }]"));
        QVERIFY(read);
        QStringList names;
        for (const expressions::Named &name : read->names)
            names.append(name.path.join(QLatin1Char('.')) + (name.isIndexed ? QStringLiteral("[]") : QString()));
        QCOMPARE(names, (QStringList{QStringLiteral("aws_subnet.a[]"), QStringLiteral("local.b.c"), QStringLiteral("var.k")}));
    }

    void codeMayStandAnywhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("plain") << QStringLiteral(" 1 + 2\n") << QStringLiteral("1 + 2");
        QTest::newRow("comment behind") << QStringLiteral("1 # one") << QStringLiteral("1");
        QTest::newRow("comment before") << QStringLiteral("# one\n1") << QStringLiteral("1");
        QTest::newRow("comment in a map") << QStringLiteral("{\n a = 1 // one\n}") << QStringLiteral("{\n a = 1  \n}");
        QTest::newRow("no comment") << QStringLiteral("\"http://a#b\"") << QStringLiteral("\"http://a#b\"");
        QTest::newRow("text block") << QStringLiteral("<<EOT\n# kept\nEOT") << QStringLiteral("(<<EOT\n# kept\nEOT\n)");
        QTest::newRow("text block inside") << QStringLiteral("[<<EOT\na\nEOT\n]") << QStringLiteral("[<<EOT\na\nEOT\n]");
    }
    void codeMayStandAnywhere()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QVERIFY(expressions::check(text));
        QCOMPARE(expressions::asCode(text), code);
        QVERIFY(expressions::check(code));
    }

    /// Told by the checks, though the engine does not see it in the code.
    void whatTheCodeWouldHideIsTold_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("rule");
        const auto row = [](const char *name, const char *rest, const char *rule) {
            QTest::newRow(name) << QString::fromUtf8(rest).replace(QLatin1Char('\''), QLatin1Char('"')) << QString::fromUtf8(rule);
        };
        row("output without a value", "'outputs': [{'id': 'o'}]", "validity.setting-value");
        row("output of an attribute that is not there", "'outputs': [{'id': 'o', 'value': {'$ref': {'to': 'q', 'attr': 'nope'}}}]",
            "validity.setting-value");
        row("type that is none", "'variables': [{'id': 'v', 'type': 'strng'}]", "validity.variable");
        row("type of a list that is none", "'variables': [{'id': 'v', 'type': 'list(strng)'}]", "validity.variable");
        row("computed default", "'variables': [{'id': 'v', 'default': {'$ref': {'to': 'q', 'attr': 'arn'}}}]", "validity.variable");
        row("default without a field", "'variables': [{'id': 'v', 'type': 'object({a=string})', 'default': {'b': 1}}]",
            "validity.variable");
        row("default of too few", "'variables': [{'id': 'v', 'type': 'tuple([string, number])', 'default': ['a']}]", "validity.variable");
        row("default of a field deep inside",
            "'variables': [{'id': 'v', 'type': 'map(object({a=list(number)}))', 'default': {'k': {'a': ['x']}}}]", "validity.variable");
        row("default in the type", "'variables': [{'id': 'v', 'type': 'list(object({a = optional(number, \\'x\\')}))'}]",
            "validity.variable");
        const auto condition = [&row](const char *name, const char *code) {
            const QByteArray rest = QByteArray("'variables': [{'id': 'v', 'validation': {'condition': {'$expr': '") + code
                + "'}, 'error_message': 'm'}}, {'id': 'w'}]";
            row(name, rest.constData(), "validity.variable");
        };
        condition("condition of nothing", "true");
        condition("condition of another variable", "length(var.w) > 2");
        condition("condition with an unknown variable", "var.v != var.zz");
        condition("condition with an unknown local", "var.v != local.zz");
        condition("condition with an unknown function", "nope(var.v)");
        row("environment's value",
            "'variables': [{'id': 'v', 'type': 'number'}], 'environments': [{'id': 'e', 'name': 'e', 'variables': {'v': 'x'}}]",
            "validity.environment");
        row("environment's variable", "'environments': [{'id': 'e', 'name': 'e', 'variables': {'v': 'x'}}]", "validity.environment");
        row("state of no kind", "'environments': [{'id': 'e', 'name': 'e', 'backend': {'type': 'floppy'}}]", "validity.environment");
        row("state without a bucket", "'environments': [{'id': 'e', 'name': 'e', 'backend': {'type': 's3', 'key': 'k'}}]",
            "validity.environment");
        row("environments of one name", "'environments': [{'id': 'e', 'name': 'e'}, {'id': 'f', 'name': 'e'}]", "validity.environment");
    }
    /// Each as Terraform 1.11 judged it, in `validate` or in the first plan.
    void metaArgumentsAreJudgedAsTheEngineDoes_data()
    {
        QTest::addColumn<QString>("meta");
        QTest::addColumn<bool>("isValid");
        const auto row = [](const char *name, bool isValid, const char *meta) {
            QTest::newRow(name) << QString::fromUtf8(meta).replace(QLatin1Char('\''), QLatin1Char('"')) << isValid;
        };
        const auto lifecycle = [&row](const char *name, bool isValid, const char *rule) {
            row(name, isValid, (QByteArray("'lifecycle': {") + rule + '}').constData());
        };
        lifecycle("condition", true, "'precondition': {'condition': {'$expr': '${ref:q.id} != var.s'}, 'error_message': 'm'}");
        lifecycle("two conditions", true,
                  "'precondition': [{'condition': {'$expr': 'var.s != path.module'}, 'error_message': 'm'}, {'condition': {'$var': 's'}, "
                  "'error_message': {'$expr': 'var.s'}}]");
        lifecycle("condition of itself, afterwards", true,
                  "'postcondition': {'condition': {'$expr': 'self.input != 1'}, 'error_message': 'm'}");
        lifecycle("condition of itself, before", false,
                  "'precondition': {'condition': {'$expr': 'self.input != 1'}, 'error_message': 'm'}");
        lifecycle("condition of nothing", false, "'precondition': {'condition': {'$expr': '1 == 2'}, 'error_message': 'm'}");
        lifecycle("condition that is true", false, "'precondition': {'condition': true, 'error_message': 'm'}");
        lifecycle("no condition", false, "'postcondition': {'error_message': 'm'}");
        lifecycle("no message", false, "'postcondition': {'condition': {'$expr': 'var.s != 1'}}");
        lifecycle("more than a condition", false, "'postcondition': {'condition': {'$expr': 'var.s != 1'}, 'error_message': 'm', 'x': 1}");
        lifecycle("replaced with a resource", true, "'replace_triggered_by': [{'$ref': {'to': 'q'}}, {'$expr': 'aws_sqs_queue.q.arn'}]");
        lifecycle("replaced with a variable", false, "'replace_triggered_by': [{'$expr': 'var.s'}]");
        lifecycle("replaced with a text", false, "'replace_triggered_by': ['aws_sqs_queue.q']");
        lifecycle("replaced with a number", false, "'replace_triggered_by': [5]");
        row("count known later", false, "'count': {'$ref': {'to': 'q', 'attr': 'id'}}");
        row("count from before", true, "'count': {'$expr': 'length([${ref:q.id}])'}");
        row("names known later", false, "'for_each': {'$expr': 'toset([${ref:q.id}])'}");
        row("names known later, by name", false, "'for_each': {'$expr': 'toset([aws_sqs_queue.q.arn])'}");
        row("values known later", true, "'for_each': {'a': {'$ref': {'to': 'q', 'attr': 'id'}}}");
        row("for each of a list", true, "'for_each': {'$expr': '[var.s]'}"); // written with toset()
        row("for each of an item of a tuple", true, "'for_each': {'$expr': '[{a = var.s}][0]'}");
        row("for each of a secret", false, "'for_each': {'$expr': 'toset([var.secret])'}");
        row("for each of what is no secret", true, "'for_each': {'$expr': 'toset([nonsensitive(var.secret)])'}");
        row("provider of nothing", false, "'provider': 'aws.x'");
        row("provider of something else", false, "'provider': 'random.us_east_1'");
    }
    void metaArgumentsAreJudgedAsTheEngineDoes()
    {
        QFETCH(QString, meta);
        QFETCH(bool, isValid);
        const QString whole =
            QStringLiteral("{\"format\": 1, \"blueprint\": {\"name\": \"x\"}, \"variables\": [{\"id\": \"s\"}, {\"id\": \"secret\", "
                           "\"sensitive\": true}], \"resources\": [{\"id\": \"q\", \"type\": \"aws_sqs_queue\", \"name\": \"q\"}, {\"id\": "
                           "\"t\", \"type\": \"terraform_data\", \"name\": \"t\", \"properties\": {\"input\": 1}, \"meta\": {%1}}]}")
                .arg(meta);
        const auto blueprint = blueprintfile::read(whole.toUtf8());
        QVERIFY2(blueprint, blueprint ? "" : qPrintable(blueprint.error().text()));
        QStringList errors;
        for (const Finding &finding : Checker(m_catalog).checkAll(*blueprint))
            if (finding.severity == Severity::Error)
                errors.append(finding.message);
        QVERIFY2(errors.isEmpty() == isValid, qPrintable(errors.join(QLatin1Char('\n'))));
    }
    void whatTheCodeWouldHideIsTold()
    {
        QFETCH(QString, json);
        QFETCH(QString, rule);
        const QString whole = QStringLiteral("{\"format\": 1, \"blueprint\": {\"name\": \"x\"}, \"resources\": [{\"id\": \"q\", \"type\": "
                                             "\"aws_sqs_queue\", \"name\": \"q\"}], %1}")
                                  .arg(json);
        const auto blueprint = blueprintfile::read(whole.toUtf8());
        QVERIFY2(blueprint, blueprint ? "" : qPrintable(blueprint.error().text()));
        QStringList rules;
        for (const Finding &finding : Checker(m_catalog).checkAll(*blueprint))
            rules.append(finding.rule);
        QVERIFY2(rules.contains(rule), qPrintable(rules.join(QLatin1Char(' '))));
    }

    void regionsAndAccountsAreLookedAt_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("key");
        QTest::addColumn<Value>("value");
        QTest::addColumn<int>("severity"); // -1: nothing is told
        const QString region = QStringLiteral("groundplan_region"), account = QStringLiteral("groundplan_account");
        const auto row = [](const char *name, const QString &type, const QString &key, const Value &value, int severity) {
            QTest::newRow(name) << type << key << value << severity;
        };
        const QString regionKey = QStringLiteral("region"), idKey = QStringLiteral("account_id"), roleKey = QStringLiteral("role_arn");
        row("known", region, regionKey, QStringLiteral("eu-west-1"), -1);
        row("none", region, regionKey, Value(), int(Severity::Warning));
        row("number", region, regionKey, 5, int(Severity::Error));
        row("blank", region, regionKey, QStringLiteral("eu-west-1 "), int(Severity::Error));
        row("unknown", region, regionKey, QStringLiteral("eu-middle-9"), int(Severity::Warning));
        row("variable", region, regionKey, Value(VariableReference{QStringLiteral("v")}), -1);
        row("account", account, idKey, QStringLiteral("123456789012"), -1);
        row("short account", account, idKey, QStringLiteral("12"), int(Severity::Error));
        row("role", account, roleKey, QStringLiteral("arn:aws:iam::123456789012:role/x"), -1);
        row("no role", account, roleKey, QStringLiteral("nonsense"), int(Severity::Error));
    }
    void regionsAndAccountsAreLookedAt()
    {
        QFETCH(QString, type);
        QFETCH(QString, key);
        QFETCH(Value, value);
        QFETCH(int, severity);
        Resource resource;
        resource.id = ResourceId(QStringLiteral("x"));
        resource.type = type;
        resource.name = QStringLiteral("x");
        if (!value.isNull())
            resource.properties.insert(key, value);
        ChangeSet changes;
        changes.add(resource);
        Blueprint blueprint;
        QVERIFY(blueprint.apply(changes));
        int worst = -1;
        for (const Finding &finding : Checker(m_catalog).checkAll(blueprint))
            if (finding.rule == QLatin1String("validity.region") || finding.rule == QLatin1String("validity.account"))
                worst = int(finding.severity);
        QCOMPARE(worst, severity);
    }

private:
    static QJsonArray fileOf(const QString &name)
    {
        QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/verdicts/") + name);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s", qPrintable(file.fileName()));
        return QJsonDocument::fromJson(file.readAll()).array();
    }
    static void rows(const QString &name, const QString &title)
    {
        QTest::addColumn<QJsonObject>("row");
        int number = 0;
        for (const QJsonValue &row : fileOf(name))
            QTest::newRow(qPrintable(QString::number(++number) + QLatin1Char(' ') + row.toObject().value(title).toString().simplified()))
                << row.toObject();
    }
    Catalog m_catalog;
};

QTEST_GUILESS_MAIN(TestVerdicts)
#include "test_verdicts.moc"
