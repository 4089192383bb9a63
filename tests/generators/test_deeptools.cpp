// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/acceptance.h"
#include "tests/generators/deeptypes.h"
#include "tests/generators/planned.h"

#include <QTest>

using namespace groundplan;
using namespace groundplan::test;
using Variant = DeepTypes::Variant;

/// Every type that the catalog knows well, seen by the engine and its provider: one directory with all of them.
class TestDeepTools : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terraformAccepts_data()
    {
        QTest::addColumn<bool>("isJson");
        QTest::newRow("HCL") << false;
        QTest::newRow("JSON") << true;
    }
    void terraformAccepts();
    void terraformPlans();

private:
    Catalog m_catalog;
    DeepTypes m_deep{m_catalog};
};

void TestDeepTools::terraformAccepts()
{
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    if (providerFolder().isEmpty())
        QSKIP("The AWS provider is not on this machine (set GROUNDPLAN_PROVIDER_DIR).");
    QFETCH(bool, isJson);
    const Blueprint blueprint = m_deep.blueprint({Variant::Standard, Variant::Everything});
    const Generated generated = generate(blueprint, m_catalog, isJson ? Target::TerraformJson : Target::Terraform);
    QCOMPARE(text(generated.diagnostics), QString());
    QTemporaryDir folder;
    // To look at what is refused: GROUNDPLAN_KEEP names a folder, and nothing is run.
    const QString kept = qEnvironmentVariable("GROUNDPLAN_KEEP"), place = kept.isEmpty() ? folder.path() : kept;
    QVERIFY(generated.files.writeTo(place));
    if (!kept.isEmpty())
        QSKIP("The export is kept.");
    const QList<QStringList> calls{{u"init"_s, u"-no-color"_s, u"-plugin-dir="_s + providerFolder()},
                                   {u"fmt"_s, u"-check"_s, u"-diff"_s},
                                   {u"validate"_s, u"-no-color"_s}};
    for (const QStringList &arguments : calls) {
        const Ran ran = run(engine(), arguments, place);
        QVERIFY2(ran.code == 0, qPrintable(arguments.join(u' ') + u'\n' + ran.text()));
    }
}

/// Every variant of every type in one plan: what it would make is what was drawn, with the values that were written.
void TestDeepTools::terraformPlans()
{
    if (engine().isEmpty())
        QSKIP("Neither tofu nor terraform is on this machine.");
    if (providerFolder().isEmpty())
        QSKIP("The AWS provider is not on this machine (set GROUNDPLAN_PROVIDER_DIR).");
    Blueprint blueprint = m_deep.blueprint({Variant::Standard, Variant::Everything});
    // What can't be planned without an account is named with the reason, and must still be the case.
    const Value offline = m_deep.facts(u"unplannable"_s);
    lowering::Lowered lowered = lowering::lower(blueprint, m_catalog);
    QByteArray json;
    const QString refused = refusedByTerraform(generate(blueprint, m_catalog, Target::Terraform), &json);
    QVERIFY2(refused.isEmpty(), told({refused.right(20000)}));
    Planned planned(json);
    QStringList differences;
    QSet<QString> known;
    for (const QString &difference : planned.differences(lowered)) {
        const QString place = difference.section(u": "_s, 0, 0), type = place.section(u'.', 0, 0);
        const QString path = type + u'.' + place.section(u'.', 2);
        if (offline.toMap().contains(path))
            known.insert(path);
        else
            differences.append(difference);
    }
    for (auto it = offline.toMap().begin(); it != offline.toMap().end(); ++it) {
        if (!known.contains(it.key()))
            differences.append(it.key() + u": is planned as it was written; it need not be listed"_s);
    }
    QVERIFY2(differences.isEmpty(), told(differences));
    QVERIFY2(planned.size() > 800 && planned.compared() > 4000,
             qPrintable(u"%1 resources, %2 values"_s.arg(planned.size()).arg(planned.compared())));
}

QTEST_GUILESS_MAIN(TestDeepTools)
#include "test_deeptools.moc"
