// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/nasty.h"
#include "tests/generators/sample.h"

#include "model/catalog/cloudformationschema.h"

#include <QFloat16> // the comparison of JSON asks for it
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
    void groupRulesBecomeOneForEachNetwork();
    void accessListsBecomeEntriesAndAssociations();
    void documentsTakeCloudFormationsSpelling();
    void eventsOfABucketHaveAnEntryEach();
    void aPartThatWouldMakeACycleIsLeftOut();
    void whatStandsInABlockGoesWhereTheBlockGoes();
    void partsOfAKindHaveAnItemEach();
    void whatOnlyItsValueNamesIsWaitedFor();
    void valuesThatItDoesNotTakeAreTold();
    void whatItNeedsAndNobodySaysIsReported();
    void aTextThatWouldBeLookedUpIsRefused();
    void listsAreOutputAsText();
    void wordsTakeCloudFormationsCapitals();
    void oldNamesAreSaidLikeNewOnes();
    void addressesOfStagesAndMailsAreSaid();
    void localsAreWrittenOut();
    void textRecordsAreQuoted();
    void whatTerraformDoesNotAskForIsSaid();
    void encodedDocumentsAreTexts();

private:
    Generated yaml(const Blueprint &blueprint) { return generate(blueprint, m_catalog, Target::CloudFormationYaml); }
    QByteArray code(const Blueprint &blueprint) { return yaml(blueprint).files.files.value(u"template.yaml"_s); }
    nlohmann::json resourcesOf(const Sample &sample)
    {
        const Generated generated = generate(sample.blueprint, m_catalog, Target::CloudFormationJson);
        for (const Diagnostic &one : generated.diagnostics)
            [&] { QVERIFY2(one.severity != Severity::Error, qPrintable(one.message)); }();
        return nlohmann::json::parse(generated.files.files.first().toStdString())["Resources"];
    }
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
    const CloudFormationSchema schema;
    const auto corrections = nlohmann::json::parse(file.readAll().toStdString())["types"];
    static const QRegularExpression keys(u"[{\\[][^}\\]]*[}\\]]"_s);
    for (const auto &[name, correction] : corrections.items()) {
        const QString terraform = QString::fromStdString(name).section(u'.', 0, 0); // after the dot: one of its kinds
        const auto type = m_catalog.type(terraform);
        QVERIFY2(type->schema, name.c_str());
        if (correction.contains("like")) {
            QVERIFY2(schema.twin(QString::fromStdString(correction["like"].get<std::string>())).types.size() == 1, name.c_str());
            continue;
        }
        if (correction.contains("type") && correction["type"] == "")
            continue; // said nowhere
        const auto twin = schema.type(correction.contains("type") ? QString::fromStdString(correction["type"].get<std::string>())
                                                                  : schema.twin(terraform).types.value(0));
        QVERIFY2(twin, name.c_str());
        const auto none = nlohmann::json::object();
        const auto attributes = correction.value("attributes", none), returns = correction.value("returns", none),
                   constants = correction.value("constants", none);
        for (const auto &[path, place] : attributes.items()) {
            const QString at = QString::fromStdString(path);
            QVERIFY2(type->schema->attributeAt(at) || type->schema->blockAt(at), (name + " " + path).c_str());
            const auto to = place.is_object() ? place["to"] : place;
            if (to.is_string() && to.get<std::string>().front() != '!' && to != "=")
                QVERIFY2(twin->at(QString::fromStdString(to.get<std::string>()).remove(keys)),
                         (name + " " + path + " " + to.dump()).c_str());
        }
        for (const auto &[attribute, how] : returns.items()) {
            const QString text = QString::fromStdString(how.get<std::string>());
            if (text.startsWith(u"GetAtt:"_s))
                QVERIFY2(twin->attributes.contains(text.mid(7)) || twin->at(text.mid(7)),
                         (name + " " + attribute + " " + how.dump()).c_str());
        }
        for (const auto &[property, value] : constants.items())
            QVERIFY2(twin->at(QString::fromStdString(property)), (name + " " + property).c_str());
    }
}

