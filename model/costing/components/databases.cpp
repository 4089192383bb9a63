// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/databases.h"

namespace groundplan::costing {

namespace {

/// Whose storage AWS lists by engine; the others share one list.
QString storageEngine(const QString &engine)
{
    static const QStringList own{QStringLiteral("mysql"), QStringLiteral("postgres"), QStringLiteral("mariadb")};
    return own.contains(engine) ? engine : QStringLiteral("other");
}

/// "12.4" → "12", "5.7.44" → "5.7", "8.0.35" → "8.0": as support ends.
QString majorVersion(const QString &engine, const QString &version)
{
    const bool isMySql = engine == QLatin1String("mysql") || engine == QLatin1String("aurora-mysql") || engine == QLatin1String("aurora");
    return isMySql ? version.section(u'.', 0, 1) : version.section(u'.', 0, 0);
}

/// Versions past their standard support on the date of the price book; the third year costs twice as much.
void addExtendedSupport(Pricing &out, const QString &engine, const QString &instanceClass)
{
    const Properties &self = out.self();
    const QString version = self.text(QStringLiteral("engine_version"));
    if (version.isEmpty() || self.text(QStringLiteral("engine_lifecycle_support")).endsWith(QLatin1String("-disabled")))
        return;
    struct Ended {
        const char *engine, *version;
        bool isThirdYear;
    };
    static constexpr Ended ended[]{{"mysql", "5.7", true}, {"postgres", "11", true}, {"postgres", "12", false}, {"postgres", "13", false}};
    const QString major = majorVersion(engine, version);
    const Decimal cpus = number(out.prices().virtualCpus(instanceClass));
    for (const Ended &row : ended) {
        if (engine == QLatin1String(row.engine) && major == QLatin1String(row.version))
            out.add(row.isThirdYear ? say("Extended support (year 3)") : say("Extended support (years 1 and 2)"),
                    QStringLiteral("vCPU-hours"), hours * cpus,
                    QStringLiteral("rds-extended-support/%1/%2/%3")
                        .arg(engine, major, row.isThirdYear ? QStringLiteral("year-3") : QStringLiteral("year-1-2")),
                    say("version %1 is out of standard support").arg(major));
    }
    const QString aurora = QStringLiteral("aws_db_instance/Extended support (year 1)/%1/%2").arg(engine, major);
    if (engine.startsWith(QLatin1String("aurora")) && out.knows(aurora))
        out.add(say("Extended support"), QStringLiteral("vCPU-hours"), hours * cpus, aurora,
                say("version %1 is out of standard support").arg(major));
}

struct Disk {
    QString type;
    Decimal size, iops, throughput;
};

Disk diskOf(const Properties &self)
{
    Disk disk;
    disk.iops = self.number(QStringLiteral("iops"), {});
    disk.type = self.text(QStringLiteral("storage_type"), disk.iops.isZero() ? QStringLiteral("gp2") : QStringLiteral("io1"));
    disk.size = self.number(QStringLiteral("allocated_storage"), number(20));
    disk.throughput = self.number(QStringLiteral("storage_throughput"), {});
    if (disk.type == QLatin1String("io1")) {
        disk.size = std::max(disk.size, number(100));
        disk.iops = std::max(disk.iops, number(1000));
    }
    return disk;
}

void addDisk(Pricing &out, const Disk &disk, const QString &engine, const QString &deployment)
{
    const QString book = QStringLiteral("rds-storage/%1/%2/").arg(storageEngine(engine), deployment);
    const QString note = out.self().has(QStringLiteral("allocated_storage")) || out.self().has(QStringLiteral("max_allocated_storage"))
        ? QString()
        : say("20 GB are assumed: no size is set");
    out.add(say("Storage (%1, %2)").arg(disk.type, deployment), QStringLiteral("GB-months"), disk.size, book + disk.type, note);
    if (disk.type == QLatin1String("io1") || disk.type == QLatin1String("io2")) {
        out.add(say("Provisioned IOPS"), QStringLiteral("IOPS-months"), disk.iops, book + disk.type + QStringLiteral("-iops"));
    } else if (disk.type == QLatin1String("gp3")) {
        const bool isLarge = disk.size >= number(400);
        const Decimal includedIops = number(isLarge ? 12000 : 3000);
        const Decimal includedThroughput = number(isLarge ? 500 : 125);
        if (disk.iops > includedIops)
            out.add(say("Provisioned IOPS"), QStringLiteral("IOPS-months"), disk.iops - includedIops, book + QStringLiteral("gp3-iops"),
                    say("%1 are included").arg(includedIops.text()));
        if (disk.throughput > includedThroughput)
            out.add(say("Provisioned throughput"), QStringLiteral("MB/s-months"), disk.throughput - includedThroughput,
                    book + QStringLiteral("gp3-throughput"), say("%1 MB/s are included").arg(includedThroughput.text()));
    } else if (disk.type == QLatin1String("standard")) {
        out.addUsage(say("I/O requests"), QStringLiteral("million requests"), QStringLiteral("monthly_standard_io_requests"), 1'000'000,
                     QStringLiteral("aws_db_instance/I/O requests"));
    }
}

void addBackups(Pricing &out, const QString &engine, Decimal retentionDays, Decimal size)
{
    const QString key = QStringLiteral("additional_backup_storage_gb");
    const QString book = engine.startsWith(QLatin1String("aurora")) ? QStringLiteral("aws_db_instance/Additional backup storage/aurora")
        : storageEngine(engine) == QLatin1String("other")           ? QStringLiteral("aws_db_instance/Additional backup storage/any")
                                                                    : QStringLiteral("rds-storage/%1/backup").arg(engine);
    if (!out.usage(key).isZero())
        out.addUsage(say("Backup storage"), QStringLiteral("GB-months"), key, 1, book);
    else if (retentionDays > Decimal() && out.knows(book))
        out.addIncluded(say("Backup storage"), QStringLiteral("GB-months"), book,
                        say("%1 days of backups fit in the %2 GB that AWS includes").arg(retentionDays.text(), size.text()));
}

void addInsights(Pricing &out, const QString &instanceClass)
{
    const Properties &self = out.self();
    const QString type = self.resource().type;
    if (!self.flag(QStringLiteral("performance_insights_enabled")))
        return;
    // Seven days of history are free.
    if (self.number(QStringLiteral("performance_insights_retention_period"), number(7)) > number(7))
        out.add(say("Performance Insights, long retention"), QStringLiteral("vCPU-months"), number(out.prices().virtualCpus(instanceClass)),
                QStringLiteral("%1/Performance Insights Long Term Retention (%2)").arg(type, instanceClass));
    out.addUsage(say("Performance Insights API"), QStringLiteral("1k requests"),
                 QStringLiteral("monthly_additional_performance_insights_requests"), 1000,
                 QStringLiteral("aws_db_instance/Performance Insights API"));
}

void addCredits(Pricing &out, const QString &engine, const QString &instanceClass)
{
    const QString family = instanceClass.section(u'.', 1, 1);
    const Decimal perCpu = out.usage(QStringLiteral("monthly_cpu_credit_hrs"));
    if (perCpu.isZero() || !family.startsWith(u't'))
        return;
    Decimal cpus = out.usage(QStringLiteral("vcpu_count"));
    if (cpus.isZero())
        cpus = number(out.prices().virtualCpus(instanceClass));
    const bool isAurora = engine.startsWith(QLatin1String("aurora"));
    out.addAssumed(say("CPU credits"), QStringLiteral("vCPU-hours"), perCpu * cpus,
                   isAurora ? QStringLiteral("aws_rds_cluster_instance/CPU credits/aurora-mysql/t3")
                            : QStringLiteral("aws_db_instance/CPU credits/mysql/t3"),
                   say("used above the baseline"));
}

/// A replica says nothing of its engine and size: they are its source's.
Properties describing(const Properties &self)
{
    if (self.has(QStringLiteral("engine")) || !self.isLinked(QStringLiteral("replicate_source_db")))
        return self;
    const Resource *source = self.referred(QStringLiteral("replicate_source_db"));
    return source ? self.of(*source) : self;
}

} // namespace

void priceDatabase(Pricing &out)
{
    const Properties &self = out.self();
    const Properties origin = describing(self);
    const QString engine = origin.text(QStringLiteral("engine"));
    const QString instanceClass = self.text(QStringLiteral("instance_class"), origin.text(QStringLiteral("instance_class")));
    if (engine.isEmpty() || instanceClass.isEmpty()) {
        out.cannotPrice(say("Choose an engine and an instance class to see the price."));
        return;
    }
    const QString deployment = self.flag(QStringLiteral("multi_az")) ? QStringLiteral("Multi-AZ") : QStringLiteral("Single-AZ");
    const bool ownLicence = self.text(QStringLiteral("license_model")) == QLatin1String("bring-your-own-license");
    const QString key = QStringLiteral("rds/%1%2/%3/%4");
    const QString ownLicenceKey = key.arg(engine, QStringLiteral("-byol"), deployment, instanceClass);
    out.add(say("Database instance (%1, %2, %3)").arg(engine, deployment, instanceClass), QStringLiteral("hours"), hours,
            // Oracle's enterprise edition is listed with the customer's own licence only.
            ownLicence && (out.knows(ownLicenceKey) || engine != QLatin1String("oracle-ee"))
                ? ownLicenceKey
                : key.arg(engine, QString(), deployment, instanceClass));
    const Disk disk = diskOf(self.has(QStringLiteral("allocated_storage")) ? self : origin);
    if (!engine.startsWith(QLatin1String("aurora")))
        addDisk(out, disk, engine, deployment);
    addBackups(out, engine, self.number(QStringLiteral("backup_retention_period"), {}), disk.size);
    addInsights(out, instanceClass);
    addCredits(out, engine, instanceClass);
    addExtendedSupport(out, engine, instanceClass);
    if (self.flag(QStringLiteral("manage_master_user_password")))
        out.add(say("Password in Secrets Manager"), QStringLiteral("months"), one, QStringLiteral("aws_secretsmanager_secret/Secret"));
    if (self.flag(QStringLiteral("publicly_accessible")))
        out.addPublicAddresses(one, say("the database is public"));
}

void priceAuroraCluster(Pricing &out)
{
    const Properties &self = out.self();
    const QString engine = self.text(QStringLiteral("engine"), QStringLiteral("aurora-mysql"));
    if (!engine.startsWith(QLatin1String("aurora"))) {
        // A Multi-AZ cluster: one writer and two readable standbys under one price.
        const QString deployment = QStringLiteral("Multi-AZ readable standbys");
        const QString instanceClass = self.text(QStringLiteral("db_cluster_instance_class"));
        if (instanceClass.isEmpty()) {
            out.cannotPrice(say("Choose an instance class to see the price."));
            return;
        }
        out.add(say("Database cluster (%1, %2)").arg(engine, instanceClass), QStringLiteral("hours"), hours,
                QStringLiteral("rds/%1/%2/%3").arg(engine, deployment, instanceClass));
        Disk disk = diskOf(self);
        addDisk(out, disk, engine, deployment);
        return;
    }
    const QString family = engine == QLatin1String("aurora-postgresql") ? engine : QStringLiteral("aurora-mysql");
    const QString book = QStringLiteral("aws_rds_cluster/");
    if (self.text(QStringLiteral("engine_mode")) == QLatin1String("serverless"))
        out.addAssumed(say("Aurora serverless"), QStringLiteral("ACU-hours"), out.usage(QStringLiteral("capacity_units_per_hr")) * hours,
                       book + QStringLiteral("Aurora serverless/%1/serverless v1").arg(family),
                       out.usageNote(QStringLiteral("capacity_units_per_hr")));
    const bool isOptimized = self.text(QStringLiteral("storage_type")) == QLatin1String("aurora-iopt1");
    out.addUsage(isOptimized ? say("Storage (I/O-optimized)") : say("Storage"), QStringLiteral("GB-months"), QStringLiteral("storage_gb"),
                 1, book + (isOptimized ? QStringLiteral("Storage (I/O-optimized)/") : QStringLiteral("Storage/")) + family);
    if (!isOptimized) { // Input and output are in the price of I/O-optimized storage.
        const Decimal perSecond = out.usage(QStringLiteral("write_requests_per_sec")) + out.usage(QStringLiteral("read_requests_per_sec"));
        out.addAssumed(say("I/O requests"), QStringLiteral("million requests"), perSecond * number(730 * 3600) / number(1'000'000),
                       book + QStringLiteral("I/O requests/") + family, say("%1 reads and writes a second").arg(perSecond.text()));
    }
    const Decimal snapshots = out.usage(QStringLiteral("backup_snapshot_size_gb"));
    const Decimal days = self.number(QStringLiteral("backup_retention_period"), one);
    if (!snapshots.isZero() && days > one)
        out.addAssumed(say("Backup storage"), QStringLiteral("GB-months"), snapshots * days - snapshots,
                       book + QStringLiteral("Backup storage/") + family,
                       say("%1 days of %2 GB; one is included").arg(days.text(), snapshots.text()));
    if (const Decimal window = out.usage(QStringLiteral("backtrack_window_hrs"));
        !window.isZero() && family == QLatin1String("aurora-mysql"))
        out.addAssumed(say("Backtrack"), QStringLiteral("million records"),
                       out.usage(QStringLiteral("average_statements_per_hr")) * hours
                           * out.usage(QStringLiteral("change_records_per_statement")) / number(1'000'000) * window,
                       book + QStringLiteral("Backtrack/aurora-mysql"), out.usageNote(QStringLiteral("backtrack_window_hrs")));
    out.addUsage(say("Snapshot export"), QStringLiteral("GB"), QStringLiteral("snapshot_export_size_gb"), 1,
                 book + QStringLiteral("Snapshot export/") + family);
}

void priceAuroraInstance(Pricing &out)
{
    const Properties &self = out.self();
    const Resource *row = self.referred(QStringLiteral("cluster_identifier"));
    const Properties cluster = row ? self.of(*row) : self;
    const QString engine = self.text(QStringLiteral("engine"), cluster.text(QStringLiteral("engine"), QStringLiteral("aurora-mysql")));
    const QString family = engine == QLatin1String("aurora-postgresql") ? engine : QStringLiteral("aurora-mysql");
    const QString instanceClass = self.text(QStringLiteral("instance_class"));
    const bool isOptimized = cluster.text(QStringLiteral("storage_type")) == QLatin1String("aurora-iopt1");
    if (instanceClass == QLatin1String("db.serverless")) {
        Decimal units = out.usage(QStringLiteral("capacity_units_per_hr"));
        QString note = out.usageNote(QStringLiteral("capacity_units_per_hr"));
        if (!out.isUsageSet(QStringLiteral("capacity_units_per_hr"))) {
            units = cluster.number(QStringLiteral("serverlessv2_scaling_configuration.min_capacity"), units);
            note = say("%1 capacity units on average").arg(units.text());
        }
        out.addAssumed(say("Aurora serverless v2"), QStringLiteral("ACU-hours"), units * hours,
                       (isOptimized ? QStringLiteral("aws_rds_cluster_instance/Aurora serverless v2 (I/O-optimized)/")
                                    : QStringLiteral("aws_rds_cluster_instance/Aurora serverless v2/"))
                           + QStringLiteral("aurora-mysql"),
                       note);
    } else if (instanceClass.isEmpty()) {
        out.cannotPrice(say("Choose an instance class to see the price."));
    } else {
        out.add(say("Database instance (%1, %2)").arg(family, instanceClass), QStringLiteral("hours"), hours,
                QStringLiteral("rds/%1%2/Single-AZ/%3").arg(family, isOptimized ? QStringLiteral("-iopt1") : QString(), instanceClass));
        addCredits(out, family, instanceClass);
        addInsights(out, instanceClass);
        addExtendedSupport(out, family, instanceClass);
    }
}

} // namespace groundplan::costing
