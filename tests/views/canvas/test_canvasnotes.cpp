// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "model/blueprint/pagelayout.h"
#include "tests/views/canvas/canvasfixture.h"
#include "views/canvas/notebar.h"
#include "views/canvas/noteeditor.h"
#include "views/canvas/notes.h"

#include <QDragEnterEvent>
#include <QLineF>
#include <QUrl>
#include <QClipboard>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Notes on the page, by the events that a hand makes.
class TestCanvasNotes : public QObject {
    Q_OBJECT

    std::unique_ptr<CanvasFixture> m_f;
    QTemporaryDir m_folder;
    const QPointF m_free{820, 420}; ///< in the region, where nothing else stands

    const Annotation &note(const AnnotationId &id) const { return *m_f->blueprint().find(id); }
    QList<AnnotationId> notes() const { return m_f->blueprint().annotationsOn(m_f->page); }
    AnnotationId add(const QString &kind, const QRectF &rect, const QString &text = {})
    {
        Annotation row;
        row.page = m_f->page;
        row.kind = kind;
        row.rect = rect;
        row.text = text;
        AnnotationId id;
        m_f->apply(edits::addAnnotation(m_f->blueprint(), row, &id));
        return id;
    }
    NoteEditor *editor() const { return m_f->view()->findChild<NoteEditor *>(u"canvasNoteEditor"_s); }
    NoteBar *bar() const { return m_f->view()->findChild<NoteBar *>(u"canvasNoteBar"_s); }
    void write(const QString &text)
    {
        QVERIFY(editor());
        QTest::keyClicks(editor(), text);
        QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::sendPostedEvents();
        QVERIFY(!editor());
    }
    QString pngFile(const QString &name, const QSize &size, const QColor &color = Qt::red)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(color);
        const QString path = m_folder.filePath(name);
        return image.save(path, "PNG") ? path : QString();
    }
    void drop(const QStringList &paths, const QPointF &scene)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QDragEnterEvent enter(m_f->at(scene), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_f->view(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(m_f->at(scene), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_f->view(), &event);
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_f = std::make_unique<CanvasFixture>();
    }
    void cleanup() { m_f.reset(); }

    void aClickPlacesAStickyToWriteOn()
    {
        const QByteArray before = m_f->bytes();
        m_f->canvas->startNote(annotation::sticky);
        QCOMPARE(m_f->canvas->tool(), Canvas::ToolKind::Note);
        m_f->click(m_free);
        QCOMPARE(notes().size(), 1);
        QCOMPARE(note(notes().first()).rect, QRectF(canvasmetrics::snapped(m_free), annotation::usualSize(annotation::sticky)));
        write(u"Ask Kim first"_s);
        QCOMPARE(note(notes().first()).text, u"Ask Kim first"_s);
        QCOMPARE(m_f->canvas->tool(), Canvas::ToolKind::Select);
        QCOMPARE(m_f->selection.annotations(), notes());
        QCOMPARE(m_f->done.size(), size_t(1)); // placing it and its first words are one step
        QVERIFY(m_f->undoGives(before));
    }

    void aTextIsThereWhenItIsWritten()
    {
        const QByteArray before = m_f->bytes();
        m_f->canvas->startNote(annotation::text);
        m_f->click(m_free);
        QVERIFY(notes().isEmpty());
        QTest::keyClicks(editor(), u"never"_s);
        QTest::keyClick(editor(), Qt::Key_Escape);
        QCOMPARE(m_f->bytes(), before);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        m_f->canvas->startNote(annotation::text);
        m_f->click(m_free);
        write(u"Everything in this box belongs to the shop and to nobody else"_s);
        QCOMPARE(notes().size(), 1);
        const QSizeF size = note(notes().first()).rect.size();
        QVERIFY2(size.width() > 300 && size.height() < 30, "One line as wide as its words");
        // Without words nothing would be left to see.
        QTest::mouseDClick(m_f->view(), Qt::LeftButton, {}, m_f->at(note(notes().first()).rect.center()));
        QVERIFY(editor());
        editor()->selectAll();
        QTest::keyClick(editor(), Qt::Key_Delete);
        QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(notes().isEmpty());
        QVERIFY(m_f->undoGives(before));
    }

    void wordsMakeANoteGrow()
    {
        const AnnotationId id = add(annotation::sticky, {m_free, QSizeF(120, 40)});
        m_f->click(note(id).rect.center());
        m_f->key(Qt::Key_F2);
        write(u"one two three four five six seven eight nine ten eleven twelve thirteen fourteen"_s);
        QCOMPARE(note(id).rect.width(), 120.0);
        QVERIFY(note(id).rect.height() > 80);
    }

    void aDragDrawsIt_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QPointF>("off");
        QTest::newRow("rectangle") << QString(annotation::rectangle) << QPointF(96, 64);
        QTest::newRow("ellipse, up and left") << QString(annotation::ellipse) << QPointF(-80, -48);
        QTest::newRow("arrow") << QString(annotation::arrow) << QPointF(80, -40);
        QTest::newRow("arrow, leftwards") << QString(annotation::arrow) << QPointF(-80, 0);
    }
    void aDragDrawsIt()
    {
        QFETCH(QString, kind);
        QFETCH(QPointF, off);
        const QPointF from(840, 440);
        m_f->canvas->startNote(kind);
        m_f->drag(from, from + off);
        QCOMPARE(notes().size(), 1);
        const Annotation &row = note(notes().first());
        QCOMPARE(row.rect, QRectF(from, from + off).normalized());
        if (kind == annotation::arrow)
            QCOMPARE(annotation::arrowLine(row), QLineF(from, from + off));
    }

    void draggingMovesOnTheGrid()
    {
        const AnnotationId id = add(annotation::sticky, {800, 400, 88, 96}), other = add(annotation::arrow, {800, 520, 80, 40});
        const QByteArray before = m_f->bytes();
        m_f->click({830, 430});
        QCOMPARE(m_f->selection.annotations(), QList{id});
        m_f->click({840, 540}, Qt::ShiftModifier);
        QCOMPARE(m_f->selection.annotations(), (QList{id, other}));
        m_f->drag({830, 430}, {830 + 45, 430 + 21}, Qt::NoModifier);
        QCOMPARE(note(id).rect, QRectF(848, 424, 88, 96));
        QCOMPARE(note(other).rect, QRectF(848, 544, 80, 40));
        QCOMPARE(m_f->done.size(), size_t(1));
        m_f->key(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(note(id).rect.left(), 808.0);
        m_f->key(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(m_f->done.size(), size_t(2)); // a run of nudges is one step
        QVERIFY(m_f->undoGives(before));
        // Escape takes a drag back.
        m_f->press({830, 430});
        m_f->move({900, 500}, Qt::LeftButton);
        m_f->key(Qt::Key_Escape);
        m_f->release({900, 500});
        QCOMPARE(m_f->bytes(), before);
    }

    void altDragsACopy()
    {
        const AnnotationId id = add(annotation::sticky, {800, 400, 96, 96}, u"x"_s);
        const QByteArray before = m_f->bytes();
        m_f->drag({830, 430}, {830, 560}, Qt::AltModifier);
        QCOMPARE(notes().size(), 2);
        QCOMPARE(note(id).rect.top(), 400.0);
        const AnnotationId copy = m_f->selection.annotations().first();
        QVERIFY(copy != id);
        QCOMPARE(note(copy).text, u"x"_s);
        QCOMPARE(note(copy).rect.top(), 528.0);
        QVERIFY(m_f->undoGives(before));
    }

    void handlesResizeIt()
    {
        const AnnotationId id = add(annotation::callout, {800, 400, 120, 64});
        const QByteArray before = m_f->bytes();
        const QPointF tip = annotation::calloutTip(note(id));
        m_f->click({860, 430});
        m_f->drag({920, 464}, {952, 480});
        QCOMPARE(note(id).rect, QRectF(800, 400, 152, 80));
        QCOMPARE(annotation::calloutTip(note(id)), tip); // it still points there
        m_f->drag(tip, {760, 560});
        QCOMPARE(annotation::calloutTip(note(id)), QPointF(760, 560));
        QVERIFY(m_f->undoGives(before));
    }

    void endsOfAnArrowAreDragged()
    {
        const AnnotationId id = add(annotation::arrow, {800, 440, 80, 40});
        m_f->click({840, 460});
        QCOMPARE(m_f->selection.annotations(), QList{id});
        m_f->drag({880, 480}, {720, 560});
        QCOMPARE(annotation::arrowLine(note(id)), QLineF(800, 440, 720, 560));
        m_f->drag({800, 440}, {760, 600});
        QCOMPARE(annotation::arrowLine(note(id)), QLineF(760, 600, 720, 560));
    }

    void whatIsLockedStays()
    {
        const AnnotationId id = add(annotation::sticky, {800, 400, 96, 96});
        m_f->click({830, 430});
        m_f->canvas->toggleLock();
        QVERIFY(note(id).locked);
        const QByteArray before = m_f->bytes();
        m_f->drag({830, 430}, {900, 520});
        m_f->key(Qt::Key_Left);
        m_f->key(Qt::Key_Delete);
        QCOMPARE(m_f->bytes(), before);
        m_f->canvas->toggleLock();
        m_f->key(Qt::Key_Delete);
        QVERIFY(notes().isEmpty());
    }

    void aRubberBandTakesWhatLiesInIt()
    {
        const AnnotationId in = add(annotation::sticky, {800, 400, 64, 64}), out = add(annotation::rectangle, {700, 380, 240, 200});
        m_f->drag({790, 392}, {880, 480});
        QCOMPARE(m_f->selection.annotations(), QList{in});
        Q_UNUSED(out)
        m_f->key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(notes().size(), 3);
        QVERIFY(!m_f->selection.contains(in));
        m_f->key(Qt::Key_Delete);
        QCOMPARE(notes().size(), 2);
    }

    void theClipboardCarriesThem()
    {
        add(annotation::sticky, {800, 400, 64, 64}, u"Hi"_s);
        const QByteArray before = m_f->bytes();
        m_f->click({820, 420});
        m_f->canvas->copy();
        m_f->canvas->cut();
        QVERIFY(notes().isEmpty());
        m_f->move({840, 520});
        m_f->canvas->paste();
        QCOMPARE(notes().size(), 1);
        QCOMPARE(note(notes().first()).text, u"Hi"_s);
        QCOMPARE(m_f->selection.annotations(), notes());
        QVERIFY(m_f->undoGives(before));
    }

    void aZoneTakesItsNotesAlong()
    {
        const QRectF subnet = m_f->rect(m_f->subnetA);
        const AnnotationId in = add(annotation::sticky, QRectF(subnet.topLeft() + QPointF(160, 60), QSizeF(96, 96)));
        const AnnotationId across = add(annotation::rectangle, subnet.adjusted(-16, -16, 16, 16));
        const QByteArray before = m_f->bytes();
        const QRectF inRect = note(in).rect, acrossRect = note(across).rect;
        const QPointF title = subnet.topLeft() + QPointF(30, 12);
        m_f->drag(title, title + QPointF(0, 160));
        const QPointF moved = m_f->rect(m_f->subnetA).topLeft() - subnet.topLeft();
        QVERIFY(moved.y() > 100);
        QCOMPARE(note(in).rect, inRect.translated(moved));
        QCOMPARE(note(across).rect, acrossRect);
        QCOMPARE(m_f->done.size(), size_t(1));
        QVERIFY(m_f->undoGives(before));
    }

    void resourcesAndNotesMoveTogether()
    {
        const QRectF web = m_f->rect(m_f->web);
        const AnnotationId id = add(annotation::sticky, QRectF(web.topLeft() + QPointF(0, 100), QSizeF(80, 40)));
        const QByteArray before = m_f->bytes();
        const QRectF start = note(id).rect;
        for (const bool byTheNote : {false, true}) {
            m_f->click(web.center());
            m_f->click(start.center(), Qt::ShiftModifier);
            const QPointF from = byTheNote ? start.center() : web.center();
            m_f->drag(from, from + QPointF(64, 8), Qt::ControlModifier);
            const QPointF moved = m_f->rect(m_f->web).topLeft() - web.topLeft();
            QVERIFY(!moved.isNull());
            QCOMPARE(note(id).rect, start.translated(moved));
            QVERIFY(m_f->undoGives(before));
        }
    }

    void aShapeAroundThingsLetsThemBePicked()
    {
        const QRectF web = m_f->rect(m_f->web);
        const AnnotationId id = add(annotation::rectangle, web.adjusted(-24, -24, 24, 24));
        m_f->click(web.center());
        QCOMPARE(m_f->selection.resources(), QList{m_f->web});
        QVERIFY(m_f->selection.annotations().isEmpty());
        m_f->click(note(id).rect.topLeft() + QPointF(40, 0));
        QCOMPARE(m_f->selection.annotations(), QList{id});
        QVERIFY(m_f->selection.resources().isEmpty());
    }

    void theBarBesideItColours()
    {
        const AnnotationId id = add(annotation::sticky, {800, 400, 96, 96}, u"Some words"_s);
        QVERIFY(!bar()->isVisible());
        m_f->click({830, 430});
        QVERIFY(bar()->isVisible());
        auto *red = bar()->findChild<QToolButton *>(u"noteColor:red"_s);
        QVERIFY(!red->isChecked());
        const QByteArray before = m_f->bytes();
        QTest::mouseClick(red, Qt::LeftButton);
        QCOMPARE(note(id).color, u"red"_s);
        QVERIFY(red->isChecked());
        QTest::mouseClick(bar()->findChild<QToolButton *>(u"noteLarger"_s), Qt::LeftButton);
        QCOMPARE(note(id).size, u"large"_s);
        QVERIFY(m_f->undoGives(before));
        // Out of the way while the hand works, and where resources are meant.
        m_f->press({830, 430});
        m_f->move({880, 480}, Qt::LeftButton);
        QVERIFY(!bar()->isVisible());
        m_f->release({880, 480});
        QVERIFY(bar()->isVisible());
        m_f->click(m_f->center(m_f->bucket), Qt::ShiftModifier);
        QVERIFY(!bar()->isVisible());
    }

    void keysReachThem()
    {
        const AnnotationId id = add(annotation::sticky, {800, 400, 96, 96});
        bool isReached = false;
        for (int i = 0; i < 12 && !isReached; ++i) {
            m_f->key(Qt::Key_Tab);
            isReached = m_f->selection.annotations() == QList{id};
        }
        QVERIFY(isReached);
        QVERIFY(m_f->selection.resources().isEmpty());
        m_f->key(Qt::Key_Return);
        write(u"by keys"_s);
        QCOMPARE(note(id).text, u"by keys"_s);
        m_f->key(Qt::Key_Tab);
        QVERIFY(m_f->selection.annotations() != QList{id});
    }

    void aDroppedPictureIsEmbedded()
    {
        const QByteArray before = m_f->bytes();
        const QString path = pngFile(u"one.png"_s, {960, 480});
        drop({path}, m_free);
        QCOMPARE(notes().size(), 1);
        const Annotation row = note(notes().first());
        QCOMPARE(row.kind, QString(annotation::image));
        QCOMPARE(row.rect.size(), QSizeF(480, 240)); // never larger than one can work with
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(annotation::pictureBytes(row), file.readAll());
        QVERIFY(QFile::remove(path)); // it is in the blueprint
        const QImage seen = m_f->picture();
        QCOMPARE(seen.pixelColor(m_f->at(row.rect.center())), QColor(Qt::red));
        QVERIFY(m_f->undoGives(before));
    }

    void whatCanNotBeEmbeddedIsTold()
    {
        const QByteArray before = m_f->bytes();
        QStringList told;
        connect(m_f->canvas.get(), &Canvas::message, this, [&](const QString &text) { told.append(text); });
        QFile large(m_folder.filePath(u"large.png"_s));
        QVERIFY(large.open(QIODevice::WriteOnly));
        large.write("\x89PNG\r\n\x1a\n");
        QVERIFY(large.resize(5 * 1024 * 1024));
        large.close();
        drop({large.fileName()}, m_free);
        QVERIFY2(told.join(u' ').contains(u"5.0 MiB"_s) && told.join(u' ').contains(u"large.png"_s), qPrintable(told.join(u' ')));
        QFile fake(m_folder.filePath(u"fake.jpg"_s));
        QVERIFY(fake.open(QIODevice::WriteOnly));
        fake.write("MZ and so on");
        fake.close();
        told.clear();
        drop({fake.fileName()}, m_free);
        QVERIFY2(told.join(u' ').contains(u"PNG"_s), qPrintable(told.join(u' ')));
        QCOMPARE(m_f->bytes(), before);
    }

    void aPictureIsPasted()
    {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(Qt::blue);
        QApplication::clipboard()->setImage(image);
        m_f->canvas->paste();
        QCOMPARE(notes().size(), 1);
        QCOMPARE(note(notes().first()).rect.size(), QSizeF(40, 30));
    }

    void anyZoomShowsThem_data()
    {
        QTest::addColumn<double>("zoom");
        for (const double zoom : {0.1, 0.4, 1.0, 2.0})
            QTest::addRow("%g", zoom) << zoom;
    }
    void anyZoomShowsThem()
    {
        QFETCH(double, zoom);
        m_f->canvas->zoomTo(zoom);
        m_f->canvas->setMinimapVisible(false);
        const QImage without = m_f->picture();
        const QPointF middle = m_f->canvas->toScene(QRectF(m_f->view()->rect()).center());
        const AnnotationId id = add(annotation::sticky, QRectF(middle - QPointF(100, 100), QSizeF(200, 200)));
        const QImage with = m_f->picture();
        const QPoint at = m_f->at(note(id).rect.center());
        QCOMPARE(with.pixelColor(at), Style::light().note(u"yellow"_s).paper);
        m_f->apply(edits::removeAnnotations(m_f->blueprint(), {id}));
        QCOMPARE(m_f->picture(), without);
    }

    void aLegendFollowsThePage()
    {
        const AnnotationId id = add(annotation::legend, {800, 400, 160, 40});
        Blueprint blueprint = m_f->blueprint();
        Notes notes(blueprint, m_f->catalog);
        notes.load(m_f->page);
        const auto labels = [&] {
            QStringList all;
            for (const NoteLook::Row &row : notes.look(id)->rows)
                all.append(row.label);
            return all;
        };
        const QStringList before = labels();
        const double height = notes.look(id)->rect.height();
        QVERIFY(before.contains(m_f->catalog.categoryTitle(u"compute"_s)));
        QVERIFY(!before.contains(m_f->catalog.categoryTitle(u"database"_s)));

        edits::NewResource table{u"aws_dynamodb_table"_s, u"orders"_s, {m_f->region}, {}, m_f->page, m_f->region, {800, 240, 96, 96}};
        const auto added = edits::addResource(blueprint, table);
        QVERIFY(added.ok() && blueprint.apply(*added).ok());
        QVERIFY(!notes.follow(*added).empty());
        QVERIFY(labels().contains(m_f->catalog.categoryTitle(u"database"_s)));
        QVERIFY(notes.look(id)->rect.height() > height);

        const auto linked = edits::connect(blueprint, m_f->web, m_f->bucket, u"network_access"_s, {{u"ports"_s, ValueList{443}}});
        QVERIFY(linked.ok() && blueprint.apply(*linked).ok());
        notes.follow(*linked);
        QVERIFY(labels().contains(u"Traffic"_s));
        QVERIFY(blueprint.apply(inverse(*linked)).ok());
        notes.follow(inverse(*linked));
        QVERIFY(blueprint.apply(inverse(*added)).ok());
        notes.follow(inverse(*added));
        QCOMPARE(labels(), before);
    }

    void aTitleBlockSaysWhatIsKnown()
    {
        const AnnotationId id = add(annotation::titleBlock, {800, 400, 264, 40}, u"2026-05-01"_s);
        Blueprint blueprint = m_f->blueprint();
        Notes notes(blueprint, m_f->catalog);
        notes.load(m_f->page);
        const auto values = [&] {
            QStringList all{notes.look(id)->heading};
            for (const NoteLook::Row &row : notes.look(id)->rows)
                all.append(row.value);
            return all.join(u'|');
        };
        QCOMPARE(values(), u"Untitled|Network|2026-05-01"_s);
        QVERIFY(!notes.setFacts({u"production"_s, u"$412.36"_s}).empty());
        QVERIFY(notes.setFacts({u"production"_s, u"$412.36"_s}).empty()); // nothing new
        for (const auto &set : {edits::renameBlueprint(blueprint, u"Shop"_s), edits::renamePage(blueprint, m_f->page, u"Overview"_s)}) {
            QVERIFY(set.ok() && blueprint.apply(*set).ok());
            QVERIFY(!notes.follow(*set).empty());
        }
        QCOMPARE(values(), u"Shop|Overview|production|$412.36|2026-05-01"_s);
    }
};

QTEST_MAIN(TestCanvasNotes)
#include "test_canvasnotes.moc"
