// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/canvas/canvasfixture.h"
#include "views/tools/guides.h"

#include <QLineF>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Lines and gaps that a drag falls into, and what puts things in order, with real events; undo gives the same file.
class TestCanvasOrder : public QObject {
    Q_OBJECT

    static void lock(CanvasFixture &f, const ResourceId &id)
    {
        f.click(f.rect(id).topLeft() + QPointF(30, 10));
        f.canvas->toggleLock();
    }

private Q_SLOTS:
    void fallsInLineWithANeighbour()
    {
        CanvasFixture f;
        const ResourceId askew = f.add(u"aws_instance"_s, f.subnetA, {163, 101, 96, 96});
        const QByteArray before = f.bytes();
        // A few pixels off the neighbour's height, and its height is on no grid line.
        f.drag(f.center(f.web), f.center(f.web) + QPointF(-21, f.rect(askew).top() - f.rect(f.web).top() + 3));
        QCOMPARE(f.rect(f.web).top(), f.rect(askew).top());
        QCOMPARE(f.rect(f.web).left(), 80.0 + 40 - 24 + 0); // on the grid where nothing is near
        QVERIFY(f.undoGives(before));
        // Ctrl lets go of lines as of the grid.
        const QPointF old = f.rect(f.web).topLeft();
        f.press(f.center(f.web));
        f.move(f.center(f.web) + QPointF(0, 20), Qt::LeftButton);
        f.move(f.center(f.web) + QPointF(1, 55), Qt::LeftButton, Qt::ControlModifier);
        f.release(f.center(f.web) + QPointF(1, 55), Qt::ControlModifier);
        QCOMPARE(f.rect(f.web).topLeft(), old + QPointF(1, 55));
    }

    void fallsIntoAnEqualGap()
    {
        CanvasFixture f;
        // Three in a row of one subnet that is wide enough: gaps of 21 between the first two.
        const ResourceId second = f.add(u"aws_instance"_s, f.vpc, {40 + 117, 320, 96, 96});
        const ResourceId first = f.add(u"aws_instance"_s, f.vpc, {40, 320, 96, 96});
        const ResourceId third = f.add(u"aws_instance"_s, f.vpc, {420, 360, 96, 96});
        const double wanted = f.rect(second).right() + 21;
        const QByteArray before = f.bytes();
        f.press(f.center(third));
        f.move(f.center(third) - QPointF(20, 10), Qt::LeftButton);
        const QPointF to(wanted + 48 + 3, f.center(second).y() + 2);
        const QImage plain = f.picture();
        f.move(to, Qt::LeftButton);
        QVERIFY(f.picture() != plain);
        f.release(to);
        QCOMPARE(f.rect(third).left(), wanted);
        QCOMPARE(f.rect(third).top(), f.rect(second).top());
        QCOMPARE(f.rect(first).top(), f.rect(second).top());
        QVERIFY(f.undoGives(before));
    }

    void resizedSideFallsInLine()
    {
        CanvasFixture f;
        const ResourceId odd = f.add(u"aws_subnet"_s, f.vpc, {40, 320, 304, 101});
        const ResourceId zone = f.add(u"aws_subnet"_s, f.vpc, {376, 320, 304, 152});
        const QByteArray before = f.bytes();
        const QRectF old = f.rect(zone);
        f.click(old.topLeft() + QPointF(30, 10));
        const QPointF handle(old.center().x(), old.bottom());
        f.drag(handle, QPointF(handle.x(), f.rect(odd).bottom() + 3));
        QCOMPARE(f.rect(zone).bottom(), f.rect(odd).bottom()); // on no grid line
        QCOMPARE(f.rect(zone).topLeft(), old.topLeft());
        QVERIFY(f.undoGives(before));
    }

    void guidesSayWhatIsInLine()
    {
        CanvasFixture f;
        f.add(u"aws_instance"_s, f.vpc, {40 + 117, 320, 96, 96});
        f.add(u"aws_instance"_s, f.vpc, {40, 320, 96, 96});
        EditorContext context{f.document, f.catalog, f.selection, [](const ChangeSet &) { return Result<>(); }};
        Stage stage(context, nullptr);
        stage.setPage(f.page);
        stage.viewSize = {2000, 2000};
        const Guides guides(stage, false, {});
        const QPointF corner = f.rect(f.vpc).topLeft();
        const QRectF there(corner + QPointF(40 + 2 * 117, 320), QSizeF(96, 96));
        const Guides::Fit fit = guides.fit(there.translated(2, -3));
        QVERIFY(fit.x && fit.y);
        QCOMPARE(*fit.x, -2.0);
        QCOMPARE(*fit.y, 3.0);
        Preview preview;
        guides.show(there, preview);
        QCOMPARE(preview.gaps.size(), size_t(2));
        for (const QLineF &gap : preview.gaps)
            QCOMPARE(gap.length(), 21.0);
        QVERIFY(!preview.guides.empty() && !preview.distances.empty());
        // Far from everything there is nothing to say.
        const Guides::Fit far = guides.fit(QRectF(5000, 5000, 96, 96));
        QVERIFY(!far.x && !far.y);
    }

