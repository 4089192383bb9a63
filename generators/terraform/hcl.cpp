// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/terraform/hcl.h"

#include "generators/codepoints.h"
#include "generators/terraform/layout.h"
#include "model/blueprint/expressions.h"

#include <QVarLengthArray>

namespace groundplan::terraform {

using namespace Qt::Literals::StringLiterals;
using lowering::Argument;
using lowering::Block;
using lowering::Body;
using lowering::LoweredResource;

namespace {

constexpr int widestLine = 100;

QByteArray indent(int depth) { return QByteArray(depth * 2, ' '); }

void appendSpaces(QByteArray &out, qsizetype count) { out.resize(out.size() + count, ' '); }

/// As UTF-8; almost all of it is ASCII.
void appendText(QByteArray &out, QStringView text)
{
    const qsizetype from = out.size();
    out.resize(from + text.size());
    char *at = out.data() + from;
    for (const QChar c : text) {
        if (c.unicode() >= 0x80) {
            out.truncate(from);
            out += text.toUtf8();
            return;
        }
        *at++ = char(c.unicode());
    }
}

void appendAddressOf(QByteArray &out, const LoweredResource &resource)
{
    if (resource.isData)
        out += "data.";
    appendText(out, resource.type);
    out += '.';
    appendText(out, resource.name);
}

/// What the eye can't see or would misread (control characters, direction marks) is written by number.
bool isInvisible(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff0 && c <= 0xfffb) || (c & 0xfffe) == 0xfffe
        || (c >= 0xe0000 && c <= 0xe0fff);
}

void appendKey(QByteArray &out, const QString &name)
{
    static const QSet<QString> words{u"for"_s, u"if"_s, u"in"_s, u"null"_s, u"true"_s, u"false"_s, u"else"_s, u"endif"_s, u"endfor"_s};
    if (expressions::isIdentifier(name) && !words.contains(name))
        appendText(out, name);
    else
        appendQuoted(out, name);
}

QByteArray key(const QString &name)
{
    QByteArray out;
    appendKey(out, name);
    return out;
}

/// Lines of `name = value` that were written one after another into one buffer.
class LineList {
public:
    QByteArray text;

    void beginName() { m_lines.append({text.size(), 0, 0}); }
    void beginValue() { m_lines.last().value = text.size(); }
    void end() { m_lines.last().end = text.size(); }
    void writeTo(QByteArray &out, int depth) const
    {
        for (qsizetype from = 0; from < m_lines.size();) {
            // Neighbours on one line each are aligned, and a heredoc counts as one line; any other value of several lines stands alone.
            qsizetype to = from;
            qsizetype width = 0;
            for (; to < m_lines.size() && !standsAlone(valueOf(to)); ++to)
                width = qMax(width, columns(nameOf(to)));
            for (; from < to; ++from)
                append(out, from, depth, width - columns(nameOf(from)));
            if (from < m_lines.size())
                append(out, from++, depth, 0);
        }
    }

private:
    struct Place {
        qsizetype name, value, end;
    };
    QByteArrayView nameOf(qsizetype i) const
    {
        return QByteArrayView(text).sliced(m_lines.at(i).name, m_lines.at(i).value - m_lines.at(i).name);
    }
    QByteArrayView valueOf(qsizetype i) const
    {
        return QByteArrayView(text).sliced(m_lines.at(i).value, m_lines.at(i).end - m_lines.at(i).value);
    }
    static bool standsAlone(QByteArrayView value) { return value.contains('\n') && !value.startsWith("<<"); }
    void append(QByteArray &out, qsizetype i, int depth, qsizetype padding) const
    {
        appendSpaces(out, depth * 2);
        out.append(nameOf(i));
        appendSpaces(out, padding);
        out += " = ";
        out.append(valueOf(i));
        out += '\n';
    }

    QVarLengthArray<Place, 16> m_lines;
};

/// A text of several lines reads better as a heredoc, where nothing in it needs an escape that heredocs do not have.
bool fitsHeredoc(const QString &text)
{
    if (!text.endsWith(u'\n') || text.count(u'\n') < 2)
        return false;
    for (const uint c : codePoints(text)) {
        if (isInvisible(c) && c != '\n' && c != '\t')
            return false;
    }
    return true;
}

QByteArray heredoc(const QString &text)
{
    QString content = text;
    content.replace("${"_L1, "$${"_L1).replace("%{"_L1, "%%{"_L1);
    QString marker = u"EOT"_s;
    const QStringList all = content.split(u'\n');
    while (std::any_of(all.begin(), all.end(), [&](const QString &line) { return line.trimmed() == marker; }))
        marker += u'_';
    return QString(u"<<"_s + marker + u'\n' + content + marker).toUtf8();
}

} // namespace

