// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/validity/variabletype.h"

#include "model/blueprint/expressions.h"
#include "model/guardrails/validity/valuecheck.h"
#include "model/guardrails/words.h"

namespace groundplan::variabletype {

namespace {

using rules::say;
using Kind = AttributeType::Kind;

/// `text` cut at commas and line ends that stand in no brackets and quotes of their own.
QStringList typeParts(const QString &text)
{
    QStringList parts{QString()};
    int depth = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == QLatin1Char('"') && (i == 0 || text.at(i - 1) != QLatin1Char('\\')))
            isQuoted = !isQuoted;
        const bool opens = QStringLiteral("([{").contains(c), closes = QStringLiteral(")]}").contains(c);
        if (!isQuoted)
            depth += opens ? 1 : closes ? -1 : 0;
        if (!isQuoted && depth == 0 && (c == QLatin1Char(',') || c == QLatin1Char('\n')))
            parts.append(QString());
        else
            parts.last() += c;
    }
    for (QString &part : parts)
        part = part.trimmed();
    parts.removeAll(QString());
    return parts;
}

/// `name(inside)`, both empty for anything else.
std::pair<QString, QString> callIn(const QString &type)
{
    const qsizetype open = type.indexOf(QLatin1Char('('));
    if (open < 0 || !type.endsWith(QLatin1Char(')')))
        return {};
    return {type.left(open).trimmed(), type.mid(open + 1, type.size() - open - 2).trimmed()};
}

struct Field {
    QString name, type, fallback;
    bool isOptional = false;
};

QList<Field> fieldsOf(const QString &inside)
{
    QList<Field> fields;
    for (const QString &part : typeParts(inside.mid(1, inside.size() - 2))) {
        const qsizetype sign = part.indexOf(QLatin1Char('=')) >= 0 ? part.indexOf(QLatin1Char('=')) : part.indexOf(QLatin1Char(':'));
        Field field{part.left(sign).trimmed().remove(QLatin1Char('"')), part.mid(sign + 1).trimmed(), {}, false};
        if (const auto [call, of] = callIn(field.type); call == QLatin1String("optional")) {
            const QStringList given = typeParts(of);
            field = {field.name, given.value(0), given.value(1), true};
        }
        fields.append(field);
    }
    return fields;
}

QString objectProblem(const QString &inside, const Value &value)
{
    if (!value.isMap())
        return rules::shown(value);
    for (const Field &field : fieldsOf(inside)) {
        const auto given = value.toMap().constFind(field.name);
        if (given == value.toMap().constEnd()) {
            if (!field.isOptional)
                return say("an object without %1").arg(rules::quoted(field.name));
        } else if (const QString found = problem(field.type, *given); !found.isEmpty()) {
            return say("an object whose %1 is %2").arg(rules::quoted(field.name), found);
        }
    }
    return {};
}

QString tupleProblem(const QString &inside, const Value &value)
{
    if (!value.isList())
        return rules::shown(value);
    const QStringList types = typeParts(inside.mid(1, inside.size() - 2));
    if (types.size() != value.toList().size())
        return say("a list of %1, not of %2").arg(value.toList().size()).arg(types.size());
    for (qsizetype i = 0; i < types.size(); ++i)
        if (const QString found = problem(types.at(i), value.toList().at(i)); !found.isEmpty())
            return say("a collection whose item %1 is %2").arg(i + 1).arg(found);
    return {};
}

} // namespace

QString problem(const QString &type, const Value &value)
{
    if (value.isNull() || value.isComputed())
        return {};
    static const QHash<QString, Kind> simple{
        {QStringLiteral("string"), Kind::String}, {QStringLiteral("number"), Kind::Number}, {QStringLiteral("bool"), Kind::Bool}};
    const QString plain = type.trimmed();
    if (const auto known = simple.constFind(plain); known != simple.constEnd())
        return valuecheck::typeProblem(AttributeType{*known, {}, {}}, value);
    const auto [call, inside] = callIn(plain);
    if (call == QLatin1String("object"))
        return objectProblem(inside, value);
    if (call == QLatin1String("tuple"))
        return tupleProblem(inside, value);
    if (call == QLatin1String("map") ? !value.isMap() : (call == QLatin1String("list") || call == QLatin1String("set")) && !value.isList())
        return rules::shown(value);
    const auto itemProblem = [&inside = inside](const QString &place, const Value &item) {
        const QString found = problem(inside, item);
        return found.isEmpty() ? QString() : say("a collection whose item %1 is %2").arg(place, found);
    };
    for (qsizetype i = 0; value.isList() && i < value.toList().size(); ++i)
        if (const QString found = itemProblem(QString::number(i + 1), value.toList().at(i)); !found.isEmpty())
            return found;
    for (auto it = value.toMap().constBegin(); value.isMap() && it != value.toMap().constEnd(); ++it)
        if (const QString found = itemProblem(it.key(), *it); !found.isEmpty())
            return found;
    return {};
}

QStringList fields(const QString &type)
{
    QStringList names;
    if (const auto [call, inside] = callIn(type.trimmed()); call == QLatin1String("object"))
        for (const Field &field : fieldsOf(inside))
            names.append(field.name);
    return names;
}

QString problemOfDefaults(const QString &type)
{
    const auto [call, inside] = callIn(type.trimmed());
    if (call.isEmpty())
        return {};
    if (call == QLatin1String("object")) {
        for (const Field &field : fieldsOf(inside)) {
            const auto read = expressions::parse(field.fallback);
            const QString found = read ? problem(field.type, read->literal) : QString();
            if (!found.isEmpty())
                return say("%1 has a default of its own that is %2").arg(rules::quoted(field.name), found);
            if (const QString deeper = problemOfDefaults(field.type); !deeper.isEmpty())
                return deeper;
        }
        return {};
    }
    if (call != QLatin1String("tuple"))
        return problemOfDefaults(inside);
    for (const QString &item : typeParts(inside.mid(1, inside.size() - 2)))
        if (const QString found = problemOfDefaults(item); !found.isEmpty())
            return found;
    return {};
}

} // namespace groundplan::variabletype
