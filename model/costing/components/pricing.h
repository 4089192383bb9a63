// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/costing/estimate.h"
#include "model/costing/pricebook.h"
#include "model/costing/usage.h"

namespace groundplan::costing {

inline const Decimal one = Decimal::fromInteger(1);
inline const Decimal hours = Decimal::fromInteger(730); // in a month, as AWS counts
inline Decimal number(qint64 n) { return Decimal::fromInteger(n); }

/// Neither negative nor near the end of the range, where sums stop being true.
inline bool isCountable(Decimal amount) { return amount >= Decimal() && amount < number(900'000'000); }

/// In the user's language.
QString say(const char *text);

/// Reads a resource's properties as prices need them: variables as their defaults, anything that is known only when it is
/// deployed as the fallback, which is remembered as an assumption.
class Properties {
public:
    Properties(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource)
        : m_blueprint(&blueprint),
          m_catalog(&catalog),
          m_resource(&resource)
    {
    }

    const Resource &resource() const { return *m_resource; }
    Properties of(const Resource &other) const { return {*m_blueprint, *m_catalog, other}; }

    /// What the resource itself says at a dotted path; null when it says nothing or only an expression.
    Value value(const QString &path) const;
    bool has(const QString &path) const { return !value(path).isNull(); }
    QString text(const QString &path, const QString &fallback = {}) const;
    Decimal number(const QString &path, Decimal fallback) const;
    /// `value` as a number from zero on; what is none, or cannot be, is the fallback and remembered under `name`.
    Decimal countable(const QString &name, const Value &value, Decimal fallback) const;
    bool flag(const QString &path, bool fallback = false) const;
    /// For conditions: a literal's text, "?" for anything that is set but has none, empty when nothing is set.
    QString condition(const QString &path) const;
    /// Also what its connections and zones add.
    Value effective(const QString &path) const;
    /// False where neither the resource nor a connection says anything of `attribute`: then no need to ask for effective(), which
    /// is what takes long. Not for what a zone may imply.
    bool isLinked(const QString &attribute) const;
    /// The resource that a property refers to, directly or in its first item; null when it is none.
    const Resource *referred(const QString &path) const;
    /// `count`, or the number of `for_each` keys.
    Decimal count() const;

    /// "desired_capacity is not known yet, 1 is assumed": filled while reading.
    const QStringList &assumptions() const { return m_assumptions; }
    void assume(const QString &sentence) const;
    const Blueprint &blueprint() const { return *m_blueprint; }

private:
    Value resolved(const Value &value) const;
    void assumeFallback(const QString &path, const QString &fallback) const;

    const Blueprint *m_blueprint;
    const Catalog *m_catalog;
    const Resource *m_resource;
    mutable QStringList m_assumptions;
    mutable std::optional<PropertyMap> m_effective;
};

/// Collects the parts of one resource's monthly cost.
class Pricing {
public:
    Pricing(const PriceBook &prices, const Usage &usage, const Properties &resource, const QString &region);

    const Properties &self() const { return m_self; }
    const QString &region() const { return m_region; }
    const PriceBook &prices() const { return m_prices; }

    Decimal usage(const QString &key, qint64 per = 1) const;
    bool isUsageSet(const QString &key) const { return m_usage.isSet(m_self.resource(), key); }
    QString usageNote(const QString &key) const { return m_usage.note(m_self.resource(), key); }
    bool knows(const QString &priceKey) const { return m_prices.find(priceKey, m_region).has_value(); }

    /// A line that follows from the drawing. A price that is not known is remembered for the resource's note.
    void add(const QString &name, const QString &unit, Decimal quantity, const QString &priceKey, const QString &note = {});
    /// A line that follows from an assumption; left out when the quantity is zero.
    void addAssumed(const QString &name, const QString &unit, Decimal quantity, const QString &priceKey, const QString &note);
    /// What is shown though it costs nothing: an amount that the service includes.
    void addIncluded(const QString &name, const QString &unit, const QString &priceKey, const QString &note)
    {
        addPart(name, unit, {}, priceKey, note, true);
    }
    /// As addAssumed, with the amount under `key` in steps of `per`.
    void addUsage(const QString &name, const QString &unit, const QString &key, qint64 per, const QString &priceKey);

    struct Tier {
        Decimal upTo; ///< zero: no end
        QString name, priceKey;
    };
    void addTiers(const QString &unit, Decimal quantity, const QList<Tier> &tiers, const QString &note);

    /// A public IPv4 address that is in use.
    void addPublicAddresses(Decimal count, const QString &note);
    void cannotPrice(const QString &sentence);
    /// Every part added so far and from now on stands for this many of the same.
    void setCount(Decimal count) { m_count = count; }

    ResourceCost finish();

private:
    void addPart(const QString &name, const QString &unit, Decimal quantity, const QString &priceKey, const QString &note,
                 bool isUsageBased);

    const PriceBook &m_prices;
    const Usage &m_usage;
    const Properties &m_self;
    QString m_region;
    Decimal m_count = one;
    QList<CostPart> m_parts;
    QStringList m_missing;
    bool m_hasFixed = false;
    bool m_lacksMain = false; ///< the first line that follows from the drawing has no price
    QString m_reason;
};

using PriceFunction = void (*)(Pricing &);
/// How a type is priced, null when only the data table may know it.
PriceFunction priceFunction(const QString &type);

} // namespace groundplan::costing