void TestCloudFormation::groupRulesBecomeOneForEachNetwork()
{
    Sample sample = smallNetwork();
    sample.resource(u"sg"_s, u"aws_security_group"_s, u"web"_s, {u"vpc"_s})
        .resource(u"rule"_s, u"aws_security_group_rule"_s, u"in"_s, {u"vpc"_s},
                  {{u"security_group_id"_s, ref(u"sg"_s)},
                   {u"type"_s, u"ingress"_s},
                   {u"protocol"_s, u"tcp"_s},
                   {u"from_port"_s, 443},
                   {u"to_port"_s, 443},
                   {u"cidr_blocks"_s, ValueList{u"10.0.0.0/8"_s, u"172.16.0.0/12"_s}}})
        .resource(u"self"_s, u"aws_security_group_rule"_s, u"self"_s, {u"vpc"_s},
                  {{u"security_group_id"_s, ref(u"sg"_s)},
                   {u"type"_s, u"egress"_s},
                   {u"protocol"_s, u"-1"_s},
                   {u"from_port"_s, 0},
                   {u"to_port"_s, 0},
                   {u"self"_s, true}});
    const auto resources = resourcesOf(sample);
    QStringList networks;
    for (const auto &[id, resource] : resources.items()) {
        if (resource["Type"] == "AWS::EC2::SecurityGroupIngress")
            networks.append(QString::fromStdString(resource["Properties"]["CidrIp"].get<std::string>()));
        if (resource["Type"] == "AWS::EC2::SecurityGroupEgress")
            QVERIFY(resource["Properties"]["DestinationSecurityGroupId"] == resource["Properties"]["GroupId"]);
    }
    networks.sort();
    QCOMPARE(networks, QStringList({u"10.0.0.0/8"_s, u"172.16.0.0/12"_s}));
}

void TestCloudFormation::accessListsBecomeEntriesAndAssociations()
{
    Sample sample = smallNetwork();
    const Value rule = ValueMap{{u"rule_no"_s, 100},   {u"action"_s, u"allow"_s}, {u"protocol"_s, u"tcp"_s},
                                {u"from_port"_s, 443}, {u"to_port"_s, 443},       {u"cidr_block"_s, u"10.0.0.0/8"_s}};
    sample.resource(u"acl"_s, u"aws_network_acl"_s, u"acl"_s, {u"vpc"_s},
                    {{u"subnet_ids"_s, ValueList{ref(u"subnet"_s)}}, {u"ingress"_s, ValueList{rule}}});
    const auto resources = resourcesOf(sample);
    QVERIFY(resources["AclNetworkAclAssociation1"]["Properties"]["SubnetId"]["Ref"] == "AppSubnet");
    const auto &entry = resources["AclNetworkAclEntry1"]["Properties"];
    QVERIFY(entry["Protocol"] == 6);
    QVERIFY(entry["Egress"] == false);
    QVERIFY(entry["PortRange"]["From"] == 443);
    QVERIFY(entry["CidrBlock"] == "10.0.0.0/8");
}

void TestCloudFormation::documentsTakeCloudFormationsSpelling()
{
    Sample sample;
    const ValueMap log{{u"logDriver"_s, u"awslogs"_s}, {u"options"_s, ValueMap{{u"awslogs-group"_s, u"/x"_s}}}};
    const ValueMap container{{u"name"_s, u"web"_s},
                             {u"image"_s, u"nginx"_s},
                             {u"portMappings"_s, ValueList{ValueMap{{u"containerPort"_s, 80}}}},
                             {u"logConfiguration"_s, log}};
    sample
        .resource(u"t"_s, u"aws_ecs_task_definition"_s, u"web"_s, {},
                  {{u"family"_s, u"web"_s}, {u"container_definitions"_s, ValueList{container}}})
        .resource(u"a"_s, u"aws_cloudwatch_metric_alarm"_s, u"a"_s, {},
                  {{u"alarm_name"_s, u"a"_s},
                   {u"comparison_operator"_s, u"GreaterThanThreshold"_s},
                   {u"evaluation_periods"_s, 1},
                   {u"dimensions"_s, ValueMap{{u"QueueName"_s, u"q"_s}}}});
    const auto resources = resourcesOf(sample);
    const auto &one = resources["WebTaskDefinition"]["Properties"]["ContainerDefinitions"][0];
    QVERIFY(one["PortMappings"][0]["ContainerPort"] == 80);
    QVERIFY(one["LogConfiguration"]["Options"]["awslogs-group"] == "/x");
    QVERIFY(resources["AAlarm"]["Properties"]["Dimensions"][0]["Name"] == "QueueName");
}

