// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/picture.h"

#include "model/blueprint/diskfile.h"
#include "views/paint/drawio.h"
#include "views/paint/mermaid.h"
#include "views/paint/pagedrawing.h"
#include "views/paint/text.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Picture)
};

constexpr double titleHeight = 40;
constexpr double largestSide = 200000;     ///< scene units; beyond it a file was broken, not drawn
constexpr qint64 mostPixels = 268'000'000; ///< 1 GiB of picture

/// A page ready to be painted, and what stands around it.
struct Sheet {
    const Style &style;
    PageDrawing drawing;
    QString title;
    QRectF area; ///< of the page: the drawing, its title and the margins
    bool transparent;
};

QString titleOf(const Blueprint &blueprint, const Page &page)
{
    const QString name = blueprint.header().name;
    return blueprint.count<Page>() > 1 && !page.name.isEmpty() ? Text::tr("%1 · %2", "blueprint and page").arg(name, page.name) : name;
}

Result<Sheet> layOut(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options)
{
    if (!Style::names().contains(options.theme))
        return Error{Text::tr("There is no theme “%1”; choose one of %2.").arg(options.theme, Style::names().join(u", "_s))};
    const Style &style = Style::named(options.theme);
    const Result<PageDrawing> drawing = drawChosenPage(blueprint, catalog, options, style);
    if (!drawing)
        return drawing.error();
    const Page &page = *blueprint.find(*pageToDraw(blueprint, options));
    Sheet sheet{style, *drawing, options.title ? titleOf(blueprint, page) : QString(), {}, options.transparent};
    const double margin = metrics::pictureMargin;
    sheet.area =
        sheet.drawing.bounds.adjusted(-margin, -margin - (sheet.title.isEmpty() ? 0 : titleHeight), margin, margin).toAlignedRect();
    if (!(sheet.area.width() <= largestSide && sheet.area.height() <= largestSide))
        return Error{Text::tr("The page is too large for a picture."), u"%1 × %2"_s.arg(sheet.area.width()).arg(sheet.area.height())};
    return sheet;
}

/// Paints the sheet with its top left corner at the painter's origin.
void paint(QPainter &painter, const Sheet &sheet, double scale, bool vector)
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    if (!sheet.transparent)
        painter.fillRect(QRectF(QPointF(), sheet.area.size()), sheet.style.canvas);
    painter.translate(-sheet.area.topLeft());
    Icons icons;
    // A small picture is not an overview: it keeps its texts.
    Brush brush{painter, sheet.style, icons, std::max(scale, detail::texts), 1, vector};
    paintPage(brush, sheet.drawing);
    if (sheet.title.isEmpty())
        return;
    painter.setFont(sheet.style.pageTitleFont);
    painter.setPen(sheet.style.text);
    painter.drawText(
        QRectF(sheet.drawing.bounds.left(), sheet.area.top() + metrics::pictureMargin - 4, sheet.drawing.bounds.width(), titleHeight),
        int(Qt::AlignLeft | Qt::AlignTop), sheet.title);
}

/// Adds title and description, which the generator would not escape, and takes out what XML cannot hold, which it passes on.
QByteArray finishedSvg(QByteArray svg, const Header &header)
{
    const auto element = [](const char *name, const QString &words) {
        const QByteArray tag(name);
        return words.isEmpty() ? QByteArray() : '<' + tag + '>' + text::printable(words).toHtmlEscaped().toUtf8() + "</" + tag + ">\n";
    };
    svg.replace("\xef\xbf\xbe", "\xef\xbf\xbd").replace("\xef\xbf\xbf", "\xef\xbf\xbd");
    std::replace_if(
        svg.begin(), svg.end(), [](char c) { return uchar(c) < 0x20 && c != '\n' && c != '\t'; }, ' ');
    return svg.insert(svg.indexOf('>', svg.indexOf("<svg")) + 1,
                      '\n' + element("title", header.name) + element("desc", header.description));
}

Error cannotWrite() { return Error{Text::tr("The picture could not be drawn.")}; }

} // namespace

