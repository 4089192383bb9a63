// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/document.h"
#include "model/blueprint/journal.h"
#include "tests/model/blueprint/samples.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace groundplan;

class TestChanges : public QObject {
    Q_OBJECT

    static QList<ChangeSet> applyRandomEdits(Blueprint &blueprint, quint32 seed, int count)
    {
        QRandomGenerator random(seed);
        QList<ChangeSet> done;
        while (done.size() < count) {
            const auto edit = samples::randomEdit(blueprint, random);
            if (!edit || edit->isEmpty())
                continue;
            if (!blueprint.apply(*edit))
                continue;
            done.append(*edit);
        }
        return done;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void randomEditsUndoAndRedoToTheSameBytes_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 3; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void randomEditsUndoAndRedoToTheSameBytes()
    {
        QFETCH(quint32, seed);
        Blueprint blueprint = samples::threeTier();
        const QByteArray first = blueprintfile::write(blueprint);
        QList<QByteArray> states{first};
        QRandomGenerator random(seed);
        QList<ChangeSet> edits;
        while (edits.size() < 150) {
            const auto edit = samples::randomEdit(blueprint, random);
            if (!edit || edit->isEmpty())
                continue;
            if (!blueprint.apply(*edit)) { // a zone moved into itself: refused, and nothing changed
                QCOMPARE(blueprintfile::write(blueprint), states.last());
                continue;
            }
            edits.append(*edit);
            states.append(blueprintfile::write(blueprint));
        }
        for (qsizetype i = edits.size(); i-- > 0;) {
            QVERIFY(blueprint.apply(inverse(edits.at(i))).ok());
            QCOMPARE(blueprintfile::write(blueprint), states.at(i));
        }
        QCOMPARE(blueprintfile::write(blueprint), first);
        for (qsizetype i = 0; i < edits.size(); ++i)
            QVERIFY(blueprint.apply(edits.at(i)).ok());
        QCOMPARE(blueprintfile::write(blueprint), states.last());
        // The indexes are those of a blueprint that was read afresh.
        const auto fresh = blueprintfile::read(states.last());
        QVERIFY(fresh.ok());
        QVERIFY(*fresh == blueprint);
        for (const ResourceId &id : blueprint.ids<Resource>()) {
            QCOMPARE(blueprint.children(id), fresh->children(id));
            QCOMPARE(blueprint.referrers(id), fresh->referrers(id));
            QCOMPARE(blueprint.connections(id), fresh->connections(id));
            QCOMPARE(blueprint.placements(id), fresh->placements(id));
        }
        for (const PageId &page : blueprint.pages())
            QCOMPARE(blueprint.placementsOn(page), fresh->placementsOn(page));
    }

    void composedEditsAreOneEdit()
    {
        Blueprint stepwise = samples::threeTier(), atOnce = stepwise;
        const auto edits = applyRandomEdits(stepwise, 77, 120);
        QCOMPARE(edits.size(), 120);
        ChangeSet all;
        for (const ChangeSet &edit : edits)
            all = composed(all, edit);
        QVERIFY(atOnce.apply(all).ok());
        QCOMPARE(blueprintfile::write(atOnce), blueprintfile::write(stepwise));
        QVERIFY(atOnce.apply(inverse(all)).ok());
        QVERIFY(atOnce == samples::threeTier());
    }

    void changeSetsSurviveTheirText()
    {
        Blueprint blueprint = samples::threeTier();
        for (const ChangeSet &edit : applyRandomEdits(blueprint, 5, 150)) {
            const auto read = blueprintfile::readChangeSet(blueprintfile::writeChangeSet(edit));
            QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().text()));
            QCOMPARE(*read, edit);
        }
    }

    void journalCutAnywhereReplaysToTheLastWholeEdit()
    {
        const Blueprint start = samples::threeTier();
        Blueprint blueprint = start;
        const auto edits = applyRandomEdits(blueprint, 9, 25);
        QByteArray bytes = journal::headerLine({QStringLiteral("/tmp/a.groundplan"), QByteArray(32, 'x')});
        const qsizetype headerSize = bytes.size();
        QList<qsizetype> ends;
        QList<QByteArray> states{blueprintfile::write(start)};
        Blueprint state = start;
        for (const ChangeSet &edit : edits) {
            bytes += journal::line(edit);
            ends.append(bytes.size());
            QVERIFY(state.apply(edit).ok());
            states.append(blueprintfile::write(state));
        }
        qsizetype lastWhole = -1;
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            const auto recovered = journal::read(bytes.first(cut));
            QCOMPARE(recovered.ok(), cut >= headerSize);
            if (!recovered)
                continue;
            const qsizetype whole = std::upper_bound(ends.begin(), ends.end(), cut) - ends.begin();
            QCOMPARE(recovered->edits.size(), whole);
            if (whole == lastWhole)
                continue;
            lastWhole = whole;
            const auto replayed = journal::replay(start, recovered->edits);
            QCOMPARE(replayed.count, whole);
            QCOMPARE(blueprintfile::write(replayed.blueprint), states.at(whole));
        }
        QCOMPARE(lastWhole, edits.size());
    }

    void damagedJournalStopsBeforeTheDamage()
    {
        Blueprint blueprint = samples::threeTier();
        const auto edits = applyRandomEdits(blueprint, 10, 3);
        const QByteArray good = journal::headerLine({}) + journal::line(edits.at(0));
        QByteArray bad = journal::line(edits.at(1));
        bad[40] = bad[40] == 'a' ? 'b' : 'a';
        const auto recovered = journal::read(good + bad + journal::line(edits.at(2)));
        QVERIFY(recovered.ok());
        QCOMPARE(recovered->edits, QList{edits.at(0)});
        QVERIFY(recovered->ignoredBytes > 0);
    }

    void refusedEditChangesNothing_data()
    {
        QTest::addColumn<ChangeSet>("edit");
        const Blueprint b = samples::threeTier();
        const Resource vpc = *b.find(ResourceId(QStringLiteral("vpc")));
        const auto with = [](auto before, auto after) {
            ChangeSet set;
            set.replace(before, after);
            return set;
        };
        Resource other = vpc;
        other.name = QStringLiteral("other");
        Resource renamed = vpc;
        renamed.name = QStringLiteral("x");
        QTest::newRow("before differs") << with(other, renamed);
        Resource inside = vpc;
        inside.zones = {ResourceId(QStringLiteral("public_a"))};
        QTest::newRow("zone inside itself") << with(vpc, inside);
        Resource nowhere = vpc;
        nowhere.zones = {ResourceId(QStringLiteral("nowhere"))};
        QTest::newRow("missing zone") << with(vpc, nowhere);
        Resource twice = *b.find(ResourceId(QStringLiteral("alb"))), once = twice;
        twice.zones.append(twice.zones.first());
        QTest::newRow("same zone twice") << with(once, twice);
        ChangeSet remove;
        remove.remove(vpc);
        QTest::newRow("removed while used") << remove;
        ChangeSet half;
        half.replace(vpc, renamed);
        half.add(Placement{PlacementId(QStringLiteral("p")), PageId(QStringLiteral("nowhere")), vpc.id, {}, {}, false, {}});
        QTest::newRow("second change wrong") << half;
        ChangeSet dangling;
        dangling.add(
            Connection{ConnectionId(QStringLiteral("c")), vpc.id, ResourceId(QStringLiteral("gone")), QStringLiteral("reference"), {}, {}});
        QTest::newRow("connection to nothing") << dangling;
        ChangeSet header;
        header.remove(b.header());
        QTest::newRow("header removed") << header;
        ChangeSet page;
        page.remove(*b.find(PageId(QStringLiteral("architecture"))));
        QTest::newRow("page with placements removed") << page;
    }
    void refusedEditChangesNothing()
    {
        QFETCH(ChangeSet, edit);
        Document document(samples::threeTier());
        const Blueprint before = document.blueprint();
        QSignalSpy changed(&document, &Document::changed);
        QVERIFY(!document.apply(edit));
        QVERIFY(document.blueprint() == before);
        QCOMPARE(blueprintfile::write(document.blueprint()), blueprintfile::write(before));
        QCOMPARE(changed.count(), 0);
        QCOMPARE(document.revision(), 0u);
    }

    void appliedEditIsAnnouncedOnce()
    {
        Document document(samples::threeTier());
        QSignalSpy changed(&document, &Document::changed);
        QVERIFY(document.apply(*edits::rename(document.blueprint(), ResourceId(QStringLiteral("vpc")), QStringLiteral("main"))).ok());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(document.revision(), 1u);
    }

    void snapshotDoesNotFollow()
    {
        Blueprint blueprint = samples::threeTier();
        const Blueprint snapshot = blueprint;
        QVERIFY(blueprint.apply(*edits::rename(blueprint, ResourceId(QStringLiteral("vpc")), QStringLiteral("main"))).ok());
        QCOMPARE(snapshot.find(ResourceId(QStringLiteral("vpc")))->name, QStringLiteral("production"));
    }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "test_changes.moc"