void TestCloudFormation::eventsOfABucketHaveAnEntryEach()
{
    Sample sample;
    sample.resource(u"b"_s, u"aws_s3_bucket"_s, u"b"_s)
        .resource(u"n"_s, u"aws_s3_bucket_notification"_s, u"n"_s, {},
                  {{u"bucket"_s, ref(u"b"_s)},
                   {u"queue"_s,
                    ValueList{ValueMap{{u"queue_arn"_s, u"arn:aws:sqs:us-east-1:123456789012:q"_s},
                                       {u"events"_s, ValueList{u"s3:ObjectCreated:*"_s, u"s3:ObjectRemoved:*"_s}},
                                       {u"filter_prefix"_s, u"in/"_s},
                                       {u"filter_suffix"_s, u".csv"_s}}}}});
    const auto queues = resourcesOf(sample)["BBucket"]["Properties"]["NotificationConfiguration"]["QueueConfigurations"];
    QCOMPARE(queues.size(), size_t(2));
    QVERIFY(queues[1]["Event"] == "s3:ObjectRemoved:*");
    QCOMPARE(queues[0]["Filter"]["S3Key"]["Rules"].size(), size_t(2));
}

void TestCloudFormation::aPartThatWouldMakeACycleIsLeftOut()
{
    Sample sample;
    sample.resource(u"dead"_s, u"aws_sqs_queue"_s, u"dead"_s)
        .resource(u"queue"_s, u"aws_sqs_queue"_s, u"queue"_s, {},
                  {{u"redrive_policy"_s, ValueMap{{u"deadLetterTargetArn"_s, ref(u"dead"_s, u"arn"_s)}, {u"maxReceiveCount"_s, 5}}}})
        .resource(u"allow"_s, u"aws_sqs_queue_redrive_allow_policy"_s, u"dead"_s, {},
                  {{u"queue_url"_s, ref(u"dead"_s, u"url"_s)},
                   {u"redrive_allow_policy"_s, ValueMap{{u"sourceQueueArns"_s, ValueList{ref(u"queue"_s, u"arn"_s)}}}}});
    const Generated generated = generate(sample.blueprint, m_catalog, Target::CloudFormationJson);
    QVERIFY2(mentions(generated.diagnostics, u"it would make a cycle"_s), qPrintable(text(generated.diagnostics)));
    QVERIFY(!generated.files.files.first().contains("RedriveAllowPolicy"));

    Sample logs;
    logs.resource(u"bucket"_s, u"aws_s3_bucket"_s, u"logs"_s)
        .resource(u"logging"_s, u"aws_s3_bucket_logging"_s, u"logs"_s, {},
                  {{u"bucket"_s, ref(u"bucket"_s)}, {u"target_bucket"_s, ref(u"bucket"_s)}, {u"target_prefix"_s, u"own/"_s}});
    QVERIFY(mentions(generate(logs.blueprint, m_catalog, Target::CloudFormationJson).diagnostics, u"it would make a cycle"_s));
}

