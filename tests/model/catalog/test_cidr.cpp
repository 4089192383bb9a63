// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/cidr.h"

#include <QRandomGenerator>
#include <QTest>

using namespace groundplan;
using namespace Qt::StringLiterals;

class TestCidr : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error"); // a part of the message; empty: fine
        QTest::newRow("vpc") << u"10.0.0.0/16"_s << u""_s;
        QTest::newRow("everything") << u"0.0.0.0/0"_s << u""_s;
        QTest::newRow("one address") << u"255.255.255.255/32"_s << u""_s;
        QTest::newRow("no prefix") << u"10.0.0.0"_s << u"no prefix length"_s;
        QTest::newRow("three parts") << u"10.0.0/16"_s << u"not an IPv4 network"_s;
        QTest::newRow("five parts") << u"10.0.0.0.0/16"_s << u"not an IPv4 network"_s;
        QTest::newRow("too large") << u"10.0.256.0/24"_s << u"“256”"_s;
        QTest::newRow("leading zero") << u"10.00.0.0/16"_s << u"“00”"_s;
        QTest::newRow("sign") << u"+10.0.0.0/16"_s << u"“+10”"_s;
        QTest::newRow("space") << u" 10.0.0.0/16"_s << u"number from 0 to 255"_s;
        QTest::newRow("prefix 33") << u"10.0.0.0/33"_s << u"from 0 to 32"_s;
        QTest::newRow("empty prefix") << u"10.0.0.0/"_s << u"from 0 to 32"_s;
        QTest::newRow("host bits") << u"10.0.1.5/24"_s << u"the network is 10.0.1.0/24"_s;
        QTest::newRow("IPv6") << u"2001:db8::/32"_s << u"not an IPv4 network"_s;
        QTest::newRow("empty") << u""_s << u"no prefix length"_s;
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(QString, error);
        const auto cidr = Cidr::parse(text);
        QCOMPARE(cidr.ok(), error.isEmpty());
        if (cidr)
            QCOMPARE(cidr->text(), text);
        else
            QVERIFY2(cidr.error().message.contains(error), qPrintable(cidr.error().message));
    }

    void containsAndOverlaps()
    {
        const auto cidr = [](const QString &text) { return Cidr::parse(text).value(); };
        QVERIFY(cidr(u"10.0.0.0/16"_s).contains(cidr(u"10.0.255.0/24"_s)));
        QVERIFY(!cidr(u"10.0.0.0/16"_s).contains(cidr(u"10.1.0.0/24"_s)));
        QVERIFY(!cidr(u"10.0.0.0/24"_s).contains(cidr(u"10.0.0.0/16"_s)));
        QVERIFY(cidr(u"10.0.0.0/24"_s).overlaps(cidr(u"10.0.0.0/16"_s)));
        QVERIFY(!cidr(u"10.0.0.0/25"_s).overlaps(cidr(u"10.0.0.128/25"_s)));
        QVERIFY(cidr(u"0.0.0.0/0"_s).contains(cidr(u"255.0.0.0/8"_s)));
        QCOMPARE(cidr(u"0.0.0.0/0"_s).addresses(), quint64(1) << 32);
    }

    void nextBlock()
    {
        const auto cidr = [](const QString &text) { return Cidr::parse(text).value(); };
        QCOMPARE(nextFreeBlock(cidr(u"10.0.0.0/16"_s), {}, 24)->text(), u"10.0.0.0/24"_s);
        QCOMPARE(nextFreeBlock(cidr(u"10.0.0.0/16"_s), {cidr(u"10.0.0.0/24"_s), cidr(u"10.0.2.0/24"_s)}, 24)->text(), u"10.0.1.0/24"_s);
        QCOMPARE(nextFreeBlock(cidr(u"10.0.0.0/16"_s), {cidr(u"10.0.1.0/24"_s)}, 20)->text(), u"10.0.16.0/20"_s);
        QVERIFY(!nextFreeBlock(cidr(u"10.0.0.0/24"_s), {cidr(u"10.0.0.0/16"_s)}, 28));
        QVERIFY(!nextFreeBlock(cidr(u"10.0.0.0/24"_s), {}, 16));
        QCOMPARE(nextFreeBlock(cidr(u"255.255.255.0/24"_s), {cidr(u"255.255.255.0/25"_s)}, 25)->text(), u"255.255.255.128/25"_s);
        QVERIFY(!nextFreeBlock(cidr(u"255.255.255.0/24"_s), {cidr(u"255.255.255.0/24"_s)}, 25));
    }

    /// Whatever is taken: the block found lies inside, overlaps nothing, and no earlier one would do.
    void nextBlockIsTheFirstFreeOne()
    {
        QRandomGenerator random(4711);
        for (int round = 0; round < 400; ++round) {
            const Cidr network{0x0a000000u + (quint32(random.bounded(4)) << 16), 16 + random.bounded(5)};
            QList<Cidr> taken;
            for (int i = random.bounded(12); i > 0; --i) {
                const int prefix = network.prefix + random.bounded(29 - network.prefix);
                const quint32 place = random.generate() & ~(prefix == 0 ? 0u : ~quint32(0) << (32 - network.prefix));
                taken.append({(network.address | place) & (~quint32(0) << (32 - prefix)), prefix});
            }
            const int prefix = network.prefix + random.bounded(29 - network.prefix);
            const auto isFree = [&](const Cidr &block) {
                return std::none_of(taken.begin(), taken.end(), [&](const Cidr &other) { return other.overlaps(block); });
            };
            std::optional<Cidr> expected;
            for (quint64 at = network.address; at < quint64(network.address) + network.addresses() && !expected;
                 at += quint64(1) << (32 - prefix)) {
                if (const Cidr block{quint32(at), prefix}; isFree(block))
                    expected = block;
            }
            QCOMPARE(nextFreeBlock(network, taken, prefix), expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestCidr)
#include "test_cidr.moc"
