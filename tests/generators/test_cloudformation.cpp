// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/nasty.h"
#include "tests/generators/sample.h"

#include <QTest>

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

using namespace groundplan;
using namespace groundplan::test;

class TestCloudFormation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theExampleHasNoError();
    void nastyTextsComeBack();
    void partsAreFoldedIntoTheirOwner();
    void textsWithReferencesBecomeSub();
    void whatCannotBeSaidIsReported();
    void parametersHaveTypes();
    void logicalIdsAreUnique();
    void spansCoverTheResources();
    void everyCorrectionNamesWhatExists();

private:
    Generated yaml(const Blueprint &blueprint) { return generate(blueprint, m_catalog, Target::CloudFormationYaml); }
    QByteArray code(const Blueprint &blueprint) { return yaml(blueprint).files.files.value(u"template.yaml"_s); }
    Catalog m_catalog;
};

void TestCloudFormation::theExampleHasNoError()
{
    const Generated generated = yaml(example());
    for (const Diagnostic &diagnostic : generated.diagnostics)
        QCOMPARE(diagnostic.severity, Severity::Notice);
    QCOMPARE(differsFromGolden(u"three_tier.yaml"_s, generated.files.files.value(u"template.yaml"_s)), QString());
    QCOMPARE(differsFromGolden(u"three_tier.json"_s,
                               generate(example(), m_catalog, Target::CloudFormationJson).files.files.value(u"template.json"_s)),
             QString());
}

void TestCloudFormation::nastyTextsComeBack()
{
    Sample sample;
    ValueMap tags;
    const QStringList texts = nastyTexts();
    for (qsizetype i = 0; i < texts.size(); ++i)
        tags.insert(u"k%1 "_s.arg(i, 3, 10, QLatin1Char('0')) + texts.at(i), texts.at(i));
    sample.resource(u"a"_s, u"aws_s3_bucket"_s, u"a"_s, {}, {{u"tags"_s, tags}});
    const QByteArray text = code(sample.blueprint);
    const YAML::Node read = YAML::Load(text.toStdString())["Resources"]["ABucket"]["Properties"]["Tags"];
    QCOMPARE(qsizetype(read.size()), texts.size());
    const QByteArray jsonText = generate(sample.blueprint, m_catalog, Target::CloudFormationJson).files.files.value(u"template.json"_s);
    const auto json = nlohmann::json::parse(jsonText.toStdString())["Resources"]["ABucket"]["Properties"]["Tags"];
    for (qsizetype i = 0; i < texts.size(); ++i) {
        QCOMPARE(QString::fromStdString(read[size_t(i)]["Value"].as<std::string>()), texts.at(i));
        QVERIFY2(read[size_t(i)]["Value"].Tag() == "!" || read[size_t(i)]["Value"].Tag() == "?", "a quoted or plain text, no other tag");
        QCOMPARE(QString::fromStdString(json[size_t(i)]["Value"].get<std::string>()), texts.at(i));
        QCOMPARE(QString::fromStdString(json[size_t(i)]["Key"].get<std::string>()).mid(5), texts.at(i));
    }
}

void TestCloudFormation::partsAreFoldedIntoTheirOwner()
{
    Sample sample;
    sample.resource(u"b"_s, u"aws_s3_bucket"_s, u"logs"_s)
        .resource(u"v"_s, u"aws_s3_bucket_versioning"_s, u"logs"_s, {},
                  {{u"bucket"_s, ref(u"b"_s)}, {u"versioning_configuration"_s, ValueList{ValueMap{{u"status"_s, u"Enabled"_s}}}}})
        .resource(u"p"_s, u"aws_s3_bucket_public_access_block"_s, u"logs"_s, {},
                  {{u"bucket"_s, ref(u"b"_s)}, {u"block_public_acls"_s, true}});
    const Generated generated = yaml(sample.blueprint);
    QCOMPARE(test::text(generated.diagnostics), QString());
    QCOMPARE(
        generated.files.files.value(u"template.yaml"_s),
        QByteArray(
            "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  LogsBucket:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n"
            "    UpdateReplacePolicy: Retain\n    Properties:\n      PublicAccessBlockConfiguration:\n        BlockPublicAcls: true\n"
            "      VersioningConfiguration:\n        Status: Enabled\n"));
}

