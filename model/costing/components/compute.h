// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/costing/components/pricing.h"

namespace groundplan::costing {

/// A block of storage as EBS bills it; shared by instances, templates, node groups and search domains.
struct Volume {
    QString type = QStringLiteral("gp2");
    Decimal size = Decimal::fromInteger(8);
    Decimal iops, throughput;
    QString note;
};
void addVolume(Pricing &out, const Volume &volume, Decimal count, const QString &prefix = {});

void priceInstance(Pricing &out);
void priceVolume(Pricing &out);
void priceSnapshot(Pricing &out);
void priceScalingGroup(Pricing &out);
void priceNodeGroup(Pricing &out);

} // namespace groundplan::costing
