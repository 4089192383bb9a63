// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "tests/model/guardrails/guardrailstest.h"

using namespace groundplan;

/// The example that everybody sees first has nothing to object to.
class TestExample : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theExampleHasNoProblems()
    {
        const Catalog catalog;
        const Checker checker(catalog);
        const Result<Blueprint> example =
            blueprintfile::load(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/resources/examples/three-tier.groundplan"));
        QVERIFY2(example, qPrintable(example ? QString() : example.error().text()));
        QStringList open;
        for (const Finding &finding : checker.checkAll(*example))
            if (finding.severity != Severity::Notice)
                open.append(finding.message + QLatin1Char(' ') + finding.advice);
        QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
    }
    void aSketchedNetworkHasNoProblems()
    {
        const Catalog catalog;
        const Checker checker(catalog);
        QCOMPARE(summary(checker.checkAll(Sketch::network().blueprint)), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestExample)
#include "test_example.moc"
