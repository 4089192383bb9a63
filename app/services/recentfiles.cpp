// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/recentfiles.h"

#include <QFileInfo>

namespace groundplan {

QStringList RecentFiles::all() const { return setting::recentFiles.of(m_settings); }

QStringList RecentFiles::existing() const
{
    QStringList result;
    for (const QString &path : all()) {
        if (QFileInfo::exists(path))
            result.append(path);
    }
    return result;
}

void RecentFiles::add(const QString &path)
{
    QStringList paths = all();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    setting::recentFiles.set(m_settings, paths.mid(0, limit));
}

void RecentFiles::remove(const QString &path)
{
    QStringList paths = all();
    paths.removeAll(path);
    setting::recentFiles.set(m_settings, paths);
}

void RecentFiles::clear() { setting::recentFiles.set(m_settings, {}); }

} // namespace groundplan