QByteArray quoted(const QString &text)
{
    QByteArray out;
    appendQuoted(out, text);
    return out;
}

void appendQuoted(QByteArray &out, const QString &text)
{
    out += '"';
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) {
        const ushort u = c.unicode();
        return u >= 0x20 && u < 0x7f && u != '"' && u != '\\' && u != '{';
    });
    if (isPlain) {
        appendText(out, text);
        out += '"';
        return;
    }
    const QList<uint> points = codePoints(text);
    for (qsizetype i = 0; i < points.size(); ++i) {
        const uint c = points.at(i);
        const bool opens = i + 1 < points.size() && points.at(i + 1) == '{';
        if (c == '"' || c == '\\')
            out += '\\', out += char(c);
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if ((c == '$' || c == '%') && opens)
            out += char(c), out += char(c);
        else if (isInvisible(c))
            out += c > 0xffff ? QByteArray("\\U") + QByteArray::number(c, 16).rightJustified(8, '0')
                              : QByteArray("\\u") + QByteArray::number(c, 16).rightJustified(4, '0');
        else if (c < 0x80)
            out += char(c);
        else
            out += QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1).toUtf8();
    }
    out += '"';
}

/// `rest`: what follows in an expression. Who writes an index there has said which copy, and who writes nothing means all of them.
QString HclWriter::addressIn(const Reference &reference, const LoweredResource *user, QStringView rest) const
{
    const LoweredResource *target = reference.attribute.isEmpty() ? m_lowered.find(reference.to) : nullptr;
    return target && target->isRepeated() && !rest.startsWith(u'.') ? target->address() : address(reference, user);
}

QString HclWriter::address(const Reference &reference, const LoweredResource *user) const
{
    const LoweredResource *target = m_lowered.find(reference.to);
    if (!target)
        return u"null"_s;
    QString text = target->address();
    if (!target->count.isNull())
        text += user && user->count == target->count ? u"[count.index]"_s : u"[0]"_s;
    else if (!target->forEach.isNull() && user && user->forEach == target->forEach)
        text += u"[each.key]"_s;
    if (reference.attribute.isEmpty())
        return text;
    const BlockSchema *schema = target->info ? target->info->schema.get() : nullptr;
    const QStringList parts = expressions::attributePath(reference.attribute).split(u'.');
    const auto selects = [](const QString &part) {
        bool isNumber = false;
        part.toUInt(&isNumber);
        return isNumber || part == u'*';
    };
    QString path;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (selects(parts.at(i))) {
            text += u'[' + parts.at(i) + u']';
            continue;
        }
        text += u'.' + parts.at(i);
        path += (path.isEmpty() ? QString() : u"."_s) + parts.at(i);
        // A block is a list in the state: its attributes are reached through an item.
        const bool isLast = i + 1 == parts.size();
        const bool nextIsIndex = !isLast && selects(parts.at(i + 1));
        const NestedBlock *block = schema ? schema->blockAt(path) : nullptr;
        const AttributeSchema *attribute = schema ? schema->attributeAt(path) : nullptr;
        const bool isList = (block && block->nesting != NestedBlock::Nesting::Single) || (attribute && attribute->isWrittenAsBlocks());
        if (isList && !isLast && !nextIsIndex)
            text += u"[0]"_s;
    }
    return text;
}

bool HclWriter::isRepeatedReference(const Value &value, const LoweredResource *user) const
{
    if (!value.isReference())
        return false;
    const LoweredResource *target = m_lowered.find(value.toReference().to);
    if (!target || !target->isRepeated())
        return false;
    return !(
        user
        && ((!target->count.isNull() && user->count == target->count) || (!target->forEach.isNull() && user->forEach == target->forEach)));
}

QByteArray HclWriter::value(const Value &value, int depth, const LoweredResource *user) const
{
    QByteArray out;
    appendWhole(out, value, depth, user);
    return out;
}

void HclWriter::appendWhole(QByteArray &out, const Value &value, int depth, const LoweredResource *user) const
{
    if (value.isExpression())
        appendExpression(out, value.toExpression(), depth, user, true);
    else
        appendValue(out, value, depth, user);
}

