// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/variablesdialog.h"

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTabWidget>
#include <QTableWidget>

namespace groundplan {

namespace {

QTableWidget *makeTable(QWidget *parent, const char *name, const QStringList &headers)
{
    auto *table = new QTableWidget(0, int(headers.size()), parent);
    table->setObjectName(QString::fromLatin1(name));
    table->setHorizontalHeaderLabels(headers);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    return table;
}

/// A value as the user types it: a text stands as it is, everything else as JSON.
QString textOf(const Value &value)
{
    return value.isNull() ? QString() : value.isString() ? value.toString() : QString::fromUtf8(blueprintfile::writeValue(value));
}

Value valueOf(const QString &text, bool isText)
{
    if (text.isEmpty())
        return {};
    if (!isText) {
        if (const auto value = blueprintfile::readValue(text.toUtf8()))
            return *value;
    }
    return Value(text);
}

QString cell(const QTableWidget *table, int row, int column)
{
    const QTableWidgetItem *item = table->item(row, column);
    return item ? item->text() : QString();
}

} // namespace

VariablesDialog::VariablesDialog(EditorContext context, QWidget *parent)
    : QDialog(parent),
      m_context(std::move(context)),
      m_variables(makeTable(this, "variablesTable", {tr("Name"), tr("Type"), tr("Default"), tr("Description")})),
      m_outputs(makeTable(this, "outputsTable", {tr("Name"), tr("Value"), tr("Description")})),
      m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("variablesDialog"));
    setWindowTitle(tr("Variables and outputs"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 420);
    m_error->setObjectName(QStringLiteral("codeProblem"));
    m_error->setWordWrap(true);
    m_error->hide();

    auto *tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->addTab(page(
                     m_variables,
                     [this] {
                         Variable variable;
                         for (int i = 1; variable.id.isEmpty() || m_context.blueprint().find(variable.id); ++i)
                             variable.id = VariableId(QStringLiteral("variable_%1").arg(i));
                         perform(edits::setVariable(m_context.blueprint(), variable));
                     },
                     [this] {
                         if (m_variables->currentRow() >= 0)
                             perform(
                                 edits::removeVariable(m_context.blueprint(), VariableId(cell(m_variables, m_variables->currentRow(), 0))));
                     }),
                 tr("Variables"));
    tabs->addTab(page(
                     m_outputs,
                     [this] {
                         Output output;
                         for (int i = 1; output.id.isEmpty() || m_context.blueprint().find<Output>(output.id); ++i)
                             output.id = OutputId(QStringLiteral("output_%1").arg(i));
                         output.value = Value(QString());
                         perform(edits::setOutput(m_context.blueprint(), output));
                     },
                     [this] {
                         if (m_outputs->currentRow() >= 0)
                             perform(edits::removeOutput(m_context.blueprint(), OutputId(cell(m_outputs, m_outputs->currentRow(), 0))));
                     }),
                 tr("Outputs"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(tabs, 1);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_variables, &QTableWidget::cellChanged, this, [this](int row) { takeVariable(row); });
    connect(m_outputs, &QTableWidget::cellChanged, this, [this](int row) { takeOutput(row); });
    connect(&m_context.document, &Document::changed, this, [this](const ChangeSet &changes) {
        for (const Change &change : changes.changes) {
            if (std::holds_alternative<RowChange<Variable>>(change) || std::holds_alternative<RowChange<Output>>(change)) {
                // The table may be in the middle of telling of this very change.
                QMetaObject::invokeMethod(this, &VariablesDialog::fill, Qt::QueuedConnection);
                return;
            }
        }
    });
    fill();
}

QWidget *VariablesDialog::page(QTableWidget *table, const std::function<void()> &add, const std::function<void()> &remove)
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->addWidget(table, 1);
    auto *row = new QHBoxLayout;
    const auto button = [&](const QString &text, const QString &name, const std::function<void()> &act) {
        auto *made = new QPushButton(text, box);
        made->setObjectName(name);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, [act] { act(); });
        row->addWidget(made);
    };
    button(tr("Add"), table->objectName() + QStringLiteral("Add"), add);
    button(tr("Remove"), table->objectName() + QStringLiteral("Remove"), remove);
    row->addStretch(1);
    layout->addLayout(row);
    return box;
}

