// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/blueprints.h"

#include "model/costing/estimate.h"
#include "model/guardrails/checker.h"

#include <QTest>

using namespace groundplan;
using namespace groundplan::test;

/// Blueprints as users draw them (tests/data/blueprints), from the checks to the code, without any other program.
class TestBlueprints : public QObject {
    Q_OBJECT

    /// "rule name" of what is worse than a notice.
    QStringList findings(const Blueprint &blueprint)
    {
        QStringList lines;
        for (const Finding &finding : Checker(m_catalog).checkAll(blueprint)) {
            const Resource *resource = blueprint.find(finding.resource);
            if (finding.severity != Severity::Notice)
                lines.append(finding.rule + u' ' + (resource ? resource->name : finding.attribute));
        }
        lines.sort();
        return lines;
    }
    static QStringList errors(const Blueprint &blueprint, const QList<Diagnostic> &diagnostics)
    {
        QStringList lines;
        for (const Diagnostic &one : diagnostics) {
            const Resource *resource = blueprint.find(one.resource);
            if (one.severity == Severity::Error)
                lines.append((resource ? resource->type + u'.' + resource->name : QString()) + u' ' + one.message);
        }
        return lines;
    }

private Q_SLOTS:
    void thereAreMany() { QVERIFY(blueprintNames().size() >= 12); }

    void soundDesignsAreLeftInPeace_data()
    {
        QTest::addColumn<QStringList>("expected");
        const QHash<QString, QStringList> expected{{u"almost-empty"_s, {u"security.bucket-without-block only"_s}},
                                                   {u"data-tier"_s, {u"security.literal-secret app"_s}}};
        for (const QString &name : blueprintNames()) {
            if (!isSpoilt(name))
                QTest::newRow(qPrintable(name)) << expected.value(name);
        }
    }
    void soundDesignsAreLeftInPeace()
    {
        QFETCH(QStringList, expected);
        QCOMPARE(findings(blueprintNamed(QString::fromUtf8(QTest::currentDataTag()))).join(u'\n'), expected.join(u'\n'));
    }

    /// The resources are named after what is wrong with them.
    void everyMistakeIsFound_data()
    {
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("network-problems") << QStringList{u"network.address-syntax bad_cidr"_s,
                                                         u"network.cidr-syntax bad_syntax"_s,
                                                         u"network.cidr-syntax host_bits"_s,
                                                         u"network.nat-in-private-subnet in_private_subnet"_s,
                                                         u"network.too-few-zones one_zone"_s,
                                                         u"network.subnet-outside-vpc outside"_s,
                                                         u"network.subnet-overlap overlapping"_s,
                                                         u"network.zone-not-in-region own_zone"_s,
                                                         u"network.zone-not-in-region us_east_1a"_s,
                                                         u"network.open-to-world ssh_open"_s,
                                                         u"network.cidr-size tiny"_s,
                                                         u"network.cidr-size too_large"_s,
                                                         u"network.cidr-size too_small"_s,
                                                         u"network.no-way-out no_way_out"_s,
                                                         u"network.public-subnet-without-internet public_without_gateway"_s};
        QTest::newRow("structure-problems") << QStringList{u"validity.value bad_value"_s,
                                                           u"validity.read-only computed_only"_s,
                                                           u"validity.meta count_and_for_each"_s,
                                                           u"validity.meta unknown_meta"_s,
                                                           u"validity.cycle cycle_a"_s,
                                                           u"validity.cycle itself"_s,
                                                           u"validity.dangling-reference dangling"_s,
                                                           u"validity.dangling-reference dangling_expression"_s,
                                                           u"validity.standing in_vpc"_s,
                                                           u"validity.type map_for_list"_s,
                                                           u"validity.type text_for_number"_s,
                                                           u"validity.type text_for_bool"_s,
                                                           u"validity.type text_for_block"_s,
                                                           u"validity.required missing_block"_s,
                                                           u"validity.required missing_required"_s,
                                                           u"validity.reference-attribute no_such_attribute"_s,
                                                           u"validity.undefined-variable no_such_variable"_s,
                                                           u"validity.name not a name"_s,
                                                           u"validity.duplicate-name twin"_s,
                                                           u"validity.expression unbalanced"_s,
                                                           u"validity.unknown-attribute unknown_attribute"_s,
                                                           u"validity.unknown-type unknown_type"_s,
                                                           u"validity.block-count too_many_blocks"_s};
        QTest::newRow("hostile-names") << QStringList{u"validity.name   "_s, u"validity.name ../../etc/passwd"_s, u"validity.name 1st"_s,
                                                      u"validity.name main vpc \"x\""_s};
    }
    void everyMistakeIsFound()
    {
        QFETCH(QStringList, expected);
        const QStringList found = findings(blueprintNamed(QString::fromUtf8(QTest::currentDataTag())));
        for (const QString &one : expected)
            QVERIFY2(found.contains(one), qPrintable(one + u" is not among:\n"_s + found.join(u'\n')));
    }

