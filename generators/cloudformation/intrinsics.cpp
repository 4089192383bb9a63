// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/intrinsics.h"

#include "generators/cloudformation/literals.h"
#include "model/blueprint/expressions.h"
#include "model/blueprint/jsontext.h"
#include "model/blueprint/words.h"

#include <QRegularExpression>

#include <algorithm>

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;
using lowering::LoweredResource;

namespace {

/// A Ref, GetAtt or Sub as it stands in the text of Fn::Sub; empty for anything else.
QString inSub(const Node &node)
{
    if (node.function == "Fn::Sub"_L1 && !node.items.front().isList)
        return node.items.front().scalar.toString();
    if (node.function == "Ref"_L1)
        return u"${"_s + node.items.front().scalar.toString() + u'}';
    if (node.function != "Fn::GetAtt"_L1)
        return {};
    QStringList parts;
    for (const Node &part : node.items.front().items)
        parts.append(part.scalar.toString());
    return u"${"_s + parts.join(u'.') + u'}';
}

QString escapedForSub(QString text) { return text.replace("${"_L1, "${!"_L1); }

} // namespace

void Intrinsics::report(Severity severity, const QString &attribute, const QString &message)
{
    m_diagnostics.append({severity, m_about, attribute, message});
}

const LoweredResource *Intrinsics::owner(const LoweredResource &resource)
{
    const LoweredResource *at = &resource;
    for (int hops = 0; hops < 4; ++hops) {
        const Twin &twin = m_twins.of(*at);
        if (twin.parentAttribute.isEmpty())
            return at;
        const lowering::Argument *parent = at->body.argument(twin.parentAttribute);
        at = parent && parent->value.isReference() ? m_lowered.find(parent->value.toReference().to) : nullptr;
        if (!at)
            return nullptr;
    }
    return nullptr;
}

Node Intrinsics::value(const Value &value, const QString &place)
{
    switch (value.kind()) {
    case Value::Kind::Reference: return reference(value.toReference(), place);
    case Value::Kind::Variable: return Node::call(u"Ref"_s, Value(parameters.value(value.toVariable().name)));
    case Value::Kind::Expression: return expression(value.toExpression().text, place);
    case Value::Kind::List: {
        Node list = Node::list();
        for (const Value &item : value.toList()) {
            Node node = this->value(item, place);
            if (!node.isNull())
                list.append(std::move(node));
        }
        return list;
    }
    case Value::Kind::Map: {
        Node map = Node::map();
        for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
            if (value.toMap().size() == 1 && (it.key() == "Ref"_L1 || it.key().startsWith("Fn::"_L1)))
                report(Severity::Error, place, tr("CloudFormation would take “%1” in “%2” for a function.").arg(it.key(), place));
            map.field(it.key()) = this->value(*it, place);
        }
        return map;
    }
    default: return Node(value);
    }
}

Node Intrinsics::constant(const Value &value)
{
    const QString text = value.toString();
    return text.startsWith("Ref:"_L1) ? Node::call(u"Ref"_s, Value(text.mid(4))) : Node(value);
}

QString Intrinsics::withGiven(QString how, const LoweredResource &resource, const QString &place)
{
    if (!how.contains("${"_L1))
        return how;
    static const QRegularExpression hole(u"\\$\\{([=/])([a-z_]+)\\}"_s);
    for (auto match = hole.match(how); match.hasMatch(); match = hole.match(how)) {
        const lowering::Argument *given = resource.body.argument(match.captured(2));
        const Node node = given ? value(given->value, place) : Node();
        QString text = node.function.isEmpty() ? escapedForSub(node.scalar.toString()) : inSub(node);
        if (match.captured(1) == "/"_L1)
            text = text.startsWith(u'/') ? QString() : u"/"_s;
        how.replace(match.capturedStart(), match.capturedLength(), text);
    }
    return how;
}

