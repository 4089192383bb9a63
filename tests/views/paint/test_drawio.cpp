// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "views/paint/drawio.h"
#include "views/paint/drawioshapes.h"
#include "views/paint/pagedrawing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTextDocument>
#include <QXmlStreamReader>

using namespace groundplan;
using namespace Qt::StringLiterals;

namespace {

const QString sourceFolder = QStringLiteral(GROUNDPLAN_SOURCE_DIR);

struct Cell {
    QString id, value, parent, source, target;
    QHash<QString, QString> style;
    bool isVertex = false, isEdge = false;
    QRectF rect; ///< in its parent
    QPolygonF points;
    double along = 0;
};

/// What any reader of the format sees; empty when it is not well-formed.
struct Drawing {
    QString page;
    QList<Cell> cells;

    const Cell *find(const QString &id) const
    {
        const auto it = std::find_if(cells.begin(), cells.end(), [&](const Cell &cell) { return cell.id == id; });
        return it == cells.end() ? nullptr : &*it;
    }
    qsizetype count(const QString &id) const
    {
        return std::count_if(cells.begin(), cells.end(), [&](const Cell &cell) { return cell.id == id; });
    }
    QRectF absolute(const Cell &cell) const
    {
        QRectF rect = cell.rect;
        for (const Cell *around = find(cell.parent); around; around = find(around->parent))
            rect.translate(around->rect.topLeft());
        return rect;
    }
};

QHash<QString, QString> styleOf(const QString &text)
{
    QHash<QString, QString> style;
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts))
        style.insert(part.section(u'=', 0, 0), part.section(u'=', 1));
    return style;
}

Drawing readBack(const QByteArray &bytes)
{
    Drawing drawing;
    QXmlStreamReader reader(bytes);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = reader.attributes();
        const auto text = [&](QLatin1String name) { return attributes.value(name).toString(); };
        const auto number = [&](QLatin1String name) { return attributes.value(name).toDouble(); };
        if (reader.name() == "diagram"_L1) {
            drawing.page = text("name"_L1);
        } else if (reader.name() == "mxCell"_L1) {
            drawing.cells.append({text("id"_L1),
                                  text("value"_L1),
                                  text("parent"_L1),
                                  text("source"_L1),
                                  text("target"_L1),
                                  styleOf(text("style"_L1)),
                                  text("vertex"_L1) == "1"_L1,
                                  text("edge"_L1) == "1"_L1,
                                  {},
                                  {},
                                  0});
        } else if (reader.name() == "mxGeometry"_L1) {
            drawing.cells.last().along = number("x"_L1);
            drawing.cells.last().rect = {number("x"_L1), number("y"_L1), number("width"_L1), number("height"_L1)};
        } else if (reader.name() == "mxPoint"_L1) {
            drawing.cells.last().points.append({number("x"_L1), number("y"_L1)});
        }
    }
    return reader.hasError() ? Drawing() : drawing;
}

/// What draw.io shows of a value.
QStringList shownLines(const QString &value)
{
    QTextDocument document;
    document.setHtml(value);
    return document.toPlainText().split(u'\n');
}

Resource resource(const QString &id, const QString &type, const QString &zone = {}, const PropertyMap &properties = {})
{
    Resource row;
    row.id = ResourceId(id);
    row.type = type;
    row.name = id;
    if (!zone.isEmpty())
        row.zones = {ResourceId(zone)};
    row.properties = properties;
    return row;
}

Placement placement(const QString &id, const QString &shown, const QString &zone, const QRectF &rect)
{
    Placement row;
    row.id = PlacementId(id);
    row.page = PageId(u"page"_s);
    row.resource = ResourceId(shown);
    row.zone = ResourceId(zone);
    row.rect = rect;
    return row;
}

ChangeSet aPage()
{
    ChangeSet set{u"Draw"_s, {}};
    Page page;
    page.id = PageId(u"page"_s);
    page.name = u"Page"_s;
    set.add(page);
    return set;
}

