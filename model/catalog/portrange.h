// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/value.h"

namespace groundplan {

struct PortRange {
    int from = 0, to = 0;
};

/// A port or range of ports as connections name them: 443, "443", "8000-8080".
inline std::optional<PortRange> portRange(const Value &port)
{
    if (port.kind() == Value::Kind::Integer) {
        const qint64 number = port.toInteger();
        return number >= 0 && number <= 65535 ? std::optional(PortRange{int(number), int(number)}) : std::nullopt;
    }
    const QStringList range = port.toString().split(QLatin1Char('-'));
    bool fromFits = false, toFits = false;
    const int from = range.first().trimmed().toInt(&fromFits), to = range.last().trimmed().toInt(&toFits);
    if (!fromFits || !toFits || range.size() > 2 || from < 0 || to > 65535 || from > to)
        return {};
    return PortRange{from, to};
}

} // namespace groundplan
