// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/rows.h"

namespace groundplan {

/// Where the engine keeps its state, as an environment names it: `backend` beside its other fields, `type` in it.
struct StateBackend {
    QString type; ///< empty: none is named
    ValueMap settings;
};

/// Checked: the settings that the engine takes, the required ones there, and no secret. Empty, with problems, where that fails.
StateBackend stateBackendOf(const Environment &environment, QStringList *problems);

} // namespace groundplan
