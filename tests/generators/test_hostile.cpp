// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/acceptance.h"
#include "tests/generators/hostile.h"

#include <QTest>

#include <yaml-cpp/yaml.h>

using namespace groundplan;
using namespace groundplan::test;
using Json = nlohmann::json;

/// Thousands of random texts through every place where a printer writes one; independent readers must give them back: the engine
/// itself for Terraform in both spellings, yaml-cpp and nlohmann_json for CloudFormation.
class TestHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terraformGivesTextsBack_data()
    {
        QTest::addColumn<bool>("isJson");
        QTest::newRow("HCL") << false;
        QTest::newRow("JSON") << true;
    }
    void terraformGivesTextsBack();
    void cloudFormationGivesTextsBack_data()
    {
        QTest::addColumn<bool>("isJson");
        QTest::newRow("YAML") << false;
        QTest::newRow("JSON") << true;
    }
    void cloudFormationGivesTextsBack();

private:
    static Json read(const YAML::Node &node);
    Catalog m_catalog;
};

void TestHostile::terraformGivesTextsBack()
{
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    QFETCH(bool, isJson);
    const bool hasProvider = !providerFolder().isEmpty();
    Hostile hostile(isJson ? 20261121 : 20261122);
    Sample sample;
    QHash<QString, Value> inputs, tags, policies, outputs, variables, described;
    for (int i = 0; i < 160; ++i) {
        const QString n = QString::number(i);
        inputs[u"text"_s + n] = hostile.text();
        inputs[u"list"_s + n] = hostile.list(12);
        inputs[u"map"_s + n] = hostile.map(8);
        inputs[u"deep"_s + n] = ValueList{ValueMap{{hostile.key(), hostile.list(3)}, {hostile.key(), hostile.map(3)}}, hostile.text()};
    }
    for (auto it = inputs.begin(); it != inputs.end(); ++it)
        sample.resource(it.key(), u"terraform_data"_s, it.key(), {}, {{u"input"_s, *it}});
    for (int i = 0; i < 150; ++i) {
        const QString n = QString::number(i);
        Output output;
        output.id = OutputId(u"out"_s + n);
        output.value = outputs[output.id.text()] = hostile.map(2);
        output.description = hostile.text();
        described[output.id.text()] = output.description;
        Variable variable;
        variable.id = VariableId(u"var"_s + n);
        variable.description = hostile.text();
        described[variable.id.text()] = variable.description;
        variable.defaultValue = variables[variable.id.text()] = hostile.text();
        Local local;
        local.id = LocalId(u"local"_s + n);
        local.value = hostile.list(3);
        Output shown;
        shown.id = OutputId(u"local"_s + n);
        shown.value = expr(u"local.local"_s + n);
        outputs[shown.id.text()] = local.value;
        sample.add(output).add(variable).add(local).add(shown);
    }
    for (int i = 0; hasProvider && i < 60; ++i) {
        const QString n = u"q"_s + QString::number(i);
        tags[n] = hostile.map(12);
        // A map where the provider wants JSON text.
        policies[n] = ValueMap{{u"Version"_s, hostile.text()}, {u"Statement"_s, ValueList{hostile.map(6)}}};
        sample
            .resource(n, u"aws_ecs_task_definition"_s, n, {},
                      {{u"family"_s, n},
                       {u"container_definitions"_s, ValueList{ValueMap{{u"name"_s, n}, {u"image"_s, n}}}},
                       {u"tags"_s, tags[n]}})
            .resource(u"api"_s + n, u"aws_api_gateway_rest_api"_s, u"api"_s + n, {}, {{u"name"_s, n}, {u"body"_s, policies[n]}});
    }
    QVERIFY2(hostile.count() >= 10000 || !hasProvider, qPrintable(QString::number(hostile.count())));
    const Generated generated = generate(sample.blueprint, m_catalog, isJson ? Target::TerraformJson : Target::Terraform);
    QCOMPARE(text(generated.diagnostics), QString());
    QTemporaryDir folder;
    QVERIFY(generated.files.writeTo(folder.path()));
    QStringList init{u"init"_s, u"-no-color"_s};
    if (hasProvider) {
        init.append(u"-plugin-dir="_s + providerFolder());
        FileSet beside;
        beside.files.insert(u"test_override.tf"_s,
                            "provider \"aws\" {\n  access_key = \"test\"\n  secret_key = \"test\"\n  skip_credentials_validation = true\n"
                            "  skip_requesting_account_id = true\n  skip_metadata_api_check = true\n}\n");
        QVERIFY(beside.writeTo(folder.path()));
    }
    for (const QStringList &arguments : {init, QStringList{u"plan"_s, u"-no-color"_s, u"-input=false"_s, u"-out=plan"_s}}) {
        const Ran ran = run(engine(), arguments, folder.path());
        QVERIFY2(ran.code == 0, qPrintable(ran.text().right(4000)));
    }
    const Ran shown = run(engine(), {u"show"_s, u"-json"_s, u"plan"_s}, folder.path());
    QCOMPARE(shown.code, 0);
    const Json plan = Json::parse(shown.output.toStdString());
    int seen = 0;
    const auto check = [&](const Json &found, const Value &written, const std::string &place) {
        ++seen;
        const QString different = difference(found, written, QString::fromStdString(place));
        QVERIFY2(different.isEmpty(), qPrintable(different));
    };
    for (const Json &resource : plan["planned_values"]["root_module"]["resources"]) {
        const std::string name = resource["name"];
        const QString key = QString::fromStdString(name);
        if (resource["type"] == "terraform_data")
            check(resource["values"]["input"], inputs.value(key), name);
        else if (resource["type"] == "aws_api_gateway_rest_api")
            check(Json::parse(resource["values"]["body"].get<std::string>()), policies.value(key.mid(3)), name);
        else
            check(resource["values"]["tags"], tags.value(key), name);
    }
    for (const auto &[name, output] : plan["planned_values"]["outputs"].items())
        check(output["value"], outputs.value(QString::fromStdString(name)), name);
    for (const auto &[name, variable] : plan["variables"].items())
        check(variable["value"], variables.value(QString::fromStdString(name)), name);
    for (const char *kind : {"variables", "outputs"}) {
        for (const auto &[name, row] : plan["configuration"]["root_module"][kind].items()) {
            if (described.contains(QString::fromStdString(name)))
                check(row.value("description", ""), described.value(QString::fromStdString(name)), name);
        }
    }
    QCOMPARE(seen, int(inputs.size() + tags.size() + policies.size() + outputs.size() + variables.size() + described.size()));
}

