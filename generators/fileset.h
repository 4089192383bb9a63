// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"
#include "model/blueprint/rows.h"

#include <QByteArray>
#include <QMap>

namespace groundplan {

/// Which lines of which file came from a resource. Lines count from 1.
struct SourceSpan {
    QString file;
    int firstLine = 1;
    int lineCount = 1;
    ResourceId resource;
    bool isOwn = true; ///< the resource's own block; else one that an intent made for it
    bool operator==(const SourceSpan &) const = default;
};

/// Generated files, complete before a byte is written. Names are relative; they cannot leave the folder they are written to.
struct FileSet {
    QMap<QString, QByteArray> files;
    QList<SourceSpan> spans;

    /// Writes all files below `folder` (made when missing), each replaced as a whole. Refuses names that would leave it,
    /// symbolic links included. Files of other names are left alone.
    Result<> writeTo(const QString &folder) const;
};

} // namespace groundplan
