// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/acceptance.h"
#include "tests/generators/everyintent.h"
#include "tests/generators/planned.h"

#include <QTest>

using namespace groundplan;
using namespace groundplan::test;

/// What lines stand for, seen by the programs that will read it: one export with every recipe in it.
class TestIntentTools : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terraformAcceptsAndPlans_data()
    {
        QTest::addColumn<bool>("fromPalette");
        QTest::newRow("as small as may be") << false;
        QTest::newRow("as the palette puts it") << true;
    }
    void terraformAcceptsAndPlans()
    {
        QFETCH(bool, fromPalette);
        if (engine().isEmpty())
            QSKIP("Neither tofu nor terraform is on this machine.");
        if (providerFolder().isEmpty())
            QSKIP("The AWS provider is not on this machine (set GROUNDPLAN_PROVIDER_DIR).");
        const EveryIntent every(m_deep, false, {}, fromPalette ? DeepTypes::Variant::Standard : DeepTypes::Variant::Minimal);
        const Generated generated = generate(every.blueprint(), m_catalog, Target::Terraform);
        // To look at what is refused: GROUNDPLAN_KEEP names a folder.
        if (const QString kept = qEnvironmentVariable("GROUNDPLAN_KEEP"); !kept.isEmpty())
            QVERIFY(generated.files.writeTo(kept));
        QCOMPARE(text(generated.diagnostics), QString());
        QByteArray json;
        const QString refused = refusedByTerraform(generated, &json);
        QVERIFY2(refused.isEmpty(), told({refused}));
        // The plan holds what the lines stand for, and nothing else.
        const lowering::Lowered lowered = lowering::lower(every.blueprint(), m_catalog);
        Planned planned(json);
        const QStringList differences = planned.differences(lowered);
        QVERIFY2(differences.isEmpty(), told(differences));
        QVERIFY2(planned.size() > 500 && planned.compared() > 800, qPrintable(QString::number(planned.compared())));
    }

    void cfnLintAccepts()
    {
        if (cfnLint().isEmpty())
            QSKIP("cfn-lint is not installed (tests/tools/setup.sh installs it).");
        QTemporaryDir folder;
        QStringList arguments{u"--non-zero-exit-code"_s, u"error"_s, u"--regions"_s, u"us-east-1"_s, u"--ignore-checks"_s, u"W"_s, u"--"_s};
        // A template has 500 resources at most.
        for (const QString &part : {u"access"_s, u"others"_s}) {
            const EveryIntent some(m_deep, true,
                                   [&](const IntentRecipe &recipe) { return (recipe.kind == u"access"_s) == (part == u"access"_s); });
            const Generated generated = generate(some.blueprint(), m_catalog, Target::CloudFormationYaml);
            QVERIFY(generated.files.writeTo(folder.filePath(part)));
            arguments.append(part + u"/template.yaml"_s);
        }
        const Ran ran = run(cfnLint(), arguments, folder.path());
        QVERIFY2(ran.code == 0, told({ran.text()}));
    }

private:
    Catalog m_catalog;
    DeepTypes m_deep{m_catalog};
};

QTEST_GUILESS_MAIN(TestIntentTools)
#include "test_intenttools.moc"
