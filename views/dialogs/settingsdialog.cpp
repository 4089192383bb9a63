// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/settingsdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace groundplan {

SettingsDialog::SettingsDialog(const Preferences &preferences, QWidget *parent)
    : QDialog(parent),
      m_theme(new QComboBox(this)),
      m_reopen(new QCheckBox(tr("Open the last document when the program starts"), this)),
      m_costs(new QCheckBox(tr("Show monthly costs on the canvas"), this)),
      m_snap(new QCheckBox(tr("Snap to the grid while dragging"), this)),
      m_engine(new QLineEdit(preferences.enginePath, this)),
      m_mirror(new QLineEdit(preferences.providerMirror, this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(520);
    m_theme->addItem(tr("As the system"), QStringLiteral("system"));
    m_theme->addItem(tr("Light"), QStringLiteral("light"));
    m_theme->addItem(tr("Dark"), QStringLiteral("dark"));
    m_theme->addItem(tr("High contrast, light"), QStringLiteral("contrast-light"));
    m_theme->addItem(tr("High contrast, dark"), QStringLiteral("contrast-dark"));
    m_theme->setCurrentIndex(qMax(0, m_theme->findData(preferences.theme)));
    m_theme->setObjectName(QStringLiteral("settingsTheme"));
    m_reopen->setChecked(preferences.reopenLast);
    m_costs->setChecked(preferences.showCosts);
    m_snap->setChecked(preferences.snapToGrid);
    m_snap->setObjectName(QStringLiteral("settingsSnap"));
    m_engine->setObjectName(QStringLiteral("settingsEngine"));
    m_engine->setPlaceholderText(tr("tofu or terraform on the search path"));
    m_mirror->setPlaceholderText(tr("Providers come from the registry"));

    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 18, 20, 16);
    form->setVerticalSpacing(10);
    form->addRow(tr("Theme"), m_theme);
    form->addRow(QString(), m_costs);
    form->addRow(QString(), m_snap);
    form->addRow(QString(), m_reopen);
    form->addRow(tr("Engine"), pathRow(m_engine, false));
    form->addRow(tr("Provider mirror"), pathRow(m_mirror, true));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_theme, &QComboBox::currentIndexChanged, this, &SettingsDialog::tell);
    connect(m_reopen, &QCheckBox::toggled, this, &SettingsDialog::tell);
    connect(m_costs, &QCheckBox::toggled, this, &SettingsDialog::tell);
    connect(m_snap, &QCheckBox::toggled, this, &SettingsDialog::tell);
    connect(m_engine, &QLineEdit::editingFinished, this, &SettingsDialog::tell);
    connect(m_mirror, &QLineEdit::editingFinished, this, &SettingsDialog::tell);
}

QWidget *SettingsDialog::pathRow(QLineEdit *field, bool folder)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(field, 1);
    field->setAccessibleName(folder ? tr("Provider mirror") : tr("Engine"));
    auto *choose = new QPushButton(tr("Choose…"), row);
    choose->setAccessibleName(folder ? tr("Choose the provider mirror") : tr("Choose the engine"));
    choose->setAutoDefault(false);
    layout->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, [this, field, folder] {
        auto *dialog = new QFileDialog(this, QString(), field->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this, field](const QString &path) {
            field->setText(path);
            tell();
        });
        dialog->open();
    });
    return row;
}

void SettingsDialog::tell()
{
    Q_EMIT changed(Preferences{m_theme->currentData().toString(), m_reopen->isChecked(), m_costs->isChecked(), m_snap->isChecked(),
                               m_engine->text().trimmed(), m_mirror->text().trimmed()});
}

} // namespace groundplan

#include "moc_settingsdialog.cpp"
