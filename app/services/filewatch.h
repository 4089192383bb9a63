// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QTimer>

namespace groundplan {

/// SHA-256 of a file's bytes; empty when it can't be read.
QByteArray fileSha256(const QString &path);

/// Says when a file's content is no longer what this program read or wrote last. A change of its date alone says nothing.
class FileWatch : public QObject {
    Q_OBJECT
public:
    explicit FileWatch(QObject *parent = nullptr);
    /// Watches `path` (empty: nothing), whose content is known as `sha256`.
    void watch(const QString &path, const QByteArray &sha256);

Q_SIGNALS:
    /// Once for each new content; an empty hash says that the file is gone.
    void changed(const QByteArray &sha256);

private:
    void look();
    void arm();

    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    QString m_path;
    QByteArray m_known;
};

} // namespace groundplan
