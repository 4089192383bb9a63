// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "views/paint/pagedrawing.h"
#include "views/paint/picture.h"
#include "views/paint/zonerole.h"

#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace groundplan;
using namespace Qt::StringLiterals;

namespace {

const QString dataFolder = QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/views/paint/references/");

/// How different two pictures are: the mean difference of what one sees from afar, 0 to 255. Fonts may differ in detail.
double difference(const QImage &a, const QImage &b)
{
    const QImage one = a.scaled(a.size() / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
    const QImage two = b.scaled(a.size() / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
    double sum = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            const QColor c = one.pixelColor(x, y), d = two.pixelColor(x, y);
            sum += std::abs(c.red() - d.red()) + std::abs(c.green() - d.green()) + std::abs(c.blue() - d.blue());
        }
    }
    return sum / 3 / (double(one.width()) * one.height());
}

QImage imageOf(const Result<QByteArray> &png) { return png ? QImage::fromData(*png, "PNG") : QImage(); }

} // namespace

class TestPicture : public QObject {
    Q_OBJECT

    Blueprint m_blueprint;
    Catalog m_catalog;

    PageDrawing drawing(const PictureOptions &options = {}) const
    {
        return drawPage(m_blueprint, m_catalog, m_blueprint.pages().first(), options, Style::light());
    }

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Blueprint> read = blueprintfile::load(u":/groundplan/examples/three-tier.groundplan"_s);
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().text()));
        m_blueprint = *read;
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theExampleLooksAsItWasReviewed_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << u"light"_s;
        QTest::newRow("dark") << u"dark"_s;
    }
    void theExampleLooksAsItWasReviewed()
    {
        QFETCH(QString, theme);
        PictureOptions options;
        options.theme = theme;
        const QImage image = imageOf(renderPng(m_blueprint, m_catalog, options));
        QVERIFY(!image.isNull());
        const QString path = dataFolder + u"three-tier-"_s + theme + u".png"_s;
        if (qEnvironmentVariableIsSet("GROUNDPLAN_WRITE_REFERENCES"))
            QVERIFY(image.save(path));
        const QImage reference(path);
        QVERIFY2(!reference.isNull(), qPrintable(path));
        QVERIFY2(std::abs(image.width() - reference.width()) <= 8 && std::abs(image.height() - reference.height()) <= 8, "another size");
        const double apart = difference(reference, image.scaled(reference.size()));
        if (apart >= 1.5)
            image.save(QDir::temp().filePath(u"groundplan-three-tier-"_s + theme + u".png"_s));
        QVERIFY2(apart < 1.5, qPrintable(u"difference %1"_s.arg(apart)));
    }

    void textsStandOut_data()
    {
        QTest::addColumn<const Style *>("style");
        for (const Style *style : Style::all())
            QTest::newRow(qPrintable(style->name)) << style;
        QCOMPARE(Style::all().size(), 4);
    }
    /// WCAG: texts 4.5:1, marks and outlines that mean something 3:1; in high contrast 7:1 and 4.5:1.
    void textsStandOut()
    {
        QFETCH(const Style *, style);
        const Style &s = *style;
        const double text = s.isContrast ? 7 : 4.5, mark = s.isContrast ? 4.5 : 3;
        QStringList faint;
        const auto over = [](const QColor &ground, const QColor &above) {
            QImage pixel(1, 1, QImage::Format_RGB32);
            pixel.fill(ground);
            QPainter(&pixel).fillRect(pixel.rect(), above);
            return pixel.pixelColor(0, 0);
        };
        const auto check = [&](const QString &what, const QColor &ink, const QColor &ground, double least) {
            QCOMPARE(ink.alpha(), 255);
            const double ratio = Style::contrast(ink, ground);
            if (ratio < least)
                faint.append(u"%1 %2 on %3: %4"_s.arg(what, ink.name(), ground.name()).arg(ratio, 0, 'f', 2));
        };
        const QList<QColor> grounds{s.window, s.base, s.canvas, s.accentTint, s.hoverTint, s.chip};
        for (const QColor &ground : grounds) {
            check(u"text"_s, s.text, ground, text);
            check(u"second text"_s, s.textSecondary, ground, text);
        }
        for (const QColor &ground : {s.window, s.base, s.accentTint}) // links, checked buttons, the frame of what has the focus
            check(u"accent"_s, s.accent, ground, text);
        check(u"on accent"_s, s.accentText, s.accent, text);
        check(u"on hovered accent"_s, s.accentText, s.accentHover, text);
        check(u"error"_s, s.error, s.window, text);
        check(u"error in a notice"_s, s.error, s.hoverTint, text);
        check(u"tool tip"_s, s.toolTipText, s.toolTip, text);
        for (const QColor &code : {s.codeKeyword, s.codeString, s.codeNumber, s.codeComment, s.codeName, s.codeReference})
            check(u"code"_s, code, s.window, text);
        check(u"pill"_s, s.pillText, s.pill, text);
        check(u"label of a line"_s, s.edgeLabelText, s.edgeLabel, text);
        check(u"line"_s, s.edge, s.canvas, mark);
        for (const QColor &badge : {s.error, s.warning, s.notice, s.create, s.update, s.replace, s.destroy, s.read}) {
            check(u"badge"_s, s.badgeGlyph, badge, mark);
            check(u"badge on the page"_s, badge, s.canvas, s.isContrast ? mark : 2); // its form and glyph say it as well
        }
        for (auto it = s.categories.cbegin(); it != s.categories.cend(); ++it)
            check(u"icon of "_s + it.key(), s.tileGlyph, *it, mark);
        for (const ZoneColors &zone : s.zones) {
            // As deep as it goes: a subnet in a tier in an availability zone in a VPC in a region.
            QColor ground = s.canvas;
            for (const ZoneRole around : {ZoneRole::Region, ZoneRole::Vpc, ZoneRole::AvailabilityZone})
                ground = over(ground, s.zone(around).fill);
            ground = over(ground, zone.fill);
            check(u"title of a zone"_s, zone.title, ground, text);
            check(u"detail of a zone"_s, zone.detail, ground, text);
            check(u"name in a zone"_s, s.nodeName, ground, text);
            check(u"label in a zone"_s, s.nodeLabel, ground, text);
            check(u"outline of a zone"_s, zone.line, s.canvas, mark);
        }
        for (const NoteColors &note : s.notes) {
            check(u"note"_s, s.text, note.paper, text);
            check(u"shape's text"_s, s.text, over(s.canvas, note.tint), text);
            check(u"free text"_s, note.ink, s.canvas, text);
        }
        if (s.isContrast) { // fields and panels have outlines that one can see
            check(u"outline"_s, s.line, s.window, mark);
            check(u"strong outline"_s, s.lineStrong, s.window, text);
        }
        QVERIFY2(faint.isEmpty(), qPrintable(faint.join(u'\n')));
    }

    void linesKeepClearOfTilesAndTitles()
    {
        for (const PageId &page : m_blueprint.pages()) {
            const PageDrawing drawing = drawPage(m_blueprint, m_catalog, page, {}, Style::light());
            QList<QRectF> kept;
            for (const NodeLook &node : drawing.nodes)
                kept.append(tileRect(node.rect).adjusted(1, 1, -1, -1));
            for (const ZoneLook &zone : drawing.zones)
                kept.append(titleRect(zone));
            for (const EdgeLook &edge : drawing.edges) {
                QVERIFY(edge.points.size() >= 2);
                for (qsizetype i = 1; i < edge.points.size(); ++i) {
                    const QRectF part = QRectF(edge.points.at(i - 1), edge.points.at(i)).normalized().adjusted(-0.1, -0.1, 0.1, 0.1);
                    for (const QRectF &rect : kept)
                        QVERIFY2(!rect.intersects(part), qPrintable(edge.owner.text()));
                }
            }
        }
    }

    void edgeLabelsCoverNothing()
    {
        for (const PageId &page : m_blueprint.pages()) {
            const PageDrawing drawing = drawPage(m_blueprint, m_catalog, page, {}, Style::light());
            for (const EdgeLook &edge : drawing.edges) {
                for (const NodeLook &node : drawing.nodes)
                    QVERIFY(edge.labelRect.isEmpty() || !bodyRect(node).intersects(edge.labelRect));
                for (const ZoneLook &zone : drawing.zones)
                    QVERIFY(edge.labelRect.isEmpty() || !titleRect(zone).intersects(edge.labelRect));
            }
        }
    }

    void subnetsAreColouredByTheirRole()
    {
        const auto role = [&](const char *id) {
            return zoneRole(m_blueprint, m_catalog, *m_blueprint.find(ResourceId(QLatin1String(id))));
        };
        QCOMPARE(role("public_a"), ZoneRole::PublicSubnet);
        QCOMPARE(role("private_b"), ZoneRole::PrivateSubnet);
        QCOMPARE(role("database_c"), ZoneRole::DataSubnet);
        QCOMPARE(role("vpc"), ZoneRole::Vpc);
        QCOMPARE(role("az_a"), ZoneRole::AvailabilityZone);
        QCOMPARE(role("region"), ZoneRole::Region);
    }

    void aResourceIsPricedOnce()
    {
        PictureOptions options;
        options.costs.insert(ResourceId(u"asg"_s), u"$60.74"_s);
        int pills = 0;
        for (const NodeLook &node : drawing(options).nodes)
            pills += node.costPill == "$60.74"_L1;
        QCOMPARE(pills, 1);
    }

    void badgesAreDrawn()
    {
        PictureOptions options;
        const QImage plain = imageOf(renderPng(m_blueprint, m_catalog, options));
        options.findings.insert(ResourceId(u"db"_s), Severity::Warning);
        const QImage warned = imageOf(renderPng(m_blueprint, m_catalog, options));
        options.findings.insert(ResourceId(u"db"_s), Severity::Error);
        const QImage wrong = imageOf(renderPng(m_blueprint, m_catalog, options));
        options.plan.insert(ResourceId(u"db"_s), PlannedAction::Replace);
        const QImage planned = imageOf(renderPng(m_blueprint, m_catalog, options));
        QVERIFY(plain != warned && warned != wrong && wrong != planned);
    }

    void scaleMultipliesThePixels()
    {
        PictureOptions options;
        const QSize once = imageOf(renderPng(m_blueprint, m_catalog, options)).size();
        options.scale = 2;
        QCOMPARE(imageOf(renderPng(m_blueprint, m_catalog, options)).size(), once * 2);
    }

    void aTransparentPictureHasNoGround()
    {
        PictureOptions options;
        options.transparent = true;
        const QImage image = imageOf(renderPng(m_blueprint, m_catalog, options));
        QCOMPARE(qAlpha(image.pixel(2, 2)), 0);
        options.transparent = false;
        QCOMPARE(imageOf(renderPng(m_blueprint, m_catalog, options)).pixelColor(2, 2), Style::light().canvas);
    }

    void svgKeepsTextAsTextAndLooksTheSame()
    {
        const Result<QByteArray> svg = renderSvg(m_blueprint, m_catalog, {});
        QVERIFY(svg.ok());
        QVERIFY(svg->contains(">app-alb<"));
        QVERIFY(svg->contains("10.0.0.0/16"));
        QVERIFY(!svg->contains("<image"));
        QSvgRenderer renderer(*svg);
        QVERIFY(renderer.isValid());
        const QImage png = imageOf(renderPng(m_blueprint, m_catalog, {}));
        QCOMPARE(renderer.viewBoxF().size().toSize(), png.size());
        QImage image(png.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        QVERIFY2(difference(png, image) < 2, qPrintable(QString::number(difference(png, image))));
    }

    void svgOfHostileNamesIsWellFormed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("title");
        QTest::newRow("markup") << u"a & b <c> ]]> &amp; \"d\""_s << u"a & b <c> ]]> &amp; \"d\""_s;
        QTest::newRow("script") << u"</title><script>alert(1)</script>"_s << u"</title><script>alert(1)</script>"_s;
        QTest::newRow("control") << u"a\x1b[31m\x01"_s + QChar(0) + u"b"_s << u"a [31m  b"_s;
        QTest::newRow("no characters") << u"a\ufffe\uffff"_s + QChar(0xd800) << u"a\ufffd\ufffd\ufffd"_s;
        QTest::newRow("nothing") << QString() << QString();
    }
    void svgOfHostileNamesIsWellFormed()
    {
        QFETCH(QString, name);
        QFETCH(QString, title);
        Blueprint blueprint = m_blueprint;
        Header header = blueprint.header();
        header.name = name;
        header.description = name;
        Resource tagged = *blueprint.find(ResourceId(u"vpc"_s));
        tagged.properties.insert(u"tags"_s, ValueMap{{u"Name"_s, name}});
        tagged.name = name.isEmpty() ? tagged.name : name;
        ChangeSet set;
        set.replace(blueprint.header(), header);
        set.replace(*blueprint.find(tagged.id), tagged);
        QVERIFY(blueprint.apply(set).ok());
        const Result<QByteArray> svg = renderSvg(blueprint, m_catalog, {});
        QVERIFY(svg.ok());
        QXmlStreamReader reader(*svg);
        QStringList titles, descriptions;
        while (!reader.atEnd()) {
            reader.readNext();
            QVERIFY(reader.name() != "script"_L1);
            if (reader.isStartElement() && reader.name() == "title"_L1)
                titles.append(reader.readElementText());
            else if (reader.isStartElement() && reader.name() == "desc"_L1)
                descriptions.append(reader.readElementText());
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(titles, name.isEmpty() ? QStringList() : QStringList{title});
        QCOMPARE(descriptions, titles);
    }

    void pdfIsOnePageOfTrueSize()
    {
        const Result<QByteArray> pdf = renderPdf(m_blueprint, m_catalog, {});
        QVERIFY(pdf.ok());
        QVERIFY(pdf->startsWith("%PDF-"));
        QCOMPARE(pdf->count("/Type /Page\n"), 1);
        const QRegularExpressionMatch box =
            QRegularExpression(u"/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"_s).match(QString::fromLatin1(*pdf));
        QVERIFY(box.hasMatch());
        const QSize pixels = imageOf(renderPng(m_blueprint, m_catalog, {})).size();
        QVERIFY(std::abs(box.captured(1).toDouble() - pixels.width() * 0.75) <= 1);
        QVERIFY(std::abs(box.captured(2).toDouble() - pixels.height() * 0.75) <= 1);
    }

    void picturesAreTheSameEachTime()
    {
        QCOMPARE(*renderPng(m_blueprint, m_catalog, {}), *renderPng(m_blueprint, m_catalog, {}));
        QCOMPARE(*renderSvg(m_blueprint, m_catalog, {}), *renderSvg(m_blueprint, m_catalog, {}));
    }

    void whatCannotBeDrawnIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QString>("page");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QString>("says");
        QTest::newRow("extension") << u"a.gif"_s << u"light"_s << QString() << 1.0 << u".png, .svg, .pdf, .drawio or .mmd"_s;
        QTest::newRow("no extension") << u"a"_s << u"light"_s << QString() << 1.0 << u".png, .svg, .pdf, .drawio or .mmd"_s;
        QTest::newRow("theme") << u"a.png"_s << u"pink"_s << QString() << 1.0 << u"pink"_s;
        QTest::newRow("page") << u"a.svg"_s << u"dark"_s << u"attic"_s << 1.0 << u"attic"_s;
        QTest::newRow("scale") << u"a.png"_s << u"light"_s << QString() << 99.0 << u"scale"_s;
        QTest::newRow("no number") << u"a.png"_s << u"light"_s << QString() << qQNaN() << u"scale"_s;
        QTest::newRow("folder") << u"missing/a.png"_s << u"light"_s << QString() << 1.0 << u"No such file or directory"_s;
        QTest::newRow("folder of a PDF") << u"missing/a.pdf"_s << u"light"_s << QString() << 1.0 << u"could not be saved"_s;
    }
    void whatCannotBeDrawnIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, theme);
        QFETCH(QString, page);
        QFETCH(double, scale);
        QFETCH(QString, says);
        const QTemporaryDir folder;
        PictureOptions options;
        options.theme = theme;
        options.page = PageId(page);
        options.scale = scale;
        const Result<> saved = savePicture(m_blueprint, m_catalog, options, folder.filePath(name));
        QVERIFY(!saved);
        QVERIFY2(saved.error().text().contains(says), qPrintable(saved.error().text()));
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void anEmptyBlueprintSaysSo()
    {
        const Result<QByteArray> drawn = renderPng({}, m_catalog, {});
        QVERIFY(!drawn);
        QVERIFY(!drawn.error().message.isEmpty());
    }

    void aHugePageIsRefused()
    {
        Blueprint blueprint = m_blueprint;
        const Placement before = *blueprint.find(PlacementId(u"architecture_internet"_s));
        Placement after = before;
        after.rect.moveTo(60000, 60000);
        QVERIFY(blueprint.apply(ChangeSet{u"Move"_s, {RowChange<Placement>{before, after}}}).ok());
        const Result<QByteArray> png = renderPng(blueprint, m_catalog, {});
        QVERIFY(!png);
        QVERIFY(png.error().message.contains(u"smaller scale"_s));
        QVERIFY(!renderPdf(blueprint, m_catalog, {}));
    }

    void savedPicturesAreWhatTheyAreCalled()
    {
        const QTemporaryDir folder;
        for (const QString &name : {u"a.png"_s, u"b.SVG"_s, u"c.pdf"_s, u"d.Drawio"_s, u"e.mmd"_s}) {
            QVERIFY(isPictureName(name));
            QVERIFY(savePicture(m_blueprint, m_catalog, {}, folder.filePath(name)).ok());
        }
        const auto begins = [&](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::ReadOnly) && file.readAll().startsWith(bytes);
        };
        QVERIFY(begins(u"d.Drawio"_s, "<mxfile ") && begins(u"e.mmd"_s, "flowchart TB\n"));
        QVERIFY(!QImage(folder.filePath(u"a.png"_s)).isNull());
        QVERIFY(QSvgRenderer(folder.filePath(u"b.SVG"_s)).isValid());
    }
};

QTEST_MAIN(TestPicture)
#include "test_picture.moc"
