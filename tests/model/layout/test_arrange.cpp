// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "model/blueprint/waypoints.h"
#include "model/layout/arrange.h"
#include "model/layout/drawall.h"

#include <QTest>

using namespace groundplan;
using namespace Qt::StringLiterals;

class TestArrange : public QObject {
    Q_OBJECT

    Blueprint m_blueprint;
    Catalog m_catalog;

    Blueprint arranged(const PageId &page) const
    {
        Blueprint blueprint = m_blueprint;
        const Result<ChangeSet> changes = layout::arrange(blueprint, m_catalog, page);
        if (!changes || !blueprint.apply(*changes))
            return {};
        return blueprint;
    }
    QRectF rect(const Blueprint &blueprint, const QString &id) const { return blueprint.absoluteRect(*blueprint.find(PlacementId(id))); }

    /// A page to draw on, without a window.
    struct Ground {
        Blueprint blueprint;
        PageId page;
        Catalog &catalog;
        explicit Ground(Catalog &known) : catalog(known) { take(edits::addPage(blueprint, u"Network"_s, &page)); }
        void take(const Result<ChangeSet> &changes)
        {
            if (!changes || !blueprint.apply(*changes))
                QTest::qFail(changes ? "not applied" : qPrintable(changes.error().text()), __FILE__, __LINE__);
        }
        ResourceId add(const char *type, const ResourceId &zone, const QRectF &where)
        {
            ResourceId id;
            edits::NewResource made{QString::fromLatin1(type), QString::fromLatin1(type), {}, {}, page, zone, where};
            if (zone)
                made.zones = {zone};
            take(edits::addResource(blueprint, made, &id));
            return id;
        }
        const Placement &placement(const ResourceId &id) const { return *blueprint.placementOf(page, id); }
        QRectF rect(const ResourceId &id) const { return blueprint.absoluteRect(placement(id)); }
        void lock(const ResourceId &id)
        {
            Placement row = placement(id);
            row.locked = true;
            ChangeSet set;
            set.replace(placement(id), row);
            take(set);
        }
        AnnotationId note(QLatin1String kind, const QRectF &where)
        {
            Annotation row;
            row.page = page;
            row.kind = kind;
            row.rect = where;
            row.text = u"!"_s;
            AnnotationId id;
            take(edits::addAnnotation(blueprint, row, &id));
            return id;
        }
        void arrange(const QList<ResourceId> &chosen)
        {
            QList<PlacementId> ids;
            for (const ResourceId &id : chosen)
                ids.append(placement(id).id);
            take(layout::arrangeChosen(blueprint, catalog, page, ids));
        }
        bool overlap(const QList<ResourceId> &all) const
        {
            for (const ResourceId &a : all) {
                for (const ResourceId &b : all) {
                    if (a != b && rect(a).intersects(rect(b)))
                        return true;
                }
            }
            return false;
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Blueprint> read = blueprintfile::load(u":/groundplan/examples/three-tier.groundplan"_s);
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().text()));
        m_blueprint = *read;
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatNobodyDrewIsDrawn()
    {
        Blueprint bare = m_blueprint;
        ChangeSet wiped;
        m_blueprint.forEach<Placement>([&](const Placement &row) { wiped.remove(row); });
        m_blueprint.forEach<Annotation>([&](const Annotation &row) { wiped.remove(row); });
        m_blueprint.forEach<Page>([&](const Page &row) { wiped.remove(row); });
        QVERIFY(!layout::isUndrawn(bare) && bare.apply(wiped) && layout::isUndrawn(bare) && !layout::isUndrawn(Blueprint()));
        PageId page;
        const Result<ChangeSet> changes = layout::drawAll(bare, m_catalog, &page);
        QVERIFY2(changes, changes ? "" : qPrintable(changes.error().text()));
        QCOMPARE(*changes, *layout::drawAll(bare, m_catalog));
        Blueprint drawn = bare;
        QVERIFY(drawn.apply(*changes));
        // As in the drawing by hand: in each of its zones, one above the other as the addresses go, nothing on top of anything.
        QCOMPARE(drawn.placements(ResourceId(u"alb"_s)).size(), 3);
        const auto at = [&](const QString &id) { return drawn.absoluteRect(*drawn.placementOf(page, ResourceId(id))); };
        QVERIFY(at(u"vpc"_s).contains(at(u"public_a"_s)) && at(u"az_a"_s).contains(at(u"private_a"_s)));
        QVERIFY(at(u"public_a"_s).bottom() < at(u"private_a"_s).top() && at(u"private_a"_s).bottom() < at(u"database_a"_s).top());
        QVERIFY(at(u"az_a"_s).right() < at(u"az_b"_s).left());
        for (const PlacementId &id : drawn.placementsOn(page)) {
            const Placement &placement = *drawn.find(id);
            QVERIFY(!m_catalog.summary(drawn.find(placement.resource)->type).isAttachment);
            for (const PlacementId &other : drawn.placementsIn(page, placement.zone))
                QVERIFY2(other == id || !drawn.find(other)->rect.intersects(placement.rect), qPrintable(id.text() + u' ' + other.text()));
        }
        QVERIFY(drawn.apply(inverse(*changes)) && drawn == bare);
    }

