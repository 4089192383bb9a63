// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/sample.h"

#include "generators/lowering/lowered.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace groundplan;
using namespace groundplan::test;

class TestTerraform : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSubnetTakesItsVpcAndZone();
    void theExampleHasNoError();
    void spansCoverTheBlocks();
    void onlySomeResources();
    void networkAccessBecomesRules();
    void endsWithoutAGroupGetOne();
    void previewShowsWhatALineBecomes();
    void severalRegionsGetAliases();
    void anEnvironmentMovesTheRegion();
    void repeatedResourcesAreReferredToByIndex();
    void badNamesAreReportedAndMadeSafe();
    void danglingReferencesAndCyclesAreReported();
    void missingRequiredAttributesAreReported();
    void valuesTakeTheSchemasTypes();
    void policiesBecomeJsonencode();
    void expressionsCannotBreakOut_data();
    void expressionsCannotBreakOut();
    void sameBytesInAnyOrder();
    void whatLeavesNarrowsTheVersions();
    void heredocsAreLinedUp();
    void tenThousandResourcesAreQuick();
    void jsonSaysTheSame();

private:
    Generated terraform(const Blueprint &blueprint, const GenerateOptions &options = {})
    {
        return generate(blueprint, m_catalog, Target::Terraform, options);
    }
    QByteArray main(const Blueprint &blueprint) { return terraform(blueprint).files.files.value(u"main.tf"_s); }
    Catalog m_catalog;
};

void TestTerraform::aSubnetTakesItsVpcAndZone()
{
    const Generated generated = terraform(smallNetwork().blueprint);
    QCOMPARE(text(generated.diagnostics), QString());
    QCOMPARE(differsFromGolden(u"small_network.tf"_s, generated.files.files.value(u"main.tf"_s)), QString());
    QCOMPARE(generated.files.files.value(u"versions.tf"_s),
             QByteArray(
                 "terraform {\n  required_version = \">= 1.5\"\n\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n"
                 "      version = \">= 5.100, < 7.0\"\n    }\n  }\n}\n"));
    QCOMPARE(generated.files.files.value(u"providers.tf"_s), QByteArray("provider \"aws\" {\n  region = \"eu-central-1\"\n}\n"));
    QCOMPARE(generated.files.files.keys(),
             QStringList({u"main.tf"_s, u"outputs.tf"_s, u"providers.tf"_s, u"variables.tf"_s, u"versions.tf"_s}));
    QCOMPARE(generated.addresses.value(u"aws_subnet.app"_s), ResourceId(u"subnet"_s));
}

void TestTerraform::theExampleHasNoError()
{
    const Generated generated = terraform(example());
    QCOMPARE(text(generated.diagnostics), QString());
    QByteArray all;
    for (auto it = generated.files.files.begin(); it != generated.files.files.end(); ++it)
        all += "# " + it.key().toUtf8() + '\n' + *it;
    QCOMPARE(differsFromGolden(u"three_tier.tf"_s, all), QString());
}

void TestTerraform::spansCoverTheBlocks()
{
    const Generated generated = terraform(example());
    const QList<QByteArray> lines = generated.files.files.value(u"main.tf"_s).split('\n');
    QVERIFY(!generated.files.spans.isEmpty());
    for (const SourceSpan &span : generated.files.spans) {
        QCOMPARE(span.file, u"main.tf"_s);
        QVERIFY2(lines.at(span.firstLine - 1).startsWith("resource \""), lines.at(span.firstLine - 1));
        QCOMPARE(lines.at(span.firstLine + span.lineCount - 2), QByteArray("}"));
        const QByteArray address = lines.at(span.firstLine - 1).split('"').at(1) + '.' + lines.at(span.firstLine - 1).split('"').at(3);
        QCOMPARE(generated.addresses.value(QString::fromUtf8(address)), span.resource);
    }
}

void TestTerraform::onlySomeResources()
{
    GenerateOptions options;
    options.only = {ResourceId(u"subnet"_s)};
    const Generated generated = terraform(smallNetwork().blueprint, options);
    QCOMPARE(generated.files.files.keys(), QStringList{u"main.tf"_s});
    const QByteArray main = generated.files.files.value(u"main.tf"_s);
    QVERIFY(main.startsWith("resource \"aws_subnet\" \"app\" {\n"));
    QVERIFY(main.contains("vpc_id            = aws_vpc.main.id\n"));
    QCOMPARE(main.count("resource \""), 1);
}

