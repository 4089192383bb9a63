// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/canvas/canvasfixture.h"

#include <QClipboard>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Placing, moving, resizing, selecting and editing on the canvas, with real events; undo gives the same file.
class TestCanvas : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dropsATypeIntoTheInnermostZone();
    void newSubnetGetsTheNextFreeBlock();
    void newAvailabilityZoneGetsTheNextFreeName();
    void refusedDropSaysWhyAndChangesNothing();
    void placesByClickThenClick();
    void movesOnTheGridAndUndoes();
    void movesIntoAnotherZone();
    void refusedMoveSnapsBack();
    void zoneTakesItsContentsAlong();
    void zoneGrowsToHoldWhatIsDropped();
    void resizesFromTheLeftAndKeepsTheContents();
    void resizeNeverLeavesContentsOutside();
    void ctrlAltDragAddsAnAppearance();
    void escapeCancelsADrag();
    void marqueeAndModifiersSelect();
    void clickInsideAZoneSelectsIt();
    void arrowsNudgeInOneStep();
    void copiesPastesAndDuplicates();
    void deletesWhatIsSelected();
    void renamesInPlace();
    void drawsAZoneAroundThings();
    void tabMovesThroughItems();
    void followsChangesMadeElsewhere();
};

void TestCanvas::dropsATypeIntoTheInnermostZone()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const auto known = f.all();
    QVERIFY(f.dropType(u"aws_instance"_s, f.rect(f.subnetB).center()));
    const ResourceId id = f.newest(known);
    QVERIFY(id);
    QCOMPARE(f.row(id).zones, QList<ResourceId>{f.subnetB});
    QCOMPARE(std::fmod(f.rect(id).x(), 8), 0);
    QVERIFY(f.rect(f.subnetB).contains(f.rect(id)));
    QCOMPARE(f.selection.resources(), QList<ResourceId>{id});
    QCOMPARE(f.done.size(), size_t(1));
    QVERIFY(f.undoGives(before));
}

void TestCanvas::newSubnetGetsTheNextFreeBlock()
{
    CanvasFixture f;
    const auto known = f.all();
    QVERIFY(f.dropType(u"aws_subnet"_s, f.rect(f.vpc).bottomLeft() + QPointF(180, -120)));
    const ResourceId subnet = f.newest(known);
    QCOMPARE(f.row(subnet).properties.value(u"cidr_block"_s).toString(), u"10.0.2.0/24"_s);
    QCOMPARE(f.row(subnet).zones, QList<ResourceId>{f.vpc});
    const auto with = f.all();
    QVERIFY(f.dropType(u"aws_vpc"_s, QPointF(820, 400)));
    QCOMPARE(f.row(f.newest(with)).properties.value(u"cidr_block"_s).toString(), u"10.1.0.0/16"_s);
}

void TestCanvas::newAvailabilityZoneGetsTheNextFreeName()
{
    CanvasFixture f;
    QSet<QString> names;
    f.blueprint().forEach<Resource>([&](const Resource &row) { names.insert(row.properties.value(u"zone"_s).toString()); });
    const auto known = f.all();
    QVERIFY(f.dropType(u"groundplan_availability_zone"_s, f.rect(f.vpc).bottomLeft() + QPointF(180, -120)));
    const Resource zone = f.row(f.newest(known));
    const QString name = zone.properties.value(u"zone"_s).toString();
    QVERIFY2(!names.contains(name) && QRegularExpression(u"^us-east-1[abc]$"_s).match(name).hasMatch(), qPrintable(name));
    QCOMPARE(zone.name, QString(name).replace(u'-', u'_'));
}

void TestCanvas::refusedDropSaysWhyAndChangesNothing()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    QSignalSpy said(f.canvas.get(), &Canvas::message);
    f.dropType(u"aws_subnet"_s, f.rect(f.region).bottomRight() - QPointF(60, 60)); // a subnet belongs to a VPC
    QCOMPARE(f.bytes(), before);
    QCOMPARE(f.done.size(), size_t(0));
    QCOMPARE(said.count(), 1);
    QVERIFY(!said.first().first().toString().isEmpty());
}

