// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QString>

namespace groundplan {

/// Writes a program that poses as an engine: a shell script, run directly. `body` sees the arguments as $1, $2 …
inline QString fakeEngine(const QDir &folder, const QString &name, const QByteArray &body)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("#!/bin/sh\n" + body + "\n");
    file.close();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return path;
}

/// How a well-behaved one answers `version`.
inline const QByteArray goodVersion = "if [ \"$1\" = version ]; then echo 'Terraform v1.9.0'; exit 0; fi\n";

} // namespace groundplan
