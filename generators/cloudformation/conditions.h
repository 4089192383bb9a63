// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/cloudformation/intrinsics.h"

namespace groundplan::cloudformation {

/// Resources that a flag switches on and off (`count = var.wanted ? 1 : 0`), as conditions of the template.
class Conditions {
public:
    Conditions(const lowering::Lowered &lowered, const QHash<QString, QString> &parameters);

    /// The condition of a resource; empty: it has none.
    QString of(const ResourceId &resource) const { return m_ofResource.value(resource); }
    bool isEmpty() const { return m_flags.isEmpty(); }
    void write(Node &out) const;

private:
    struct Flag {
        QString parameter;
        bool isOn = true;
    };
    QMap<QString, Flag> m_flags; ///< by the condition's name
    QHash<ResourceId, QString> m_ofResource;
};

} // namespace groundplan::cloudformation
