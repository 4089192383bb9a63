// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"
#include "model/guardrails/finding.h"

#include <QSet>

namespace groundplan {

/// Runs the rules over a blueprint. Pure: the same blueprint gives the same findings in the same order, on any thread.
class Checker {
public:
    explicit Checker(const Catalog &catalog);

    /// Everything, errors first, then by resource name; accepted findings left out.
    QList<Finding> checkAll(const Blueprint &blueprint) const;
    /// The findings of these resources only.
    QList<Finding> check(const Blueprint &blueprint, const QSet<ResourceId> &resources) const;
    /// Whose findings `changes` may alter (what it touches, its zones, siblings, referrers), seen from the blueprint after it.
    QSet<ResourceId> touched(const Blueprint &after, const ChangeSet &changes) const;
    Result<ChangeSet> fix(const Blueprint &blueprint, const Finding &finding) const;

private:
    const Catalog &m_catalog;
};

/// The findings of a document kept up to date edit by edit: update() costs what the edit touches.
class LiveFindings {
public:
    explicit LiveFindings(const Checker &checker) : m_checker(checker) {}
    void reset(const Blueprint &blueprint);
    /// Returns the resources whose findings differ now.
    QSet<ResourceId> update(const Blueprint &after, const ChangeSet &changes);

    const QHash<ResourceId, QList<Finding>> &byResource() const { return m_byResource; }
    QList<Finding> sorted() const; ///< errors first
    int count(Severity severity) const;
    /// The worst severity on a resource, nothing when it has no finding.
    std::optional<Severity> worst(const ResourceId &resource) const;

private:
    const Checker &m_checker;
    QHash<ResourceId, QList<Finding>> m_byResource;
};

} // namespace groundplan
