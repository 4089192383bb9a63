// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/history.h"

#include "model/blueprint/words.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QUuid>
#include <QVariant>

namespace groundplan {

namespace {

constexpr int currentFormat = 1;

Error failed(const QSqlError &error) { return {tr("The history of deployments cannot be used."), error.text()}; }

QString stamp(const QDateTime &time) { return time.toUTC().toString(Qt::ISODateWithMs); }

QDateTime time(const QVariant &text) { return QDateTime::fromString(text.toString(), Qt::ISODateWithMs); }

} // namespace

QString History::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/history.sqlite");
}

History::History(const QString &path)
    : m_path(path),
      m_connection(QStringLiteral("groundplan-history-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

History::~History()
{
    if (m_isOpen)
        QSqlDatabase::database(m_connection).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<> History::open()
{
    if (m_isOpen)
        return {};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSqlDatabase database = QSqlDatabase::contains(m_connection) ? QSqlDatabase::database(m_connection, false)
                                                                 : QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    database.setDatabaseName(m_path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
    if (!database.open())
        return failed(database.lastError());
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return failed(query.lastError());
    if (query.value(0).toInt() > currentFormat)
        return Error{tr("The history of deployments was written by a newer version of Groundplan."), m_path};
    query.finish();
    const QStringList statements{
        QStringLiteral("CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT NOT NULL, "
                       "blueprint TEXT, path TEXT, environment TEXT, engine TEXT, kind TEXT NOT NULL, creates INTEGER, "
                       "updates INTEGER, replaces INTEGER, deletes INTEGER, outcome TEXT NOT NULL, message TEXT, log TEXT)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS runs_path ON runs (path, started)"),
        QStringLiteral("PRAGMA user_version = %1").arg(currentFormat)};
    for (const QString &statement : statements) {
        if (!query.exec(statement))
            return failed(query.lastError());
    }
    m_isOpen = true;
    return {};
}

Result<> History::add(const HistoryEntry &entry)
{
    if (const Result<> opened = open(); !opened)
        return opened;
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(QStringLiteral("INSERT INTO runs (started, ended, blueprint, path, environment, engine, kind, creates, updates, "
                                 "replaces, deletes, outcome, message, log) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    const QVariantList values{stamp(entry.started), stamp(entry.ended), entry.blueprint, entry.blueprintPath, entry.environment,
                              entry.engine,         entry.kind,         entry.creates,   entry.updates,       entry.replaces,
                              entry.deletes,        entry.outcome,      entry.message,   entry.logPath};
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failed(query.lastError());
    return {};
}

Result<QList<HistoryEntry>> History::entries(const QString &blueprintPath, int limit)
{
    if (const Result<> opened = open(); !opened)
        return opened.error();
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(QStringLiteral("SELECT id, started, ended, blueprint, path, environment, engine, kind, creates, updates, replaces, "
                                 "deletes, outcome, message, log FROM runs WHERE ? = '' OR path = ? ORDER BY started DESC, id DESC "
                                 "LIMIT ?"));
    const QString path = blueprintPath.isNull() ? QStringLiteral("") : blueprintPath;
    query.addBindValue(path);
    query.addBindValue(path);
    query.addBindValue(limit);
    if (!query.exec())
        return failed(query.lastError());
    QList<HistoryEntry> result;
    while (query.next()) {
        result << HistoryEntry{query.value(0).toLongLong(), time(query.value(1)),       time(query.value(2)),
                               query.value(3).toString(),   query.value(4).toString(),  query.value(5).toString(),
                               query.value(6).toString(),   query.value(7).toString(),  query.value(8).toInt(),
                               query.value(9).toInt(),      query.value(10).toInt(),    query.value(11).toInt(),
                               query.value(12).toString(),  query.value(13).toString(), query.value(14).toString()};
    }
    return result;
}

} // namespace groundplan