/// Scalars as texts; short tags as what they mean is not needed here: nothing is computed.
Json TestHostile::read(const YAML::Node &node)
{
    if (node.IsMap()) {
        Json map = Json::object();
        for (const auto &field : node)
            map[field.first.as<std::string>()] = read(field.second);
        return map;
    }
    if (node.IsSequence()) {
        Json list = Json::array();
        for (const auto &item : node)
            list.push_back(read(item));
        return list;
    }
    return node.Tag() == "!" ? Json(node.Scalar()) : node.IsNull() ? Json() : Json(node.Scalar());
}

void TestHostile::cloudFormationGivesTextsBack()
{
    QFETCH(bool, isJson);
    Hostile hostile(isJson ? 4711 : 4712);
    Sample sample;
    QHash<QString, Value> names, variables, documents, descriptions, defaults;
    for (int i = 0; i < 250; ++i) {
        const QString n = QString::number(i);
        names[u"Q"_s + n] = hostile.text();
        variables[u"F"_s + n] = hostile.map(12);
        documents[u"D"_s + n] = ValueMap{{hostile.key(), hostile.list(4)}, {hostile.key(), hostile.map(5)}};
        sample.resource(u"Q"_s + n, u"aws_sqs_queue"_s, u"Q"_s + n, {}, {{u"name"_s, names[u"Q"_s + n]}})
            .resource(u"F"_s + n, u"aws_lambda_function"_s, u"F"_s + n, {},
                      {{u"function_name"_s, u"f"_s},
                       {u"role"_s, u"r"_s},
                       {u"s3_bucket"_s, u"b"_s},
                       {u"environment"_s, ValueList{ValueMap{{u"variables"_s, variables[u"F"_s + n]}}}}})
            .resource(u"D"_s + n, u"aws_iam_policy"_s, u"D"_s + n, {}, {{u"policy"_s, documents[u"D"_s + n]}});
        Variable variable;
        variable.id = VariableId(u"V"_s + n);
        variable.description = hostile.text();
        variable.defaultValue = hostile.text();
        descriptions[variable.id.text()] = variable.description;
        defaults[variable.id.text()] = variable.defaultValue;
        sample.add(variable);
    }
    QVERIFY2(hostile.count() >= 10000, qPrintable(QString::number(hostile.count())));
    const Generated generated = generate(sample.blueprint, m_catalog, isJson ? Target::CloudFormationJson : Target::CloudFormationYaml);
    for (const Diagnostic &one : generated.diagnostics)
        QVERIFY2(one.severity != Severity::Error, qPrintable(one.message));
    const std::string bytes = generated.files.files.first().toStdString();
    const Json whole = isJson ? Json::parse(bytes) : read(YAML::Load(bytes));
    int seen = 0;
    const auto check = [&](const Json &found, const Value &written, const QString &place) {
        ++seen;
        const QString different = difference(found, written, place);
        QVERIFY2(different.isEmpty(), qPrintable(different));
    };
    const Json &resources = whole["Resources"];
    for (auto it = names.begin(); it != names.end(); ++it)
        check(resources[it.key().toStdString() + "Queue"]["Properties"].value("QueueName", ""), *it, it.key());
    for (auto it = variables.begin(); it != variables.end(); ++it)
        check(resources[it.key().toStdString() + "Function"]["Properties"]["Environment"]["Variables"], *it, it.key());
    for (auto it = documents.begin(); it != documents.end(); ++it)
        check(resources[it.key().toStdString() + "ManagedPolicy"]["Properties"]["PolicyDocument"], *it, it.key());
    for (auto it = defaults.begin(); it != defaults.end(); ++it) {
        const Json &parameter = whole["Parameters"][it.key().toStdString()];
        check(parameter["Default"], *it, it.key());
        check(parameter.value("Description", ""), descriptions.value(it.key()), it.key());
    }
    QCOMPARE(seen, 250 * 5);
}

QTEST_GUILESS_MAIN(TestHostile)
#include "test_hostile.moc"
