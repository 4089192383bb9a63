// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panels/properties/formmodel.h"

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace groundplan {

class FieldRow;

/// What a block section shows: a nested block, or a list of objects that HCL writes as blocks.
struct BlockSpec {
    QString path, schemaPath, label;
    int minItems = 0, maxItems = 0; ///< 0: no limit
    std::shared_ptr<const BlockSchema> block;
};
BlockSpec blockSpec(const NestedBlock &nested, const QString &path, const QString &schemaPath);
BlockSpec blockSpec(const AttributeSchema &attribute, const QString &path, const QString &schemaPath);

/// The blocks of one name, each a card with its own fields. Cards are rebuilt only when their number changes.
class BlockSection : public QWidget {
    Q_OBJECT
public:
    BlockSection(BlockSpec spec, const FormModel &model, QWidget *parent);

    const BlockSpec &spec() const { return m_spec; }
    void sync();

Q_SIGNALS:
    void failed(const QString &why);

private:
    void rebuild(int count);
    QWidget *makeCard(int index);
    void edit(const QString &path, const Value &value);

    BlockSpec m_spec;
    const FormModel &m_model;
    QVBoxLayout *m_cards;
    QToolButton *m_add;
    int m_count = 0;
    QList<FieldRow *> m_rows;
    QList<BlockSection *> m_inner;
};

} // namespace groundplan
