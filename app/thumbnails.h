// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace groundplan {

/// Small pictures of the files that were opened last, one file each in a folder of the user's. Losing them loses nothing.
class Thumbnails {
public:
    static constexpr QSize size{480, 300}; ///< for screens of double density too

    explicit Thumbnails(QString folder) : m_folder(std::move(folder)) { }

    QImage of(const QString &path) const; ///< null: there is none
    void keep(const QString &path, const QImage &picture) const;

private:
    QString fileFor(const QString &path) const;
    QString m_folder;
};

} // namespace groundplan
