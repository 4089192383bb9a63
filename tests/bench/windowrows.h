// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/stopwatch.h"

#include <QString>

class QApplication;

/// The rows that a user sees: the real window on the offscreen raster platform, driven by mouse events.
namespace groundplan::bench {

/// `file` holds the blueprint of that many resources; `scratch` is a folder for settings and journals.
void windowRows(QApplication &application, const QString &file, const QString &scratch, int resources, Effort effort);

} // namespace groundplan::bench