void TestCloudFormation::whatStandsInABlockGoesWhereTheBlockGoes()
{
    Sample sample;
    sample
        .resource(u"zone"_s, u"aws_route53_zone"_s, u"zone"_s, {},
                  {{u"name"_s, u"example.com"_s}, {u"vpc"_s, ValueList{ValueMap{{u"vpc_id"_s, u"vpc-12345678"_s}}}}})
        .resource(u"alias"_s, u"aws_lambda_alias"_s, u"live"_s, {},
                  {{u"name"_s, u"live"_s},
                   {u"function_name"_s, u"shop"_s},
                   {u"function_version"_s, u"1"_s},
                   {u"routing_config"_s, ValueList{ValueMap{{u"additional_version_weights"_s, ValueMap{{u"2"_s, 0.25}}}}}}})
        .resource(u"files"_s, u"aws_fsx_windows_file_system"_s, u"files"_s, {},
                  {{u"deployment_type"_s, u"SINGLE_AZ_2"_s},
                   {u"throughput_capacity"_s, 32},
                   {u"storage_capacity"_s, 64},
                   {u"subnet_ids"_s, ValueList{u"subnet-12345678"_s}}});
    const auto resources = resourcesOf(sample);
    QCOMPARE(resources["ZoneHostedZone"]["Properties"]["VPCs"][0]["VPCRegion"]["Ref"].get<std::string>(), "AWS::Region");
    const auto weights = resources["LiveAlias"]["Properties"]["RoutingConfig"]["AdditionalVersionWeights"];
    QCOMPARE(weights[0]["FunctionVersion"].get<std::string>(), "2");
    QCOMPARE(weights[0]["FunctionWeight"].get<double>(), 0.25);
    const auto files = resources["FilesFileSystem"]["Properties"];
    QCOMPARE(files["WindowsConfiguration"]["ThroughputCapacity"].get<int>(), 32);
    QVERIFY(!files.contains("LustreConfiguration"));
}

void TestCloudFormation::partsOfAKindHaveAnItemEach()
{
    Sample sample;
    sample.resource(u"rule"_s, u"aws_cloudwatch_event_rule"_s, u"nightly"_s, {}, {{u"schedule_expression"_s, u"rate(1 day)"_s}});
    for (const QString &name : {u"first"_s, u"second"_s})
        sample.resource(name, u"aws_cloudwatch_event_target"_s, name, {},
                        {{u"rule"_s, ref(u"rule"_s, u"name"_s)}, {u"arn"_s, u"arn:aws:sqs:us-east-1:123456789012:"_s + name}});
    const auto targets = resourcesOf(sample)["NightlyRule"]["Properties"]["Targets"];
    QCOMPARE(targets.size(), size_t(2));
    QCOMPARE(targets[0]["Id"].get<std::string>(), "first");
    QCOMPARE(targets[1]["Arn"].get<std::string>(), "arn:aws:sqs:us-east-1:123456789012:second");
}

void TestCloudFormation::whatOnlyItsValueNamesIsWaitedFor()
{
    Sample sample;
    sample
        .resource(u"target"_s, u"aws_appautoscaling_target"_s, u"web"_s, {},
                  {{u"min_capacity"_s, 1},
                   {u"max_capacity"_s, 4},
                   {u"resource_id"_s, u"service/main/web"_s},
                   {u"scalable_dimension"_s, u"ecs:service:DesiredCount"_s},
                   {u"service_namespace"_s, u"ecs"_s}})
        .resource(u"policy"_s, u"aws_appautoscaling_policy"_s, u"web"_s, {},
                  {{u"name"_s, u"cpu"_s},
                   {u"policy_type"_s, u"TargetTrackingScaling"_s},
                   {u"resource_id"_s, ref(u"target"_s, u"resource_id"_s)},
                   {u"scalable_dimension"_s, ref(u"target"_s, u"scalable_dimension"_s)},
                   {u"service_namespace"_s, ref(u"target"_s, u"service_namespace"_s)}});
    const auto policy = resourcesOf(sample)["WebScalingPolicy"];
    QCOMPARE(policy["Properties"]["ServiceNamespace"].get<std::string>(), "ecs");
    QCOMPARE(policy["DependsOn"].get<std::string>(), "WebScalableTarget");
}

void TestCloudFormation::valuesThatItDoesNotTakeAreTold()
{
    Sample sample;
    sample
        .resource(u"secret"_s, u"aws_ssm_parameter"_s, u"secret"_s, {},
                  {{u"name"_s, u"/secret"_s}, {u"type"_s, u"SecureString"_s}, {u"value"_s, u"x"_s}})
        .resource(
            u"rule"_s, u"aws_network_acl_rule"_s, u"rule"_s, {},
            {{u"network_acl_id"_s, u"acl-12345678"_s}, {u"rule_number"_s, 100}, {u"rule_action"_s, u"allow"_s}, {u"protocol"_s, u"tcp"_s}});
    const Generated generated = generate(sample.blueprint, m_catalog, Target::CloudFormationJson);
    QVERIFY2(mentions(generated.diagnostics, u"does not take “SecureString” for “type”"_s), qPrintable(text(generated.diagnostics)));
    const auto resources = nlohmann::json::parse(generated.files.files.first().toStdString())["Resources"];
    QCOMPARE(resources["RuleNetworkAclEntry"]["Properties"]["Protocol"].get<int>(), 6);
}