Result<QByteArray> renderPng(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options)
{
    if (!(options.scale >= 0.1 && options.scale <= 8))
        return Error{Text::tr("The scale must be between 0.1 and 8."), QString::number(options.scale)};
    const Result<Sheet> sheet = layOut(blueprint, catalog, options);
    if (!sheet)
        return sheet.error();
    const QSize size(int(std::ceil(sheet->area.width() * options.scale)), int(std::ceil(sheet->area.height() * options.scale)));
    if (qint64(size.width()) * size.height() > mostPixels || size.width() > 32767 || size.height() > 32767)
        return Error{Text::tr("The picture would be too large; choose a smaller scale."),
                     u"%1 × %2"_s.arg(size.width()).arg(size.height())};
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return Error{Text::tr("There is not enough memory for a picture of %1 × %2.").arg(size.width()).arg(size.height())};
    image.fill(Qt::transparent);
    // One scene unit is 1/96 inch, whatever the scale.
    image.setDotsPerMeterX(int(std::lround(96 * options.scale / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QPainter painter(&image);
    paint(painter, *sheet, options.scale, false);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const bool saved = (options.transparent ? image : image.convertToFormat(QImage::Format_RGB32)).save(&buffer, "PNG");
    return saved ? Result<QByteArray>(bytes) : cannotWrite();
}

Result<QByteArray> renderSvg(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options)
{
    const Result<Sheet> sheet = layOut(blueprint, catalog, options);
    if (!sheet)
        return sheet.error();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96);
    generator.setSize(sheet->area.size().toSize());
    generator.setViewBox(QRectF(QPointF(), sheet->area.size()));
    generator.setTitle({});
    generator.setDescription({});
    QPainter painter;
    if (!painter.begin(&generator))
        return cannotWrite();
    paint(painter, *sheet, 1, true);
    painter.end();
    return finishedSvg(bytes, blueprint.header());
}

Result<QByteArray> renderPdf(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options)
{
    const Result<Sheet> sheet = layOut(blueprint, catalog, options);
    if (!sheet)
        return sheet.error();
    // PDF readers take pages of up to 200 inches.
    if (sheet->area.width() > 200 * 96 || sheet->area.height() > 200 * 96)
        return Error{Text::tr("The page is too large for a PDF; save an SVG instead.")};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(blueprint.header().name);
    writer.setCreator(u"Groundplan"_s);
    writer.setResolution(96);
    writer.setPageSize(QPageSize(sheet->area.size() * 0.75, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter;
    if (!painter.begin(&writer))
        return cannotWrite();
    paint(painter, *sheet, 1, true);
    painter.end();
    return bytes;
}

Result<QSizeF> pictureSize(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options)
{
    const Result<Sheet> sheet = layOut(blueprint, catalog, options);
    if (!sheet)
        return sheet.error();
    return sheet->area.size();
}

Result<> paintPicture(QPainter &painter, const QRectF &target, const Blueprint &blueprint, const Catalog &catalog,
                      const PictureOptions &options)
{
    const Result<Sheet> sheet = layOut(blueprint, catalog, options);
    if (!sheet)
        return sheet.error();
    const QSizeF size = sheet->area.size();
    const double scale = std::min(target.width() / size.width(), target.height() / size.height());
    painter.save();
    painter.translate(target.center() - QPointF(size.width(), size.height()) * scale / 2);
    paint(painter, *sheet, scale, true);
    painter.restore();
    return {};
}

bool isPictureName(const QString &path)
{
    static const QStringList kinds{u"png"_s, u"svg"_s, u"pdf"_s, u"drawio"_s, u"mmd"_s};
    return kinds.contains(QFileInfo(path).suffix().toLower());
}

Result<> savePicture(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options, const QString &path)
{
    using Render = Result<QByteArray> (*)(const Blueprint &, const Catalog &, const PictureOptions &);
    static const QHash<QString, Render> renderers{
        {u"png"_s, renderPng}, {u"svg"_s, renderSvg}, {u"pdf"_s, renderPdf}, {u"drawio"_s, renderDrawio}, {u"mmd"_s, renderMermaid}};
    if (!isPictureName(path))
        return Error{Text::tr("A picture's name must end in .png, .svg, .pdf, .drawio or .mmd."), path};
    const Result<QByteArray> bytes = renderers.value(QFileInfo(path).suffix().toLower())(blueprint, catalog, options);
    if (!bytes)
        return bytes.error();
    if (const auto saved = diskfile::replace(path, *bytes); !saved)
        return Error{Text::tr("The picture could not be saved: %1.").arg(saved.error().message), path};
    return {};
}

} // namespace groundplan
