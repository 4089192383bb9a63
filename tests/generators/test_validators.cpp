// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/acceptance.h"
#include "tests/generators/nasty.h"
#include "tests/generators/sample.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace groundplan;
using namespace groundplan::test;

/// What is exported, seen by the programs that will read it.
class TestValidators : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nastyTextsComeBackFromThePlan();
    void terraformAcceptsAndPlans_data();
    void terraformAcceptsAndPlans();
    void cfnLintAccepts();

private:
    Catalog m_catalog;
};

#define RUN(arguments)                                                                                                                     \
    do {                                                                                                                                   \
        const Ran ran = run(engine(), arguments, folder.path());                                                                           \
        QVERIFY2(ran.code == 0, qPrintable(QStringList(arguments).join(u' ') + u'\n' + ran.text()));                                       \
    } while (false)

void TestValidators::nastyTextsComeBackFromThePlan()
{
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    const QStringList texts = nastyTexts();
    Sample sample;
    ValueList list;
    ValueMap map;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        list.append(texts.at(i));
        map.insert(u"%1 "_s.arg(i, 3, 10, QLatin1Char('0')) + texts.at(i), texts.at(i));
        sample.resource(u"t%1"_s.arg(i), u"terraform_data"_s, u"t%1"_s.arg(i), {}, {{u"input"_s, texts.at(i)}});
    }
    sample.resource(u"list"_s, u"terraform_data"_s, u"list"_s, {}, {{u"input"_s, list}})
        .resource(u"map"_s, u"terraform_data"_s, u"map"_s, {}, {{u"input"_s, map}});
    const Generated generated = generate(sample.blueprint, m_catalog, Target::Terraform);
    QCOMPARE(text(generated.diagnostics), QString());
    QTemporaryDir folder;
    QVERIFY(generated.files.writeTo(folder.path()));
    RUN(QStringList({u"init"_s, u"-no-color"_s}));
    RUN(QStringList({u"fmt"_s, u"-check"_s, u"-diff"_s}));
    RUN(QStringList({u"plan"_s, u"-no-color"_s, u"-input=false"_s, u"-out=plan"_s}));
    const Ran shown = run(engine(), {u"show"_s, u"-json"_s, u"plan"_s}, folder.path());
    QCOMPARE(shown.code, 0);
    const auto plan = nlohmann::json::parse(shown.output.toStdString());
    int seen = 0;
    for (const auto &resource : plan["planned_values"]["root_module"]["resources"]) {
        const std::string name = resource["name"].get<std::string>();
        const auto &input = resource["values"]["input"];
        if (name == "list") {
            for (qsizetype i = 0; i < texts.size(); ++i)
                QCOMPARE(QString::fromStdString(input[size_t(i)].get<std::string>()), texts.at(i));
        } else if (name == "map") {
            for (auto it = map.begin(); it != map.end(); ++it) {
                QVERIFY2(input.contains(it.key().toStdString()), qPrintable(it.key()));
                QCOMPARE(QString::fromStdString(input[it.key().toStdString()].get<std::string>()), it->toString());
            }
        } else {
            QCOMPARE(QString::fromStdString(input.get<std::string>()), texts.at(std::stoi(name.substr(1))));
        }
        ++seen;
    }
    QCOMPARE(seen, int(texts.size()) + 2);
}