void TestCloudFormation::whatItNeedsAndNobodySaysIsReported()
{
    Sample sample;
    sample.resource(u"f"_s, u"aws_lambda_function"_s, u"f"_s, {},
                    {{u"function_name"_s, u"f"_s}, {u"role"_s, u"arn:aws:iam::123456789012:role/r"_s}, {u"filename"_s, u"f.zip"_s}});
    const Generated generated = generate(sample.blueprint, m_catalog, Target::CloudFormationJson);
    QVERIFY2(mentions(generated.diagnostics, u"AWS::Lambda::Function needs “Code”"_s), qPrintable(text(generated.diagnostics)));
}

void TestCloudFormation::aTextThatWouldBeLookedUpIsRefused()
{
    Sample sample;
    sample.resource(u"t"_s, u"aws_sns_topic"_s, u"t"_s, {}, {{u"display_name"_s, u"{{resolve:ssm:/secret}}"_s}});
    QVERIFY(mentions(generate(sample.blueprint, m_catalog, Target::CloudFormationYaml).diagnostics, u"for a lookup"_s));
    QCOMPARE(text(generate(sample.blueprint, m_catalog, Target::Terraform).diagnostics), QString());
}

void TestCloudFormation::listsAreOutputAsText()
{
    Sample sample;
    sample.resource(u"z"_s, u"aws_route53_zone"_s, u"z"_s, {}, {{u"name"_s, u"example.com"_s}});
    Output output;
    output.id = OutputId(u"servers"_s);
    output.value = ref(u"z"_s, u"name_servers"_s);
    sample.add(output);
    const auto root =
        nlohmann::json::parse(generate(sample.blueprint, m_catalog, Target::CloudFormationJson).files.files.first().toStdString());
    QVERIFY(root["Outputs"]["Servers"]["Value"]["Fn::Join"][0] == ",");
}

void TestCloudFormation::wordsTakeCloudFormationsCapitals()
{
    Sample sample;
    sample.resource(u"b"_s, u"aws_mq_broker"_s, u"b"_s, {},
                    {{u"broker_name"_s, u"b"_s},
                     {u"engine_type"_s, u"RabbitMQ"_s},
                     {u"engine_version"_s, u"3.13"_s},
                     {u"host_instance_type"_s, u"mq.m5.large"_s},
                     {u"user"_s, ValueList{ValueMap{{u"username"_s, u"u"_s}, {u"password"_s, u"secret-secret"_s}}}}});
    QVERIFY(resourcesOf(sample)["BBroker"]["Properties"]["EngineType"] == "RABBITMQ");
}

void TestCloudFormation::oldNamesAreSaidLikeNewOnes()
{
    Sample sample = smallNetwork();
    sample.resource(u"tg"_s, u"aws_alb_target_group"_s, u"web"_s, {u"vpc"_s}, {{u"port"_s, 80}, {u"protocol"_s, u"HTTP"_s}});
    const auto group = resourcesOf(sample)["WebTargetGroup"];
    QVERIFY(group["Type"] == "AWS::ElasticLoadBalancingV2::TargetGroup");
    QVERIFY(group["Properties"]["VpcId"]["Ref"] == "MainVPC");
}

