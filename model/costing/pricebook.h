// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/costing/money.h"

#include <QHash>
#include <QStringList>

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace groundplan {

/// List prices by key and region, from `:/groundplan/prices`: `ec2/t3.medium`, `rds/postgres/Multi-AZ/db.t3.medium`,
/// `aws_nat_gateway/NAT gateway`. A region without a price has none: no other region's is used instead. Each file is read when
/// a key of it is asked for the first time. Safe to use from several threads.
class PriceBook {
public:
    struct Price {
        Money unit;
        QString source; ///< with its date
    };

    PriceBook();
    ~PriceBook();
    PriceBook(const PriceBook &) = delete;

    std::optional<Price> find(const QString &key, const QString &region) const;
    /// Virtual processors of an EC2 type or a database class; 0: not known.
    int virtualCpus(const QString &type) const;
    /// Costs nothing by itself.
    bool isFree(const QString &type) const;
    /// Of the service prices: "2026-05".
    QString date() const;
    /// All keys, sorted; for tests and tools.
    QStringList keys() const;

private:
    struct File;
    enum Part { Ec2, Nodes, Storage, Services, partCount };
    static Part partOf(const QString &key);
    const File &file(Part part) const;

    mutable std::array<std::unique_ptr<File>, partCount> m_files;
    mutable std::array<std::once_flag, partCount> m_loaded;
    mutable QHash<QString, bool> m_free;
    mutable std::once_flag m_freeLoaded;
};

} // namespace groundplan
