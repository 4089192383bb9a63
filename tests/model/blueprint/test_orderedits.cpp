// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/orderedits.h"
#include "model/blueprint/pagelayout.h"
#include "tests/model/blueprint/samples.h"

#include <QRegularExpression>
#include <QTest>

using namespace groundplan;

/// Rows and columns, stacking, locks and groups, on a page of a zone with three things of different sizes.
class TestOrderEdits : public QObject {
    Q_OBJECT

    Blueprint b;
    PageId page;
    ResourceId vpc, group;
    QList<PlacementId> three;

    ResourceId add(const QString &type, const ResourceId &zone, const QRectF &rect)
    {
        ResourceId id;
        const auto edit =
            edits::addResource(b, {type, QStringLiteral("x"), zone ? QList{zone} : QList<ResourceId>(), {}, page, zone, rect}, &id);
        if (!edit || !b.apply(*edit))
            qFatal("The sample can't be made.");
        return id;
    }
    PlacementId placement(const ResourceId &id) const { return b.placementOf(page, id)->id; }
    QRectF rect(const PlacementId &id) const { return b.absoluteRect(*b.find(id)); }
    QList<double> lefts() const { return {rect(three.at(0)).left(), rect(three.at(1)).left(), rect(three.at(2)).left()}; }
    void apply(const Result<ChangeSet> &edit)
    {
        QVERIFY2(edit, edit ? "" : qPrintable(edit.error().text()));
        const QByteArray before = blueprintfile::write(b);
        QVERIFY(b.apply(*edit));
        Blueprint back = b;
        QVERIFY(back.apply(inverse(*edit)));
        QCOMPARE(blueprintfile::write(back), before);
    }
    void lock(const PlacementId &id) { apply(edits::setLocked(b, {id}, true)); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        b = Blueprint();
        const auto added = edits::addPage(b, QStringLiteral("Page"), &page);
        QVERIFY(added && b.apply(*added));
        vpc = add(QStringLiteral("aws_vpc"), {}, {100, 100, 600, 400});
        three = {placement(add(QStringLiteral("aws_subnet"), vpc, {40, 48, 100, 60})),
                 placement(add(QStringLiteral("aws_subnet"), vpc, {200, 90, 80, 100})),
                 placement(add(QStringLiteral("aws_subnet"), vpc, {420, 160, 120, 40}))};
    }