bool Intrinsics::givesList(const Reference &reference)
{
    const LoweredResource *target = m_lowered.find(reference.to);
    if (!target || target->isData)
        return false;
    const Twin &twin = m_twins.of(*target);
    const QString how = twin.returns.value(reference.attribute);
    const QString name = how.startsWith("GetAtt:"_L1) ? how.mid(7) : twin.attributes.value(reference.attribute).path;
    const auto attribute = twin.schema ? twin.schema->attributes.constFind(name) : CloudFormationProperties::const_iterator();
    return twin.schema && attribute != twin.schema->attributes.constEnd() && attribute->kind == CloudFormationProperty::Kind::List;
}

Node Intrinsics::returned(const QString &how, const QString &logicalId) const
{
    if (how == "Ref"_L1)
        return Node::call(u"Ref"_s, Value(logicalId));
    if (how.startsWith("GetAtt:"_L1)) {
        Node path = Node::list();
        path.append(Value(logicalId));
        path.append(Value(how.mid(7)));
        return Node::call(u"Fn::GetAtt"_s, std::move(path));
    }
    if (how.startsWith("Text:"_L1))
        return Value(how.mid(5));
    QString text = how.mid(4);
    text.replace("${.}"_L1, u"${"_s + logicalId + u'}').replace("${."_L1, u"${"_s + logicalId + u'.');
    return Node::call(u"Fn::Sub"_s, Value(text));
}

Node Intrinsics::dataSource(const LoweredResource &data, const QString &attribute, const QString &place)
{
    const QString what = data.type + u'.' + attribute;
    static const QHash<QString, QString> pseudo{{u"aws_region.name"_s, u"AWS::Region"_s},
                                                {u"aws_region.id"_s, u"AWS::Region"_s},
                                                {u"aws_region.region"_s, u"AWS::Region"_s},
                                                {u"aws_caller_identity.account_id"_s, u"AWS::AccountId"_s},
                                                {u"aws_caller_identity.id"_s, u"AWS::AccountId"_s},
                                                {u"aws_partition.partition"_s, u"AWS::Partition"_s},
                                                {u"aws_partition.dns_suffix"_s, u"AWS::URLSuffix"_s}};
    if (const auto known = pseudo.constFind(what); known != pseudo.constEnd())
        return Node::call(u"Ref"_s, Value(*known));
    const lowering::Argument *name = data.body.argument(u"name"_s);
    if (data.type == "aws_ssm_parameter"_L1 && (attribute == "value"_L1 || attribute == "insecure_value"_L1) && name
        && name->value.isString())
        return Value(u"{{resolve:ssm:"_s + name->value.toString() + u"}}"_s);
    report(Severity::Error, place, tr("CloudFormation can't look up %1; write the value or make it a variable.").arg(what));
    return {};
}

Node Intrinsics::reference(const Reference &reference, const QString &place, int depth)
{
    const LoweredResource *target = m_lowered.find(reference.to);
    if (!target)
        return {};
    const QString attribute = reference.attribute.isEmpty() ? u"id"_s : expressions::attributePath(reference.attribute);
    if (target->isData)
        return dataSource(*target, attribute, place);
    const Twin &twin = m_twins.of(*target);
    const lowering::Argument *given = target->body.argument(attribute);
    const QString logicalId = logicalIds.value(target->id);
    if (logicalId.isEmpty()) {
        // A part of another resource: what it was given, or the other resource itself.
        const lowering::Argument *parent = target->body.argument(twin.parentAttribute);
        const lowering::Argument *use = given ? given : attribute == "id"_L1 ? parent : nullptr;
        if (use && depth < 8)
            return use->value.isReference() ? this->reference(use->value.toReference(), place, depth + 1) : value(use->value, place);
        report(Severity::Error, place,
               tr("%1 is no resource of its own in CloudFormation, so “%2” can't be referred to.").arg(target->address(), attribute));
        return {};
    }
    if (const auto how = twin.apart.constFind(attribute); how != twin.apart.constEnd() && m_apart.contains(target->id))
        return returned(withGiven(*how, *target, place), logicalId);
    // A block that there is once may be said with its index or without.
    const QString plain = attribute.contains(u'.') ? QString(attribute).remove(u".0"_s) : attribute;
    for (const QString &name : {attribute, plain}) {
        if (const auto how = twin.returns.constFind(name); how != twin.returns.constEnd())
            return returned(withGiven(*how, *target, place), logicalId);
    }
    if (attribute == "id"_L1)
        return returned(u"Ref"_s, logicalId);
    const QString path = twin.attributes.value(attribute).path;
    if (twin.schema && !path.isEmpty()) {
        if (twin.schema->identifier == QStringList{path})
            return returned(u"Ref"_s, logicalId);
        if (twin.schema->attributes.contains(path))
            return returned(u"GetAtt:"_s + path, logicalId);
    }
    if (given && depth < 8) {
        m_unordered.insert(target->id);
        return given->value.isReference() ? this->reference(given->value.toReference(), place, depth + 1) : value(given->value, place);
    }
    report(Severity::Error, place, tr("CloudFormation does not return “%1” of %2.").arg(attribute, target->address()));
    return {};
}

