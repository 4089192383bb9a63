// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/clipboard.h"
#include "tests/model/blueprint/samples.h"

#include <QRegularExpression>
#include <QTest>

using namespace groundplan;

class TestEdits : public QObject {
    Q_OBJECT

    static ResourceId id(const char *text) { return ResourceId(QLatin1String(text)); }
    Blueprint b;
    bool apply(const Result<ChangeSet> &edit)
    {
        if (!edit)
            return false;
        return b.apply(*edit).ok();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        b = samples::threeTier();
    }

    void namesAreFreeIdentifiers_data()
    {
        QTest::addColumn<QString>("hint");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("Web server") << QStringLiteral("web_server");
        QTest::newRow("digit") << QStringLiteral("3 tiers") << QStringLiteral("_3_tiers");
        QTest::newRow("nothing left") << QStringLiteral("日本") << QStringLiteral("resource");
        QTest::newRow("taken") << QStringLiteral("app") << QStringLiteral("app_2");
    }
    void namesAreFreeIdentifiers()
    {
        QFETCH(QString, hint);
        QFETCH(QString, name);
        QCOMPARE(edits::freeName(b, QStringLiteral("aws_lb"), hint), name);
    }

    void deletingAZoneTakesWhatOnlyItHolds()
    {
        QVERIFY(apply(edits::removeResources(b, {id("az_a")})));
        for (const char *gone : {"az_a", "public_a", "private_a", "database_a", "nat_a", "assoc_public_a"})
            QVERIFY2(!b.find(id(gone)), gone);
        // What also stands elsewhere only leaves.
        QCOMPARE(b.find(id("alb"))->zones, (QList{id("public_b"), id("public_c")}));
        QCOMPARE(b.find(id("db"))->zones, QList{id("database_b")});
        // A reference to what is gone is gone too.
        QVERIFY(!b.find(id("route_private_a"))->properties.contains(QStringLiteral("nat_gateway_id")));
        QVERIFY(b.find(id("rt_private_a")));
    }

    void deletingOneAppearanceLeavesTheZone()
    {
        QVERIFY(apply(edits::removePlacements(b, {PlacementId(QStringLiteral("architecture_asg_a"))})));
        QCOMPARE(b.find(id("asg"))->zones, (QList{id("private_b"), id("private_c")}));
        QVERIFY(b.find(PlacementId(QStringLiteral("architecture_asg_b"))));
    }
    void deletingTheLastAppearanceDeletesTheResource()
    {
        QVERIFY(apply(edits::removePlacements(b, b.placements(id("db")))));
        QVERIFY(!b.find(id("db")));
        QVERIFY(!b.find(ConnectionId(QStringLiteral("asg_db"))));
        QVERIFY(!b.find(OutputId(QStringLiteral("database_endpoint"))));
    }

    void movingIntoAnotherZoneChangesWhereItStands()
    {
        const PlacementId nat(QStringLiteral("architecture_nat_a"));
        QVERIFY(apply(edits::movePlacements(b, {{nat, id("public_b"), QRectF(8, 8, 96, 96)}})));
        QCOMPARE(b.find(id("nat_a"))->zones, QList{id("public_b")});
        QCOMPARE(b.find(nat)->zone, id("public_b"));
        // The other page follows.
        QCOMPARE(b.find(PlacementId(QStringLiteral("routing_nat_a")))->zone, id("public_b"));
    }
    void movingOneOfSeveralAppearancesMovesThatZoneOnly()
    {
        QVERIFY(
            apply(edits::movePlacements(b, {{PlacementId(QStringLiteral("architecture_db_b")), id("database_c"), QRectF(8, 8, 96, 96)}})));
        QCOMPARE(b.find(id("db"))->zones, (QList{id("database_a"), id("database_c")}));
    }
    void movingAZoneIsOneRow()
    {
        const auto edit =
            edits::movePlacements(b, {{PlacementId(QStringLiteral("architecture_vpc")), id("region"), QRectF(100, 100, 900, 700)}});
        QVERIFY(edit.ok());
        QCOMPARE(edit->changes.size(), 1u);
    }
    void moveInsideItselfIsRefused()
    {
        const auto edit =
            edits::movePlacements(b, {{PlacementId(QStringLiteral("architecture_vpc")), id("public_a"), QRectF(0, 0, 900, 700)}});
        QVERIFY(edit.ok());
        const Blueprint before = b;
        QVERIFY(!b.apply(*edit));
        QVERIFY(b == before);
    }

