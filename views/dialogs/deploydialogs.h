// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/deployment/plan.h"

#include <QDialog>

class QLineEdit;

namespace groundplan {

/// The last question before an apply: what it would do, and where.
class ApplyDialog : public QDialog {
    Q_OBJECT
public:
    ApplyDialog(const QString &blueprint, const Plan &plan, const QString &target, QWidget *parent = nullptr);
};

/// The last question before a destroy, answered by typing the blueprint's name.
class DestroyDialog : public QDialog {
    Q_OBJECT
public:
    DestroyDialog(const QString &blueprint, const Plan &plan, const QString &target, QWidget *parent = nullptr);
};

/// Asks for the values of sensitive variables. They are handed over and not kept.
class SecretsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SecretsDialog(const QStringList &variables, QWidget *parent = nullptr);
    QString value(const QString &variable) const;

private:
    QList<QLineEdit *> m_edits; ///< each named after its variable
};

} // namespace groundplan
