// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"
#include "model/costing/money.h"

#include <QHash>
#include <QSet>

#include <memory>

namespace groundplan {

class Usage;

/// One line of a resource's monthly cost.
struct CostPart {
    QString name;     ///< "Instance usage (Linux, on-demand, t3.medium)"
    QString unit;     ///< "hours", "GB-months", "LCU-hours"
    Decimal quantity; ///< per month
    Money unitPrice;
    Money monthly;
    bool isUsageBased = false; ///< the quantity is an assumption that the user may change
    QString note;              ///< assumption in words: "1 LCU on average"
    QString source;            ///< where the price is from, with its date
    bool operator==(const CostPart &) const = default;
};

struct ResourceCost {
    enum class Kind { Priced, Free, Unpriced };
    ResourceId resource;
    Kind kind = Kind::Free;
    Money monthly;
    QList<CostPart> parts;
    QString note; ///< why there is no price: "No price is known for aws_xyz in eu-south-2."
    bool operator==(const ResourceCost &) const = default;
};

struct Estimate {
    Money monthly;
    QList<ResourceCost> resources;   ///< dearest first, then by name
    QMap<QString, Money> byCategory; ///< by catalog category; those that cost nothing are left out
    QString priceDate;               ///< "2026-05"
    int unpricedCount = 0;
};

/// Monthly money of a blueprint's resources: 730 hours, list prices, no free tier.
class Estimator {
public:
    explicit Estimator(const Catalog &catalog);
    ~Estimator();

    ResourceCost price(const Blueprint &blueprint, const ResourceId &resource) const;
    Estimate estimate(const Blueprint &blueprint) const;
    /// Whose price `changes` may alter (itself, what prices itself by it: a group by its launch template).
    QSet<ResourceId> touched(const Blueprint &after, const ChangeSet &changes) const;
    QString priceDate() const;
    /// What is assumed of a resource's use, for a form: keys of meta["usage"], their standard values and wordings.
    const Usage &usage() const;
    /// False for a type that always is "Unpriced".
    bool knows(const QString &type) const;

private:
    ResourceCost priceIn(const Blueprint &blueprint, const Resource &resource, const QString &region) const;

    struct Private;
    std::unique_ptr<Private> d;
};

/// The estimate of a document kept up to date edit by edit.
class LiveEstimate {
public:
    LiveEstimate(const Estimator &estimator, const Catalog &catalog) : m_estimator(estimator), m_catalog(catalog) { }
    /// Prices everything anew; the difference to before counts as none.
    void reset(const Blueprint &blueprint);
    /// Returns the resources whose cost differs now.
    QSet<ResourceId> update(const Blueprint &after, const ChangeSet &changes);

    Money monthly() const { return m_monthly; }
    Money lastDifference() const { return m_lastDifference; } ///< what the last update() changed
    const QMap<QString, Money> &byCategory() const { return m_byCategory; }
    const QHash<ResourceId, ResourceCost> &byResource() const { return m_byResource; }
    int unpricedCount() const { return m_unpriced; }

private:
    void take(const Blueprint &blueprint, ResourceCost cost);
    void drop(const ResourceId &resource);

    const Estimator &m_estimator;
    const Catalog &m_catalog;
    QHash<ResourceId, ResourceCost> m_byResource;
    QHash<ResourceId, QString> m_category;
    QMap<QString, Money> m_byCategory;
    Money m_monthly, m_lastDifference;
    int m_unpriced = 0;
};

} // namespace groundplan
