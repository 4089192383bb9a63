// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/workspace.h"

#include "model/blueprint/diskfile.h"
#include "model/blueprint/words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <sys/stat.h>

namespace groundplan {

namespace {

constexpr auto keyFile = "deployment.json";
constexpr auto recordFile = "plan.json";
constexpr auto stateFile = "terraform.tfstate";
constexpr int keptStates = 20;
constexpr int keptLogs = 50;

/// The path without links and dots, also of a file that is not there.
QString cleanPath(const QString &path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(QFileInfo(path).absoluteFilePath()) : canonical;
}

QString folderName(const WorkspaceKey &key)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(cleanPath(key.blueprintPath).toUtf8() + '\n' + key.environment.text().toUtf8());
    return QString::fromLatin1(hash.result().toHex().left(24));
}

Result<> makePrivateFolder(const QString &path)
{
    if (const Result<> made = diskfile::makeFolder(path); !made)
        return Error{tr("The working directory of the deployment cannot be made: %1.").arg(made.error().message), path};
    if (::chmod(QFile::encodeName(path).constData(), 0700) != 0)
        return Error{tr("The working directory of the deployment cannot be kept private."), path};
    return {};
}

QJsonObject readObject(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

Result<> writeFile(const QString &path, const QByteArray &bytes)
{
    const Result<> written = diskfile::replace(path, bytes, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return written ? Result<>() : Result<>(Error{tr("A file of the deployment cannot be written: %1.").arg(written.error().message), path});
}

/// How many of the blueprint's resources a workspace of a vanished file knows; -1: it is not for this blueprint.
int kinship(const QString &folder, const WorkspaceKey &key)
{
    const QJsonObject known = readObject(folder + QLatin1Char('/') + QLatin1String(keyFile));
    const QString path = known.value(QLatin1String("blueprint")).toString();
    if (path.isEmpty() || QFileInfo::exists(path) || known.value(QLatin1String("environment")).toString() != key.environment.text())
        return -1;
    int common = 0;
    for (const QJsonValue id : known.value(QLatin1String("resources")).toArray())
        common += key.resources.contains(id.toString()) ? 1 : 0;
    return common > 0 ? common : -1;
}

void keepNewest(const QString &folder, int count)
{
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files, QDir::Name); // names are times
    for (qsizetype i = 0; i < files.size() - count; ++i)
        QFile::remove(files.at(i).absoluteFilePath());
}

QString timeName() { return QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")); }

bool isCode(const QString &name)
{
    return name.endsWith(QLatin1String(".tf")) || name.endsWith(QLatin1String(".tf.json")) || name.endsWith(QLatin1String(".tfvars"))
        || name.endsWith(QLatin1String(".tfvars.json"));
}

} // namespace

WorkspaceKey WorkspaceKey::of(const Blueprint &blueprint, const QString &path, const EnvironmentId &environment)
{
    WorkspaceKey key{path, environment, blueprint.header().name, {}};
    blueprint.forEach<Resource>([&](const Resource &resource) { key.resources.insert(resource.id.text()); });
    return key;
}

QString Workspace::defaultRoot()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/deployments");
}

Result<std::unique_ptr<Workspace>> Workspace::open(const QString &root, const WorkspaceKey &key)
{
    if (key.blueprintPath.isEmpty())
        return Error{tr("Save the blueprint first: what is deployed is remembered for its file.")};
    if (const Result<> made = makePrivateFolder(root); !made)
        return made.error();
    const QString path = root + QLatin1Char('/') + folderName(key);
    auto workspace = std::unique_ptr<Workspace>(new Workspace(path));
    if (!QFileInfo::exists(path)) {
        int best = 0;
        QString from;
        for (const QString &name : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) { // newest first
            const int common = kinship(root + QLatin1Char('/') + name, key);
            if (common > best) {
                best = common;
                from = root + QLatin1Char('/') + name;
            }
        }
        if (!from.isEmpty()) {
            workspace->m_movedFrom =
                readObject(from + QLatin1Char('/') + QLatin1String(keyFile)).value(QLatin1String("blueprint")).toString();
            if (!QDir().rename(from, path))
                return Error{tr("The working directory of the moved blueprint cannot be taken over."), from};
        }
    }
    if (const Result<> made = makePrivateFolder(path); !made)
        return made.error();
    if (const Result<> written = workspace->writeKey(key); !written)
        return written.error();
    return workspace;
}

Result<> Workspace::writeKey(const WorkspaceKey &key) const
{
    QStringList ids(key.resources.begin(), key.resources.end());
    ids.sort();
    const QJsonObject known{{QStringLiteral("blueprint"), cleanPath(key.blueprintPath)},
                            {QStringLiteral("environment"), key.environment.text()},
                            {QStringLiteral("name"), key.name},
                            {QStringLiteral("resources"), QJsonArray::fromStringList(ids)}};
    return writeFile(m_path + QLatin1Char('/') + QLatin1String(keyFile), QJsonDocument(known).toJson());
}

bool Workspace::hasState() const { return QFileInfo(m_path + QLatin1Char('/') + QLatin1String(stateFile)).size() > 0; }

Result<> Workspace::lock()
{
    auto lock = std::make_unique<QLockFile>(m_path + QStringLiteral("/groundplan.lock"));
    lock->setStaleLockTime(0); // an apply may take hours; the lock of a program that is gone is broken all the same
    if (!lock->tryLock()) {
        qint64 pid = 0;
        QString host;
        QString program;
        lock->getLockInfo(&pid, &host, &program);
        return Error{tr("Another run is going on for this blueprint and environment. Wait until it ends."),
                     pid ? tr("process %1").arg(pid) : QString()};
    }
    m_lock = std::move(lock);
    return {};
}

Result<> Workspace::write(const FileSet &files)
{
    QDir folder(m_path);
    for (const QString &name : folder.entryList(QDir::Files)) {
        if (isCode(name) && !files.files.contains(name))
            folder.remove(name);
    }
    // Providers are chosen anew when their constraints change: else the lock file of an earlier choice refuses the new one.
    const QString versions = QStringLiteral("versions.tf");
    QFile old(folder.filePath(versions));
    if (old.open(QIODevice::ReadOnly) && old.readAll() != files.files.value(versions))
        folder.remove(QStringLiteral(".terraform.lock.hcl"));
    for (auto it = files.files.begin(); it != files.files.end(); ++it) {
        const QString path = QDir::cleanPath(folder.filePath(it.key()));
        if (!path.startsWith(m_path + QLatin1Char('/')))
            return Error{tr("A generated file would be written outside of the working directory."), it.key()};
        if (const Result<> made = diskfile::makeFolder(QFileInfo(path).path()); !made)
            return Error{tr("The working directory of the deployment cannot be made: %1.").arg(made.error().message), path};
        if (const Result<> written = writeFile(path, it.value()); !written)
            return written;
    }
    return {};
}

Result<> Workspace::writePrivate(const QString &name, const QByteArray &bytes)
{
    return writeFile(m_path + QLatin1Char('/') + name, bytes);
}

std::optional<PlanRecord> Workspace::planRecord() const
{
    const QJsonObject object = readObject(m_path + QLatin1Char('/') + QLatin1String(recordFile));
    if (object.isEmpty() || !QFileInfo::exists(m_path + QLatin1Char('/') + planFile()))
        return std::nullopt;
    return PlanRecord{object.value(QLatin1String("destroy")).toBool() ? DeployGoal::PlanDestroy : DeployGoal::Plan,
                      object.value(QLatin1String("fingerprint")).toString().toLatin1(), object.value(QLatin1String("engine")).toString(),
                      QDateTime::fromString(object.value(QLatin1String("made")).toString(), Qt::ISODate)};
}

Result<> Workspace::keepPlan(const PlanRecord &record)
{
    const QJsonObject object{{QStringLiteral("destroy"), record.goal == DeployGoal::PlanDestroy},
                             {QStringLiteral("fingerprint"), QString::fromLatin1(record.fingerprint)},
                             {QStringLiteral("engine"), record.enginePath},
                             {QStringLiteral("made"), record.made.toString(Qt::ISODate)}};
    return writePrivate(QLatin1String(recordFile), QJsonDocument(object).toJson());
}

void Workspace::discardPlan()
{
    QFile::remove(m_path + QLatin1Char('/') + QLatin1String(recordFile));
    QFile::remove(m_path + QLatin1Char('/') + planFile());
}

Result<> Workspace::backUpState()
{
    if (!hasState())
        return {};
    const QString folder = m_path + QStringLiteral("/states");
    if (const Result<> made = makePrivateFolder(folder); !made)
        return made;
    const QString copy = folder + QLatin1Char('/') + timeName() + QStringLiteral(".tfstate");
    if (!QFile::copy(m_path + QLatin1Char('/') + QLatin1String(stateFile), copy))
        return Error{tr("The state cannot be copied before the apply."), copy};
    keepNewest(folder, keptStates);
    return {};
}

QString Workspace::newLogPath() const
{
    const QString folder = m_path + QStringLiteral("/logs");
    if (!makePrivateFolder(folder))
        return {};
    keepNewest(folder, keptLogs - 1);
    return folder + QLatin1Char('/') + timeName() + QStringLiteral(".log");
}

} // namespace groundplan
