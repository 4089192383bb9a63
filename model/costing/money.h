// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"

#include <QString>

#include <compare>
#include <limits>

namespace groundplan {

__extension__ using Int128 = __int128;

/// A decimal number with ten places after the point, as an integer: exact sums, no binary float. Range ±922 million;
/// what goes beyond stays at the end of the range. Unit prices down to 0.0000000001 and monthly quantities both fit.
class Decimal {
public:
    static constexpr qint64 scale = 10'000'000'000;
    constexpr Decimal() = default;
    static constexpr Decimal fromUnits(qint64 units)
    {
        Decimal d;
        d.m_units = units;
        return d;
    }
    static constexpr Decimal fromInteger(qint64 number) { return clamped(static_cast<Int128>(number) * scale); }
    /// Reads "0.0225"; error when it is not a number or has more digits than fit.
    static Result<Decimal> parse(const QString &text);

    constexpr qint64 units() const { return m_units; }
    constexpr bool isZero() const { return m_units == 0; }
    friend constexpr auto operator<=>(const Decimal &, const Decimal &) = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 errs
    friend constexpr Decimal operator+(Decimal a, Decimal b) { return clamped(static_cast<Int128>(a.m_units) + b.m_units); }
    friend constexpr Decimal operator-(Decimal a, Decimal b) { return clamped(static_cast<Int128>(a.m_units) - b.m_units); }
    Decimal &operator+=(Decimal other) { return *this = *this + other; }
    Decimal &operator-=(Decimal other) { return *this = *this - other; }
    /// The product, rounded half away from zero at the tenth place (128-bit inside).
    friend Decimal operator*(Decimal a, Decimal b);
    /// The quotient, rounded likewise; `b` is not zero.
    friend Decimal operator/(Decimal a, Decimal b);
    Decimal roundedUp() const; ///< to the next whole number
    /// Shortest exact text: "0.0225", "730".
    QString text() const;
    /// Rounded half away from zero to `places`, always that many: "412.36".
    QString text(int places) const;

private:
    static constexpr Decimal clamped(Int128 units)
    {
        constexpr Int128 most = std::numeric_limits<qint64>::max();
        return fromUnits(qint64(units > most ? most : units < -most ? -most : units));
    }
    qint64 m_units = 0;
};

/// An amount of US dollars.
using Money = Decimal;

/// "$412.36", with thousands separators; small amounts that round to zero keep enough places to be seen ("$0.0004").
QString dollars(Money money);

} // namespace groundplan
