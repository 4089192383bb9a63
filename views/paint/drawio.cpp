// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/drawio.h"

#include "model/blueprint/annotationedits.h"
#include "views/paint/drawioshapes.h"
#include "views/paint/pagedrawing.h"
#include "views/paint/text.h"

#include <QLineF>
#include <QSet>
#include <QXmlStreamWriter>

#include <cmath>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

using CellStyle = QList<std::pair<QString, QString>>;

QString numberText(double number)
{
    const double rounded = std::round(number * 100) / 100;
    return QString::number(rounded == 0 ? 0 : rounded, 'f', rounded == std::round(rounded) ? 0 : 2);
}

QString styleText(const CellStyle &style)
{
    QString all;
    for (const auto &[key, value] : style)
        all += (value.isEmpty() ? key : key + u'=' + value) + u';'; // draw.io's own styles are a name alone
    return all;
}

/// A cell's value is HTML.
QString cellHtml(const QString &words) { return text::printable(words).toHtmlEscaped().replace(u'\n', "<br>"_L1); }

QString smallHtml(const QString &words)
{
    return words.isEmpty() ? QString() : u"<font style=\"font-size: 10px\">"_s + cellHtml(words) + u"</font>"_s;
}

/// Where a line ends, as draw.io says it: shares of the cell's width and height, and how far beyond its border (below its texts).
void pinEnd(CellStyle &style, const QString &end, const QPointF &point, const QRectF &cell)
{
    const auto pin = [&](const QString &axis, double at, double size) {
        const double share = size > 0 ? qBound(0.0, at / size, 1.0) : 0.5;
        style.append({end + axis, QString::number(share, 'g', 6)});
        style.append({end + u'D' + axis.toLower(), numberText(at - share * size)});
    };
    pin(u"X"_s, point.x() - cell.left(), cell.width());
    pin(u"Y"_s, point.y() - cell.top(), cell.height());
    style.append({end + u"Perimeter"_s, u"0"_s});
}

/// Where along the line `at` stands, as draw.io says it: -1 is its start, 1 its end.
double shareOfWay(const QPolygonF &line, const QPointF &at)
{
    double walked = 0, found = 0, nearest = -1;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QLineF part(line.at(i - 1), line.at(i));
        const double length = part.length();
        if (length <= 0)
            continue;
        const double along = qBound(0.0, QPointF::dotProduct(at - part.p1(), part.p2() - part.p1()) / length, length);
        const double apart = QLineF(at, part.pointAt(along / length)).length();
        if (nearest < 0 || apart < nearest) {
            nearest = apart;
            found = walked + along;
        }
        walked += length;
    }
    return walked > 0 ? 2 * found / walked - 1 : 0;
}

class DrawioWriter {
public:
    DrawioWriter(const Blueprint &blueprint, const PageDrawing &drawing, const Style &style)
        : m_blueprint(blueprint),
          m_drawing(drawing),
          m_style(style),
          m_writer(&m_bytes)
    {
        m_writer.setAutoFormatting(true);
        m_writer.setAutoFormattingIndent(1);
    }

