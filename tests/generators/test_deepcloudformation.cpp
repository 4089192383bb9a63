// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/cloudformationcheck.h"
#include "tests/generators/deeptypes.h"
#include "tests/generators/providerschema.h"
#include "tests/tools/realtools.h"

#include <QTemporaryDir>
#include <QTest>

using namespace groundplan;
using namespace groundplan::test;
using Variant = DeepTypes::Variant;

Q_DECLARE_METATYPE(Variant)

/// Every type that the catalog knows well as CloudFormation: held against its full schema, and seen by cfn-lint.
class TestDeepCloudFormation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fits_data()
    {
        QTest::addColumn<Variant>("variant");
        for (const Variant variant : {Variant::Minimal, Variant::Standard, Variant::Everything})
            QTest::newRow(qPrintable(DeepTypes::nameOf(variant))) << variant;
    }
    void fits()
    {
        if (factsFolder().isEmpty())
            QSKIP("The full schema is not on this machine (set GROUNDPLAN_FACTS to the folder that has schemas/).");
        const FullCloudFormation &schema = fullSchema();
        QVERIFY(schema.size() > 1000);
        QFETCH(Variant, variant);
        const Generated generated = generate(m_deep.blueprint({variant}), m_catalog, Target::CloudFormationJson);
        QStringList problems;
        QSet<ResourceId> explained;
        for (const Diagnostic &one : generated.diagnostics) {
            if (one.severity != Severity::Error)
                continue;
            if (isExplained(one))
                explained.insert(one.resource);
            else
                problems.append(one.resource.text() + u' ' + one.attribute + u": "_s + one.message);
        }
        for (const QString &one : schema.problems(nlohmann::json::parse(generated.files.files.first().toStdString()))) {
            if (!explained.contains(generated.addresses.value(one.section(u'.', 0, 0))))
                problems.append(one);
        }
        QVERIFY2(problems.isEmpty(), told(problems));
    }

    void dataIsKept()
    {
        if (factsFolder().isEmpty())
            QSKIP("The full schema is not on this machine (set GROUNDPLAN_FACTS to the folder that has schemas/).");
        // A cluster keeps the data of its members; jobs and messages pass by.
        static const QStringList passing{u"aws_docdb_cluster_instance"_s, u"aws_neptune_cluster_instance"_s, u"aws_rds_cluster_instance"_s,
                                         u"aws_emr_cluster"_s, u"aws_sqs_queue"_s};
        const Generated generated = generate(m_deep.blueprint({Variant::Minimal}), m_catalog, Target::CloudFormationJson);
        const auto whole = nlohmann::json::parse(generated.files.files.first().toStdString());
        int kept = 0;
        for (const auto &[id, entry] : whole["Resources"].items()) {
            const QString type = generated.addresses.value(QString::fromStdString(id)).text();
            if (!fullSchema().isStateful(entry["Type"]) || passing.contains(type))
                continue;
            ++kept;
            QVERIFY2(entry.contains("DeletionPolicy") && entry.contains("UpdateReplacePolicy"), id.c_str());
        }
        QVERIFY2(kept > 20, qPrintable(QString::number(kept)));
    }
    void cfnLintAccepts();

private:
    static const FullCloudFormation &fullSchema()
    {
        static const FullCloudFormation schema(factsFolder() + u"/schemas/aws_cloudformation.json"_s);
        return schema;
    }
    /// tests/data/deeptypes.json names what CloudFormation has no word for.
    bool isExplained(const Diagnostic &one) const
    {
        const QString type = one.resource.text().section(u'/', 0, 0);
        for (const Value &words : m_deep.fact(u"unsayable"_s, type).toList()) {
            if (one.message.contains(words.toString()))
                return true;
        }
        return false;
    }

    Catalog m_catalog;
    DeepTypes m_deep{m_catalog};
};

void TestDeepCloudFormation::cfnLintAccepts()
{
    if (cfnLint().isEmpty())
        QSKIP("cfn-lint is not installed (tests/tools/setup.sh installs it).");
    QTemporaryDir folder;
    const QString kept = qEnvironmentVariable("GROUNDPLAN_KEEP"), place = kept.isEmpty() ? folder.path() : kept;
    QStringList arguments{u"--non-zero-exit-code"_s, u"error"_s, u"--regions"_s, u"us-east-1"_s, u"--ignore-checks"_s, u"W"_s, u"--"_s};
    for (const Variant variant : {Variant::Minimal, Variant::Standard}) {
        Blueprint blueprint = m_deep.blueprint({variant});
        // What can't be said is told (see above), and a template with it is not deployed.
        const ResourceId secret = DeepTypes::idOf(u"aws_ssm_parameter"_s, variant);
        const Resource before = *blueprint.find(secret);
        Resource after = before;
        after.properties.insert(u"type"_s, u"String"_s);
        if (after != before)
            QVERIFY(blueprint.apply(ChangeSet{{}, {RowChange<Resource>{before, after}}, {}}));
        const Generated generated = generate(blueprint, m_catalog, Target::CloudFormationYaml);
        QVERIFY(generated.files.writeTo(place + u'/' + DeepTypes::nameOf(variant)));
        arguments.append(DeepTypes::nameOf(variant) + u"/template.yaml"_s);
    }
    const Ran ran = run(cfnLint(), arguments, place);
    QVERIFY2(ran.code == 0, qPrintable(ran.text()));
}

QTEST_GUILESS_MAIN(TestDeepCloudFormation)
#include "test_deepcloudformation.moc"
