// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

/// What standing in a zone means. Derived when asked for; nothing is copied into properties.
namespace groundplan::containment {

/// May a resource of `type` stand in `zone` (empty: the page itself)? The error says why not, for the canvas. Free groups and
/// tiers accept what the zone around them accepts.
Result<> mayStandIn(const Blueprint &blueprint, const Catalog &catalog, const QString &type, const ResourceId &zone);
/// As above for a resource that exists: also refuses a zone inside itself, and a second zone of a kind where its type takes one.
Result<> mayMoveTo(const Blueprint &blueprint, const Catalog &catalog, const ResourceId &resource, const ResourceId &zone);
/// May it stand in `zone` besides the zones it is in (a load balancer in a second subnet)?
Result<> mayAlsoStandIn(const Blueprint &blueprint, const Catalog &catalog, const ResourceId &resource, const ResourceId &zone);

/// The nearest zone of `type` above a resource, empty when there is none.
ResourceId enclosing(const Blueprint &blueprint, const ResourceId &resource, const QString &type);
/// The region that a resource is drawn in ("us-east-1"), else `fallback`.
QString regionOf(const Blueprint &blueprint, const ResourceId &resource, const QString &fallback = QStringLiteral("us-east-1"));

/// What the zones of a resource imply: `vpc_id` → reference, `availability_zone` → text, `subnet_ids` → list of references.
PropertyMap derivedProperties(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource);
/// Its own properties, then what its reference connections add, then what its zones imply where it says nothing itself:
/// what checks, costs and generators read.
PropertyMap effectiveProperties(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource);

} // namespace groundplan::containment