    void nothingOverlapsAndAllIsInside()
    {
        for (const PageId &page : m_blueprint.pages()) {
            const Blueprint blueprint = arranged(page);
            const QList<PlacementId> ids = blueprint.placementsOn(page);
            QVERIFY(!ids.isEmpty());
            for (const PlacementId &id : ids) {
                const Placement &placement = *blueprint.find(id);
                QCOMPARE(std::fmod(placement.rect.left(), 8), 0);
                QCOMPARE(std::fmod(placement.rect.top(), 8), 0);
                if (!placement.zone.isEmpty()) {
                    const QRectF around(QPointF(), blueprint.placementOf(page, placement.zone)->rect.size());
                    QVERIFY2(around.adjusted(8, 28, -8, -8).contains(placement.rect), qPrintable(id.text()));
                }
                for (const PlacementId &other : blueprint.placementsIn(page, placement.zone))
                    QVERIFY2(other == id || !blueprint.find(other)->rect.intersects(placement.rect),
                             qPrintable(id.text() + u' ' + other.text()));
            }
        }
    }

    void availabilityZonesStandSideBySideAndTheirSubnetsAreStacked()
    {
        const Blueprint blueprint = arranged(PageId(u"architecture"_s));
        const QRectF a = rect(blueprint, u"architecture_az_a"_s), b = rect(blueprint, u"architecture_az_b"_s);
        QCOMPARE(a.top(), b.top());
        QCOMPARE(a.size(), b.size());
        QVERIFY(a.right() < b.left());
        const QRectF above = rect(blueprint, u"architecture_public_c"_s), below = rect(blueprint, u"architecture_private_c"_s);
        QCOMPARE(above.left(), below.left());
        QCOMPARE(above.size(), below.size());
        QVERIFY(above.bottom() < below.top());
        // Tiers line up over the availability zones.
        QCOMPARE(rect(blueprint, u"architecture_database_a"_s).top(), rect(blueprint, u"architecture_database_c"_s).top());
    }

    void whatIsInPlaceStays()
    {
        for (const PageId &page : m_blueprint.pages()) {
            const Blueprint blueprint = arranged(page);
            const Result<ChangeSet> again = layout::arrange(blueprint, m_catalog, page);
            QVERIFY(again.ok());
            QVERIFY(again->changes.empty());
        }
    }

    void onlyPlacementsOfThatPageChange()
    {
        const PageId page(u"architecture"_s);
        const Result<ChangeSet> changes = layout::arrange(m_blueprint, m_catalog, page);
        QVERIFY(changes.ok());
        QVERIFY(!changes->changes.empty());
        for (const Change &change : changes->changes) {
            const auto *row = std::get_if<RowChange<Placement>>(&change);
            QVERIFY(row && row->before && row->after && row->after->page == page);
        }
    }

