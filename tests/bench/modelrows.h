// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"
#include "tests/bench/stopwatch.h"

/// The rows that need no window.
namespace groundplan::bench {

void catalogRows(Effort effort);
void modelRows(const Catalog &catalog, int resources, Effort effort);

} // namespace groundplan::bench
