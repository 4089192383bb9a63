// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/environmentdialog.h"

#include "model/blueprint/blueprintfile.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace groundplan {

namespace {

enum Column { NameColumn, ValueColumn };

bool isComputedAnywhere(const Value &value)
{
    bool computed = value.isComputed();
    for (const Value &item : value.toList())
        computed = computed || isComputedAnywhere(item);
    for (const Value &item : value.toMap())
        computed = computed || isComputedAnywhere(item);
    return computed;
}

} // namespace

QString variableText(const Value &value)
{
    if (value.isNull())
        return {};
    return value.isString() ? value.toString() : QString::fromUtf8(blueprintfile::writeValue(value));
}

Result<Value> variableValue(const QString &text, const QString &type)
{
    if (text.isEmpty())
        return Value();
    if (type == QLatin1String("string"))
        return Value(text);
    const Result<Value> read = blueprintfile::readValue(text.trimmed().toUtf8());
    if (!read || isComputedAnywhere(*read)) {
        if (type == QLatin1String("any"))
            return Value(text);
        return Error{EnvironmentDialog::tr("This is no %1. Write it as JSON: 3, true, [\"a\", \"b\"], {\"key\": \"value\"}.").arg(type)};
    }
    const bool fits = (type != QLatin1String("number") || read->isNumber()) && (type != QLatin1String("bool") || read->isBool());
    if (!fits)
        return Error{EnvironmentDialog::tr("This is no %1.").arg(type)};
    return *read;
}