static Sample threeEnds()
{
    Sample sample = smallNetwork();
    sample.resource(u"net"_s, u"groundplan_external"_s, u"internet"_s)
        .resource(u"sg"_s, u"aws_security_group"_s, u"alb"_s, {u"vpc"_s}, {{u"description"_s, u"Load balancer"_s}})
        .resource(u"alb"_s, u"aws_lb"_s, u"alb"_s, {u"subnet"_s}, {{u"security_groups"_s, ValueList{ref(u"sg"_s)}}})
        .resource(u"app"_s, u"aws_instance"_s, u"app"_s, {u"subnet"_s},
                  {{u"ami"_s, u"ami-12345678"_s}, {u"instance_type"_s, u"t3.micro"_s}})
        .network(u"c1"_s, u"net"_s, u"alb"_s, {443})
        .network(u"c2"_s, u"alb"_s, u"app"_s, {u"8000-8080"_s});
    return sample;
}

void TestTerraform::networkAccessBecomesRules()
{
    const Generated generated = terraform(threeEnds().blueprint);
    QCOMPARE(text(generated.diagnostics), QString());
    QCOMPARE(differsFromGolden(u"network_access.tf"_s, generated.files.files.value(u"main.tf"_s)), QString());
    QCOMPARE(generated.addresses.value(u"aws_vpc_security_group_ingress_rule.alb_from_internet_443"_s), ResourceId(u"alb"_s));
    QVERIFY(generated.addresses.contains(u"aws_vpc_security_group_egress_rule.alb_to_app_8000_8080"_s));
}

void TestTerraform::endsWithoutAGroupGetOne()
{
    const QByteArray code = main(threeEnds().blueprint);
    QVERIFY(code.contains("resource \"aws_security_group\" \"app\" {\n  description = \"Traffic of app\"\n  name        = \"app\"\n  "
                          "vpc_id      = aws_vpc.main.id\n}"));
    QVERIFY(code.contains("vpc_security_group_ids = [aws_security_group.app.id]"));
}

void TestTerraform::previewShowsWhatALineBecomes()
{
    const Blueprint blueprint = threeEnds().blueprint;
    Connection line{{}, ResourceId(u"app"_s), ResourceId(u"net"_s), u"network_access"_s, {{u"ports"_s, ValueList{443}}}, {}};
    const lowering::Preview shown = lowering::preview(blueprint, m_catalog, line);
    QCOMPARE(shown.addresses, QStringList{u"aws_vpc_security_group_egress_rule.app_to_internet_443"_s});
    QVERIFY(shown.text.contains("cidr_ipv4         = \"0.0.0.0/0\"\n"));
    QCOMPARE(lowering::preview(blueprint, m_catalog, ConnectionId(u"c2"_s)).addresses.size(), 3);
}

void TestTerraform::severalRegionsGetAliases()
{
    Sample sample = smallNetwork();
    sample.resource(u"r2"_s, u"groundplan_region"_s, u"oregon"_s, {}, {{u"region"_s, u"us-west-2"_s}})
        .resource(u"v2"_s, u"aws_vpc"_s, u"second"_s, {u"r2"_s}, {{u"cidr_block"_s, u"10.1.0.0/16"_s}});
    const Generated generated = terraform(sample.blueprint);
    QCOMPARE(generated.files.files.value(u"providers.tf"_s),
             QByteArray("provider \"aws\" {\n  region = \"eu-central-1\"\n}\n\nprovider \"aws\" {\n  alias  = \"us_west_2\"\n  region = "
                        "\"us-west-2\"\n}\n"));
    QVERIFY(generated.files.files.value(u"main.tf"_s)
                .contains("resource \"aws_vpc\" \"second\" {\n  provider = aws.us_west_2\n\n  cidr_block = \"10.1.0.0/16\"\n}"));
}

void TestTerraform::anEnvironmentMovesTheRegion()
{
    Sample sample = smallNetwork();
    Environment environment;
    environment.id = EnvironmentId(u"test"_s);
    environment.region = u"us-east-2"_s;
    environment.roleArn = u"arn:aws:iam::123456789012:role/deploy"_s;
    sample.add(environment);
    GenerateOptions options;
    options.environment = environment.id;
    const Generated generated = terraform(sample.blueprint, options);
    QCOMPARE(generated.files.files.value(u"providers.tf"_s),
             QByteArray("provider \"aws\" {\n  region = \"us-east-2\"\n\n  assume_role {\n    role_arn = "
                        "\"arn:aws:iam::123456789012:role/deploy\"\n  }\n}\n"));
    QVERIFY(generated.files.files.value(u"main.tf"_s).contains("\"us-east-2a\""));
}

