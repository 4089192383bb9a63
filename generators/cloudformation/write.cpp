// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/node.h"

#include "generators/codepoints.h"
#include "model/blueprint/jsontext.h"

#include <QRegularExpression>

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

/// True when the text means itself without quotes, to YAML 1.1 and 1.2 alike.
bool isPlain(const QString &text)
{
    static const QRegularExpression safe(u"\\A[A-Za-z/_][A-Za-z0-9_./+-]*(?:(?: |::?)[A-Za-z0-9_./+(),-]+)*\\z"_s);
    static const QRegularExpression word(u"\\A(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity)\\z"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return text.size() < 200 && safe.match(text).hasMatch() && !word.match(text).hasMatch() && !text.contains(": "_L1)
        && !text.endsWith(u':');
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

QByteArray scalarYaml(const Value &value)
{
    if (value.isNull())
        return "null";
    if (!value.isString())
        return value.toString().toUtf8();
    return isPlain(value.toString()) ? value.toString().toUtf8() : quotedYaml(value.toString());
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
                put("\n");
            fields(node, depth, isItem, ofResources);
        } else if (node.isList && !node.items.empty()) {
            put("\n");
            items(node, depth);
        } else {
            put((node.isMap ? QByteArray(" {}") : node.isList ? QByteArray(" []") : ' ' + scalarYaml(node.scalar)) + '\n');
        }
    }

    void fields(const Node &node, int depth, bool isFirstInline, bool ofResources = false)
    {
        bool isFirst = isFirstInline;
        for (const auto &[name, child] : node.fields) {
            put(isFirst ? QByteArray(" ") : QByteArray(depth * 2, ' '));
            isFirst = false;
            if (ofResources)
                begin(name);
            put(scalarYaml(name) + ':');
            value(child, depth + 1, false, depth == 0 && name == "Resources"_L1);
            if (ofResources)
                end(name, m_line - 1);
        }
    }

private:
    void items(const Node &node, int depth)
    {
        for (const Node &item : node.items) {
            put(QByteArray(depth * 2, ' ') + '-');
            value(item, depth + 1, true);
        }
    }

    void call(const Node &node, int depth)
    {
        const Node &argument = node.items.front();
        const QByteArray tag = " !" + (node.function.startsWith("Fn::"_L1) ? node.function.mid(4) : node.function).toUtf8();
        if (node.function == "Fn::GetAtt"_L1) {
            QStringList parts;
            for (const Node &part : argument.items)
                parts.append(part.scalar.toString());
            put(tag + ' ' + scalarYaml(parts.join(u'.')) + '\n');
        } else if (!argument.function.isEmpty()) {
            // A short tag can't stand directly in another: the inner one is written out in full.
            put("\n" + QByteArray(depth * 2, ' ') + node.function.toUtf8() + ':');
            value(argument, depth + 1);
        } else {
            put(tag);
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
