// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/metaarguments.h"

#include "model/blueprint/expressions.h"
#include "model/blueprint/words.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace groundplan::metaarguments {

namespace {

/// Terraform takes names and indexes that stand there as code.
bool namesAttributes(const Value &value)
{
    if (value.isExpression())
        return true;
    if (!value.isList())
        return value.toString() == QLatin1String("all");
    return std::all_of(value.toList().begin(), value.toList().end(),
                       [](const Value &path) { return path.isString() && expressions::isAttributePath(path.toString()); });
}

/// Terraform refuses a condition that looks at nothing: it would always hold, or never.
Result<> checkCondition(const QString &key, const Value &given)
{
    const ValueList all = given.isList() ? given.toList() : ValueList{given};
    for (const Value &one : all) {
        const Value condition = one[QStringLiteral("condition")];
        const bool isComputed = condition.isReference() || condition.isVariable();
        if (!one.isMap() || condition.isNull())
            return Error{tr("“%1” takes a condition and an error_message.").arg(key)};
        const auto read = condition.isExpression() ? expressions::syntax(condition.toExpression().text) : expressions::Syntax();
        if (!isComputed && read && read->names.isEmpty())
            return Error{tr("The condition of “%1” looks at nothing: name what it is about.").arg(key)};
        const Value message = one[QStringLiteral("error_message")];
        if (message.isNull() || message.isList() || message.isMap())
            return Error{tr("“%1” has no error_message.").arg(key)};
        for (auto it = one.toMap().constBegin(); it != one.toMap().constEnd(); ++it)
            if (it.key() != QLatin1String("condition") && it.key() != QLatin1String("error_message"))
                return Error{tr("“%1” takes condition and error_message, no “%2”.").arg(key, it.key())};
    }
    return {};
}

/// Changes of resources alone can make another one be replaced.
Result<> checkTriggers(const QString &key, const Value &given)
{
    static const QStringList others{QStringLiteral("var"),  QStringLiteral("local"),  QStringLiteral("data"),     QStringLiteral("path"),
                                    QStringLiteral("self"), QStringLiteral("module"), QStringLiteral("terraform")};
    for (const Value &one : given.isList() ? given.toList() : ValueList{given}) {
        const auto read = one.isExpression() ? expressions::syntax(one.toExpression().text) : expressions::Syntax();
        bool names = one.isReference() || !read;
        for (const expressions::Named &name : read ? read->names : QList<expressions::Named>())
            names = !others.contains(name.path.first()) && (names || name.path.size() > 1);
        if (!names)
            return Error{tr("“%1” takes resources and their attributes.").arg(key)};
    }
    return {};
}

} // namespace

Result<> checkCount(const Value &value)
{
    if (value.isNull() || value.isComputed())
        return {};
    bool isNumber = value.isNumber();
    const double count = value.isString() ? value.toString().toDouble(&isNumber) : value.toReal();
    if (!isNumber || count < 0 || count != std::floor(count))
        return Error{tr("“count” takes a whole number that is not below 0.")};
    return {};
}

Result<> checkForEach(const Value &value)
{
    if (value.isNull() || value.isComputed() || value.isMap())
        return {};
    const auto isKey = [](const Value &item) { return item.isComputed() || item.isString(); };
    if (!value.isList() || !std::all_of(value.toList().begin(), value.toList().end(), isKey))
        return Error{tr("“for_each” takes names with values, or a list of texts.")};
    return {};
}

QString regionOfAlias(const QString &alias)
{
    static const QRegularExpression form(QStringLiteral("^[a-z]{2,4}(_[a-z]+)+_[0-9]+$"));
    return form.match(alias).hasMatch() ? QString(alias).replace(QLatin1Char('_'), QLatin1Char('-')) : QString();
}

Result<> checkProvider(const Value &value, const QString &type)
{
    const QString text = value.isExpression() ? value.toExpression().text : value.toString();
    const QStringList parts = text.split(QLatin1Char('.'));
    if (parts.size() > 2 || !std::all_of(parts.begin(), parts.end(), expressions::isIdentifier))
        return Error{tr("“%1” names no provider configuration (aws.us_west_2).").arg(text)};
    const QString bare = type.startsWith(QLatin1String("data.")) ? type.mid(5) : type;
    if (bare.startsWith(QLatin1String("aws_")) && parts.first() != QLatin1String("aws"))
        return Error{tr("“%1” is no configuration of the AWS provider (aws.us_west_2).").arg(text)};
    // Drawn accounts and regions become `aws.account_us_west_2`.
    static const QRegularExpression drawn(QStringLiteral("(^|_)[a-z]{2,4}(_[a-z]+)+_[0-9]+$"));
    if (parts.size() == 2 && parts.first() != QLatin1String("aws"))
        return Error{tr("“%1” is a configuration that no code has: only AWS has one for each region.").arg(text)};
    if (parts.size() == 2 && !drawn.match(parts.last()).hasMatch())
        return Error{tr("“%1” names no region: code has a provider for each, such as aws.us_west_2.").arg(text)};
    return {};
}

Result<> checkLifecycle(const QString &key, const Value &value)
{
    static const QStringList known{QStringLiteral("create_before_destroy"), QStringLiteral("prevent_destroy"),
                                   QStringLiteral("ignore_changes"),        QStringLiteral("replace_triggered_by"),
                                   QStringLiteral("precondition"),          QStringLiteral("postcondition")};
    if (!known.contains(key))
        return Error{tr("“%1” is not a lifecycle rule.").arg(key)};
    if (value.isNull())
        return {};
    if (key == QLatin1String("ignore_changes") && !namesAttributes(value))
        return Error{tr("“ignore_changes” takes attribute names, or all.")};
    if (key == known.at(3))
        return checkTriggers(key, value);
    if (key == known.at(4) || key == known.at(5))
        return checkCondition(key, value);
    const bool isSwitch = key == known.at(0) || key == known.at(1);
    const bool isLiteral = value.isBool() || value.toString() == QLatin1String("true") || value.toString() == QLatin1String("false")
        || (value.isExpression()
            && QStringList{QStringLiteral("true"), QStringLiteral("false")}.contains(value.toExpression().text.trimmed()));
    if (isSwitch && !isLiteral)
        return Error{tr("“%1” takes true or false, written out.").arg(key)};
    return {};
}

ValueMap lifecycleOf(const Value &value)
{
    return value.isList() && value.toList().size() == 1 ? value.toList().first().toMap() : value.toMap();
}

bool isReservedVariable(const QString &name)
{
    static const QStringList reserved{QStringLiteral("source"),     QStringLiteral("version"),  QStringLiteral("providers"),
                                      QStringLiteral("count"),      QStringLiteral("for_each"), QStringLiteral("lifecycle"),
                                      QStringLiteral("depends_on"), QStringLiteral("locals")};
    return reserved.contains(name);
}

} // namespace groundplan::metaarguments
