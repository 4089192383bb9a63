// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/pricebook.h"
#include "model/costing/usage.h"
#include "tests/model/costing/costingfixture.h"

#include <QRegularExpression>

using namespace groundplan;
using namespace groundplan::test;

/// What the estimator makes of properties that are not plain numbers, and of regions without a price.
class TestPricing : public QObject {
    Q_OBJECT

    Catalog m_catalog;
    Estimator m_estimator{m_catalog};

    ResourceCost priced(const Drawing &drawing, const char *id) const
    {
        return m_estimator.price(drawing.blueprint, ResourceId(QString::fromLatin1(id)));
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aVariableCountsAsItsDefault()
    {
        Drawing drawing;
        ChangeSet set;
        Variable size;
        size.id = VariableId(QStringLiteral("size"));
        size.defaultValue = QStringLiteral("m5.large");
        set.add(size);
        QVERIFY(drawing.blueprint.apply(set));
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_instance"),
                    R"({"instance_type": {"$var": "size"}, "root_block_device": [{"volume_size": 10, "volume_type": "gp3"}]})");
        QCOMPARE(priced(drawing, "a").monthly.text(), QStringLiteral("70.88")); // 730 × 0.096 + 10 × 0.08
        QVERIFY(priced(drawing, "a").note.isEmpty());
    }

    void anExpressionIsAssumedAndSaysSo()
    {
        Drawing drawing;
        drawing.add(QStringLiteral("lt"), QStringLiteral("aws_launch_template"),
                    R"({"instance_type": "t3.medium", "block_device_mappings": [{"ebs": [{"volume_size": 20, "volume_type": "gp3"}]}]})");
        drawing.add(
            QStringLiteral("a"), QStringLiteral("aws_autoscaling_group"),
            R"({"desired_capacity": {"$expr": "var.x * 2"}, "min_size": 2, "launch_template": [{"id": {"$ref": {"to": "lt", "attr": "id"}}}]})");
        const ResourceCost cost = priced(drawing, "a");
        QCOMPARE(cost.monthly.text(), QStringLiteral("63.936")); // 2 × (730 × 0.0416 + 20 × 0.08)
        QVERIFY2(cost.note.contains(QLatin1String("desired_capacity")), qPrintable(cost.note));
    }

    void countMultiplies()
    {
        Drawing drawing;
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_eip"), "{}", {ResourceId(QStringLiteral("r"))}, R"({"count": 4})");
        QCOMPARE(priced(drawing, "a").monthly.text(), QStringLiteral("14.6"));
        drawing.add(QStringLiteral("b"), QStringLiteral("aws_eip"), "{}", {ResourceId(QStringLiteral("r"))},
                    R"({"for_each": {"x": 1, "y": 2}})");
        QCOMPARE(priced(drawing, "b").monthly.text(), QStringLiteral("7.3"));
    }

    void aResourceInSeveralZonesIsOne()
    {
        Drawing drawing;
        for (const char *id : {"a", "b", "c"})
            drawing.add(QString::fromLatin1(id), QStringLiteral("aws_subnet"), "{}");
        drawing.add(QStringLiteral("db"), QStringLiteral("aws_elasticache_replication_group"),
                    R"({"node_type": "cache.t3.medium", "num_cache_clusters": 2})",
                    {ResourceId(QStringLiteral("a")), ResourceId(QStringLiteral("b")), ResourceId(QStringLiteral("c"))});
        QCOMPARE(priced(drawing, "db").monthly.text(), QStringLiteral("99.28"));
        QCOMPARE(m_estimator.estimate(drawing.blueprint).monthly.text(), QStringLiteral("99.28"));
    }

