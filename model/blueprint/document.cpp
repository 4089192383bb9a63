// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/document.h"

namespace groundplan {

Document::Document(Blueprint blueprint, QObject *parent) : QObject(parent), m_blueprint(std::move(blueprint)) { }

Result<> Document::apply(const ChangeSet &changes)
{
    if (const auto applied = m_blueprint.apply(changes); !applied)
        return applied;
    ++m_revision;
    Q_EMIT changed(changes);
    return {};
}

} // namespace groundplan

#include "moc_document.cpp"
