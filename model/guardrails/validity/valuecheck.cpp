// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/validity/valuecheck.h"

#include "model/guardrails/words.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace groundplan::valuecheck {

namespace {

using AttributeKind = AttributeType::Kind;
using rules::say;

QString scalarProblem(AttributeKind kind, const Value &value)
{
    if (!value.isLiteralScalar())
        return rules::shown(value);
    bool fits = true;
    if (kind == AttributeKind::Number) {
        fits = value.isNumber();
        if (value.isString())
            value.toString().toDouble(&fits);
    } else if (kind == AttributeKind::Bool) {
        fits = value.isBool() || value.toString() == QLatin1String("true") || value.toString() == QLatin1String("false");
    }
    return fits ? QString() : rules::shown(value);
}

QString itemProblem(const AttributeType &element, const Value &item, const QString &place)
{
    const QString problem = typeProblem(element, item);
    return problem.isEmpty() ? QString() : say("a collection whose item %1 is %2").arg(place, problem);
}

bool matches(const QRegularExpression &expression, const QString &text)
{
    // The patterns are AWS's own; one that this engine cannot read says nothing.
    return !expression.isValid() || expression.match(text).hasMatch();
}

Verdict textVerdict(const ValueRule &rule, const QString &text, const Compiled &compiled)
{
    if (!rule.values.isEmpty() && !rule.values.contains(text)) {
        constexpr qsizetype most = 8;
        const QStringList first = rule.values.mid(0, most);
        return {say("is %1, which is not one of its values").arg(rules::quoted(text)),
                rule.values.size() > most
                    ? say("Use %1 or another of its %2 values.").arg(first.join(QStringLiteral(", "))).arg(rule.values.size())
                    : say("Use one of: %1.").arg(first.join(QStringLiteral(", ")))};
    }
    if (rule.maxLength && text.size() > *rule.maxLength)
        return {say("has %1 characters").arg(text.size()), say("AWS takes at most %1.").arg(*rule.maxLength)};
    if (rule.minLength && text.size() < *rule.minLength)
        return {text.isEmpty() ? say("is empty") : say("has %1 characters").arg(text.size()),
                say("AWS wants at least %1.").arg(*rule.minLength)};
    if (!rule.pattern.isEmpty() && !matches(compiled(rule.pattern), text))
        return {say("is %1, which is not of the right form").arg(rules::quoted(text)), say("It must match %1.").arg(rule.pattern)};
    return {};
}

Verdict numberVerdict(const ValueRule &rule, const Value &value)
{
    const double number = value.toReal();
    if (rule.minimum && number < *rule.minimum)
        return {say("is %1").arg(value.toString()), say("The least that AWS takes is %1.").arg(*rule.minimum)};
    if (rule.maximum && number > *rule.maximum)
        return {say("is %1").arg(value.toString()), say("The most that AWS takes is %1.").arg(*rule.maximum, 0, 'g', 12)};
    return {};
}

} // namespace

QString typeProblem(const AttributeType &type, const Value &value)
{
    if (value.isNull() || value.isComputed() || type.kind == AttributeKind::Dynamic)
        return {};
    switch (type.kind) {
    case AttributeKind::String:
    case AttributeKind::Number:
    case AttributeKind::Bool: return scalarProblem(type.kind, value);
    case AttributeKind::List:
    case AttributeKind::Set:
        if (!value.isList())
            return rules::shown(value);
        for (qsizetype i = 0; type.element && i < value.toList().size(); ++i)
            if (const QString problem = itemProblem(*type.element, value.toList().at(i), QString::number(i + 1)); !problem.isEmpty())
                return problem;
        return {};
    case AttributeKind::Map:
        if (!value.isMap())
            return rules::shown(value);
        for (auto it = value.toMap().constBegin(); type.element && it != value.toMap().constEnd(); ++it)
            if (const QString problem = itemProblem(*type.element, *it, it.key()); !problem.isEmpty())
                return problem;
        return {};
    case AttributeKind::Object:
        if (!value.isMap())
            return rules::shown(value);
        for (auto it = value.toMap().constBegin(); it != value.toMap().constEnd(); ++it) {
            const auto field = type.fields.constFind(it.key());
            if (field == type.fields.constEnd())
                return say("an object with %1, which it does not have").arg(rules::quoted(it.key()));
            if (const QString problem = itemProblem(*field, *it, it.key()); !problem.isEmpty())
                return problem;
        }
        return {};
    case AttributeKind::Dynamic: break;
    }
    return {};
}

