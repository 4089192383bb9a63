// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "views/paint/drawio.h"
#include "views/paint/mermaid.h"
#include "views/paint/pagedrawing.h"
#include "views/paint/picture.h"

#include <QBuffer>
#include <QDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Notes in pictures, without a window.
class TestNotePictures : public QObject {
    Q_OBJECT

    Catalog m_catalog;
    Blueprint m_blueprint;
    PageId m_page;

    AnnotationId add(const QString &kind, const QRectF &rect, const QString &text = {}, const PropertyMap &properties = {})
    {
        Annotation row;
        row.page = m_page;
        row.kind = kind;
        row.rect = rect;
        row.text = text;
        row.properties = properties;
        AnnotationId id;
        const auto added = edits::addAnnotation(m_blueprint, row, &id);
        if (!added || !m_blueprint.apply(*added))
            qFatal("The note can't be made.");
        return id;
    }
    /// All texts of an SVG, or all values of a draw.io file; fails on what is no XML.
    QStringList words(const QByteArray &xml)
    {
        QStringList all;
        QXmlStreamReader reader(xml);
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isCharacters() && !reader.isWhitespace())
                all.append(reader.text().toString());
            if (reader.isStartElement() && reader.attributes().hasAttribute(u"value"_s))
                all.append(reader.attributes().value(u"value"_s).toString());
        }
        if (reader.hasError())
            QTest::qFail(qPrintable(reader.errorString()), __FILE__, __LINE__);
        return all;
    }
    static PropertyMap picture(const QColor &color)
    {
        QImage image(30, 20, QImage::Format_RGB32);
        image.fill(color);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return *annotation::pictureProperties(bytes);
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        const Result<Blueprint> read = blueprintfile::load(u":/groundplan/examples/three-tier.groundplan"_s);
        QVERIFY(read.ok());
        m_blueprint = *read;
        m_page = m_blueprint.pages().first();
    }

    void aPngShowsThemWhereTheyAre()
    {
        const PageDrawing before = drawPage(m_blueprint, m_catalog, m_page, {}, Style::light());
        const QPointF corner = before.bounds.topLeft();
        add(annotation::sticky, QRectF(corner - QPointF(200, 0), QSizeF(120, 120)));
        add(annotation::image, QRectF(corner - QPointF(200, -200), QSizeF(90, 60)), {}, picture(Qt::blue));
        const PageDrawing drawing = drawPage(m_blueprint, m_catalog, m_page, {}, Style::light());
        QVERIFY(drawing.bounds.left() <= corner.x() - 200);
        const auto png = renderPng(m_blueprint, m_catalog, {});
        QVERIFY(png.ok());
        const QImage image = QImage::fromData(*png, "PNG");
        const QPointF origin = drawing.bounds.topLeft() - QPointF(metrics::pictureMargin, metrics::pictureMargin);
        const auto at = [&](const QPointF &scene) { return image.pixelColor((scene - origin).toPoint()); };
        QCOMPARE(at(corner - QPointF(140, -60)), Style::light().note(u"yellow"_s).paper);
        QCOMPARE(at(corner - QPointF(155, -230)), QColor(Qt::blue));
        // What may be looked at, where a folder is named for it.
        if (const QString folder = qEnvironmentVariable("GROUNDPLAN_SHOTS"); !folder.isEmpty()) {
            QFile file(QDir(folder).filePath(u"notes.png"_s));
            if (file.open(QIODevice::WriteOnly))
                file.write(*png);
        }
    }

    void everyFormatSaysTheirWords()
    {
        add(annotation::sticky, {-300, 0, 160, 120}, u"Ask <Kim> & co"_s);
        add(annotation::text, {-300, 150, 160, 24}, u"Plain words"_s);
        add(annotation::callout, {-300, 200, 160, 60}, u"Look here"_s);
        add(annotation::rectangle, {-300, 300, 160, 60}, u"A frame"_s);
        add(annotation::ellipse, {-300, 400, 160, 90}, u"Round"_s);
        add(annotation::arrow, {-300, 520, 100, 40});
        add(annotation::legend, {-300, 600, 200, 40});
        add(annotation::titleBlock, {-300, 900, 264, 40}, u"2026-05-01"_s);
        PictureOptions options;
        options.environment = u"production"_s;
        options.monthly = u"$412.36"_s;
        const auto svg = renderSvg(m_blueprint, m_catalog, options);
        const auto drawio = renderDrawio(m_blueprint, m_catalog, options);
        QVERIFY(svg.ok() && drawio.ok());
        for (const QByteArray &bytes : {*svg, *drawio}) {
            const QString all = words(bytes).join(u'\n');
            for (const QString &expected : {u"Kim"_s, u"Plain words"_s, u"Look here"_s, u"A frame"_s, u"Round"_s, u"Legend"_s, u"Traffic"_s,
                                            m_catalog.categoryTitle(u"database"_s), u"production"_s, u"$412.36"_s, u"2026-05-01"_s})
                QVERIFY2(all.contains(expected), qPrintable(expected + u" is missing in\n"_s + all));
        }
        const auto pdf = renderPdf(m_blueprint, m_catalog, options);
        QVERIFY(pdf.ok() && pdf->startsWith("%PDF-"));
    }

    void mermaidLeavesThemOut()
    {
        const auto before = renderMermaid(m_blueprint, m_catalog, {});
        add(annotation::sticky, {-300, 0, 160, 120}, u"Ask Kim"_s);
        const auto after = renderMermaid(m_blueprint, m_catalog, {});
        QVERIFY(before.ok() && after.ok());
        QCOMPARE(*after, *before);
    }

    void drawioGetsShapesOfItsOwn()
    {
        add(annotation::sticky, {-304, 8, 160, 120}, u"Note"_s);
        const AnnotationId arrow = add(annotation::arrow, {-300, 520, 100, 40}, {}, {{u"from"_s, u"bottom_left"_s}});
        add(annotation::image, {-300, 700, 90, 60}, {}, picture(Qt::blue));
        const auto drawio = renderDrawio(m_blueprint, m_catalog, {});
        QVERIFY(drawio.ok());
        QXmlStreamReader reader(*drawio);
        bool hasNote = false, hasPicture = false;
        QStringList arrowPoints;
        QString cell;
        while (!reader.atEnd()) {
            reader.readNext();
            if (!reader.isStartElement())
                continue;
            const auto attributes = reader.attributes();
            if (reader.name() == "mxCell"_L1) {
                cell = attributes.value(u"id"_s).toString();
                const QString style = attributes.value(u"style"_s).toString();
                hasNote = hasNote || style.contains(u"shape=note;"_s);
                hasPicture = hasPicture || style.contains(u"image=data:image/png,iVBOR"_s);
                QVERIFY2(!style.contains(u";base64"_s), "a semicolon would end the style");
            } else if (reader.name() == "mxPoint"_L1 && cell == arrow.text()) {
                arrowPoints.append(u"%1 %2,%3"_s.arg(attributes.value(u"as"_s), attributes.value(u"x"_s), attributes.value(u"y"_s)));
            }
        }
        QVERIFY(!reader.hasError());
        QVERIFY(hasNote && hasPicture);
        QCOMPARE(arrowPoints, (QStringList{u"sourcePoint -300,560"_s, u"targetPoint -200,520"_s}));
    }

    void aPageOfNotesAloneIsDrawn()
    {
        PageId page;
        const auto added = edits::addPage(m_blueprint, u"Only notes"_s, &page);
        QVERIFY(added.ok() && m_blueprint.apply(*added).ok());
        PictureOptions options;
        options.page = page;
        QVERIFY(!renderPng(m_blueprint, m_catalog, options).ok());
        m_page = page;
        add(annotation::text, {0, 0, 160, 24}, u"Alone"_s);
        QVERIFY(renderPng(m_blueprint, m_catalog, options).ok());
    }

    void hostileRowsDrawSomething_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<PropertyMap>("properties");
        QTest::newRow("controls") << QString(annotation::sticky) << u"a\u0000b\u0008c\uFFFF]]>"_s << PropertyMap();
        QTest::newRow("half a pair") << QString(annotation::text) << QString(QChar(0xd800)) << PropertyMap();
        QTest::newRow("one long word") << QString(annotation::callout) << QString(20000, u'x') << PropertyMap();
        QTest::newRow("many lines") << QString(annotation::ellipse) << QString(5000, u'\n') << PropertyMap();
        QTest::newRow("tip of texts") << QString(annotation::callout) << u"x"_s << PropertyMap{{u"tip"_s, ValueList{u"a"_s, u"b"_s}}};
        QTest::newRow("no picture") << QString(annotation::image) << QString() << PropertyMap();
        QTest::newRow("half a picture") << QString(annotation::image) << QString()
                                        << PropertyMap{{u"data"_s, u"iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"_s}, {u"media_type"_s, u"a;b\"c"_s}};
    }
    void hostileRowsDrawSomething()
    {
        QFETCH(QString, kind);
        QFETCH(QString, text);
        QFETCH(PropertyMap, properties);
        for (const QSizeF &size : {QSizeF(0, 0), QSizeF(3, 900), QSizeF(160, 100)})
            add(kind, QRectF(QPointF(-300, 0), size), text, properties);
        QVERIFY(renderPng(m_blueprint, m_catalog, {}).ok());
        for (const auto &made : {renderSvg(m_blueprint, m_catalog, {}), renderDrawio(m_blueprint, m_catalog, {})}) {
            QVERIFY(made.ok());
            words(*made);
        }
    }

    void wordsStayInsideTheirNote()
    {
        NoteLook look;
        look.kind = annotation::sticky;
        look.rect = {0, 0, 120, 60};
        look.text = QString(u"many words that do not fit "_s).repeated(20);
        prepareNote(look, Style::light());
        QVERIFY(paintedRect(look).height() <= 64);
        QVERIFY(look.texts.first().words.text().endsWith(u'…'));
        look.rect.setSize(neededSize(look, Style::light(), false));
        prepareNote(look, Style::light());
        QCOMPARE(look.rect.width(), 120.0);
        QVERIFY(!look.texts.first().words.text().endsWith(u'…'));
    }
};

QTEST_MAIN(TestNotePictures)
#include "test_notepictures.moc"
