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
    ~Checker();
    Checker(const Checker &) = delete;

    /// Everything, errors first, then by resource name; accepted findings left out.
    QList<Finding> checkAll(const Blueprint &blueprint) const;
    /// The findings of these resources only; the empty id stands for the blueprint as a whole.
    QList<Finding> check(const Blueprint &blueprint, const QSet<ResourceId> &resources) const;
    /// The certain remedy of a finding that has a fixTitle.
    Result<ChangeSet> fix(const Blueprint &blueprint, const Finding &finding) const;

    QStringList rules() const; ///< ids of all rules, sorted
    QString title(const QString &rule) const;
    const Catalog &catalog() const;

private:
    friend class LiveFindings;
    struct Private;
    std::unique_ptr<Private> d;
};

/// The findings of a document kept up to date edit by edit. While a resource is checked, what its rules read is remembered, and
/// an edit re-checks those who read what it changed: update() costs what the edit touches and ends where a full check would.
class LiveFindings {
public:
    explicit LiveFindings(const Checker &checker);
    ~LiveFindings();
    LiveFindings(const LiveFindings &) = delete;

    void reset(const Blueprint &blueprint);
    /// Exchanges what is found, and what was read for it, with another of the same checker: one that ran on another thread.
    void swap(LiveFindings &other);
    /// Returns the resources whose findings differ now (the empty id: those about the whole blueprint).
    QSet<ResourceId> update(const Blueprint &after, const ChangeSet &changes);

    const QHash<ResourceId, QList<Finding>> &byResource() const { return m_byResource; }
    QList<Finding> sorted() const; ///< errors first
    int count(Severity severity) const { return m_counts[int(severity)]; }
    /// The worst severity on a resource, nothing when it has no finding.
    std::optional<Severity> worst(const ResourceId &resource) const;

private:
    struct Private;
    const Checker &m_checker;
    std::unique_ptr<Private> d;
    QHash<ResourceId, QList<Finding>> m_byResource;
    int m_counts[3] = {};
};

} // namespace groundplan
