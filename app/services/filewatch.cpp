// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/filewatch.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace groundplan {

QByteArray fileSha256(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result();
}

FileWatch::FileWatch(QObject *parent) : QObject(parent)
{
    // Editors and version control write in several steps; look when they are through.
    m_settle.setInterval(150);
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &FileWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_settle.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
}

void FileWatch::watch(const QString &path, const QByteArray &sha256)
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    m_settle.stop();
    m_path = path;
    m_known = sha256;
    arm();
}

void FileWatch::arm()
{
    if (m_path.isEmpty() || m_path.startsWith(QLatin1Char(':')))
        return;
    // A file that is replaced as a whole drops out of the watcher; its folder tells of the new one.
    if (QFileInfo::exists(m_path) && !m_watcher.files().contains(m_path))
        m_watcher.addPath(m_path);
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!m_watcher.directories().contains(folder))
        m_watcher.addPath(folder);
}

void FileWatch::look()
{
    arm();
    const QByteArray now = fileSha256(m_path);
    if (now == m_known)
        return;
    m_known = now;
    Q_EMIT changed(now);
}

} // namespace groundplan

#include "moc_filewatch.cpp"
