// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/blueprints.h"
#include "tests/generators/providerschema.h"

#include <QTest>

using namespace groundplan;
using namespace groundplan::test;
using lowering::Lowered;
using lowering::LoweredResource;

namespace {

Value sampleOf(const AttributeType &type)
{
    using Kind = AttributeType::Kind;
    switch (type.kind) {
    case Kind::Number: return 1;
    case Kind::Bool: return true;
    case Kind::List:
    case Kind::Set: return ValueList{type.element ? sampleOf(*type.element) : Value(u"x"_s)};
    case Kind::Map: return ValueMap{{u"k"_s, type.element ? sampleOf(*type.element) : Value(u"x"_s)}};
    case Kind::Object: {
        ValueMap fields;
        for (auto it = type.fields.begin(); it != type.fields.end(); ++it)
            fields.insert(it.key(), sampleOf(*it));
        return fields;
    }
    default: return u"x"_s;
    }
}

/// All that may be set, and one of each block. What the newest version drops is left out where it can be.
ValueMap filled(const BlockSchema &schema, bool withLeaving, int depth = 0)
{
    ValueMap values;
    for (const AttributeSchema &attribute : schema.attributes) {
        if ((attribute.required || attribute.optional) && !attribute.automatic && (withLeaving || !attribute.leaves))
            values.insert(attribute.name, sampleOf(attribute.type));
    }
    for (const NestedBlock &nested : schema.blocks) {
        if ((depth > 2 && nested.minItems == 0) || (nested.leaves && !withLeaving))
            continue;
        const Value one = filled(*nested.block, withLeaving, depth + 1);
        if (nested.nesting == NestedBlock::Nesting::Map)
            values.insert(nested.name, ValueMap{{u"k"_s, one}});
        else
            values.insert(nested.name, ValueList(qMax(1, nested.minItems), one));
    }
    return values;
}

} // namespace

