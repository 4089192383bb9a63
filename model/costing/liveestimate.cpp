// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/estimate.h"

namespace groundplan {

void LiveEstimate::drop(const ResourceId &resource)
{
    const auto old = m_byResource.constFind(resource);
    if (old == m_byResource.cend())
        return;
    m_monthly -= old->monthly;
    if (old->kind == ResourceCost::Kind::Unpriced)
        --m_unpriced;
    if (!old->monthly.isZero()) {
        const auto category = m_byCategory.find(m_category.value(resource));
        category.value() -= old->monthly;
        if (category.value().isZero())
            m_byCategory.erase(category);
    }
    m_byResource.erase(old);
    m_category.remove(resource);
}

void LiveEstimate::take(const Blueprint &blueprint, ResourceCost cost)
{
    m_monthly += cost.monthly;
    if (cost.kind == ResourceCost::Kind::Unpriced)
        ++m_unpriced;
    if (!cost.monthly.isZero()) {
        const QString category = m_catalog.summary(blueprint.find(cost.resource)->type).category;
        m_category.insert(cost.resource, category);
        m_byCategory[category] += cost.monthly;
    }
    m_byResource.insert(cost.resource, cost);
}

void LiveEstimate::reset(const Blueprint &blueprint)
{
    Estimate all = m_estimator.estimate(blueprint);
    m_byResource.clear();
    m_category.clear();
    m_byCategory.clear();
    m_monthly = {};
    m_unpriced = 0;
    m_lastDifference = {};
    m_byResource.reserve(all.resources.size());
    for (ResourceCost &cost : all.resources)
        take(blueprint, std::move(cost));
}

QSet<ResourceId> LiveEstimate::update(const Blueprint &after, const ChangeSet &changes)
{
    const Money before = m_monthly;
    QSet<ResourceId> different;
    for (const ResourceId &id : m_estimator.touched(after, changes)) {
        const auto old = m_byResource.constFind(id);
        if (!after.find(id)) {
            if (old != m_byResource.cend()) {
                drop(id);
                different.insert(id);
            }
            continue;
        }
        ResourceCost cost = m_estimator.price(after, id);
        if (old != m_byResource.cend() && *old == cost)
            continue;
        drop(id);
        take(after, std::move(cost));
        different.insert(id);
    }
    m_lastDifference = m_monthly - before;
    return different;
}

} // namespace groundplan
