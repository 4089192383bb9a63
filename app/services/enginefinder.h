// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/process.h"

#include <QObject>
#include <QVersionNumber>

namespace groundplan {

/// A deployment engine on this machine.
struct Engine {
    QString path;
    QString name; ///< "OpenTofu" or "Terraform"; empty when it is neither
    QVersionNumber version;
    QString problem; ///< empty: it can be used

    bool isUsable() const { return !path.isEmpty() && problem.isEmpty(); }
    bool isTofu() const { return name == QLatin1String("OpenTofu"); }
    QString title() const; ///< "OpenTofu 1.8.3"
    bool operator==(const Engine &) const = default;
};

/// Finds `tofu` and `terraform`, and asks each for its version, at most a few seconds long.
class EngineFinder : public QObject {
    Q_OBJECT
public:
    static const QVersionNumber oldestVersion;

    explicit EngineFinder(QObject *parent = nullptr);

    /// Looks at `configured` (when not empty), then on the search path (PATH when `folders` is empty). A search that is
    /// going on is dropped.
    void look(const QString &configured, const QStringList &folders = {});
    bool isLooking() const { return m_open > 0; }
    const QList<Engine> &engines() const { return m_engines; } ///< of the last search, the configured one first
    void setTimeout(std::chrono::milliseconds timeout) { m_timeout = timeout; }

    /// The engine at `preferred` when it is usable, else the first usable one, else none.
    static Engine choose(const QList<Engine> &engines, const QString &preferred);
    static QString nothingFoundText();

Q_SIGNALS:
    void found();

private:
    void ask(qsizetype index);
    void answered(qsizetype index, const ProcessEnd &end, bool timedOut, const QList<QByteArray> &lines);

    QList<Engine> m_engines;
    std::chrono::milliseconds m_timeout{10000};
    QObject *m_search = nullptr; ///< owns the processes of the search that is going on
    int m_open = 0;
};

/// What an engine's `version` output says: name and version, both empty when it is no engine's.
Engine engineFromVersionOutput(const QList<QByteArray> &lines);

} // namespace groundplan
