// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/autosave.h"

#include "model/blueprint/diskfile.h"
#include "model/blueprint/words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace groundplan {

namespace {

Error writeError(const QFile &file)
{
    return Error{tr("Autosave can't write its journal: %1").arg(diskfile::reason(file)), QDir::toNativeSeparators(file.fileName())};
}

} // namespace

QString Autosave::pathFor(const QString &documentPath, const QString &scratchFolder)
{
    const QFileInfo document(documentPath);
    const QFileInfo folder(document.absolutePath());
    if (folder.isWritable())
        return folder.absoluteFilePath() + QStringLiteral("/.") + document.fileName() + QStringLiteral(".journal");
    const QByteArray key = QCryptographicHash::hash(document.absoluteFilePath().toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return scratchFolder + QLatin1Char('/') + QString::fromLatin1(key) + QStringLiteral(".journal");
}

QString Autosave::newUntitledPath(const QString &scratchFolder)
{
    return scratchFolder + QStringLiteral("/untitled-") + newIdText() + QStringLiteral(".journal");
}

QStringList Autosave::untitledPaths(const QString &scratchFolder)
{
    QStringList paths;
    const QDir folder(scratchFolder);
    for (const QString &name : folder.entryList({QStringLiteral("untitled-*.journal")}, QDir::Files | QDir::Hidden, QDir::Time))
        paths.append(folder.absoluteFilePath(name));
    return paths;
}

void Autosave::begin(const QString &path, const journal::Base &base)
{
    discard();
    m_file.setFileName(path);
    m_base = base;
    QFile::remove(path);
}

Result<> Autosave::resume(const QString &path, const journal::Base &base, qint64 bytes)
{
    close();
    m_file.setFileName(path);
    m_base = base;
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !m_file.resize(bytes) || !m_file.seek(bytes)) {
        m_file.close();
        return writeError(m_file);
    }
    return {};
}

Result<> Autosave::append(const ChangeSet &edit)
{
    QByteArray bytes;
    if (!m_file.isOpen()) {
        QDir().mkpath(QFileInfo(m_file).absolutePath());
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered))
            return writeError(m_file);
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        bytes = journal::headerLine(m_base);
    }
    bytes += journal::line(edit);
    // One unbuffered write: once it returns, the kernel has the edit and a killed process can't lose it.
    if (m_file.write(bytes) != bytes.size())
        return writeError(m_file);
    return {};
}

void Autosave::discard()
{
    if (m_file.fileName().isEmpty())
        return;
    const bool mine = m_file.isOpen();
    m_file.close();
    if (mine)
        m_file.remove();
}

} // namespace groundplan