    QByteArray write(const Page &page)
    {
        start("mxfile", {{"host", u"Groundplan"_s}, {"compressed", u"false"_s}});
        start("diagram",
              {{"id", text::printable(page.id.text())}, {"name", text::printable(page.name.isEmpty() ? page.id.text() : page.name)}});
        start("mxGraphModel",
              {{"grid", u"1"_s},
               {"gridSize", numberText(metrics::grid)},
               {"guides", u"1"_s},
               {"tooltips", u"1"_s},
               {"connect", u"1"_s},
               {"arrows", u"1"_s},
               {"fold", u"1"_s},
               {"page", u"0"_s},
               {"pageScale", u"1"_s},
               {"pageWidth", numberText(std::ceil(m_drawing.bounds.width()))},
               {"pageHeight", numberText(std::ceil(m_drawing.bounds.height()))},
               {"math", u"0"_s},
               {"shadow", u"0"_s}});
        m_writer.writeStartElement(u"root"_s);
        start("mxCell", {{"id", u"0"_s}});
        m_writer.writeEndElement();
        start("mxCell", {{"id", u"1"_s}, {"parent", u"0"_s}});
        m_writer.writeEndElement();
        for (qsizetype i = 0; i < m_drawing.zones.size(); ++i)
            writeZone(m_drawing.zones.at(i), m_drawing.zonePlaces.at(i));
        for (qsizetype i = 0; i < m_drawing.nodes.size(); ++i)
            writeNode(m_drawing.nodes.at(i), m_drawing.nodePlaces.at(i));
        for (qsizetype i = 0; i < m_drawing.edges.size(); ++i)
            writeEdge(m_drawing.edges.at(i), m_drawing.lines.at(i));
        for (const NoteLook &note : m_drawing.notes)
            writeNote(note);
        m_writer.writeEndDocument();
        return m_bytes.trimmed() + '\n';
    }

private:
    struct Cell {
        QString id;
        QRectF rect; ///< on the page
    };

    void start(const char *element, const QList<std::pair<const char *, QString>> &attributes)
    {
        m_writer.writeStartElement(QLatin1String(element));
        for (const auto &[name, value] : attributes)
            m_writer.writeAttribute(QLatin1String(name), value);
    }

    QString freeId(const QString &wanted)
    {
        QString id = text::printable(wanted);
        while (m_taken.contains(id))
            id += u'_';
        m_taken.insert(id);
        return id;
    }

    void writeCell(const DrawnPlace &place, const QRectF &rect, const QString &value, const CellStyle &style)
    {
        const Cell around = m_cells.value(place.in, {u"1"_s, {}});
        const Cell cell{freeId(place.id.text()), rect};
        m_cells.insert(place.id, cell);
        start("mxCell", {{"id", cell.id}, {"value", value}, {"style", styleText(style)}, {"vertex", u"1"_s}, {"parent", around.id}});
        const QPointF at = rect.topLeft() - around.rect.topLeft();
        start("mxGeometry",
              {{"x", numberText(at.x())},
               {"y", numberText(at.y())},
               {"width", numberText(rect.width())},
               {"height", numberText(rect.height())},
               {"as", u"geometry"_s}});
        m_writer.writeEndElement();
        m_writer.writeEndElement();
    }

    void writeZone(const ZoneLook &look, const DrawnPlace &place)
    {
        const DrawioShapes::Container zone = m_shapes.container(m_blueprint.find(place.resource)->type, look.role);
        CellStyle style;
        if (zone.group.isEmpty()) {
            style = {{u"rounded"_s, zone.isRounded ? u"1"_s : u"0"_s}, {u"absoluteArcSize"_s, u"1"_s}, {u"arcSize"_s, u"16"_s}};
        } else {
            style = {{u"shape"_s, zone.isCentered ? u"mxgraph.aws4.groupCenter"_s : u"mxgraph.aws4.group"_s},
                     {u"grIcon"_s, u"mxgraph.aws4."_s + zone.group},
                     {u"grStroke"_s, zone.fill == "none"_L1 ? u"1"_s : u"0"_s}};
        }
        style += CellStyle{{u"html"_s, u"1"_s},
                           {u"whiteSpace"_s, u"wrap"_s},
                           {u"container"_s, u"1"_s},
                           {u"collapsible"_s, u"0"_s},
                           {u"recursiveResize"_s, u"0"_s},
                           {u"pointerEvents"_s, u"0"_s},
                           {u"outlineConnect"_s, u"0"_s},
                           {u"strokeColor"_s, zone.stroke},
                           {u"fillColor"_s, zone.fill},
                           {u"dashed"_s, zone.isDashed ? u"1"_s : u"0"_s},
                           {u"verticalAlign"_s, u"top"_s},
                           {u"align"_s, zone.isCentered ? u"center"_s : u"left"_s},
                           {u"spacingLeft"_s,
                            zone.isCentered            ? u"0"_s
                                : zone.group.isEmpty() ? u"8"_s
                                                       : u"30"_s},
                           {u"spacingTop"_s, zone.isCentered ? u"25"_s : u"0"_s},
                           {u"fontColor"_s, zone.font},
                           {u"fontSize"_s, u"12"_s}};
        QStringList words{cellHtml(look.title), smallHtml(look.detail), smallHtml(look.costPill)};
        words.removeAll(QString());
        writeCell(place, look.rect, words.join(u"&nbsp; "_s), style);
    }

