// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panels/properties/editors.h"

class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace groundplan {

/// A list as chips; typing and Enter adds one, the cross removes it.
class ChipsEditor : public ValueEditor {
    Q_OBJECT
public:
    ChipsEditor(const FieldSpec &spec, const FormModel &model, QWidget *parent);
    void setValue(const Value &value) override;
    void setHint(const QString &hint) override;

private:
    void build();
    void add();

    const FormModel &m_model;
    bool m_number;
    ValueList m_items;
    QList<Chip *> m_chips;
    QLineEdit *m_input;
};

/// A map as rows of key and value: tags, environment variables.
class RowsEditor : public ValueEditor {
    Q_OBJECT
public:
    RowsEditor(const FormModel &model, QWidget *parent);
    void setValue(const Value &value) override;
    void setHint(const QString &hint) override;

private:
    struct Row {
        QWidget *widget;
        QLineEdit *key, *value;
    };
    void addRow(const QString &key, const QString &value);
    ValueMap rows() const;

    const FormModel &m_model;
    QList<Row> m_rows;
    QVBoxLayout *m_layout;
    QToolButton *m_add;
};

} // namespace groundplan