bool Intrinsics::isSimple(const QString &text) const
{
    static const QRegularExpression simple(uR"(\A\s*(?:\$\{ref:[^{}]+\}|var\.[A-Za-z_][\w-]*|local\.[A-Za-z_][\w-]*)\s*\z)"_s);
    return simple.match(text).hasMatch();
}

Node Intrinsics::expression(const QString &text, const QString &place)
{
    const QString code = text.trimmed();
    if (isSimple(code)) {
        if (code.startsWith("var."_L1)) {
            if (parameters.contains(code.mid(4)))
                return Node::call(u"Ref"_s, Value(parameters.value(code.mid(4))));
        } else if (code.startsWith("local."_L1)) {
            const auto named = [&](const Local &local) { return local.id.text() == code.mid(6); };
            const auto local = std::find_if(m_lowered.locals.begin(), m_lowered.locals.end(), named);
            if (local != m_lowered.locals.end() && m_localsDeep < 16) {
                ++m_localsDeep;
                const Node node = value(local->value, place);
                --m_localsDeep;
                return node;
            }
        } else {
            const QString inner = code.mid(6, code.size() - 7);
            const qsizetype dot = inner.indexOf(u'.');
            if (dot > 0)
                return reference({ResourceId(inner.first(dot)), inner.mid(dot + 1)}, place);
        }
    }
    static const QRegularExpression encoded(uR"(\Abase64encode\((.*)\)\z)"_s, QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = encoded.match(code); match.hasMatch())
        return Node::call(u"Fn::Base64"_s, expression(match.captured(1), place));
    static const QRegularExpression document(uR"(\Ajsonencode\((.*)\)\z)"_s, QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = document.match(code); match.hasMatch()) {
        if (const auto literal = literalIn(match.captured(1)); literal && (literal->isMap() || literal->isList()))
            return jsonText(*literal, place);
    }
    std::list<Node> parts;
    if (code.size() >= 2 && code.startsWith(u'"') && pieces(code, parts, place))
        return joined(parts);
    report(Severity::Error, place, tr("The expression “%1” can't be said in CloudFormation.").arg(code));
    return {};
}

/// A quoted template with nothing but references and variables in it.
bool Intrinsics::pieces(const QString &text, std::list<Node> &out, const QString &place)
{
    QString literal;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const QStringView rest = QStringView(text).mid(i);
        if (rest.front() == u'"') {
            out.push_back(Value(literal));
            return i + 1 == text.size();
        }
        if (rest.startsWith("$${"_L1) || rest.startsWith("%%{"_L1)) {
            literal += rest.front() + QString(u'{');
            i += 2;
        } else if (rest.startsWith("${"_L1)) {
            // The reference has braces of its own.
            const qsizetype end = text.indexOf(rest.startsWith("${${ref:"_L1) ? u"}}"_s : u"}"_s, i);
            if (end < 0)
                return false;
            const QString inner = text.mid(i + 2, end - i - 2 + (rest.startsWith("${${ref:"_L1) ? 1 : 0)).trimmed();
            if (!isSimple(inner))
                return false;
            out.push_back(Value(literal));
            literal.clear();
            out.push_back(expression(inner, place));
            if (out.back().isList || out.back().isMap)
                return false;
            i = end + (rest.startsWith("${${ref:"_L1) ? 1 : 0);
        } else if (rest.startsWith("%{"_L1)) {
            return false;
        } else if (rest.front() == u'\\') {
            const QChar next = rest.size() > 1 ? rest.at(1) : QChar();
            if (next == u'n')
                literal += u'\n';
            else if (next == u't')
                literal += u'\t';
            else if (next == u'r')
                literal += u'\r';
            else if (next == u'"' || next == u'\\')
                literal += next;
            else
                return false;
            ++i;
        } else {
            literal += rest.front();
        }
    }
    return false;
}

