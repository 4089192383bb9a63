// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/usage.h"

#include <QCoreApplication>
#include <QFile>

#include <nlohmann/json.hpp>

namespace groundplan {

std::optional<Decimal> decimalOf(const Value &value, qint64 per)
{
    if (value.kind() == Value::Kind::Integer) {
        const qint64 whole = value.toInteger() / per;
        return Decimal::fromInteger(whole) + Decimal::fromInteger(value.toInteger() % per) / Decimal::fromInteger(per);
    }
    if (value.kind() != Value::Kind::Real && !value.isString())
        return {};
    const Result<Decimal> number = Decimal::parse(value.isString() ? value.toString() : QString::number(value.toReal(), 'f', 6));
    if (!number)
        return {};
    return *number / Decimal::fromInteger(per);
}

Usage::Usage()
{
    QFile file(QStringLiteral(":/groundplan/prices/usage.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The built-in usage assumptions are missing.");
    const QByteArray bytes = file.readAll();
    const auto json = nlohmann::ordered_json::parse(bytes.begin(), bytes.end());
    for (const auto &[type, keys] : json.items()) {
        QList<Assumption> list;
        for (const auto &[key, row] : keys.items()) {
            const Result<Decimal> standard = Decimal::parse(QString::fromStdString(row.at(0).template get<std::string>()));
            if (!standard)
                qFatal("The assumed %s of %s is not a number.", key.c_str(), type.c_str());
            list.append({QString::fromStdString(key), *standard, QString::fromStdString(row.at(1).template get<std::string>())});
        }
        m_byType.insert(QString::fromStdString(type), list);
    }
}

const QList<Usage::Assumption> &Usage::assumptions(const QString &type) const
{
    static const QList<Assumption> none;
    const auto found = m_byType.constFind(type);
    return found == m_byType.cend() ? none : *found;
}

const Usage::Assumption *Usage::find(const QString &type, const QString &key) const
{
    for (const Assumption &assumption : assumptions(type)) {
        if (assumption.key == key)
            return &assumption;
    }
    return nullptr;
}

bool Usage::isSet(const Resource &resource, const QString &key) const
{
    const auto usage = resource.meta.constFind(QStringLiteral("usage"));
    return usage != resource.meta.cend() && decimalOf(valueAt(usage->toMap(), key)).has_value();
}

Decimal Usage::value(const Resource &resource, const QString &key, qint64 per) const
{
    if (const auto usage = resource.meta.constFind(QStringLiteral("usage")); usage != resource.meta.cend()) {
        if (const auto number = decimalOf(valueAt(usage->toMap(), key), per))
            return *number;
    }
    const Assumption *assumption = find(resource.type, key);
    return assumption ? assumption->standard / Decimal::fromInteger(per) : Decimal();
}

QString Usage::note(const Resource &resource, const QString &key) const
{
    const Assumption *assumption = find(resource.type, key);
    if (!assumption)
        return {};
    Decimal amount = value(resource, key);
    QString scaled;
    if (amount >= Decimal::fromInteger(1'000'000)) {
        amount = value(resource, key, 1'000'000);
        scaled = QCoreApplication::translate("Costing", " million");
    }
    return QString(assumption->wording).replace(QLatin1String("{}"), amount.text() + scaled);
}

} // namespace groundplan
