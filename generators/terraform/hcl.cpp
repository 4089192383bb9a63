// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/terraform/hcl.h"

#include "generators/codepoints.h"
#include "model/blueprint/expressions.h"

#include <QTextBoundaryFinder>

namespace groundplan::terraform {

using namespace Qt::Literals::StringLiterals;
using lowering::Argument;
using lowering::Block;
using lowering::Body;
using lowering::LoweredResource;

namespace {

constexpr int widestLine = 100;

QByteArray indent(int depth) { return QByteArray(depth * 2, ' '); }

/// What the eye can't see or would misread (control characters, direction marks) is written by number.
bool isInvisible(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff0 && c <= 0xfffb) || (c & 0xfffe) == 0xfffe
        || (c >= 0xe0000 && c <= 0xe0fff);
}

/// `terraform fmt` counts what the eye counts: grapheme clusters.
qsizetype columns(const QByteArray &name)
{
    if (std::all_of(name.begin(), name.end(), [](char c) { return uchar(c) < 0x80; }))
        return name.size();
    const QString text = QString::fromUtf8(name);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype count = 0;
    while (finder.toNextBoundary() >= 0)
        ++count;
    return count;
}

QByteArray key(const QString &name)
{
    static const QSet<QString> words{u"for"_s, u"if"_s, u"in"_s, u"null"_s, u"true"_s, u"false"_s, u"else"_s, u"endif"_s, u"endfor"_s};
    return expressions::isIdentifier(name) && !words.contains(name) ? name.toUtf8() : quoted(name);
}

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
    QByteArray out = "\"";
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) {
        const ushort u = c.unicode();
        return u >= 0x20 && u < 0x7f && u != '"' && u != '\\' && u != '{';
    });
    if (isPlain)
        return out + text.toLatin1() + '"';
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
    return out + '"';
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
    const QStringList parts = reference.attribute.split(u'.');
    QString path;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        bool isIndex = false;
        parts.at(i).toUInt(&isIndex);
        if (isIndex) {
            text += u'[' + parts.at(i) + u']';
            continue;
        }
        text += u'.' + parts.at(i);
        path += (path.isEmpty() ? QString() : u"."_s) + parts.at(i);
        // A block is a list in the state: its attributes are reached through an item.
        const bool isLast = i + 1 == parts.size();
        bool nextIsIndex = false;
        if (!isLast)
            parts.at(i + 1).toUInt(&nextIsIndex);
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
    switch (value.kind()) {
    case Value::Kind::Null: return "null";
    case Value::Kind::Bool: return value.toBool() ? "true" : "false";
    case Value::Kind::Integer:
    case Value::Kind::Real: return value.toString().toUtf8();
    case Value::Kind::String: return quoted(value.toString());
    case Value::Kind::List: return list(value.toList(), depth, user);
    case Value::Kind::Map: return map(value.toMap(), depth, user);
    case Value::Kind::Reference: return address(value.toReference(), user).toUtf8();
    case Value::Kind::Variable: return "var." + value.toVariable().name.toUtf8();
    case Value::Kind::Expression:
        return expressions::withAddresses(value.toExpression().text, [&](const Reference &one) { return address(one, user); })
            .trimmed()
            .toUtf8();
    }
    return "null";
}

QByteArray HclWriter::list(const ValueList &items, int depth, const LoweredResource *user) const
{
    // All copies of a repeated resource, not the first one only.
    if (std::any_of(items.begin(), items.end(), [&](const Value &item) { return isRepeatedReference(item, user); })) {
        QByteArrayList parts;
        for (const Value &item : items) {
            if (!isRepeatedReference(item, user)) {
                parts.append('[' + value(item, depth, user) + ']');
                continue;
            }
            const LoweredResource *target = m_lowered.find(item.toReference().to);
            const QByteArray all = target->address().toUtf8();
            parts.append((target->count.isNull() ? "values(" + all + ')' : all) + "[*]." + item.toReference().attribute.toUtf8());
        }
        return parts.size() == 1 ? parts.first() : "concat(" + parts.join(", ") + ')';
    }
    QByteArrayList parts;
    bool isFlat = true;
    qsizetype width = depth * 2 + 20;
    for (const Value &item : items) {
        parts.append(value(item, depth + 1, user));
        isFlat = isFlat && !item.isMap() && !parts.last().contains('\n');
        width += parts.last().size() + 2;
    }
    if (parts.isEmpty())
        return "[]";
    if (isFlat && width <= widestLine)
        return '[' + parts.join(", ") + ']';
    QByteArray out = "[\n";
    for (const QByteArray &part : parts)
        out += indent(depth + 1) + part + ",\n";
    return out + indent(depth) + ']';
}

QByteArray HclWriter::map(const ValueMap &fields, int depth, const LoweredResource *user) const
{
    if (fields.isEmpty())
        return "{}";
    QList<Line> all;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        all.append({key(it.key()), value(*it, depth + 1, user)});
    QByteArray out = "{\n";
    lines(out, all, depth + 1);
    return out + indent(depth) + '}';
}

void HclWriter::lines(QByteArray &out, const QList<Line> &lines, int depth)
{
    // Neighbours on one line each are aligned, and a heredoc counts as one line; any other value of several lines stands alone.
    const auto standsAlone = [](const QByteArray &value) { return value.contains('\n') && !value.startsWith("<<"); };
    for (qsizetype from = 0; from < lines.size();) {
        qsizetype to = from;
        qsizetype width = 0;
        for (; to < lines.size() && !standsAlone(lines.at(to).value); ++to)
            width = qMax(width, columns(lines.at(to).name));
        for (; from < to; ++from)
            out += indent(depth) + lines.at(from).name + QByteArray(width - columns(lines.at(from).name), ' ') + " = "
                + lines.at(from).value + '\n';
        if (from < lines.size()) {
            out += indent(depth) + lines.at(from).name + " = " + lines.at(from).value + '\n';
            ++from;
        }
    }
}

HclWriter::Line HclWriter::line(const Argument &argument, int depth, const LoweredResource &user) const
{
    const QByteArray name = argument.name.toUtf8();
    if (argument.json)
        return {name, "jsonencode(" + value(argument.value, depth, &user) + ')'};
    if (argument.value.isString() && fitsHeredoc(argument.value.toString()))
        return {name, heredoc(argument.value.toString())};
    return {name, value(argument.value, depth, &user)};
}

void HclWriter::body(QByteArray &out, const Body &body, int depth, const LoweredResource &user)
{
    QList<Line> all;
    for (const Argument &argument : body.arguments)
        all.append(line(argument, depth, user));
    lines(out, all, depth);
    bool isFirst = body.arguments.empty();
    for (const Block &block : body.blocks) {
        if (!isFirst)
            out += '\n';
        isFirst = false;
        out += indent(depth) + block.name.toUtf8() + (block.label.isEmpty() ? QByteArray() : ' ' + quoted(block.label)) + " {";
        if (!block.body.arguments.empty() || !block.body.blocks.empty()) {
            out += '\n';
            this->body(out, block.body, depth + 1, user);
            out += indent(depth);
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
    out += (resource.isData ? "data \"" : "resource \"") + resource.type.toUtf8() + "\" \"" + resource.name.toUtf8() + "\" {";
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
