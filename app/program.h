// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/settings.h"
#include "app/sessiondeployment.h"
#include "app/theme.h"
#include "model/catalog/catalog.h"
#include "model/costing/estimate.h"
#include "model/guardrails/checker.h"

namespace groundplan {

/// What all windows of the program share.
struct Program {
    Settings &settings;
    Theme &theme;
    QString scratchFolder; ///< journals of documents without a file
    Catalog catalog = {};
    Checker checker{catalog};
    Estimator estimator{catalog};
    SessionDeployment::Places deployPlaces = {};
};

} // namespace groundplan
