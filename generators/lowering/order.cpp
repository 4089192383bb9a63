// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/order.h"

#include <QCoreApplication>

#include <queue>

namespace groundplan::lowering {

namespace {

void forEachReference(const Body &body, const std::function<void(const Reference &)> &visit)
{
    for (const Argument &argument : body.arguments)
        argument.value.forEachReference(visit);
    for (const Block &block : body.blocks)
        forEachReference(block.body, visit);
}

/// Reports one cycle among `left`, the resources that wait for each other, and what it runs through.
void reportCycles(const std::vector<LoweredResource> &resources, const std::vector<std::vector<int>> &needs, const std::vector<bool> &done,
                  QList<Diagnostic> &diagnostics)
{
    std::vector<int> seenIn(resources.size(), -1);
    for (int start = 0; start < int(resources.size()); ++start) {
        // Following any unmet need from a resource that waits ends in a cycle, or in one that is known already.
        QList<int> path;
        int at = start;
        while (!done[size_t(at)] && seenIn[size_t(at)] < 0) {
            seenIn[size_t(at)] = start;
            path.append(at);
            const auto &next = needs[size_t(at)];
            const auto unmet = std::find_if(next.begin(), next.end(), [&](int n) { return !done[size_t(n)]; });
            if (unmet == next.end())
                break;
            at = *unmet;
        }
        const qsizetype from = path.indexOf(at);
        if (from < 0 || path.isEmpty() || seenIn[size_t(at)] != start)
            continue;
        QStringList names;
        for (const int i : path.mid(from))
            names.append(resources[size_t(i)].address());
        names.append(resources[size_t(at)].address());
        diagnostics.append(
            {Severity::Error,
             resources[size_t(at)].source,
             {},
             QCoreApplication::translate("Generators", "These wait for each other: %1.").arg(names.join(QStringLiteral(" → ")))});
    }
}

void reorder(std::vector<LoweredResource> &resources, const std::vector<int> &order)
{
    std::vector<LoweredResource> sorted;
    sorted.reserve(resources.size());
    for (const int i : order)
        sorted.push_back(std::move(resources[size_t(i)]));
    resources = std::move(sorted);
}

/// By type, name and kind. Types are few: each is compared as text once, not with every resource.
void sortByAddress(std::vector<LoweredResource> &resources)
{
    QHash<QString, int> ranks;
    for (const LoweredResource &resource : resources)
        ranks.insert(resource.type, 0);
    QStringList types = ranks.keys();
    types.sort();
    for (qsizetype i = 0; i < types.size(); ++i)
        ranks[types.at(i)] = int(i);
    struct Key {
        int type;
        QStringView name;
        bool isData;
        int at;
    };
    std::vector<Key> keys;
    keys.reserve(resources.size());
    for (const LoweredResource &resource : resources)
        keys.push_back({ranks.value(resource.type), resource.name, resource.isData, int(keys.size())});
    std::sort(keys.begin(), keys.end(), [](const Key &a, const Key &b) {
        if (a.type != b.type)
            return a.type < b.type;
        if (const int order = a.name.compare(b.name); order != 0)
            return order < 0;
        return a.isData != b.isData ? b.isData : a.at < b.at;
    });
    std::vector<int> order;
    order.reserve(keys.size());
    for (const Key &key : keys)
        order.push_back(key.at);
    reorder(resources, order);
}

} // namespace

void forEachReference(const LoweredResource &resource, const std::function<void(const Reference &)> &visit)
{
    forEachReference(resource.body, visit);
    resource.count.forEachReference(visit);
    resource.forEach.forEachReference(visit);
    for (const Value &value : resource.lifecycle)
        value.forEachReference(visit);
    for (const ResourceId &id : resource.dependsOn)
        visit({id, {}});
}

void sortByDependency(std::vector<LoweredResource> &resources, QList<Diagnostic> &diagnostics)
{
    sortByAddress(resources);
    QHash<ResourceId, int> index;
    index.reserve(qsizetype(resources.size()));
    for (size_t i = 0; i < resources.size(); ++i)
        index.insert(resources[i].id, int(i));
    std::vector<std::vector<int>> needs(resources.size()), neededBy(resources.size());
    for (size_t i = 0; i < resources.size(); ++i) {
        std::vector<int> &targets = needs[i];
        forEachReference(resources[i], [&](const Reference &reference) {
            const auto it = index.constFind(reference.to);
            if (it != index.constEnd())
                targets.push_back(*it);
        });
        std::sort(targets.begin(), targets.end());
        targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
        for (const int n : targets)
            neededBy[size_t(n)].push_back(int(i));
    }
    std::vector<size_t> waiting(resources.size());
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (size_t i = 0; i < resources.size(); ++i) {
        waiting[i] = needs[i].size();
        if (waiting[i] == 0)
            ready.push(int(i));
    }
    std::vector<int> order;
    std::vector<bool> done(resources.size(), false);
    while (!ready.empty()) {
        const int next = ready.top();
        ready.pop();
        order.push_back(next);
        done[size_t(next)] = true;
        for (const int user : neededBy[size_t(next)]) {
            if (--waiting[size_t(user)] == 0)
                ready.push(user);
        }
    }
    if (order.size() < resources.size()) {
        reportCycles(resources, needs, done, diagnostics);
        for (size_t i = 0; i < resources.size(); ++i) {
            if (!done[i])
                order.push_back(int(i));
        }
    }
    reorder(resources, order);
}

} // namespace groundplan::lowering
