// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/acceptance.h"
#include "tests/generators/sample.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace groundplan;
using namespace groundplan::test;

/// What stands around the resources: where the state is kept, what a variable may be, which resources a flag switches.
class TestBackends : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStateHasItsPlace_data();
    void theStateHasItsPlace();
    void mistakesAreTold_data();
    void mistakesAreTold();
    void variablesRefuseValues_data();
    void variablesRefuseValues();
    void flagsBecomeConditions();

private:
    static Sample withBackend(const ValueMap &backend)
    {
        Environment environment;
        environment.id = EnvironmentId(u"prod"_s);
        environment.name = u"production"_s;
        environment.extra.insert(u"backend"_s, backend);
        Sample sample;
        sample.add(environment).resource(u"a"_s, u"terraform_data"_s, u"a"_s, {}, {{u"input"_s, u"x"_s}});
        return sample;
    }
    Generated made(const Sample &sample, Target target)
    {
        return generate(sample.blueprint, m_catalog, target, {{}, EnvironmentId(u"prod"_s)});
    }
    Catalog m_catalog;
};

void TestBackends::theStateHasItsPlace_data()
{
    QTest::addColumn<ValueMap>("backend");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("s3 with a lock file")
        << ValueMap{{u"type"_s, u"s3"_s},
                    {u"bucket"_s, u"state"_s},
                    {u"key"_s, u"shop/${env}.tfstate"_s},
                    {u"region"_s, u"eu-central-1"_s},
                    {u"use_lockfile"_s, true}}
        << QByteArray("  backend \"s3\" {\n    bucket       = \"state\"\n    key          = \"shop/$${env}.tfstate\"\n"
                      "    region       = \"eu-central-1\"\n    use_lockfile = true\n  }\n");
    QTest::newRow("s3 with DynamoDB") << ValueMap{{u"type"_s, u"s3"_s},
                                                  {u"bucket"_s, u"state"_s},
                                                  {u"key"_s, u"k"_s},
                                                  {u"dynamodb_table"_s, u"locks"_s},
                                                  {u"encrypt"_s, true}}
                                      << QByteArray("dynamodb_table = \"locks\"");
    QTest::newRow("azurerm") << ValueMap{{u"type"_s, u"azurerm"_s},
                                         {u"storage_account_name"_s, u"a"_s},
                                         {u"container_name"_s, u"c"_s},
                                         {u"key"_s, u"k"_s}}
                             << QByteArray("backend \"azurerm\"");
    QTest::newRow("gcs") << ValueMap{{u"type"_s, u"gcs"_s}, {u"bucket"_s, u"b"_s}, {u"prefix"_s, u"p"_s}} << QByteArray("backend \"gcs\"");
    QTest::newRow("http") << ValueMap{{u"type"_s, u"http"_s}, {u"address"_s, u"https://state.example.com"_s}}
                          << QByteArray("backend \"http\"");
    QTest::newRow("pg") << ValueMap{{u"type"_s, u"pg"_s}, {u"schema_name"_s, u"shop"_s}} << QByteArray("backend \"pg\"");
    QTest::newRow("local") << ValueMap{{u"type"_s, u"local"_s}, {u"path"_s, u"shop.tfstate"_s}} << QByteArray("backend \"local\"");
    QTest::newRow("HCP Terraform")
        << ValueMap{{u"type"_s, u"cloud"_s}, {u"organization"_s, u"shop"_s}, {u"workspaces"_s, ValueMap{{u"name"_s, u"prod"_s}}}}
        << QByteArray("  cloud {\n    organization = \"shop\"\n\n    workspaces {\n      name = \"prod\"\n    }\n  }\n");
}