    void anotherRegionHasItsOwnPriceOrNone()
    {
        Drawing drawing;
        drawing.put({ResourceId(QStringLiteral("r")),
                     QStringLiteral("groundplan_region"),
                     QStringLiteral("r"),
                     {},
                     {{QStringLiteral("region"), QStringLiteral("eu-central-1")}},
                     {},
                     {}});
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_instance"),
                    R"({"instance_type": "t3.medium", "root_block_device": [{"volume_size": 10, "volume_type": "gp3"}]})");
        QCOMPARE(priced(drawing, "a").monthly.text(), QStringLiteral("35.992")); // 730 × 0.048 + 10 × 0.0952
        drawing.add(QStringLiteral("nat"), QStringLiteral("aws_nat_gateway"), "{}");
        const ResourceCost nat = priced(drawing, "nat");
        QCOMPARE(nat.kind, ResourceCost::Kind::Unpriced);
        QVERIFY(nat.monthly.isZero());
        QVERIFY2(nat.note.contains(QStringLiteral("No price is known for “NAT gateway”"))
                     && nat.note.contains(QLatin1String("eu-central-1")),
                 qPrintable(nat.note));
    }

    void whatLacksItsMainPriceCountsAsUnpriced()
    {
        Drawing drawing;
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_instance"),
                    R"({"instance_type": "t99.mega", "root_block_device": [{"volume_size": 10, "volume_type": "gp3"}]})");
        drawing.add(QStringLiteral("b"), QStringLiteral("aws_sagemaker_domain"), "{}");
        const ResourceCost cost = priced(drawing, "a");
        QCOMPARE(cost.kind, ResourceCost::Kind::Unpriced);
        QCOMPARE(cost.monthly.text(), QStringLiteral("0.8")); // its volume is known
        QVERIFY2(cost.note.contains(QLatin1String("t99.mega")), qPrintable(cost.note));
        QCOMPARE(m_estimator.estimate(drawing.blueprint).unpricedCount, 2);
    }

    void impossibleAmountsAreAssumedAndSaySo_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QByteArray>("meta");
        QTest::addColumn<QString>("monthly");
        QTest::addColumn<QString>("note");
        const auto row = [](const char *name, const char *properties, const char *meta, const char *monthly, const char *note) {
            QTest::newRow(name) << QByteArray(properties) << QByteArray(meta) << QString::fromLatin1(monthly) << QString::fromLatin1(note);
        };
        row("count below zero", R"({"size": 10, "type": "gp3"})", R"({"count": -5})", "0.8", "count can't be -5, 1 is assumed.");
        row("count without end", R"({"size": 10, "type": "gp3"})", R"({"count": 1000000000000000})", "0.8",
            "count can't be 1000000000000000, 1 is assumed.");
        row("size below zero", R"({"size": -100, "type": "gp3"})", "{}", "0.64", "size can't be -100, 8 is assumed.");
        row("no size at all", R"({"size": 0, "type": "gp3"})", "{}", "0", "");
        row("beyond", R"({"size": 16000, "type": "gp3"})", R"({"count": 800000000})", "0", "The amounts are beyond what can be counted.");
    }
    void impossibleAmountsAreAssumedAndSaySo()
    {
        QFETCH(QByteArray, properties);
        QFETCH(QByteArray, meta);
        QFETCH(QString, monthly);
        QFETCH(QString, note);
        Drawing drawing;
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_ebs_volume"), properties.constData(), {ResourceId(QStringLiteral("r"))},
                    meta.constData());
        const ResourceCost cost = priced(drawing, "a");
        QCOMPARE(cost.monthly.text(), monthly);
        QCOMPARE(cost.note, note);
        QCOMPARE(cost.kind == ResourceCost::Kind::Unpriced, note.startsWith(QLatin1String("The amounts")));
    }

    void negativeUsageIsNone()
    {
        Drawing drawing;
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_s3_bucket"), "{}", {ResourceId(QStringLiteral("r"))},
                    R"({"usage": {"standard": {"storage_gb": -100}}})");
        const ResourceCost cost = priced(drawing, "a");
        QVERIFY(cost.monthly >= Decimal());
        QVERIFY2(cost.note.contains(QLatin1String("can't be negative")), qPrintable(cost.note));
    }

    void aTypeWithoutAPriceSaysSo()
    {
        Drawing drawing;
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_sagemaker_domain"), "{}");
        const ResourceCost cost = priced(drawing, "a");
        QCOMPARE(cost.kind, ResourceCost::Kind::Unpriced);
        QCOMPARE(cost.note, QStringLiteral("No price is known for aws_sagemaker_domain."));
        QCOMPARE(m_estimator.estimate(drawing.blueprint).unpricedCount, 1);
    }

    void freeAndLocalTypesCostNothing_data()
    {
        QTest::addColumn<QString>("type");
        for (const char *type : {"aws_vpc", "aws_subnet", "aws_route_table", "aws_iam_role", "aws_security_group", "aws_acm_certificate",
                                 "groundplan_group", "random_password", "terraform_data"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }
    void freeAndLocalTypesCostNothing()
    {
        QFETCH(QString, type);
        Drawing drawing;
        drawing.add(QStringLiteral("a"), type, R"({"domain_name": "example.com"})");
        QCOMPARE(priced(drawing, "a").kind, ResourceCost::Kind::Free);
    }

    void setUsageReplacesTheAssumption()
    {
        Drawing drawing;
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_nat_gateway"), "{}");
        QCOMPARE(priced(drawing, "a").monthly.text(), QStringLiteral("37.35")); // 32.85 + 100 × 0.045
        drawing.add(QStringLiteral("b"), QStringLiteral("aws_nat_gateway"), "{}", {ResourceId(QStringLiteral("r"))},
                    R"({"usage": {"monthly_data_processed_gb": 1000}})");
        const ResourceCost cost = priced(drawing, "b");
        QCOMPARE(cost.monthly.text(), QStringLiteral("77.85"));
        QVERIFY(cost.parts.last().isUsageBased);
        QCOMPARE(cost.parts.last().note, QStringLiteral("1000 GB processed a month"));
    }

    void requestsBeyondADecimalsRangeArePricedInMillions()
    {
        Drawing drawing;
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_sqs_queue"), "{}", {ResourceId(QStringLiteral("r"))},
                    R"({"usage": {"monthly_requests": 5000000000, "request_size_kb": 1}})");
        QCOMPARE(priced(drawing, "a").monthly.text(), QStringLiteral("2000")); // 5,000 million × 0.40
    }

    void publicSubnetsGiveInstancesAnAddress()
    {
        Drawing drawing;
        drawing.add(QStringLiteral("open"), QStringLiteral("aws_subnet"), R"({"map_public_ip_on_launch": true})");
        drawing.add(QStringLiteral("a"), QStringLiteral("aws_instance"),
                    R"({"instance_type": "t3.micro", "root_block_device": [{"volume_size": 8, "volume_type": "gp2"}]})",
                    {ResourceId(QStringLiteral("open"))});
        QCOMPARE(priced(drawing, "a").monthly.text(), QStringLiteral("12.042")); // 730 × 0.0104 + 8 × 0.10 + 730 × 0.005
    }

    void everyPriceIsReadable()
    {
        const PriceBook book;
        const QStringList keys = book.keys();
        QVERIFY(keys.size() > 3000);
        for (const QString &region : {QStringLiteral("us-east-1"), QStringLiteral("eu-central-1")}) {
            for (const QString &key : keys) {
                if (const auto price = book.find(key, region))
                    QVERIFY2(price->unit >= Money() && !price->source.isEmpty(), qPrintable(key));
            }
        }
        QVERIFY(!book.find(QStringLiteral("ec2/t3.medium"), QStringLiteral("mars-north-1")));
        QCOMPARE(book.find(QStringLiteral("ec2/t3.medium"), QStringLiteral("us-east-1"))->unit.text(), QStringLiteral("0.0416"));
        QCOMPARE(book.find(QStringLiteral("aws_route53_zone/Hosted zone"), QStringLiteral("sa-east-1"))->unit.text(),
                 QStringLiteral("0.5"));
    }
};

QTEST_GUILESS_MAIN(TestPricing)
#include "test_pricing.moc"