void TestCanvas::placesByClickThenClick()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const auto known = f.all();
    f.canvas->startPlacing(u"aws_instance"_s);
    QCOMPARE(f.canvas->tool(), Canvas::ToolKind::Place);
    f.move(f.rect(f.subnetB).center());
    f.click(f.rect(f.subnetB).center());
    QCOMPARE(f.row(f.newest(known)).zones, QList<ResourceId>{f.subnetB});
    QTRY_COMPARE(f.canvas->tool(), Canvas::ToolKind::Select);
    QVERIFY(f.undoGives(before));

    f.canvas->startPlacing(u"aws_instance"_s);
    f.key(Qt::Key_Escape);
    QTRY_COMPARE(f.canvas->tool(), Canvas::ToolKind::Select);
}

void TestCanvas::movesOnTheGridAndUndoes()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const QRectF old = f.rect(f.web);
    f.drag(f.center(f.web), f.center(f.web) + QPointF(61, 43));
    QCOMPARE(f.rect(f.web).topLeft(), old.topLeft() + QPointF(64, 40));
    QCOMPARE(f.done.size(), size_t(1));
    QCOMPARE(f.done.back().changes.size(), size_t(1)); // one placement row, nothing else
    QVERIFY(f.undoGives(before));
    // Ctrl suspends the grid.
    f.press(f.center(f.web));
    f.move(f.center(f.web) + QPointF(10, 10), Qt::LeftButton);
    f.move(f.center(f.web) + QPointF(13, 11), Qt::LeftButton, Qt::ControlModifier);
    f.release(f.center(f.web) + QPointF(13, 11), Qt::ControlModifier);
    QCOMPARE(f.rect(f.web).topLeft(), old.topLeft() + QPointF(13, 11));
}

void TestCanvas::movesIntoAnotherZone()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    f.drag(f.center(f.web), f.rect(f.subnetB).center());
    QCOMPARE(f.row(f.web).zones, QList<ResourceId>{f.subnetB});
    QCOMPARE(f.blueprint().placementOf(f.page, f.web)->zone, f.subnetB);
    QVERIFY(f.rect(f.subnetB).contains(f.rect(f.web)));
    QCOMPARE(f.done.size(), size_t(1));
    QVERIFY(f.undoGives(before));
}

void TestCanvas::refusedMoveSnapsBack()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    QSignalSpy said(f.canvas.get(), &Canvas::message);
    f.drag(f.rect(f.subnetB).topLeft() + QPointF(30, 10), f.rect(f.region).bottomRight() - QPointF(60, 60));
    QCOMPARE(f.bytes(), before);
    QCOMPARE(said.count(), 1);
}

void TestCanvas::zoneTakesItsContentsAlong()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const QRectF web = f.rect(f.web);
    f.drag(f.rect(f.subnetA).topLeft() + QPointF(30, 10), f.rect(f.subnetA).topLeft() + QPointF(30, 10) + QPointF(0, 64));
    QCOMPARE(f.rect(f.web).topLeft(), web.topLeft() + QPointF(0, 64));
    QCOMPARE(f.done.back().changes.size(), size_t(1)); // relative geometry: the subnet's row alone
    QVERIFY(f.undoGives(before));
}

void TestCanvas::zoneGrowsToHoldWhatIsDropped()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const QRectF old = f.rect(f.subnetB);
    const auto known = f.all();
    QVERIFY(f.dropType(u"aws_instance"_s, QPointF(old.right() - 10, old.bottom() - 10)));
    const ResourceId id = f.newest(known);
    QVERIFY(f.rect(f.subnetB).contains(f.rect(id)));
    QCOMPARE(f.rect(f.subnetB).topLeft(), old.topLeft());
    QVERIFY(f.rect(f.vpc).contains(f.rect(f.subnetB)));
    QVERIFY(f.undoGives(before));
}

void TestCanvas::resizesFromTheLeftAndKeepsTheContents()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const QRectF web = f.rect(f.web), old = f.rect(f.subnetA);
    f.click(old.topLeft() + QPointF(30, 10));
    QCOMPARE(f.selection.resources(), QList<ResourceId>{f.subnetA});
    f.drag(QPointF(old.left(), old.center().y()), QPointF(old.left() - 24, old.center().y()));
    QCOMPARE(f.rect(f.subnetA), old.adjusted(-24, 0, 0, 0));
    QCOMPARE(f.rect(f.web), web);
    QCOMPARE(f.done.size(), size_t(1));
    QVERIFY(f.undoGives(before));
}