    void aMissingPageIsAnError() { QVERIFY(!layout::arrange(m_blueprint, m_catalog, PageId(u"attic"_s))); }

    void aZoneAloneIsArranged()
    {
        Ground g(m_catalog);
        const ResourceId vpc = g.add("aws_vpc", {}, {0, 0, 900, 500}), left = g.add("aws_subnet", vpc, {40, 60, 240, 160}),
                         right = g.add("aws_subnet", vpc, {300, 60, 240, 160}), below = g.add("aws_subnet", vpc, {40, 240, 240, 160});
        QList<ResourceId> inside;
        for (int i = 0; i < 7; ++i)
            inside.append(g.add("aws_instance", left, QRectF(20 + 13 * i, 30 + 7 * (i % 3), 96, 96)));
        const ResourceId aside = g.add("aws_instance", right, {37, 41, 96, 96});
        const Blueprint before = g.blueprint;
        const QRectF asideIn = g.placement(aside).rect;
        g.arrange({left});
        QVERIFY(!g.overlap(inside));
        QCOMPARE(g.placement(left).rect.topLeft(), QPointF(40, 60));
        for (const ResourceId &id : std::as_const(inside))
            QVERIFY(g.rect(left).adjusted(8, 28, -8, -8).contains(g.rect(id)));
        QVERIFY(g.placement(left).rect.width() > 240);
        QVERIFY(!g.overlap({left, right, below})); // what is beside it made room
        QVERIFY(g.rect(vpc).contains(g.rect(right)) && g.rect(vpc).contains(g.rect(below)));
        QCOMPARE(g.placement(aside).rect, asideIn);
        const auto again = layout::arrangeChosen(g.blueprint, m_catalog, g.page, {g.placement(left).id});
        QVERIFY(again.ok() && again->isEmpty());
        // One step back, and all is as it was.
        const auto changes = layout::arrangeChosen(before, m_catalog, g.page, {g.placement(left).id});
        QVERIFY(changes.ok());
        Blueprint back = before;
        QVERIFY(back.apply(*changes).ok() && back == g.blueprint && back.apply(inverse(*changes)).ok());
        QVERIFY(back == before);
        QVERIFY(!layout::arrangeChosen(before, m_catalog, g.page, {g.placement(aside).id})); // one thing alone has no order
    }

    void whatIsLockedStaysWhereItIs()
    {
        Ground g(m_catalog);
        const ResourceId vpc = g.add("aws_vpc", {}, {0, 0, 900, 600}), subnet = g.add("aws_subnet", vpc, {200, 200, 400, 300});
        QList<ResourceId> inside;
        for (int i = 0; i < 4; ++i)
            inside.append(g.add("aws_instance", subnet, QRectF(20 + 30 * i, 40 + 20 * i, 96, 96)));
        g.lock(inside.first());
        const QRectF fixed = g.rect(inside.first());
        g.arrange({subnet});
        QCOMPARE(g.rect(inside.first()), fixed);
        QVERIFY(!g.overlap(inside));
        for (const ResourceId &id : std::as_const(inside))
            QVERIFY(g.rect(subnet).contains(g.rect(id)));
        // On the whole page too, although it stands in zones that would go elsewhere.
        const auto all = layout::arrange(g.blueprint, m_catalog, g.page);
        QVERIFY(all.ok());
        g.take(all);
        QCOMPARE(g.rect(inside.first()), fixed);
        QVERIFY(!g.overlap(inside));
        QVERIFY(g.rect(vpc).contains(g.rect(subnet)));
        g.lock(subnet);
        QVERIFY(!layout::arrangeChosen(g.blueprint, m_catalog, g.page, {g.placement(subnet).id}));
    }

