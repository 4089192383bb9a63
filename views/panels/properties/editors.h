// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panels/properties/formmodel.h"

#include <QWidget>

namespace groundplan {

/// Edits one literal value. setValue() leaves alone what already says the same, so that typing is never disturbed.
class ValueEditor : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual void setValue(const Value &value) = 0;
    virtual void setHint(const QString &) { } ///< shown while there is no value: "several values"

Q_SIGNALS:
    void edited(const groundplan::Value &value, bool typing);
    void refused(const QString &why); ///< what was typed cannot be a value
};

/// The editor that fits a field's type and rule, and the value that it has to show.
ValueEditor *makeEditor(const FieldSpec &spec, const Value &value, const FormModel &model, QWidget *parent);
/// Whether makeEditor would choose another kind of editor for `value` than it did for `before`.
bool needsOtherEditor(const FieldSpec &spec, const Value &before, const Value &value);

/// A small rounded label with a cross, for references and list items.
class Chip : public QWidget {
    Q_OBJECT
public:
    Chip(const QString &text, bool removable, QWidget *parent);

Q_SIGNALS:
    void clicked();
    void removed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    QSize sizeHint() const override;

private:
    QRect crossRect() const;

    QString m_text;
    bool m_removable;
};

} // namespace groundplan
