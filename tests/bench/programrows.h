// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/stopwatch.h"

#include <QString>

/// The rows about the program as a whole: another process, as a user starts it.
namespace groundplan::bench {

void startRow(const QString &scratch, Effort effort);
void memoryRow(const QString &file, const QString &scratch, int resources);

} // namespace groundplan::bench
