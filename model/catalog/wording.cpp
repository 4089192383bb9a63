// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/wording.h"

#include <QSet>
#include <QStringList>

namespace groundplan::wording {

using namespace Qt::StringLiterals;

QString inSentence(const QString &title)
{
    // Words that begin a title without being a name.
    static const QSet<QString> common{u"Account"_s,  u"Access"_s,   u"Auto"_s,        u"Availability"_s, u"Certificate"_s, u"Classic"_s,
                                      u"Customer"_s, u"Delivery"_s, u"Egress-only"_s, u"Event"_s,        u"External"_s,    u"Flow"_s,
                                      u"Free"_s,     u"Function"_s, u"Health"_s,      u"Hosted"_s,       u"Internet"_s,    u"Instance"_s,
                                      u"Key"_s,      u"Launch"_s,   u"Listener"_s,    u"Load"_s,         u"Log"_s,         u"Main"_s,
                                      u"Metric"_s,   u"Network"_s,  u"Parameter"_s,   u"Placement"_s,    u"Region"_s,      u"Scaling"_s,
                                      u"Security"_s, u"Subnet"_s,   u"Target"_s,      u"Tier"_s,         u"Transit"_s,     u"Volume"_s};
    const QString first = title.section(u' ', 0, 0);
    const bool isRoute53 = title.startsWith("Route 53"_L1);
    if (!common.contains(first) && !(first == "Route"_L1 && !isRoute53))
        return title;
    if (title.startsWith("Security Hub"_L1) || title.startsWith("Security Lake"_L1) || title.startsWith("Access Analyzer"_L1)
        || title.startsWith("Network Firewall"_L1))
        return title;
    return title.left(1).toLower() + title.mid(1);
}

QString withArticle(const QString &title)
{
    const QString text = inSentence(title);
    const QString first = text.section(u' ', 0, 0);
    const QChar letter = first.isEmpty() ? QChar() : first.front().toUpper();
    bool vowel = u"AEIO"_s.contains(letter);
    // Abbreviations that are spelled out: an S3 bucket, an RDS database; NAT is read as a word.
    if (first.size() > 1 && first == first.toUpper() && first != "NAT"_L1 && first != "SAML"_L1)
        vowel = u"AEFHILMNORSX"_s.contains(letter);
    return (vowel ? u"an "_s : u"a "_s) + text;
}

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace groundplan::wording