    void writeNode(const NodeLook &look, const DrawnPlace &place)
    {
        const DrawioShapes::Glyph glyph = m_shapes.glyph(*m_blueprint.find(place.resource));
        const QString color = m_style.category(look.category).name().toUpper();
        const QRectF tile = tileRect(look.rect);
        QRectF rect(QPointF(), glyph.size.scaled(tile.size(), Qt::KeepAspectRatio));
        rect.moveCenter(tile.center());
        CellStyle style;
        if (glyph.name.isEmpty())
            style = {{u"rounded"_s, u"1"_s}, {u"strokeColor"_s, u"none"_s}};
        else if (glyph.isIcon)
            style = {{u"shape"_s, u"mxgraph.aws4.resourceIcon"_s},
                     {u"resIcon"_s, u"mxgraph.aws4."_s + glyph.name},
                     {u"strokeColor"_s, u"#ffffff"_s}};
        else
            style = {{u"shape"_s, u"mxgraph.aws4."_s + glyph.name}, {u"strokeColor"_s, u"none"_s}};
        style += CellStyle{{u"sketch"_s, u"0"_s},
                           {u"outlineConnect"_s, u"0"_s},
                           {u"gradientColor"_s, u"none"_s},
                           {u"fillColor"_s, color},
                           {u"fontColor"_s, u"#232F3E"_s},
                           {u"dashed"_s, u"0"_s},
                           {u"verticalLabelPosition"_s, u"bottom"_s},
                           {u"verticalAlign"_s, u"top"_s},
                           {u"align"_s, u"center"_s},
                           {u"html"_s, u"1"_s},
                           {u"fontSize"_s, u"11"_s},
                           {u"aspect"_s, u"fixed"_s}};
        // The texts of neighbours stand on one line, however flat the glyph is.
        if (rect.bottom() < tile.bottom())
            style.append({u"spacingTop"_s, numberText(std::round(tile.bottom() - rect.bottom()))});
        QStringList words{cellHtml(look.name), smallHtml(look.label), smallHtml(look.costPill)};
        words.removeAll(QString());
        writeCell(place, rect, words.join(u"<br>"_s), style);
    }

    /// Colours of the drawing that draw.io is given: `line` and what is inside.
    void addColors(CellStyle &style, const NoteColors &colors, const QColor &fill) const
    {
        style += CellStyle{{u"strokeColor"_s, colors.line.name().toUpper()},
                           {u"fillColor"_s, fill.isValid() ? fill.name().toUpper() : u"none"_s},
                           {u"fontColor"_s, m_style.text.name().toUpper()},
                           {u"fontSize"_s, u"13"_s}};
    }

