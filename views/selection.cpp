// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/selection.h"

namespace groundplan {

void Selection::set(const QList<ResourceId> &resources, const QList<ConnectionId> &connections, const QList<AnnotationId> &annotations)
{
    if (resources == m_resources && connections == m_connections && annotations == m_annotations)
        return;
    m_resources = resources;
    m_connections = connections;
    m_annotations = annotations;
    Q_EMIT changed();
}

void Selection::reveal(const ResourceId &resource, Where where)
{
    set({resource});
    Q_EMIT revealRequested(resource, where);
}

} // namespace groundplan

#include "moc_selection.cpp"
