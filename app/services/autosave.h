// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/journal.h"

#include <QFile>

namespace groundplan {

/// The journal of one open document on disk: a line for each edit, written before the next can be made. What the lines say is
/// model/blueprint/journal's.
class Autosave {
public:
    /// Beside the document where that folder can be written to, else in `scratchFolder`.
    static QString pathFor(const QString &documentPath, const QString &scratchFolder);
    static QString newUntitledPath(const QString &scratchFolder);
    static QStringList untitledPaths(const QString &scratchFolder);

    ~Autosave() { close(); }

    /// Starts over: the file is made with the first edit, so that looking at a document leaves no trace.
    void begin(const QString &path, const journal::Base &base);
    /// Goes on with a journal that was read, cut to its first `bytes`.
    Result<> resume(const QString &path, const journal::Base &base, qint64 bytes);
    Result<> append(const ChangeSet &edit);
    /// Removes the file: everything in it is saved, or not wanted.
    void discard();
    void close() { m_file.close(); }
    QString path() const { return m_file.fileName(); }

private:
    QFile m_file;
    journal::Base m_base;
};

} // namespace groundplan
