// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace groundplan {

/// An IPv4 network in CIDR notation, canonical (no host bits).
struct Cidr {
    quint32 address = 0;
    int prefix = 0; ///< 0–32

    /// The error says what is wrong: not four numbers, host bits set (with the canonical form) …
    static Result<Cidr> parse(const QString &text);
    QString text() const;
    quint64 addresses() const { return quint64(1) << (32 - prefix); }
    bool contains(const Cidr &other) const;
    bool overlaps(const Cidr &other) const;
    bool operator==(const Cidr &) const = default;
};

/// The first block of `prefix` inside `network` that overlaps none of `taken`.
std::optional<Cidr> nextFreeBlock(const Cidr &network, const QList<Cidr> &taken, int prefix);

} // namespace groundplan