void TestTerraform::repeatedResourcesAreReferredToByIndex()
{
    Sample sample;
    sample.resource(u"a"_s, u"aws_eip"_s, u"a"_s, {}, {}, {{u"count"_s, 2}})
        .resource(u"b"_s, u"terraform_data"_s, u"one"_s, {}, {{u"input"_s, ref(u"a"_s)}})
        .resource(u"c"_s, u"terraform_data"_s, u"all"_s, {}, {{u"input"_s, ValueList{ref(u"a"_s)}}})
        .resource(u"d"_s, u"terraform_data"_s, u"same"_s, {}, {{u"input"_s, ref(u"a"_s)}}, {{u"count"_s, 2}});
    const QByteArray code = main(sample.blueprint);
    QVERIFY(code.contains("\"one\" {\n  input = aws_eip.a[0].id\n}"));
    QVERIFY(code.contains("\"all\" {\n  input = aws_eip.a[*].id\n}"));
    QVERIFY(code.contains("\"same\" {\n  count = 2\n\n  input = aws_eip.a[count.index].id\n}"));
    // An expression without an attribute means all copies, unless it goes on to one of them.
    const auto says = [&](const QString &text, const PropertyMap &meta) {
        Sample one;
        one.resource(u"a"_s, u"aws_eip"_s, u"a"_s, {}, {}, {{u"count"_s, 2}})
            .resource(u"e"_s, u"terraform_data"_s, u"e"_s, {}, {{u"input"_s, expr(text)}}, meta);
        const QByteArray all = main(one.blueprint);
        return all.mid(all.indexOf("input = ") + 8).split('\n').first();
    };
    const PropertyMap same{{u"count"_s, 2}};
    QCOMPARE(says(u"${ref:a}[count.index].id"_s, same), QByteArray("aws_eip.a[count.index].id"));
    QCOMPARE(says(u"${ref:a}[*].id"_s, {}), QByteArray("aws_eip.a[*].id"));
    QCOMPARE(says(u"length(${ref:a})"_s, same), QByteArray("length(aws_eip.a)"));
    QCOMPARE(says(u"${ref:a}.id"_s, same), QByteArray("aws_eip.a[count.index].id"));
    QCOMPARE(says(u"${ref:a.id}"_s, {}), QByteArray("aws_eip.a[0].id"));
    // Terraform repeats by sets, also where a list is meant.
    Variable names;
    names.id = VariableId(u"names"_s);
    names.type = u"list(string)"_s;
    Sample sets;
    sets.add(names)
        .resource(u"v"_s, u"terraform_data"_s, u"v"_s, {}, {}, {{u"for_each"_s, VariableReference{u"names"_s}}})
        .resource(u"w"_s, u"terraform_data"_s, u"w"_s, {}, {}, {{u"for_each"_s, expr(u"[\"a\", \"b[0]\"]"_s)}})
        .resource(u"x"_s, u"terraform_data"_s, u"x"_s, {}, {}, {{u"for_each"_s, expr(u"[[\"a\"], [\"b\"]][0]"_s)}});
    const QByteArray repeated = main(sets.blueprint);
    QVERIFY2(repeated.contains("for_each = toset(var.names)") && repeated.contains("for_each = toset([\"a\", \"b[0]\"])")
                 && repeated.contains("for_each = [[\"a\"], [\"b\"]][0]"),
             repeated.constData());
}

void TestTerraform::badNamesAreReportedAndMadeSafe()
{
    Sample sample;
    sample.resource(u"a"_s, u"terraform_data"_s, u"x\" {\n}\nresource \"evil"_s)
        .resource(u"b"_s, u"terraform_data"_s, u"same"_s)
        .resource(u"c"_s, u"terraform_data"_s, u"same"_s)
        .resource(u"d"_s, u"evil\" \"x"_s, u"d"_s)
        .resource(u"e"_s, u"unknown_type"_s, u"e"_s, {}, {{u"a = 1\nb"_s, 1}, {u"fine"_s, 2}});
    const Generated generated = terraform(sample.blueprint);
    const QByteArray code = generated.files.files.value(u"main.tf"_s);
    QCOMPARE(code.count("resource \""), 4);
    QVERIFY(code.contains("resource \"terraform_data\" \"same_2\" {}"));
    QVERIFY(code.contains("resource \"unknown_type\" \"e\" {\n  fine = 2\n}"));
    QCOMPARE(generated.diagnostics.size(), 4);
    for (const Diagnostic &diagnostic : generated.diagnostics)
        QCOMPARE(diagnostic.severity, Severity::Error);
}

