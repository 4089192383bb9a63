// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/autosave.h"
#include "app/services/filewatch.h"
#include "app/services/undohistory.h"
#include "model/blueprint/document.h"

#include <QDateTime>
#include <QLockFile>

#include <memory>

namespace groundplan {

/// One open document: its file, its undo history, its journal and its lock. The only one who applies edits to it.
class Session : public QObject {
    Q_OBJECT
public:
    /// What a crash left behind and open() brought back.
    struct Recovery {
        qsizetype editCount = 0;
        QDateTime when;
    };

    /// A document without a file. `source` is where `initial` was read from, when it is a copy of a shipped example.
    Session(const QString &scratchFolder, const Blueprint &initial, const QString &source = {}, QObject *parent = nullptr);
    ~Session() override;

    static Result<std::unique_ptr<Session>> open(const QString &path, const QString &scratchFolder);
    /// What an earlier run left of a document without a file.
    static Result<std::unique_ptr<Session>> openUntitled(const QString &journalPath, const QString &scratchFolder);
    /// Journals of documents without a file that no running program holds, newest first.
    static QStringList abandonedJournals(const QString &scratchFolder);
    /// What a new document begins with: one page.
    static Blueprint emptyBlueprint();

    const Document &document() const { return m_document; }
    const Blueprint &blueprint() const { return m_document.blueprint(); }

    Result<> commit(const ChangeSet &changes);
    bool mayUndo() const { return m_history.undoStep(); }
    bool mayRedo() const { return m_history.redoStep(); }
    QString undoText() const { return mayUndo() ? m_history.undoStep()->text : QString(); }
    QString redoText() const { return mayRedo() ? m_history.redoStep()->text : QString(); }
    void undo();
    void redo();
    QStringList historyTexts() const; ///< of all steps, also of those that are undone
    qsizetype historyPosition() const { return m_history.position(); }
    void goTo(qsizetype position); ///< by as many steps back or forth as it takes
    bool isDirty() const { return !m_history.isClean(); }

    QString path() const { return m_path; } ///< empty: never saved
    QString title() const;
    /// Another program has the file open: this one may look and save elsewhere.
    bool isReadOnly() const { return m_readOnly; }
    bool isChangedOnDisk() const { return m_changedOnDisk; }

    /// Refuses when the file is another's or changed on disk since it was read.
    Result<> save();
    /// Writes over what someone else wrote meanwhile.
    Result<> overwrite();
    Result<> saveAs(const QString &path);
    /// Takes over what is on disk now, as an edit that can be undone.
    Result<> reload();
    /// Leaves a change on disk alone; save() writes over it from now on.
    void keepMine();

    const std::optional<Recovery> &recovery() const { return m_recovery; }
    void keepRecovered();
    Result<> discardRecovered();
    /// A journal that did not fit the file any more and was put aside.
    QString strayJournal() const { return m_strayJournal; }

    /// The user does not want what is not saved: the journal goes too.
    void abandon();

Q_SIGNALS:
    void historyChanged();
    void fileChanged();   ///< path, title, saved or not
    void changedOnDisk(); ///< by someone else
    void autosaveFailed(const groundplan::Error &error);

private:
    explicit Session(const QString &scratchFolder, Blueprint blueprint, QString path, QString source, QByteArray sha256);
    void readJournal(const QString &journalPath);
    void record(const ChangeSet &changes);
    void step(const ChangeSet &changes);
    Result<> write(const QString &path);
    void lock(const QString &lockPath);
    journal::Base base() const;

    QString m_scratchFolder;
    Document m_document;
    Blueprint m_saved; ///< as it is in the file
    UndoHistory m_history;
    Autosave m_autosave;
    FileWatch m_watch;
    std::unique_ptr<QLockFile> m_lock;
    QString m_path, m_source;
    QByteArray m_sha256;
    std::optional<Recovery> m_recovery;
    QString m_strayJournal;
    bool m_readOnly = false;
    bool m_changedOnDisk = false;
    bool m_keepMine = false;
    bool m_autosaveFailing = false;
    bool m_replaying = false;
};

} // namespace groundplan
