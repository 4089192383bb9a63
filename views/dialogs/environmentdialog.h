// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace groundplan {

/// Edits one environment: where a blueprint is deployed, and with which values. Sensitive variables are named, but their values
/// are asked for at each run and have no place here.
class EnvironmentDialog : public QDialog {
    Q_OBJECT
public:
    EnvironmentDialog(const Blueprint &blueprint, const Environment &environment, const QStringList &regions, QWidget *parent = nullptr);

    /// What was entered; the same id as the environment that was given.
    Environment environment() const;

private:
    void addVariables(const Blueprint &blueprint);
    void check();

    Environment m_before;
    QStringList m_otherNames;
    QLineEdit *m_name;
    QComboBox *m_region;
    QLineEdit *m_profile;
    QLineEdit *m_role;
    QLineEdit *m_endpoint;
    QTableWidget *m_variables;
    QLabel *m_problem;
    QPushButton *m_ok;
};

/// A variable's value as the user types it: JSON where the type is no string, and back.
QString variableText(const Value &value);
/// Null for an empty text; an error when the text does not fit the type.
Result<Value> variableValue(const QString &text, const QString &type);

} // namespace groundplan
