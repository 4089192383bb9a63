// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/table.h"

#include "model/blueprint/blueprintfile.h"

#include <QFile>

namespace groundplan::costing {

namespace {

Decimal decimalText(const QString &text)
{
    const Result<Decimal> number = Decimal::parse(text);
    if (!number)
        qFatal("The cost components say “%s” where a number belongs.", qPrintable(text));
    return *number;
}

} // namespace

ComponentTable::Template ComponentTable::parsed(const QString &text)
{
    Template result;
    qsizetype from = 0;
    while (true) {
        const qsizetype open = text.indexOf(u'{', from);
        if (open < 0)
            break;
        const qsizetype close = text.indexOf(u'}', open);
        Q_ASSERT(close > open);
        result.text += QStringView(text).mid(from, open - from);
        QString inside = text.mid(open + 1, close - open - 1);
        const bool family = inside.endsWith(QLatin1String(":family"));
        if (family)
            inside.chop(7);
        result.holes.append({result.text.size(), inside.section(u'|', 0, 0), inside.section(u'|', 1), family});
        from = close + 1;
    }
    result.text += QStringView(text).mid(from);
    return result;
}

QString ComponentTable::Template::filled(const Properties &self) const
{
    if (holes.isEmpty())
        return text;
    QString result;
    qsizetype from = 0;
    for (const Hole &hole : holes) {
        result += QStringView(text).mid(from, hole.at - from);
        const QString value = self.text(hole.path, hole.fallback);
        result += hole.family ? value.section(u'.', 0, 0) : value;
        from = hole.at;
    }
    result += QStringView(text).mid(from);
    return result;
}

ComponentTable::Row ComponentTable::rowFrom(const ValueMap &fields)
{
    const auto text = [&](const char *key) { return fields.value(QLatin1String(key)).toString(); };
    Row row;
    row.name = parsed(text("name"));
    row.price = parsed(text("price"));
    row.unit = text("unit");
    row.usage = text("usage");
    row.note = text("note");
    if (fields.contains(QStringLiteral("fixed")))
        row.fixed = decimalText(text("fixed"));
    if (fields.contains(QStringLiteral("included")))
        row.included = decimalText(text("included"));
    row.includedFor = text("included_for");
    if (fields.contains(QStringLiteral("per")))
        row.per = text("per").toLongLong();
    for (const Value &factor : fields.value(QStringLiteral("times")).toList()) {
        const QString path = factor.toString().section(u'|', 0, 0);
        row.times.append({path, decimalText(factor.toString().section(u'|', 1))});
    }
    for (const bool negated : {false, true}) {
        const ValueMap conditions = fields.value(negated ? QStringLiteral("unless") : QStringLiteral("when")).toMap();
        for (auto it = conditions.cbegin(); it != conditions.cend(); ++it) {
            QStringList values;
            for (const Value &value : it->toList())
                values.append(value.toString());
            row.conditions.append({it.key(), values, negated});
        }
    }
    for (const Value &tier : fields.value(QStringLiteral("tiers")).toList()) {
        const QString upTo = tier[QStringLiteral("up_to")].toString();
        row.tiers.append({upTo.isEmpty() ? Decimal() : decimalText(upTo), parsed(tier[QStringLiteral("name")].toString()),
                          parsed(tier[QStringLiteral("price")].toString())});
    }
    return row;
}

ComponentTable::ComponentTable()
{
    QFile file(QStringLiteral(":/groundplan/prices/components.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The built-in cost components are missing.");
    const Result<Value> all = blueprintfile::readValue(file.readAll());
    if (!all)
        qFatal("The built-in cost components can't be read: %s", qPrintable(all.error().text()));
    const ValueMap types = all->toMap();
    for (auto it = types.cbegin(); it != types.cend(); ++it) {
        QList<Row> rows;
        for (const Value &row : it->toList())
            rows.append(rowFrom(row.toMap()));
        m_byType.insert(it.key(), rows);
    }
}

void ComponentTable::priceRow(Pricing &out, const Row &row) const
{
    const Properties &self = out.self();
    for (const Condition &condition : row.conditions) {
        const bool holds = condition.values.contains(self.condition(condition.path));
        if (holds == condition.negated)
            return;
    }
    Decimal quantity = row.fixed;
    for (const Factor &factor : row.times) {
        if (factor.path.endsWith(QLatin1String(".#"))) { // how many items a list has
            const qsizetype items = self.effective(factor.path.chopped(2)).toList().size();
            quantity = quantity * std::max(factor.fallback, Decimal::fromInteger(items));
        } else {
            quantity = quantity * self.number(factor.path, factor.fallback);
        }
    }
    if (row.usage.isEmpty()) {
        const Decimal included = row.includedFor.isEmpty() ? row.included : out.usage(row.includedFor) / row.included;
        if (quantity > included)
            out.add(row.name.filled(self), row.unit, quantity - included, row.price.filled(self), row.note);
        return;
    }
    quantity = quantity * out.usage(row.usage, row.per);
    if (quantity <= row.included)
        return;
    const QString note = out.usageNote(row.usage);
    if (row.tiers.isEmpty()) {
        out.addAssumed(row.name.filled(self), row.unit, quantity - row.included, row.price.filled(self), note);
        return;
    }
    QList<Pricing::Tier> tiers;
    for (const Step &step : row.tiers)
        tiers.append({step.upTo, step.name.filled(self), step.price.filled(self)});
    out.addTiers(row.unit, quantity, tiers, note);
}

void ComponentTable::price(Pricing &out) const
{
    const auto rows = m_byType.constFind(out.self().resource().type);
    if (rows == m_byType.cend())
        return;
    for (const Row &row : *rows)
        priceRow(out, row);
}

} // namespace groundplan::costing