/// An instance that writes to a bucket beside its network.
Blueprint smallBlueprint()
{
    ChangeSet set = aPage();
    set.add(resource(u"region"_s, u"groundplan_region"_s, {}, {{u"region"_s, u"eu-central-1"_s}}));
    set.add(resource(u"vpc"_s, u"aws_vpc"_s, u"region"_s, {{u"cidr_block"_s, u"10.1.0.0/16"_s}}));
    set.add(resource(u"web"_s, u"aws_instance"_s, u"vpc"_s, {{u"instance_type"_s, u"t3.micro"_s}}));
    set.add(resource(u"store"_s, u"aws_s3_bucket"_s, u"region"_s));
    Connection line;
    line.id = ConnectionId(u"write"_s);
    line.from = ResourceId(u"web"_s);
    line.to = ResourceId(u"store"_s);
    line.kind = u"data_flow"_s;
    set.add(line);
    set.add(placement(u"p_region"_s, u"region"_s, {}, {0, 0, 560, 260}));
    set.add(placement(u"p_vpc"_s, u"vpc"_s, u"region"_s, {24, 48, 240, 180}));
    set.add(placement(u"p_web"_s, u"web"_s, u"vpc"_s, {72, 48, 96, 96}));
    set.add(placement(u"p_store"_s, u"store"_s, u"region"_s, {400, 96, 96, 96}));
    Blueprint blueprint;
    return blueprint.apply(set) ? blueprint : Blueprint();
}

} // namespace

class TestDrawio : public QObject {
    Q_OBJECT

    Blueprint m_example;
    Catalog m_catalog;
    DrawioShapes m_shapes;
    QSet<QString> m_known; ///< every name in the library

