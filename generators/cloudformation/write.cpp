// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/node.h"

#include "generators/codepoints.h"
#include "model/blueprint/jsontext.h"
#include "model/parallel.h"

#include <QSet>

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Counts lines while it writes, so that each resource knows where it stands.
class Writer {
public:
    explicit Writer(QHash<QString, QPair<int, int>> *lines) : m_lines(lines) { }
    QByteArray take() { return std::move(m_out); }

protected:
    void put(const QByteArray &text)
    {
        m_line += int(text.count('\n'));
        m_out += text;
    }
    void begin(const QString &name) { m_starts.insert(name, m_line); }
    void end(const QString &name, int line)
    {
        if (m_lines)
            m_lines->insert(name, {m_starts.value(name), line - m_starts.value(name) + 1});
    }

    QByteArray m_out;
    int m_line = 1;

private:
    QHash<QString, QPair<int, int>> *m_lines;
    QHash<QString, int> m_starts;
};

bool isWordOfYaml(const QString &text)
{
    static const QSet<QString> words{u"y"_s,    u"n"_s,     u"yes"_s,  u"no"_s,  u"on"_s,  u"off"_s,
                                     u"true"_s, u"false"_s, u"null"_s, u"nan"_s, u"inf"_s, u"infinity"_s};
    if (text.size() > 8 || !"ynotfiYNOTFI"_L1.contains(text.front()))
        return false; // almost always
    return words.contains(text.toLower());
}

/// True when the text means itself without quotes, to YAML 1.1 and 1.2 alike: words of harmless characters, with single spaces or
/// one or two colons between them.
bool isPlain(const QString &text)
{
    const auto isInside = [](ushort c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '/' || c == '+'
            || c == '-';
    };
    const auto isLater = [&](ushort c) { return isInside(c) || c == '(' || c == ')' || c == ','; };
    const qsizetype size = text.size();
    if (size == 0 || size >= 200)
        return false;
    const ushort first = text.front().unicode();
    if (!isInside(first) || (first >= '0' && first <= '9') || first == '.' || first == '+' || first == '-')
        return false;
    qsizetype i = 1;
    while (i < size && isInside(text.at(i).unicode()))
        ++i;
    while (i < size) {
        if (text.at(i) == u':')
            i += i + 1 < size && text.at(i + 1) == u':' ? 2 : 1;
        else if (text.at(i) == u' ')
            ++i;
        else
            return false;
        const qsizetype from = i;
        while (i < size && isLater(text.at(i).unicode()))
            ++i;
        if (i == from)
            return false;
    }
    return !isWordOfYaml(text);
}

QByteArray quotedYaml(const QString &text)
{
    const auto points = codePoints(text);
    const bool isVisible = std::all_of(points.begin(), points.end(), [](uint c) {
        return c >= 0x20 && c != 0x7f && (c < 0x80 || (c >= 0xa1 && c < 0x2000) || (c > 0x2fff && c < 0xd800));
    });
    if (isVisible && !text.contains(u'\''))
        return '\'' + text.toUtf8() + '\'';
    QByteArray out = "\"";
    for (const uint c : points) {
        if (c == '"' || c == '\\')
            out += '\\', out += char(c);
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (c == '\r')
            out += "\\r";
        else if (c >= 0x20 && c < 0x7f)
            out += char(c);
        else if (c < 0x100)
            out += "\\x" + QByteArray::number(c, 16).rightJustified(2, '0');
        else if (c < 0x10000)
            out += "\\u" + QByteArray::number(c, 16).rightJustified(4, '0');
        else
            out += "\\U" + QByteArray::number(c, 16).rightJustified(8, '0');
    }
    return out + '"';
}

class YamlWriter : public Writer {
public:
    using Writer::Writer;

    /// Writes what follows "key:" or "-", with its line break. `depth` is that of the children.
    void value(const Node &node, int depth, bool isItem = false, bool ofResources = false)
    {
        if (!node.function.isEmpty()) {
            call(node, depth);
        } else if (node.isMap && !node.fields.empty()) {
            if (!isItem)
                endLine();
            fields(node, depth, isItem, ofResources);
        } else if (node.isList && !node.items.empty()) {
            endLine();
            items(node, depth);
        } else {
            if (node.isMap) {
                m_out += " {}";
            } else if (node.isList) {
                m_out += " []";
            } else {
                m_out += ' ';
                scalar(node.scalar);
            }
            endLine();
        }
    }