    void writeNote(const NoteLook &look)
    {
        const NoteColors &colors = m_style.note(noteColor(look));
        if (look.kind == annotation::arrow) {
            writeArrow(look, colors);
            return;
        }
        CellStyle style{{u"html"_s, u"1"_s}, {u"whiteSpace"_s, u"wrap"_s}};
        const auto align = [&](const QString &across, const QString &down) {
            style += CellStyle{{u"align"_s, across}, {u"verticalAlign"_s, down}, {u"spacing"_s, u"8"_s}};
        };
        QRectF rect = look.rect;
        QString value = cellHtml(look.text);
        if (look.kind == annotation::image) {
            // A semicolon would end draw.io's style: it has its own way to write data.
            const Annotation *row = m_blueprint.find(look.owner);
            style += CellStyle{{u"shape"_s, u"image"_s},
                               {u"imageAspect"_s, u"0"_s},
                               {u"image"_s,
                                u"data:"_s + row->properties.value(u"media_type"_s).toString().remove(u';') + u','
                                    + QString::fromLatin1(annotation::pictureBytes(*row).toBase64())}};
            value.clear();
        } else if (look.kind == annotation::text) {
            style.prepend({u"text"_s, {}});
            align(u"left"_s, u"top"_s);
            addColors(style, colors, {});
            style.append({u"strokeColor"_s, u"none"_s});
            if (!look.color.isEmpty())
                style.append({u"fontColor"_s, colors.ink.name().toUpper()});
        } else if (look.kind == annotation::sticky) {
            style += CellStyle{{u"shape"_s, u"note"_s}, {u"size"_s, u"14"_s}};
            align(u"left"_s, u"top"_s);
            addColors(style, colors, colors.paper);
        } else if (look.kind == annotation::ellipse) {
            style.prepend({u"ellipse"_s, {}});
            align(u"center"_s, u"middle"_s);
            addColors(style, colors, colors.line);
            style.append({u"fillOpacity"_s, u"8"_s});
        } else {
            style += CellStyle{{u"rounded"_s, u"1"_s}, {u"absoluteArcSize"_s, u"1"_s}, {u"arcSize"_s, u"12"_s}};
            align(u"left"_s, u"top"_s);
            if (look.kind == annotation::rectangle) {
                addColors(style, colors, colors.line);
                style.append({u"fillOpacity"_s, u"8"_s});
            } else {
                addColors(style, colors, m_style.base);
            }
            if (look.kind == annotation::callout && look.tip.y() > rect.bottom()) {
                // Only one with its beak below is a shape that draw.io has.
                const double below = look.tip.y() - rect.bottom();
                style +=
                    CellStyle{{u"shape"_s, u"callout"_s},
                              {u"size"_s, numberText(below)},
                              {u"base"_s, u"18"_s},
                              {u"position"_s, u"0.2"_s},
                              {u"position2"_s, numberText(qBound(0.0, (look.tip.x() - rect.left()) / std::max(1.0, rect.width()), 1.0))}};
                rect.setBottom(look.tip.y());
            } else if (!look.heading.isEmpty()) {
                value = u"<b>"_s + cellHtml(look.heading) + u"</b>"_s;
                for (const NoteLook::Row &row : look.rows)
                    value += u"<br>"_s + cellHtml(row.value.isEmpty() ? row.label : row.label + u": "_s + row.value);
            }
        }
        if (look.size == "large"_L1 || look.size == "huge"_L1 || look.size == "small"_L1)
            style.append({u"fontSize"_s, QString::number(m_style.noteFontOf(look.size).pixelSize())});
        start("mxCell",
              {{"id", freeId(look.owner.text())}, {"value", value}, {"style", styleText(style)}, {"vertex", u"1"_s}, {"parent", u"1"_s}});
        start("mxGeometry",
              {{"x", numberText(rect.x())},
               {"y", numberText(rect.y())},
               {"width", numberText(rect.width())},
               {"height", numberText(rect.height())},
               {"as", u"geometry"_s}});
        m_writer.writeEndElement();
        m_writer.writeEndElement();
    }

