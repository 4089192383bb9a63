// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace groundplan {

/// `text` in the user's language, where no QObject says it. With `n`, its plural form.
inline QString tr(const char *text, int n = -1) { return QCoreApplication::translate("groundplan", text, nullptr, n); }

} // namespace groundplan
