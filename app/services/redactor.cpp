// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/redactor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace groundplan {

namespace {

constexpr qsizetype shortestSecret = 4;
QString replacement() { return QStringLiteral("(secret)"); }

/// `value` as it stands inside a quoted string of JSON or HCL.
QString escaped(const QString &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(2, array.size() - 4)); // without [" and "]
}

/// Access key ids: AKIA or ASIA and sixteen capitals or digits.
const QRegularExpression &accessKey()
{
    static const QRegularExpression form(QStringLiteral("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"));
    return form;
}

} // namespace

void Redactor::addSecret(const QString &value)
{
    QStringList parts{value};
    if (value.contains(QLatin1Char('\n'))) { // output comes in lines
        for (const QString &line : value.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            parts << line.trimmed();
    }
    for (const QString &part : std::as_const(parts)) {
        if (part.size() < shortestSecret)
            continue;
        for (const QString &form : {part, escaped(part)}) {
            if (!m_secrets.contains(form))
                m_secrets << form;
        }
    }
    std::stable_sort(m_secrets.begin(), m_secrets.end(), [](const QString &a, const QString &b) { return a.size() > b.size(); });
}

QString Redactor::redacted(QString text) const
{
    for (const QString &secret : m_secrets)
        text.replace(secret, replacement());
    if (text.contains(QLatin1String("AKIA")) || text.contains(QLatin1String("ASIA")))
        text.replace(accessKey(), replacement());
    return text;
}

} // namespace groundplan