    void fields(const Node &node, int depth, bool isFirstInline, bool ofResources = false)
    {
        bool isFirst = isFirstInline;
        if (ofResources) {
            manyFields(node, depth);
            return;
        }
        for (const auto &[name, child] : node.fields) {
            spaces(isFirst ? 1 : depth * 2);
            isFirst = false;
            scalar(name);
            m_out += ':';
            value(child, depth + 1, false, depth == 0 && name == "Resources"_L1);
        }
    }

private:
    /// Thousands of resources, on all processors.
    void manyFields(const Node &node, int depth)
    {
        constexpr size_t share = 128;
        std::vector<const std::pair<QString, Node> *> all;
        all.reserve(node.fields.size());
        for (const auto &field : node.fields)
            all.push_back(&field);
        struct Part {
            QByteArray text;
            std::vector<int> lines; ///< of each
        };
        std::vector<Part> parts((all.size() + share - 1) / share);
        inShares(all.size(), share, [&](size_t from, size_t to) {
            YamlWriter writer(nullptr);
            Part &part = parts[from / share];
            for (size_t i = from; i < to; ++i) {
                const int start = writer.m_line;
                writer.spaces(depth * 2);
                writer.scalar(all[i]->first);
                writer.m_out += ':';
                writer.value(all[i]->second, depth + 1);
                part.lines.push_back(writer.m_line - start);
            }
            part.text = writer.take();
        });
        size_t next = 0;
        for (const Part &part : parts) {
            m_out += part.text;
            for (const int lines : part.lines) {
                begin(all[next]->first);
                m_line += lines;
                end(all[next++]->first, m_line - 1);
            }
        }
    }
    void endLine()
    {
        m_out += '\n';
        ++m_line;
    }
    void spaces(qsizetype count) { m_out.resize(m_out.size() + count, ' '); }
    /// On one line, whatever it holds.
    void scalar(const Value &value)
    {
        if (value.isNull())
            m_out += "null";
        else if (!value.isString())
            m_out += value.toString().toUtf8();
        else
            scalar(value.toString());
    }
    void scalar(const QString &text)
    {
        if (!isPlain(text)) {
            m_out += quotedYaml(text);
            return;
        }
        const qsizetype from = m_out.size();
        m_out.resize(from + text.size());
        std::transform(text.begin(), text.end(), m_out.begin() + from, [](QChar c) { return char(c.unicode()); });
    }

    void items(const Node &node, int depth)
    {
        for (const Node &item : node.items) {
            spaces(depth * 2);
            m_out += '-';
            value(item, depth + 1, true);
        }
    }

    void call(const Node &node, int depth)
    {
        const Node &argument = node.items.front();
        const auto tag = [&] { m_out += " !" + (node.function.startsWith("Fn::"_L1) ? node.function.mid(4) : node.function).toUtf8(); };
        if (node.function == "Fn::GetAtt"_L1) {
            QStringList parts;
            for (const Node &part : argument.items)
                parts.append(part.scalar.toString());
            tag();
            m_out += ' ';
            scalar(parts.join(u'.'));
            endLine();
        } else if (!argument.function.isEmpty()) {
            // A short tag can't stand directly in another: the inner one is written out in full.
            endLine();
            spaces(depth * 2);
            m_out += node.function.toUtf8() + ':';
            value(argument, depth + 1);
        } else {
            tag();
            value(argument, depth);
        }
    }
};

class JsonWriter : public Writer {
public:
    using Writer::Writer;

    void value(const Node &node, int depth, bool ofResources = false)
    {
        if (!node.function.isEmpty()) {
            put("{ " + string(node.function) + ": ");
            value(node.items.front(), depth);
            put(" }");
        } else if (node.isMap && !node.fields.empty()) {
            put("{\n");
            size_t left = node.fields.size();
            for (const auto &[name, child] : node.fields) {
                if (ofResources)
                    begin(name);
                put(QByteArray((depth + 1) * 2, ' ') + string(name) + ": ");
                value(child, depth + 1, depth == 0 && name == "Resources"_L1);
                if (ofResources)
                    end(name, m_line);
                put(--left > 0 ? ",\n" : "\n");
            }
            put(QByteArray(depth * 2, ' ') + '}');
        } else if (node.isList && !node.items.empty()) {
            put("[\n");
            size_t left = node.items.size();
            for (const Node &item : node.items) {
                put(QByteArray((depth + 1) * 2, ' '));
                value(item, depth + 1);
                put(--left > 0 ? ",\n" : "\n");
            }
            put(QByteArray(depth * 2, ' ') + ']');
        } else {
            put(node.isMap ? QByteArray("{}") : node.isList ? QByteArray("[]") : jsontext::compact(node.scalar));
        }
    }

private:
    static QByteArray string(const QString &text)
    {
        QByteArray out;
        jsontext::appendString(out, text);
        return out;
    }
};

} // namespace

QByteArray yaml(const Node &root, QHash<QString, QPair<int, int>> *lines)
{
    YamlWriter writer(lines);
    writer.fields(root, 0, false);
    return writer.take();
}

QByteArray json(const Node &root, QHash<QString, QPair<int, int>> *lines)
{
    JsonWriter writer(lines);
    writer.value(root, 0);
    return writer.take() + '\n';
}

} // namespace groundplan::cloudformation