void TestCloudFormation::addressesOfStagesAndMailsAreSaid()
{
    Sample sample;
    const ValueMap notification{{u"comparison_operator"_s, u"GREATER_THAN"_s},
                                {u"threshold"_s, 80},
                                {u"threshold_type"_s, u"PERCENTAGE"_s},
                                {u"notification_type"_s, u"ACTUAL"_s},
                                {u"subscriber_email_addresses"_s, ValueList{u"a@example.com"_s, u"b@example.com"_s}}};
    sample.resource(u"api"_s, u"aws_apigatewayv2_api"_s, u"api"_s, {}, {{u"name"_s, u"api"_s}, {u"protocol_type"_s, u"HTTP"_s}})
        .resource(u"stage"_s, u"aws_apigatewayv2_stage"_s, u"live"_s, {}, {{u"api_id"_s, ref(u"api"_s)}, {u"name"_s, u"live"_s}})
        .resource(u"p"_s, u"aws_ssm_parameter"_s, u"url"_s, {},
                  {{u"name"_s, u"/url"_s}, {u"type"_s, u"String"_s}, {u"value"_s, ref(u"stage"_s, u"invoke_url"_s)}})
        .resource(u"b"_s, u"aws_budgets_budget"_s, u"b"_s, {},
                  {{u"budget_type"_s, u"COST"_s},
                   {u"time_unit"_s, u"MONTHLY"_s},
                   {u"limit_amount"_s, u"10"_s},
                   {u"limit_unit"_s, u"USD"_s},
                   {u"notification"_s, ValueList{notification}}});
    const auto resources = resourcesOf(sample);
    QVERIFY2(resources["UrlParameter"]["Properties"]["Value"]["Fn::Sub"]
                 == "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live",
             resources["UrlParameter"].dump().c_str());
    const auto subscribers = resources["BBudget"]["Properties"]["NotificationsWithSubscribers"][0]["Subscribers"];
    QVERIFY2(subscribers.size() == 2 && subscribers[1]["Address"] == "b@example.com" && subscribers[1]["SubscriptionType"] == "EMAIL",
             subscribers.dump().c_str());
}

void TestCloudFormation::localsAreWrittenOut()
{
    Sample sample;
    const auto local = [&](const QString &name, const Value &value) {
        Local one;
        one.id = LocalId(name);
        one.value = value;
        sample.add(one);
    };
    Variable stage;
    stage.id = VariableId(u"stage"_s);
    stage.defaultValue = u"prod"_s;
    sample.add(stage);
    local(u"tags"_s, ValueMap{{u"Stage"_s, VariableReference{u"stage"_s}}});
    local(u"prefix"_s, expr(u"\"shop-${var.stage}\""_s));
    local(u"name"_s, expr(u"\"${local.prefix}-orders\""_s));
    local(u"also"_s, expr(u"local.name"_s));
    local(u"networks"_s, ValueList{u"10.0.0.0/8"_s, u"192.168.0.0/16"_s});
    sample.resource(u"q"_s, u"aws_sqs_queue"_s, u"q"_s, {}, {{u"name"_s, expr(u"local.also"_s)}, {u"tags"_s, expr(u"local.tags"_s)}})
        .resource(
            u"g"_s, u"aws_security_group"_s, u"g"_s, {},
            {{u"description"_s, u"x"_s},
             {u"ingress"_s,
              ValueList{ValueMap{
                  {u"from_port"_s, 1}, {u"to_port"_s, 1}, {u"protocol"_s, u"tcp"_s}, {u"cidr_blocks"_s, expr(u"local.networks"_s)}}}}});
    const nlohmann::json all = resourcesOf(sample);
    const nlohmann::json queue = all["QQueue"]["Properties"];
    QCOMPARE(queue["Tags"], (nlohmann::json{{{"Key", "Stage"}, {"Value", {{"Ref", "Stage"}}}}}));
    QVERIFY2(queue["QueueName"].dump().find("shop-${Stage}") != std::string::npos, queue.dump().c_str());
    QCOMPARE(all["GSecurityGroup"]["Properties"]["SecurityGroupIngress"].size(), size_t(2));

    // In a circle, or a list in a text: told, not followed.
    Sample wrong;
    std::swap(sample, wrong);
    local(u"a"_s, expr(u"local.b"_s));
    local(u"b"_s, expr(u"\"${local.a}\""_s));
    local(u"list"_s, ValueList{u"x"_s});
    sample.resource(u"t"_s, u"aws_sns_topic"_s, u"t"_s, {},
                    {{u"name"_s, expr(u"local.a"_s)}, {u"display_name"_s, expr(u"\"x${local.list}\""_s)}});
    const QList<Diagnostic> told = yaml(sample.blueprint).diagnostics;
    for (const QString &attribute : {u"name"_s, u"display_name"_s})
        QVERIFY(std::any_of(told.begin(), told.end(), [&](const Diagnostic &one) {
            return one.severity == Severity::Error && one.attribute == attribute && one.message.contains("can't be said"_L1);
        }));
}

