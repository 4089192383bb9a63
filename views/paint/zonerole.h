// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"
#include "views/paint/style.h"

namespace groundplan {

/// What a zone means to the eye. A subnet is
/// - public when instances in it get public addresses (`map_public_ip_on_launch`) or its route table has a route to an internet
///   gateway;
/// - else data when its name says so (data, db, database, rds, cache) or something of the database category stands in it;
/// - else private.
ZoneRole zoneRole(const Blueprint &blueprint, const Catalog &catalog, const Resource &zone);

} // namespace groundplan
