// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panels/properties/formmodel.h"

#include <QWidget>

class QVBoxLayout;

namespace groundplan {

/// The lines of the selected resources, or the selected lines themselves: what each means, its ports, and a way to remove it.
class ConnectionsTab : public QWidget {
    Q_OBJECT
public:
    ConnectionsTab(const EditorContext &context, QWidget *parent);
    void list(const QList<ResourceId> &resources, const QList<ConnectionId> &connections);

private:
    QWidget *makeCard(const ConnectionId &id);
    void commit(const Result<ChangeSet> &changes);

    const EditorContext &m_context;
    QVBoxLayout *m_column;
    QList<Connection> m_shown; ///< as they were when the cards were made
    QList<ResourceId> m_ends;
};

} // namespace groundplan
