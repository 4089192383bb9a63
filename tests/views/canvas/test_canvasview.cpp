// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/canvas/canvasfixture.h"
#include "views/canvas/connectpopup.h"
#include "views/canvas/minimap.h"

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Looking around and connecting, with real events.
class TestCanvasView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wheelZoomsAroundThePointer();
    void pansByMiddleButtonSpaceAndWheel();
    void fitShowsThePage();
    void minimapGoesThere();
    void revealBringsIntoView();
    void connectsByDraggingFromAHandle();
    void connectionIsSelectedEditedAndDeleted();
    void portsAreRead_data();
    void portsAreRead();
    void badgesAndPillsChangeThePicture();
    void emptyPageGivesAHint();
    void partialRedrawEqualsAFullOne();

private:
    ConnectionId connection(CanvasFixture &f, ResourceId &other);
};

void TestCanvasView::wheelZoomsAroundThePointer()
{
    CanvasFixture f;
    const QPointF view(300, 200);
    const QPointF scene = f.canvas->toScene(view);
    QSignalSpy zoomed(f.canvas.get(), &Canvas::zoomChanged);
    QWheelEvent wheel(view, f.view()->mapToGlobal(view), {}, QPoint(0, 120), Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(f.view(), &wheel);
    QCOMPARE(zoomed.count(), 1);
    QVERIFY(f.canvas->zoom() > 1);
    QVERIFY((f.canvas->toView(scene) - view).manhattanLength() < 2);
}

void TestCanvasView::pansByMiddleButtonSpaceAndWheel()
{
    CanvasFixture f;
    const QPointF start = f.canvas->toScene({0, 0});
    QTest::mousePress(f.view(), Qt::MiddleButton, {}, {400, 300});
    QMouseEvent move(QEvent::MouseMove, QPointF(350, 280), f.view()->mapToGlobal(QPointF(350, 280)), Qt::NoButton, Qt::MiddleButton, {});
    QApplication::sendEvent(f.view(), &move);
    QTest::mouseRelease(f.view(), Qt::MiddleButton, {}, {350, 280});
    QCOMPARE(f.canvas->toScene({0, 0}), start + QPointF(50, 20));

    QTest::keyPress(f.canvas.get(), Qt::Key_Space);
    QTest::mousePress(f.view(), Qt::LeftButton, {}, {350, 280});
    QMouseEvent back(QEvent::MouseMove, QPointF(400, 300), f.view()->mapToGlobal(QPointF(400, 300)), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(f.view(), &back);
    QTest::mouseRelease(f.view(), Qt::LeftButton, {}, {400, 300});
    QTest::keyRelease(f.canvas.get(), Qt::Key_Space);
    QCOMPARE(f.canvas->toScene({0, 0}), start);
    QVERIFY(f.selection.isEmpty());

    QWheelEvent wheel(QPointF(10, 10), f.view()->mapToGlobal(QPointF(10, 10)), {}, QPoint(0, -120), Qt::NoButton, {}, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(f.view(), &wheel);
    QVERIFY(f.canvas->toScene({0, 0}).y() > start.y());
}

void TestCanvasView::fitShowsThePage()
{
    CanvasFixture f;
    f.canvas->zoomTo(3);
    f.canvas->fit();
    QVERIFY(QRectF(f.view()->rect())
                .contains(QRectF(f.canvas->toView(f.rect(f.region).topLeft()), f.canvas->toView(f.rect(f.region).bottomRight()))));
}

void TestCanvasView::minimapGoesThere()
{
    CanvasFixture f;
    f.canvas->zoomTo(2);
    auto *map = f.view()->findChild<Minimap *>();
    QVERIFY(map && map->isVisible());
    QTest::mouseClick(map, Qt::LeftButton, {}, map->rect().center());
    const QPointF middle = f.canvas->toScene(QRectF(f.view()->rect()).center());
    QVERIFY((middle - f.rect(f.region).center()).manhattanLength() < 40);
}

void TestCanvasView::revealBringsIntoView()
{
    CanvasFixture f;
    f.canvas->zoomTo(4);
    f.selection.reveal(f.bucket);
    QVERIFY(f.view()->rect().contains(f.canvas->viewRect(f.bucket)));
}

void TestCanvasView::connectsByDraggingFromAHandle()
{
    CanvasFixture f;
    const ResourceId other = f.add(u"aws_instance"_s, f.subnetB, {104, 48, 96, 96});
    const QByteArray before = f.bytes();
    f.move(f.center(f.web)); // shows the handles
    const QRectF tile = tileRect(f.rect(f.web)).adjusted(-4, -4, 4, 4);
    f.drag(QPointF(tile.right(), tile.center().y()), tileRect(f.rect(other)).center());
    auto *popup = f.view()->findChild<ConnectPopup *>();
    QVERIFY(popup);
    QCOMPARE(f.bytes(), before); // asked first
    auto *ports = popup->findChild<QLineEdit *>();
    QVERIFY(ports && ports->isVisible());
    ports->setText(u"no such thing"_s);
    QTest::keyClick(ports, Qt::Key_Return);
    QCOMPARE(f.bytes(), before);
    ports->setText(u"tcp 8080, 9000-9100"_s);
    QTest::keyClick(ports, Qt::Key_Return);
    const auto ids = f.blueprint().connections(f.web);
    QCOMPARE(ids.size(), 1);
    const Connection *made = f.blueprint().find(ids.first());
    QCOMPARE(made->kind, u"network_access"_s);
    QCOMPARE(made->to, other);
    QCOMPARE(made->properties.value(u"ports"_s).toList(), (ValueList{8080, u"9000-9100"_s}));
    QCOMPARE(f.selection.connections(), ids);
    QVERIFY(f.undoGives(before));
}

ConnectionId TestCanvasView::connection(CanvasFixture &f, ResourceId &other)
{
    other = f.add(u"aws_instance"_s, f.subnetB, {104, 48, 96, 96});
    ConnectionId id;
    f.apply(
        edits::connect(f.blueprint(), f.web, other, u"network_access"_s, {{u"protocol"_s, u"tcp"_s}, {u"ports"_s, ValueList{80}}}, &id));
    return id;
}

void TestCanvasView::connectionIsSelectedEditedAndDeleted()
{
    CanvasFixture f;
    ResourceId other;
    const ConnectionId id = connection(f, other);
    const QByteArray before = f.bytes();
    // Both stand at one height: the line runs straight between the tiles.
    const QRectF a = tileRect(f.rect(f.web)), b = tileRect(f.rect(other));
    const QPointF on(a.right() + (b.left() - a.right()) * 0.2, a.center().y());
    f.click(on);
    QCOMPARE(f.selection.connections(), QList<ConnectionId>{id});
    QTest::mouseDClick(f.view(), Qt::LeftButton, {}, f.at(on));
    auto *editor = f.view()->findChild<QLineEdit *>(u"canvasNameEditor"_s);
    QVERIFY(editor);
    QCOMPARE(editor->text(), u"tcp 80"_s);
    editor->setText(u"udp 53"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(f.blueprint().find(id)->properties.value(u"protocol"_s).toString(), u"udp"_s);
    QVERIFY(f.undoGives(before));
    f.click(on);
    f.key(Qt::Key_Delete);
    QVERIFY(!f.blueprint().find(id));
    QVERIFY(f.undoGives(before));
}

void TestCanvasView::portsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("one") << u"443"_s << true;
    QTest::newRow("protocol and several") << u"udp 53, 5353"_s << true;
    QTest::newRow("range") << u"tcp 1-65535"_s << true;
    QTest::newRow("all") << u"all"_s << true;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("too large") << u"tcp 70000"_s << false;
    QTest::newRow("backwards") << u"90-80"_s << false;
    QTest::newRow("protocol") << u"http 80"_s << false;
    QTest::newRow("code") << u"${var.port}"_s << false;
}

void TestCanvasView::portsAreRead()
{
    QFETCH(QString, text);
    QFETCH(bool, fits);
    const auto ports = ConnectPopup::parsePorts(text);
    QCOMPARE(ports.ok(), fits);
    if (!fits)
        QVERIFY(!ports.error().message.isEmpty());
}

void TestCanvasView::badgesAndPillsChangeThePicture()
{
    CanvasFixture f;
    const QImage plain = f.picture();
    f.canvas->setCosts({{f.web, u"$32.85"_s}});
    const QImage priced = f.picture();
    QVERIFY(priced != plain);
    f.canvas->setFindings({{f.web, Severity::Error}});
    const QImage found = f.picture();
    QVERIFY(found != priced);
    f.canvas->setPlan({{f.bucket, PlannedAction::Create}});
    QVERIFY(f.picture() != found);
    f.canvas->setPlan({});
    QCOMPARE(f.picture(), found);
    f.canvas->updateFindings({f.web}, [](const ResourceId &) { return std::nullopt; });
    QCOMPARE(f.picture(), priced);
    f.canvas->updateCosts({{f.web, {}}});
    QCOMPARE(f.picture(), plain);
    f.canvas->setTheme(Style::dark());
    QVERIFY(f.picture() != plain);
    f.canvas->setTheme(Style::light());
    QCOMPARE(f.picture(), plain);
}

void TestCanvasView::emptyPageGivesAHint()
{
    CanvasFixture f;
    PageId second;
    const auto added = edits::addPage(f.blueprint(), u"Empty"_s, &second);
    f.apply(added);
    f.canvas->setPage(second);
    QCOMPARE(f.canvas->page(), second);
    const QImage hint = f.picture();
    f.canvas->setPage(f.page);
    QVERIFY(f.picture() != hint);
    // What is drawn elsewhere asks for its page.
    f.canvas->setPage(second);
    QSignalSpy asked(f.canvas.get(), &Canvas::pageChangeRequested);
    f.canvas->reveal(f.web);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().value<PageId>(), f.page);
    // Its removal shows what is left.
    f.apply(inverse(*added));
    QCOMPARE(f.canvas->page(), f.page);
}

void TestCanvasView::partialRedrawEqualsAFullOne()
{
    CanvasFixture f;
    ResourceId other;
    connection(f, other);
    f.picture();
    f.drag(f.center(f.web), f.center(f.web) + QPointF(48, 72));
    f.click(f.rect(f.region).bottomRight() + QPointF(40, 10));
    f.move(f.rect(f.region).bottomRight() + QPointF(40, 10));
    f.canvas->setPlan({});
    const QImage mended = f.picture();
    f.canvas->setTheme(Style::light()); // forgets every tile
    const QImage full = f.picture();
    if (const QByteArray folder = qgetenv("GROUNDPLAN_SHOTS"); !folder.isEmpty()) {
        mended.save(QString::fromLocal8Bit(folder) + u"/mended.png"_s);
        full.save(QString::fromLocal8Bit(folder) + u"/full.png"_s);
    }
    QCOMPARE(full, mended);
}

QTEST_MAIN(TestCanvasView)
#include "test_canvasview.moc"
