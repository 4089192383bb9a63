// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/acceptance.h"
#include "tests/generators/blueprints.h"

#include <QTest>

using namespace groundplan;
using namespace groundplan::test;

/// What is exported of blueprints as users draw them (tests/data/blueprints), seen by the programs that will read it.
class TestBlueprintValidators : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terraformAcceptsAndPlans_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : blueprintNames()) {
            if (!isSpoilt(name))
                QTest::newRow(qPrintable(name)) << name;
        }
    }
    void terraformAcceptsAndPlans()
    {
        QFETCH(QString, name);
        if (engine().isEmpty())
            QSKIP("Neither tofu nor terraform is on this machine.");
        Blueprint blueprint = blueprintNamed(name);
        if (providerFolder().isEmpty() && name != u"terraform-data"_s)
            QSKIP("The AWS provider is not on this machine (set GROUNDPLAN_PROVIDER_DIR).");
        // Nobody lets a test take on the role of an account.
        for (const ResourceId &id : blueprint.ids<Resource>()) {
            const Resource before = *blueprint.find(id);
            Resource after = before;
            if (after.type == u"groundplan_account"_s && after.properties.remove(u"role_arn"_s) > 0)
                QVERIFY(blueprint.apply(ChangeSet{{}, {RowChange<Resource>{before, after}}, {}}));
        }
        for (const VariableId &id : blueprint.ids<Variable>()) {
            if (blueprint.find(id)->defaultValue.isNull())
                qputenv(("TF_VAR_" + id.text().toUtf8()).constData(), "placeholder-0123456789");
        }
        const Generated generated = generate(blueprint, m_catalog, Target::Terraform);
        for (const Diagnostic &diagnostic : generated.diagnostics)
            QVERIFY2(diagnostic.severity != Severity::Error, qPrintable(diagnostic.message));
        const QString refused = refusedByTerraform(generated);
        QVERIFY2(refused.isEmpty(), qPrintable(refused));
    }

    void cfnLintAccepts()
    {
        if (cfnLint().isEmpty())
            QSKIP("cfn-lint is not installed (tests/tools/setup.sh installs it).");
        QTemporaryDir folder;
        QStringList arguments{u"--non-zero-exit-code"_s, u"error"_s, u"--regions"_s, u"us-east-1"_s, u"--ignore-checks"_s, u"W"_s, u"--"_s};
        for (const QString &name : blueprintNames()) {
            if (isSpoilt(name))
                continue;
            const Blueprint blueprint = blueprintNamed(name);
            for (const Target target : {Target::CloudFormationYaml, Target::CloudFormationJson}) {
                const Generated generated = generate(blueprint, m_catalog, target);
                // What can't be said is told, and not written (test_blueprints).
                if (std::any_of(generated.diagnostics.begin(), generated.diagnostics.end(),
                                [](const Diagnostic &one) { return one.severity == Severity::Error; }))
                    continue;
                QVERIFY(generated.files.writeTo(folder.filePath(name)));
                arguments.append(name + u'/' + generated.files.files.firstKey());
            }
        }
        QVERIFY2(arguments.size() >= 7 + 16, qPrintable(arguments.join(u' ')));
        const Ran ran = run(cfnLint(), arguments, folder.path());
        QVERIFY2(ran.code == 0, qPrintable(ran.text()));
    }

private:
    Catalog m_catalog;
};

QTEST_GUILESS_MAIN(TestBlueprintValidators)
#include "test_blueprintvalidators.moc"
