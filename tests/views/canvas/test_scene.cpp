// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "views/canvas/scene.h"
#include "views/paint/pagedrawing.h"

#include <QTest>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// What the canvas writes beside lines and under items, on the example and after edits of it.
class TestScene : public QObject {
    Q_OBJECT

    Catalog m_catalog;
    Blueprint m_blueprint;

    /// The labels of a page that were placed; fails where one covers something.
    int checkLabels(Scene &scene)
    {
        QList<QRectF> placed;
        QSet<ConnectionId> speakers;
        const std::vector<int> edges = scene.edgesIn(scene.bounds().adjusted(-500, -500, 500, 500));
        for (const int slot : edges) {
            const QRectF label = scene.labelledEdge(slot).labelRect;
            if (label.isEmpty())
                continue;
            if (speakers.contains(scene.edge(slot).id))
                QTest::qFail("A connection says its label twice", __FILE__, __LINE__);
            speakers.insert(scene.edge(slot).id);
            for (const int other : scene.nodesIn(label)) {
                const QRectF body = scene.node(other).isZone ? titleRect(scene.preparedZone(other)) : bodyRect(scene.preparedNode(other));
                if (body.intersects(label))
                    QTest::qFail(qPrintable(scene.edge(slot).label + " covers "_L1 + scene.node(other).name), __FILE__, __LINE__);
            }
            for (const QRectF &earlier : std::as_const(placed)) {
                if (earlier.intersects(label))
                    QTest::qFail("Two labels cover each other", __FILE__, __LINE__);
            }
            placed.append(label);
        }
        return int(placed.size());
    }

private Q_SLOTS:
    void init()
    {
        const auto read = blueprintfile::load(u":/groundplan/examples/three-tier.groundplan"_s);
        QVERIFY(read.ok());
        m_blueprint = *read;
    }

    void labelsCoverNothingAndAreSaidOnce()
    {
        Scene scene(m_blueprint, m_catalog);
        int all = 0;
        for (const PageId &page : m_blueprint.pages()) {
            scene.load(page);
            all += checkLabels(scene);
        }
        QVERIFY(all >= 4);
    }

    void aLabelGivesWayToWhatIsPutThere()
    {
        Scene scene(m_blueprint, m_catalog);
        const PageId page = m_blueprint.pages().first();
        scene.load(page);
        checkLabels(scene);
        int speaker = -1;
        for (const int slot : scene.edgesIn(scene.bounds())) {
            if (!scene.labelledEdge(slot).labelRect.isEmpty())
                speaker = slot;
        }
        QVERIFY(speaker >= 0);
        const QRectF label = scene.labelledEdge(speaker).labelRect;
        const Placement *bucket = m_blueprint.placementOf(page, ResourceId(u"alb_logs"_s));
        if (!bucket) {
            for (const PlacementId &id : m_blueprint.placementsOn(page)) {
                if (m_blueprint.find(m_blueprint.find(id)->resource)->type == "aws_s3_bucket"_L1)
                    bucket = m_blueprint.find(id);
            }
        }
        QVERIFY(bucket);
        Placement moved = *bucket;
        moved.rect.translate(label.center() - m_blueprint.absoluteRect(*bucket).center());
        ChangeSet set;
        set.replace(*bucket, moved);
        QVERIFY(m_blueprint.apply(set).ok());
        scene.follow(set);
        checkLabels(scene);
    }

    void aCostIsSaidAtTheFirstAppearance()
    {
        Scene scene(m_blueprint, m_catalog);
        const PageId page = m_blueprint.pages().first();
        scene.load(page);
        const auto several = [&] {
            for (const PlacementId &id : m_blueprint.placementsOn(page)) {
                const ResourceId resource = m_blueprint.find(id)->resource;
                if (scene.appearances(resource).size() > 1 && !scene.node(scene.slotOf(id)).isZone)
                    return resource;
            }
            return ResourceId();
        }();
        QVERIFY(several);
        scene.mark(several, [](Marks &marks) { marks.cost = u"$1.00"_s; });
        const auto pills = [&] {
            QStringList found;
            for (const int slot : scene.appearances(several))
                found.append(scene.preparedNode(slot).costPill);
            return found;
        };
        QCOMPARE(pills().first(), u"$1.00"_s);
        QCOMPARE(pills().count(u"$1.00"_s), 1);

        // The first one goes: the next one says it.
        ChangeSet gone;
        gone.remove(*m_blueprint.find(scene.node(scene.appearances(several).front()).id));
        QVERIFY(m_blueprint.apply(gone).ok());
        scene.follow(gone);
        QCOMPARE(pills().first(), u"$1.00"_s);
        QCOMPARE(pills().count(u"$1.00"_s), 1);
    }

    void aLineLeapsOverTheOneThatItCrosses()
    {
        Blueprint blueprint;
        PageId page;
        QVERIFY(blueprint.apply(*edits::addPage(blueprint, u"Network"_s, &page)).ok());
        const auto put = [&](const char *name, double x, double y) {
            ResourceId id;
            const edits::NewResource made{u"aws_instance"_s, QString::fromLatin1(name), {}, {}, page, {}, QRectF(x, y, 96, 96)};
            return blueprint.apply(*edits::addResource(blueprint, made, &id)).ok() ? id : ResourceId();
        };
        const auto join = [&](const ResourceId &a, const ResourceId &b) {
            ConnectionId id;
            return blueprint.apply(*edits::connect(blueprint, a, b, u"network_access"_s, {}, &id)).ok() ? id : ConnectionId();
        };
        const ResourceId west = put("west", 0, 200), east = put("east", 600, 200), north = put("north", 300, 0),
                         south = put("south", 300, 400);
        const ConnectionId level = join(west, east), upright = join(north, south);
        Scene scene(blueprint, m_catalog);
        scene.load(page);
        const auto jumps = [&](const ConnectionId &id) { return scene.leapingEdge(scene.linesOf(id).front()).jumps; };
        QCOMPARE(jumps(upright).size(), 0);
        QCOMPARE(jumps(level), (QList<QPointF>{{348, 226}}));
        const auto arcs = [&] {
            int curves = 0;
            const QPainterPath path = scene.leapingEdge(scene.linesOf(level).front()).path;
            for (int i = 0; i < path.elementCount(); ++i)
                curves += path.elementAt(i).isCurveTo();
            return curves;
        };
        QCOMPARE(arcs(), 2); // a half circle
        const PictureOptions options;
        const PageDrawing picture = drawPage(blueprint, m_catalog, page, options, Style::light());
        qsizetype drawn = 0;
        for (const EdgeLook &edge : picture.edges)
            drawn += edge.jumps.size();
        QCOMPARE(drawn, 1);

        // What it leaps over goes aside, and comes back.
        const auto aside = [&](const QPointF &by) {
            QList<edits::Move> moves;
            for (const ResourceId &id : {north, south}) {
                const Placement *placement = blueprint.placementOf(page, id);
                moves.append({placement->id, {}, placement->rect.translated(by)});
            }
            const auto set = edits::movePlacements(blueprint, moves);
            if (set && blueprint.apply(*set))
                scene.follow(*set);
        };
        aside({-800, 0});
        QCOMPARE(jumps(level).size(), 0);
        QCOMPARE(arcs(), 0);
        aside({840, 0});
        QCOMPARE(jumps(level), (QList<QPointF>{{388, 226}}));
        const auto gone = edits::removeConnections(blueprint, {upright});
        QVERIFY(blueprint.apply(*gone).ok());
        scene.follow(*gone);
        QCOMPARE(jumps(level).size(), 0);
    }
};

QTEST_MAIN(TestScene)
#include "test_scene.moc"
