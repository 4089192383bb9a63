// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/words.h"

#include <algorithm>

namespace groundplan::rules {

QString quoted(const QString &text)
{
    constexpr qsizetype longest = 60;
    const QString shortened = text.size() > longest ? text.left(longest - 1) + QStringLiteral("…") : text;
    return QStringLiteral("“") + QString(shortened).replace(QLatin1Char('\n'), QLatin1Char(' ')) + QStringLiteral("”");
}

QString shown(const Value &value)
{
    if (value.isString())
        return quoted(value.toString());
    if (value.isLiteralScalar())
        return value.toString();
    return value.isList() ? say("a list") : value.isMap() ? say("a map") : say("a computed value");
}

bool isIdentifier(const QString &name)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_'; };
    return !name.isEmpty() && isLetter(name.at(0))
        && std::all_of(name.begin(), name.end(), [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'-'; });
}

QString listed(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return say("%1 and %2").arg(words.mid(0, words.size() - 1).join(QStringLiteral(", ")), words.last());
}

} // namespace groundplan::rules
