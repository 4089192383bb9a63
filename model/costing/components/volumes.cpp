// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/compute.h"

namespace groundplan::costing {

namespace {

QString storageName(const QString &type)
{
    static const QHash<QString, const char *> names{{QStringLiteral("gp2"), "Storage (general purpose SSD, gp2)"},
                                                    {QStringLiteral("gp3"), "Storage (general purpose SSD, gp3)"},
                                                    {QStringLiteral("io1"), "Storage (provisioned IOPS SSD, io1)"},
                                                    {QStringLiteral("io2"), "Storage (provisioned IOPS SSD, io2)"},
                                                    {QStringLiteral("st1"), "Storage (throughput optimized HDD, st1)"},
                                                    {QStringLiteral("sc1"), "Storage (cold HDD, sc1)"},
                                                    {QStringLiteral("standard"), "Storage (magnetic)"}};
    const auto found = names.constFind(type);
    return found == names.cend() ? say("Storage (%1)").arg(type) : say(*found);
}

/// io2 gets cheaper per IOPS above 32,000 and above 64,000.
void addIo2(Pricing &out, const QString &prefix, Decimal iops, Decimal count)
{
    struct Step {
        int upTo;
        const char *key;
    };
    Decimal from;
    for (const Step step : {Step{32000, "ebs/io2-iops"}, Step{64000, "ebs/io2-iops-2"}, Step{0, "ebs/io2-iops-3"}}) {
        const Decimal end = step.upTo == 0 ? iops : std::min(iops, Decimal::fromInteger(step.upTo));
        if (end > from)
            out.add(prefix + say("Provisioned IOPS"), QStringLiteral("IOPS-months"), (end - from) * count, QLatin1String(step.key));
        from = std::max(from, end);
    }
}

} // namespace

void addVolume(Pricing &out, const Volume &volume, Decimal count, const QString &prefix)
{
    out.add(prefix + storageName(volume.type), QStringLiteral("GB-months"), volume.size * count, QStringLiteral("ebs/") + volume.type,
            volume.note);
    const Decimal includedIops = Decimal::fromInteger(3000);
    const Decimal includedThroughput = Decimal::fromInteger(125);
    if (volume.type == QLatin1String("gp3")) {
        if (volume.iops > includedIops)
            out.add(prefix + say("Provisioned IOPS"), QStringLiteral("IOPS-months"), (volume.iops - includedIops) * count,
                    QStringLiteral("ebs/gp3-iops"), say("3,000 are included"));
        if (volume.throughput > includedThroughput)
            out.add(prefix + say("Provisioned throughput"), QStringLiteral("MB/s-months"), (volume.throughput - includedThroughput) * count,
                    QStringLiteral("ebs/gp3-throughput"), say("125 MB/s are included"));
    } else if (volume.type == QLatin1String("io1")) {
        out.add(prefix + say("Provisioned IOPS"), QStringLiteral("IOPS-months"), volume.iops * count, QStringLiteral("ebs/io1-iops"));
    } else if (volume.type == QLatin1String("io2")) {
        addIo2(out, prefix, volume.iops, count);
    } else if (volume.type == QLatin1String("standard")) {
        out.addAssumed(prefix + say("I/O requests"), QStringLiteral("million requests"),
                       out.usage(QStringLiteral("monthly_standard_io_requests"), 1'000'000) * count, QStringLiteral("ebs/standard-io"),
                       out.usageNote(QStringLiteral("monthly_standard_io_requests")));
    }
}

void priceVolume(Pricing &out)
{
    const Properties &self = out.self();
    Volume volume;
    volume.type = self.text(QStringLiteral("type"), volume.type);
    if (!self.has(QStringLiteral("size")))
        volume.note = say("8 GB are assumed: no size is set");
    volume.size = self.number(QStringLiteral("size"), volume.size);
    volume.iops = self.number(QStringLiteral("iops"), {});
    volume.throughput = self.number(QStringLiteral("throughput"), {});
    addVolume(out, volume, one);
}

void priceSnapshot(Pricing &out)
{
    const Resource *source = out.self().referred(QStringLiteral("volume_id"));
    if (!source)
        source = out.self().referred(QStringLiteral("source_snapshot_id"));
    Decimal size = Decimal::fromInteger(8);
    if (source && source->type == QLatin1String("aws_ebs_snapshot")) {
        const Properties snapshot = out.self().of(*source);
        source = snapshot.referred(QStringLiteral("volume_id"));
    }
    if (source)
        size = out.self().of(*source).number(QStringLiteral("size"), size);
    out.add(say("EBS snapshot storage"), QStringLiteral("GB-months"), size, QStringLiteral("ebs/snapshot"),
            say("as large as its volume, at most"));
    out.addUsage(say("Fast snapshot restore"), QStringLiteral("DSU-hours"), QStringLiteral("fast_snapshot_restore_hours"), 1,
                 QStringLiteral("aws_ebs_snapshot/Fast snapshot restore"));
    out.addUsage(say("Listing blocks"), QStringLiteral("1k requests"), QStringLiteral("monthly_list_block_requests"), 1000,
                 QStringLiteral("aws_ebs_snapshot/ListChangedBlocks & ListSnapshotBlocks API requests"));
    out.addUsage(say("Reading blocks"), QStringLiteral("1k units"), QStringLiteral("monthly_get_block_requests"), 1000,
                 QStringLiteral("aws_ebs_snapshot/GetSnapshotBlock API requests"));
    out.addUsage(say("Writing blocks"), QStringLiteral("1k units"), QStringLiteral("monthly_put_block_requests"), 1000,
                 QStringLiteral("aws_ebs_snapshot/PutSnapshotBlock API requests"));
}

} // namespace groundplan::costing
