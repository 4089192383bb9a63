// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/expressions.h"

#include <QRegularExpression>

#include <algorithm>

namespace groundplan::expressions {

QString withAddresses(const QString &text, const std::function<QString(const Reference &, QStringView rest)> &address)
{
    if (!text.contains(QLatin1String("${ref:")))
        return text;
    static const QRegularExpression pattern(QStringLiteral(R"(\$\{ref:([^.{}]+)(?:\.([^{}]*))?\})"));
    QString result;
    qsizetype from = 0;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += QStringView(text).mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        result += address({ResourceId(match.captured(1)), match.captured(2)}, QStringView(text).mid(from));
    }
    return result + text.mid(from);
}

QString attributePath(QString attribute)
{
    if (!attribute.contains(QLatin1Char('[')))
        return attribute;
    static const QRegularExpression index(QStringLiteral(R"re(\[\s*(?:(\d+|\*)|"([A-Za-z_][\w-]*)")\s*\])re"));
    return attribute.replace(index, QStringLiteral(".\\1\\2"));
}

Result<> check(const QString &text)
{
    const Result<Syntax> read = syntax(text);
    return read ? Result<>() : Result<>(read.error());
}

Result<Syntax> syntax(const QString &text)
{
    return parse(withAddresses(text, [](const Reference &, QStringView) { return drawnReference + QStringLiteral(".b"); }));
}

QString asCode(const QString &text)
{
    const bool mayNeedIt = text.contains(QLatin1Char('#')) || text.contains(QLatin1String("//")) || text.contains(QLatin1String("/*"))
        || text.contains(QLatin1String("<<"));
    const Result<Syntax> read = mayNeedIt ? parse(text) : Result<Syntax>(Syntax());
    if (!read)
        return text.trimmed();
    QString code = text;
    for (auto it = read->comments.crbegin(); it != read->comments.crend(); ++it)
        code.replace(it->from, it->length, QLatin1Char(' '));
    return read->endsWithHeredoc ? QLatin1Char('(') + code.trimmed() + QStringLiteral("\n)") : code.trimmed();
}

bool isIdentifier(const QString &text)
{
    if (text.isEmpty())
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const ushort c = text.at(i).unicode();
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-')))
            return false;
    }
    return true;
}

bool isAttributePath(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(R"re(\A[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:\d+|"[\w .:/-]*")\])*\z)re"));
    return pattern.match(text).hasMatch();
}

bool isTypeExpression(const QString &text)
{
    static const QStringList simple{QStringLiteral("string"), QStringLiteral("number"), QStringLiteral("bool"), QStringLiteral("any")};
    static const QStringList built{QStringLiteral("list"),   QStringLiteral("set"),   QStringLiteral("map"),
                                   QStringLiteral("object"), QStringLiteral("tuple"), QStringLiteral("optional")};
    static const QRegularExpression start(QStringLiteral(R"(\A(?:(?:string|number|bool|any)\z|(?:list|set|map|object|tuple)\())"));
    if (!start.match(text).hasMatch())
        return false;
    const Result<Syntax> read = parse(text);
    const auto isType = [](const Named &name) { return name.path.size() == 1 && !name.isIndexed && simple.contains(name.path.first()); };
    const auto isMade = [](const Call &call) {
        const int most = call.function == QLatin1String("optional") ? 2 : 1;
        return built.contains(call.function) && call.arguments >= 1 && call.arguments <= most && !call.isExpanded;
    };
    return read && read->comments.isEmpty() && std::all_of(read->names.begin(), read->names.end(), isType)
        && std::all_of(read->calls.begin(), read->calls.end(), isMade);
}

} // namespace groundplan::expressions
