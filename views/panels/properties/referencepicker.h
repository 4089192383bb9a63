// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panels/properties/formmodel.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace groundplan {

/// Finds the resource and attribute that a field shall refer to: those that are known to fit first, then any. Deletes itself.
class ReferencePicker : public QDialog {
    Q_OBJECT
public:
    ReferencePicker(const FormModel &model, const FieldSpec &spec, QWidget *parent);

Q_SIGNALS:
    void picked(const groundplan::Reference &reference);

private:
    void filter(const QString &text);
    void take();

    QLineEdit *m_search;
    QListWidget *m_list;
};

} // namespace groundplan
