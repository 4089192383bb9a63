// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/services.h"

namespace groundplan::costing {

namespace {

/// Prices are listed under today's names: m4.large.elasticsearch is m4.large.search.
QString nodeKey(const QString &type)
{
    return QStringLiteral("opensearch/") + QString(type).replace(QLatin1String(".elasticsearch"), QLatin1String(".search"));
}

void addSearchStorage(Pricing &out, Decimal nodes)
{
    const Properties &self = out.self();
    if (!self.flag(QStringLiteral("ebs_options.ebs_enabled"), self.has(QStringLiteral("ebs_options"))))
        return;
    const QString type = self.text(QStringLiteral("ebs_options.volume_type"), QStringLiteral("gp2"));
    // AWS bills the volume of every data node.
    const Decimal size = self.number(QStringLiteral("ebs_options.volume_size"), number(8));
    const QString book = QStringLiteral("aws_opensearch_domain/");
    out.add(say("Storage (%1)").arg(type), QStringLiteral("GB-months"), size * nodes, book + QStringLiteral("Storage (%1)").arg(type),
            nodes == one ? QString() : say("%1 GB on each of %2 nodes").arg(size.text(), nodes.text()));
    const Decimal iops = self.number(QStringLiteral("ebs_options.iops"), {});
    const Decimal throughput = self.number(QStringLiteral("ebs_options.throughput"), {});
    if (type == QLatin1String("io1"))
        out.add(say("Provisioned IOPS"), QStringLiteral("IOPS-months"), std::max(one, iops) * nodes,
                book + QStringLiteral("Storage IOPS (io1)"));
    if (type == QLatin1String("gp3") && iops > number(3000) && out.knows(book + QStringLiteral("Storage IOPS (gp3)")))
        out.add(say("Provisioned IOPS"), QStringLiteral("IOPS-months"), (iops - number(3000)) * nodes,
                book + QStringLiteral("Storage IOPS (gp3)"));
    // Small volumes include 125 MB/s, larger ones 250 MB/s for each 3 TiB.
    const Decimal included = size < number(170) ? number(125) : (size / number(3072)).roundedUp() * number(250);
    if (type == QLatin1String("gp3") && throughput > included)
        out.add(say("Provisioned throughput"), QStringLiteral("MB/s-months"), (throughput - included) * nodes,
                book + QStringLiteral("Throughput (gp3)"));
}

QString brokerEngine(const QString &type)
{
    return type.compare(QLatin1String("rabbitmq"), Qt::CaseInsensitive) == 0 ? QStringLiteral("RabbitMQ") : QStringLiteral("ActiveMQ");
}

} // namespace

void priceSearchDomain(Pricing &out)
{
    const Properties &self = out.self();
    const QString standard = self.resource().type == QLatin1String("aws_elasticsearch_domain") ? QStringLiteral("m4.large.elasticsearch")
                                                                                               : QStringLiteral("m4.large.search");
    const QString type = self.text(QStringLiteral("cluster_config.instance_type"), standard);
    const Decimal nodes = self.number(QStringLiteral("cluster_config.instance_count"), one);
    out.add(say("Data nodes (%1)").arg(type), QStringLiteral("hours"), hours * nodes, nodeKey(type));
    addSearchStorage(out, nodes);
    if (self.flag(QStringLiteral("cluster_config.dedicated_master_enabled"))) {
        const QString master = self.text(QStringLiteral("cluster_config.dedicated_master_type"), type);
        out.add(say("Dedicated masters (%1)").arg(master), QStringLiteral("hours"),
                hours * self.number(QStringLiteral("cluster_config.dedicated_master_count"), number(3)), nodeKey(master));
    }
    if (self.flag(QStringLiteral("cluster_config.warm_enabled"))) {
        const QString warm = self.text(QStringLiteral("cluster_config.warm_type"), QStringLiteral("ultrawarm1.medium.search"));
        out.add(say("UltraWarm nodes (%1)").arg(warm), QStringLiteral("hours"),
                hours * self.number(QStringLiteral("cluster_config.warm_count"), number(2)), nodeKey(warm));
    }
}

void priceTopic(Pricing &out)
{
    // Each 64 KB of a message count as one request.
    const Decimal size = out.usage(QStringLiteral("request_size_kb"));
    const Decimal published = out.usage(QStringLiteral("monthly_requests"), 1'000'000);
    const QString note = out.usageNote(QStringLiteral("monthly_requests"));
    const QString book = QStringLiteral("aws_sns_topic/");
    const auto subscriptions = [&](const char *key) { return out.usage(QLatin1String(key)); };
    if (out.self().flag(QStringLiteral("fifo_topic"))) {
        const Decimal gigabytes = published * number(1'000'000) * size / number(1024 * 1024);
        out.addAssumed(say("Publish requests (FIFO)"), QStringLiteral("million requests"), published,
                       book + QStringLiteral("FIFO Publish API requests"), note);
        out.addAssumed(say("Published data (FIFO)"), QStringLiteral("GB"), gigabytes, book + QStringLiteral("FIFO Publish API payload"),
                       note);
        const Decimal receivers = subscriptions("fifo_subscriptions");
        out.addAssumed(say("Notifications (FIFO)"), QStringLiteral("million notifications"), published * receivers,
                       book + QStringLiteral("FIFO notifications"), note);
        out.addAssumed(say("Delivered data (FIFO)"), QStringLiteral("GB"), gigabytes * receivers,
                       book + QStringLiteral("FIFO notification payload"), note);
        return;
    }
    const Decimal requests = published * std::max(one, (size / number(64)).roundedUp());
    // The price of the first steps is zero for everyone, not a free tier of new accounts.
    const auto over = [](Decimal amount, Decimal included) { return amount > included ? amount - included : Decimal(); };
    out.addAssumed(say("Publish requests (over 1 million)"), QStringLiteral("million requests"), over(requests, one),
                   book + QStringLiteral("API requests (over 1M)"), note);
    if (published <= one && published > Decimal())
        out.addIncluded(say("Publish requests"), QStringLiteral("million requests"), book + QStringLiteral("API requests (over 1M)"),
                        say("the first million cost nothing"));
    const Decimal http = requests * number(10) * subscriptions("http_subscriptions"); // in steps of 100,000
    out.addAssumed(say("HTTP notifications"), QStringLiteral("100k notifications"), over(http, one),
                   book + QStringLiteral("HTTP/HTTPS notifications (over 100k)"), note);
    const Decimal email = requests * number(10) * subscriptions("email_subscriptions");
    out.addAssumed(say("Email notifications"), QStringLiteral("100k notifications"), over(email, one / number(100)),
                   book + QStringLiteral("Email/Email-JSON notifications (over 1k)"), note);
    out.addAssumed(say("Firehose notifications"), QStringLiteral("million notifications"),
                   requests * subscriptions("kinesis_subscriptions"), book + QStringLiteral("Kinesis Firehose notifications"), note);
    out.addAssumed(say("Mobile push notifications"), QStringLiteral("million notifications"),
                   requests * subscriptions("mobile_push_subscriptions"), book + QStringLiteral("Mobile Push notifications"), note);
    out.addAssumed(say("macOS notifications"), QStringLiteral("million notifications"), requests * subscriptions("macos_subscriptions"),
                   book + QStringLiteral("MacOS notifications"), note);
    const Decimal sms = requests * number(10'000) * subscriptions("sms_subscriptions"); // in steps of 100
    out.addAssumed(say("SMS notifications"), QStringLiteral("100 notifications"), over(sms, one),
                   book + QStringLiteral("SMS notifications (over 100)"), note);
}

void priceAcl(Pricing &out)
{
    const Properties &self = out.self();
    const bool isClassic = self.resource().type == QLatin1String("aws_waf_web_acl");
    const QString book = self.resource().type + u'/';
    Decimal rules, groups, managed;
    const auto ruleList = self.value(isClassic ? QStringLiteral("rules") : QStringLiteral("rule")).toList();
    for (const Value &rule : ruleList) {
        const ValueMap statement =
            rule[QStringLiteral("statement")].toList().isEmpty() ? ValueMap() : rule[QStringLiteral("statement")].toList().first().toMap();
        if (statement.contains(QStringLiteral("managed_rule_group_statement")))
            managed += one;
        else if (statement.contains(QStringLiteral("rule_group_reference_statement"))
                 || rule[QStringLiteral("type")].toString() == QLatin1String("GROUP"))
            groups += one;
        else
            rules += one;
    }
    out.add(say("Web ACL"), QStringLiteral("months"), one, book + QStringLiteral("Web ACL usage"));
    if (!(rules + out.usage(QStringLiteral("rule_group_rules")) + out.usage(QStringLiteral("managed_rule_group_rules"))).isZero())
        out.add(say("Rules"), QStringLiteral("rules"),
                rules + out.usage(QStringLiteral("rule_group_rules")) + out.usage(QStringLiteral("managed_rule_group_rules")),
                book + QStringLiteral("Rules"));
    if (!groups.isZero())
        out.add(say("Rule groups"), QStringLiteral("groups"), groups, book + QStringLiteral("Rule groups"));
    if (!managed.isZero())
        out.add(say("Managed rule groups"), QStringLiteral("groups"), managed, book + QStringLiteral("Managed rule groups"));
    out.addUsage(say("Requests"), QStringLiteral("million requests"), QStringLiteral("monthly_requests"), 1'000'000,
                 book + QStringLiteral("Requests"));
}

void priceBroker(Pricing &out)
{
    const Properties &self = out.self();
    const QString engine = brokerEngine(self.text(QStringLiteral("engine_type"), QStringLiteral("ActiveMQ")));
    const QString type = self.text(QStringLiteral("host_instance_type"));
    const QString mode = self.text(QStringLiteral("deployment_mode"), QStringLiteral("SINGLE_INSTANCE")).toLower();
    if (type.isEmpty()) {
        out.cannotPrice(say("Choose an instance type to see the price."));
        return;
    }
    out.add(say("Broker (%1, %2, %3)").arg(engine, type, mode), QStringLiteral("hours"), hours,
            QStringLiteral("aws_mq_broker/Instance usage (%1, %2, %3)").arg(engine, type, mode));
    const bool isEbs = engine == QLatin1String("RabbitMQ")
        || self.text(QStringLiteral("storage_type"), QStringLiteral("efs")).toLower() == QLatin1String("ebs");
    const Decimal copies = mode == QLatin1String("cluster_multi_az") ? number(3) : one;
    out.addAssumed(say("Storage"), QStringLiteral("GB-months"), out.usage(QStringLiteral("storage_size_gb")) * copies,
                   QStringLiteral("aws_mq_broker/Storage (%1, %2)").arg(engine, isEbs ? QStringLiteral("EBS") : QStringLiteral("EFS")),
                   out.usageNote(QStringLiteral("storage_size_gb")));
}

} // namespace groundplan::costing
