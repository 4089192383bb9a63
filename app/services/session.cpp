// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/session.h"

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/diff.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

namespace groundplan {

Q_LOGGING_CATEGORY(lcSession, "groundplan.session")

namespace {

constexpr qint64 largestFile = qint64(256) << 20;

Result<QByteArray> readBytes(const QString &path)
{
    QFile file(path);
    const QString native = QDir::toNativeSeparators(path);
    if (QFileInfo(path).isDir())
        return Error{Session::tr("That is a folder, not a blueprint."), native};
    if (!file.open(QIODevice::ReadOnly))
        return Error{Session::tr("The file can't be opened: %1").arg(file.errorString()), native};
    if (file.size() > largestFile)
        return Error{Session::tr("The file is larger than 256 MiB and was not read."), native};
    QByteArray bytes = file.read(largestFile + 1);
    if (file.error() != QFile::NoError)
        return Error{Session::tr("The file can't be read: %1").arg(file.errorString()), native};
    if (bytes.size() > largestFile)
        return Error{Session::tr("The file is larger than 256 MiB and was not read."), native};
    return bytes;
}

struct Loaded {
    Blueprint blueprint;
    QByteArray sha256;
};

Result<Loaded> load(const QString &path)
{
    const auto bytes = readBytes(path);
    if (!bytes)
        return bytes.error();
    const auto blueprint = blueprintfile::read(*bytes);
    if (!blueprint) {
        const QString place = blueprint.error().detail;
        return Error{blueprint.error().message,
                     QDir::toNativeSeparators(path) + (place.isEmpty() ? QString() : QStringLiteral(", ") + place)};
    }
    return Loaded{*blueprint, QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256)};
}

QByteArray contentSha256(const Blueprint &blueprint)
{
    return QCryptographicHash::hash(blueprintfile::write(blueprint), QCryptographicHash::Sha256);
}

QString lockPathFor(const QString &documentPath)
{
    const QFileInfo file(documentPath);
    return file.absolutePath() + QStringLiteral("/.") + file.fileName() + QStringLiteral(".lock");
}

std::unique_ptr<QLockFile> makeLock(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path);
    lock->setStaleLockTime(0); // never by age: a document may stay open for weeks; a dead owner is noticed all the same
    return lock;
}

} // namespace

Session::Session(const QString &scratchFolder, Blueprint blueprint, QString path, QString source, QByteArray sha256)
    : m_scratchFolder(scratchFolder),
      m_document(blueprint),
      m_saved(std::move(blueprint)),
      m_path(std::move(path)),
      m_source(std::move(source)),
      m_sha256(std::move(sha256))
{
    connect(&m_document, &Document::changed, this, &Session::record);
    connect(&m_watch, &FileWatch::changed, this, [this](const QByteArray &sha) {
        m_changedOnDisk = sha != m_sha256;
        m_keepMine = false;
        Q_EMIT changedOnDisk();
    });
}

Session::Session(const QString &scratchFolder, const Blueprint &initial, const QString &source, QObject *parent)
    : Session(scratchFolder, initial, QString(), source, source.isEmpty() ? contentSha256(initial) : fileSha256(source))
{
    setParent(parent);
    const QString journalPath = Autosave::newUntitledPath(scratchFolder);
    m_autosave.begin(journalPath, base());
    QDir().mkpath(scratchFolder);
    lock(journalPath + QStringLiteral(".lock"));
}

Session::~Session()
{
    if (!isDirty())
        m_autosave.discard();
}

Blueprint Session::emptyBlueprint()
{
    Blueprint blueprint;
    ChangeSet first;
    // Always the same id: an untitled document's journal replays on it.
    Page page;
    page.id = PageId(QStringLiteral("page1"));
    page.name = tr("Page 1");
    first.add(page);
    const auto applied = blueprint.apply(first);
    Q_ASSERT(applied);
    return blueprint;
}

Result<std::unique_ptr<Session>> Session::open(const QString &path, const QString &scratchFolder)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    qCInfo(lcSession).noquote() << "Opening" << absolute;
    const auto loaded = load(absolute);
    if (!loaded)
        return loaded.error();
    std::unique_ptr<Session> session(new Session(scratchFolder, loaded->blueprint, absolute, QString(), loaded->sha256));
    session->lock(lockPathFor(absolute));
    session->m_watch.watch(absolute, loaded->sha256);
    if (!session->m_readOnly) {
        session->readJournal(Autosave::pathFor(absolute, scratchFolder));
        return session;
    }
    const QString journalPath = Autosave::newUntitledPath(scratchFolder);
    QDir().mkpath(scratchFolder);
    session->m_autosave.begin(journalPath, session->base());
    session->lock(journalPath + QStringLiteral(".lock"));
    session->m_readOnly = true;
    return session;
}

