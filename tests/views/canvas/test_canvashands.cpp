// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/pagelayout.h"
#include "model/blueprint/waypoints.h"
#include "tests/views/canvas/canvasfixture.h"

#include <QDragEnterEvent>
#include <QDragLeaveEvent>
#include <QFocusEvent>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// What hands expect of a canvas: copies by dragging, gestures that end where they began, menus that change nothing, keys that
/// zoom where one looks.
class TestCanvasHands : public QObject {
    Q_OBJECT

    static void wheel(CanvasFixture &f, const QPoint &pixels, Qt::ScrollPhase phase)
    {
        QWheelEvent event(QPointF(200, 200), f.view()->mapToGlobal(QPointF(200, 200)), pixels, pixels, Qt::NoButton, {}, phase, false);
        QApplication::sendEvent(f.view(), &event);
    }
    /// Presses the right button and closes the menu that it opens; the menu's texts.
    static QStringList menuAt(CanvasFixture &f, const QPointF &scene)
    {
        QTest::mousePress(f.view(), Qt::RightButton, {}, f.at(scene));
        QTest::mouseRelease(f.view(), Qt::RightButton, {}, f.at(scene));
        QStringList texts;
        for (QMenu *menu : f.canvas->findChildren<QMenu *>()) {
            if (!menu->isVisible())
                continue;
            for (const QAction *action : menu->actions())
                texts.append(action->text());
            menu->close();
        }
        return texts;
    }

    /// Two resources side by side, and the line between them.
    struct Pulled : CanvasFixture {
        ResourceId base;
        ConnectionId line;
        QPointF middle; ///< of the line, which runs level
        QByteArray before;

        Pulled()
        {
            base = add(u"aws_db_instance"_s, subnetB, {40, 48, 96, 96});
            apply(edits::connect(blueprint(), web, base, u"network_access"_s, {}, &line));
            middle = {(center(web).x() + center(base).x()) / 2, rect(web).top() + 26};
            before = bytes();
        }
        QList<QPointF> points() const
        {
            const auto lines = waypoints::on(blueprint(), page, line);
            return lines.isEmpty() ? QList<QPointF>() : waypoints::of(blueprint(), lines.first());
        }
        void doubleClick(const QPointF &place)
        {
            click(place);
            QTest::mouseDClick(view(), Qt::LeftButton, {}, at(place));
        }
    };

private Q_SLOTS:
    void altDragCopies()
    {
        CanvasFixture f;
        const QByteArray before = f.bytes();
        const auto known = f.all();
        const QRectF old = f.rect(f.web);
        f.drag(f.center(f.web), f.center(f.web) + QPointF(120, 64), Qt::AltModifier);
        const ResourceId twin = f.newest(known);
        QVERIFY(twin);
        QCOMPARE(f.all().size(), known.size() + 1);
        QCOMPARE(f.rect(f.web), old); // the original stays
        QCOMPARE(f.rect(twin).topLeft(), old.topLeft() + QPointF(120, 64));
        QCOMPARE(f.row(twin).zones, QList<ResourceId>{f.subnetA});
        QCOMPARE(f.selection.resources(), QList<ResourceId>{twin});
        QCOMPARE(f.done.size(), size_t(1));
        QVERIFY(f.undoGives(before));
    }

    void altDragCopiesZonesAndSeveralThings()
    {
        CanvasFixture f;
        const QByteArray before = f.bytes();
        const auto known = f.all();
        // A subnet with what stands in it, to the free ground of the VPC; its block is its own.
        f.drag(f.rect(f.subnetA).topLeft() + QPointF(30, 10), f.rect(f.subnetA).topLeft() + QPointF(30, 10 + 264), Qt::AltModifier);
        QCOMPARE(f.all().size(), known.size() + 2);
        QCOMPARE(f.selection.resources().size(), 1);
        const ResourceId subnet = f.selection.resources().first();
        QCOMPARE(f.row(subnet).type, u"aws_subnet"_s);
        QCOMPARE(f.rect(subnet).topLeft(), f.rect(f.subnetA).topLeft() + QPointF(0, 264));
        QCOMPARE(f.row(subnet).properties.value(u"cidr_block"_s).toString(), u"10.0.2.0/24"_s);
        QCOMPARE(f.blueprint().children(subnet).size(), 1);
        QVERIFY(f.undoGives(before));
        // Two things of one subnet into another.
        const ResourceId other = f.add(u"aws_instance"_s, f.subnetA, {168, 48, 96, 96});
        const QByteArray two = f.bytes();
        f.click(f.center(f.web));
        f.click(f.center(other), Qt::ShiftModifier);
        f.drag(f.center(f.web), f.center(f.web) + QPointF(336, 0), Qt::AltModifier);
        QCOMPARE(f.blueprint().children(f.subnetB).size(), 2);
        QCOMPARE(f.blueprint().children(f.subnetA).size(), 2);
        QVERIFY(f.undoGives(two));
    }