void HclWriter::appendExpression(QByteArray &out, const Expression &expression, int depth, const LoweredResource *user, bool isWhole) const
{
    const QString text =
        expressions::withAddresses(expression.text, [&](const Reference &one, QStringView rest) { return addressIn(one, user, rest); });
    out += laidOut(expressions::asCode(text).toUtf8(), depth, isWhole);
}

void HclWriter::appendValue(QByteArray &out, const Value &value, int depth, const LoweredResource *user) const
{
    switch (value.kind()) {
    case Value::Kind::Null: out += "null"; break;
    case Value::Kind::Bool: out += value.toBool() ? "true" : "false"; break;
    case Value::Kind::Integer:
    case Value::Kind::Real: appendText(out, value.toString()); break;
    case Value::Kind::String: appendQuoted(out, value.toString()); break;
    case Value::Kind::List: appendList(out, value.toList(), depth, user); break;
    case Value::Kind::Map: appendMap(out, value.toMap(), depth, user); break;
    case Value::Kind::Reference: appendAddress(out, value.toReference(), user); break;
    case Value::Kind::Variable:
        out += "var.";
        appendText(out, value.toVariable().name);
        break;
    case Value::Kind::Expression: appendExpression(out, value.toExpression(), depth, user, false); break;
    }
}

void HclWriter::appendAddress(QByteArray &out, const Reference &reference, const LoweredResource *user) const
{
    const LoweredResource *target = m_lowered.find(reference.to);
    if (!target || target->isRepeated() || !expressions::isIdentifier(reference.attribute)) {
        appendText(out, address(reference, user));
        return;
    }
    appendAddressOf(out, *target);
    out += '.';
    appendText(out, reference.attribute);
}

void HclWriter::appendList(QByteArray &out, const ValueList &items, int depth, const LoweredResource *user) const
{
    // All copies of a repeated resource, not the first one only.
    if (std::any_of(items.begin(), items.end(), [&](const Value &item) { return isRepeatedReference(item, user); })) {
        QByteArrayList parts;
        for (const Value &item : items) {
            if (!isRepeatedReference(item, user)) {
                QByteArray one;
                appendValue(one, item, depth, user);
                parts.append('[' + one + ']');
                continue;
            }
            const LoweredResource *target = m_lowered.find(item.toReference().to);
            const QByteArray all = target->address().toUtf8();
            parts.append((target->count.isNull() ? "values(" + all + ')' : all) + "[*]." + item.toReference().attribute.toUtf8());
        }
        out += parts.size() == 1 ? parts.first() : "concat(" + parts.join(", ") + ')';
        return;
    }
    const qsizetype start = out.size();
    QVarLengthArray<std::pair<qsizetype, qsizetype>, 16> parts; // begin and end
    bool isFlat = true;
    qsizetype width = depth * 2 + 20;
    out += '[';
    for (const Value &item : items) {
        if (!parts.isEmpty())
            out += ", ";
        const qsizetype from = out.size();
        appendValue(out, item, depth + 1, user);
        parts.append({from, out.size()});
        isFlat = isFlat && !item.isMap() && !QByteArrayView(out).sliced(from).contains('\n');
        width += out.size() - from + 2;
    }
    if (parts.isEmpty() || (isFlat && width <= widestLine)) {
        out += ']';
        return;
    }
    const QByteArray flat = out.sliced(start);
    out.truncate(start);
    out += "[\n";
    for (const auto &[from, to] : parts) {
        appendSpaces(out, (depth + 1) * 2);
        out.append(QByteArrayView(flat).sliced(from - start, to - from));
        out += ",\n";
    }
    appendSpaces(out, depth * 2);
    out += ']';
}

void HclWriter::appendMap(QByteArray &out, const ValueMap &fields, int depth, const LoweredResource *user) const
{
    if (fields.isEmpty()) {
        out += "{}";
        return;
    }
    LineList all;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        all.beginName();
        appendKey(all.text, it.key());
        all.beginValue();
        appendValue(all.text, *it, depth + 1, user);
        all.end();
    }
    out += "{\n";
    all.writeTo(out, depth + 1);
    appendSpaces(out, depth * 2);
    out += '}';
}

void HclWriter::lines(QByteArray &out, const QList<Line> &lines, int depth)
{
    LineList all;
    for (const Line &line : lines) {
        all.beginName();
        all.text += line.name;
        all.beginValue();
        all.text += line.value;
        all.end();
    }
    all.writeTo(out, depth);
}

void HclWriter::appendArgument(QByteArray &out, const Argument &argument, int depth, const LoweredResource &user) const
{
    if (argument.json) {
        out += "jsonencode(";
        appendValue(out, argument.value, depth, &user);
        out += ')';
    } else if (argument.value.isString() && fitsHeredoc(argument.value.toString())) {
        out += heredoc(argument.value.toString());
    } else {
        appendWhole(out, argument.value, depth, &user);
    }
}