    /// Whoever sees no problem gets code, and whatever the export refuses was told before.
    void checksAndExportAgree_data() { allBlueprints(); }
    void checksAndExportAgree()
    {
        QFETCH(QString, name);
        const Blueprint blueprint = blueprintNamed(name);
        QSet<ResourceId> told;
        for (const Finding &finding : Checker(m_catalog).checkAll(blueprint)) {
            if (finding.severity == Severity::Error)
                told.insert(finding.resource);
        }
        for (const Diagnostic &one : generate(blueprint, m_catalog, Target::Terraform).diagnostics) {
            // A name that another's mended name collides with is not its own mistake.
            const bool isCollision = one.attribute == u"name"_s && one.message.startsWith(u"Another "_s);
            if (one.severity == Severity::Error && !isCollision)
                QVERIFY2(told.contains(one.resource), qPrintable(one.resource.text() + u": "_s + one.message));
        }
    }

    /// Also where the export refuses what belongs to no resource, or to a connection.
    void whatTheExportRefusesIsTold_data()
    {
        QTest::addColumn<QString>("json");
        const auto row = [](const char *name, const char *rest) { QTest::newRow(name) << QString::fromUtf8(rest).replace(u'\'', u'"'); };
        row("lifecycle", "'resources': [{'id': 'q', 'type': 'aws_sqs_queue', 'name': 'q', 'meta': {'lifecycle': {'bogus': true}}}]");
        row("ignore_changes",
            "'resources': [{'id': 'q', 'type': 'aws_sqs_queue', 'name': 'q', 'meta': {'lifecycle': {'ignore_changes': 'some'}}}]");
        row("provider", "'resources': [{'id': 'q', 'type': 'aws_sqs_queue', 'name': 'q', 'meta': {'provider': 'a b'}}]");
        row("provider of no region",
            "'resources': [{'id': 'q', 'type': 'aws_sqs_queue', 'name': 'q', 'meta': {'provider': 'aws.nowhere'}}]");
        row("count", "'resources': [{'id': 'q', 'type': 'aws_sqs_queue', 'name': 'q', 'meta': {'count': 'many'}}]");
        row("variable's type", "'variables': [{'id': 'v', 'type': 'strng'}]");
        row("variable's default", "'variables': [{'id': 'v', 'default': {'$expr': '1'}}]");
        row("variable's name", "'variables': [{'id': 'count', 'type': 'number'}]");
        row("variable's condition", "'variables': [{'id': 'v', 'validation': {'condition': {'$expr': '1 +'}}}]");
        row("output",
            "'resources': [{'id': 'q', 'type': 'aws_sqs_queue', 'name': 'q'}], 'outputs': [{'id': 'o', 'value': {'$ref': {'to': 'q', "
            "'attr': 'nope'}}}]");
        row("region's id",
            "'resources': [{'id': 'q', 'type': 'aws_sqs_queue', 'name': 'q', 'properties': {'name': {'$ref': {'to': 'r'}}}},"
            "{'id': 'r', 'type': 'groundplan_region', 'name': 'r', 'properties': {'region': 'eu-west-1'}}]");
        row("ports",
            "'resources': [{'id': 'a', 'type': 'aws_security_group', 'name': 'a'}, {'id': 'b', 'type': 'aws_security_group', 'name': 'b'}],"
            "'connections': [{'id': 'c', 'from': 'a', 'to': 'b', 'kind': 'network_access', 'properties': {'ports': [99999, 'http']}}]");
        row("type", "'resources': [{'id': 'q', 'type': 'a b', 'name': 'q'}]");
        row("key", "'resources': [{'id': 'q', 'type': 'other_thing', 'name': 'q', 'properties': {'a b': 1}}]");
    }
    void whatTheExportRefusesIsTold()
    {
        QFETCH(QString, json);
        const auto blueprint = blueprintfile::read(u"{\"format\": 1, \"blueprint\": {\"name\": \"x\"}, %1}"_s.arg(json).toUtf8());
        QVERIFY2(blueprint, blueprint ? "" : qPrintable(blueprint.error().text()));
        const QStringList refused = errors(*blueprint, generate(*blueprint, m_catalog, Target::Terraform).diagnostics);
        QVERIFY(!refused.isEmpty());
        const QList<Finding> found = Checker(m_catalog).checkAll(*blueprint);
        QVERIFY2(std::any_of(found.begin(), found.end(), makesCodeInvalid), qPrintable(refused.join(u'\n')));
    }

