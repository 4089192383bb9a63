// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/crossings.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace groundplan;
using namespace groundplan::route;

namespace {

constexpr double side = 96;

QRectF tileOf(const QRectF &body) { return {body.center().x() - 22, body.top() + 4, 44, 44}; }

/// Bodies on a sheet with lines between them; a body's key is its index and one.
struct Sheet {
    QList<QRectF> bodies;
    QList<std::pair<int, int>> lines;

    Line line(int i) const
    {
        const auto [from, to] = lines.at(i);
        return {{tileOf(bodies.at(from)), Side::Any, ObstacleKey(from + 1)}, {tileOf(bodies.at(to)), Side::Any, ObstacleKey(to + 1)}};
    }
    void fill(Router &router) const
    {
        for (int i = 0; i < bodies.size(); ++i)
            router.setObstacle(ObstacleKey(i + 1), bodies.at(i));
        for (int i = 0; i < lines.size(); ++i)
            router.setLine(LineKey(i), line(i));
        router.update();
    }
};

Sheet randomSheet(quint32 seed, int count, int lineCount, int columns)
{
    QRandomGenerator random(seed);
    Sheet sheet;
    for (int i = 0; i < count; ++i) {
        // Some slots stay empty and all are shaken, so that hardly anything is aligned; bodies keep 24 between them.
        const double x = (i % columns) * 152 + random.bounded(4) * 8, y = (i / columns) * 160 + random.bounded(5) * 8;
        sheet.bodies.append(QRectF(x, y, side, side));
    }
    while (sheet.lines.size() < lineCount) {
        const int from = random.bounded(count), to = random.bounded(count);
        if (from != to)
            sheet.lines.append({from, to});
    }
    return sheet;
}

bool isOrthogonal(const Course &course)
{
    for (int i = 1; i < course.size(); ++i) {
        const QPointF v = course.at(i) - course.at(i - 1);
        if ((v.x() == 0) == (v.y() == 0))
            return false;
    }
    return course.size() >= 2;
}

/// The part of a body that no line may cross; its own line may leave through the rest.
bool crosses(const Course &course, const QRectF &rect)
{
    for (int i = 1; i < course.size(); ++i) {
        const QRectF stretch = QRectF(course.at(i - 1), course.at(i)).normalized();
        if (stretch.right() > rect.left() && stretch.left() < rect.right() && stretch.bottom() > rect.top()
            && stretch.top() < rect.bottom())
            return true;
    }
    return false;
}

} // namespace