void TestTerraform::danglingReferencesAndCyclesAreReported()
{
    Sample sample;
    sample.resource(u"a"_s, u"terraform_data"_s, u"a"_s, {}, {{u"input"_s, ref(u"b"_s, u"output"_s)}})
        .resource(u"b"_s, u"terraform_data"_s, u"b"_s, {}, {{u"input"_s, ref(u"c"_s, u"output"_s)}})
        .resource(u"c"_s, u"terraform_data"_s, u"c"_s, {}, {{u"input"_s, ref(u"b"_s, u"output"_s)}})
        .resource(u"d"_s, u"terraform_data"_s, u"d"_s, {},
                  {{u"input"_s, ref(u"gone"_s)}, {u"triggers_replace"_s, ref(u"a"_s, u"nonsense"_s)}});
    const Generated generated = terraform(sample.blueprint);
    QVERIFY(mentions(generated.diagnostics, u"terraform_data.b → terraform_data.c → terraform_data.b"_s));
    QVERIFY(mentions(generated.diagnostics, u"does not exist (gone)"_s));
    QVERIFY(mentions(generated.diagnostics, u"no attribute “nonsense”"_s));
    QCOMPARE(generated.diagnostics.size(), 3);
}

void TestTerraform::missingRequiredAttributesAreReported()
{
    Sample sample;
    sample.resource(u"a"_s, u"aws_lb_listener"_s, u"a"_s, {}, {{u"port"_s, 80}});
    const Generated generated = terraform(sample.blueprint);
    QVERIFY(mentions(generated.diagnostics, u"“load_balancer_arn” is required"_s));
    QVERIFY(mentions(generated.diagnostics, u"“default_action” is required"_s));
}

void TestTerraform::valuesTakeTheSchemasTypes()
{
    Sample sample;
    sample.resource(u"a"_s, u"aws_db_instance"_s, u"a"_s, {},
                    {{u"instance_class"_s, u"db.t3.micro"_s},
                     {u"allocated_storage"_s, u"20"_s},
                     {u"multi_az"_s, u"true"_s},
                     {u"engine_version"_s, 16},
                     {u"port"_s, u"many"_s},
                     {u"vpc_security_group_ids"_s, u"sg-1"_s},
                     {u"bogus"_s, 1}});
    const Generated generated = terraform(sample.blueprint);
    const QByteArray code = generated.files.files.value(u"main.tf"_s);
    QVERIFY(code.contains("allocated_storage      = 20\n"));
    QVERIFY(code.contains("multi_az               = true\n"));
    QVERIFY(code.contains("engine_version         = \"16\"\n"));
    QVERIFY(code.contains("vpc_security_group_ids = [\"sg-1\"]\n"));
    QVERIFY(mentions(generated.diagnostics, u"“port” takes a number"_s));
    QVERIFY(mentions(generated.diagnostics, u"no attribute “bogus”"_s));
    QVERIFY(!code.contains("bogus"));
}

void TestTerraform::policiesBecomeJsonencode()
{
    Sample sample;
    sample
        .resource(
            u"a"_s, u"aws_iam_policy"_s, u"text"_s, {},
            {{u"policy"_s,
              u"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b/${aws:username}/*\"}]}"_s}})
        .resource(u"b"_s, u"aws_iam_policy"_s, u"broken"_s, {}, {{u"policy"_s, u"{\"a\":1,\"a\":2}"_s}});
    const QByteArray code = main(sample.blueprint);
    QVERIFY(
        code.contains("policy = jsonencode({\n    Statement = [\n      {\n        Action   = \"s3:*\"\n        Effect   = \"Allow\"\n"
                      "        Resource = \"arn:aws:s3:::b/$${aws:username}/*\"\n      },\n    ]\n    Version = \"2012-10-17\"\n  })\n"));
    QVERIFY(code.contains("policy = \"{\\\"a\\\":1,\\\"a\\\":2}\"\n"));
}

