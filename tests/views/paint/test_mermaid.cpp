// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/blueprintfile.h"
#include "views/paint/mermaid.h"
#include "views/paint/pagedrawing.h"

#include <QTest>

using namespace groundplan;
using namespace Qt::StringLiterals;

namespace {

struct Item {
    QString id, label, in; ///< `in`: the subgraph around it
    bool isZone = false;
};
struct Line {
    QString from, to, label;
    bool isDashed = false;
};

/// A flowchart, read strictly: every line is one of those that it knows.
struct Flowchart {
    QList<Item> items;
    QList<Line> lines;
    QString unknown; ///< the first line that is none of them

    const Item *find(const QString &id) const
    {
        const auto it = std::find_if(items.begin(), items.end(), [&](const Item &item) { return item.id == id; });
        return it == items.end() ? nullptr : &*it;
    }
};

Flowchart readBack(const QString &text)
{
    static const QRegularExpression zone(u"^subgraph ([A-Za-z0-9_]+)\\[\"([^\"]*)\"\\]$"_s);
    static const QRegularExpression node(u"^([A-Za-z0-9_]+)\\[\"([^\"]*)\"\\]$"_s);
    static const QRegularExpression edge(u"^([A-Za-z0-9_]+) (-->|-\\.->)(?:\\|\"([^\"]*)\"\\|)? ([A-Za-z0-9_]+)$"_s);
    static const QRegularExpression look(u"^(classDef [a-z0-9]+ fill:[#a-z0-9,: -]+|class [A-Za-z0-9_,]+ [a-z0-9]+)$"_s);
    Flowchart chart;
    QStringList around{QString()};
    const QStringList all = text.split(u'\n');
    if (all.first() != "flowchart TB"_L1 || !all.last().isEmpty())
        chart.unknown = all.first();
    for (qsizetype i = 1; i + 1 < all.size(); ++i) {
        const QString line = all.at(i).trimmed();
        if (const auto match = zone.match(line); match.hasMatch()) {
            chart.items.append({match.captured(1), match.captured(2), around.last(), true});
            around.append(match.captured(1));
        } else if (line == "end"_L1 && around.size() > 1) {
            around.removeLast();
        } else if (const auto box = node.match(line); box.hasMatch()) {
            chart.items.append({box.captured(1), box.captured(2), around.last(), false});
        } else if (const auto join = edge.match(line); join.hasMatch()) {
            chart.lines.append({join.captured(1), join.captured(4), join.captured(3), join.captured(2) == "-.->"_L1});
        } else if (!look.match(line).hasMatch() && chart.unknown.isEmpty()) {
            chart.unknown = line;
        }
    }
    if (around.size() != 1)
        chart.unknown = u"an open subgraph"_s;
    return chart;
}

/// What Mermaid shows of a quoted text.
QString shown(QString text)
{
    static const QRegularExpression entity(u"#(\\d+|quot);"_s);
    for (auto match = entity.match(text); match.hasMatch(); match = entity.match(text, match.capturedStart() + 1)) {
        const QString code = match.captured(1);
        text.replace(match.capturedStart(), match.capturedLength(), code == "quot"_L1 ? u'"' : QChar(code.toUShort()));
    }
    return text;
}

Blueprint blueprintOf(const QList<std::tuple<QString, QString, QString>> &placed, const PropertyMap &properties = {})
{
    ChangeSet set{u"Draw"_s, {}};
    Page page;
    page.id = PageId(u"page"_s);
    set.add(page);
    int count = 0;
    for (const auto &[id, type, zone] : placed) {
        Resource row;
        row.id = ResourceId(u"r"_s + id);
        row.type = type;
        row.name = u"thing%1"_s.arg(count);
        row.properties = properties;
        if (!zone.isEmpty())
            row.zones = {ResourceId(u"r"_s + zone)};
        set.add(row);
        Placement spot;
        spot.id = PlacementId(id);
        spot.page = page.id;
        spot.resource = row.id;
        spot.zone = zone.isEmpty() ? ResourceId() : ResourceId(u"r"_s + zone);
        spot.rect = {30.0 + 110 * count, 40, 400.0 - 90 * count, 96};
        set.add(spot);
        ++count;
    }
    Blueprint blueprint;
    return blueprint.apply(set) ? blueprint : Blueprint();
}

} // namespace

class TestMermaid : public QObject {
    Q_OBJECT

    Blueprint m_example;
    Catalog m_catalog;

