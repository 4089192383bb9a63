// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
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
};

QTEST_GUILESS_MAIN(TestArrange)
#include "test_arrange.moc"
