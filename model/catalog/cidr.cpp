// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/cidr.h"

#include <QCoreApplication>

#include <algorithm>

namespace groundplan {

namespace {

struct CidrText {
    Q_DECLARE_TR_FUNCTIONS(Cidr)
};

quint32 maskOf(int prefix) { return prefix <= 0 ? 0u : ~quint32(0) << (32 - prefix); }

quint64 lastOf(const Cidr &cidr) { return quint64(cidr.address) + cidr.addresses() - 1; }

/// A decimal number without sign, spaces or leading zeros, at most `maximum`; -1 otherwise.
int plainNumber(QStringView text, int maximum)
{
    if (text.isEmpty() || text.size() > 3 || (text.size() > 1 && text.front() == QLatin1Char('0')))
        return -1;
    int value = 0;
    for (const QChar c : text) {
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return -1;
        value = value * 10 + (c.unicode() - u'0');
    }
    return value <= maximum ? value : -1;
}

} // namespace

Result<Cidr> Cidr::parse(const QString &text)
{
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    if (slash < 0)
        return Error{CidrText::tr("“%1” has no prefix length; write it like 10.0.0.0/16.").arg(text)};
    const QStringList parts = text.left(slash).split(QLatin1Char('.'));
    if (parts.size() != 4)
        return Error{CidrText::tr("“%1” is not an IPv4 network; write it like 10.0.0.0/16.").arg(text)};
    quint32 address = 0;
    for (const QString &part : parts) {
        const int byte = plainNumber(part, 255);
        if (byte < 0)
            return Error{CidrText::tr("“%1” in “%2” is not a number from 0 to 255.").arg(part, text)};
        address = address << 8 | quint32(byte);
    }
    const int prefix = plainNumber(QStringView(text).mid(slash + 1), 32);
    if (prefix < 0)
        return Error{CidrText::tr("The prefix length in “%1” is not a number from 0 to 32.").arg(text)};
    const Cidr canonical{address & maskOf(prefix), prefix};
    if (canonical.address != address)
        return Error{CidrText::tr("“%1” has host bits set; the network is %2.").arg(text, canonical.text())};
    return canonical;
}

QString Cidr::text() const
{
    return QStringLiteral("%1.%2.%3.%4/%5")
        .arg(address >> 24)
        .arg(address >> 16 & 255)
        .arg(address >> 8 & 255)
        .arg(address & 255)
        .arg(prefix);
}

bool Cidr::contains(const Cidr &other) const { return prefix <= other.prefix && (other.address & maskOf(prefix)) == address; }

bool Cidr::overlaps(const Cidr &other) const { return contains(other) || other.contains(*this); }

std::optional<Cidr> nextFreeBlock(const Cidr &network, const QList<Cidr> &taken, int prefix)
{
    if (prefix < network.prefix || prefix > 32)
        return std::nullopt;
    QList<Cidr> sorted = taken;
    std::sort(sorted.begin(), sorted.end(), [](const Cidr &a, const Cidr &b) { return a.address < b.address; });
    const quint64 size = quint64(1) << (32 - prefix);
    quint64 candidate = network.address; // aligned: the network is at least as large
    for (const Cidr &block : std::as_const(sorted)) {
        if (lastOf(block) < candidate)
            continue;
        if (block.address >= candidate + size)
            break;
        candidate = (lastOf(block) + size) / size * size; // the next aligned place behind it
    }
    if (candidate + size - 1 > lastOf(network))
        return std::nullopt;
    return Cidr{quint32(candidate), prefix};
}

} // namespace groundplan
