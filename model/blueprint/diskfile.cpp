// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/diskfile.h"

#include "model/blueprint/words.h"

#include <QFile>
#include <QSaveFile>

#include <cerrno>
#include <filesystem>

namespace groundplan::diskfile {

QString reason(const QFileDevice &file)
{
    const int number = errno;
    const QString said = file.errorString();
    if (said != QFile().errorString()) // "Unknown error", in the user's language
        return said;
    return number != 0 ? qt_error_string(number) : tr("only a part of it was taken");
}

Result<> replace(const QString &path, const QByteArray &bytes, QFileDevice::Permissions permissions)
{
    QSaveFile file(path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly) || (permissions && !file.setPermissions(permissions)) || file.write(bytes) != bytes.size()
        || !file.commit())
        return Error{reason(file), path};
    return {};
}

Result<> makeFolder(const QString &path)
{
    std::error_code error;
    std::filesystem::create_directories(QFile::encodeName(path).toStdString(), error);
    if (error)
        return Error{qt_error_string(error.value()), path};
    return {};
}

} // namespace groundplan::diskfile
