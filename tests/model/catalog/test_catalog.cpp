// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/catalog.h"
#include "model/catalog/overlay.h"
#include "model/catalog/providerschema.h"

#include <QRegularExpression>
#include <QTest>

#include <thread>

using namespace groundplan;
using namespace Qt::StringLiterals;

class TestCatalog : public QObject {
    Q_OBJECT
    Catalog m_catalog;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void typesAreThoseOfBothProviderVersions()
    {
        QCOMPARE_GE(m_catalog.types().size(), 1506);
        QVERIFY(m_catalog.types().contains(u"aws_subnet"_s));
        QVERIFY(m_catalog.types().contains(u"groundplan_region"_s));
        QVERIFY(m_catalog.types().contains(u"terraform_data"_s));
        QVERIFY(!m_catalog.types().contains(u"aws_opsworks_stack"_s));         // gone in 6
        QVERIFY(!m_catalog.types().contains(u"aws_lambda_resource_policy"_s)); // new in 6
        QVERIFY(m_catalog.type(u"aws_lambda_resource_policy"_s)->onlyInNewest);
        QVERIFY(m_catalog.type(u"aws_lambda_resource_policy"_s)->schema);
    }

    void everyTypeDecodes()
    {
        for (const QString &name : m_catalog.types()) {
            const auto type = m_catalog.type(name);
            QVERIFY2(!type->summary.title.isEmpty(), qPrintable(name));
            QVERIFY2(m_catalog.categories().contains(type->summary.category), qPrintable(name));
            QVERIFY2(!type->standings.isEmpty(), qPrintable(name));
            QCOMPARE(bool(type->schema), !name.startsWith("groundplan_"_L1));
            if (type->schema)
                QVERIFY2(!type->schema->attributes.isEmpty(), qPrintable(name));
            for (const ReferenceRule &rule : type->references) {
                QVERIFY2(type->schema->typeAt(rule.attribute), qPrintable(name + u' ' + rule.attribute));
                const auto target = m_catalog.type(rule.targetType);
                QVERIFY2(target->schema && target->schema->attributeAt(rule.targetAttribute), qPrintable(name + u' ' + rule.targetType));
            }
            for (auto rule = type->valueRules.begin(); rule != type->valueRules.end(); ++rule) {
                QVERIFY2(QRegularExpression(rule->pattern).isValid(), qPrintable(name + u' ' + rule.key() + u' ' + rule->pattern));
                if (type->schema)
                    QVERIFY2(type->schema->typeAt(rule.key()) || type->schema->blockAt(rule.key()), qPrintable(name + u' ' + rule.key()));
            }
        }
    }

    void subnetIsWhatTheProviderSays()
    {
        const auto type = m_catalog.type(u"aws_subnet"_s);
        const BlockSchema &schema = *type->schema;
        QVERIFY(schema.attributeAt(u"vpc_id"_s)->required);
        QVERIFY(schema.attributeAt(u"cidr_block"_s)->isSettable());
        QVERIFY(!schema.attributeAt(u"id"_s)->isSettable());
        QVERIFY(!schema.attributeAt(u"arn"_s)->isSettable());
        QCOMPARE(schema.attributeAt(u"tags"_s)->type.text(), u"map(string)"_s);
        QCOMPARE(schema.blockAt(u"timeouts"_s)->nesting, NestedBlock::Nesting::Single);
        QCOMPARE(type->cloudFormationType, u"AWS::EC2::Subnet"_s);
    }

    void nestedIdIsSettable()
    {
        const auto schema = m_catalog.type(u"aws_autoscaling_group"_s)->schema;
        QVERIFY(schema->attributeAt(u"launch_template.id"_s)->isSettable());
        QCOMPARE(schema->valuePath(u"launch_template.id"_s), u"launch_template.0.id"_s);
        QCOMPARE(schema->valuePath(u"vpc_zone_identifier"_s), u"vpc_zone_identifier"_s);
        QVERIFY(schema->attributeAt(u"launch_template.0.id"_s));
    }

    void objectsAreReachedByPath()
    {
        const auto schema = m_catalog.type(u"aws_security_group"_s)->schema;
        QVERIFY(schema->attributeAt(u"ingress"_s)->isWrittenAsBlocks());
        QCOMPARE(schema->typeAt(u"ingress.from_port"_s)->text(), u"number"_s);
        QCOMPARE(schema->typeAt(u"ingress.0.cidr_blocks"_s)->text(), u"list(string)"_s);
        QCOMPARE(schema->typeAt(u"ingress.nonsense"_s), nullptr);
        QCOMPARE(schema->valuePath(u"ingress.from_port"_s), u"ingress.0.from_port"_s);
    }

