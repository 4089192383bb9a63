// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/mermaid.h"

#include "views/paint/pagedrawing.h"
#include "views/paint/text.h"

#include <QRegularExpression>
#include <QSet>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

bool isPlainInMermaid(const QString &words, qsizetype at)
{
    const QChar c = words.at(at);
    if (c.unicode() >= 0x80 || c.isLetterOrNumber() || c == u' ' || c == u'/' || c == u',')
        return true;
    // In the midst of a word they mean nothing: 10.0.0.0, t3.micro, app-alb, web_1. Elsewhere they make lists, rules, links and emphasis.
    const QChar before = at > 0 ? words.at(at - 1) : QChar(), after = at + 1 < words.size() ? words.at(at + 1) : QChar();
    if (c == u'.' && words.left(at).endsWith("www"_L1, Qt::CaseInsensitive))
        return false;
    return (c == u'.' && before.isLetter())
        || ((c == u'.' || c == u'-' || c == u'_') && before.isLetterOrNumber() && after.isLetterOrNumber());
}

class MermaidWriter {
public:
    MermaidWriter(const PageDrawing &drawing, const Style &style) : m_drawing(drawing), m_style(style) { }

    QByteArray write()
    {
        for (qsizetype i = 0; i < m_drawing.zones.size(); ++i) {
            m_ids.insert(m_drawing.zonePlaces.at(i).id, freeId(u"z_"_s, m_drawing.zonePlaces.at(i).id));
            m_zonesIn[m_drawing.zonePlaces.at(i).in].append(i);
        }
        for (qsizetype i = 0; i < m_drawing.nodes.size(); ++i) {
            m_ids.insert(m_drawing.nodePlaces.at(i).id, freeId(u"n_"_s, m_drawing.nodePlaces.at(i).id));
            m_nodesIn[m_drawing.nodePlaces.at(i).in].append(i);
        }
        line(0, u"flowchart TB"_s);
        writeInside({}, 1);
        for (qsizetype i = 0; i < m_drawing.edges.size(); ++i)
            writeEdge(m_drawing.edges.at(i), m_drawing.lines.at(i));
        writeClasses();
        return m_text.toUtf8();
    }

private:
    void line(int depth, const QString &words) { m_text += QString(depth * 2, u' ') + words + u'\n'; }

    /// Letters, digits and `_` behind a prefix, so that none is a word of Mermaid's, such as `end`.
    QString freeId(const QString &prefix, const PlacementId &placement)
    {
        QString id = prefix + placement.text();
        for (QChar &c : id) {
            if (c.unicode() >= 0x80 || !c.isLetterOrNumber())
                c = u'_';
        }
        while (m_taken.contains(id))
            id += u'_';
        m_taken.insert(id);
        return id;
    }

    static QString quoted(const QStringList &parts, const QString &between = u"<br/>"_s)
    {
        QStringList shown;
        for (const QString &part : parts) {
            const QString words = mermaid::quotable(part);
            if (!words.isEmpty())
                shown.append(words);
        }
        return u'"' + (shown.isEmpty() ? u" "_s : shown.join(between)) + u'"';
    }

    void writeInside(const PlacementId &zone, int depth)
    {
        const QList<qsizetype> zones = m_zonesIn.value(zone), nodes = m_nodesIn.value(zone);
        for (qsizetype i : zones) {
            const ZoneLook &look = m_drawing.zones.at(i);
            const PlacementId &id = m_drawing.zonePlaces.at(i).id;
            // On one line: Mermaid leaves no room for a second one.
            line(depth, u"subgraph "_s + m_ids.value(id) + u'[' + quoted({look.title, look.detail, look.costPill}, u" · "_s) + u']');
            writeInside(id, depth + 1);
            line(depth, u"end"_s);
            m_roles[int(look.role)].append(m_ids.value(id));
        }
        for (qsizetype i : nodes) {
            const NodeLook &look = m_drawing.nodes.at(i);
            const QString id = m_ids.value(m_drawing.nodePlaces.at(i).id);
            line(depth, id + u'[' + quoted({look.name, look.label, look.costPill}) + u']');
            m_colors[m_style.category(look.category).name()].append(id);
        }
    }

    void writeEdge(const EdgeLook &look, const DrawnLine &drawn)
    {
        const QString from = m_ids.value(drawn.from), to = m_ids.value(drawn.to);
        if (from.isEmpty() || to.isEmpty())
            return;
        QString arrow = look.kind == connections::LineKind::Traffic ? u"-->"_s : u"-.->"_s;
        if (!mermaid::quotable(drawn.label).isEmpty())
            arrow += u'|' + quoted({drawn.label}) + u'|';
        line(1, from + u' ' + arrow + u' ' + to);
    }

    /// One class for each colour. No line ends with a semicolon: Mermaid would take it for an entity's.
    void writeClasses()
    {
        for (auto it = m_roles.cbegin(); it != m_roles.cend(); ++it) {
            const ZoneColors &colors = m_style.zone(ZoneRole(it.key()));
            const QString name = u"zone%1"_s.arg(it.key());
            line(1,
                 u"classDef %1 fill:none,stroke:%2,color:%3%4"_s.arg(name, colors.line.name(), colors.title.name(),
                                                                     colors.dashed ? u",stroke-dasharray:6 4"_s : QString()));
            line(1, u"class %1 %2"_s.arg(it->join(u','), name));
        }
        int number = 0;
        for (auto it = m_colors.cbegin(); it != m_colors.cend(); ++it) {
            const QString name = u"kind%1"_s.arg(number++);
            line(1, u"classDef %1 fill:%2,stroke:%2,color:#ffffff"_s.arg(name, it.key()));
            line(1, u"class %1 %2"_s.arg(it->join(u','), name));
        }
    }

    const PageDrawing &m_drawing;
    const Style &m_style;
    QString m_text;
    QHash<PlacementId, QString> m_ids;
    QHash<PlacementId, QList<qsizetype>> m_zonesIn, m_nodesIn;
    QMap<int, QStringList> m_roles;
    QMap<QString, QStringList> m_colors;
    QSet<QString> m_taken;
};

} // namespace

QString mermaid::quotable(const QString &words)
{
    QString plain = text::printable(words).simplified();
    // Mermaid reads these again after it has read the entities, which it spells with the last two; an invisible character breaks them.
    static const QRegularExpression readTwice(u"(\\\\(?=n)|\\$(?=\\$)|:(?=fa-)|\ufb02(?=\u00b0)|\u00b6(?=\u00df))"_s);
    plain.replace(readTwice, u"\\1\u2060"_s);
    QString safe;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const QChar c = plain.at(i);
        if (isPlainInMermaid(plain, i))
            safe += c;
        else if (c == u'"')
            safe += "#quot;"_L1;
        else
            safe += u'#' + QString::number(c.unicode()) + u';';
    }
    return safe;
}

Result<QByteArray> renderMermaid(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options)
{
    const Style &style = Style::light();
    const Result<PageDrawing> drawing = drawChosenPage(blueprint, catalog, options, style);
    if (!drawing)
        return drawing.error();
    return MermaidWriter(*drawing, style).write();
}

} // namespace groundplan
