// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/listeditors.h"

#include "views/panels/properties/flowlayout.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

/// `${var.environment}` stands for a variable, anything else for itself.
Value fromText(const QString &text)
{
    static const QRegularExpression variable(u"^\\$\\{var\\.([A-Za-z_][A-Za-z0-9_-]*)\\}$"_s);
    const auto match = variable.match(text);
    return match.hasMatch() ? Value(VariableReference{match.captured(1)}) : Value(text);
}

QString toText(const Value &value) { return value.isVariable() ? u"${var."_s + value.toVariable().name + u'}' : value.toString(); }

} // namespace

ChipsEditor::ChipsEditor(const FieldSpec &spec, const FormModel &model, QWidget *parent)
    : ValueEditor(parent),
      m_model(model),
      m_number(spec.type.element->kind == AttributeType::Kind::Number),
      m_input(new QLineEdit(this))
{
    auto *flow = new FlowLayout(this);
    m_input->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_input->setPlaceholderText(tr("Add…"));
    flow->addWidget(m_input);
    setFocusProxy(m_input);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    if (!spec.rule.values.isEmpty()) {
        auto *completer = new QCompleter(spec.rule.values, m_input);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        m_input->setCompleter(completer);
        connect(completer, qOverload<const QString &>(&QCompleter::activated), this, &ChipsEditor::add,
                Qt::QueuedConnection); // after the field has the text
    }
    connect(m_input, &QLineEdit::editingFinished, this, &ChipsEditor::add);
}

void ChipsEditor::setValue(const Value &value)
{
    if (value.toList() == m_items)
        return;
    m_items = value.toList();
    build();
}

void ChipsEditor::setHint(const QString &hint) { m_input->setPlaceholderText(hint.isEmpty() ? tr("Add…") : hint); }

void ChipsEditor::build()
{
    for (Chip *chip : std::as_const(m_chips))
        chip->deleteLater();
    m_chips.clear();
    layout()->removeWidget(m_input);
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        auto *chip = new Chip(m_model.textOf(m_items.at(i)), true, this);
        connect(chip, &Chip::removed, this, [this, i] {
            ValueList items = m_items;
            items.removeAt(i);
            Q_EMIT edited(items.isEmpty() ? Value() : Value(items), false);
        });
        if (m_items.at(i).isReference()) {
            const ResourceId target = m_items.at(i).toReference().to;
            connect(chip, &Chip::clicked, this, [this, target] { m_model.context().selection.reveal(target); });
        }
        layout()->addWidget(chip);
        chip->show();
        m_chips.append(chip);
    }
    layout()->addWidget(m_input);
    updateGeometry();
}

void ChipsEditor::add()
{
    ValueList items = m_items;
    for (const QString &part : m_input->text().split(u',', Qt::SkipEmptyParts)) {
        const QString text = part.trimmed();
        bool ok = true;
        const Value item = m_number ? Value(text.toLongLong(&ok)) : fromText(text);
        if (!ok) {
            Q_EMIT refused(tr("“%1” is not a number.").arg(text));
            return;
        }
        if (!text.isEmpty() && !items.contains(item))
            items.append(item);
    }
    m_input->clear();
    if (items != m_items)
        Q_EMIT edited(items, false);
}

RowsEditor::RowsEditor(const FormModel &model, QWidget *parent)
    : ValueEditor(parent),
      m_model(model),
      m_layout(new QVBoxLayout(this)),
      m_add(new QToolButton(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_add->setText(tr("+ Add"));
    m_add->setAutoRaise(true);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QToolButton::clicked, this, [this] {
        addRow({}, {});
        m_rows.last().key->setFocus();
    });
}

void RowsEditor::setHint(const QString &hint) { m_add->setText(hint.isEmpty() ? tr("+ Add") : tr("+ Add (%1)").arg(hint)); }

ValueMap RowsEditor::rows() const
{
    ValueMap map;
    for (const Row &row : m_rows) {
        if (row.key->text().isEmpty())
            continue;
        const Value kept = row.value->property("kept").value<Value>();
        map.insert(row.key->text(), row.value->isReadOnly() ? kept : fromText(row.value->text()));
    }
    return map;
}

void RowsEditor::setValue(const Value &value)
{
    if (value.toMap() == rows())
        return;
    for (const Row &row : std::as_const(m_rows))
        row.widget->deleteLater();
    m_rows.clear();
    for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
        addRow(it.key(), toText(*it));
        if (it->isReference() || it->isExpression()) {
            m_rows.last().value->setText(m_model.textOf(*it));
            m_rows.last().value->setReadOnly(true);
            m_rows.last().value->setProperty("kept", QVariant::fromValue(*it));
        }
    }
}

void RowsEditor::addRow(const QString &key, const QString &value)
{
    auto *widget = new QWidget(this);
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    const Row row{widget, new QLineEdit(key, widget), new QLineEdit(value, widget)};
    row.key->setCursorPosition(0);
    row.value->setCursorPosition(0);
    row.key->setPlaceholderText(tr("key"));
    row.value->setPlaceholderText(tr("value"));
    auto *remove = new QToolButton(widget);
    remove->setText(u"×"_s);
    remove->setAutoRaise(true);
    remove->setToolTip(tr("Remove"));
    line->addWidget(row.key, 2);
    line->addWidget(row.value, 3);
    line->addWidget(remove);
    m_layout->insertWidget(m_layout->count() - 1, widget);
    m_rows.append(row);
    const auto tell = [this](bool typing) {
        const ValueMap map = rows();
        Q_EMIT edited(map.isEmpty() ? Value() : Value(map), typing);
    };
    connect(row.key, &QLineEdit::textEdited, this, [tell] { tell(true); });
    connect(row.value, &QLineEdit::textEdited, this, [tell] { tell(true); });
    connect(remove, &QToolButton::clicked, this, [this, widget, tell] {
        m_rows.removeIf([widget](const Row &other) { return other.widget == widget; });
        widget->deleteLater();
        tell(false);
    });
}

} // namespace groundplan

#include "moc_listeditors.cpp"
