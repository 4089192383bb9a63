// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/costing/estimate.h"
#include "views/editorcontext.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace groundplan {

/// What the selected resource costs in a month, part by part, and the amounts of use that this rests on. An amount that is typed
/// goes into the file and into all selected resources of the type; an empty one is the standard assumption again.
class CostTab : public QWidget {
    Q_OBJECT
public:
    CostTab(const EditorContext &context, const Estimator &estimator, QWidget *parent);
    void list(const QList<ResourceId> &resources);

private:
    void build(const Resource &resource);
    void show(const Resource &resource);
    void addPart(const CostPart &part);
    void setAmount(const QString &key, const QString &text);

    const EditorContext &m_context;
    const Estimator &m_estimator;
    QList<ResourceId> m_resources; ///< of one type; the last is the one that is shown
    QString m_type;
    QVBoxLayout *m_column;
    QLabel *m_total = nullptr, *m_note = nullptr, *m_message = nullptr;
    QVBoxLayout *m_parts = nullptr;
    QHash<QString, QLineEdit *> m_amounts; ///< by the key in meta["usage"]
};

} // namespace groundplan