    void attributesThatLeaveAreMarked()
    {
        QVERIFY(m_catalog.type(u"aws_eip"_s)->schema->attributeAt(u"vpc"_s)->leaves);
        QVERIFY(!m_catalog.type(u"aws_eip"_s)->schema->attributeAt(u"domain"_s)->leaves);
    }

    void valuesAreKnown()
    {
        const auto type = m_catalog.type(u"aws_lb"_s);
        QVERIFY(type->valueRules.value(u"load_balancer_type"_s).values.contains(u"application"_s));
        QVERIFY(type->valueRules.value(u"load_balancer_type"_s).certain);
        QVERIFY(!m_catalog.type(u"aws_db_instance"_s)->valueRules.value(u"instance_class"_s).certain); // grows with every announcement
    }

    void titlesAreDerived_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("category");
        QTest::newRow("abbreviation") << u"aws_sqs_queue_redrive_policy"_s << u"SQS queue redrive policy"_s << u"integration"_s;
        QTest::newRow("service of two words") << u"aws_vpc_endpoint_policy"_s << u"VPC endpoint policy"_s << u"network"_s;
        QTest::newRow("name in capitals inside") << u"aws_cloudwatch_log_stream"_s << u"CloudWatch log stream"_s << u"management"_s;
        QTest::newRow("unknown service") << u"aws_quantum_toaster"_s << u"Quantum toaster"_s << u"general"_s;
        QTest::newRow("other provider") << u"google_compute_instance"_s << u"Compute instance"_s << u"general"_s;
    }
    void titlesAreDerived()
    {
        QFETCH(QString, type);
        QTEST(m_catalog.summary(type).title, "title");
        QTEST(m_catalog.summary(type).category, "category");
    }

    void unknownTypeAcceptsAnything()
    {
        const auto type = m_catalog.type(u"acme_rocket"_s);
        QVERIFY(type);
        QVERIFY(!type->schema);
        QVERIFY(!m_catalog.contains(u"acme_rocket"_s));
        QCOMPARE(type->summary.title, u"Rocket"_s);
    }

    void searchPutsTheObviousFirst_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("first");
        QTest::newRow("title") << u"subnet"_s << u"aws_subnet"_s;
        QTest::newRow("title of its own") << u"vpc"_s << u"aws_vpc"_s; // and the keyword of an App Runner connector
        QTest::newRow("abbreviation") << u"igw"_s << u"aws_internet_gateway"_s;
        for (const auto &[words, type] : {std::pair{"s3", "aws_s3_bucket"},
                                          {"rds", "aws_db_instance"},
                                          {"function", "aws_lambda_function"},
                                          {"dynamodb", "aws_dynamodb_table"},
                                          {"cloudfront", "aws_cloudfront_distribution"},
                                          {"alb", "aws_lb"},
                                          {"step functions", "aws_sfn_state_machine"}})
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(type);
        QTest::newRow("two words") << u"nat gateway"_s << u"aws_nat_gateway"_s;
        QTest::newRow("type") << u"aws_route53recoveryreadiness_cell"_s << u"aws_route53recoveryreadiness_cell"_s;
    }
    void searchPutsTheObviousFirst()
    {
        QFETCH(QString, text);
        QTEST(m_catalog.search(text).value(0), "first");
    }
    void searchFindsNothingForNonsense() { QVERIFY(m_catalog.search(u"qqqzzz"_s).isEmpty()); }

    void threadsMayAskAtOnce()
    {
        const Catalog catalog;
        const QStringList names = catalog.types();
        std::vector<std::thread> threads;
        std::atomic<int> decoded = 0;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (qsizetype i = 0; i < names.size(); i += 7)
                    decoded += catalog.type(names.at(i))->standings.isEmpty() ? 0 : 1;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(decoded.load(), 4 * int((names.size() + 6) / 7));
        QCOMPARE(catalog.type(u"aws_vpc"_s).get(), catalog.type(u"aws_vpc"_s).get());
    }

    void readyQuickly()
    {
        QBENCHMARK { const Catalog catalog; }
    }
    void largestTypeQuickly()
    {
        const Catalog warm;
        (void)warm.type(u"aws_vpc"_s);
        QBENCHMARK
        {
            const ProviderSchema schema;
            (void)schema.decode(*schema.find(u"aws_quicksight_dashboard"_s));
        }
    }
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "test_catalog.moc"