Node Intrinsics::joined(const std::list<Node> &pieces) const
{
    QString plain, sub;
    bool hasFunction = false, fitsSub = true;
    for (const Node &piece : pieces) {
        if (piece.function.isEmpty()) {
            plain += piece.scalar.toString();
            sub += escapedForSub(piece.scalar.toString());
        } else {
            hasFunction = true;
            const QString text = inSub(piece);
            fitsSub = fitsSub && !text.isEmpty();
            sub += text;
        }
    }
    if (!hasFunction)
        return Value(plain);
    if (fitsSub)
        return Node::call(u"Fn::Sub"_s, Value(sub));
    Node all = Node::list();
    for (const Node &piece : pieces) {
        if (!piece.function.isEmpty() || !piece.scalar.toString().isEmpty())
            all.append(piece);
    }
    Node arguments = Node::list();
    arguments.append(Value(QString()));
    arguments.append(std::move(all));
    return Node::call(u"Fn::Join"_s, std::move(arguments));
}

Node Intrinsics::quoted(const Value &value, const QString &place)
{
    std::list<Node> parts{Value(u"\""_s)};
    if (value.isString()) {
        // No longer piece is taken.
        QString text = value.toString();
        const bool isSplit = text.contains(u'"');
        for (qsizetype i = 255; i < text.size() && !isSplit; i += 257)
            text.insert(i, u"\"\""_s);
        parts.push_back(Value(text));
    } else {
        parts.push_back(this->value(value, place));
    }
    parts.push_back(Value(u"\""_s));
    return joined(parts);
}

void Intrinsics::jsonPieces(const Value &value, QString &text, std::list<Node> &out, const QString &place)
{
    const auto separated = [&](bool &isFirst) {
        if (!isFirst)
            text += u',';
        isFirst = false;
    };
    bool isFirst = true;
    if (value.isList()) {
        text += u'[';
        for (const Value &item : value.toList()) {
            separated(isFirst);
            jsonPieces(item, text, out, place);
        }
        text += u']';
    } else if (value.isMap()) {
        text += u'{';
        for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
            separated(isFirst);
            text += QString::fromUtf8(jsontext::compact(Value(it.key()))) + u':';
            jsonPieces(*it, text, out, place);
        }
        text += u'}';
    } else if (value.isComputed()) {
        const QString name = value.isVariable() ? value.toVariable().name
            : value.isExpression()              ? value.toExpression().text.mid(4)
                                                : QString();
        const bool isVariable = value.isVariable() || (value.isExpression() && value.toExpression().text.startsWith("var."_L1));
        const bool isText = !isVariable || std::none_of(m_lowered.variables.begin(), m_lowered.variables.end(), [&](const Variable &one) {
            return one.id.text() == name && (one.type == "number"_L1 || one.type == "bool"_L1);
        });
        out.push_back(Value(QString(isText ? text + u'"' : text)));
        out.push_back(this->value(value, place));
        const bool isSub = out.back().function == "Fn::Sub"_L1;
        Value &written = isSub ? out.back().items.front().scalar : out.back().scalar;
        if (isText && (isSub || out.back().function.isEmpty())) // within the quotation marks of the document
            written = QString::fromUtf8(jsontext::compact(Value(written.toString()))).mid(1).chopped(1);
        if (out.back().isList || out.back().isMap)
            report(Severity::Error, place, tr("CloudFormation can't say a list or a map in the text of “%1”.").arg(place));
        text = isText ? u"\""_s : QString();
    } else {
        text += QString::fromUtf8(jsontext::compact(value));
    }
}

Node Intrinsics::jsonText(const Value &value, const QString &place)
{
    std::list<Node> parts;
    QString text;
    jsonPieces(value, text, parts, place);
    parts.push_back(Value(text));
    return joined(parts);
}

} // namespace groundplan::cloudformation
