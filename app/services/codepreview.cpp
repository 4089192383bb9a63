// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/codepreview.h"

namespace groundplan {

CodePreview::CodePreview(const Catalog &catalog, QObject *parent) : QObject(parent), m_code(catalog)
{
    m_worker.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(30);
    connect(&m_settle, &QTimer::timeout, this, &CodePreview::start);
}

CodePreview::~CodePreview()
{
    // The run going reads the catalog and the last code; it ends within a fraction of a second.
    m_worker.clear();
    m_worker.waitForDone();
}

void CodePreview::note(const ChangeSet &changes)
{
    constexpr size_t most = 500; // then all is made again, and nothing needs to be kept for it
    if (m_noted && m_noted->changes.size() + changes.changes.size() <= most)
        m_noted->append(changes);
    else
        m_noted.reset();
}

void CodePreview::request(Request request)
{
    if (m_changes && m_noted)
        m_changes->append(*m_noted);
    else
        m_changes.reset();
    m_noted = ChangeSet();
    m_pending = std::move(request);
    if (!m_running && !m_settle.isActive())
        m_settle.start();
}

void CodePreview::start()
{
    if (m_running || !m_pending)
        return;
    m_running = true;
    m_worker.start([this, request = *std::exchange(m_pending, std::nullopt), changes = std::exchange(m_changes, ChangeSet())] {
        Preview preview{request.revision, request.target, m_code.update(request.blueprint, changes, request.target, request.options)};
        const auto deliver = [this, preview = std::move(preview)] {
            m_running = false;
            Q_EMIT ready(preview);
            start();
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    });
}

} // namespace groundplan

#include "moc_codepreview.cpp"