    void lockedThingsStay()
    {
        CanvasFixture f;
        lock(f, f.web);
        const QByteArray before = f.bytes();
        const auto steps = f.done.size();
        QSignalSpy said(f.canvas.get(), &Canvas::message);
        f.drag(f.center(f.web), f.center(f.web) + QPointF(64, 0));
        QVERIFY(said.count() >= 1);
        f.click(f.center(f.web)); // it can be picked all the same
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.web});
        f.key(Qt::Key_Right);
        f.key(Qt::Key_Delete);
        QCOMPARE(f.bytes(), before);
        QCOMPARE(f.done.size(), steps);
        // Its zone takes it along.
        f.drag(f.rect(f.subnetA).topLeft() + QPointF(30, 10), f.rect(f.subnetA).topLeft() + QPointF(30, 10 + 64));
        QCOMPARE(f.done.size(), steps + 1);
        // A rubber band over a locked zone takes what lies in it, not the zone.
        f.click(f.center(f.web));
        f.canvas->toggleLock();
        lock(f, f.subnetA);
        f.drag(f.rect(f.subnetA).topLeft() - QPointF(10, 10), f.rect(f.subnetA).bottomRight() + QPointF(5, 5));
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.web});
    }

    void lockedZoneIsNotResized()
    {
        CanvasFixture f;
        lock(f, f.subnetA);
        const QByteArray before = f.bytes();
        const QRectF old = f.rect(f.subnetA);
        f.drag(old.bottomRight(), old.bottomRight() + QPointF(24, 24));
        QCOMPARE(f.bytes(), before);
    }

    void hiddenThingsAreNeitherSeenNorCaught()
    {
        CanvasFixture f;
        ConnectionId line;
        f.apply(edits::connect(f.blueprint(), f.web, f.bucket, u"network_access"_s, {{u"ports"_s, ValueList{443}}}, &line));
        f.move(QPointF(-40, -40));
        const QImage shown = f.picture();
        const QByteArray before = f.bytes();
        const QPointF web = f.center(f.web);
        f.click(f.rect(f.subnetA).topLeft() + QPointF(30, 10));
        f.canvas->hideSelected();
        QVERIFY(f.selection.isEmpty());
        QCOMPARE(f.canvas->viewRect(f.web), QRect()); // with its zone
        f.click(web);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.vpc});
        f.selection.clear();
        // The rest of the program still has it.
        QVERIFY(f.blueprint().find(f.web));
        auto *button = f.view()->findChild<QToolButton *>(u"canvasShowHidden"_s);
        QVERIFY(button && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!button->isVisible());
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.subnetA});
        f.selection.clear();
        f.move(QPointF(-40, -40));
        QCOMPARE(f.picture(), shown);
        QVERIFY(f.undoGives(before));
        QCOMPARE(f.picture(), shown);
    }

    void frontIsDrawnOverAndCaughtFirst()
    {
        CanvasFixture f;
        const ResourceId over = f.add(u"aws_instance"_s, f.subnetA, {64, 72, 96, 96});
        const QByteArray before = f.bytes();
        const QPointF both = f.rect(f.web).bottomRight() - QPointF(10, 10);
        QVERIFY(f.rect(over).contains(both));
        f.click(both);
        const ResourceId top = f.selection.resources().first();
        const ResourceId under = top == over ? f.web : over;
        f.canvas->restack(edits::Stacking::Backward);
        f.selection.clear();
        f.click(both);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{under});
        f.canvas->restack(edits::Stacking::ToBack);
        f.selection.clear();
        f.click(both);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{top});
        QVERIFY(f.undoGives(before));
    }

    void alignsDistributesAndGroups()
    {
        CanvasFixture f;
        const ResourceId other = f.add(u"aws_instance"_s, f.subnetA, {171, 83, 96, 96});
        const QByteArray before = f.bytes();
        f.click(f.center(f.web));
        f.click(f.center(other), Qt::ShiftModifier);
        f.canvas->align(edits::Alignment::Top);
        QCOMPARE(f.rect(other).top(), f.rect(f.web).top());
        QCOMPARE(f.done.size(), size_t(1));
        const auto known = f.all();
        f.canvas->group();
        const ResourceId group = f.newest(known);
        QVERIFY(group);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{group});
        QCOMPARE(f.row(f.web).zones, QList<ResourceId>{group});
        QCOMPARE(f.row(group).zones, QList<ResourceId>{f.subnetA});
        QVERIFY(f.rect(group).contains(f.rect(f.web)) && f.rect(group).contains(f.rect(other)));
        QVERIFY(f.rect(f.subnetA).contains(f.rect(group)));
        const QRectF web = f.rect(f.web);
        f.canvas->ungroup();
        QVERIFY(!f.blueprint().find(group));
        QCOMPARE(f.row(f.web).zones, QList<ResourceId>{f.subnetA});
        QCOMPARE(f.rect(f.web), web);
        QCOMPARE(f.selection.resources().size(), 2);
        QVERIFY(f.undoGives(before));
        // Of different zones: no group.
        f.click(f.center(f.web));
        f.click(f.center(f.bucket), Qt::ShiftModifier);
        f.canvas->group();
        QCOMPARE(f.bytes(), before);
    }

    void zoneShrinksAroundItsContents()
    {
        CanvasFixture f;
        const QByteArray before = f.bytes();
        const QRectF web = f.rect(f.web), old = f.rect(f.subnetA);
        f.click(old.topLeft() + QPointF(30, 10));
        f.canvas->shrinkToFit();
        QVERIFY(f.rect(f.subnetA).width() < old.width());
        QVERIFY(f.rect(f.subnetA).contains(web));
        QCOMPARE(f.rect(f.web), web);
        QVERIFY(f.undoGives(before));
    }
};

QTEST_MAIN(TestCanvasOrder)
#include "test_canvasorder.moc"
