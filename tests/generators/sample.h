// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/generator.h"
#include "model/blueprint/blueprintfile.h"

#include <QFile>

namespace groundplan::test {

using namespace Qt::Literals::StringLiterals;

/// Builds small blueprints row by row. Aborts the test program when a row does not fit: that is the test's own mistake.
class Sample {
public:
    Blueprint blueprint;

    Sample &resource(const QString &id, const QString &type, const QString &name, const QStringList &zones = {},
                     const PropertyMap &properties = {}, const PropertyMap &meta = {})
    {
        Resource row;
        row.id = ResourceId(id);
        row.type = type;
        row.name = name;
        for (const QString &zone : zones)
            row.zones.append(ResourceId(zone));
        row.properties = properties;
        row.meta = meta;
        return add(row);
    }
    Sample &connection(const QString &id, const QString &from, const QString &to, const QString &kind, const PropertyMap &properties = {})
    {
        return add(Connection{ConnectionId(id), ResourceId(from), ResourceId(to), kind, properties, {}});
    }
    Sample &network(const QString &id, const QString &from, const QString &to, const ValueList &ports)
    {
        return connection(id, from, to, u"network_access"_s, {{u"ports"_s, ports}});
    }
    template <class Row> Sample &add(const Row &row)
    {
        const auto applied = blueprint.apply(ChangeSet{{}, {RowChange<Row>{{}, row}}, {}});
        if (!applied)
            qFatal("%s", qPrintable(applied.error().text()));
        return *this;
    }
};

inline Value ref(const QString &id, const QString &attribute = u"id"_s) { return Reference{ResourceId(id), attribute}; }
inline Value expr(const QString &text) { return Expression{text}; }

inline Blueprint example()
{
    auto loaded = blueprintfile::load(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/resources/examples/three-tier.groundplan"));
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().text()));
    return loaded.value();
}

inline QString text(const QList<Diagnostic> &diagnostics)
{
    QStringList lines;
    for (const Diagnostic &one : diagnostics)
        lines.append(u"%1 %2 %3: %4"_s.arg(int(one.severity)).arg(one.resource.text(), one.attribute, one.message));
    return lines.join(u'\n');
}

inline bool mentions(const QList<Diagnostic> &diagnostics, const QString &words) { return text(diagnostics).contains(words); }

/// Compares with tests/golden/NAME; GROUNDPLAN_UPDATE_GOLDEN=1 writes it instead.
inline QString differsFromGolden(const QString &name, const QByteArray &bytes)
{
    QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/golden/") + name);
    if (qEnvironmentVariableIsSet("GROUNDPLAN_UPDATE_GOLDEN")) {
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return u"can't write "_s + file.fileName();
        return {};
    }
    if (!file.open(QIODevice::ReadOnly))
        return u"missing "_s + file.fileName();
    const QByteArray expected = file.readAll();
    return expected == bytes ? QString() : u"differs from "_s + file.fileName() + u":\n"_s + QString::fromUtf8(bytes);
}

/// A VPC with one subnet in a region.
inline Sample smallNetwork()
{
    Sample sample;
    sample.resource(u"region"_s, u"groundplan_region"_s, u"frankfurt"_s, {}, {{u"region"_s, u"eu-central-1"_s}})
        .resource(u"vpc"_s, u"aws_vpc"_s, u"main"_s, {u"region"_s},
                  {{u"cidr_block"_s, u"10.0.0.0/16"_s}, {u"enable_dns_hostnames"_s, true}, {u"tags"_s, ValueMap{{u"Name"_s, u"main"_s}}}})
        .resource(u"az"_s, u"groundplan_availability_zone"_s, u"a"_s, {u"vpc"_s}, {{u"zone"_s, u"eu-central-1a"_s}})
        .resource(u"subnet"_s, u"aws_subnet"_s, u"app"_s, {u"az"_s}, {{u"cidr_block"_s, u"10.0.1.0/24"_s}});
    return sample;
}

} // namespace groundplan::test