void HclWriter::body(QByteArray &out, const Body &body, int depth, const LoweredResource &user)
{
    LineList all;
    all.text.reserve(qsizetype(body.arguments.size()) * 64);
    for (const Argument &argument : body.arguments) {
        all.beginName();
        appendText(all.text, argument.name);
        all.beginValue();
        appendArgument(all.text, argument, depth, user);
        all.end();
    }
    all.writeTo(out, depth);
    bool isFirst = body.arguments.empty();
    for (const Block &block : body.blocks) {
        if (!isFirst)
            out += '\n';
        isFirst = false;
        out += indent(depth) + block.name.toUtf8() + (block.label.isEmpty() ? QByteArray() : ' ' + quoted(block.label)) + " {";
        if (!block.body.arguments.empty() || !block.body.blocks.empty()) {
            out += '\n';
            this->body(out, block.body, depth + 1, user);
            appendSpaces(out, depth * 2);
        }
        out += "}\n";
    }
}

void HclWriter::lifecycle(QByteArray &out, const PropertyMap &lifecycle, int depth, const LoweredResource &user)
{
    QList<Line> all;
    QList<QPair<QByteArray, QList<Line>>> conditions;
    for (auto it = lifecycle.begin(); it != lifecycle.end(); ++it) {
        const QByteArray name = it.key().toUtf8();
        if (it.key() == "precondition"_L1 || it.key() == "postcondition"_L1) {
            for (const Value &one : it->isMap() ? ValueList{*it} : it->toList()) {
                QList<Line> inside;
                for (auto field = one.toMap().begin(); field != one.toMap().end(); ++field)
                    inside.append({key(field.key()), value(*field, depth + 2, &user)});
                conditions.append({name, inside});
            }
        } else if (it.key() == "ignore_changes"_L1 && it->isList()) {
            QByteArrayList paths;
            for (const Value &path : it->toList())
                paths.append(path.toString().toUtf8());
            all.append({name, '[' + paths.join(", ") + ']'});
        } else if (it.key() == "ignore_changes"_L1) {
            all.append({name, "all"});
        } else {
            all.append({name, value(*it, depth + 1, &user)});
        }
    }
    out += '\n' + indent(depth) + "lifecycle {\n";
    lines(out, all, depth + 1);
    for (const auto &[name, inside] : conditions) {
        if (!out.endsWith("{\n"))
            out += '\n';
        out += indent(depth + 1) + name + " {\n";
        lines(out, inside, depth + 2);
        out += indent(depth + 1) + "}\n";
    }
    out += indent(depth) + "}\n";
}

void HclWriter::resource(QByteArray &out, const LoweredResource &resource)
{
    out += resource.isData ? "data \"" : "resource \"";
    appendText(out, resource.type);
    out += "\" \"";
    appendText(out, resource.name);
    out += "\" {";
    const qsizetype start = out.size();
    out += '\n';
    QList<Line> meta;
    if (!resource.count.isNull())
        meta.append({"count", value(resource.count, 1)});
    if (!resource.forEach.isNull()) {
        const QByteArray each = value(resource.forEach, 1);
        meta.append({"for_each", resource.forEach.isList() ? "toset(" + each + ')' : each});
    }
    if (!resource.provider.isEmpty())
        meta.append({"provider", resource.provider.toUtf8()});
    lines(out, meta, 1);
    const bool hasBody = !resource.body.arguments.empty() || !resource.body.blocks.empty();
    if (!meta.isEmpty() && hasBody)
        out += '\n';
    body(out, resource.body, 1, resource);
    if (!resource.lifecycle.isEmpty())
        lifecycle(out, resource.lifecycle, 1, resource);
    if (!resource.dependsOn.isEmpty()) {
        QByteArrayList names;
        for (const ResourceId &id : resource.dependsOn) {
            if (const LoweredResource *target = m_lowered.find(id))
                names.append(target->address().toUtf8());
        }
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        if (!out.endsWith("{\n"))
            out += '\n';
        const QByteArray flat = "  depends_on = [" + names.join(", ") + "]\n";
        out += flat.size() <= widestLine ? flat : "  depends_on = [\n    " + names.join(",\n    ") + ",\n  ]\n";
    }
    if (out.size() == start + 1)
        out.chop(1);
    out += "}\n";
}

} // namespace groundplan::terraform