void TestTerraform::expressionsCannotBreakOut_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<bool>("isSound");
    QTest::newRow("call") << u"cidrsubnet(\"10.0.0.0/8\", 8, 2)"_s << true;
    QTest::newRow("condition") << u"var.a == \"x\" ? 1 : 2"_s << true;
    QTest::newRow("object") << u"{\n  a = 1\n  b = [1, 2]\n}"_s << true;
    QTest::newRow("for") << u"{for k, v in {} : k => v}"_s << true;
    QTest::newRow("list for with keys") << u"[for k, v in {} : k => v]"_s << false;
    QTest::newRow("template") << u"\"a${length([\"}\"])}b\""_s << true;
    QTest::newRow("heredoc") << u"trimspace(<<EOT\nx } \" ${1}\nEOT\n)"_s << true;
    QTest::newRow("newline") << u"1\nevil = 2"_s << false;
    QTest::newRow("closing") << u"1 }\nresource \"a\" \"b\" {"_s << false;
    QTest::newRow("comment") << u"1 # x"_s << true;
    QTest::newRow("after a comment") << u"1 # x\nevil = 2"_s << false;
    QTest::newRow("block comment") << u"1 /* x"_s << false;
    QTest::newRow("open string") << u"\"abc"_s << false;
    QTest::newRow("line in string") << u"\"abc\ndef\""_s << false;
    QTest::newRow("comma") << u"1, 2"_s << false;
    QTest::newRow("assignment") << u"a = 2"_s << false;
    QTest::newRow("empty") << u"  "_s << false;
    QTest::newRow("mismatch") << u"f(]"_s << false;
    QTest::newRow("open heredoc") << u"<<EOT\nabc"_s << false;
}

void TestTerraform::expressionsCannotBreakOut()
{
    QFETCH(QString, expression);
    QFETCH(bool, isSound);
    Sample sample;
    sample.resource(u"a"_s, u"terraform_data"_s, u"a"_s, {}, {{u"input"_s, expr(expression)}});
    const Generated generated = terraform(sample.blueprint);
    QCOMPARE(generated.diagnostics.isEmpty(), isSound);
    if (!isSound)
        QCOMPARE(generated.files.files.value(u"main.tf"_s), QByteArray("resource \"terraform_data\" \"a\" {}\n"));
}

void TestTerraform::whatLeavesNarrowsTheVersions()
{
    Sample sample;
    sample.resource(u"a"_s, u"aws_batch_compute_environment"_s, u"a"_s, {},
                    {{u"type"_s, u"MANAGED"_s}, {u"compute_environment_name"_s, u"a"_s}});
    const Generated generated = terraform(sample.blueprint);
    QVERIFY2(generated.files.files.value(u"versions.tf"_s).contains("\">= 5.100, < 6.0\""), generated.files.files.value(u"versions.tf"_s));
    QVERIFY(mentions(generated.diagnostics, u"version 6"_s));
}

void TestTerraform::heredocsAreLinedUp()
{
    Sample sample;
    sample.resource(u"a"_s, u"aws_cloudfront_function"_s, u"a"_s, {},
                    {{u"name"_s, u"a"_s}, {u"runtime"_s, u"cloudfront-js-2.0"_s}, {u"code"_s, u"one\ntwo\n"_s}, {u"comment"_s, u"c"_s}});
    QVERIFY2(main(sample.blueprint).contains("  code    = <<EOT\none\ntwo\nEOT\n  comment = \"c\"\n"), main(sample.blueprint));
}

void TestTerraform::sameBytesInAnyOrder()
{
    const Blueprint original = example();
    Blueprint other;
    // The same rows under another hash seed and order of insertion: only the text may count.
    const auto bytes = blueprintfile::write(original);
    const auto read = blueprintfile::read(bytes);
    QVERIFY(read);
    QCOMPARE(terraform(read.value()).files.files, terraform(original).files.files);
}

void TestTerraform::tenThousandResourcesAreQuick()
{
    Sample sample = smallNetwork();
    ChangeSet many;
    for (int i = 0; i < 10000; ++i) {
        Resource row;
        row.id = ResourceId(u"i%1"_s.arg(i));
        row.type = u"aws_instance"_s;
        row.name = u"app_%1"_s.arg(i);
        row.zones = {ResourceId(u"subnet"_s)};
        row.properties = {{u"ami"_s, u"ami-12345678"_s}, {u"instance_type"_s, u"t3.micro"_s}, {u"tags"_s, ValueMap{{u"Name"_s, row.name}}}};
        if (i > 0)
            row.properties.insert(u"user_data"_s, ref(u"i%1"_s.arg(i - 1)));
        many.changes.push_back(RowChange<Resource>{{}, row});
    }
    QVERIFY(sample.blueprint.apply(many));
    terraform(smallNetwork().blueprint);
    QElapsedTimer timer;
    timer.start();
    const Generated generated = terraform(sample.blueprint);
    const qint64 spent = timer.elapsed();
    QCOMPARE(generated.files.spans.size(), 10002);
    qInfo("10,000 resources: %lld ms", spent);
    QVERIFY2(spent < 6000,
             "far beyond the budget, also for a debug build on a busy machine"); // the bench holds the release build to 100 ms
}

