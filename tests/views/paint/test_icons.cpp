// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/catalog.h"
#include "views/paint/icons.h"
#include "views/paint/style.h"

#include <QDirIterator>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>
#include <QXmlStreamReader>

using namespace groundplan;
using namespace Qt::StringLiterals;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int inkOf(const QImage &image)
{
    int ink = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ink += qAlpha(image.pixel(x, y)) > 127;
    }
    return ink;
}

} // namespace

class TestIcons : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyIconKeepsTheRules_data()
    {
        QTest::addColumn<QString>("path");
        QDirIterator icons(u":/groundplan/icons"_s, {u"*.svg"_s});
        while (icons.hasNext()) {
            const QString path = icons.next();
            // The program's own is in colour, as the desktop shows it.
            if (icons.fileName() != "groundplan.svg"_L1)
                QTest::addRow("%s", qPrintable(icons.fileName())) << path;
        }
    }
    void everyIconKeepsTheRules()
    {
        QFETCH(QString, path);
        const QByteArray svg = read(path);
        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBoxF(), QRectF(0, 0, 24, 24));

        QXmlStreamReader xml(svg);
        QVERIFY(xml.readNextStartElement());
        QCOMPARE(xml.attributes().value("stroke"_L1).toString(), u"currentColor"_s);
        QCOMPARE(xml.attributes().value("stroke-width"_L1).toString(), u"2"_s);
        QCOMPARE(xml.attributes().value("stroke-linecap"_L1).toString(), u"round"_s);
        QCOMPARE(xml.attributes().value("stroke-linejoin"_L1).toString(), u"round"_s);
        QCOMPARE(xml.attributes().value("fill"_L1).toString(), u"none"_s);
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            QVERIFY2(QStringList({u"path"_s, u"circle"_s, u"rect"_s}).contains(xml.name().toString()), qPrintable(xml.name().toString()));
            QVERIFY2(!xml.attributes().hasAttribute("stroke"_L1) && !xml.attributes().hasAttribute("fill"_L1),
                     "only lines, only the one colour");
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));

        // Something is there, it stays inside the view box, and it is neither a speck nor a blot.
        QImage image(72, 72, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        Icons::drawGlyph(painter, QFileInfo(path).completeBaseName(), Qt::white, QRectF(12, 12, 48, 48));
        painter.end();
        const int ink = inkOf(image), inside = inkOf(image.copy(12, 12, 48, 48));
        QVERIFY2(inside > 30 && inside < 48 * 48 * 2 / 3, qPrintable(QString::number(inside)));
        QVERIFY2(ink == inside, "drawn outside its view box");
    }

    void everyTypeHasItsIcon()
    {
        const Catalog catalog;
        QSet<QString> missing;
        for (const QString &type : catalog.types()) {
            const QString icon = catalog.summary(type).icon;
            if (!Icons::contains(icon))
                missing.insert(icon);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.values()).join(u", "_s)));
    }

    void everyCategoryHasAHue()
    {
        const Catalog catalog;
        for (const QString &category : catalog.categories()) {
            QVERIFY2(Style::light().categories.contains(category), qPrintable(category));
            QVERIFY2(Style::dark().categories.contains(category), qPrintable(category));
        }
    }

    void anUnknownIconIsDrawnAsTheGeneralOne()
    {
        Icons icons;
        QCOMPARE(icons.glyph(u"no-such-icon"_s, Qt::white, 48), icons.glyph(u"general"_s, Qt::white, 48));
        QVERIFY(inkOf(icons.glyph(u"general"_s, Qt::white, 48)) > 0);
    }

    void anIconTakesTheColourAskedFor()
    {
        Icons icons;
        const QImage image = icons.glyph(u"ui_plus"_s, QColor(u"#2B6DEF"_s), 48);
        QCOMPARE(image.pixelColor(24, 24), QColor(u"#2B6DEF"_s));
    }

    void iconsAreRenderedOnce()
    {
        Icons icons;
        QCOMPARE(icons.tile(u"vpc"_s, Qt::red, Qt::white, 44).constBits(), icons.tile(u"vpc"_s, Qt::red, Qt::white, 44).constBits());
    }

    void aPixmapKnowsItsDeviceRatio()
    {
        const QPixmap pixmap = Icons::glyphPixmap(u"ui_search"_s, Qt::black, 16, 2);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.deviceIndependentSize(), QSizeF(16, 16));
    }
};

QTEST_MAIN(TestIcons)
#include "test_icons.moc"