    void writeArrow(const NoteLook &look, const NoteColors &colors)
    {
        const CellStyle style{{u"html"_s, u"1"_s},
                              {u"strokeColor"_s, colors.line.name().toUpper()},
                              {u"strokeWidth"_s, u"2"_s},
                              {u"endArrow"_s, u"block"_s},
                              {u"endFill"_s, u"1"_s}};
        start("mxCell", {{"id", freeId(look.owner.text())}, {"style", styleText(style)}, {"edge", u"1"_s}, {"parent", u"1"_s}});
        start("mxGeometry", {{"relative", u"1"_s}, {"as", u"geometry"_s}});
        for (const auto &[name, at] : {std::pair("sourcePoint", look.arrow.p1()), std::pair("targetPoint", look.arrow.p2())}) {
            start("mxPoint", {{"x", numberText(at.x())}, {"y", numberText(at.y())}, {"as", QLatin1String(name)}});
            m_writer.writeEndElement();
        }
        m_writer.writeEndElement();
        m_writer.writeEndElement();
    }

    void writeEdge(const EdgeLook &look, const DrawnLine &line)
    {
        const auto from = m_cells.constFind(line.from), to = m_cells.constFind(line.to);
        if (from == m_cells.constEnd() || to == m_cells.constEnd())
            return;
        const QString color = m_style.edge.name().toUpper();
        CellStyle style{{u"edgeStyle"_s, u"orthogonalEdgeStyle"_s},
                        {u"jumpStyle"_s, u"arc"_s},
                        {u"rounded"_s, u"1"_s},
                        {u"html"_s, u"1"_s},
                        {u"jettySize"_s, u"auto"_s},
                        {u"orthogonalLoop"_s, u"1"_s},
                        {u"strokeColor"_s, color},
                        {u"fontColor"_s, color},
                        {u"fontSize"_s, u"11"_s},
                        {u"labelBackgroundColor"_s, u"default"_s},
                        {u"endArrow"_s, look.arrow ? u"block"_s : u"none"_s},
                        {u"endFill"_s, u"1"_s},
                        {u"endSize"_s, u"4"_s}};
        if (look.kind != connections::LineKind::Traffic)
            style.append({u"dashed"_s, u"1"_s});
        if (look.points.size() >= 2) {
            pinEnd(style, u"exit"_s, look.points.first(), from->rect);
            pinEnd(style, u"entry"_s, look.points.last(), to->rect);
        }
        start("mxCell",
              {{"id", freeId(look.owner.text() + u'-' + QString::number(m_lines[look.owner]++))},
               {"value", cellHtml(line.label)},
               {"style", styleText(style)},
               {"edge", u"1"_s},
               {"parent", u"1"_s},
               {"source", from->id},
               {"target", to->id}});
        start("mxGeometry", {{"relative", u"1"_s}, {"as", u"geometry"_s}});
        if (!look.labelCenter.isNull())
            m_writer.writeAttribute(u"x"_s, numberText(shareOfWay(look.points, look.labelCenter)));
        if (look.points.size() > 2) {
            start("Array", {{"as", u"points"_s}});
            for (qsizetype i = 1; i + 1 < look.points.size(); ++i) {
                start("mxPoint", {{"x", numberText(look.points.at(i).x())}, {"y", numberText(look.points.at(i).y())}});
                m_writer.writeEndElement();
            }
            m_writer.writeEndElement();
        }
        m_writer.writeEndElement();
        m_writer.writeEndElement();
    }

    const Blueprint &m_blueprint;
    const PageDrawing &m_drawing;
    const Style &m_style;
    DrawioShapes m_shapes;
    QByteArray m_bytes;
    QXmlStreamWriter m_writer;
    QHash<PlacementId, Cell> m_cells;
    QHash<ConnectionId, int> m_lines;
    QSet<QString> m_taken{u"0"_s, u"1"_s}; ///< draw.io's root and layer
};

} // namespace

Result<QByteArray> renderDrawio(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options)
{
    const Style &style = Style::light();
    const Result<PageDrawing> drawing = drawChosenPage(blueprint, catalog, options, style);
    if (!drawing)
        return drawing.error();
    return DrawioWriter(blueprint, *drawing, style).write(*blueprint.find(*pageToDraw(blueprint, options)));
}

} // namespace groundplan