void TestCanvas::resizeNeverLeavesContentsOutside()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const QRectF old = f.rect(f.subnetA);
    f.click(old.topLeft() + QPointF(30, 10));
    f.drag(old.bottomRight(), old.topLeft() + QPointF(60, 60));
    QVERIFY(f.rect(f.subnetA).contains(f.rect(f.web)));
    QVERIFY(f.rect(f.subnetA).width() < old.width());
    QVERIFY(f.undoGives(before));
}

void TestCanvas::ctrlAltDragAddsAnAppearance()
{
    CanvasFixture f;
    const ResourceId balancer = f.add(u"aws_lb"_s, f.subnetA, {168, 48, 96, 96});
    const QByteArray before = f.bytes();
    f.drag(f.center(balancer), f.rect(f.subnetB).center(), Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(f.row(balancer).zones, (QList<ResourceId>{f.subnetA, f.subnetB}));
    QCOMPARE(f.blueprint().placements(balancer).size(), 2);
    QCOMPARE(f.done.size(), size_t(1));
    QVERIFY(f.undoGives(before));
    // What takes one subnet only refuses.
    f.drag(f.center(f.web), f.rect(f.subnetB).center(), Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(f.bytes(), before);
}

void TestCanvas::escapeCancelsADrag()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    f.press(f.center(f.web));
    f.move(f.center(f.web) + QPointF(80, 40), Qt::LeftButton);
    f.key(Qt::Key_Escape);
    f.move(f.center(f.web) + QPointF(90, 40), Qt::LeftButton);
    f.release(f.center(f.web) + QPointF(90, 40));
    QCOMPARE(f.bytes(), before);
    QCOMPARE(f.done.size(), size_t(0));
}

void TestCanvas::marqueeAndModifiersSelect()
{
    CanvasFixture f;
    const ResourceId other = f.add(u"aws_instance"_s, f.subnetA, {168, 48, 96, 96});
    const QRectF zone = f.rect(f.subnetA);
    f.drag(zone.topLeft() + QPointF(20, 40), zone.bottomRight() - QPointF(10, 10));
    QCOMPARE(QSet<ResourceId>(f.selection.resources().begin(), f.selection.resources().end()), (QSet<ResourceId>{f.web, other}));
    f.click(f.center(f.web));
    QCOMPARE(f.selection.resources(), QList<ResourceId>{f.web});
    f.click(f.center(other), Qt::ShiftModifier);
    QCOMPARE(f.selection.resources(), (QList<ResourceId>{f.web, other}));
    f.click(f.center(f.web), Qt::ControlModifier);
    QCOMPARE(f.selection.resources(), QList<ResourceId>{other});
    f.key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(f.selection.resources().size(), f.blueprint().count<Resource>());
    f.key(Qt::Key_Escape);
    QVERIFY(f.selection.isEmpty());
}

void TestCanvas::clickInsideAZoneSelectsIt()
{
    CanvasFixture f;
    f.click(f.rect(f.subnetB).center());
    QCOMPARE(f.selection.resources(), QList<ResourceId>{f.subnetB});
    f.click(f.rect(f.region).bottomRight() + QPointF(40, 10));
    QVERIFY(f.selection.isEmpty());
}

void TestCanvas::arrowsNudgeInOneStep()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const QRectF old = f.rect(f.web);
    f.click(f.center(f.web));
    f.key(Qt::Key_Right);
    f.key(Qt::Key_Right);
    f.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(f.rect(f.web).topLeft(), old.topLeft() + QPointF(16, 40));
    QCOMPARE(f.done.size(), size_t(1));
    QVERIFY(f.undoGives(before));
}

void TestCanvas::copiesPastesAndDuplicates()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const qsizetype count = f.blueprint().count<Resource>();
    f.click(f.center(f.web));
    f.key(Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(f.blueprint().count<Resource>(), count + 1);
    const ResourceId twin = f.selection.resources().value(0);
    QVERIFY(twin && twin != f.web);
    QCOMPARE(f.row(twin).zones, f.row(f.web).zones);
    QVERIFY(f.row(twin).name != f.row(f.web).name);
    QVERIFY(f.undoGives(before));

    f.click(f.rect(f.subnetA).topLeft() + QPointF(30, 10));
    f.key(Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->mimeData()->hasFormat(mime::blueprintPart));
    f.canvas->reveal(f.vpc);
    f.key(Qt::Key_V, Qt::ControlModifier); // into the VPC in the middle of the view
    QCOMPARE(f.blueprint().count<Resource>(), count + 2);
    QVERIFY(f.undoGives(before));

    f.click(f.center(f.web));
    f.key(Qt::Key_X, Qt::ControlModifier);
    QVERIFY(!f.blueprint().find(f.web));
    QVERIFY(f.undoGives(before));
}

