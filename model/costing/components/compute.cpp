// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/compute.h"

namespace groundplan::costing {

namespace {

/// One machine as it is started: from an instance's own properties, a launch template's or a launch configuration's.
struct Machine {
    QString type;
    QString tenancy;
    QList<Volume> volumes;
    bool isMonitored = false, isEbsOptimized = false, hasPublicAddress = false, isOnOwnHost = false;
    bool mayBuyCredits = true;
};

Volume volumeFrom(const Value &block, const Properties &self)
{
    Volume volume;
    const auto number = [&](const char *name, Decimal fallback) {
        const Value value = block[QLatin1String(name)];
        return value.isNull() ? fallback : self.countable(say("%1 of a volume").arg(QLatin1String(name)), value, fallback);
    };
    const Value type = block[QStringLiteral("volume_type")];
    if (type.isString())
        volume.type = type.toString();
    if (block[QStringLiteral("volume_size")].isNull())
        volume.note = say("8 GB are assumed: no size is set");
    volume.size = number("volume_size", volume.size);
    volume.iops = number("iops", {});
    volume.throughput = number("throughput", {});
    return volume;
}

Volume assumedRoot()
{
    Volume root;
    root.note = say("a root volume of 8 GB is assumed: none is described");
    return root;
}

/// Burstable types run unlimited unless told not to; T2 the other way round.
bool mayBuyCredits(const QString &type, const Properties &self)
{
    const QString standard = type.startsWith(QLatin1String("t2.")) ? QStringLiteral("standard") : QStringLiteral("unlimited");
    return self.text(QStringLiteral("credit_specification.cpu_credits"), standard) == QLatin1String("unlimited");
}

Machine fromTemplate(const Properties &from)
{
    Machine machine;
    machine.type = from.text(QStringLiteral("instance_type"));
    machine.tenancy = from.text(QStringLiteral("placement.tenancy"));
    machine.isMonitored = from.flag(QStringLiteral("monitoring.enabled"));
    machine.isEbsOptimized = from.flag(QStringLiteral("ebs_optimized"));
    machine.hasPublicAddress = from.flag(QStringLiteral("network_interfaces.associate_public_ip_address"));
    machine.mayBuyCredits = mayBuyCredits(machine.type, from);
    for (const Value &mapping : from.value(QStringLiteral("block_device_mappings")).toList()) {
        if (const ValueList ebs = mapping[QStringLiteral("ebs")].toList(); !ebs.isEmpty())
            machine.volumes.append(volumeFrom(ebs.first(), from));
    }
    if (machine.volumes.isEmpty())
        machine.volumes.append(assumedRoot());
    return machine;
}

/// aws_instance and aws_launch_configuration describe a machine alike.
Machine fromInstance(const Properties &from)
{
    Machine machine;
    const bool isConfiguration = from.resource().type == QLatin1String("aws_launch_configuration");
    machine.type = from.text(QStringLiteral("instance_type"));
    machine.tenancy = from.text(isConfiguration ? QStringLiteral("placement_tenancy") : QStringLiteral("tenancy"));
    machine.isOnOwnHost = from.has(QStringLiteral("host_id"));
    machine.isMonitored = isConfiguration ? from.flag(QStringLiteral("enable_monitoring"), true) : from.flag(QStringLiteral("monitoring"));
    machine.isEbsOptimized = from.flag(QStringLiteral("ebs_optimized"));
    machine.hasPublicAddress = from.flag(QStringLiteral("associate_public_ip_address"));
    machine.mayBuyCredits = mayBuyCredits(machine.type, from);
    const ValueList root = from.value(QStringLiteral("root_block_device")).toList();
    machine.volumes.append(root.isEmpty() ? assumedRoot() : volumeFrom(root.first(), from));
    for (const Value &block : from.value(QStringLiteral("ebs_block_device")).toList())
        machine.volumes.append(volumeFrom(block, from));
    return machine;
}

void addCredits(Pricing &out, const Machine &machine, Decimal count)
{
    const QString family = machine.type.section(u'.', 0, 0);
    const Decimal perCpu = out.usage(QStringLiteral("monthly_cpu_credit_hrs"));
    if (!machine.mayBuyCredits || perCpu.isZero()
        || !QStringList{QStringLiteral("t2"), QStringLiteral("t3"), QStringLiteral("t3a"), QStringLiteral("t4g")}.contains(family))
        return;
    Decimal cpus = out.usage(QStringLiteral("vcpu_count"));
    if (cpus.isZero())
        cpus = Decimal::fromInteger(out.prices().virtualCpus(machine.type));
    out.addAssumed(say("CPU credits"), QStringLiteral("vCPU-hours"), perCpu * cpus * count,
                   QStringLiteral("aws_instance/CPU credits/") + (family == QLatin1String("t3a") ? QStringLiteral("t3") : family),
                   say("used above the baseline"));
}

void addMachines(Pricing &out, const Machine &machine, Decimal count)
{
    if (machine.type.isEmpty()) {
        out.cannotPrice(say("Choose an instance type to see the price."));
        return;
    }
    const bool isWindows =
        valueAt(out.self().resource().meta.value(QStringLiteral("usage")).toMap(), QStringLiteral("operating_system")).toString()
        == QLatin1String("windows");
    const QString system = isWindows ? QStringLiteral("Windows") : QStringLiteral("Linux");
    const bool isDedicated = machine.tenancy == QLatin1String("dedicated");
    const QString book = isDedicated ? QStringLiteral("ec2-dedicated/")
        : isWindows                  ? QStringLiteral("ec2-windows/")
                                     : QStringLiteral("ec2/");
    // On a dedicated host the host is billed, not the instance.
    if (machine.tenancy != QLatin1String("host") && !machine.isOnOwnHost)
        out.add(
            (isDedicated ? say("Instance usage (%1, dedicated, %2)") : say("Instance usage (%1, on-demand, %2)")).arg(system, machine.type),
            QStringLiteral("hours"), hours * count, book + machine.type);
    if (const QString key = QStringLiteral("aws_instance/EBS-optimized usage/") + machine.type; machine.isEbsOptimized && out.knows(key))
        out.add(say("EBS-optimized usage"), QStringLiteral("hours"), hours * count, key);
    if (machine.isMonitored)
        out.add(say("Detailed monitoring"), QStringLiteral("metrics"), Decimal::fromInteger(7) * count,
                QStringLiteral("aws_instance/EC2 detailed monitoring"), say("seven metrics for each instance"));
    addCredits(out, machine, count);
    for (const Volume &volume : machine.volumes)
        addVolume(out, volume, count);
    if (machine.hasPublicAddress)
        out.addPublicAddresses(count, {});
}

/// Instances get public addresses when every subnet that they may start in hands them out.
bool subnetsGivePublicAddresses(const Properties &self)
{
    int subnets = 0;
    for (const ResourceId &zone : self.resource().zones) {
        const Resource *subnet = self.blueprint().find(zone);
        if (!subnet || subnet->type != QLatin1String("aws_subnet"))
            continue;
        ++subnets;
        if (!self.of(*subnet).flag(QStringLiteral("map_public_ip_on_launch")))
            return false;
    }
    return subnets > 0;
}

/// The machine that a launch template or configuration describes.
std::optional<Machine> machineOf(const Properties &self, const Resource *described)
{
    if (!described)
        return {};
    const Properties from = self.of(*described);
    const Machine machine = described->type == QLatin1String("aws_launch_template") ? fromTemplate(from) : fromInstance(from);
    for (const QString &sentence : from.assumptions())
        self.assume(sentence);
    return machine;
}

const Resource *templateOf(const Properties &self, const QString &block)
{
    if (!self.isLinked(block.section(u'.', 0, 0)))
        return nullptr;
    for (const char *name : {".id", ".name", ".launch_template_id", ".launch_template_name"}) {
        if (const Resource *found = self.referred(block + QLatin1String(name)))
            return found;
    }
    return nullptr;
}

/// How many of a mixed group's instances are on demand; the others are spot, whose price is not fixed.
Decimal onDemandCount(const Properties &self, Decimal instances)
{
    const QString policy = QStringLiteral("mixed_instances_policy.instances_distribution");
    const Decimal base = std::min(instances, self.number(policy + QStringLiteral(".on_demand_base_capacity"), {}));
    const Decimal percent = self.number(policy + QStringLiteral(".on_demand_percentage_above_base_capacity"), Decimal::fromInteger(100));
    const Decimal count = base + ((instances - base) * percent / Decimal::fromInteger(100)).roundedUp();
    if (count < instances)
        self.assume(say("%1 spot instances are not priced: their price changes all the time.").arg((instances - count).text()));
    return count;
}

} // namespace

void priceInstance(Pricing &out)
{
    const Properties &self = out.self();
    Machine machine = fromInstance(self);
    if (const auto described = machineOf(self, templateOf(self, QStringLiteral("launch_template")))) {
        if (machine.type.isEmpty())
            machine.type = described->type;
        if (!self.has(QStringLiteral("root_block_device")))
            machine.volumes = described->volumes + machine.volumes.mid(1);
        machine.isMonitored = machine.isMonitored || described->isMonitored;
        machine.hasPublicAddress = machine.hasPublicAddress || described->hasPublicAddress;
    }
    if (!machine.hasPublicAddress && !self.has(QStringLiteral("associate_public_ip_address")))
        machine.hasPublicAddress = subnetsGivePublicAddresses(self);
    addMachines(out, machine, one);
}

void priceScalingGroup(Pricing &out)
{
    const Properties &self = out.self();
    const bool isMixed = self.has(QStringLiteral("mixed_instances_policy"));
    const Resource *described = isMixed
        ? templateOf(self, QStringLiteral("mixed_instances_policy.launch_template.launch_template_specification"))
        : templateOf(self, QStringLiteral("launch_template"));
    if (!described)
        described = self.referred(QStringLiteral("launch_configuration"));
    auto machine = machineOf(self, described);
    if (!machine) {
        out.cannotPrice(say("Choose a launch template to see the price."));
        return;
    }
    Decimal instances = self.number(QStringLiteral("desired_capacity"), self.number(QStringLiteral("min_size"), one));
    if (out.isUsageSet(QStringLiteral("instances")))
        instances = out.usage(QStringLiteral("instances"));
    if (isMixed) {
        const Value first = valueAt(self.resource().properties, QStringLiteral("mixed_instances_policy.launch_template.override"));
        if (!first.toList().isEmpty()) {
            const Value chosen = first.toList().first();
            if (chosen[QStringLiteral("instance_type")].isString())
                machine->type = chosen[QStringLiteral("instance_type")].toString();
            if (const auto weight = decimalOf(chosen[QStringLiteral("weighted_capacity")]); weight && *weight > Decimal())
                instances = (instances / *weight).roundedUp();
        }
        instances = onDemandCount(self, instances);
    }
    if (!machine->hasPublicAddress)
        machine->hasPublicAddress = subnetsGivePublicAddresses(self);
    if (!instances.isZero())
        addMachines(out, *machine, instances);
}

void priceNodeGroup(Pricing &out)
{
    const Properties &self = out.self();
    if (self.text(QStringLiteral("capacity_type")) == QLatin1String("SPOT")) {
        out.cannotPrice(say("Spot instances are not priced: their price changes all the time."));
        return;
    }
    Decimal instances = self.number(QStringLiteral("scaling_config.desired_size"), one);
    if (out.isUsageSet(QStringLiteral("instances")))
        instances = out.usage(QStringLiteral("instances"));
    const auto described = machineOf(self, templateOf(self, QStringLiteral("launch_template")));
    Machine machine = described.value_or(Machine());
    if (!described) {
        machine.type = QStringLiteral("t3.medium");
        Volume root;
        root.size = self.number(QStringLiteral("disk_size"), Decimal::fromInteger(20));
        machine.volumes = {root};
    }
    if (const ValueList types = self.value(QStringLiteral("instance_types")).toList(); !types.isEmpty() && types.first().isString())
        machine.type = types.first().toString();
    if (machine.type.isEmpty())
        machine.type = QStringLiteral("t3.medium"); // what EKS takes when nobody says
    if (!machine.hasPublicAddress)
        machine.hasPublicAddress = subnetsGivePublicAddresses(self);
    if (!instances.isZero())
        addMachines(out, machine, instances);
}

} // namespace groundplan::costing