    Drawing drawn(const Blueprint &blueprint, const PictureOptions &options = {}) const
    {
        const Result<QByteArray> bytes = renderDrawio(blueprint, m_catalog, options);
        return bytes ? readBack(*bytes) : Drawing();
    }
    Drawing drawnAlone(const QString &type, const PropertyMap &properties = {}, const QString &placed = u"it"_s) const
    {
        ChangeSet set = aPage();
        set.add(resource(u"thing"_s, type, {}, properties));
        set.add(placement(placed, u"thing"_s, {}, {8, 16, 96, 96}));
        Blueprint blueprint;
        return blueprint.apply(set) ? drawn(blueprint) : Drawing();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Blueprint> read = blueprintfile::load(u":/groundplan/examples/three-tier.groundplan"_s);
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().text()));
        m_example = *read;
        QFile names(sourceFolder + u"/tests/data/drawioshapes.txt"_s);
        QVERIFY(names.open(QIODevice::ReadOnly));
        for (const QByteArray &name : names.readAll().split('\n'))
            m_known.insert(QString::fromLatin1(name));
        m_known.remove(QString());
        QVERIFY(m_known.size() > 800);
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyPlacementIsOneCellInItsZone()
    {
        for (const PageId &page : m_example.pages()) {
            PictureOptions options;
            options.page = page;
            const Drawing drawing = drawn(m_example, options);
            QCOMPARE(drawing.page, m_example.find(page)->name);
            const QList<PlacementId> placements = m_example.placementsOn(page);
            QVERIFY(!placements.isEmpty());
            for (const PlacementId &id : placements) {
                const Placement &row = *m_example.find(id);
                QCOMPARE(drawing.count(id.text()), 1);
                const Cell &cell = *drawing.find(id.text());
                QVERIFY(cell.isVertex);
                const Placement *zone = m_example.placementOf(page, row.zone);
                QCOMPARE(cell.parent, zone ? zone->id.text() : u"1"_s);
                const bool isZone = looks::isZone(m_catalog, *m_example.find(row.resource));
                QCOMPARE(cell.style.value(u"container"_s), isZone ? u"1"_s : QString());
                if (isZone)
                    QCOMPARE(cell.style.value(u"collapsible"_s), u"0"_s);
            }
            const auto vertices = std::count_if(drawing.cells.begin(), drawing.cells.end(), [](const Cell &c) { return c.isVertex; });
            QCOMPARE(vertices, placements.size());
        }
    }

    void cellsStandWhereTheyAreDrawn()
    {
        for (const PageId &page : m_example.pages()) {
            PictureOptions options;
            options.page = page;
            const Drawing drawing = drawn(m_example, options);
            for (const PlacementId &id : m_example.placementsOn(page)) {
                const Placement &row = *m_example.find(id);
                const QRectF expected = m_example.absoluteRect(row);
                const QRectF rect = drawing.absolute(*drawing.find(id.text()));
                if (looks::isZone(m_catalog, *m_example.find(row.resource))) {
                    QCOMPARE(rect, expected);
                    continue;
                }
                // A tile's picture fills it one way at least, in its middle.
                const QRectF tile = tileRect(expected);
                QVERIFY2((rect.center() - tile.center()).manhattanLength() < 0.1, qPrintable(id.text()));
                QVERIFY(tile.adjusted(-0.1, -0.1, 0.1, 0.1).contains(rect));
                QVERIFY(std::abs(std::max(rect.width(), rect.height()) - tile.width()) < 0.1);
            }
        }
    }

    void linesJoinCellsAlongTheirWays()
    {
        for (const PageId &page : m_example.pages()) {
            PictureOptions options;
            options.page = page;
            const Drawing drawing = drawn(m_example, options);
            const PageDrawing picture = drawPage(m_example, m_catalog, page, {}, Style::light());
            QSet<QString> ids;
            qsizetype edges = 0;
            for (const Cell &cell : drawing.cells) {
                QVERIFY2(!ids.contains(cell.id), qPrintable(cell.id));
                ids.insert(cell.id);
                if (!cell.isEdge)
                    continue;
                const EdgeLook &look = picture.edges.at(edges++);
                QVERIFY(cell.id.startsWith(look.owner.text() + u'-'));
                QCOMPARE(cell.parent, u"1"_s);
                const Cell *source = drawing.find(cell.source), *target = drawing.find(cell.target);
                QVERIFY(source && source->isVertex && target && target->isVertex);
                QCOMPARE(m_example.find(PlacementId(cell.source))->resource, m_example.find(look.owner)->from);
                QCOMPARE(m_example.find(PlacementId(cell.target))->resource, m_example.find(look.owner)->to);
                QCOMPARE(cell.points, look.points.size() > 2 ? QPolygonF(look.points.mid(1, look.points.size() - 2)) : QPolygonF());
                QCOMPARE(cell.style.value(u"dashed"_s), look.kind == connections::LineKind::Traffic ? QString() : u"1"_s);
                // The pinned ends are those of the picture's line.
                const auto pinned = [&](const QString &end, const Cell &at) {
                    const QRectF rect = drawing.absolute(at);
                    const auto number = [&](const QString &key) { return cell.style.value(end + key).toDouble(); };
                    return QPointF(rect.x() + number(u"X"_s) * rect.width() + number(u"Dx"_s),
                                   rect.y() + number(u"Y"_s) * rect.height() + number(u"Dy"_s));
                };
                QVERIFY((pinned(u"exit"_s, *source) - look.points.first()).manhattanLength() < 0.1);
                QVERIFY((pinned(u"entry"_s, *target) - look.points.last()).manhattanLength() < 0.1);
            }
            QCOMPARE(edges, picture.edges.size());
        }
    }

    void everyLabelIsSaid()
    {
        QStringList expected, said;
        for (const ConnectionId &id : m_example.ids<Connection>()) {
            const QString label = looks::edge(m_example, m_catalog, *m_example.find(id)).label;
            if (!label.isEmpty() && !looks::ends(m_example, m_example.pages().first(), *m_example.find(id)).isEmpty())
                expected.append(label);
        }
        for (const Cell &cell : drawn(m_example).cells) {
            if (cell.isEdge && !cell.value.isEmpty())
                said.append(shownLines(cell.value).first());
            QVERIFY(!cell.isEdge || std::abs(cell.along) <= 1);
        }
        QVERIFY(expected.size() >= 4);
        QCOMPARE(said, expected);
    }

    void textsAreShown()
    {
        PictureOptions options;
        options.costs.insert(ResourceId(u"web"_s), u"$7.59"_s);
        const Drawing drawing = drawn(smallBlueprint(), options);
        QCOMPARE(shownLines(drawing.find(u"p_web"_s)->value), (QStringList{u"web"_s, u"t3.micro"_s, u"$7.59"_s}));
        QCOMPARE(shownLines(drawing.find(u"p_store"_s)->value), (QStringList{u"store"_s, u"S3 bucket"_s}));
        QVERIFY(shownLines(drawing.find(u"p_vpc"_s)->value).first().startsWith(u"vpc"_s));
        QVERIFY(drawing.find(u"p_vpc"_s)->value.contains(u"10.1.0.0/16"_s));
    }

    void hostileNamesAreText_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        const auto same = [](const char *row, const QString &name) { QTest::newRow(row) << name << name; };
        same("tag", u"<b>bold</b><img src=x onerror=alert(1)>"_s);
        same("quotes", u"a \"quoted\" 'name'"_s);
        same("entity", u"&lt;not a tag&gt; &amp; &#65;"_s);
        same("xml", u"]]> <!-- --> <?xml?> </mxCell>"_s);
        same("style", u"x;fillColor=#000000;shape=image"_s);
        same("placeholder", u"%name% %id%"_s);
        same("unicode", u"Straße 東京 \U0001F680 שלום"_s);
        same("formula", u"$$x^2$$ `y` \\(z\\)"_s);
        QTest::newRow("lines") << u"one\ntwo"_s << u"one"_s;
        QTest::newRow("windows lines") << u"one\r\ntwo"_s << u"one"_s;
        QTest::newRow("control") << u"a\u0001b\u001fc"_s << u"a b c"_s;
        QTest::newRow("half a pair") << QString(u"a"_s + QChar(0xd83d) + u"b"_s) << u"a\ufffdb"_s;
        QTest::newRow("no character") << u"a\uffffb"_s << u"a\ufffdb"_s;
    }
    void hostileNamesAreText()
    {
        QFETCH(QString, name);
        QFETCH(QString, shown);
        const Value tags = ValueMap{{u"Name"_s, name}};
        const Drawing node = drawnAlone(u"aws_instance"_s, {{u"tags"_s, tags}});
        QCOMPARE(node.cells.size(), 3);
        QCOMPARE(shownLines(node.cells.last().value).first(), shown);
        QCOMPARE(node.cells.last().style.value(u"resIcon"_s), u"mxgraph.aws4.ec2"_s);
        const Drawing zone = drawnAlone(u"aws_vpc"_s, {{u"tags"_s, tags}});
        QCOMPARE(zone.cells.size(), 3);
        QVERIFY2(shownLines(zone.cells.last().value).first().startsWith(shown), qPrintable(zone.cells.last().value));
    }

    void drawioKeepsItsOwnIds()
    {
        for (const QString &id : {u"0"_s, u"1"_s}) {
            const Drawing drawing = drawnAlone(u"aws_instance"_s, {}, id);
            QCOMPARE(drawing.count(id), 1);
            QCOMPARE(drawing.cells.last().id, id + u'_');
            QCOMPARE(drawing.cells.last().parent, u"1"_s);
        }
    }

    void everyDrawnTypeHasAKnownShape()
    {
        int checked = 0;
        for (const QString &type : m_catalog.types()) {
            const TypeSummary summary = m_catalog.summary(type);
            if (!summary.isDeep || summary.isAttachment || summary.isZone || type == "terraform_data"_L1)
                continue;
            const DrawioShapes::Glyph glyph = m_shapes.glyph(resource(u"it"_s, type));
            QVERIFY2(m_known.contains(glyph.name), qPrintable(type + u": "_s + glyph.name));
            QVERIFY(!glyph.size.isEmpty());
            ++checked;
        }
        QVERIFY(checked > 150);
        QVERIFY(m_shapes.glyph(resource(u"it"_s, u"terraform_data"_s)).name.isEmpty());
    }

    void everyRoleHasAContainer()
    {
        for (int role = int(ZoneRole::Account); role <= int(ZoneRole::Group); ++role) {
            const DrawioShapes::Container zone = m_shapes.container(u"none"_s, ZoneRole(role));
            QVERIFY(QColor(zone.stroke).isValid() && QColor(zone.font).isValid());
            QVERIFY(zone.fill == "none"_L1 || QColor(zone.fill).isValid());
        }
        QCOMPARE(m_shapes.container(u"aws_autoscaling_group"_s, ZoneRole::Cluster).group, u"group_auto_scaling_group"_s);
    }

    void theTableNamesWhatExists()
    {
        QFile file(u":/groundplan/catalog/drawio/aws.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject table = QJsonDocument::fromJson(file.readAll()).object();
        const auto verify = [&](const QString &where, const QString &name) {
            QVERIFY2(m_known.contains(name), qPrintable(where + u": "_s + name));
        };
        QSet<QString> shapes;
        const QJsonObject types = table["types"_L1].toObject();
        for (auto it = types.begin(); it != types.end(); ++it) {
            const QJsonObject entry = it->toObject();
            QVERIFY2(m_catalog.contains(it.key()) && m_catalog.summary(it.key()).isDeep, qPrintable(it.key()));
            QVERIFY2(entry.contains("icon"_L1) != entry.contains("shape"_L1), qPrintable(it.key()));
            verify(it.key(), entry[entry.contains("icon"_L1) ? "icon"_L1 : "shape"_L1].toString());
            shapes.insert(entry["shape"_L1].toString());
            const QString by = entry["by"_L1].toString();
            QCOMPARE(by.isEmpty(), !entry.contains("shapes"_L1));
            QVERIFY2(by.isEmpty() || m_catalog.type(it.key())->schema->attributeAt(by), qPrintable(by));
            for (const QJsonValue &shape : entry["shapes"_L1].toObject()) {
                verify(it.key(), shape.toString());
                shapes.insert(shape.toString());
            }
        }
        const QJsonObject sizes = table["sizes"_L1].toObject();
        for (auto it = sizes.begin(); it != sizes.end(); ++it)
            QVERIFY2(shapes.contains(it.key()) && it->toArray().size() == 2, qPrintable(it.key()));
        const QJsonObject zones = table["zones"_L1].toObject();
        for (auto it = zones.begin(); it != zones.end(); ++it) {
            if (it->toObject().contains("group"_L1))
                verify(it.key(), it->toObject()["group"_L1].toString());
        }
        QFile facts(u":/groundplan/catalog/services.json"_s);
        QVERIFY(facts.open(QIODevice::ReadOnly));
        const QJsonObject known = QJsonDocument::fromJson(facts.readAll()).object()["services"_L1].toObject();
        const QJsonObject services = table["services"_L1].toObject();
        for (auto it = services.begin(); it != services.end(); ++it) {
            QVERIFY2(known.contains(it.key()), qPrintable(it.key()));
            verify(it.key(), it->toString());
        }
        QVERIFY(services.size() > 200);
    }

    void shapesAreChosen_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<PropertyMap>("properties");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("icon");
        const auto row = [](const QString &type, const PropertyMap &properties, const QString &name, bool icon) {
            QTest::newRow(qPrintable(type + u' ' + name)) << type << properties << name << icon;
        };
        row(u"aws_lambda_function"_s, {}, u"lambda"_s, true);
        row(u"aws_s3_bucket"_s, {}, u"s3"_s, true);
        row(u"aws_nat_gateway"_s, {}, u"nat_gateway"_s, false);
        row(u"aws_lb"_s, {}, u"application_load_balancer"_s, false);
        row(u"aws_lb"_s, {{u"load_balancer_type"_s, u"network"_s}}, u"network_load_balancer"_s, false);
        row(u"aws_lb"_s, {{u"load_balancer_type"_s, u"gateway"_s}}, u"gateway_load_balancer"_s, false);
        row(u"aws_db_instance"_s, {}, u"rds_instance"_s, false);
        row(u"aws_db_instance"_s, {{u"engine"_s, u"postgres"_s}}, u"rds_postgresql_instance"_s, false);
        row(u"aws_db_instance"_s, {{u"engine"_s, u"oracle-ee"_s}}, u"rds_oracle_instance"_s, false);
        row(u"aws_db_instance"_s, {{u"engine"_s, VariableReference{u"engine"_s}}}, u"rds_instance"_s, false);
        row(u"aws_iot_thing"_s, {}, u"iot_core"_s, true);
        row(u"aws_ec2_client_vpn_route"_s, {}, u"client_vpn"_s, true);
        row(u"aws_ec2_host"_s, {}, u"ec2"_s, true);
        row(u"aws_nothing_of_the_kind"_s, {}, QString(), true);
        row(u"google_compute_instance"_s, {}, QString(), true);
    }
    void shapesAreChosen()
    {
        QFETCH(QString, type);
        QFETCH(PropertyMap, properties);
        QFETCH(QString, name);
        QFETCH(bool, icon);
        const DrawioShapes::Glyph glyph = m_shapes.glyph(resource(u"it"_s, type, {}, properties));
        QCOMPARE(glyph.name, name);
        QCOMPARE(glyph.isIcon, icon);
        const QHash<QString, QString> style = drawnAlone(type, properties).cells.last().style;
        QCOMPARE(style.value(u"resIcon"_s), icon && !name.isEmpty() ? u"mxgraph.aws4."_s + name : QString());
        QCOMPARE(style.value(u"shape"_s), name.isEmpty() ? QString() : u"mxgraph.aws4."_s + (icon ? u"resourceIcon"_s : name));
        QCOMPARE(QColor(style.value(u"fillColor"_s)), Style::light().category(m_catalog.summary(type).category));
        if (name.isEmpty())
            QCOMPARE(style.value(u"rounded"_s), u"1"_s);
    }

    void flatGlyphsAreNotStretched()
    {
        const Cell cell = drawnAlone(u"aws_eip"_s).cells.last();
        QCOMPARE(cell.style.value(u"shape"_s), u"mxgraph.aws4.elastic_ip_address"_s);
        QVERIFY(cell.rect.width() > 2 * cell.rect.height());
        QVERIFY(cell.style.value(u"spacingTop"_s).toInt() > 5);
    }

    void theSmallDrawingIsAsItWasReviewed()
    {
        const Result<QByteArray> bytes = renderDrawio(smallBlueprint(), m_catalog, {});
        QVERIFY(bytes.ok());
        QFile golden(sourceFolder + u"/tests/golden/small.drawio"_s);
        if (qEnvironmentVariableIsSet("GROUNDPLAN_WRITE_REFERENCES"))
            QVERIFY(golden.open(QIODevice::WriteOnly) && golden.write(*bytes) == bytes->size());
        golden.close();
        QVERIFY(golden.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(*bytes), QString::fromUtf8(golden.readAll()));
    }

    void drawingsAreTheSameEachTime() { QCOMPARE(*renderDrawio(m_example, m_catalog, {}), *renderDrawio(m_example, m_catalog, {})); }

    void whatCannotBeDrawnIsRefused()
    {
        QVERIFY(!renderDrawio({}, m_catalog, {}));
        PictureOptions options;
        options.page = PageId(u"attic"_s);
        const Result<QByteArray> drawing = renderDrawio(m_example, m_catalog, options);
        QVERIFY(!drawing && drawing.error().text().contains(u"attic"_s));
    }
};

QTEST_MAIN(TestDrawio)
#include "test_drawio.moc"