    void alignsEdgesAndMiddles_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<QList<QPointF>>("corners"); // in the zone
        const auto row = [](const char *name, edits::Alignment how, const QList<QPointF> &corners) {
            QTest::newRow(name) << int(how) << corners;
        };
        row("left", edits::Alignment::Left, {{40, 48}, {40, 90}, {40, 160}});
        row("centre", edits::Alignment::Centre, {{240, 48}, {250, 90}, {230, 160}});
        row("right", edits::Alignment::Right, {{440, 48}, {460, 90}, {420, 160}});
        row("top", edits::Alignment::Top, {{40, 48}, {200, 48}, {420, 48}});
        row("middle", edits::Alignment::Middle, {{40, 94}, {200, 74}, {420, 104}});
        row("bottom", edits::Alignment::Bottom, {{40, 140}, {200, 100}, {420, 160}});
    }
    void alignsEdgesAndMiddles()
    {
        QFETCH(int, how);
        QFETCH(QList<QPointF>, corners);
        apply(edits::align(b, page, three, edits::Alignment(how)));
        for (qsizetype i = 0; i < three.size(); ++i)
            QCOMPARE(b.find(three.at(i))->rect.topLeft(), corners.at(i));
        QCOMPARE(b.find(three.at(1))->rect.size(), QSizeF(80, 100));
    }

    void whatIsLockedStaysAndTooFewSaySo()
    {
        lock(three.at(1));
        apply(edits::align(b, page, three, edits::Alignment::Left));
        QCOMPARE(b.find(three.at(1))->rect.left(), 200.0);
        QCOMPARE(b.find(three.at(2))->rect.left(), 40.0);
        QVERIFY(!edits::align(b, page, {three.first()}, edits::Alignment::Left));
        QVERIFY(!edits::distribute(b, page, three.mid(0, 2), Qt::Horizontal));
        QVERIFY(!edits::makeSameSize(b, page, {three.first()}));
        QVERIFY(!edits::shrinkToFit(b, page, three)); // nothing in them
        QVERIFY(!edits::setLocked(b, {}, true));
        QVERIFY(!edits::showAll(b, page));
        QVERIFY(!edits::ungroup(b, {vpc}));
    }

    void distributesEqualGaps()
    {
        apply(edits::distribute(b, page, {three.at(2), three.at(0), three.at(1)}, Qt::Horizontal));
        // From 140 to 420 with 80 between: 100 on either side.
        QCOMPARE(lefts(), (QList<double>{140, 340, 520}));
        const double first = rect(three.at(1)).left() - rect(three.at(0)).right();
        QCOMPARE(rect(three.at(2)).left() - rect(three.at(1)).right(), first);
        apply(edits::distribute(b, page, three, Qt::Vertical));
        QCOMPARE(rect(three.at(1)).top() - rect(three.at(0)).bottom(), rect(three.at(2)).top() - rect(three.at(1)).bottom());
    }

    void sameSizeIsTheLastOnesAndKeepsContents()
    {
        const ResourceId inner = add(QStringLiteral("aws_instance"), b.find(three.first())->resource, {8, 24, 60, 90});
        apply(edits::makeSameSize(b, page, three));
        QCOMPARE(rect(three.at(1)).size(), QSizeF(120, 40));
        QVERIFY(rect(three.at(0)).contains(rect(placement(inner))));
        QCOMPARE(rect(three.at(0)).width(), 120.0);
    }

    void shrinksToItsContents()
    {
        const QList<QRectF> before{rect(three.at(0)), rect(three.at(1)), rect(three.at(2))};
        apply(edits::shrinkToFit(b, page, {placement(vpc)}));
        const QRectF zone = rect(placement(vpc));
        QVERIFY(zone.width() < 600 && zone.height() < 400);
        for (qsizetype i = 0; i < three.size(); ++i) {
            QCOMPARE(rect(three.at(i)), before.at(i)); // where it was
            QVERIFY(zone.contains(before.at(i)));
        }
        const auto again = edits::shrinkToFit(b, page, {placement(vpc)});
        QVERIFY(again && again->isEmpty());
    }

    void restacksPastWhatIsOverlapped()
    {
        using edits::Stacking;
        // 1 overlaps 2 alone.
        for (qsizetype i = 0; i < 3; ++i) {
            ChangeSet set;
            Placement after = *b.find(three.at(i));
            after.rect = QRectF(i == 0 ? 400 : 40 + 20 * double(i), 48, 100, 60);
            set.replace(*b.find(three.at(i)), after);
            QVERIFY(b.apply(set));
        }
        const auto order = [this](qsizetype i) { return b.find(three.at(i))->order; };
        QVERIFY(!edits::restack(b, three, {three.at(0)}, Stacking::Forward)); // overlaps nothing
        apply(edits::restack(b, three, {three.at(1)}, Stacking::Forward));
        QVERIFY(order(1) > order(2));
        const QList<PlacementId> now{three.at(0), three.at(2), three.at(1)};
        QVERIFY(!edits::restack(b, now, {three.at(1)}, Stacking::Forward));
        apply(edits::restack(b, now, {three.at(0)}, Stacking::ToFront));
        QVERIFY(order(0) > order(1) && order(1) > order(2));
        apply(edits::restack(b, {three.at(2), three.at(1), three.at(0)}, {three.at(0)}, Stacking::ToBack));
        QVERIFY(order(0) < order(2) && order(2) < order(1));
        apply(edits::restack(b, {three.at(0), three.at(2), three.at(1)}, {three.at(1)}, Stacking::Backward));
        QVERIFY(order(0) < order(1) && order(1) < order(2));
    }

    void fieldsAreWrittenOnlyWhenSet()
    {
        const QByteArray plain = blueprintfile::write(b);
        QVERIFY(!plain.contains("locked") && !plain.contains("hidden") && !plain.contains("\"order\": 1"));
        lock(three.at(0));
        apply(edits::setHidden(b, {three.at(1)}, true));
        apply(edits::restack(b, three, {three.at(0)}, edits::Stacking::ToFront));
        const QByteArray bytes = blueprintfile::write(b);
        const auto read = blueprintfile::read(bytes);
        QVERIFY(read);
        QVERIFY(*read == b);
        QVERIFY(read->find(three.at(0))->locked && read->find(three.at(1))->hidden && read->find(three.at(0))->order == 1);
        apply(edits::setLocked(b, {three.at(0)}, false));
        apply(edits::showAll(b, page));
        QVERIFY(!b.find(three.at(1))->hidden);
        QVERIFY(!blueprintfile::write(b).contains("locked"));
    }

    void ungroupLeavesAllWhereItIs()
    {
        group = add(QStringLiteral("groundplan_group"), vpc, {300, 200, 200, 150});
        const ResourceId subnet = add(QStringLiteral("aws_subnet"), group, {10, 30, 100, 60});
        const ResourceId undrawn = add(QStringLiteral("aws_subnet"), group, {10, 30, 100, 60});
        const QRectF where = rect(placement(subnet));
        apply(edits::ungroup(b, {group}));
        QVERIFY(!b.find(group));
        QCOMPARE(b.find(subnet)->zones, QList{vpc});
        QCOMPARE(b.find(undrawn)->zones, QList{vpc});
        QCOMPARE(rect(placement(subnet)), where);
        QCOMPARE(b.find(placement(subnet))->zone, vpc);
    }
};

QTEST_GUILESS_MAIN(TestOrderEdits)
#include "test_orderedits.moc"
