// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/usage.h"
#include "tests/model/costing/costingfixture.h"

#include <QFile>
#include <QRegularExpression>

using namespace groundplan;
using namespace groundplan::test;

namespace {

/// Where we bill as AWS does and the other estimator does not, or where a fact is missing: our amount and why.
struct Deviation {
    const char *name, *monthly, *reason;
};
#include "deviations.inc"

/// `${aws_launch_template.web.id}` as a reference to one of the case's other resources.
Value linked(const Value &value, const QHash<QString, ResourceId> &ids)
{
    if (value.isString()) {
        static const QRegularExpression pattern(QStringLiteral(R"(^\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\.([a-z_]+)\}$)"));
        const auto match = pattern.match(value.toString());
        if (match.hasMatch() && ids.contains(match.captured(1)))
            return Reference{ids.value(match.captured(1)), match.captured(2)};
        return value.toString().contains(QLatin1String("${")) ? Value(Expression{value.toString()}) : value;
    }
    if (value.isList()) {
        ValueList list;
        for (const Value &item : value.toList())
            list.append(linked(item, ids));
        return list;
    }
    if (value.isMap()) {
        ValueMap map;
        for (auto it = value.toMap().cbegin(); it != value.toMap().cend(); ++it)
            map.insert(it.key(), linked(it.value(), ids));
        return map;
    }
    return value;
}

} // namespace

class TestEstimates : public QObject {
    Q_OBJECT

    Catalog m_catalog;
    Estimator m_estimator{m_catalog};

    /// The case's amounts only: nothing of what we would assume.
    PropertyMap usageOf(const QString &type, const ValueMap &given) const
    {
        PropertyMap usage;
        // What the other estimator assumes as well stays.
        static const QStringList shared{QStringLiteral("monthly_hrs"), QStringLiteral("editors_administrator_licenses")};
        for (const auto &assumption : m_estimator.usage().assumptions(type)) {
            if (!shared.contains(assumption.key))
                usage = withValueAt(usage, assumption.key, 0);
        }
        for (auto it = given.cbegin(); it != given.cend(); ++it)
            usage.insert(it.key(), it.value());
        return usage;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void costsWhatTheOtherEstimatorSays_data()
    {
        QTest::addColumn<Value>("row");
        QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/model/costing/estimates.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<Value> all = blueprintfile::readValue(file.readAll());
        QVERIFY(all);
        for (const Value &row : all->toList())
            QTest::newRow(qPrintable(row[QStringLiteral("name")].toString())) << row;
    }
    void costsWhatTheOtherEstimatorSays()
    {
        QFETCH(Value, row);
        const QString type = row[QStringLiteral("type")].toString();
        const QByteArray name = row[QStringLiteral("name")].toString().toUtf8();
        if (!m_estimator.knows(type))
            QSKIP("This type has no price yet.");
        Drawing drawing;
        drawing.put({ResourceId(QStringLiteral("r")),
                     QStringLiteral("groundplan_region"),
                     QStringLiteral("r"),
                     {},
                     {{QStringLiteral("region"), row[QStringLiteral("region")]}},
                     {},
                     {}});
        QHash<QString, ResourceId> ids;
        const ValueMap references = row[QStringLiteral("references")].toMap();
        for (auto it = references.cbegin(); it != references.cend(); ++it)
            ids.insert(it.key(), ResourceId(QStringLiteral("ref%1").arg(ids.size())));
        for (const bool isLinking : {false, true}) { // all rows first, then what they say of each other
            for (auto it = references.cbegin(); it != references.cend(); ++it) {
                const Value properties = it.value()[QStringLiteral("attributes")];
                drawing.put({ids.value(it.key()),
                             it.value()[QStringLiteral("type")].toString(),
                             QString(it.key()).section(u'.', 1),
                             {ResourceId(QStringLiteral("r"))},
                             isLinking ? linked(properties, ids).toMap() : PropertyMap(),
                             {},
                             {}});
            }
        }
        const ResourceId id(QStringLiteral("it"));
        drawing.put({id,
                     type,
                     QStringLiteral("it"),
                     {ResourceId(QStringLiteral("r"))},
                     linked(row[QStringLiteral("attributes")], ids).toMap(),
                     {{QStringLiteral("usage"), usageOf(type, row[QStringLiteral("usage")].toMap())}},
                     {}});

        const ResourceCost cost = m_estimator.price(drawing.blueprint, id);
        QString expected = row[QStringLiteral("monthly")].toString();
        const char *reason = nullptr;
        for (const Deviation &deviation : deviations) {
            if (name == deviation.name) {
                expected = QString::fromLatin1(deviation.monthly);
                reason = deviation.reason;
            }
        }
        const Money wanted = *Decimal::parse(expected);
        Money difference = cost.monthly - wanted;
        if (difference < Money())
            difference = wanted - cost.monthly;
        // Unit prices were derived from rounded amounts: a cent for each line, and a thousandth.
        const Money tolerance = money("0.02") + wanted * money("0.001");
        QString said =
            QStringLiteral("%1: %2, expected %3%4; %5")
                .arg(QString::fromUtf8(name), cost.monthly.text(2), expected, reason ? QStringLiteral(" (listed)") : QString(), cost.note);
        for (const CostPart &part : cost.parts)
            said +=
                QStringLiteral("\n    %1: %2 × %3 = %4").arg(part.name, part.quantity.text(), part.unitPrice.text(), part.monthly.text(2));
        QVERIFY2(difference <= tolerance, qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestEstimates)
#include "test_estimates.moc"