EnvironmentDialog::EnvironmentDialog(const Blueprint &blueprint, const Environment &environment, const QStringList &regions,
                                     QWidget *parent)
    : QDialog(parent),
      m_before(environment),
      m_name(new QLineEdit(environment.name, this)),
      m_region(new QComboBox(this)),
      m_profile(new QLineEdit(environment.profile, this)),
      m_role(new QLineEdit(environment.roleArn, this)),
      m_endpoint(new QLineEdit(environment.endpointUrl, this)),
      m_variables(new QTableWidget(this)),
      m_problem(new QLabel(this))
{
    setWindowTitle(tr("Environment"));
    blueprint.forEach<Environment>([&](const Environment &other) {
        if (other.id != environment.id)
            m_otherNames << other.name;
    });
    m_name->setObjectName(QStringLiteral("environmentName"));
    m_region->setObjectName(QStringLiteral("environmentRegion"));
    m_profile->setObjectName(QStringLiteral("environmentProfile"));
    m_role->setObjectName(QStringLiteral("environmentRole"));
    m_endpoint->setObjectName(QStringLiteral("environmentEndpoint"));
    m_region->setEditable(true);
    m_region->addItems(regions);
    m_region->setCurrentText(environment.region);
    m_region->lineEdit()->setPlaceholderText(tr("as drawn"));
    m_profile->setPlaceholderText(tr("the default credentials"));
    m_role->setPlaceholderText(tr("none, or arn:aws:iam::…:role/…"));
    m_endpoint->setPlaceholderText(tr("AWS, or http://localhost:4566 for LocalStack or moto"));

    auto *form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Region"), m_region);
    form->addRow(tr("Profile"), m_profile);
    form->addRow(tr("Role to assume"), m_role);
    form->addRow(tr("Endpoint URL"), m_endpoint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(10);
    layout->addLayout(form);
    addVariables(blueprint);
    layout->addWidget(m_variables, 1);
    m_problem->setObjectName(QStringLiteral("codeProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    layout->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    layout->addWidget(buttons);
    setMinimumWidth(460);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const QLineEdit *edit : {m_name, m_role, m_endpoint, m_region->lineEdit()})
        connect(edit, &QLineEdit::textChanged, this, &EnvironmentDialog::check);
    connect(m_variables, &QTableWidget::cellChanged, this, &EnvironmentDialog::check);
    check();
}

void EnvironmentDialog::addVariables(const Blueprint &blueprint)
{
    const QList<VariableId> ids = blueprint.ids<Variable>();
    m_variables->setObjectName(QStringLiteral("environmentVariables"));
    m_variables->setColumnCount(2);
    m_variables->setHorizontalHeaderLabels({tr("Variable"), tr("Value here")});
    m_variables->horizontalHeader()->setStretchLastSection(true);
    m_variables->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_variables->horizontalHeader()->setHighlightSections(false);
    m_variables->verticalHeader()->hide();
    m_variables->setShowGrid(false);
    m_variables->setRowCount(int(ids.size()));
    m_variables->setVisible(!ids.isEmpty());
    for (int row = 0; row < ids.size(); ++row) {
        const Variable &variable = *blueprint.find(ids.at(row));
        auto *name = new QTableWidgetItem(variable.id.text());
        name->setData(Qt::UserRole, variable.type);
        name->setFlags(Qt::ItemIsEnabled);
        name->setToolTip(variable.description.isEmpty() ? variable.type : variable.type + QStringLiteral(" · ") + variable.description);
        auto *value = new QTableWidgetItem(variableText(m_before.variables.value(variable.id.text())));
        if (variable.sensitive) {
            value->setText(tr("asked for at each run"));
            value->setFlags(Qt::NoItemFlags);
        } else {
            const QString fallback = variableText(variable.defaultValue);
            value->setToolTip(fallback.isEmpty() ? tr("It has no default: it needs a value.") : tr("Empty: %1").arg(fallback));
        }
        m_variables->setItem(row, NameColumn, name);
        m_variables->setItem(row, ValueColumn, value);
    }
    m_variables->resizeColumnToContents(NameColumn);
}

void EnvironmentDialog::check()
{
    QString problem;
    const QUrl endpoint(m_endpoint->text().trimmed(), QUrl::StrictMode);
    const bool isUrl = endpoint.isValid() && !endpoint.host().isEmpty()
        && (endpoint.scheme() == QLatin1String("http") || endpoint.scheme() == QLatin1String("https"));
    if (m_name->text().trimmed().isEmpty())
        problem = tr("Give the environment a name.");
    else if (m_otherNames.contains(m_name->text().trimmed()))
        problem = tr("Another environment has this name.");
    else if (!m_endpoint->text().trimmed().isEmpty() && !isUrl)
        problem = tr("The endpoint URL begins with http:// or https:// and names a host.");
    else if (!m_role->text().trimmed().isEmpty() && !m_role->text().trimmed().startsWith(QLatin1String("arn:")))
        problem = tr("The role is named by its ARN: arn:aws:iam::…:role/….");
    for (int row = 0; row < m_variables->rowCount() && problem.isEmpty(); ++row) {
        const QTableWidgetItem *name = m_variables->item(row, NameColumn);
        const QTableWidgetItem *item = m_variables->item(row, ValueColumn);
        if (!item || !(item->flags() & Qt::ItemIsEditable))
            continue;
        const Result<Value> value = variableValue(item->text(), name->data(Qt::UserRole).toString());
        if (!value)
            problem = name->text() + QStringLiteral(": ") + value.error().message;
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_ok->setEnabled(problem.isEmpty());
}

Environment EnvironmentDialog::environment() const
{
    Environment result = m_before;
    result.name = m_name->text().trimmed();
    result.region = m_region->currentText().trimmed();
    result.profile = m_profile->text().trimmed();
    result.roleArn = m_role->text().trimmed();
    result.endpointUrl = m_endpoint->text().trimmed();
    for (int row = 0; row < m_variables->rowCount(); ++row) {
        const QTableWidgetItem *name = m_variables->item(row, NameColumn);
        const QTableWidgetItem *item = m_variables->item(row, ValueColumn);
        if (!(item->flags() & Qt::ItemIsEditable)) {
            result.variables.remove(name->text()); // a variable that became sensitive leaves no value behind
            continue;
        }
        const Result<Value> value = variableValue(item->text(), name->data(Qt::UserRole).toString());
        if (value && !value->isNull())
            result.variables.insert(name->text(), *value);
        else
            result.variables.remove(name->text());
    }
    return result;
}

} // namespace groundplan

#include "moc_environmentdialog.cpp"