void TestCloudFormation::textRecordsAreQuoted()
{
    Sample sample;
    sample.resource(u"z"_s, u"aws_route53_zone"_s, u"z"_s, {}, {{u"name"_s, u"example.com"_s}});
    const auto record = [&](const QString &id, const QString &type, const ValueList &records) {
        sample.resource(id, u"aws_route53_record"_s, id, {},
                        {{u"zone_id"_s, ref(u"z"_s, u"zone_id"_s)},
                         {u"name"_s, id + u".example.com"_s},
                         {u"type"_s, type},
                         {u"ttl"_s, 300},
                         {u"records"_s, records}});
    };
    record(u"txt"_s, u"TXT"_s, {u"v=spf1 -all"_s, QString(300, u'x'), ref(u"z"_s, u"zone_id"_s)});
    record(u"mx"_s, u"MX"_s, {u"10 mail.example.com"_s});
    const nlohmann::json all = resourcesOf(sample), records = all["TxtRecordSet"]["Properties"]["ResourceRecords"];
    QCOMPARE(records[0], nlohmann::json("\"v=spf1 -all\""));
    QCOMPARE(records[1], nlohmann::json('"' + std::string(255, 'x') + "\"\"" + std::string(45, 'x') + '"'));
    QCOMPARE(records[2], (nlohmann::json{{"Fn::Sub", "\"${ZHostedZone}\""}}));
    QCOMPARE(all["MxRecordSet"]["Properties"]["ResourceRecords"][0], nlohmann::json("10 mail.example.com"));
}

void TestCloudFormation::whatTerraformDoesNotAskForIsSaid()
{
    const auto block = [](const PropertyMap &map) { return Value(ValueList{map}); };
    const QString role = u"arn:aws:iam::123456789012:role/x"_s;
    Sample sample;
    const ValueMap source{{u"name"_s, u"S"_s},      {u"category"_s, u"Source"_s}, {u"owner"_s, u"AWS"_s},
                          {u"provider"_s, u"S3"_s}, {u"version"_s, u"1"_s},       {u"output_artifacts"_s, ValueList{u"src"_s, u"more"_s}}};
    sample
        .resource(u"pipeline"_s, u"aws_codepipeline"_s, u"p"_s, {},
                  {{u"name"_s, u"p"_s},
                   {u"role_arn"_s, role},
                   {u"artifact_store"_s, block({{u"location"_s, u"artifacts"_s}, {u"type"_s, u"S3"_s}})},
                   {u"stage"_s,
                    ValueList{ValueMap{{u"name"_s, u"Source"_s}, {u"action"_s, block(source)}},
                              ValueMap{{u"name"_s, u"Again"_s}, {u"action"_s, block(source)}}}}})
        .resource(u"window"_s, u"aws_ssm_maintenance_window"_s, u"w"_s, {},
                  {{u"name"_s, u"win"_s}, {u"schedule"_s, u"cron(0 16 ? * TUE *)"_s}, {u"duration"_s, 3}, {u"cutoff"_s, 1}})
        .resource(u"group"_s, u"aws_redshift_parameter_group"_s, u"g"_s, {},
                  {{u"name"_s, u"dw"_s},
                   {u"family"_s, u"redshift-1.0"_s},
                   {u"parameter"_s, block({{u"name"_s, u"require_ssl"_s}, {u"value"_s, u"true"_s}})}})
        .resource(u"dw"_s, u"aws_redshift_cluster"_s, u"dw"_s, {},
                  {{u"cluster_identifier"_s, u"dw"_s},
                   {u"node_type"_s, u"ra3.xlplus"_s},
                   {u"cluster_type"_s, u"single-node"_s},
                   {u"database_name"_s, u"dw"_s},
                   {u"master_username"_s, u"boss"_s},
                   {u"manage_master_password"_s, true}})
        .resource(u"logs"_s, u"aws_redshift_logging"_s, u"l"_s, {},
                  {{u"cluster_identifier"_s, ref(u"dw"_s)}, {u"log_destination_type"_s, u"cloudwatch"_s}})
        .resource(u"frame"_s, u"aws_backup_framework"_s, u"f"_s, {},
                  {{u"name"_s, u"f"_s}, {u"control"_s, block({{u"name"_s, u"BACKUP_RECOVERY_POINT_ENCRYPTED"_s}})}});
    const nlohmann::json all = resourcesOf(sample); // without an error
    QCOMPARE(all.size(), size_t(5));
    std::map<std::string, nlohmann::json> byType;
    for (const auto &one : all)
        byType[one["Type"].get<std::string>()] = one["Properties"];
    const nlohmann::json action = byType["AWS::CodePipeline::Pipeline"]["Stages"][0]["Actions"][0];
    QCOMPARE(action["ActionTypeId"], (nlohmann::json{{"Category", "Source"}, {"Owner", "AWS"}, {"Provider", "S3"}, {"Version", "1"}}));
    QCOMPARE(action["OutputArtifacts"], (nlohmann::json{{{"Name", "src"}}, {{"Name", "more"}}}));
    QCOMPARE(byType["AWS::SSM::MaintenanceWindow"]["AllowUnassociatedTargets"], nlohmann::json(false));
    QCOMPARE(byType["AWS::Redshift::Cluster"]["LoggingProperties"]["LogDestinationType"], nlohmann::json("cloudwatch"));
}

