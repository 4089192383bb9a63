// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/livecode.h"

#include <QThreadPool>
#include <QTimer>

namespace groundplan {

/// The document's code, kept up to date in the background: at most one run going and one pending. Shows nothing.
class CodePreview : public QObject {
    Q_OBJECT
public:
    struct Request {
        Blueprint blueprint; ///< a snapshot
        quint64 revision = 0;
        Target target = Target::Terraform;
        GenerateOptions options = {};
    };
    struct Preview {
        quint64 revision = 0;
        Target target = Target::Terraform;
        Generated generated;
    };

    explicit CodePreview(const Catalog &catalog, QObject *parent = nullptr);
    ~CodePreview() override;

    /// To be told of every change of the document, before the request that is for it.
    void note(const ChangeSet &changes);
    /// The last request of a burst wins; it starts once the hand rests for a moment.
    void request(Request request);
    bool isBusy() const { return m_running || m_pending; }

Q_SIGNALS:
    void ready(const groundplan::CodePreview::Preview &preview);

private:
    void start();

    LiveCode m_code; ///< the run's
    QThreadPool m_worker;
    QTimer m_settle;
    std::optional<Request> m_pending;
    std::optional<ChangeSet> m_noted = ChangeSet();   ///< since the last request; nothing: too many
    std::optional<ChangeSet> m_changes = ChangeSet(); ///< up to the last request, since the last run
    bool m_running = false;
};

} // namespace groundplan
