// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/settings.h"

namespace groundplan {

/// The files that were opened or saved last, newest first. Files that are gone are left out, not forgotten: a drive may come back.
class RecentFiles {
public:
    static constexpr qsizetype limit = 12;

    explicit RecentFiles(Settings &settings) : m_settings(settings) { }
    QStringList all() const;
    QStringList existing() const;
    void add(const QString &path);
    void remove(const QString &path);
    void clear();

private:
    Settings &m_settings;
};

} // namespace groundplan