void TestCloudFormation::textsWithReferencesBecomeSub()
{
    Sample sample;
    sample.resource(u"b"_s, u"aws_s3_bucket"_s, u"logs"_s)
        .resource(u"p"_s, u"aws_iam_policy"_s, u"read"_s, {},
                  {{u"policy"_s,
                    ValueMap{{u"Statement"_s, ValueList{ValueMap{{u"Resource"_s, expr(u"\"${${ref:b.arn}}/$${aws:username}/*\""_s)}}}}}}});
    QVERIFY2(code(sample.blueprint).contains("Resource: !Sub '${LogsBucket.Arn}/${!aws:username}/*'\n"), code(sample.blueprint));
}

void TestCloudFormation::whatCannotBeSaidIsReported()
{
    Sample sample;
    sample
        .resource(u"a"_s, u"aws_vpc"_s, u"a"_s, {},
                  {{u"cidr_block"_s, expr(u"cidrsubnet(\"10.0.0.0/8\", 8, 2)"_s)}, {u"enable_network_address_usage_metrics"_s, true}},
                  {{u"count"_s, 2}})
        .resource(u"b"_s, u"terraform_data"_s, u"b"_s);
    const Generated generated = yaml(sample.blueprint);
    QVERIFY(mentions(generated.diagnostics, u"can't be said in CloudFormation"_s));
    QVERIFY(mentions(generated.diagnostics, u"enable_network_address_usage_metrics"_s));
    QVERIFY(mentions(generated.diagnostics, u"can't repeat"_s));
    QVERIFY(mentions(generated.diagnostics, u"no twin of terraform_data"_s));
    QCOMPARE(generated.diagnostics.size(), 4);
}

void TestCloudFormation::parametersHaveTypes()
{
    Sample sample;
    Variable secret{VariableId(u"db_password"_s), u"string"_s, {}, u"Of the database"_s, true, {}};
    Variable zones{VariableId(u"zones"_s), u"list(string)"_s, ValueList{u"a"_s, u"b"_s}, {}, false, {}};
    sample.add(secret).add(zones);
    QCOMPARE(code(sample.blueprint),
             QByteArray("AWSTemplateFormatVersion: '2010-09-09'\nParameters:\n  DbPassword:\n    Type: String\n    Description: Of the "
                        "database\n    NoEcho: true\n"
                        "  Zones:\n    Type: CommaDelimitedList\n    Default: 'a,b'\nResources: {}\n"));
}

void TestCloudFormation::logicalIdsAreUnique()
{
    Sample sample;
    sample.resource(u"a"_s, u"aws_sqs_queue"_s, u"jobs"_s)
        .resource(u"b"_s, u"aws_sqs_queue"_s, u"jobs_queue"_s)
        .resource(u"c"_s, u"aws_sns_topic"_s, u"jobs"_s);
    const Generated generated = yaml(sample.blueprint);
    QCOMPARE(generated.addresses.size(), 3);
    QVERIFY(generated.addresses.contains(u"JobsQueue"_s) && generated.addresses.contains(u"JobsQueue2"_s)
            && generated.addresses.contains(u"JobsTopic"_s));
}

void TestCloudFormation::spansCoverTheResources()
{
    for (const Target target : {Target::CloudFormationYaml, Target::CloudFormationJson}) {
        const Generated generated = generate(example(), m_catalog, target);
        const QList<QByteArray> lines = generated.files.files.first().split('\n');
        QVERIFY(generated.files.spans.size() > 60);
        for (const SourceSpan &span : generated.files.spans) {
            const QString id = QString::fromUtf8(lines.at(span.firstLine - 1)).remove(u'"').trimmed().section(u':', 0, 0);
            QCOMPARE(generated.addresses.value(id), span.resource);
            if (target == Target::CloudFormationJson)
                QVERIFY(lines.at(span.firstLine + span.lineCount - 2).startsWith("    }"));
        }
    }
}

void TestCloudFormation::everyCorrectionNamesWhatExists()
{
    QFile file(u":/groundplan/catalog/cloudformation/aws.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto corrections = nlohmann::json::parse(file.readAll().toStdString())["types"];
    for (const auto &[name, correction] : corrections.items()) {
        const auto type = m_catalog.type(QString::fromStdString(name));
        QVERIFY2(type->schema, name.c_str());
        if (!correction.contains("attributes"))
            continue;
        for (const auto &[path, place] : correction["attributes"].items()) {
            const QString at = QString::fromStdString(path);
            QVERIFY2(type->schema->attributeAt(at) || type->schema->blockAt(at), (name + " " + path).c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestCloudFormation)
#include "test_cloudformation.moc"