    void aRegionOnlyNamedIsConfigured()
    {
        const auto blueprint =
            blueprintfile::read("{\"format\": 1, \"blueprint\": {\"name\": \"x\"}, \"resources\": [{\"id\": \"q\", \"type\": "
                                "\"aws_sqs_queue\", \"name\": \"q\", \"meta\": {\"provider\": \"aws.us_west_2\"}}]}");
        QVERIFY(blueprint);
        const auto generated = generate(*blueprint, m_catalog, Target::Terraform);
        QCOMPARE(errors(*blueprint, generated.diagnostics), QStringList());
        const QByteArray providers = generated.files.files.value(u"providers.tf"_s);
        QVERIFY2(providers.contains("\"us_west_2\"") && providers.contains("\"us-west-2\""), providers);
    }

    /// What the checks know to be invalid is not exported in silence; advice does not stand in the way.
    void theExportTellsWhatTheChecksKnow()
    {
        const auto told = [this](const QString &properties) {
            const auto blueprint =
                blueprintfile::read(u"{\"format\": 1, \"blueprint\": {\"name\": \"x\"}, \"resources\": [{\"id\": \"q\", "
                                    "\"type\": \"aws_ebs_volume\", \"name\": \"q\", \"properties\": {\"availability_zone\": "
                                    "\"eu-west-1a\"%1}}]}"_s.arg(properties)
                                        .toUtf8());
            const QList<Diagnostic> own = generate(*blueprint, m_catalog, Target::Terraform).diagnostics;
            return errors(*blueprint, withFindings(own, Checker(m_catalog).checkAll(*blueprint)));
        };
        QCOMPARE(told({}).size(), 1);
        QCOMPARE(told(u", \"size\": 10, \"encrypted\": false"_s), QStringList());
    }

    void whatCloudFormationCannotSayIsTold_data() { allBlueprints(); }
    void whatCloudFormationCannotSayIsTold()
    {
        QFETCH(QString, name);
        if (isSpoilt(name))
            QSKIP("Drawn with mistakes.");
        const Blueprint blueprint = blueprintNamed(name);
        const QStringList told = errors(blueprint, generate(blueprint, m_catalog, Target::CloudFormationYaml).diagnostics);
        // Where a design has what CloudFormation can't say, each such resource is named.
        static const QHash<QString, QStringList> unsayable{
            {u"terraform-data"_s,
             {u"terraform_data.first CloudFormation has no twin"_s, u"terraform_data.second CloudFormation has no twin"_s,
              u"terraform_data.many CloudFormation has no twin"_s, u"terraform_data.each CloudFormation has no twin"_s,
              u"terraform_data.last CloudFormation has no twin"_s}},
            {u"two-regions-two-accounts"_s,
             {u"aws_instance.app_ore A template is deployed to one region"_s,
              u"aws_vpc_peering_connection_accepter.frankfurt_oregon CloudFormation has no twin"_s,
              u"aws_route53_record.validation The expression"_s}},
            {u"classic-web"_s,
             {u"aws_instance.web CloudFormation can't repeat"_s, u"aws_subnet.public The expression “cidrsubnet"_s,
              u"aws_iam_role.web CloudFormation can't look up aws_iam_policy_document"_s, u"no parameters of the type map(string)"_s}},
            {u"security-baseline"_s,
             {u"aws_ebs_encryption_by_default.on CloudFormation has no twin"_s,
              u"aws_iam_account_password_policy.strict CloudFormation has no twin"_s,
              u"aws_config_configuration_recorder_status.main CloudFormation has no twin"_s,
              u"aws_s3_account_public_access_block.all CloudFormation has no twin"_s}}};
        if (!unsayable.contains(name)) {
            QCOMPARE(told, QStringList());
            return;
        }
        for (const QString &words : unsayable.value(name)) {
            const bool isTold = std::any_of(told.begin(), told.end(), [&](const QString &line) { return line.contains(words); });
            QVERIFY2(isTold, qPrintable(words + u" is not among:\n"_s + told.join(u'\n')));
        }
    }

    void everythingIsCountedOrNamed_data() { allBlueprints(); }
    void everythingIsCountedOrNamed()
    {
        QFETCH(QString, name);
        const Blueprint blueprint = blueprintNamed(name);
        const Estimate estimate = Estimator(m_catalog).estimate(blueprint);
        for (const ResourceCost &cost : estimate.resources)
            QVERIFY2(cost.kind != ResourceCost::Kind::Unpriced || !cost.note.isEmpty(), qPrintable(cost.resource.text()));
    }

    void savingGivesTheSameBlueprint_data() { allBlueprints(); }
    void savingGivesTheSameBlueprint()
    {
        QFETCH(QString, name);
        const Blueprint blueprint = blueprintNamed(name);
        const QByteArray bytes = blueprintfile::write(blueprint);
        const auto again = blueprintfile::read(bytes);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
        QVERIFY(*again == blueprint);
        QCOMPARE(blueprintfile::write(*again), bytes);
    }

private:
    static void allBlueprints()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : blueprintNames())
            QTest::newRow(qPrintable(name)) << name;
    }
    Catalog m_catalog;
};

QTEST_GUILESS_MAIN(TestBlueprints)
#include "test_blueprints.moc"