void TestBackends::theStateHasItsPlace()
{
    QFETCH(ValueMap, backend);
    QFETCH(QByteArray, code);
    const Sample sample = withBackend(backend);
    const Generated hcl = made(sample, Target::Terraform), json = made(sample, Target::TerraformJson);
    QCOMPARE(text(hcl.diagnostics), QString());
    const QByteArray versions = hcl.files.files.value(u"versions.tf"_s);
    QVERIFY2(versions.contains(code), versions.constData());
    QVERIFY(versions.contains(backend.contains(u"use_lockfile"_s) ? ">= 1.10" : ">= 1.5"));
    const auto block = nlohmann::json::parse(json.files.files.value(u"versions.tf.json"_s).toStdString())["terraform"];
    const auto settings =
        backend[u"type"_s] == Value(u"cloud"_s) ? block["cloud"] : block["backend"][backend[u"type"_s].toString().toStdString()];
    QCOMPARE(settings.size(), size_t(backend.size() - 1));
    // Without the environment there is none.
    QVERIFY(!generate(sample.blueprint, m_catalog, Target::Terraform).files.files.value(u"versions.tf"_s).contains("backend"));
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    for (const Generated &one : {hcl, json}) {
        QTemporaryDir folder;
        QVERIFY(one.files.writeTo(folder.path()));
        const bool isLocal = backend[u"type"_s] == Value(u"local"_s);
        QList<QStringList> calls{{u"init"_s, u"-no-color"_s, u"-backend=%1"_s.arg(isLocal ? u"true"_s : u"false"_s)},
                                 {u"fmt"_s, u"-check"_s, u"-diff"_s},
                                 {u"validate"_s, u"-no-color"_s}};
        if (isLocal)
            calls.append({u"plan"_s, u"-no-color"_s, u"-input=false"_s});
        for (const QStringList &arguments : calls) {
            const Ran ran = run(engine(), arguments, folder.path());
            QVERIFY2(ran.code == 0, qPrintable(arguments.join(u' ') + u'\n' + ran.text()));
        }
    }
}

void TestBackends::mistakesAreTold_data()
{
    QTest::addColumn<ValueMap>("backend");
    QTest::addColumn<QString>("words");
    const ValueMap s3{{u"type"_s, u"s3"_s}, {u"bucket"_s, u"b"_s}, {u"key"_s, u"k"_s}};
    const auto with = [&](const QString &name, const Value &value) {
        ValueMap more = s3;
        more.insert(name, value);
        return more;
    };
    QTest::newRow("unknown type") << ValueMap{{u"type"_s, u"floppy"_s}} << u"“floppy” keeps no state"_s;
    QTest::newRow("missing") << ValueMap{{u"type"_s, u"s3"_s}, {u"bucket"_s, u"b"_s}} << u"needs “key”"_s;
    QTest::newRow("secret") << with(u"secret_key"_s, u"x"_s) << u"is a secret"_s;
    QTest::newRow("unknown setting") << with(u"colour"_s, u"blue"_s) << u"no setting “colour”"_s;
    QTest::newRow("computed") << with(u"region"_s, expr(u"var.region"_s)) << u"must be written out"_s;
}

void TestBackends::mistakesAreTold()
{
    QFETCH(ValueMap, backend);
    QFETCH(QString, words);
    const Generated generated = made(withBackend(backend), Target::Terraform);
    QVERIFY2(mentions(generated.diagnostics, words), qPrintable(text(generated.diagnostics)));
    QVERIFY(!generated.files.files.value(u"versions.tf"_s).contains("backend"));
}

void TestBackends::variablesRefuseValues_data()
{
    QTest::addColumn<Target>("target");
    QTest::newRow("HCL") << Target::Terraform;
    QTest::newRow("JSON") << Target::TerraformJson;
}

