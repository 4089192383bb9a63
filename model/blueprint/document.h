// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

#include <QObject>

namespace groundplan {

/// The one door to a blueprint: apply() is all or nothing and is followed by one changed(). Undo, files and selection are others'.
class Document : public QObject {
    Q_OBJECT
public:
    explicit Document(Blueprint blueprint = {}, QObject *parent = nullptr);

    const Blueprint &blueprint() const { return m_blueprint; }
    quint64 revision() const { return m_revision; }
    Result<> apply(const ChangeSet &changes);

Q_SIGNALS:
    void changed(const groundplan::ChangeSet &changes);

private:
    Blueprint m_blueprint;
    quint64 m_revision = 0;
};

} // namespace groundplan