    void anotherAppearanceAddsItsZone()
    {
        QVERIFY(apply(edits::addAppearance(b, id("db"), PageId(QStringLiteral("architecture")), id("database_c"), QRectF(16, 28, 96, 96))));
        QCOMPARE(b.find(id("db"))->zones.size(), 3);
    }

    void usedVariableIsNotDeleted()
    {
        const auto refused = edits::removeVariable(b, VariableId(QStringLiteral("domain_name")));
        QVERIFY(!refused);
        QVERIFY(refused.error().message.contains(QStringLiteral("app")));
        QVERIFY(apply(edits::setProperty(b, {id("cert")}, QStringLiteral("domain_name"), QStringLiteral("a.example.com"))));
        QVERIFY(apply(edits::removeVariable(b, VariableId(QStringLiteral("domain_name")))));
    }

    void sameConnectionTwiceIsRefused()
    {
        const Connection &row = *b.find(ConnectionId(QStringLiteral("asg_db")));
        QVERIFY(!edits::connect(b, row.from, row.to, row.kind, row.properties));
        QVERIFY(apply(edits::connect(b, row.from, row.to, row.kind, {{QStringLiteral("ports"), ValueList{5433}}})));
    }

    void pageIsDeletedWithoutItsResources()
    {
        const auto count = b.count<Resource>();
        QVERIFY(apply(edits::removePage(b, PageId(QStringLiteral("architecture")))));
        QCOMPARE(b.count<Resource>(), count);
        QVERIFY(apply(edits::removePage(b, PageId(QStringLiteral("routing")))));
        QVERIFY(!edits::removePage(b, PageId(QStringLiteral("delivery"))));
    }

    void copiesAreWholeAndIndependent()
    {
        const auto json = clipboard::copy(b, {PlacementId(QStringLiteral("architecture_vpc"))});
        const Blueprint before = b;
        QList<PlacementId> pasted;
        QVERIFY(apply(clipboard::paste(b, json, {PageId(QStringLiteral("architecture")), id("region"), QPointF(40, 2000)}, &pasted)));
        QCOMPARE(pasted.size(), 1);
        const ResourceId copy = b.find(pasted.first())->resource;
        QCOMPARE(b.find(copy)->name, QStringLiteral("production_2"));
        QCOMPARE(b.find(copy)->zones, QList{id("region")});
        QCOMPARE(b.find(pasted.first())->rect.topLeft(), QPointF(40, 2000));
        // References inside the set point to the copies, those that leave it stay.
        for (const ResourceId &nat : b.ids<Resource>()) {
            const Resource &row = *b.find(nat);
            if (row.type != QLatin1String("aws_nat_gateway") || before.find(nat))
                continue;
            QVERIFY(!before.find(row.zones.first()));
            QVERIFY(before.find(row.properties.value(QStringLiteral("allocation_id")).toReference().to));
        }
        QCOMPARE(b.count<Connection>(), before.count<Connection>() + 3); // alb→asg, asg→db, asg→redis
    }
    void pasteIntoAnotherDocumentDropsWhatIsNotThere()
    {
        const auto json = clipboard::copy(b, {PlacementId(QStringLiteral("architecture_nat_a"))});
        Blueprint other;
        PageId page;
        QVERIFY(other.apply(*edits::addPage(other, QStringLiteral("Page"), &page)).ok());
        const auto edit = clipboard::paste(other, json, {page, {}, {}});
        QVERIFY(edit.ok());
        QVERIFY(other.apply(*edit).ok());
        const Resource &nat = *other.find(other.ids<Resource>().first());
        QVERIFY(!nat.properties.contains(QStringLiteral("allocation_id")));
        QVERIFY(other.find(VariableId(QStringLiteral("environment"))));
    }
    void foreignClipboardIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("other json") << QByteArray("{\"a\": 1}");
        QTest::newRow("no rows") << QByteArray("{\"text\": \"\", \"changes\": []}");
        QTest::newRow("bad row") << QByteArray("{\"text\": \"\", \"changes\": [{\"kind\": \"resources\", \"after\": {\"id\": 5}}]}");
    }
    void foreignClipboardIsRefused()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!clipboard::paste(b, json, {PageId(QStringLiteral("architecture")), {}, {}}));
    }
};

QTEST_GUILESS_MAIN(TestEdits)
#include "test_edits.moc"