void TestBackends::variablesRefuseValues()
{
    QFETCH(Target, target);
    Variable variable;
    variable.id = VariableId(u"size"_s);
    variable.type = u"number"_s;
    variable.defaultValue = 3;
    variable.extra.insert(u"validation"_s,
                          ValueList{ValueMap{{u"condition"_s, expr(u"var.size > 0 && var.size < 10"_s)},
                                             {u"error_message"_s, u"One to nine \"only\", ${no} more."_s}}});
    Sample sample;
    sample.add(variable).resource(u"a"_s, u"terraform_data"_s, u"a"_s, {}, {{u"input"_s, Value(VariableReference{u"size"_s})}});
    const Generated generated = generate(sample.blueprint, m_catalog, target);
    QCOMPARE(text(generated.diagnostics), QString());
    variable.extra.insert(u"validation"_s, ValueMap{{u"condition"_s, expr(u"true } evil {"_s)}});
    Sample bad;
    QVERIFY(mentions(generate(bad.add(variable).blueprint, m_catalog, target).diagnostics, u"is no expression"_s));
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    QTemporaryDir folder;
    QVERIFY(generated.files.writeTo(folder.path()));
    QCOMPARE(run(engine(), {u"init"_s, u"-no-color"_s}, folder.path()).code, 0);
    QCOMPARE(run(engine(), {u"fmt"_s, u"-check"_s}, folder.path()).code, 0);
    QCOMPARE(run(engine(), {u"plan"_s, u"-no-color"_s, u"-input=false"_s}, folder.path()).code, 0);
    const Ran refused = run(engine(), {u"plan"_s, u"-no-color"_s, u"-input=false"_s, u"-var=size=10"_s}, folder.path());
    QVERIFY(refused.code != 0);
    QVERIFY2(refused.text().contains(u"One to nine \"only\", ${no} more."_s), qPrintable(refused.text()));
}

void TestBackends::flagsBecomeConditions()
{
    Variable wanted;
    wanted.id = VariableId(u"with_queue"_s);
    wanted.type = u"bool"_s;
    wanted.defaultValue = true;
    Output output;
    output.id = OutputId(u"queue"_s);
    output.value = ref(u"queue"_s, u"arn"_s);
    Sample sample;
    sample.add(wanted)
        .resource(u"queue"_s, u"aws_sqs_queue"_s, u"jobs"_s, {}, {}, {{u"count"_s, expr(u"var.with_queue ? 1 : 0"_s)}})
        .resource(u"topic"_s, u"aws_sns_topic"_s, u"news"_s, {}, {}, {{u"count"_s, expr(u"var.with_queue ? 0 : 1"_s)}})
        .resource(u"many"_s, u"aws_sqs_queue"_s, u"many"_s, {}, {}, {{u"count"_s, 3}})
        .add(output);
    const Generated generated = generate(sample.blueprint, m_catalog, Target::CloudFormationJson);
    const auto whole = nlohmann::json::parse(generated.files.files.first().toStdString());
    QCOMPARE(whole["Resources"]["JobsQueue"]["Condition"].get<std::string>(), "WithQueueIsOn");
    QCOMPARE(whole["Resources"]["NewsTopic"]["Condition"].get<std::string>(), "WithQueueIsOff");
    QCOMPARE(whole["Outputs"]["Queue"]["Condition"].get<std::string>(), "WithQueueIsOn");
    QCOMPARE(whole["Conditions"]["WithQueueIsOff"]["Fn::Equals"][0]["Ref"].get<std::string>(), "WithQueue");
    QCOMPARE(whole["Conditions"]["WithQueueIsOff"]["Fn::Equals"][1].get<std::string>(), "false");
    QVERIFY(!whole["Resources"]["ManyQueue"].contains("Condition"));
    QStringList errors;
    for (const Diagnostic &one : generated.diagnostics)
        errors.append(one.message);
    QCOMPARE(errors, QStringList{u"CloudFormation can't repeat a resource: aws_sqs_queue.many is written once."_s});
    if (cfnLint().isEmpty())
        QSKIP("cfn-lint is not installed (tests/tools/setup.sh installs it).");
    QTemporaryDir folder;
    QVERIFY(generated.files.writeTo(folder.path()));
    const Ran ran =
        run(cfnLint(), {u"--non-zero-exit-code"_s, u"error"_s, u"--regions"_s, u"us-east-1"_s, u"--"_s, u"template.json"_s}, folder.path());
    QVERIFY2(ran.code == 0, qPrintable(ran.text()));
}

QTEST_GUILESS_MAIN(TestBackends)
#include "test_backends.moc"
