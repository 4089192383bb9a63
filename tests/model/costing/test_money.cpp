// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/money.h"

#include <QTest>

using namespace groundplan;

class TestMoney : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void textIsReadExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("units");
        QTest::newRow("zero") << QStringLiteral("0") << qint64(0);
        QTest::newRow("whole") << QStringLiteral("730") << qint64(7'300'000'000'000);
        QTest::newRow("price") << QStringLiteral("0.0225") << qint64(225'000'000);
        QTest::newRow("smallest") << QStringLiteral("0.0000000001") << qint64(1);
        QTest::newRow("needless zeros") << QStringLiteral("1.10000000000000") << qint64(11'000'000'000);
        QTest::newRow("negative") << QStringLiteral("-12.5") << qint64(-125'000'000'000);
        QTest::newRow("no whole part") << QStringLiteral(".5") << qint64(5'000'000'000);
        QTest::newRow("end of the range") << QStringLiteral("922337203.6854775807") << qint64(9'223'372'036'854'775'807);
    }
    void textIsReadExactly()
    {
        QFETCH(QString, text);
        QFETCH(qint64, units);
        const Result<Decimal> number = Decimal::parse(text);
        QVERIFY(number);
        QCOMPARE(number->units(), units);
    }

    void whatIsNoNumberIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"", "-", ".", "1.2.3", "1e5", " 1", "0x10", "NaN", "0.00000000001", "922337203.6854775808", "99999999999999999999"})
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
    }
    void whatIsNoNumberIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!Decimal::parse(text));
    }

    void productsAndQuotientsRoundHalfAwayFromZero()
    {
        const Decimal tiny = Decimal::fromUnits(1);
        const Decimal half = Decimal::fromUnits(Decimal::scale / 2);
        QCOMPARE((tiny * half).units(), qint64(1));
        QCOMPARE((Decimal::fromUnits(-1) * half).units(), qint64(-1));
        QCOMPARE((Decimal::fromInteger(730) * *Decimal::parse(QStringLiteral("0.0416"))).text(), QStringLiteral("30.368"));
        QCOMPARE((Decimal::fromInteger(1) / Decimal::fromInteger(3)).text(), QStringLiteral("0.3333333333"));
        QCOMPARE((Decimal::fromInteger(2) / Decimal::fromInteger(3)).text(), QStringLiteral("0.6666666667"));
        QCOMPARE((Decimal::fromInteger(-2) / Decimal::fromInteger(3)).text(), QStringLiteral("-0.6666666667"));
    }

    void whatLeavesTheRangeStaysAtItsEnd()
    {
        const Decimal most = Decimal::fromUnits(std::numeric_limits<qint64>::max());
        QCOMPARE(most + most, most);
        QCOMPARE(most * most, most);
        QCOMPARE(Decimal::fromInteger(std::numeric_limits<qint64>::max()), most);
        QVERIFY((Decimal() - most) - most < Decimal());
    }

    void dollarsShowWhatIsThere_data()
    {
        QTest::addColumn<QString>("amount");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *amount, const char *shown) {
            QTest::newRow(amount) << QString::fromLatin1(amount) << QString::fromLatin1(shown);
        };
        row("0", "$0.00");
        row("412.36", "$412.36");
        row("0.005", "$0.01");
        row("412.355", "$412.36");
        row("-32.85", "-$32.85");
        row("1234567.891", "$1,234,567.89");
        row("999.995", "$1,000.00");
        row("0.0004", "$0.0004");
        row("0.00042", "$0.00042");
        row("0.0000000309", "$0.000000031");
        row("0.0000000001", "$0.0000000001");
    }
    void dollarsShowWhatIsThere()
    {
        QFETCH(QString, amount);
        QFETCH(QString, shown);
        QCOMPARE(dollars(*Decimal::parse(amount)), shown);
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "test_money.moc"