bool mayHoldJson(const AttributeSchema &attribute)
{
    if (attribute.type.kind != AttributeKind::String)
        return false;
    static const QStringList words{QStringLiteral("policy"),        QStringLiteral("policies"), QStringLiteral("document"),
                                   QStringLiteral("definition"),    QStringLiteral("pattern"),  QStringLiteral("template"),
                                   QStringLiteral("parameters"),    QStringLiteral("json"),     QStringLiteral("content"),
                                   QStringLiteral("schema"),        QStringLiteral("input"),    QStringLiteral("body"),
                                   QStringLiteral("configuration"), QStringLiteral("rules"),    QStringLiteral("secret_string"),
                                   QStringLiteral("value"),         QStringLiteral("settings"), QStringLiteral("properties")};
    return std::any_of(words.begin(), words.end(), [&attribute](const QString &word) { return attribute.name.contains(word); });
}

QString typeInWords(const AttributeType &type)
{
    switch (type.kind) {
    case AttributeKind::String: return say("a text");
    case AttributeKind::Number: return say("a number");
    case AttributeKind::Bool: return say("true or false");
    case AttributeKind::List:
    case AttributeKind::Set: return say("a list, %1").arg(type.text());
    case AttributeKind::Map: return say("a map, %1").arg(type.text());
    case AttributeKind::Object: return say("an object, %1").arg(type.text());
    case AttributeKind::Dynamic: break;
    }
    return say("any value");
}

Verdict against(const ValueRule &rule, const Value &value, const Compiled &compiled)
{
    if (value.isString()) {
        const Verdict verdict = textVerdict(rule, value.toString(), compiled);
        bool isNumber = false;
        value.toString().toDouble(&isNumber);
        return verdict.problem.isEmpty() && isNumber ? numberVerdict(rule, value) : verdict;
    }
    if (value.isNumber()) {
        if (!rule.values.isEmpty()) {
            ValueRule onlyValues;
            onlyValues.values = rule.values;
            return textVerdict(onlyValues, value.toString(), compiled);
        }
        return numberVerdict(rule, value);
    }
    return {};
}

Verdict againstForm(const QString &form, const Value &value)
{
    if (!value.isString() && !value.isNumber() && !value.isBool())
        return {};
    if (form == QLatin1String("whole")) {
        const bool isWhole = !value.isNumber() || value.toReal() == std::floor(value.toReal());
        return isWhole ? Verdict() : Verdict{say("is %1").arg(value.toString()), say("It must be a whole number.")};
    }
    const QString text = value.toString();
    if (text.isEmpty())
        return {};
    if (form == QLatin1String("json"))
        return QJsonDocument::fromJson(text.toUtf8()).isNull() ? Verdict{say("is no JSON document"), say("It must be complete, and JSON.")}
                                                               : Verdict();
    if (form == QLatin1String("arn")) {
        static const QRegularExpression arn(QStringLiteral("^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$"),
                                            QRegularExpression::DotMatchesEverythingOption);
        return arn.match(text).hasMatch() ? Verdict()
                                          : Verdict{say("is %1, which is no ARN").arg(rules::shown(value)),
                                                    say("Refer to the resource itself, or write its ARN: arn:aws:….")};
    }
    if (form == QLatin1String("time")) {
        static const QRegularExpression time(
            QStringLiteral("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"));
        return time.match(text).hasMatch()
            ? Verdict()
            : Verdict{say("is %1, which is no time").arg(rules::shown(value)), say("Write it as 2030-01-31T12:00:00Z.")};
    }
    const bool isSix = text.contains(QLatin1Char(':'));
    if (form.startsWith(QLatin1String("ip"))) {
        static const QRegularExpression four(QStringLiteral("^[0-9]{1,3}(\\.[0-9]{1,3}){3}$"));
        const bool isAddress = isSix ? form != QLatin1String("ip4") : form != QLatin1String("ip6") && four.match(text).hasMatch();
        return isAddress ? Verdict()
                         : Verdict{say("is %1, which is no address").arg(rules::shown(value)),
                                   form == QLatin1String("ip6") ? say("Write it as 2001:db8::1.") : say("Write it as 10.0.0.1.")};
    }
    const bool fits =
        text.contains(QLatin1Char('/')) && (form != QLatin1String("cidr4") || !isSix) && (form != QLatin1String("cidr6") || isSix);
    return fits ? Verdict()
                : Verdict{say("is %1, which is no network").arg(rules::shown(value)),
                          form == QLatin1String("cidr6") ? say("Write it as 2001:db8::/56.") : say("Write it as 10.0.0.0/16.")};
}

Verdict countAgainst(const ValueRule &rule, qsizetype items)
{
    if (rule.minItems && items < *rule.minItems)
        return {items == 0 ? say("is an empty list") : say("has %1 items").arg(items), say("AWS wants at least %1.").arg(*rule.minItems)};
    if (rule.maxItems && items > *rule.maxItems)
        return {say("has %1 items").arg(items), say("AWS takes at most %1.").arg(*rule.maxItems)};
    return {};
}

} // namespace groundplan::valuecheck
