// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/network/network.h"

/// The whole internet, however it is written.
namespace groundplan::network {

namespace {

/// The IPv4 networks together: whether no address is left out.
bool coverIpv4(QList<Cidr> networks)
{
    std::sort(networks.begin(), networks.end(), [](const Cidr &a, const Cidr &b) { return a.address < b.address; });
    quint64 next = 0;
    for (const Cidr &network : std::as_const(networks)) {
        if (network.address > next)
            return false;
        next = std::max(next, network.address + network.addresses());
    }
    return next > 0xffffffffu;
}

/// 0: ::/1, 1: 8000::/1.
std::optional<int> ipv6Half(const QString &network)
{
    static const QRegularExpression half(QStringLiteral("^(0{0,4}|8000)(?:::|(?::0{1,4}){7})/1$"));
    const auto match = half.match(network);
    return match.hasMatch() ? std::optional(match.captured(1) == QLatin1String("8000") ? 1 : 0) : std::nullopt;
}

} // namespace

bool isEverywhere(const Value &destination)
{
    if (!destination.isString())
        return false;
    const QString text = destination.toString();
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    const QString prefix = text.mid(slash + 1), address = text.left(slash);
    return slash > 0 && !prefix.isEmpty() && prefix.count(QLatin1Char('0')) == prefix.size()
        && (address.contains(QLatin1Char('.')) || address.contains(QLatin1Char(':')));
}

bool areEverywhere(const QStringList &networks)
{
    QList<Cidr> ipv4;
    QSet<int> halves;
    for (const QString &network : networks) {
        if (isEverywhere(Value(network)))
            return true;
        if (const Result<Cidr> cidr = Cidr::parse(network))
            ipv4.append(*cidr);
        else if (const auto half = ipv6Half(network))
            halves.insert(*half);
    }
    return coverIpv4(ipv4) || halves.size() == 2;
}

} // namespace groundplan::network
