// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/deploydialogs.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace groundplan {

namespace {

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText); // names of a file from elsewhere are text, never markup
    label->setWordWrap(true);
    return label;
}

QVBoxLayout *makeLayout(QDialog *dialog, const QString &title, const QString &target)
{
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(10);
    auto *heading = plainLabel(title, dialog);
    heading->setObjectName(QStringLiteral("panelTitle"));
    layout->addWidget(heading);
    if (!target.isEmpty()) {
        auto *where = plainLabel(target, dialog);
        where->setObjectName(QStringLiteral("panelDetail"));
        layout->addWidget(where);
    }
    dialog->setMinimumWidth(400);
    return layout;
}

QString countsText(const Plan &plan)
{
    QStringList lines;
    const auto add = [&](PlannedAction action, const QString &text) {
        if (const int count = plan.count(action))
            lines << text.arg(count);
    };
    add(PlannedAction::Create, ApplyDialog::tr("%1 to create"));
    add(PlannedAction::Update, ApplyDialog::tr("%1 to change in place"));
    add(PlannedAction::Replace, ApplyDialog::tr("%1 to replace: destroyed and created anew, with what they hold"));
    add(PlannedAction::Delete, ApplyDialog::tr("%1 to destroy"));
    if (lines.isEmpty())
        lines << ApplyDialog::tr("Only outputs change.");
    return lines.join(QLatin1Char('\n'));
}

QPushButton *addButtons(QDialog *dialog, QVBoxLayout *layout, const QString &text)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    QPushButton *go = buttons->addButton(text, QDialogButtonBox::AcceptRole);
    go->setObjectName(QStringLiteral("confirm"));
    go->setProperty("primary", true);
    go->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    layout->addSpacing(6);
    layout->addWidget(buttons);
    return go;
}

} // namespace

ApplyDialog::ApplyDialog(const QString &blueprint, const Plan &plan, const QString &target, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Apply"));
    QVBoxLayout *layout = makeLayout(this, tr("Apply the plan of “%1”?").arg(blueprint), target);
    layout->addWidget(plainLabel(countsText(plan), this));
    QPushButton *go = addButtons(this, layout, tr("Apply"));
    go->setDefault(true);
    go->setFocus();
}

DestroyDialog::DestroyDialog(const QString &blueprint, const Plan &plan, const QString &target, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Destroy"));
    const int count = plan.count(PlannedAction::Delete);
    QVBoxLayout *layout = makeLayout(this, tr("Destroy everything that is deployed of “%1”?").arg(blueprint), target);
    layout->addWidget(plainLabel(count == 1 ? tr("One resource will be destroyed with what it holds. This cannot be undone.")
                                            : tr("%1 resources will be destroyed with what they hold. This cannot be undone.").arg(count),
                                 this));
    layout->addWidget(plainLabel(tr("Type the name of the blueprint to go on:"), this));
    auto *name = new QLineEdit(this);
    name->setObjectName(QStringLiteral("destroyName"));
    name->setPlaceholderText(blueprint);
    layout->addWidget(name);
    QPushButton *go = addButtons(this, layout, tr("Destroy"));
    go->setEnabled(false);
    connect(name, &QLineEdit::textChanged, go, [go, blueprint](const QString &text) { go->setEnabled(text.trimmed() == blueprint); });
    connect(name, &QLineEdit::returnPressed, go, &QPushButton::click);
    name->setFocus();
}

SecretsDialog::SecretsDialog(const QStringList &variables, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Sensitive values"));
    QVBoxLayout *layout = makeLayout(this, tr("Values that are not stored"),
                                     tr("The engine gets them for this run. Groundplan keeps them in memory until it is closed."));
    auto *form = new QFormLayout;
    for (const QString &name : variables) {
        auto *edit = new QLineEdit(this);
        edit->setObjectName(name);
        edit->setEchoMode(QLineEdit::Password);
        m_edits << edit;
        form->addRow(plainLabel(name, this), edit);
    }
    layout->addLayout(form);
    QPushButton *go = addButtons(this, layout, tr("Continue"));
    go->setDefault(true);
    const auto check = [this, go] {
        go->setEnabled(std::none_of(m_edits.begin(), m_edits.end(), [](const QLineEdit *edit) { return edit->text().isEmpty(); }));
    };
    for (const QLineEdit *edit : std::as_const(m_edits))
        connect(edit, &QLineEdit::textChanged, this, check);
    check();
    if (!m_edits.isEmpty())
        m_edits.first()->setFocus();
}

QString SecretsDialog::value(const QString &variable) const
{
    for (const QLineEdit *edit : m_edits) {
        if (edit->objectName() == variable)
            return edit->text();
    }
    return {};
}

} // namespace groundplan

#include "moc_deploydialogs.cpp"
