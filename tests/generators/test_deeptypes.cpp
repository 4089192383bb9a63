// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/deeptypes.h"
#include "tests/generators/providerschema.h"

#include <QTest>

using namespace groundplan;
using namespace groundplan::test;
using Variant = DeepTypes::Variant;

Q_DECLARE_METATYPE(Variant)

/// Every type that the catalog knows well, as small as it may be, as the palette puts it there, and with all that can be set: what
/// comes out, held against the full schemas of both provider versions.
class TestDeepTypes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (factsFolder().isEmpty())
            QSKIP("The full schemas are not on this machine (set GROUNDPLAN_FACTS to the folder that has schemas/).");
        const QString schemas = factsFolder() + u"/schemas/"_s;
        for (const QString &version : {u"5.100.0"_s, u"6.66.0"_s})
            m_schemas.insert(version,
                             std::make_shared<FullSchema>(schemas + u"aws_terraform_%1.json"_s.arg(version), version != u"5.100.0"_s));
    }

    void thereAreMany() { QVERIFY2(m_deep.types().size() >= 250, qPrintable(QString::number(m_deep.types().size()))); }

    void everythingIsMoreThanTheLeast()
    {
        qsizetype least = 0, most = 0;
        for (const QString &type : m_deep.types()) {
            const QSet<QString> minimal = keysOf(m_deep.properties(type, Variant::Minimal));
            const QSet<QString> everything = keysOf(m_deep.properties(type, Variant::Everything));
            least += minimal.size();
            most += everything.size();
        }
        QVERIFY2(most > 4 * least, qPrintable(QString::number(most)));
    }

    void terraformFits_data() { variants(); }
    void terraformFits()
    {
        QFETCH(Variant, variant);
        const lowering::Lowered lowered = lowering::lower(m_deep.blueprint({variant}), m_catalog);
        QStringList errors;
        for (const Diagnostic &one : lowered.diagnostics)
            errors.append(one.resource.text() + u' ' + one.attribute + u": "_s + one.message);
        QVERIFY2(errors.isEmpty(), told(errors));
        QVERIFY(!lowered.needsOldest && !lowered.needsNewest);
        for (auto schema = m_schemas.begin(); schema != m_schemas.end(); ++schema) {
            QVERIFY((*schema)->size() > 1000);
            const QStringList problems = (*schema)->problems(lowered);
            QVERIFY2(problems.isEmpty(), told(problems, schema.key()));
        }
    }

private:
    static void variants()
    {
        QTest::addColumn<Variant>("variant");
        for (const Variant variant : {Variant::Minimal, Variant::Standard, Variant::Everything})
            QTest::newRow(qPrintable(DeepTypes::nameOf(variant))) << variant;
    }
    static QSet<QString> keysOf(const PropertyMap &map) { return {map.keyBegin(), map.keyEnd()}; }

    Catalog m_catalog;
    DeepTypes m_deep{m_catalog};
    QMap<QString, std::shared_ptr<FullSchema>> m_schemas;
};

QTEST_GUILESS_MAIN(TestDeepTypes)
#include "test_deeptypes.moc"
