// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"

#include <QFileDevice>

/// Files as they are written to disk: whole or not at all, and with the system's reason when it does not work.
namespace groundplan::diskfile {

/// Why the last operation on `file` failed. To be asked at once: of a write that was cut short only errno tells.
QString reason(const QFileDevice &file);
/// Replaces the file whole; when that fails, what was there before is unchanged. The error's message is the reason alone.
Result<> replace(const QString &path, const QByteArray &bytes, QFileDevice::Permissions permissions = {});
/// Makes the folder and those that lead to it. The error's message is the reason alone.
Result<> makeFolder(const QString &path);

} // namespace groundplan::diskfile
