// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"
#include "model/blueprint/blueprintfile.h"
#include "model/costing/estimate.h"

#include <QTest>

namespace groundplan::test {

inline Value json(const char *text)
{
    const Result<Value> value = blueprintfile::readValue(text);
    return value ? *value : Value();
}

inline Money money(const char *text)
{
    const Result<Decimal> value = Decimal::parse(QString::fromLatin1(text));
    Q_ASSERT(value);
    return *value;
}

/// Resources added one by one, in a region where they need one.
struct Drawing {
    Blueprint blueprint;

    Drawing() { add(QStringLiteral("r"), QStringLiteral("groundplan_region"), R"({"region": "us-east-1"})", {}); }

    void add(const QString &id, const QString &type, const char *properties,
             const QList<ResourceId> &zones = {ResourceId(QStringLiteral("r"))}, const char *meta = "{}")
    {
        put({ResourceId(id), type, id, zones, json(properties).toMap(), json(meta).toMap(), {}});
    }
    void put(const Resource &resource)
    {
        ChangeSet set;
        if (const Resource *before = blueprint.find(resource.id))
            set.replace(*before, resource);
        else
            set.add(resource);
        const Result<> done = blueprint.apply(set);
        if (!done)
            qFatal("%s", qPrintable(done.error().text()));
    }
};

} // namespace groundplan::test
