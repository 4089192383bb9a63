// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/costing/components/pricing.h"

namespace groundplan::costing {

void priceLoadBalancer(Pricing &out);
void priceLambda(Pricing &out);
void priceContainerService(Pricing &out);
void priceSearchDomain(Pricing &out);
void priceQueue(Pricing &out);
void priceTopic(Pricing &out);
void priceStateMachine(Pricing &out);
void priceEndpoint(Pricing &out);
void priceAcl(Pricing &out);
void priceBroker(Pricing &out);

} // namespace groundplan::costing
