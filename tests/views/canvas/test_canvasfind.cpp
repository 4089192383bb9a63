// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "tests/views/canvas/canvasfixture.h"
#include "views/canvas/findbar.h"
#include "views/canvas/minimap.h"

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Finding by typing, and seeing only what belongs to the selection.
class TestCanvasFind : public QObject {
    Q_OBJECT

    static QLineEdit *open(CanvasFixture &f, const QString &text)
    {
        f.canvas->find();
        auto *line = f.view()->findChild<QLineEdit *>(u"canvasFind"_s);
        if (line) {
            line->selectAll();
            QTest::keyClicks(line, text);
        }
        return line;
    }
    static QString count(CanvasFixture &f) { return f.view()->findChild<QLabel *>(u"canvasFindCount"_s)->text(); }

private Q_SLOTS:
    void findsNextPreviousAndAll()
    {
        CanvasFixture f;
        const ResourceId second = f.add(u"aws_instance"_s, f.subnetB, {40, 48, 96, 96});
        const QByteArray before = f.bytes();
        f.selection.set({f.bucket});
        QLineEdit *line = open(f, u"type:instance"_s);
        QVERIFY(line && line->isVisible());
        QCOMPARE(count(f), u"2 found"_s);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.bucket}); // typing only marks
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.web}); // left before right
        QCOMPARE(count(f), u"1 of 2"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{second});
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.web}); // around
        QTest::keyClick(line, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{second});
        QTest::keyClick(line, Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(f.selection.resources(), (QList<ResourceId>{f.web, second}));
        QVERIFY(!line->isVisible());
        QCOMPARE(f.bytes(), before);
    }

    void foundThingsAreMarkedUntilItCloses()
    {
        CanvasFixture f;
        f.move(QPointF(-40, -40));
        f.canvas->find();
        auto *line = f.view()->findChild<QLineEdit *>(u"canvasFind"_s);
        QTest::keyClick(line, Qt::Key_Escape);
        const QImage plain = f.picture();
        line = open(f, u"web-that-is-not-there"_s);
        QCOMPARE(count(f), u"nothing"_s);
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(f.picture(), plain);
        line = open(f, u"bucket"_s);
        QCOMPARE(count(f), u"1 found"_s);
        const QRect there = f.canvas->viewRect(f.bucket).adjusted(-8, -8, 8, 8);
        QVERIFY(f.picture().copy(there) != plain.copy(there));
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(f.picture(), plain);
    }

    void bringsFarThingsIntoView()
    {
        CanvasFixture f;
        const ResourceId far = f.add(u"aws_sqs_queue"_s, f.region, {9000, 7000, 96, 96});
        QLineEdit *line = open(f, u"sqs"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(f.view()->rect().contains(f.canvas->viewRect(far)));
    }

    void followsEditsWhileItIsOpen()
    {
        CanvasFixture f;
        open(f, u"type:instance"_s);
        QCOMPARE(count(f), u"1 found"_s);
        f.add(u"aws_instance"_s, f.subnetB, {40, 48, 96, 96});
        QTRY_COMPARE(count(f), u"2 found"_s);
        f.apply(edits::removeResources(f.blueprint(), {f.web}));
        QTRY_COMPARE(count(f), u"1 found"_s);
    }

    void focusDimsTheRest()
    {
        CanvasFixture f;
        const ResourceId other = f.add(u"aws_instance"_s, f.subnetB, {104, 48, 96, 96});
        ConnectionId line;
        f.apply(edits::connect(f.blueprint(), f.web, other, u"network_access"_s, {{u"ports"_s, ValueList{443}}}, &line));
        f.move(QPointF(-40, -40));
        const QImage plain = f.picture();
        f.canvas->setFocusMode(true);
        QCOMPARE(f.picture(), plain); // nothing is selected
        f.click(f.center(f.web));
        f.move(QPointF(-40, -40));
        const QImage focused = f.picture();
        const auto at = [&](const QImage &image, const QPointF &scene) { return image.pixelColor(f.at(scene)); };
        const QPointF bucketTile = tileRect(f.rect(f.bucket)).topLeft() + QPointF(22, 4),
                      otherTile = tileRect(f.rect(other)).topLeft() + QPointF(22, 4);
        QVERIFY(at(focused, bucketTile).lightness() > at(plain, bucketTile).lightness() + 30);
        QCOMPARE(at(focused, otherTile), at(plain, otherTile)); // a line goes there
        f.selection.clear();
        QCOMPARE(f.picture(), plain);
        f.click(f.center(f.web));
        f.canvas->setFocusMode(false);
        f.selection.clear();
        f.move(QPointF(-40, -40));
        QCOMPARE(f.picture(), plain);
    }

    void minimapMayBeHidden()
    {
        CanvasFixture f;
        auto *map = f.view()->findChild<Minimap *>();
        QVERIFY(map->isVisible());
        f.canvas->setMinimapVisible(false);
        QVERIFY(!map->isVisible());
        f.canvas->setMinimapVisible(true);
        QVERIFY(map->isVisible());
    }

    void notesAreFoundAfterResources()
    {
        CanvasFixture f;
        const auto note = [&f](const QString &text, const PageId &page, const QPointF &at) {
            Annotation row;
            row.page = page;
            row.kind = annotation::sticky;
            row.text = text;
            row.rect = QRectF(at, QSizeF(120, 60));
            AnnotationId id;
            f.apply(edits::addAnnotation(f.blueprint(), row, &id));
            return id;
        };
        PageId second;
        f.apply(edits::addPage(f.blueprint(), u"Second"_s, &second));
        const AnnotationId elsewhere = note(u"The bucket of last year"_s, second, {0, 0});
        const AnnotationId far = note(u"Which BUCKET is this?"_s, f.page, {5000, 4000});
        const AnnotationId other = note(u"Nothing about it"_s, f.page, {500, 400});
        connect(f.canvas.get(), &Canvas::pageChangeRequested, f.canvas.get(), &Canvas::setPage);
        const QByteArray before = f.bytes();
        QLineEdit *line = open(f, u"bucket"_s);
        QCOMPARE(count(f), u"3 found"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.bucket});
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f.selection.annotations(), QList<AnnotationId>{far});
        QVERIFY(f.selection.resources().isEmpty());
        QVERIFY(QRectF(f.view()->rect()).contains(f.canvas->toView(QPointF(5060, 4030)))); // it came into view
        QCOMPARE(count(f), u"2 of 3"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f.canvas->page(), second);
        QCOMPARE(f.selection.annotations(), QList<AnnotationId>{elsewhere});
        f.canvas->setPage(f.page);
        QTest::keyClick(line, Qt::Key_Return, Qt::AltModifier); // all of this page
        QCOMPARE(f.selection.annotations(), QList<AnnotationId>{far});
        QCOMPARE(f.selection.resources(), QList<ResourceId>{f.bucket});
        open(f, u"note:nothing"_s);
        QCOMPARE(count(f), u"1 found"_s);
        line = open(f, u"type:instance"_s);
        QCOMPARE(count(f), u"1 found"_s); // whoever asks for a type means resources
        open(f, u"about -nothing"_s);
        QCOMPARE(count(f), u"nothing"_s);
        f.apply(edits::setAnnotationText(f.blueprint(), other, u"About all"_s, {120, 60}));
        QTRY_COMPARE(count(f), u"1 found"_s);
        f.apply(edits::setAnnotationText(f.blueprint(), other, u"Nothing about it"_s, {120, 60}));
        QCOMPARE(f.bytes(), before);
    }
};

QTEST_MAIN(TestCanvasFind)
#include "test_canvasfind.moc"
