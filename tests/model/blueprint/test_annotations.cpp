// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "model/blueprint/clipboard.h"
#include "model/blueprint/diff.h"
#include "model/blueprint/journal.h"
#include "tests/model/blueprint/samples.h"

#include <QLineF>
#include <QRegularExpression>
#include <QTest>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Notes on a page: rows of the file like any other, that nothing but drawings ever reads.
class TestAnnotations : public QObject {
    Q_OBJECT

    Blueprint m_blueprint;
    PageId m_page;

    static void apply(Blueprint &blueprint, const Result<ChangeSet> &set)
    {
        QVERIFY2(set.ok(), set ? "" : qPrintable(set.error().text()));
        const auto applied = blueprint.apply(*set);
        QVERIFY2(applied.ok(), applied ? "" : qPrintable(applied.error().text()));
    }
    AnnotationId add(const QString &kind, const QRectF &rect, const QString &text = {})
    {
        AnnotationId id;
        Annotation row;
        row.page = m_page;
        row.kind = kind;
        row.rect = rect;
        row.text = text;
        apply(m_blueprint, edits::addAnnotation(m_blueprint, row, &id));
        return id;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_blueprint = samples::threeTier();
        m_page = m_blueprint.pages().first();
    }

    void everyKindComesBackFromTheFile()
    {
        double x = 0;
        for (const QString &kind : annotation::kinds())
            add(kind, {x += 100, 20, 96, 48}, u"Line one\nline “two” ${x}"_s);
        Annotation rich = *m_blueprint.find(add(annotation::callout, {8, 8, 64, 32}));
        rich.color = u"red"_s;
        rich.size = u"large"_s;
        rich.locked = true;
        rich.order = 7;
        rich.properties[u"tip"_s] = ValueList{-40, 90.5};
        rich.extra[u"of_the_future"_s] = ValueList{1, u"two"_s};
        apply(m_blueprint, edits::changeAnnotations(m_blueprint, {rich}, u"x"_s));
        const QByteArray bytes = blueprintfile::write(m_blueprint);
        const auto read = blueprintfile::read(bytes);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().text()));
        QVERIFY(*read == m_blueprint);
        QCOMPARE(blueprintfile::write(*read), bytes);
        QCOMPARE(read->annotationsOn(m_page).size(), annotation::kinds().size() + 1);
    }

    void kindsOfTheFutureAreKept()
    {
        const QByteArray file = "{\"format\": 1, \"blueprint\": {\"name\": \"x\"}, \"pages\": [{\"id\": \"p\", \"name\": \"P\"}], "
                                "\"annotations\": [{\"id\": \"a\", \"page\": \"p\", \"kind\": \"hologram\", \"rect\": [0, 0, 8, 8], "
                                "\"depth\": 3}]}";
        const auto read = blueprintfile::read(file);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().text()));
        const QByteArray written = blueprintfile::write(*read);
        QVERIFY(written.contains("hologram") && written.contains("\"depth\": 3"));
    }

    void damagedRowsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("no kind") << QByteArray("{\"id\": \"a\", \"page\": \"p\", \"rect\": [0, 0, 8, 8]}");
        QTest::newRow("no such page") << QByteArray("{\"id\": \"a\", \"page\": \"q\", \"kind\": \"note\", \"rect\": [0, 0, 8, 8]}");
        QTest::newRow("rect") << QByteArray("{\"id\": \"a\", \"page\": \"p\", \"kind\": \"note\", \"rect\": [0, 0, -8, 8]}");
        QTest::newRow("text") << QByteArray("{\"id\": \"a\", \"page\": \"p\", \"kind\": \"note\", \"rect\": [0, 0, 8, 8], \"text\": 3}");
    }
    void damagedRowsAreRefused()
    {
        QFETCH(QByteArray, row);
        const auto read = blueprintfile::read(
            "{\"format\": 1, \"blueprint\": {\"name\": \"x\"}, \"pages\": [{\"id\": \"p\", \"name\": \"P\"}], \"annotations\": [" + row
            + "]}");
        QVERIFY(!read.ok());
    }

    void everyEditIsUndone()
    {
        const AnnotationId first = add(annotation::sticky, {0, 0, 96, 96}), second = add(annotation::text, {200, 0, 96, 24});
        QVERIFY(m_blueprint.find(second)->order > m_blueprint.find(first)->order);
        const QList<AnnotationId> both{first, second};
        const QByteArray before = blueprintfile::write(m_blueprint);
        const auto bottom = [&] { return edits::restackAnnotations(m_blueprint, {second}, false); };
        const QList<Result<ChangeSet>> all{edits::moveAnnotations(m_blueprint, both, {8, -16}),
                                           edits::setAnnotationText(m_blueprint, first, u"Ask Kim"_s, {120, 64}),
                                           edits::setAnnotationColor(m_blueprint, both, u"blue"_s),
                                           edits::growAnnotationText(m_blueprint, both, true),
                                           edits::lockAnnotations(m_blueprint, both, true),
                                           bottom(),
                                           edits::removeAnnotations(m_blueprint, both)};
        for (const auto &set : all) {
            QVERIFY(set.ok() && !set->isEmpty() && !set->text.isEmpty());
            apply(m_blueprint, *set);
            QVERIFY(blueprintfile::write(m_blueprint) != before);
            // As the journal keeps it.
            const auto again = blueprintfile::readChangeSet(blueprintfile::writeChangeSet(*set));
            QVERIFY(again.ok() && *again == *set);
            apply(m_blueprint, inverse(*set));
            QCOMPARE(blueprintfile::write(m_blueprint), before);
        }
        apply(m_blueprint, bottom());
        QVERIFY(m_blueprint.find(second)->order < m_blueprint.find(first)->order);
    }

    void textSizesEndAtTheirEnds()
    {
        const AnnotationId id = add(annotation::text, {0, 0, 96, 24});
        const auto grow = [&](bool isLarger) { apply(m_blueprint, edits::growAnnotationText(m_blueprint, {id}, isLarger)); };
        grow(true);
        QCOMPARE(m_blueprint.find(id)->size, u"large"_s);
        grow(true);
        grow(true);
        QCOMPARE(m_blueprint.find(id)->size, u"huge"_s);
        for (int i = 0; i < 5; ++i)
            grow(false);
        QCOMPARE(m_blueprint.find(id)->size, u"small"_s);
    }

    void aPageTakesItsNotesAlong()
    {
        PageId other;
        apply(m_blueprint, edits::addPage(m_blueprint, u"Notes"_s, &other));
        const PageId was = std::exchange(m_page, other);
        const AnnotationId id = add(annotation::sticky, {0, 0, 96, 96});
        m_page = was;
        ChangeSet bare;
        bare.remove(*m_blueprint.find(other));
        QVERIFY(!Blueprint(m_blueprint).apply(bare).ok()); // as with anything that is drawn
        const Blueprint before = m_blueprint;
        const auto removal = edits::removePage(m_blueprint, other);
        apply(m_blueprint, removal);
        QVERIFY(!m_blueprint.find(id));
        apply(m_blueprint, inverse(*removal));
        QVERIFY(m_blueprint == before);
    }

    void differencesNameThem()
    {
        const Blueprint before = m_blueprint;
        const AnnotationId id = add(annotation::sticky, {0, 0, 96, 96}, u"Why?"_s);
        const ChangeSet set = difference(before, m_blueprint);
        QCOMPARE(set.changes.size(), size_t(1));
        QCOMPARE(std::get<RowChange<Annotation>>(set.changes.front()).after->id, id);
    }

    void anArrowKeepsItsDirection_data()
    {
        QTest::addColumn<QLineF>("line");
        QTest::newRow("down right") << QLineF(0, 0, 50, 20);
        QTest::newRow("up right") << QLineF(0, 20, 50, 0);
        QTest::newRow("down left") << QLineF(50, 0, 0, 20);
        QTest::newRow("up left") << QLineF(50, 20, 0, 0);
        QTest::newRow("level, leftwards") << QLineF(50, 5, 0, 5);
        QTest::newRow("upright, upwards") << QLineF(5, 50, 5, 0);
    }
    void anArrowKeepsItsDirection()
    {
        QFETCH(QLineF, line);
        Annotation row;
        row.kind = annotation::arrow;
        row.properties[u"from"_s] = u"bottom_right"_s; // of an earlier direction
        row = annotation::withArrowLine(row, line);
        QCOMPARE(annotation::arrowLine(row), line);
    }

    void copiesKeepTheirDistances()
    {
        const AnnotationId first = add(annotation::sticky, {100, 100, 96, 96}, u"Hi"_s), second = add(annotation::arrow, {300, 140, 50, 0});
        const QByteArray json = clipboard::copy(m_blueprint, {}, {first, second});
        QList<AnnotationId> pasted;
        apply(m_blueprint, clipboard::paste(m_blueprint, json, {m_page, {}, {1000, 500}}, nullptr, &pasted));
        QCOMPARE(pasted.size(), 2);
        QCOMPARE(m_blueprint.find(pasted.at(0))->rect, QRectF(1000, 500, 96, 96));
        QCOMPARE(m_blueprint.find(pasted.at(0))->text, u"Hi"_s);
        QCOMPARE(m_blueprint.find(pasted.at(1))->rect, QRectF(1200, 540, 50, 0));
        QVERIFY(!clipboard::paste(m_blueprint, "{\"text\": \"x\", \"changes\": []}", {m_page, {}, {}}).ok());
    }

    void copiesComeWithWhatTheyAreAbout()
    {
        const PlacementId placed = m_blueprint.placementsIn(m_page, {}).first();
        const QRectF rect = m_blueprint.absoluteRect(*m_blueprint.find(placed));
        const AnnotationId note = add(annotation::sticky, QRectF(rect.topLeft() + QPointF(30, 40), QSizeF(96, 96)));
        QList<PlacementId> roots;
        QList<AnnotationId> notes;
        apply(m_blueprint,
              clipboard::paste(m_blueprint, clipboard::copy(m_blueprint, {placed}, {note}), {m_page, {}, {5000, 40}}, &roots, &notes));
        QCOMPARE(roots.size(), 1);
        QCOMPARE(notes.size(), 1);
        const QPointF corner = m_blueprint.absoluteRect(*m_blueprint.find(roots.first())).topLeft();
        QCOMPARE(m_blueprint.find(notes.first())->rect.topLeft() - corner, QPointF(30, 40));
    }

    void onlyPicturesOfABearableSizeAreKept()
    {
        const QByteArray png =
            QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        const auto kept = annotation::pictureProperties(png);
        QVERIFY(kept.ok());
        Annotation row;
        row.properties = *kept;
        QCOMPARE(annotation::pictureBytes(row), png);
        QCOMPARE(row.properties.value(u"media_type"_s).toString(), u"image/png"_s);

        const auto tooLarge = annotation::pictureProperties(png + QByteArray(annotation::largestPicture, 'x'));
        QVERIFY(!tooLarge.ok());
        QVERIFY2(tooLarge.error().message.contains(u"2 MiB"_s), qPrintable(tooLarge.error().message));
        QVERIFY(!annotation::pictureProperties("<svg xmlns=\"http://www.w3.org/2000/svg\"/>").ok());
        QVERIFY(!annotation::pictureProperties({}).ok());
    }
};

QTEST_GUILESS_MAIN(TestAnnotations)
#include "test_annotations.moc"