void TestValidators::terraformAcceptsAndPlans_data()
{
    QTest::addColumn<Blueprint>("blueprint");
    QTest::newRow("three tiers") << example();
    QTest::newRow("small network") << smallNetwork().blueprint;

    Sample regions = smallNetwork();
    regions.resource(u"r2"_s, u"groundplan_region"_s, u"oregon"_s, {}, {{u"region"_s, u"us-west-2"_s}})
        .resource(u"v2"_s, u"aws_vpc"_s, u"second"_s, {u"r2"_s}, {{u"cidr_block"_s, u"10.1.0.0/16"_s}});
    QTest::newRow("two regions") << regions.blueprint;

    Sample access = smallNetwork();
    access.resource(u"net"_s, u"groundplan_external"_s, u"internet"_s)
        .resource(u"app"_s, u"aws_instance"_s, u"app"_s, {u"subnet"_s},
                  {{u"ami"_s, u"ami-12345678"_s}, {u"instance_type"_s, u"t3.micro"_s}})
        .resource(u"db"_s, u"aws_db_instance"_s, u"app"_s, {u"subnet"_s},
                  {{u"instance_class"_s, u"db.t3.micro"_s},
                   {u"engine"_s, u"postgres"_s},
                   {u"allocated_storage"_s, 20},
                   {u"username"_s, u"root"_s},
                   {u"manage_master_user_password"_s, true},
                   {u"skip_final_snapshot"_s, true}})
        .network(u"c1"_s, u"net"_s, u"app"_s, {443, u"8000-8010"_s})
        .network(u"c2"_s, u"app"_s, u"db"_s, {5432})
        .connection(u"c3"_s, u"app"_s, u"net"_s, u"network_access"_s);
    QTest::newRow("made groups") << access.blueprint;

    Sample meta;
    meta.resource(u"a"_s, u"aws_eip"_s, u"a"_s, {}, {{u"domain"_s, u"vpc"_s}}, {{u"count"_s, 2}})
        .resource(u"b"_s, u"aws_sqs_queue"_s, u"b"_s, {},
                  {{u"name"_s, expr(u"each.key"_s)}, {u"tags"_s, ValueMap{{u"a b"_s, u"x"_s}, {u"ü"_s, u"y"_s}, {u"for"_s, u"z"_s}}}},
                  {{u"for_each"_s, ValueList{u"one"_s, u"two"_s}},
                   {u"depends_on"_s, ValueList{ref(u"a"_s, {})}},
                   {u"lifecycle"_s,
                    ValueMap{{u"prevent_destroy"_s, true}, {u"ignore_changes"_s, ValueList{u"tags[\"a b\"]"_s, u"delay_seconds"_s}}}}})
        .resource(u"c"_s, u"terraform_data"_s, u"c"_s, {}, {{u"input"_s, ValueList{ref(u"a"_s), ref(u"b"_s, u"arn"_s)}}})
        .resource(u"p"_s, u"aws_iam_policy"_s, u"p"_s, {},
                  {{u"policy"_s,
                    ValueMap{{u"Version"_s, u"2012-10-17"_s},
                             {u"Statement"_s,
                              ValueList{ValueMap{{u"Effect"_s, u"Allow"_s},
                                                 {u"Action"_s, ValueList{u"sqs:SendMessage"_s, u"sqs:ReceiveMessage"_s}},
                                                 {u"Resource"_s, u"*"_s}}}}}}});
    Local local;
    local.id = LocalId(u"names"_s);
    local.value = ValueMap{{u"short"_s, 1}, {u"much_longer"_s, ValueList{true, Value()}}};
    Output output;
    output.id = OutputId(u"addresses"_s);
    output.value = ValueList{ref(u"a"_s, u"public_ip"_s)};
    QTest::newRow("meta-arguments") << meta.add(local).add(output).blueprint;
}

void TestValidators::terraformAcceptsAndPlans()
{
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    if (providerFolder().isEmpty())
        QSKIP("The AWS provider is not on this machine (set GROUNDPLAN_PROVIDER_DIR).");
    QFETCH(Blueprint, blueprint);
    const Generated generated = generate(blueprint, m_catalog, Target::Terraform);
    for (const Diagnostic &diagnostic : generated.diagnostics)
        QVERIFY2(diagnostic.severity != Severity::Error, qPrintable(diagnostic.message));
    const QString refused = refusedByTerraform(generated);
    QVERIFY2(refused.isEmpty(), qPrintable(refused));
}

void TestValidators::cfnLintAccepts()
{
    if (cfnLint().isEmpty())
        QSKIP("cfn-lint is not installed (tests/tools/setup.sh installs it).");
    QTemporaryDir folder;
    QVERIFY(generate(example(), m_catalog, Target::CloudFormationYaml).files.writeTo(folder.path()));
    QVERIFY(generate(example(), m_catalog, Target::CloudFormationJson).files.writeTo(folder.path()));
    const Ran ran = run(
        cfnLint(), {u"--non-zero-exit-code"_s, u"error"_s, u"--regions"_s, u"us-east-1"_s, u"--"_s, u"template.yaml"_s, u"template.json"_s},
        folder.path());
    QVERIFY2(ran.code == 0, qPrintable(ran.text()));
}

QTEST_GUILESS_MAIN(TestValidators)
#include "test_validators.moc"
