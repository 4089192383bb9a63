// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/firstcheck.h"

namespace groundplan {

FirstCheck::FirstCheck(const Checker &checker, QObject *parent) : QObject(parent), m_checker(checker) { m_worker.setMaxThreadCount(1); }

FirstCheck::~FirstCheck()
{
    // The run reads the checker; it ends within a second.
    m_worker.waitForDone();
}

void FirstCheck::start(const Blueprint &snapshot)
{
    Q_ASSERT(!m_running);
    m_running = true;
    m_missed = {};
    m_worker.start([this, snapshot] {
        auto found = std::make_shared<LiveFindings>(m_checker);
        found->reset(snapshot);
        const auto deliver = [this, found] {
            m_found = found;
            m_running = false;
            Q_EMIT done();
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    });
}

void FirstCheck::miss(const ChangeSet &changes) { m_missed = m_missed.isEmpty() ? changes : composed(m_missed, changes); }

void FirstCheck::deliver(LiveFindings &findings, const Blueprint &now)
{
    if (!m_found)
        return;
    findings.swap(*m_found);
    m_found.reset();
    if (!m_missed.isEmpty())
        findings.update(now, std::exchange(m_missed, {}));
}

} // namespace groundplan

#include "moc_firstcheck.cpp"