    void altMayComeAndGoOnTheWay()
    {
        CanvasFixture f;
        const QByteArray before = f.bytes();
        const QRectF old = f.rect(f.web);
        const QImage plain = f.picture();
        f.press(f.center(f.web));
        f.move(f.center(f.web) + QPointF(80, 40), Qt::LeftButton);
        f.move(f.center(f.web) + QPointF(80, 40), Qt::LeftButton, Qt::AltModifier);
        f.move(f.center(f.web) + QPointF(80, 40), Qt::LeftButton);
        f.release(f.center(f.web) + QPointF(80, 40));
        QCOMPARE(f.all().size(), f.blueprint().count<Resource>());
        QCOMPARE(f.rect(f.web).topLeft(), old.topLeft() + QPointF(80, 40));
        QVERIFY(f.undoGives(before));
        // Escape leaves nothing behind, whichever it was.
        for (const Qt::KeyboardModifiers held : {Qt::KeyboardModifiers(), Qt::KeyboardModifiers(Qt::AltModifier)}) {
            f.press(f.center(f.web));
            f.move(f.center(f.web) + QPointF(80, 40), Qt::LeftButton, held);
            f.key(Qt::Key_Escape);
            f.release(f.center(f.web) + QPointF(80, 40), held);
        }
        QCOMPARE(f.bytes(), before);
        f.selection.clear();
        f.move(QPointF(-40, -40));
        QCOMPARE(f.picture(), plain);
    }

    void refusedCopySaysWhy()
    {
        CanvasFixture f;
        const QByteArray before = f.bytes();
        QSignalSpy said(f.canvas.get(), &Canvas::message);
        f.drag(f.rect(f.subnetB).topLeft() + QPointF(30, 10), f.rect(f.region).bottomRight() - QPointF(60, 60), Qt::AltModifier);
        QCOMPARE(f.bytes(), before);
        QCOMPARE(said.count(), 1);
    }

