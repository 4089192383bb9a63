// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/costing/costingfixture.h"

#include <QRegularExpression>

using namespace groundplan;
using namespace groundplan::test;

namespace {

/// A line of the bill, worked out by hand: so many times so much. 730 hours are a month; list prices of us-east-1, read from
/// AWS's price pages and the facts in resources/prices.
struct Line {
    const char *type;
    const char *quantity, *unitPrice;
    const char *what;
};

constexpr Line bill[]{
    // aws.amazon.com/vpc/pricing: $0.045 an hour and $0.045 a GB; three gateways, 100 GB assumed for each.
    {"aws_nat_gateway", "2190", "0.045", "three NAT gateways, 730 hours each"},
    {"aws_nat_gateway", "300", "0.045", "100 GB through each of them"},
    // Public IPv4 addresses cost $0.005 an hour since 2024-02, in use or not.
    {"aws_eip", "2190", "0.005", "the three Elastic IPs of the NAT gateways"},
    // aws.amazon.com/elasticloadbalancing/pricing: $0.0225 an hour, $0.008 for an LCU and hour.
    {"aws_lb", "730", "0.0225", "the application load balancer"},
    {"aws_lb", "730", "0.008", "one LCU on average, assumed"},
    {"aws_lb", "2190", "0.005", "its public addresses, one in each of three subnets"},
    // aws.amazon.com/ec2/pricing/on-demand: t3.medium, Linux, $0.0416; two are desired.
    {"aws_autoscaling_group", "1460", "0.0416", "two t3.medium"},
    {"aws_autoscaling_group", "14", "0.30", "seven detailed metrics for each"},
    // aws.amazon.com/ebs/pricing: gp3, $0.08 a GB and month.
    {"aws_autoscaling_group", "40", "0.08", "20 GB of gp3 for each"},
    // aws.amazon.com/rds/postgresql/pricing: db.t3.medium Multi-AZ $0.145, gp3 Multi-AZ $0.23 a GB and month.
    {"aws_db_instance", "730", "0.145", "PostgreSQL on db.t3.medium, Multi-AZ"},
    {"aws_db_instance", "100", "0.23", "100 GB of gp3, Multi-AZ"},
    {"aws_db_instance", "0", "0.095", "seven days of backups within the 100 GB that are included"},
    {"aws_db_instance", "1", "0.40", "the password that RDS keeps in Secrets Manager"},
    // aws.amazon.com/elasticache/pricing: cache.t3.medium, Redis, $0.068; backups $0.085 a GB and month, one snapshot included.
    {"aws_elasticache_replication_group", "1460", "0.068", "two Redis nodes"},
    {"aws_elasticache_replication_group", "12", "0.085", "six further snapshots of 2 GB, assumed"},
    // aws.amazon.com/s3/pricing: $0.023 a GB and month, $0.005 for 1,000 writes, $0.0004 for 1,000 reads.
    {"aws_s3_bucket", "50", "0.023", "50 GB of logs, assumed"},
    {"aws_s3_bucket", "10", "0.005", "10,000 writes, assumed"},
    {"aws_s3_bucket", "100", "0.0004", "100,000 reads, assumed"},
};

} // namespace

class TestThreeTier : public QObject {
    Q_OBJECT

    Catalog m_catalog;
    Estimator m_estimator{m_catalog};
    Blueprint m_blueprint;

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Blueprint> loaded = blueprintfile::load(QStringLiteral(":/groundplan/examples/three-tier.groundplan"));
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().text()));
        m_blueprint = *loaded;
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void costsWhatTheHandCalculationSays()
    {
        Money total;
        for (const Line &line : bill)
            total += money(line.quantity) * money(line.unitPrice);
        QCOMPARE(total.text(2), QStringLiteral("455.14"));
        const Estimate estimate = m_estimator.estimate(m_blueprint);
        QCOMPARE(dollars(estimate.monthly), dollars(total));
        QCOMPARE(estimate.unpricedCount, 0);
    }

    void eachTypeCostsWhatItsLinesSay_data()
    {
        QTest::addColumn<QString>("type");
        QStringList types;
        for (const Line &line : bill)
            types.append(QString::fromLatin1(line.type));
        types.removeDuplicates();
        for (const QString &type : types)
            QTest::newRow(qPrintable(type)) << type;
    }
    void eachTypeCostsWhatItsLinesSay()
    {
        QFETCH(QString, type);
        Money byHand;
        for (const Line &line : bill) {
            if (type == QLatin1String(line.type))
                byHand += money(line.quantity) * money(line.unitPrice);
        }
        Money priced;
        for (const ResourceCost &cost : m_estimator.estimate(m_blueprint).resources) {
            if (m_blueprint.find(cost.resource)->type == type)
                priced += cost.monthly;
        }
        QCOMPARE(priced.text(2), byHand.text(2));
    }

    void whatHasNoLineIsFree()
    {
        QSet<QString> billed;
        for (const Line &line : bill)
            billed.insert(QString::fromLatin1(line.type));
        for (const ResourceCost &cost : m_estimator.estimate(m_blueprint).resources) {
            const QString type = m_blueprint.find(cost.resource)->type;
            if (!billed.contains(type))
                QVERIFY2(cost.kind == ResourceCost::Kind::Free && cost.monthly.isZero(),
                         qPrintable(type + QStringLiteral(": ") + cost.note));
        }
    }

    void everyAssumptionIsShownInWords()
    {
        for (const ResourceCost &cost : m_estimator.estimate(m_blueprint).resources) {
            for (const CostPart &part : cost.parts) {
                QVERIFY2(!part.isUsageBased || !part.note.isEmpty(), qPrintable(part.name));
                QVERIFY2(!part.source.isEmpty(), qPrintable(part.name));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestThreeTier)
#include "test_threetier.moc"
