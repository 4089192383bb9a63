// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/money.h"

#include <QCoreApplication>

namespace groundplan {

namespace {

constexpr int places = 10;

Int128 divided(Int128 a, Int128 b)
{
    const Int128 half = (b < 0 ? -b : b) / 2;
    return (a < 0 ? a - half : a + half) / b;
}

QString withThousands(QString digits)
{
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, u',');
    return digits;
}

} // namespace

Result<Decimal> Decimal::parse(const QString &text)
{
    const auto broken = [&] {
        return Error{
            QCoreApplication::translate("Money", "“%1” is not a decimal number with at most nine digits before the point and ten after it.")
                .arg(text.left(40))};
    };
    qsizetype at = 0;
    const bool isNegative = text.startsWith(u'-');
    if (isNegative || text.startsWith(u'+'))
        ++at;
    Int128 units = 0;
    int after = -1;
    bool hasDigits = false;
    for (; at < text.size(); ++at) {
        const ushort c = text[at].unicode();
        if (c == '.' && after < 0) {
            after = 0;
        } else if (c >= '0' && c <= '9') {
            hasDigits = true;
            if (after >= 0 && ++after > places) {
                if (c != '0')
                    return broken();
                after = places;
                continue;
            }
            units = units * 10 + (c - '0');
            if (units > std::numeric_limits<qint64>::max())
                return broken();
        } else {
            return broken();
        }
    }
    if (!hasDigits)
        return broken();
    for (int i = after < 0 ? 0 : after; i < places; ++i)
        units *= 10;
    if (units > std::numeric_limits<qint64>::max())
        return broken();
    return fromUnits(qint64(isNegative ? -units : units));
}

Decimal operator*(Decimal a, Decimal b) { return Decimal::clamped(divided(static_cast<Int128>(a.m_units) * b.m_units, Decimal::scale)); }

Decimal operator/(Decimal a, Decimal b)
{
    Q_ASSERT(!b.isZero());
    return Decimal::clamped(divided(static_cast<Int128>(a.m_units) * Decimal::scale, b.m_units));
}

Decimal Decimal::roundedUp() const
{
    const qint64 whole = m_units / scale;
    return fromInteger(whole * scale < m_units ? whole + 1 : whole);
}

QString Decimal::text() const
{
    QString all = text(places);
    while (all.endsWith(u'0'))
        all.chop(1);
    if (all.endsWith(u'.'))
        all.chop(1);
    return all;
}

QString Decimal::text(int wanted) const
{
    Q_ASSERT(wanted >= 0 && wanted <= places);
    Int128 step = 1;
    for (int i = wanted; i < places; ++i)
        step *= 10;
    Int128 units = divided(m_units, step);
    const bool isNegative = units < 0;
    if (isNegative)
        units = -units;
    QString digits = QString::number(quint64(units)).rightJustified(wanted + 1, u'0');
    if (wanted > 0)
        digits.insert(digits.size() - wanted, u'.');
    return isNegative ? u'-' + digits : digits;
}

QString dollars(Money money)
{
    const bool isNegative = money < Money();
    const Money amount = isNegative ? Money() - money : money;
    QString text = amount.text(2);
    if (!amount.isZero() && amount < Money::fromUnits(Money::scale / 200)) {
        // Two digits that are not zero: "$0.00042".
        int wanted = 3;
        while (wanted < places && amount.text(wanted).endsWith(QLatin1String("00")))
            ++wanted;
        const QString shorter = amount.text(wanted);
        text = amount.text(qMin(places, wanted + 1));
        while (text.endsWith(u'0') && text.size() > shorter.size() - 1)
            text.chop(1);
    }
    const qsizetype point = text.indexOf(u'.');
    return (isNegative ? QStringLiteral("-$") : QStringLiteral("$")) + withThousands(text.left(point)) + text.mid(point);
}

} // namespace groundplan