    void neighboursAreArrangedAmongThemselves()
    {
        Ground g(m_catalog);
        const ResourceId vpc = g.add("aws_vpc", {}, {0, 0, 900, 600});
        QList<ResourceId> row;
        for (int i = 0; i < 4; ++i)
            row.append(g.add("aws_instance", vpc, QRectF(40 + 61 * i, 80 + 11 * (i % 2), 96, 96)));
        const ResourceId other = g.add("aws_instance", vpc, {330, 80, 96, 96});
        const QRectF before = g.rect(other);
        g.arrange(row);
        QCOMPARE(g.rect(other), before);
        QList<ResourceId> all = row;
        all.append(other);
        QVERIFY(!g.overlap(all));
        for (const ResourceId &id : std::as_const(row)) {
            QCOMPARE(g.rect(id).top(), g.rect(row.first()).top()); // they were wider than high: a row
            QVERIFY(g.rect(vpc).contains(g.rect(id)));
        }
        for (int i = 1; i < 4; ++i)
            QVERIFY(g.rect(row.at(i)).left() > g.rect(row.at(i - 1)).left());
    }

    void notesGoAlongOrGiveWay()
    {
        Ground g(m_catalog);
        const ResourceId vpc = g.add("aws_vpc", {}, {0, 0, 1200, 800}), subnet = g.add("aws_subnet", vpc, {40, 60, 600, 400});
        const ResourceId far = g.add("aws_instance", subnet, {400, 250, 96, 96}), near = g.add("aws_instance", subnet, {20, 40, 96, 96});
        const QRectF at = g.rect(far);
        const AnnotationId stuck = g.note(annotation::sticky, QRectF(at.right() - 10, at.top() - 20, 120, 60));
        const AnnotationId free = g.note(annotation::sticky, QRectF(700, 500, 120, 60));
        const AnnotationId kept = g.note(annotation::text, QRectF(at.left() - 60, at.top() + 40, 80, 30));
        Annotation locked = *g.blueprint.find(kept);
        locked.locked = true;
        ChangeSet lock;
        lock.replace(*g.blueprint.find(kept), locked);
        g.take(lock);
        // Where something will come to stand.
        const AnnotationId blocking = g.note(annotation::sticky, QRectF(g.rect(near).right() + 20, g.rect(near).top() + 40, 60, 40));
        const auto noteRect = [&](const AnnotationId &id) { return g.blueprint.find(id)->rect; };
        const QRectF stuckBefore = noteRect(stuck), freeBefore = noteRect(free), keptBefore = noteRect(kept);
        g.arrange({subnet});
        QVERIFY(g.rect(far) != at);
        QCOMPARE(noteRect(stuck).topLeft() - stuckBefore.topLeft(), g.rect(far).topLeft() - at.topLeft());
        QCOMPARE(noteRect(free), freeBefore);
        QCOMPARE(noteRect(kept), keptBefore);
        QVERIFY(!noteRect(blocking).intersects(g.rect(far)) && !noteRect(blocking).intersects(g.rect(near)));
    }

    void bentLinesFindTheirWayAgain()
    {
        Ground g(m_catalog);
        const ResourceId vpc = g.add("aws_vpc", {}, {0, 0, 900, 600}), subnet = g.add("aws_subnet", vpc, {40, 60, 500, 400});
        const ResourceId a = g.add("aws_instance", subnet, {350, 250, 96, 96}), b = g.add("aws_instance", subnet, {20, 40, 96, 96});
        ConnectionId id;
        g.take(edits::connect(g.blueprint, a, b, u"network_access"_s, {}, &id));
        g.take(edits::setWaypoints(g.blueprint, {id, g.placement(a).id, g.placement(b).id}, {QPointF(300, 100)}));
        const Blueprint before = g.blueprint;
        const auto changes = layout::arrangeChosen(g.blueprint, m_catalog, g.page, {g.placement(subnet).id});
        g.take(changes);
        QVERIFY(waypoints::on(g.blueprint, g.page, id).isEmpty());
        g.take(inverse(*changes));
        QVERIFY(g.blueprint == before);
    }
};

QTEST_GUILESS_MAIN(TestArrange)
#include "test_arrange.moc"