    Flowchart drawn(const Blueprint &blueprint, const PictureOptions &options = {}) const
    {
        const Result<QByteArray> bytes = renderMermaid(blueprint, m_catalog, options);
        return bytes ? readBack(QString::fromUtf8(*bytes)) : Flowchart{{}, {}, u"nothing"_s};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const Result<Blueprint> read = blueprintfile::load(u":/groundplan/examples/three-tier.groundplan"_s);
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().text()));
        m_example = *read;
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyPlacementIsOneItemInItsZone()
    {
        for (const PageId &page : m_example.pages()) {
            PictureOptions options;
            options.page = page;
            const Flowchart chart = drawn(m_example, options);
            QVERIFY2(chart.unknown.isEmpty(), qPrintable(chart.unknown));
            const auto idOf = [&](const Placement *row) {
                const bool isZone = row && looks::isZone(m_catalog, *m_example.find(row->resource));
                return row ? (isZone ? u"z_"_s : u"n_"_s) + row->id.text() : QString();
            };
            const QList<PlacementId> placements = m_example.placementsOn(page);
            QCOMPARE(chart.items.size(), placements.size());
            for (const PlacementId &id : placements) {
                const Placement *row = m_example.find(id);
                const Item *item = chart.find(idOf(row));
                QVERIFY2(item, qPrintable(id.text()));
                QCOMPARE(item->isZone, looks::isZone(m_catalog, *m_example.find(row->resource)));
                QCOMPARE(item->in, idOf(m_example.placementOf(page, row->zone)));
                QCOMPARE(shown(item->label.section(item->isZone ? u" · "_s : u"<br/>"_s, 0, 0)),
                         looks::drawnName(*m_example.find(row->resource)));
            }
        }
    }

    void linesJoinWhatIsConnected()
    {
        const Flowchart chart = drawn(m_example);
        const PageDrawing picture = drawPage(m_example, m_catalog, m_example.pages().first(), {}, Style::light());
        QCOMPARE(chart.lines.size(), picture.edges.size());
        QStringList labels;
        for (qsizetype i = 0; i < chart.lines.size(); ++i) {
            const Line &line = chart.lines.at(i);
            QCOMPARE(line.from, u"n_"_s + picture.lines.at(i).from.text());
            QCOMPARE(line.to, u"n_"_s + picture.lines.at(i).to.text());
            QVERIFY(chart.find(line.from) && chart.find(line.to));
            QCOMPARE(line.isDashed, picture.edges.at(i).kind != connections::LineKind::Traffic);
            QCOMPARE(shown(line.label), picture.lines.at(i).label);
            labels.append(line.label);
        }
        QVERIFY(labels.contains(u"tcp 5432"_s) && labels.contains(u"access logs"_s));
    }

    void textsAreShown()
    {
        PictureOptions options;
        options.costs.insert(ResourceId(u"db"_s), u"$129.25"_s);
        const Flowchart chart = drawn(m_example, options);
        QCOMPARE(chart.find(u"n_architecture_db_a"_s)->label, u"app-db<br/>postgres 16.9<br/>#36;129.25"_s);
        QCOMPARE(chart.find(u"z_architecture_vpc"_s)->label, u"production · 10.0.0.0/16"_s);
    }

    void textsAreQuoted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("quoted");
        const auto row = [](const QString &text, const QString &quoted) { QTest::newRow(qPrintable(text)) << text << quoted; };
        row(u"app-alb_1 t3.micro 10.0.0.0/16"_s, u"app-alb_1 t3.micro 10.0.0.0/16"_s);
        row(u"N. Virginia"_s, u"N. Virginia"_s);
        row(u"say \"hi\""_s, u"say #quot;hi#quot;"_s);
        row(u"#1;"_s, u"#35;1#59;"_s);
        row(u"<b>&amp;</b>"_s, u"#60;b#62;#38;amp#59;#60;/b#62;"_s);
        row(u"a[b](c){d}|e"_s, u"a#91;b#93;#40;c#41;#123;d#125;#124;e"_s);
        row(u"`code`"_s, u"#96;code#96;"_s);
        row(u"1. list"_s, u"1#46; list"_s);
        row(u"- list"_s, u"#45; list"_s);
        row(u"_soft_ *strong*"_s, u"#95;soft#95; #42;strong#42;"_s);
        row(u"www.example.com"_s, u"www#46;example.com"_s);
        row(u"https://x"_s, u"https#58;//x"_s);
        row(u"%%{init}%%"_s, u"#37;#37;#123;init#125;#37;#37;"_s);
        row(u"style x:#f;"_s, u"style x#58;#35;f#59;"_s);
        row(u"$5 \\ 6"_s, u"#36;5 #92; 6"_s);
        row(u"one\r\n  two\t"_s, u"one two"_s);
        row(u"Straße 東京 \U0001F680"_s, u"Straße 東京 \U0001F680"_s);
        row(u"end"_s, u"end"_s);
        row(QString(), QString());
    }
    void textsAreQuoted()
    {
        QFETCH(QString, text);
        QFETCH(QString, quoted);
        QCOMPARE(mermaid::quotable(text), quoted);
        QCOMPARE(shown(quoted), text.simplified());
    }
    /// What Mermaid would read once more after its entities.
    void nothingIsReadTwice()
    {
        QCOMPARE(mermaid::quotable(u"\ufb02\u00b0\u00b035\u00b6\u00df"_s), u"\ufb02\u2060\u00b0\u00b035\u00b6\u2060\u00df"_s);
        QCOMPARE(shown(mermaid::quotable(u"back\\nslash"_s)), u"back\\\u2060nslash"_s);
        QCOMPARE(shown(mermaid::quotable(u"$$$x$$"_s)), u"$\u2060$\u2060$x$\u2060$"_s);
        QCOMPARE(shown(mermaid::quotable(u"fa:fa-user"_s)), u"fa:\u2060fa-user"_s);
    }

    void noCharacterLeavesItsQuotes()
    {
        for (char16_t c = 0; c < 0x180; ++c) {
            const QString name = u"a"_s + QChar(c) + u"b"_s;
            const Flowchart chart = drawn(blueprintOf({{u"p"_s, u"aws_instance"_s, {}}}, {{u"tags"_s, ValueMap{{u"Name"_s, name}}}}));
            QVERIFY2(chart.unknown.isEmpty() && chart.items.size() == 1, qPrintable(QString::number(c)));
            static const QRegularExpression special(u"[\"<>\\[\\]{}()|&;`*%$\\\\@~=:]"_s);
            QString rest = chart.items.first().label.section(u"<br/>"_s, 0, 0);
            rest.remove(QRegularExpression(u"#(\\d+|quot);"_s));
            QVERIFY2(!special.match(rest).hasMatch(), qPrintable(rest));
        }
    }

    void idsAreSafeAndUnique()
    {
        const Flowchart chart = drawn(blueprintOf({{u"a b"_s, u"aws_instance"_s, {}},
                                                   {u"a-b"_s, u"aws_instance"_s, {}},
                                                   {u"a_b"_s, u"aws_instance"_s, {}},
                                                   {u"end"_s, u"aws_instance"_s, {}},
                                                   {u"größe\"]"_s, u"aws_instance"_s, {}}}));
        QVERIFY2(chart.unknown.isEmpty(), qPrintable(chart.unknown));
        QStringList ids;
        for (const Item &item : chart.items)
            ids.append(item.id);
        QCOMPARE(ids, (QStringList{u"n_a_b"_s, u"n_a_b_"_s, u"n_a_b__"_s, u"n_end"_s, u"n_gr__e__"_s}));
    }

    void anEmptyZoneIsAZone()
    {
        const Flowchart chart = drawn(blueprintOf({{u"v"_s, u"aws_vpc"_s, {}}, {u"s"_s, u"aws_subnet"_s, u"v"_s}}));
        QVERIFY2(chart.unknown.isEmpty(), qPrintable(chart.unknown));
        QCOMPARE(chart.items.size(), 2);
        QVERIFY(chart.items.at(1).isZone);
        QCOMPARE(chart.items.at(1).in, u"z_v"_s);
    }

    void theExampleIsAsItWasReviewed()
    {
        const Result<QByteArray> bytes = renderMermaid(m_example, m_catalog, {});
        QVERIFY(bytes.ok());
        QFile golden(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/golden/three_tier.mmd"));
        if (qEnvironmentVariableIsSet("GROUNDPLAN_WRITE_REFERENCES"))
            QVERIFY(golden.open(QIODevice::WriteOnly) && golden.write(*bytes) == bytes->size());
        golden.close();
        QVERIFY(golden.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(*bytes), QString::fromUtf8(golden.readAll()));
    }

    void whatCannotBeDrawnIsRefused()
    {
        QVERIFY(!renderMermaid({}, m_catalog, {}));
        PictureOptions options;
        options.page = PageId(u"attic"_s);
        const Result<QByteArray> chart = renderMermaid(m_example, m_catalog, options);
        QVERIFY(!chart && chart.error().text().contains(u"attic"_s));
    }
};

QTEST_MAIN(TestMermaid)
#include "test_mermaid.moc"
