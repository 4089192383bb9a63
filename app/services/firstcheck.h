// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/checker.h"

#include <QObject>
#include <QThreadPool>

namespace groundplan {

/// Checks a large blueprint on a worker, so that it can be seen before all of its problems are known.
class FirstCheck : public QObject {
    Q_OBJECT
public:
    /// Up to here the check is over before anybody could see that it runs.
    static constexpr qsizetype mostAtOnce = 1500;

    explicit FirstCheck(const Checker &checker, QObject *parent = nullptr);
    ~FirstCheck() override;

    void start(const Blueprint &snapshot);
    bool isRunning() const { return m_running; }
    /// An edit since the start: what is found will be brought up to it.
    void miss(const ChangeSet &changes);

    /// To be called on done(): fills `findings` with what is true of `now`, the blueprint with all edits in it.
    void deliver(LiveFindings &findings, const Blueprint &now);

Q_SIGNALS:
    void done();

private:
    const Checker &m_checker;
    QThreadPool m_worker;
    std::shared_ptr<LiveFindings> m_found;
    ChangeSet m_missed;
    bool m_running = false;
};

} // namespace groundplan