void TestCloudFormation::encodedDocumentsAreTexts()
{
    const auto said = [&](const QString &code) {
        Sample sample;
        Variable number, name;
        number.id = VariableId(u"n"_s);
        number.type = u"number"_s;
        number.defaultValue = 3;
        name.id = VariableId(u"name"_s);
        name.defaultValue = u"x"_s;
        sample.add(number).add(name);
        sample.resource(u"t"_s, u"aws_sns_topic"_s, u"t"_s)
            .resource(u"s"_s, u"aws_ssm_parameter"_s, u"s"_s, {},
                      {{u"name"_s, u"s"_s}, {u"type"_s, u"String"_s}, {u"value"_s, expr(code)}});
        const Generated generated = generate(sample.blueprint, m_catalog, Target::CloudFormationJson);
        for (const Diagnostic &one : generated.diagnostics) {
            if (one.severity == Severity::Error)
                return QByteArray("refused");
        }
        const auto all = nlohmann::json::parse(generated.files.files.first().toStdString())["Resources"];
        return QByteArray::fromStdString(all["SParameter"]["Properties"]["Value"].dump());
    };
    const auto sub = [](const char *text) { return QByteArray::fromStdString(nlohmann::json{{"Fn::Sub", text}}.dump()); };
    QCOMPARE(said(u"jsonencode({ b = [1, true, null], \"a b\" = \"x\\\"y\" })"_s),
             QByteArray::fromStdString(nlohmann::json("{\"a b\":\"x\\\"y\",\"b\":[1,true,null]}").dump()));
    QCOMPARE(said(u"jsonencode({\n  arn = ${ref:t.arn}\n  n : var.n,\n  note = \"for \\\"${var.name}\\\"\"\n})"_s),
             sub("{\"arn\":\"${TTopic}\",\"n\":${N},\"note\":\"for \\\"${Name}\\\"\"}"));
    QCOMPARE(said(u"jsonencode([var.name, var.n, { a = ${ref:t.arn} }])"_s), sub("[\"${Name}\",${N},{\"a\":\"${TTopic}\"}]"));
    for (const QString &code : {u"jsonencode({ for k in [1] : k => k })"_s, u"jsonencode([for k in [1] : k])"_s,
                                u"jsonencode({ a = upper(\"x\") })"_s, u"jsonencode(var.n)"_s})
        QCOMPARE(said(code), QByteArray("refused"));
}

QTEST_GUILESS_MAIN(TestCloudFormation)
#include "test_cloudformation.moc"
