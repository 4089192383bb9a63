// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/generators/sample.h"

#include <QDir>

namespace groundplan::test {

/// The name of every blueprint under tests/data/blueprints.
inline QStringList blueprintNames()
{
    QStringList names;
    for (const QFileInfo &file : QDir(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/blueprints")).entryInfoList({u"*.groundplan"_s}))
        names.append(file.completeBaseName());
    return names;
}

inline Blueprint blueprintNamed(const QString &name)
{
    auto loaded = blueprintfile::load(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/blueprints/") + name + u".groundplan"_s);
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().text()));
    return loaded.value();
}

/// Those that are drawn with mistakes on purpose.
inline bool isSpoilt(const QString &name) { return name.endsWith(u"-problems"_s) || name == u"hostile-names"_s; }

} // namespace groundplan::test
