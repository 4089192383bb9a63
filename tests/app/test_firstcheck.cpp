// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/firstcheck.h"
#include "model/blueprint/document.h"
#include "model/blueprint/edits.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace groundplan;

/// What a worker finds in a snapshot becomes what is true of the document when it arrives.
class TestFirstCheck : public QObject {
    Q_OBJECT

    const Catalog m_catalog;
    const Checker m_checker{m_catalog};

    static void add(Document &document, const QString &type, const PropertyMap &properties)
    {
        edits::NewResource wanted;
        wanted.type = type;
        wanted.nameHint = QStringLiteral("one");
        wanted.properties = properties;
        const auto set = edits::addResource(document.blueprint(), wanted);
        QVERIFY(set.ok());
        QVERIFY(document.apply(*set));
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void findsWhatACheckAtOnceFinds()
    {
        Document document;
        for (int i = 0; i < 20; ++i)
            add(document, QStringLiteral("aws_vpc"), {{QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/99")}});
        LiveFindings expected(m_checker), found(m_checker);
        expected.reset(document.blueprint());
        QVERIFY(expected.count(Severity::Error) >= 20);

        FirstCheck check(m_checker);
        QSignalSpy done(&check, &FirstCheck::done);
        check.start(document.blueprint());
        QVERIFY(check.isRunning());
        QVERIFY(found.byResource().isEmpty());
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(!check.isRunning());
        check.deliver(found, document.blueprint());
        QCOMPARE(found.byResource(), expected.byResource());
        QCOMPARE(found.count(Severity::Error), expected.count(Severity::Error));
    }

    void editsMeanwhileAreFollowed()
    {
        Document document;
        add(document, QStringLiteral("aws_vpc"), {{QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/99")}});
        const ResourceId mended = document.blueprint().ids<Resource>().constFirst();
        FirstCheck check(m_checker);
        QSignalSpy done(&check, &FirstCheck::done);
        connect(&document, &Document::changed, &check, &FirstCheck::miss);
        check.start(document.blueprint());
        // Mended, then a new one that is broken, and one that comes and goes.
        QVERIFY(document.apply(
            *edits::setProperty(document.blueprint(), {mended}, QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/16"))));
        add(document, QStringLiteral("aws_subnet"), {{QStringLiteral("cidr_block"), QStringLiteral("nonsense")}});
        const Blueprint before = document.blueprint();
        add(document, QStringLiteral("aws_eip"), {});
        ChangeSet back;
        const QList<ResourceId> all = document.blueprint().ids<Resource>();
        for (const ResourceId &id : all) {
            if (!before.find(id))
                back.remove(*document.blueprint().find(id));
        }
        QVERIFY(document.apply(back));
        QTRY_COMPARE(done.count(), 1);

        LiveFindings expected(m_checker), found(m_checker);
        expected.reset(document.blueprint());
        check.deliver(found, document.blueprint());
        QCOMPARE(found.byResource(), expected.byResource());
        const QList<Finding> left = found.byResource().value(mended);
        QVERIFY(std::none_of(left.begin(), left.end(), [](const Finding &finding) { return finding.severity == Severity::Error; }));
        // From here on it follows each edit by itself.
        const auto broken =
            *edits::setProperty(document.blueprint(), {mended}, QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/99"));
        QVERIFY(document.apply(broken));
        found.update(document.blueprint(), broken);
        expected.reset(document.blueprint());
        QCOMPARE(found.byResource(), expected.byResource());
    }

    void mayBeEndedWhileItRuns()
    {
        Document document;
        for (int i = 0; i < 20; ++i)
            add(document, QStringLiteral("aws_instance"), {});
        FirstCheck check(m_checker);
        check.start(document.blueprint());
    }
};

QTEST_GUILESS_MAIN(TestFirstCheck)
#include "test_firstcheck.moc"
