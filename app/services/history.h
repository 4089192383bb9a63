// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/result.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace groundplan {

/// One run as it is remembered.
struct HistoryEntry {
    qint64 id = 0;
    QDateTime started, ended;
    QString blueprint; ///< its name
    QString blueprintPath;
    QString environment; ///< its name; empty: as drawn
    QString engine;      ///< "OpenTofu 1.8.3"
    QString kind;        ///< validate, plan, apply, plan-destroy, destroy
    int creates = 0, updates = 0, replaces = 0, deletes = 0;
    QString outcome; ///< done, failed, cancelled
    QString message;
    QString logPath;
    bool operator==(const HistoryEntry &) const = default;
};

/// Every run that ever ended, in an SQLite file of the user's own. A history that cannot be written stops no deployment.
class History {
public:
    static QString defaultPath();

    explicit History(const QString &path);
    ~History();
    History(const History &) = delete;
    History &operator=(const History &) = delete;

    Result<> add(const HistoryEntry &entry);
    /// Newest first; of one blueprint when `blueprintPath` is not empty.
    Result<QList<HistoryEntry>> entries(const QString &blueprintPath = {}, int limit = 100);

private:
    Result<> open();

    QString m_path;
    QString m_connection;
    bool m_isOpen = false;
};

} // namespace groundplan