class TestRoute : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void stackedResourcesGetAStraightLine()
    {
        Sheet sheet{{QRectF(0, 0, side, side), QRectF(0, 200, side, side)}, {{0, 1}}};
        Router router;
        sheet.fill(router);
        QCOMPARE(router.course(0), (Course{{48, 96}, {48, 204}}));
    }

    void linesThatLeaveTogetherShareATrunk()
    {
        Sheet sheet{{QRectF(200, 0, side, side), QRectF(0, 240, side, side), QRectF(200, 240, side, side), QRectF(400, 240, side, side)},
                    {{0, 1}, {0, 2}, {0, 3}}};
        Router router;
        sheet.fill(router);
        const Course left = router.course(0), middle = router.course(1), right = router.course(2);
        QCOMPARE(left.first(), middle.first());
        QCOMPARE(left.first(), right.first());
        QCOMPARE(left.at(1), right.at(1));
        QCOMPARE(left.size(), 4);
        QCOMPARE(middle.size(), 2);
    }

    void aTitleInTheWayIsWalkedAround()
    {
        Sheet sheet{{QRectF(0, 0, side, side), QRectF(0, 240, side, side)}, {{0, 1}}};
        Router router;
        const QRectF title(-20, 190, 160, 20);
        router.setObstacle(99, title);
        sheet.fill(router);
        QVERIFY(isOrthogonal(router.course(0)));
        QVERIFY(!crosses(router.course(0), title));
        router.setObstacle(99, QRectF());
        QCOMPARE(router.update(), QList<LineKey>{0});
        QCOMPARE(router.course(0).size(), 2);
    }

    void aNarrowLaneGivesNoJog()
    {
        // Above both ends only 20 are left: the usual stubs do not fit, shorter ones do on both sides alike.
        Sheet sheet{{QRectF(0, 136, side, side), QRectF(200, 30, side, 90), QRectF(200, 136, side, side), QRectF(400, 136, side, side)},
                    {{0, 3}}};
        Router router;
        sheet.fill(router);
        QCOMPARE(router.course(0).size(), 4);
    }

    void aLineDoesNotClimbWhereASideFits()
    {
        Sheet sheet{{QRectF(0, 300, side, side), QRectF(240, 100, side, side)}, {{0, 1}}};
        Router router;
        sheet.fill(router);
        const Course course = router.course(0);
        QCOMPARE(course.first(), QPointF(70, 326));
        QCOMPARE(course.last(), QPointF(266, 126));
        // It turns outside of its own body.
        QVERIFY(course.at(1).x() >= 96 + 3);
    }

    void aWantedSideIsKept()
    {
        Router router;
        router.setLine(7, {{QRectF(0, 0, 44, 44), Side::Right}, {QRectF(200, 200, 44, 44), Side::Top}});
        router.update();
        QCOMPARE(router.course(7), (Course{{44, 22}, {222, 22}, {222, 200}}));
    }

    void noLineCrossesABody_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 40; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void noLineCrossesABody()
    {
        QFETCH(quint32, seed);
        const Sheet sheet = randomSheet(seed, 42, 60, 7);
        Router router;
        sheet.fill(router);
        for (int i = 0; i < sheet.lines.size(); ++i) {
            const Course course = router.course(LineKey(i));
            QVERIFY2(isOrthogonal(course), qPrintable(QString::number(i)));
            const auto [from, to] = sheet.lines.at(i);
            for (int body = 0; body < sheet.bodies.size(); ++body) {
                const QRectF rect = sheet.bodies.at(body);
                const QRectF kept = body == from || body == to ? tileOf(rect).adjusted(1, 1, -1, -1) : rect;
                QVERIFY2(!crosses(course, kept),
                         qPrintable(QStringLiteral("line %1 from %2 to %3 crosses %4").arg(i).arg(from).arg(to).arg(body)));
            }
        }
    }

    void theOrderOfCallsDoesNotMatter()
    {
        const Sheet sheet = randomSheet(5, 42, 60, 7);
        Router one, other;
        sheet.fill(one);
        for (int i = int(sheet.lines.size()) - 1; i >= 0; --i)
            other.setLine(LineKey(i), sheet.line(i));
        for (int i = int(sheet.bodies.size()) - 1; i >= 0; --i)
            other.setObstacle(ObstacleKey(i + 1), sheet.bodies.at(i));
        other.update();
        for (int i = 0; i < sheet.lines.size(); ++i)
            QCOMPARE(other.course(LineKey(i)), one.course(LineKey(i)));
    }

    void followingMovesEqualsRoutingAnew()
    {
        Sheet sheet = randomSheet(9, 42, 60, 7);
        Router router;
        sheet.fill(router);
        QRandomGenerator random(3);
        for (int step = 0; step < 40; ++step) {
            const int moved = random.bounded(int(sheet.bodies.size()));
            sheet.bodies[moved].moveTo(random.bounded(130) * 8, random.bounded(120) * 8);
            router.setObstacle(ObstacleKey(moved + 1), sheet.bodies.at(moved));
            QHash<LineKey, Course> before;
            for (int i = 0; i < sheet.lines.size(); ++i) {
                before.insert(LineKey(i), router.course(LineKey(i)));
                router.setLine(LineKey(i), sheet.line(i));
            }
            const QList<LineKey> told = router.update();
            Router anew;
            sheet.fill(anew);
            for (int i = 0; i < sheet.lines.size(); ++i) {
                QCOMPARE(router.course(LineKey(i)), anew.course(LineKey(i)));
                QVERIFY(told.contains(LineKey(i)) || before.value(LineKey(i)) == router.course(LineKey(i)));
            }
        }
    }

    void aRemovedLineIsForgotten()
    {
        Sheet sheet{{QRectF(0, 0, side, side), QRectF(0, 200, side, side)}, {{0, 1}}};
        Router router;
        sheet.fill(router);
        router.removeLine(0);
        QVERIFY(router.course(0).isEmpty());
        QCOMPARE(router.lineCount(), 0);
        router.setObstacle(1, QRectF(8, 8, side, side));
        QVERIFY(router.update().isEmpty());
    }

    void manyLinesTakeLittleTime()
    {
        Sheet sheet = randomSheet(1, 10000, 0, 100);
        QRandomGenerator random(2);
        while (sheet.lines.size() < 15000) {
            // As architectures are: nearly all lines go to something near.
            const int from = random.bounded(10000), to = from + random.bounded(-3, 4) + 100 * random.bounded(-3, 4);
            if (to >= 0 && to < 10000 && to != from)
                sheet.lines.append({from, to});
        }
        Router router;
        QElapsedTimer timer;
        timer.start();
        sheet.fill(router);
        qInfo("15,000 lines among 10,000 resources: %lld ms", timer.elapsed());
        timer.restart();
        router.setObstacle(5001, sheet.bodies.at(5000).translated(8, 8));
        const qsizetype moved = router.update().size();
        qInfo("one move: %lld lines, %.2f ms", qint64(moved), double(timer.nsecsElapsed()) / 1e6);
        QVERIFY(router.lineCount() == 15000);
    }

    void goesThroughThePointsThatAreSet()
    {
        const Sheet sheet = randomSheet(7, 60, 80, 8);
        QRandomGenerator random(11);
        Router router;
        sheet.fill(router);
        for (int i = 0; i < sheet.lines.size(); i += 2) {
            Line line = sheet.line(i);
            for (int points = random.bounded(1, 4); points > 0; --points)
                line.via.append(QPointF(random.bounded(150) * 8, random.bounded(130) * 8));
            const Course before = router.course(LineKey(i + 1));
            router.setLine(LineKey(i), line);
            QCOMPARE(router.update(), QList<LineKey>{LineKey(i)}); // no other line knows
            QCOMPARE(router.course(LineKey(i + 1)), before);
            const Course course = router.course(LineKey(i));
            QVERIFY(isOrthogonal(course));
            QVERIFY(course.size() >= 2);
            const auto touches = [](const QRectF &rect, const QPointF &point) {
                return rect.adjusted(-0.1, -0.1, 0.1, 0.1).contains(point);
            };
            QVERIFY(touches(sheet.bodies.at(sheet.lines.at(i).first), course.first())
                    && touches(sheet.bodies.at(sheet.lines.at(i).second), course.last()));
            qsizetype reached = 0;
            for (qsizetype part = 1; part < course.size(); ++part) {
                const QRectF stretch = QRectF(course.at(part - 1), course.at(part)).normalized();
                while (reached < line.via.size() && touches(stretch, line.via.at(reached)))
                    ++reached;
            }
            QCOMPARE(reached, line.via.size());
            QCOMPARE(router.courseOf(line), course);
        }
        // And back to its own way.
        const Course alone = router.courseOf(sheet.line(0));
        router.setLine(0, sheet.line(0));
        router.update();
        QCOMPARE(router.course(0), alone);
        Router fresh;
        sheet.fill(fresh);
        QCOMPARE(fresh.course(0), alone);
    }

    void turnsTheCornerThatIsFree()
    {
        // From one to the other by a point at the lower left: what stands on one corner sends the line round the other.
        const auto between = [](const QRectF &obstacle) {
            Router router;
            const QRectF from(0, 0, 44, 44), to(400, 400, 44, 44);
            router.setObstacle(1, obstacle);
            router.setLine(1, {{from}, {to}, {QPointF(200, 200)}});
            router.update();
            return router.course(1);
        };
        for (const QRectF &obstacle : {QRectF(180, 0, 60, 60), QRectF(0, 180, 60, 60)}) {
            const Course course = between(obstacle);
            for (qsizetype i = 1; i < course.size(); ++i)
                QVERIFY(!obstacle.intersects(QRectF(course.at(i - 1), course.at(i)).normalized().adjusted(-1, -1, 1, 1)));
            QVERIFY(course.size() > 2);
        }
    }

    void crossingsAreWhereLinesCross()
    {
        const Course level{{0, 100}, {300, 100}}, upright{{100, 0}, {100, 200}}, touching{{200, 100}, {200, 200}}, corner{{5, 0}, {5, 200}};
        const Courses all{{QStringLiteral("a"), level},
                          {QStringLiteral("b"), upright},
                          {QStringLiteral("c"), touching},
                          {QStringLiteral("d"), corner},
                          {QStringLiteral("a"), {{150, 0}, {150, 200}}}};
        const QList<Course> found = crossings(all);
        QCOMPARE(found.size(), all.size());
        QCOMPARE(found.first(), (Course{{100, 100}})); // neither where one ends, nor at a corner, nor over its own
        for (qsizetype i = 1; i < found.size(); ++i)
            QVERIFY(found.at(i).isEmpty()); // who runs upright does not leap
        // As one by one, among many.
        const Sheet sheet = randomSheet(3, 80, 120, 9);
        Router router;
        sheet.fill(router);
        Courses many;
        for (int i = 0; i < sheet.lines.size(); ++i)
            many.append({QString::number(i), router.course(LineKey(i))});
        const QList<Course> quick = crossings(many);
        int count = 0;
        for (qsizetype i = 0; i < many.size(); ++i) {
            Course slow;
            for (qsizetype j = 0; j < many.size(); ++j) {
                if (i != j)
                    addCrossings(many.at(i).second, many.at(j).second, slow);
            }
            const auto sorted = [](Course course) {
                std::sort(course.begin(), course.end(),
                          [](const QPointF &a, const QPointF &b) { return std::pair(a.x(), a.y()) < std::pair(b.x(), b.y()); });
                return course;
            };
            QCOMPARE(sorted(quick.at(i)), sorted(slow));
            count += int(slow.size());
        }
        QVERIFY(count > 20);
    }
};

QTEST_GUILESS_MAIN(TestRoute)
#include "test_route.moc"
