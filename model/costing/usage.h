// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/rows.h"
#include "model/costing/money.h"

#include <QHash>

#include <optional>

namespace groundplan {

/// How much of a resource is used in a month: what the user says in `meta["usage"]`, else a modest assumption per type
/// (resources/prices/usage.json), which is always shown in words.
class Usage {
public:
    struct Assumption {
        QString key; ///< monthly_data_processed_gb
        Decimal standard;
        QString wording; ///< "{} GB processed a month"
    };

    Usage();

    const QList<Assumption> &assumptions(const QString &type) const;
    /// What is set for this resource, else the standard one.
    /// In steps of `per` (a million requests), so that numbers beyond a Decimal's range fit.
    Decimal value(const Resource &resource, const QString &key, qint64 per = 1) const;
    bool isSet(const Resource &resource, const QString &key) const;
    /// The value in words; empty when the type has no wording for `key`.
    QString note(const Resource &resource, const QString &key) const;

private:
    const Assumption *find(const QString &type, const QString &key) const;
    QHash<QString, QList<Assumption>> m_byType;
};

/// A literal number, or what its text says, in steps of `per`; nothing for anything else.
std::optional<Decimal> decimalOf(const Value &value, qint64 per = 1);

} // namespace groundplan
