// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panels/properties/blocksection.h"

class QLineEdit;

namespace groundplan {

class FieldRow;

/// All properties of what is selected in sections: required, common, and the rest, which is built when it is unfolded.
class Form : public QWidget {
    Q_OBJECT
public:
    Form(const FormModel &model, QWidget *parent);
    void sync();

private:
    void addSection(const QString &title);
    void addMember(const QString &name, QVBoxLayout *layout);
    void buildMore();
    void filterMore(const QString &text);

    const FormModel &m_model;
    QVBoxLayout *m_column, *m_moreColumn = nullptr;
    QWidget *m_more = nullptr;
    QLineEdit *m_filter = nullptr;
    QStringList m_rest;
    QList<FieldRow *> m_rows;
    QList<BlockSection *> m_blocks;
};

} // namespace groundplan