void TestCanvas::deletesWhatIsSelected()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    f.click(f.rect(f.subnetA).topLeft() + QPointF(30, 10));
    f.key(Qt::Key_Delete);
    QVERIFY(!f.blueprint().find(f.subnetA));
    QVERIFY(!f.blueprint().find(f.web)); // with what stands in it
    QVERIFY(f.selection.isEmpty());
    QVERIFY(f.undoGives(before));
}

void TestCanvas::renamesInPlace()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    f.click(f.center(f.web));
    f.key(Qt::Key_F2);
    auto *editor = f.view()->findChild<QLineEdit *>(u"canvasNameEditor"_s);
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"frontend"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(f.row(f.web).name, u"frontend"_s);
    QVERIFY(f.undoGives(before));

    // A name tag is what the drawing shows, so it is what changes.
    f.apply(edits::setProperty(f.blueprint(), {f.web}, u"tags.Name"_s, u"shown"_s));
    f.key(Qt::Key_F2);
    QTRY_VERIFY(f.view()->findChildren<QLineEdit *>(u"canvasNameEditor"_s).size() == 1);
    editor = f.view()->findChild<QLineEdit *>(u"canvasNameEditor"_s);
    QCOMPARE(editor->text(), u"shown"_s);
    editor->setText(u"front door"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(valueAt(f.row(f.web).properties, u"tags.Name"_s).toString(), u"front door"_s);
    QCOMPARE(f.row(f.web).name, u"instance"_s);
    f.apply(edits::setProperty(f.blueprint(), {f.web}, u"tags"_s, {}));
    f.done.clear();

    QTest::mouseDClick(f.view(), Qt::LeftButton, {}, f.at(f.center(f.web)));
    QTRY_VERIFY(f.view()->findChildren<QLineEdit *>(u"canvasNameEditor"_s).size() == 1);
    editor = f.view()->findChild<QLineEdit *>(u"canvasNameEditor"_s);
    QTest::keyClicks(editor, u"other"_s);
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(f.bytes(), before);
}

void TestCanvas::drawsAZoneAroundThings()
{
    CanvasFixture f;
    const QByteArray before = f.bytes();
    const auto known = f.all();
    f.canvas->setTool(Canvas::ToolKind::Zone); // a free group
    f.drag(f.rect(f.web).topLeft() - QPointF(16, 32), f.rect(f.web).bottomRight() + QPointF(16, 16));
    const ResourceId group = f.newest(known);
    QVERIFY(group);
    QCOMPARE(f.row(group).zones, QList<ResourceId>{f.subnetA});
    QCOMPARE(f.row(f.web).zones, QList<ResourceId>{group});
    QCOMPARE(f.done.size(), size_t(1));
    QVERIFY(f.undoGives(before));
}

void TestCanvas::tabMovesThroughItems()
{
    CanvasFixture f;
    QSet<ResourceId> seen;
    for (qsizetype i = 0; i < f.blueprint().count<Resource>(); ++i) {
        f.key(Qt::Key_Tab);
        QCOMPARE(f.selection.resources().size(), 1);
        seen.insert(f.selection.resources().first());
    }
    QCOMPARE(seen, f.all());
}

void TestCanvas::followsChangesMadeElsewhere()
{
    CanvasFixture f;
    const QImage before = f.picture();
    const QByteArray bytes = f.bytes();
    const auto renamed = edits::rename(f.blueprint(), f.web, u"changed_name"_s);
    f.apply(renamed);
    const QImage after = f.picture();
    QVERIFY(before != after);
    f.apply(inverse(*renamed));
    QCOMPARE(f.picture(), before);

    const auto removed = edits::removeResources(f.blueprint(), {f.subnetB, f.subnetA});
    f.apply(removed);
    QVERIFY(f.picture() != before);
    QVERIFY(f.canvas->viewRect(f.web).isNull());
    f.apply(inverse(*removed));
    QCOMPARE(f.picture(), before);
    QCOMPARE(f.bytes(), bytes);
}

QTEST_MAIN(TestCanvas)
#include "test_canvas.moc"
