// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/costing/components/pricing.h"

namespace groundplan::costing {

void priceDatabase(Pricing &out);
void priceAuroraCluster(Pricing &out);
void priceAuroraInstance(Pricing &out);
void priceCacheCluster(Pricing &out);
void priceCacheGroup(Pricing &out);
void priceDynamoTable(Pricing &out);

} // namespace groundplan::costing
