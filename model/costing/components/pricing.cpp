// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/pricing.h"

#include "model/blueprint/jsontext.h"
#include "model/catalog/containment.h"

#include <QCoreApplication>

namespace groundplan::costing {

QString say(const char *text) { return QCoreApplication::translate("Costing", text); }

Value Properties::resolved(const Value &value) const
{
    if (!value.isVariable())
        return value;
    const Variable *variable = m_blueprint->find(VariableId(value.toVariable().name));
    return variable ? variable->defaultValue : Value();
}

Value Properties::value(const QString &path) const
{
    const Value found = path.contains(u'.') ? valueAt(m_resource->properties, path) : m_resource->properties.value(path);
    return found.isComputed() ? resolved(found) : found;
}

void Properties::assume(const QString &sentence) const
{
    if (!m_assumptions.contains(sentence))
        m_assumptions.append(sentence);
}

void Properties::assumeFallback(const QString &path, const QString &fallback) const
{
    assume(fallback.isEmpty() ? say("%1 is not known yet.").arg(path) : say("%1 is not known yet, %2 is assumed.").arg(path, fallback));
}

QString Properties::text(const QString &path, const QString &fallback) const
{
    const Value found = value(path);
    if (found.isLiteralScalar() && !found.isNull())
        return found.toString();
    if (found.isComputed())
        assumeFallback(path, fallback);
    return fallback;
}

Decimal Properties::number(const QString &path, Decimal fallback) const
{
    const Value found = value(path);
    if (found.isNull())
        return fallback;
    return countable(path, found, fallback);
}

Decimal Properties::countable(const QString &name, const Value &value, Decimal fallback) const
{
    const auto number = decimalOf(value);
    if (number && isCountable(*number))
        return *number;
    if (number)
        assume(say("%1 can't be %2, %3 is assumed.").arg(name, QString::fromUtf8(jsontext::compact(value)), fallback.text()));
    else
        assumeFallback(name, fallback.text());
    return fallback;
}

bool Properties::flag(const QString &path, bool fallback) const
{
    const Value found = value(path);
    if (found.isNull())
        return fallback;
    if (found.isComputed())
        assumeFallback(path, fallback ? QStringLiteral("true") : QStringLiteral("false"));
    return found.toBool(fallback);
}

QString Properties::condition(const QString &path) const
{
    const Value found = path.contains(u'.') ? valueAt(m_resource->properties, path) : m_resource->properties.value(path);
    if (found.isNull())
        return {};
    const Value known = resolved(found);
    return known.isLiteralScalar() && !known.isNull() ? known.toString() : QStringLiteral("?");
}

Value Properties::effective(const QString &path) const
{
    const Value own = valueAt(m_resource->properties, path);
    if (!own.isNull() && !own.isList())
        return resolved(own);
    if (!m_effective)
        m_effective = containment::effectiveProperties(*m_blueprint, *m_catalog, *m_resource);
    return resolved(valueAt(*m_effective, path));
}

bool Properties::isLinked(const QString &attribute) const
{
    if (m_resource->properties.contains(attribute))
        return true;
    const QList<ConnectionId> connections = m_blueprint->connections(m_resource->id);
    return std::any_of(connections.cbegin(), connections.cend(), [&](const ConnectionId &id) {
        const Connection *connection = m_blueprint->find(id);
        if (!connection || connection->from != m_resource->id)
            return false;
        const auto linked = connection->properties.constFind(QStringLiteral("attribute"));
        return linked != connection->properties.constEnd() && linked->toString().startsWith(attribute);
    });
}

const Resource *Properties::referred(const QString &path) const
{
    const Resource *found = nullptr;
    effective(path).forEachReference([&](const Reference &reference) {
        if (!found)
            found = m_blueprint->find(reference.to);
    });
    return found;
}

Decimal Properties::count() const
{
    const auto &meta = m_resource->meta;
    if (meta.isEmpty())
        return one;
    if (const Value each = resolved(meta.value(QStringLiteral("for_each"))); !each.isNull()) {
        if (each.isMap())
            return Decimal::fromInteger(each.toMap().size());
        if (each.isList())
            return Decimal::fromInteger(each.toList().size());
        assume(say("for_each is not known yet, one is assumed."));
        return one;
    }
    const Value count = resolved(meta.value(QStringLiteral("count")));
    if (count.isNull())
        return one;
    return countable(QStringLiteral("count"), count, one);
}

Pricing::Pricing(const PriceBook &prices, const Usage &usage, const Properties &resource, const QString &region)
    : m_prices(prices),
      m_usage(usage),
      m_self(resource),
      m_region(region)
{
}

Decimal Pricing::usage(const QString &key, qint64 per) const
{
    const Decimal amount = m_usage.value(m_self.resource(), key, per);
    if (amount >= Decimal())
        return amount;
    m_self.assume(say("%1 can't be negative, none is assumed.").arg(key));
    return {};
}

void Pricing::addPart(const QString &name, const QString &unit, Decimal quantity, const QString &priceKey, const QString &note,
                      bool isUsageBased)
{
    const auto price = m_prices.find(priceKey, m_region);
    if (!price) {
        m_missing.append(name);
        m_lacksMain = m_lacksMain || (!isUsageBased && !m_hasFixed);
        return;
    }
    m_hasFixed = m_hasFixed || !isUsageBased;
    m_parts.append({name, unit, quantity, price->unit, {}, isUsageBased, note, price->source});
}

void Pricing::add(const QString &name, const QString &unit, Decimal quantity, const QString &priceKey, const QString &note)
{
    addPart(name, unit, quantity, priceKey, note, false);
}

void Pricing::addAssumed(const QString &name, const QString &unit, Decimal quantity, const QString &priceKey, const QString &note)
{
    if (!quantity.isZero())
        addPart(name, unit, quantity, priceKey, note, true);
}

void Pricing::addUsage(const QString &name, const QString &unit, const QString &key, qint64 per, const QString &priceKey)
{
    if (const Decimal quantity = usage(key, per); !quantity.isZero())
        addPart(name, unit, quantity, priceKey, usageNote(key), true);
}

void Pricing::addTiers(const QString &unit, Decimal quantity, const QList<Tier> &tiers, const QString &note)
{
    Decimal from;
    for (const Tier &tier : tiers) {
        if (quantity <= from)
            return;
        const Decimal end = tier.upTo.isZero() || quantity < tier.upTo ? quantity : tier.upTo;
        addAssumed(tier.name, unit, end - from, tier.priceKey, note);
        from = end;
    }
}

void Pricing::addPublicAddresses(Decimal count, const QString &note)
{
    if (!count.isZero())
        add(say("Public IPv4 address"), QStringLiteral("hours"), hours * count, QStringLiteral("public-ipv4/address"), note);
}

void Pricing::cannotPrice(const QString &sentence) { m_reason = sentence; }

ResourceCost Pricing::finish()
{
    ResourceCost cost;
    cost.resource = m_self.resource().id;
    const bool isMany = m_count != one;
    bool isBeyond = false;
    for (CostPart &part : m_parts) {
        if (isMany)
            part.quantity = part.quantity * m_count;
        part.monthly = part.quantity * part.unitPrice;
        cost.monthly += part.monthly;
        isBeyond = isBeyond || !isCountable(part.quantity) || !isCountable(cost.monthly);
    }
    if (isBeyond) {
        m_parts.clear();
        cost.monthly = {};
        cannotPrice(say("The amounts are beyond what can be counted."));
    }
    cost.parts = std::move(m_parts);
    QStringList notes = m_self.assumptions();
    if (!m_missing.isEmpty())
        notes.prepend(say("No price is known for “%1” in %2.").arg(m_missing.join(QStringLiteral("”, “")), m_region));
    if (!m_reason.isEmpty())
        notes.prepend(m_reason);
    cost.note = notes.join(u' ');
    if (!cost.parts.isEmpty() && !m_lacksMain && (m_hasFixed || m_missing.isEmpty()))
        cost.kind = ResourceCost::Kind::Priced;
    else if (!m_missing.isEmpty() || !m_reason.isEmpty())
        cost.kind = ResourceCost::Kind::Unpriced;
    else
        cost.kind = ResourceCost::Kind::Free;
    return cost;
}

} // namespace groundplan::costing