void TestTerraform::jsonSaysTheSame()
{
    Sample sample = smallNetwork();
    Variable variable;
    variable.id = VariableId(u"size"_s);
    variable.defaultValue = u"${not code}"_s;
    variable.sensitive = true;
    sample.add(variable)
        .resource(u"eip"_s, u"aws_eip"_s, u"out"_s, {}, {{u"domain"_s, u"vpc"_s}}, {{u"count"_s, 2}})
        .resource(u"group"_s, u"aws_security_group"_s, u"web"_s, {u"vpc"_s},
                  {{u"ingress"_s, ValueList{ValueMap{{u"from_port"_s, 443}, {u"to_port"_s, 443}, {u"protocol"_s, u"tcp"_s}}}},
                   {u"description"_s, u"costs ${5}"_s}})
        .resource(u"queue"_s, u"aws_sqs_queue"_s, u"jobs"_s, {},
                  {{u"name"_s, Value(VariableReference{u"size"_s})}, {u"policy"_s, ValueMap{{u"Id"_s, ref(u"group"_s, u"arn"_s)}}}},
                  {{u"depends_on"_s, ValueList{ref(u"eip"_s, {})}},
                   {u"lifecycle"_s, ValueMap{{u"ignore_changes"_s, ValueList{u"tags"_s}}, {u"prevent_destroy"_s, true}}}});
    const Generated generated = generate(sample.blueprint, m_catalog, Target::TerraformJson);
    QCOMPARE(text(generated.diagnostics), QString());
    QCOMPARE(generated.files.files.size(), 5);
    const auto read = [&](const QString &file) { return nlohmann::json::parse(generated.files.files.value(file).toStdString()); };
    const auto resources = read(u"main.tf.json"_s)["resource"];
    QCOMPARE(resources["aws_subnet"]["app"]["vpc_id"].get<std::string>(), "${aws_vpc.main.id}");
    QCOMPARE(resources["aws_eip"]["out"]["count"].get<int>(), 2);
    const auto group = resources["aws_security_group"]["web"];
    QCOMPARE(group["description"].get<std::string>(), "costs $${5}");
    QCOMPARE(group["ingress"][0]["from_port"].get<int>(), 443);
    QVERIFY2(group["ingress"][0].contains("cidr_blocks") && group["ingress"][0]["cidr_blocks"].is_null(), "each field of an object");
    const auto queue = resources["aws_sqs_queue"]["jobs"];
    QCOMPARE(queue["name"].get<std::string>(), "${var.size}");
    QVERIFY(queue["policy"].get<std::string>().starts_with("${jsonencode({"));
    QCOMPARE(queue["depends_on"][0].get<std::string>(), "aws_eip.out");
    QCOMPARE(queue["lifecycle"]["ignore_changes"][0].get<std::string>(), "tags");
    QVERIFY(queue["lifecycle"]["prevent_destroy"].get<bool>());
    const auto size = read(u"variables.tf.json"_s)["variable"]["size"];
    QVERIFY2(size["default"] == "${not code}", "a default is no template");
    QVERIFY(size["sensitive"].get<bool>());
    QCOMPARE(read(u"providers.tf.json"_s)["provider"]["aws"][0]["region"].get<std::string>(), "eu-central-1");
    QCOMPARE(read(u"versions.tf.json"_s)["terraform"]["required_providers"]["aws"]["version"].get<std::string>(), ">= 5.100, < 7.0");
    // The lines of a resource are its own.
    const QByteArrayList lines = generated.files.files.value(u"main.tf.json"_s).split('\n');
    QCOMPARE(generated.files.spans.size(), 5);
    for (const SourceSpan &span : generated.files.spans)
        QVERIFY2(lines.at(span.firstLine - 1).contains("\": {"), lines.at(span.firstLine - 1).constData());
}

QTEST_GUILESS_MAIN(TestTerraform)
#include "test_terraform.moc"
