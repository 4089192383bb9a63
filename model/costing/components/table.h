// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/costing/components/pricing.h"

namespace groundplan::costing {

/// The services whose cost is a few plain products: read from resources/prices/components.json (see the README there).
class ComponentTable {
public:
    ComponentTable();
    bool contains(const QString &type) const { return m_byType.contains(type); }
    QStringList types() const { return m_byType.keys(); }
    void price(Pricing &out) const;

private:
    struct Template {
        QString text;
        struct Hole {
            qsizetype at;
            QString path, fallback;
            bool family;
        };
        QList<Hole> holes;
        QString filled(const Properties &self) const;
    };
    struct Factor {
        QString path;
        Decimal fallback;
    };
    struct Condition {
        QString path;
        QStringList values;
        bool negated;
    };
    struct Step {
        Decimal upTo;
        Template name, price;
    };
    struct Row {
        Template name, price;
        QString unit, usage, note, includedFor;
        Decimal fixed = one, included;
        qint64 per = 1;
        QList<Factor> times;
        QList<Condition> conditions;
        QList<Step> tiers;
    };
    static Template parsed(const QString &text);
    static Row rowFrom(const ValueMap &fields);
    void priceRow(Pricing &out, const Row &row) const;

    QHash<QString, QList<Row>> m_byType;
};

} // namespace groundplan::costing
