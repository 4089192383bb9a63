// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/databases.h"

namespace groundplan::costing {

namespace {

void addNodes(Pricing &out, const QString &engine, Decimal nodes)
{
    const QString type = out.self().text(QStringLiteral("node_type"));
    if (type.isEmpty()) {
        out.cannotPrice(say("Choose a node type to see the price."));
        return;
    }
    out.add(say("Cache nodes (%1, %2)").arg(engine, type), QStringLiteral("hours"), hours * nodes,
            QStringLiteral("elasticache/%1/%2").arg(engine, type), nodes == one ? QString() : say("%1 nodes").arg(nodes.text()));
}

void addSnapshots(Pricing &out)
{
    const Decimal days = out.self().number(QStringLiteral("snapshot_retention_limit"), {});
    if (days > one)
        out.addAssumed(
            say("Backup storage"), QStringLiteral("GB-months"), out.usage(QStringLiteral("snapshot_storage_size_gb")) * (days - one),
            QStringLiteral("aws_elasticache_cluster/Backup storage"),
            say("%1 snapshots of %2 GB; one is included").arg(days.text(), out.usage(QStringLiteral("snapshot_storage_size_gb")).text()));
}

} // namespace

void priceCacheCluster(Pricing &out)
{
    const Properties &self = out.self();
    if (self.isLinked(QStringLiteral("replication_group_id")) && self.referred(QStringLiteral("replication_group_id"))) {
        out.cannotPrice(say("Its nodes are in the price of its replication group."));
        return;
    }
    const QString engine = self.text(QStringLiteral("engine"), QStringLiteral("memcached"));
    addNodes(out, engine, self.number(QStringLiteral("num_cache_nodes"), one));
    if (engine != QLatin1String("memcached"))
        addSnapshots(out);
}

void priceCacheGroup(Pricing &out)
{
    const Properties &self = out.self();
    Decimal nodes = self.number(QStringLiteral("num_cache_clusters"), self.number(QStringLiteral("number_cache_clusters"), {}));
    if (nodes.isZero()) {
        const QString mode = self.has(QStringLiteral("cluster_mode")) ? QStringLiteral("cluster_mode.") : QString();
        nodes = self.number(mode + QStringLiteral("num_node_groups"), one)
            * (self.number(mode + QStringLiteral("replicas_per_node_group"), {}) + one);
    }
    addNodes(out, self.text(QStringLiteral("engine"), QStringLiteral("redis")), nodes);
    addSnapshots(out);
}

void priceDynamoTable(Pricing &out)
{
    const Properties &self = out.self();
    const QString book = QStringLiteral("aws_dynamodb_table/");
    if (self.text(QStringLiteral("billing_mode"), QStringLiteral("PROVISIONED")) == QLatin1String("PAY_PER_REQUEST")) {
        out.addUsage(say("Write requests"), QStringLiteral("requests"), QStringLiteral("monthly_write_request_units"), 1,
                     book + QStringLiteral("Write request unit (WRU)"));
        out.addUsage(say("Read requests"), QStringLiteral("requests"), QStringLiteral("monthly_read_request_units"), 1,
                     book + QStringLiteral("Read request unit (RRU)"));
    } else {
        Decimal write = self.number(QStringLiteral("write_capacity"), {});
        Decimal read = self.number(QStringLiteral("read_capacity"), {});
        // Each global index has a capacity of its own.
        for (const Value &index : self.value(QStringLiteral("global_secondary_index")).toList()) {
            write += std::max(Decimal(), decimalOf(index[QStringLiteral("write_capacity")]).value_or(Decimal()));
            read += std::max(Decimal(), decimalOf(index[QStringLiteral("read_capacity")]).value_or(Decimal()));
        }
        out.add(say("Write capacity"), QStringLiteral("WCU-months"), write, book + QStringLiteral("Write capacity unit (WCU)"));
        out.add(say("Read capacity"), QStringLiteral("RCU-months"), read, book + QStringLiteral("Read capacity unit (RCU)"));
    }
    for (const Value &replica : self.value(QStringLiteral("replica")).toList())
        self.assume(say("The replica in %1 is not priced.").arg(replica[QStringLiteral("region_name")].toString()));
    out.addUsage(say("Data storage"), QStringLiteral("GB-months"), QStringLiteral("storage_gb"), 1, book + QStringLiteral("Data storage"));
    const bool hasRecovery = self.flag(QStringLiteral("point_in_time_recovery.enabled"));
    if (hasRecovery || out.isUsageSet(QStringLiteral("pitr_backup_storage_gb"))) {
        const QString key = QStringLiteral("pitr_backup_storage_gb");
        const Decimal size = out.isUsageSet(key) ? out.usage(key) : out.usage(QStringLiteral("storage_gb"));
        out.addAssumed(say("Point-in-time recovery"), QStringLiteral("GB-months"), size,
                       book + QStringLiteral("Point-In-Time Recovery (PITR) backup storage"),
                       say("as large as the table: %1 GB").arg(size.text()));
    }
    out.addUsage(say("On-demand backups"), QStringLiteral("GB-months"), QStringLiteral("on_demand_backup_storage_gb"), 1,
                 book + QStringLiteral("On-demand backup storage"));
    out.addUsage(say("Restored data"), QStringLiteral("GB"), QStringLiteral("monthly_data_restored_gb"), 1,
                 book + QStringLiteral("Table data restored"));
    out.addUsage(say("Stream reads"), QStringLiteral("requests"), QStringLiteral("monthly_streams_read_request_units"), 1,
                 book + QStringLiteral("Streams read request unit (sRRU)"));
}

} // namespace groundplan::costing