Result<std::unique_ptr<Session>> Session::openUntitled(const QString &journalPath, const QString &scratchFolder)
{
    const auto bytes = readBytes(journalPath);
    if (!bytes)
        return bytes.error();
    const auto recovered = journal::read(*bytes);
    if (!recovered)
        return recovered.error();
    Loaded start{emptyBlueprint(), contentSha256(emptyBlueprint())};
    const QString source = recovered->base.path;
    if (!source.isEmpty()) {
        auto loaded = load(source);
        if (!loaded)
            return loaded.error();
        start = *loaded;
    }
    if (start.sha256 != recovered->base.sha256)
        return Error{tr("The document that these edits belong to has changed."), QDir::toNativeSeparators(journalPath)};
    std::unique_ptr<Session> session(new Session(scratchFolder, start.blueprint, QString(), source, start.sha256));
    session->lock(journalPath + QStringLiteral(".lock"));
    session->readJournal(journalPath);
    return session;
}

QStringList Session::abandonedJournals(const QString &scratchFolder)
{
    QStringList result;
    for (const QString &path : Autosave::untitledPaths(scratchFolder)) {
        const auto lock = makeLock(path + QStringLiteral(".lock"));
        if (lock->tryLock(0))
            result.append(path);
    }
    return result;
}

void Session::readJournal(const QString &journalPath)
{
    if (!QFileInfo::exists(journalPath)) {
        m_autosave.begin(journalPath, base());
        return;
    }
    const auto bytes = readBytes(journalPath);
    const auto found = bytes ? journal::read(*bytes) : Result<journal::Recovered>(bytes.error());
    if (!found || found->base.sha256 != m_sha256) {
        m_strayJournal = journalPath + QDateTime::currentDateTime().toString(QStringLiteral(".yyyyMMdd-HHmmss"));
        QFile::rename(journalPath, m_strayJournal);
        m_autosave.begin(journalPath, base());
        return;
    }
    Recovery recovery{0, QFileInfo(journalPath).lastModified()};
    m_replaying = true; // what is applied now is in the journal already
    for (const ChangeSet &edit : found->edits) {
        if (!m_document.apply(edit))
            break;
        m_history.push(edit);
        ++recovery.editCount;
    }
    m_replaying = false;
    if (recovery.editCount == 0) {
        m_autosave.begin(journalPath, base());
        return;
    }
    m_recovery = recovery;
    const bool isWhole = recovery.editCount == found->edits.size();
    // Edits after one that does not fit would never be replayed: begin again with what could be.
    if (!isWhole || !m_autosave.resume(journalPath, found->base, bytes->size() - found->ignoredBytes)) {
        m_autosave.begin(journalPath, base());
        m_autosaveFailing = true;
        record(ChangeSet{});
    }
}

Result<> Session::commit(const ChangeSet &changes)
{
    if (changes.isEmpty())
        return {};
    if (auto applied = m_document.apply(changes); !applied)
        return applied;
    m_history.push(changes);
    Q_EMIT historyChanged();
    return {};
}

void Session::undo()
{
    if (!mayUndo())
        return;
    const ChangeSet changes = inverse(*m_history.undoStep());
    m_history.stepBack();
    step(changes);
}

void Session::redo()
{
    if (!mayRedo())
        return;
    const ChangeSet changes = *m_history.redoStep();
    m_history.stepForward();
    step(changes);
}

QStringList Session::historyTexts() const
{
    QStringList texts;
    for (const ChangeSet &step : m_history.steps())
        texts.append(step.text);
    return texts;
}

void Session::goTo(qsizetype position)
{
    position = std::clamp<qsizetype>(position, 0, m_history.stepCount());
    while (m_history.position() > position)
        undo();
    while (m_history.position() < position)
        redo();
}

void Session::step(const ChangeSet &changes)
{
    if (const auto applied = m_document.apply(changes); !applied)
        qCCritical(lcSession).noquote() << "A step of the history does not fit:" << applied.error().text();
    Q_EMIT historyChanged();
}

