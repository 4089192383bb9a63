// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/estimate.h"

#include "model/catalog/containment.h"
#include "model/costing/components/pricing.h"
#include "model/costing/components/table.h"
#include "model/parallel.h"

#include <algorithm>

namespace groundplan {

namespace {

/// Resources of other providers run on the deploying machine: random_password, tls_private_key, terraform_data.
bool isLocal(const QString &type) { return !type.startsWith(QLatin1String("aws_")) && !type.startsWith(QLatin1String("awscc_")); }

/// What stands inside depends on this row: its region, or how its subnets hand out addresses.
bool shapesWhatIsInside(const RowChange<Resource> &change)
{
    if (!change.before || !change.after)
        return false;
    if (change.before->zones != change.after->zones)
        return true;
    return change.before->properties != change.after->properties
        && (change.after->type == QLatin1String("groundplan_region") || change.after->type == QLatin1String("aws_subnet"));
}

void addInside(const Blueprint &blueprint, const ResourceId &zone, QSet<ResourceId> *found)
{
    for (const ResourceId &child : blueprint.children(zone)) {
        if (found->contains(child))
            continue;
        found->insert(child);
        addInside(blueprint, child, found);
    }
}

void addReaders(const Blueprint &blueprint, const ResourceId &id, QSet<ResourceId> *found)
{
    for (const ResourceId &referrer : blueprint.referrers(id))
        found->insert(referrer);
    for (const ConnectionId &connection : blueprint.connections(id)) {
        if (const Connection *row = blueprint.find(connection)) {
            found->insert(row->from);
            found->insert(row->to);
        }
    }
}

} // namespace

struct Estimator::Private {
    struct Pricer {
        enum class Kind { Function, Table, Free, Unknown } kind = Kind::Unknown;
        costing::PriceFunction function = nullptr;
    };
    const Catalog &catalog;
    PriceBook prices;
    Usage usage;
    costing::ComponentTable table;

