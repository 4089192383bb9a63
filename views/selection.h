// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/rows.h"

#include <QObject>

namespace groundplan {

/// What is selected, shared by the canvas and all panels. Rows that leave the document are dropped by its owner.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const QList<ResourceId> &resources() const { return m_resources; } ///< in the order they were selected; the last is the main one
    const QList<ConnectionId> &connections() const { return m_connections; }
    const QList<AnnotationId> &annotations() const { return m_annotations; }
    bool isEmpty() const { return m_resources.isEmpty() && m_connections.isEmpty() && m_annotations.isEmpty(); }
    bool contains(const ResourceId &id) const { return m_resources.contains(id); }
    bool contains(const ConnectionId &id) const { return m_connections.contains(id); }
    bool contains(const AnnotationId &id) const { return m_annotations.contains(id); }

    void set(const QList<ResourceId> &resources, const QList<ConnectionId> &connections = {}, const QList<AnnotationId> &annotations = {});
    void clear() { set({}); }
    enum class Where { InView, Centre };
    Q_ENUM(Where)
    /// Selects one resource and asks the canvas to bring it into view, or into its middle.
    void reveal(const ResourceId &resource, Where where = Where::InView);

Q_SIGNALS:
    void changed();
    void revealRequested(const groundplan::ResourceId &resource, groundplan::Selection::Where where);

private:
    QList<ResourceId> m_resources;
    QList<ConnectionId> m_connections;
    QList<AnnotationId> m_annotations;
};

} // namespace groundplan