void Session::record(const ChangeSet &changes)
{
    if (m_replaying)
        return;
    Result<> written;
    if (m_autosaveFailing) {
        // The journal lacks an edit: one that begins anew with everything since the last save is whole again.
        const QString path = m_autosave.path();
        m_autosave.begin(path, base());
        written = m_autosave.append(difference(m_saved, blueprint()));
    } else {
        written = m_autosave.append(changes);
    }
    const bool wasFailing = std::exchange(m_autosaveFailing, !written.ok());
    if (!written && !wasFailing) {
        qCWarning(lcSession).noquote() << written.error().text();
        Q_EMIT autosaveFailed(written.error());
    }
}

QString Session::title() const
{
    if (!m_path.isEmpty())
        return QFileInfo(m_path).completeBaseName();
    const QString name = blueprint().header().name;
    return name.isEmpty() ? tr("Untitled") : name;
}

Result<> Session::save()
{
    if (m_path.isEmpty())
        return Error{tr("The document has no file yet.")};
    if (m_readOnly)
        return Error{tr("The file is open in another Groundplan; save this one under another name."), QDir::toNativeSeparators(m_path)};
    if (!m_keepMine && QFileInfo::exists(m_path) && fileSha256(m_path) != m_sha256) {
        m_changedOnDisk = true;
        Q_EMIT changedOnDisk();
        return Error{tr("The file changed on disk since it was opened."), QDir::toNativeSeparators(m_path)};
    }
    return write(m_path);
}

Result<> Session::overwrite()
{
    if (m_readOnly)
        return save();
    return write(m_path);
}

Result<> Session::saveAs(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (absolute == m_path)
        return overwrite();
    auto newLock = makeLock(lockPathFor(absolute));
    if (!newLock->tryLock(0) && newLock->error() == QLockFile::LockFailedError)
        return Error{tr("That file is open in another Groundplan."), QDir::toNativeSeparators(absolute)};
    if (auto written = write(absolute); !written)
        return written;
    m_lock = std::move(newLock);
    m_readOnly = false;
    Q_EMIT fileChanged();
    return {};
}

Result<> Session::write(const QString &path)
{
    qCInfo(lcSession).noquote() << "Saving" << path;
    if (auto saved = blueprintfile::save(blueprint(), path); !saved)
        return saved;
    m_path = path;
    m_sha256 = fileSha256(path);
    m_saved = blueprint();
    m_history.markClean();
    m_autosave.discard();
    m_autosave.begin(Autosave::pathFor(path, m_scratchFolder), base());
    m_autosaveFailing = m_changedOnDisk = m_keepMine = false;
    m_recovery.reset();
    m_watch.watch(path, m_sha256);
    Q_EMIT fileChanged();
    Q_EMIT historyChanged();
    return {};
}

Result<> Session::reload()
{
    const auto loaded = load(m_path);
    if (!loaded)
        return loaded.error();
    ChangeSet changes = difference(blueprint(), loaded->blueprint);
    changes.text = tr("Reload from disk");
    if (auto committed = commit(changes); !committed)
        return committed;
    m_sha256 = loaded->sha256;
    m_saved = blueprint();
    m_history.markClean();
    const QString journalPath = m_autosave.path();
    m_autosave.begin(journalPath, base());
    m_autosaveFailing = m_changedOnDisk = m_keepMine = false;
    m_watch.watch(m_path, m_sha256);
    Q_EMIT fileChanged();
    Q_EMIT historyChanged();
    return {};
}

void Session::keepMine()
{
    m_keepMine = true;
    m_changedOnDisk = false;
    Q_EMIT fileChanged();
}

void Session::keepRecovered() { m_recovery.reset(); }

Result<> Session::discardRecovered()
{
    ChangeSet back = difference(blueprint(), m_saved);
    back.text = tr("Discard recovered edits");
    if (auto applied = m_document.apply(back); !applied)
        return applied;
    m_history.clear();
    m_recovery.reset();
    const QString journalPath = m_autosave.path();
    m_autosave.begin(journalPath, base());
    Q_EMIT historyChanged();
    return {};
}

void Session::abandon()
{
    m_autosave.discard();
    m_autosave.close();
}

void Session::lock(const QString &lockPath)
{
    m_lock = makeLock(lockPath);
    // A folder that can't be written to has no lock; saving there fails with its own message.
    m_readOnly = !m_lock->tryLock(0) && m_lock->error() == QLockFile::LockFailedError;
}

journal::Base Session::base() const { return {m_path.isEmpty() ? m_source : m_path, m_sha256}; }

} // namespace groundplan

#include "moc_session.cpp"
