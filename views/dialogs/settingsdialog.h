// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace groundplan {

/// What the user may prefer.
struct Preferences {
    QString theme = QStringLiteral("system");
    bool reopenLast = true;
    bool showCosts = true;
    bool snapToGrid = true;
    QString enginePath;     ///< empty: looked for on PATH
    QString providerMirror; ///< empty: the registry
    bool operator==(const Preferences &) const = default;
};

/// Shows the preferences; each change is told at once, there is nothing to confirm.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const Preferences &preferences, QWidget *parent = nullptr);

Q_SIGNALS:
    void changed(const groundplan::Preferences &preferences);

private:
    QWidget *pathRow(QLineEdit *field, bool folder);
    void tell();

    QComboBox *m_theme;
    QCheckBox *m_reopen, *m_costs, *m_snap;
    QLineEdit *m_engine, *m_mirror;
};

} // namespace groundplan
