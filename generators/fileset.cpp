// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/fileset.h"

#include "model/blueprint/diskfile.h"
#include "model/blueprint/words.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace groundplan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Names that mean a device on Windows, whatever their extension.
bool isDevice(const QString &part)
{
    static const QSet<QString> devices{u"con"_s, u"prn"_s, u"aux"_s, u"nul"_s, u"clock$"_s, u"conin$"_s, u"conout$"_s};
    const QString stem = part.section(u'.', 0, 0).trimmed().toLower();
    if (devices.contains(stem))
        return true;
    return stem.size() == 4 && (stem.startsWith("com"_L1) || stem.startsWith("lpt"_L1))
        && (stem.at(3).isDigit() || QStringLiteral("¹²³").contains(stem.at(3)));
}

bool isSafeName(const QString &name)
{
    if (name.isEmpty() || name.size() > 1000)
        return false;
    for (const QString &part : name.split(u'/')) {
        if (part.isEmpty() || part == "."_L1 || part == ".."_L1 || part.size() > 200 || isDevice(part))
            return false;
        if (part.endsWith(u'.') || part.endsWith(u' ') || part.startsWith(u' '))
            return false;
        for (const QChar c : part) {
            if (c.unicode() < 0x20 || c.unicode() == 0x7f || QStringLiteral("\\:*?\"<>|").contains(c))
                return false;
        }
    }
    return true;
}

} // namespace

Result<> FileSet::writeTo(const QString &folder) const
{
    // All names are looked at before the first file is written.
    for (auto it = files.begin(); it != files.end(); ++it) {
        if (!isSafeName(it.key()))
            return Error{tr("A file of this name can't be written."), it.key()};
    }
    const auto makeFolder = [](const QString &path) {
        const auto made = diskfile::makeFolder(path);
        return made ? Result<>() : Result<>(Error{tr("The folder can't be made: %1.").arg(made.error().message), path});
    };
    if (const auto made = makeFolder(folder); !made)
        return made;
    const QString root = QFileInfo(folder).canonicalFilePath();
    for (auto it = files.begin(); it != files.end(); ++it) {
        // Folders are made one by one, so that none is made behind a link that leads out.
        QString place = root;
        const QStringList parts = it.key().split(u'/');
        for (const QString &part : parts) {
            place += u'/' + part;
            if (QFileInfo(place).isSymLink())
                return Error{tr("A symbolic link is in the way."), place};
            if (&part == &parts.last() && QFileInfo::exists(place) && !QFileInfo(place).isFile())
                return Error{tr("What stands there is no file."), place};
            if (&part == &parts.last() || QFileInfo(place).isDir())
                continue;
            if (const auto made = makeFolder(place); !made)
                return made;
        }
    }
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QString path = root + u'/' + it.key();
        if (const auto written = diskfile::replace(path, *it); !written)
            return Error{tr("The file can't be written: %1.").arg(written.error().message), path};
    }
    return {};
}

} // namespace groundplan