    void rightClickKeepsWhatIsPicked()
    {
        CanvasFixture f;
        const ResourceId other = f.add(u"aws_instance"_s, f.subnetA, {168, 48, 96, 96});
        f.click(f.center(f.web));
        f.click(f.center(other), Qt::ShiftModifier);
        const QStringList both = menuAt(f, f.center(f.web));
        QVERIFY(both.contains(u"Align"_s) && both.contains(u"Group"_s));
        QCOMPARE(f.selection.resources(), (QList<ResourceId>{f.web, other}));
        // On something else: that is what the menu is about.
        QVERIFY(menuAt(f, f.center(f.bucket)).contains(u"Rename"_s));
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.bucket});
        const QStringList page = menuAt(f, f.rect(f.region).bottomRight() + QPointF(40, 10));
        QVERIFY(page.contains(u"Select all"_s) && !page.contains(u"Delete"_s));
        QVERIFY(f.selection.isEmpty());
    }

    void rightClickEndsADrag()
    {
        CanvasFixture f;
        const QByteArray before = f.bytes();
        f.press(f.center(f.web));
        f.move(f.center(f.web) + QPointF(80, 40), Qt::LeftButton);
        QVERIFY(menuAt(f, f.center(f.web) + QPointF(80, 40)).isEmpty());
        f.release(f.center(f.web) + QPointF(80, 40));
        QCOMPARE(f.bytes(), before);
    }

    void escapeBringsBackWhatARubberBandTook()
    {
        CanvasFixture f;
        f.click(f.center(f.bucket));
        f.press(f.rect(f.subnetA).topLeft() + QPointF(20, 40));
        f.move(f.rect(f.subnetA).bottomRight() - QPointF(10, 10), Qt::LeftButton);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.web});
        f.key(Qt::Key_Escape);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.bucket});
        f.release(f.rect(f.subnetA).bottomRight() - QPointF(10, 10));
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.bucket});
    }

    void escapePansBackAndOneButtonPansAtATime()
    {
        CanvasFixture f;
        const auto moveTo = [&f](const QPointF &at, Qt::MouseButtons held) {
            QMouseEvent event(QEvent::MouseMove, at, f.view()->mapToGlobal(at), Qt::NoButton, held, {});
            QApplication::sendEvent(f.view(), &event);
        };
        const QPointF start = f.canvas->toScene({0, 0});
        QTest::mousePress(f.view(), Qt::MiddleButton, {}, {400, 300});
        moveTo({350, 280}, Qt::MiddleButton);
        QVERIFY(f.canvas->toScene({0, 0}) != start);
        f.key(Qt::Key_Escape);
        QCOMPARE(f.canvas->toScene({0, 0}), start);
        QTest::mouseRelease(f.view(), Qt::MiddleButton, {}, {350, 280});

        // A click of the other button while one pans must not leave anything in the hand.
        const QByteArray before = f.bytes();
        QTest::mousePress(f.view(), Qt::MiddleButton, {}, f.at(f.center(f.web)));
        QTest::mousePress(f.view(), Qt::LeftButton, {}, f.at(f.center(f.web)));
        QTest::mouseRelease(f.view(), Qt::LeftButton, {}, f.at(f.center(f.web)));
        QTest::mouseRelease(f.view(), Qt::MiddleButton, {}, f.at(f.center(f.web)));
        f.move(f.center(f.web) + QPointF(90, 60));
        QCOMPARE(f.bytes(), before);
        QCOMPARE(f.canvas->toScene({0, 0}), start);
    }

    void spaceIsForgottenWithTheFocus()
    {
        CanvasFixture f;
        QTest::keyPress(f.canvas.get(), Qt::Key_Space);
        QFocusEvent out(QEvent::FocusOut);
        QApplication::sendEvent(f.canvas.get(), &out);
        const QPointF start = f.canvas->toScene({0, 0});
        f.drag(f.center(f.web), f.center(f.web) + QPointF(64, 0));
        QCOMPARE(f.canvas->toScene({0, 0}), start);
        QCOMPARE(f.done.size(), size_t(1));
    }

    void keysZoomWhereThePointerIs()
    {
        CanvasFixture f;
        const QPointF place = f.center(f.web);
        f.move(place);
        const QPointF on = f.canvas->toView(place);
        f.key(Qt::Key_Plus);
        QVERIFY(f.canvas->zoom() > 1);
        QVERIFY((f.canvas->toView(place) - on).manhattanLength() < 2);
        f.key(Qt::Key_Minus);
        QCOMPARE(qRound(f.canvas->zoom() * 100), 100);
        // Elsewhere: the middle stays.
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(f.view(), &leave);
        const QPointF middle(QRectF(f.view()->rect()).center());
        const QPointF held = f.canvas->toScene(middle);
        f.key(Qt::Key_Plus);
        QVERIFY((f.canvas->toView(held) - middle).manhattanLength() < 2);
    }

    void pageStopsWhereTheFingersDo()
    {
        CanvasFixture f;
        const QPointF start = f.canvas->toScene({0, 0});
        wheel(f, {-12, -30}, Qt::ScrollUpdate);
        QCOMPARE(f.canvas->toScene({0, 0}), start + QPointF(12, 30));
        wheel(f, {-12, -30}, Qt::ScrollMomentum);
        QCOMPARE(f.canvas->toScene({0, 0}), start + QPointF(12, 30));
    }

    void arrowsStepByGridFiveAndOne()
    {
        CanvasFixture f;
        const QByteArray before = f.bytes();
        const QPointF old = f.rect(f.web).topLeft();
        f.click(f.center(f.web));
        f.key(Qt::Key_Right);
        QCOMPARE(f.rect(f.web).topLeft(), old + QPointF(8, 0));
        f.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.rect(f.web).topLeft(), old + QPointF(8, 40));
        f.key(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(f.rect(f.web).topLeft(), old + QPointF(7, 40));
        QCOMPARE(f.done.size(), size_t(1)); // one run, one step
        QVERIFY(f.undoGives(before));
    }

    void pageScrollsUnderADragAtItsEdge()
    {
        CanvasFixture f;
        const QByteArray before = f.bytes();
        const QPointF start = f.canvas->toScene({0, 0});
        f.press(f.center(f.web));
        f.move(f.center(f.web) + QPointF(40, 0), Qt::LeftButton);
        QMouseEvent edge(QEvent::MouseMove, QPointF(f.view()->width() - 3, 300), f.view()->mapToGlobal(QPointF(f.view()->width() - 3, 300)),
                         Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(f.view(), &edge);
        QTRY_VERIFY(f.canvas->toScene({0, 0}).x() > start.x() + 20);
        f.key(Qt::Key_Escape);
        QCOMPARE(f.bytes(), before);
    }

    void pageScrollsUnderATypeAtItsEdge()
    {
        CanvasFixture f;
        const QPointF start = f.canvas->toScene({0, 0});
        QMimeData data;
        data.setData(mime::resourceType, "aws_s3_bucket");
        const QPoint at(f.view()->width() / 2, f.view()->height() - 3);
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(f.view(), &enter);
        QTRY_VERIFY(f.canvas->toScene({0, 0}).y() > start.y() + 20);
        QDragLeaveEvent leave;
        QApplication::sendEvent(f.view(), &leave);
        const QPointF left = f.canvas->toScene({0, 0});
        f.move(QPointF(10, 10));
        QCOMPARE(f.canvas->toScene({0, 0}), left);
    }

    void aLineIsPulledThroughAPoint()
    {
        Pulled f;
        f.drag(f.middle, f.middle + QPointF(3, 121));
        QCOMPARE(f.points(), QList<QPointF>{canvasmetrics::snapped(f.middle + QPointF(3, 121))});
        QCOMPARE(f.selection.connections(), QList<ConnectionId>{f.line});
        QCOMPARE(f.done.size(), size_t(1));
        const QPointF first = f.points().first();
        // The point is caught again, and a second one is made where the line is caught beside it.
        f.drag(first, first + QPointF(0, 40));
        QCOMPARE(f.points(), QList<QPointF>{first + QPointF(0, 40)});
        f.drag(first + QPointF(0, 40), first);
        const QPointF beside(f.center(f.base).x(), first.y() + 80);
        f.drag(first + QPointF(60, 0), beside);
        QCOMPARE(f.points().size(), 2);
        QCOMPARE(f.points().first(), first);
        QVERIFY(f.points().last().y() > first.y() + 60);

        // Kept in the file, nowhere near the code.
        const auto again = blueprintfile::read(f.bytes());
        QVERIFY(again.ok());
        QCOMPARE(blueprintfile::write(*again), f.bytes());
        QCOMPARE(waypoints::of(*again, waypoints::on(*again, f.page, f.line).first()), f.points());
        QCOMPARE(*again->find(f.line), *f.blueprint().find(f.line));
        QVERIFY(f.undoGives(f.before));
    }

    void pointsMoveWithWhatIsAroundThem()
    {
        Pulled f;
        f.drag(f.middle, f.middle + QPointF(0, 120));
        const QPointF point = f.points().first();
        f.drag(f.center(f.web), f.center(f.web) + QPointF(0, 80)); // one end alone
        QCOMPARE(f.points(), QList<QPointF>{point});
        f.drag(f.rect(f.vpc).topLeft() + QPointF(40, 10), f.rect(f.vpc).topLeft() + QPointF(40, 58)); // all around it
        QCOMPARE(f.points(), QList<QPointF>{point + QPointF(0, 48)});
        f.click(f.center(f.web));
        f.click(f.center(f.base), Qt::ShiftModifier);
        f.key(Qt::Key_Down); // both ends
        f.key(Qt::Key_Down);
        QCOMPARE(f.points(), QList<QPointF>{point + QPointF(0, 64)});
        const size_t steps = f.done.size();
        f.drag(f.center(f.base), f.center(f.base) + QPointF(0, 24));
        QCOMPARE(f.done.size(), steps + 1);
        QCOMPARE(f.points(), QList<QPointF>{point + QPointF(0, 88)});
        QVERIFY(f.undoGives(f.before));
    }

    void aPointGoesByDoubleClickMenuOrDrop()
    {
        Pulled f;
        f.drag(f.middle, f.middle + QPointF(0, 120));
        f.doubleClick(f.points().first());
        QVERIFY(f.points().isEmpty());
        QCOMPARE(f.bytes(), f.before); // nothing of it is left
        f.drag(f.middle, f.middle + QPointF(0, 120));
        QVERIFY(menuAt(f, f.points().first()).contains(u"Straighten"_s));
        f.canvas->straighten();
        QCOMPARE(f.bytes(), f.before);
        QVERIFY(!menuAt(f, f.middle).contains(u"Straighten"_s));
        f.drag(f.middle, f.middle + QPointF(0, 120));
        f.drag(f.points().first(), f.middle); // where the line runs anyway
        QCOMPARE(f.bytes(), f.before);

        // Escape while the hand holds it; keys alone.
        f.press(f.middle);
        f.move(f.middle + QPointF(0, 60), Qt::LeftButton);
        f.move(f.middle + QPointF(0, 90), Qt::LeftButton);
        f.key(Qt::Key_Escape);
        f.release(f.middle + QPointF(0, 90));
        QCOMPARE(f.bytes(), f.before);
        const size_t steps = f.done.size();
        f.selection.set({}, {f.line});
        f.key(Qt::Key_Down, Qt::ShiftModifier);
        f.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.done.size(), steps + 1);
        QCOMPARE(f.points().size(), 1);
        QCOMPARE(f.points().first().y(), f.middle.y() + 80);
        QVERIFY(f.undoGives(f.before));
    }
};

QTEST_MAIN(TestCanvasHands)
#include "test_canvashands.moc"