void VariablesDialog::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    fillVariables();
    fillOutputs();
}

void VariablesDialog::fillVariables()
{
    const QList<VariableId> ids = m_context.blueprint().ids<Variable>();
    m_variables->setRowCount(int(ids.size()));
    for (int row = 0; row < ids.size(); ++row) {
        const Variable &variable = *m_context.blueprint().find(ids.at(row));
        const QStringList texts{variable.id.text(), variable.type, textOf(variable.defaultValue), variable.description};
        for (int column = 0; column < texts.size(); ++column)
            m_variables->setItem(row, column, new QTableWidgetItem(texts.at(column)));
        m_variables->item(row, 0)->setData(Qt::UserRole, variable.id.text());
    }
}

void VariablesDialog::fillOutputs()
{
    const QList<OutputId> ids = m_context.blueprint().ids<Output>();
    m_outputs->setRowCount(int(ids.size()));
    for (int row = 0; row < ids.size(); ++row) {
        const Output &output = *m_context.blueprint().find<Output>(ids.at(row));
        const QStringList texts{output.id.text(), textOf(output.value), output.description};
        for (int column = 0; column < texts.size(); ++column)
            m_outputs->setItem(row, column, new QTableWidgetItem(texts.at(column)));
        m_outputs->item(row, 0)->setData(Qt::UserRole, output.id.text());
    }
}

void VariablesDialog::takeVariable(int row)
{
    if (m_filling)
        return;
    const VariableId before(m_variables->item(row, 0)->data(Qt::UserRole).toString());
    const Variable *old = m_context.blueprint().find(before);
    if (!old)
        return;
    Variable variable = *old;
    variable.id = VariableId(cell(m_variables, row, 0).trimmed());
    variable.type = cell(m_variables, row, 1).trimmed();
    const QString text = cell(m_variables, row, 2);
    if (text != textOf(old->defaultValue) || variable.type != old->type)
        variable.defaultValue = valueOf(text, variable.type == QLatin1String("string"));
    variable.description = cell(m_variables, row, 3);
    auto edit = edits::setVariable(m_context.blueprint(), variable);
    if (edit && variable.id != before) {
        const auto removal = edits::removeVariable(m_context.blueprint(), before);
        if (!removal)
            return perform(removal);
        edit.value().append(*removal);
    }
    perform(edit);
}

void VariablesDialog::takeOutput(int row)
{
    if (m_filling)
        return;
    const OutputId before(m_outputs->item(row, 0)->data(Qt::UserRole).toString());
    const Output *old = m_context.blueprint().find<Output>(before);
    if (!old)
        return;
    Output output = *old;
    output.id = OutputId(cell(m_outputs, row, 0).trimmed());
    const QString text = cell(m_outputs, row, 1);
    if (text != textOf(old->value))
        output.value = valueOf(text, old->value.isString() && !text.startsWith(QLatin1Char('{')));
    output.description = cell(m_outputs, row, 2);
    auto edit = edits::setOutput(m_context.blueprint(), output);
    if (edit && output.id != before) {
        const auto removal = edits::removeOutput(m_context.blueprint(), before);
        if (!removal)
            return perform(removal);
        edit.value().append(*removal);
    }
    perform(edit);
}

void VariablesDialog::perform(const Result<ChangeSet> &edit)
{
    const Result<> done = edit ? m_context.commit(*edit) : Result<>(edit.error());
    m_error->setVisible(!done);
    if (!done) {
        m_error->setText(done.error().message);
        QMetaObject::invokeMethod(this, &VariablesDialog::fill, Qt::QueuedConnection);
    }
}

} // namespace groundplan

#include "moc_variablesdialog.cpp"