    Pricer pricer(const QString &type) const
    {
        if (const auto function = costing::priceFunction(type))
            return {Pricer::Kind::Function, function};
        if (table.contains(type))
            return {Pricer::Kind::Table, nullptr};
        if (isLocal(type) || prices.isFree(type))
            return {Pricer::Kind::Free, nullptr};
        return {};
    }
};

Estimator::Estimator(const Catalog &catalog) : d(new Private{catalog, {}, {}, {}}) { }

Estimator::~Estimator() = default;

QString Estimator::priceDate() const { return d->prices.date(); }

const Usage &Estimator::usage() const { return d->usage; }

bool Estimator::knows(const QString &type) const { return d->pricer(type).kind != Private::Pricer::Kind::Unknown; }

ResourceCost Estimator::priceIn(const Blueprint &blueprint, const Resource &resource, const QString &region) const
{
    const Private::Pricer pricer = d->pricer(resource.type);
    if (pricer.kind == Private::Pricer::Kind::Free || pricer.kind == Private::Pricer::Kind::Unknown) {
        ResourceCost cost;
        cost.resource = resource.id;
        if (pricer.kind == Private::Pricer::Kind::Unknown) {
            cost.kind = ResourceCost::Kind::Unpriced;
            cost.note = costing::say("No price is known for %1.").arg(resource.type);
        }
        return cost;
    }
    const costing::Properties properties(blueprint, d->catalog, resource);
    costing::Pricing pricing(d->prices, d->usage, properties, region);
    pricing.setCount(properties.count());
    if (pricer.kind == Private::Pricer::Kind::Function)
        pricer.function(pricing);
    else
        d->table.price(pricing);
    return pricing.finish();
}

ResourceCost Estimator::price(const Blueprint &blueprint, const ResourceId &id) const
{
    const Resource *resource = blueprint.find(id);
    if (!resource)
        return {};
    return priceIn(blueprint, *resource, containment::regionOf(blueprint, id));
}

Estimate Estimator::estimate(const Blueprint &blueprint) const
{
    Estimate all;
    all.priceDate = priceDate();
    all.resources.reserve(blueprint.count<Resource>());
    QHash<ResourceId, QString> regions; // by zone: most resources share a few
    QHash<QString, QString> categories;
    struct Key { // what decides the order, side by side
        Money monthly;
        QStringView name;
        qsizetype place; // in all.resources
    };
    std::vector<Key> keys;
    keys.reserve(size_t(blueprint.count<Resource>()));
    std::vector<std::pair<const Resource *, QString>> priced; // with their regions
    priced.reserve(size_t(blueprint.count<Resource>()));
    blueprint.forEach<Resource>([&](const Resource &resource) {
        const ResourceId zone = resource.zones.isEmpty() ? ResourceId() : resource.zones.first();
        auto region = regions.constFind(zone);
        if (region == regions.cend())
            region = regions.insert(zone, containment::regionOf(blueprint, resource.id));
        priced.emplace_back(&resource, *region);
    });
    std::vector<ResourceCost> costs(priced.size());
    inShares(priced.size(), 128, [&](size_t from, size_t to) {
        for (size_t i = from; i < to; ++i)
            costs[i] = priceIn(blueprint, *priced[i].first, priced[i].second);
    });
    for (size_t i = 0; i < costs.size(); ++i) {
        const Resource &resource = *priced[i].first;
        ResourceCost &cost = costs[i];
        all.monthly += cost.monthly;
        if (cost.kind == ResourceCost::Kind::Unpriced)
            ++all.unpricedCount;
        if (!cost.monthly.isZero()) {
            auto category = categories.constFind(resource.type);
            if (category == categories.cend())
                category = categories.insert(resource.type, d->catalog.summary(resource.type).category);
            all.byCategory[*category] += cost.monthly;
        }
        keys.push_back({cost.monthly, resource.name, all.resources.size()});
        all.resources.append(std::move(cost));
    }
    std::sort(keys.begin(), keys.end(), [&](const Key &a, const Key &b) {
        if (a.monthly != b.monthly)
            return a.monthly > b.monthly;
        if (const int order = a.name.compare(b.name); order != 0)
            return order < 0;
        return all.resources.at(a.place).resource < all.resources.at(b.place).resource;
    });
    QList<ResourceCost> sorted;
    sorted.reserve(all.resources.size());
    for (const Key &key : keys)
        sorted.append(std::move(all.resources[key.place]));
    all.resources = std::move(sorted);
    return all;
}

QSet<ResourceId> Estimator::touched(const Blueprint &after, const ChangeSet &changes) const
{
    QSet<ResourceId> found;
    bool variablesChanged = false;
    for (const Change &change : changes.changes) {
        if (const auto *resource = std::get_if<RowChange<Resource>>(&change)) {
            const ResourceId id = resource->id();
            found.insert(id);
            addReaders(after, id, &found);
            if (shapesWhatIsInside(*resource))
                addInside(after, id, &found);
        } else if (const auto *connection = std::get_if<RowChange<Connection>>(&change)) {
            for (const auto *row :
                 {connection->before ? &*connection->before : nullptr, connection->after ? &*connection->after : nullptr}) {
                if (row) {
                    found.insert(row->from);
                    found.insert(row->to);
                }
            }
        } else if (std::holds_alternative<RowChange<Variable>>(change)) {
            variablesChanged = true;
        }
    }
    // Variables are few and change seldom: whoever uses any is looked at again, and whoever is priced by it.
    if (variablesChanged) {
        QSet<ResourceId> users;
        after.forEach<Resource>([&](const Resource &resource) {
            bool uses = false;
            const auto see = [&](const QString &) { uses = true; };
            Value(resource.properties).forEachVariable(see);
            Value(resource.meta).forEachVariable(see);
            if (uses)
                users.insert(resource.id);
        });
        for (const ResourceId &user : users) {
            found.insert(user);
            addReaders(after, user, &found);
            addInside(after, user, &found);
        }
    }
    return found;
}

} // namespace groundplan
