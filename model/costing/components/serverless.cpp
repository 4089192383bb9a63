// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/services.h"

namespace groundplan::costing {

namespace {

/// "1 vCPU", "1024", ".5 vCPU": processors of a task.
Decimal taskCpus(const QString &text)
{
    const bool isWords = text.contains(QLatin1String("vcpu"), Qt::CaseInsensitive);
    const Result<Decimal> value = Decimal::parse(text.section(u' ', 0, 0));
    if (!value || !isCountable(*value))
        return {};
    return isWords ? *value : *value / number(1024);
}

/// "2 GB", "2048": gigabytes of a task.
Decimal taskMemory(const QString &text)
{
    const bool isWords = text.contains(QLatin1String("gb"), Qt::CaseInsensitive);
    const Result<Decimal> value = Decimal::parse(text.section(u' ', 0, 0));
    if (!value || !isCountable(*value))
        return {};
    return isWords ? *value : *value / number(1024);
}

bool runsOnFargate(const Properties &self)
{
    if (self.text(QStringLiteral("launch_type")) == QLatin1String("FARGATE"))
        return true;
    for (const Value &strategy : self.value(QStringLiteral("capacity_provider_strategy")).toList()) {
        if (strategy[QStringLiteral("capacity_provider")].toString().startsWith(QLatin1String("FARGATE")))
            return true;
    }
    return false;
}

/// A service names its task by reference or by family.
const Resource *taskOf(const Properties &self)
{
    if (const Resource *task = self.referred(QStringLiteral("task_definition")))
        return task;
    const QString family = self.text(QStringLiteral("task_definition")).section(u':', 0, 0);
    if (family.isEmpty())
        return nullptr;
    const Resource *found = nullptr;
    self.blueprint().forEach<Resource>([&](const Resource &row) {
        if (row.type == QLatin1String("aws_ecs_task_definition") && row.properties.value(QStringLiteral("family")).toString() == family)
            found = self.blueprint().find(row.id);
    });
    return found;
}

} // namespace

void priceLambda(Pricing &out)
{
    const Properties &self = out.self();
    const bool isArm = self.value(QStringLiteral("architectures")).toList().contains(Value(QStringLiteral("arm64")));
    const Decimal memory = self.number(QStringLiteral("memory_size"), number(128)) / number(1024);
    const Decimal millions = out.usage(QStringLiteral("monthly_requests"), 1'000'000);
    const Decimal duration = out.usage(QStringLiteral("request_duration_ms")).roundedUp();
    const QString note = say("%1 of %2 ms each").arg(out.usageNote(QStringLiteral("monthly_requests")), duration.text());
    out.addUsage(say("Requests"), QStringLiteral("million requests"), QStringLiteral("monthly_requests"), 1'000'000,
                 QStringLiteral("aws_lambda_function/Requests"));
    // A million requests of as many milliseconds: so many million GB-seconds.
    const Decimal seconds = millions * duration / number(1000);
    const QString book = QStringLiteral("aws_lambda_function/");
    const auto name = [&](const char *from) {
        return isArm ? say("Duration (arm64%1)").arg(QLatin1String(from)) : say("Duration (x86_64%1)").arg(QLatin1String(from));
    };
    QList<Pricing::Tier> tiers;
    if (isArm) {
        tiers.append({number(7500), name(""), book + QStringLiteral("Duration (first 7.5B)/arm64")});
        tiers.append({number(18750), name(", over 7.5 billion"), book + QStringLiteral("Duration (next 11.25B)/arm64")});
        tiers.append({{}, name(", over 18.75 billion"), book + QStringLiteral("Duration (over 18.75B)/arm64")});
    } else {
        tiers.append({number(6000), name(""), book + QStringLiteral("Duration (first 6B)/x86_64")});
        tiers.append({number(15000), name(", over 6 billion"), book + QStringLiteral("Duration (next 9B)/x86_64")});
        tiers.append({{}, name(", over 15 billion"), book + QStringLiteral("Duration (over 15B)/x86_64")});
    }
    out.addTiers(QStringLiteral("million GB-seconds"), seconds * memory, tiers, note);
    const Decimal storage = self.number(QStringLiteral("ephemeral_storage.size"), number(512));
    if (storage > number(512))
        out.addAssumed(say("Ephemeral storage"), QStringLiteral("million GB-seconds"), seconds * ((storage - number(512)) / number(1024)),
                       book + QStringLiteral("Ephemeral storage"), say("512 MB are included"));
}

void priceContainerService(Pricing &out)
{
    const Properties &self = out.self();
    if (!runsOnFargate(self)) {
        if (self.resource().properties.value(QStringLiteral("launch_type")).isComputed())
            out.cannotPrice(say("The launch type is not known yet."));
        return; // on EC2 the instances are what costs
    }
    const Resource *row = taskOf(self);
    if (!row) {
        out.cannotPrice(say("Choose a task definition to see the price."));
        return;
    }
    const Properties task = self.of(*row);
    const Decimal tasks = self.number(QStringLiteral("desired_count"), one);
    if (tasks.isZero())
        return;
    const Decimal cpus = taskCpus(task.text(QStringLiteral("cpu"), QStringLiteral("256")));
    const Decimal memory = taskMemory(task.text(QStringLiteral("memory"), QStringLiteral("512")));
    const QString note = tasks == one ? QString() : say("%1 tasks").arg(tasks.text());
    out.add(say("Fargate processors"), QStringLiteral("vCPU-months"), cpus * tasks, QStringLiteral("aws_ecs_service/Per vCPU per hour"),
            note);
    out.add(say("Fargate memory"), QStringLiteral("GB-months"), memory * tasks, QStringLiteral("aws_ecs_service/Per GB per hour"), note);
}

void priceStateMachine(Pricing &out)
{
    if (out.self().text(QStringLiteral("type"), QStringLiteral("STANDARD")) != QLatin1String("EXPRESS")) {
        out.addUsage(say("Transitions"), QStringLiteral("1k transitions"), QStringLiteral("monthly_transitions"), 1000,
                     QStringLiteral("aws_sfn_state_machine/Transitions"));
        return;
    }
    out.addUsage(say("Requests"), QStringLiteral("million requests"), QStringLiteral("monthly_requests"), 1'000'000,
                 QStringLiteral("aws_sfn_state_machine/Requests"));
    // Billed in steps of 64 MB and 100 ms.
    const Decimal memory = (out.usage(QStringLiteral("memory_mb")) / number(64)).roundedUp() * number(64) / number(1024);
    const Decimal duration = (out.usage(QStringLiteral("workflow_duration_ms")) / number(100)).roundedUp() * number(100);
    const Decimal gigabyteHours =
        out.usage(QStringLiteral("monthly_requests"), 1'000'000) * duration * number(1000) / number(3600) * memory;
    const QString book = QStringLiteral("aws_sfn_state_machine/");
    out.addTiers(QStringLiteral("GB-hours"), gigabyteHours,
                 {{number(1000), say("Duration (first 1,000)"), book + QStringLiteral("Duration (first 1K)")},
                  {number(5000), say("Duration (next 4,000)"), book + QStringLiteral("Duration (next 4K)")},
                  {{}, say("Duration (over 5,000)"), book + QStringLiteral("Duration (over 5K)")}},
                 say("%1 ms with %2 GB each").arg(duration.text(), memory.text()));
}

void priceQueue(Pricing &out)
{
    // Each 64 KB of a message count as one request.
    const Decimal chunks = std::max(one, (out.usage(QStringLiteral("request_size_kb")) / number(64)).roundedUp());
    const bool isFifo = out.self().flag(QStringLiteral("fifo_queue"));
    out.addAssumed(isFifo ? say("Requests (FIFO)") : say("Requests"), QStringLiteral("million requests"),
                   out.usage(QStringLiteral("monthly_requests"), 1'000'000) * chunks,
                   isFifo ? QStringLiteral("aws_sqs_queue/Requests/True") : QStringLiteral("aws_sqs_queue/Requests/False"),
                   out.usageNote(QStringLiteral("monthly_requests")));
}

} // namespace groundplan::costing
