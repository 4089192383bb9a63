// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deployment/plan.h"

#include <QtGlobal>

using namespace groundplan;

/// Whatever an engine prints as its plan: no crash, and a reason with each refusal.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const Result<Plan> plan = parsePlan(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!plan && plan.error().message.isEmpty())
        qFatal("A refusal without a reason");
    if (plan)
        for (const PlannedChange &change : plan->changes)
            if (change.action == PlannedAction::None)
                qFatal("A change that does nothing");
    return 0;
}
