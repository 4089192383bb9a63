// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/acceptance.h"
#include "tests/generators/everyintent.h"

#include <QTest>

using namespace groundplan;
using namespace groundplan::test;

/// What lines stand for, seen by the programs that will read it: one export with every recipe in it.
class TestIntentTools : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terraformAcceptsAndPlans()
    {
        if (engine().isEmpty())
            QSKIP("Neither tofu nor terraform is on this machine.");
        if (providerFolder().isEmpty())
            QSKIP("The AWS provider is not on this machine (set GROUNDPLAN_PROVIDER_DIR).");
        const Generated generated = generate(m_every.blueprint(), m_catalog, Target::Terraform);
        // To look at what is refused: GROUNDPLAN_KEEP names a folder.
        if (const QString kept = qEnvironmentVariable("GROUNDPLAN_KEEP"); !kept.isEmpty())
            QVERIFY(generated.files.writeTo(kept));
        QCOMPARE(text(generated.diagnostics), QString());
        const QString refused = refusedByTerraform(generated);
        QVERIFY2(refused.isEmpty(), told({refused}));
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
    EveryIntent m_every{m_deep};
};

QTEST_GUILESS_MAIN(TestIntentTools)
#include "test_intenttools.moc"