/// Every exported Terraform resource, held against the provider's full schemas: the oldest and the newest that exports allow.
class TestFullSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (factsFolder().isEmpty())
            QSKIP("The provider's full schemas are not on this machine (set GROUNDPLAN_FACTS to the folder that has schemas/).");
        for (const QString &version : {u"5.100.0"_s, u"6.66.0"_s}) {
            // Types are those of the oldest version; the newest made texts of a few truth values.
            const QString path = factsFolder() + u"/schemas/aws_terraform_%1.json"_s.arg(version);
            m_schemas.insert(version, std::make_shared<FullSchema>(path, version != u"5.100.0"_s));
            QVERIFY2(m_schemas.value(version)->size() > 1000, qPrintable(version));
        }
    }

    void exportsFit_data()
    {
        QTest::addColumn<Blueprint>("blueprint");
        QTest::newRow("three-tier") << example();
        for (const QString &name : blueprintNames()) {
            if (!isSpoilt(name))
                QTest::newRow(qPrintable(name)) << blueprintNamed(name);
        }
    }
    void exportsFit()
    {
        QFETCH(Blueprint, blueprint);
        const Lowered lowered = lowering::lower(blueprint, m_catalog);
        for (auto it = m_schemas.begin(); it != m_schemas.end(); ++it) {
            // What only one version has narrows the versions that the export asks for.
            if ((lowered.needsOldest && it.key() != u"5.100.0"_s) || (lowered.needsNewest && it.key() == u"5.100.0"_s))
                continue;
            const QStringList problems = (*it)->problems(lowered);
            QVERIFY2(problems.isEmpty(), qPrintable(it.key() + u":\n"_s + problems.join(u'\n')));
        }
    }

    void defaultsFit()
    {
        // What a click in the palette puts there, for each type that the catalog knows more of.
        Sample sample;
        for (const QString &type : m_catalog.types()) {
            const auto info = m_catalog.type(type);
            if (info->summary.isDeep && !info->summary.isGroup)
                sample.resource(type, type, u"x"_s, {}, info->defaults);
        }
        const Lowered lowered = lowering::lower(sample.blueprint, m_catalog);
        QVERIFY(lowered.resources.size() > 30);
        for (const auto &schema : std::as_const(m_schemas)) {
            QStringList problems = schema->problems(lowered);
            problems.removeIf([](const QString &one) { return one.endsWith(u": missing"_s) || one.contains(u": stands there 0"_s); });
            QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        }
    }

    /// The program's own form of the schema against the provider's, type by type, attribute by attribute.
    void everyTypeFits()
    {
        const QStringList types = m_catalog.types();
        QVERIFY(types.size() > 1400);
        int templates = 0;
        for (const QString &type : types) {
            const auto info = m_catalog.type(type);
            if (info->summary.isGroup || !info->schema)
                continue;
            for (const bool withLeaving : {true, false}) {
                Sample sample;
                sample.resource(u"x"_s, type, u"x"_s, {}, filled(*info->schema, withLeaving));
                const Lowered lowered = lowering::lower(sample.blueprint, m_catalog);
                for (const Diagnostic &one : lowered.diagnostics)
                    QVERIFY2(one.severity != Severity::Error || !withLeaving,
                             qPrintable(type + u": "_s + one.attribute + u' ' + one.message));
                const QString version = withLeaving ? u"5.100.0"_s : u"6.66.0"_s;
                QStringList problems = m_schemas.value(version)->problems(lowered);
                if (!withLeaving) // numbers and types changed here and there: that it is still known is what counts
                    problems.removeIf([](const QString &one) { return !one.contains(u": no such"_s); });
                QVERIFY2(problems.isEmpty(), qPrintable(version + u": "_s + problems.join(u'\n')));
                // Whatever it is, a template is made or the reason told.
                const Generated generated = generate(sample.blueprint, m_catalog, Target::CloudFormationJson);
                const bool isTold = std::any_of(generated.diagnostics.begin(), generated.diagnostics.end(),
                                                [](const Diagnostic &one) { return one.severity == Severity::Error; });
                const bool isThere = generated.files.files.first().contains("\"Type\": \"AWS::");
                QVERIFY2(isTold || isThere, qPrintable(type));
                templates += isThere;
            }
        }
        QVERIFY2(templates > 1000, qPrintable(QString::number(templates)));
    }

    /// The check itself: each way to be wrong is found, in the right place.
    void mistakesAreFound_data()
    {
        using Spoil = std::function<void(LoweredResource &)>;
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QString>("problem");
        QTest::newRow("type") << Spoil([](LoweredResource &r) { r.type = u"aws_teleporter"_s; }) << u"aws_teleporter.alb: no such type"_s;
        QTest::newRow("attribute") << Spoil([](LoweredResource &r) {
            r.body.arguments.push_back({u"colour"_s, u"blue"_s, false});
        }) << u"aws_lb.alb.colour: no such attribute"_s;
        QTest::newRow("computed only") << Spoil([](LoweredResource &r) {
            r.body.arguments.push_back({u"dns_name"_s, u"x"_s, false});
        }) << u"aws_lb.alb.dns_name: the provider alone sets it"_s;
        QTest::newRow("text for a number") << Spoil([](LoweredResource &r) {
            r.body.arguments.push_back({u"idle_timeout"_s, u"60"_s, false});
        }) << u"aws_lb.alb.idle_timeout: is no \"number\""_s;
        QTest::newRow("text for a list") << Spoil([](LoweredResource &r) {
            r.body.arguments.push_back({u"subnets"_s, u"x"_s, false});
        }) << u"aws_lb.alb.subnets: is no [\"set\",\"string\"]"_s;
        QTest::newRow("block") << Spoil([](LoweredResource &r) {
            r.body.blocks.push_back({u"engine"_s, {}, {}});
        }) << u"aws_lb.alb.engine: no such block"_s;
        QTest::newRow("block too often") << Spoil([](LoweredResource &r) {
            for (int i = 0; i < 2; ++i)
                r.body.blocks.push_back({u"access_logs"_s, {}, {{{u"bucket"_s, u"b"_s, false}}, {}}});
        }) << u"aws_lb.alb.access_logs: stands there 2 times"_s;
        QTest::newRow("missing in a block") << Spoil([](LoweredResource &r) {
            r.body.blocks.push_back({u"access_logs"_s, {}, {}});
        }) << u"aws_lb.alb.access_logs.bucket: missing"_s;
        QTest::newRow("missing") << Spoil([](LoweredResource &r) { r.type = u"aws_route_table_association"_s; })
                                 << u"aws_route_table_association.alb.route_table_id: missing"_s;
        QTest::newRow("reference") << Spoil([](LoweredResource &r) {
            r.body.arguments.push_back({u"name"_s, ref(u"alb"_s, u"colour"_s), false});
        }) << u"aws_lb.alb: refers to aws_lb.alb.colour, which is not there"_s;
    }
    void mistakesAreFound()
    {
        using Spoil = std::function<void(LoweredResource &)>;
        QFETCH(Spoil, spoil);
        QFETCH(QString, problem);
        Sample sample;
        sample.resource(u"alb"_s, u"aws_lb"_s, u"alb"_s);
        Lowered lowered = lowering::lower(sample.blueprint, m_catalog);
        for (const auto &schema : std::as_const(m_schemas)) {
            QCOMPARE(schema->problems(lowered), QStringList());
            Lowered spoilt = lowered;
            spoil(spoilt.resources.front());
            QVERIFY2(schema->problems(spoilt).contains(problem), qPrintable(schema->problems(spoilt).join(u'\n')));
        }
    }

private:
    Catalog m_catalog;
    QMap<QString, std::shared_ptr<FullSchema>> m_schemas;
};

QTEST_GUILESS_MAIN(TestFullSchema)
#include "test_fullschema.moc"
