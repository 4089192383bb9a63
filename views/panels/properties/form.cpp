// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/form.h"

#include "views/paint/style.h"
#include "views/panels/properties/fieldrow.h"

#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

Form::Form(const FormModel &model, QWidget *parent) : QWidget(parent), m_model(model), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(14, 4, 8, 16);
    m_column->setSpacing(6);
    const auto schema = m_model.schema();
    QStringList required, common;
    for (const AttributeSchema &attribute : schema->attributes) {
        if (attribute.required)
            required.append(attribute.name);
        else if (attribute.isSettable() && !attribute.deprecated && !attribute.leaves)
            m_rest.append(attribute.name);
    }
    for (const NestedBlock &block : schema->blocks) {
        if (block.minItems > 0)
            required.append(block.name);
        else if (!block.leaves)
            m_rest.append(block.name);
    }
    for (const QString &name : m_model.type()->commonAttributes) {
        if (m_rest.removeAll(name) > 0)
            common.append(name);
    }
    // What is set belongs to what is seen.
    const Resource *resource = m_model.main();
    for (auto it = resource->properties.begin(); it != resource->properties.end(); ++it) {
        if (m_rest.removeAll(it.key()) > 0)
            common.append(it.key());
    }
    if (common.isEmpty() && required.isEmpty() && m_rest.size() <= 12)
        common.swap(m_rest);
    const auto fill = [this](const QString &title, const QStringList &names) {
        if (names.isEmpty())
            return;
        addSection(title);
        for (const QString &name : names)
            addMember(name, m_column);
    };
    fill(tr("Required"), required);
    fill(tr("Common"), common);
    if (!m_rest.isEmpty()) {
        auto *button = new QToolButton(this);
        button->setObjectName(u"more"_s);
        button->setText(tr("More (%1)…").arg(m_rest.size()));
        button->setAutoRaise(true);
        button->setCheckable(true);
        m_column->addSpacing(8);
        m_column->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QToolButton::toggled, this, [this](bool open) {
            if (open && !m_more)
                buildMore();
            m_more->setVisible(open);
        });
    }
    m_column->addStretch(1);
}

void Form::addSection(const QString &title)
{
    auto *label = new QLabel(title, this);
    QFont font = Style::light().smallFont;
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_column->addSpacing(6);
    m_column->addWidget(label);
}

void Form::addMember(const QString &name, QVBoxLayout *layout)
{
    const auto schema = m_model.schema();
    const AttributeSchema *attribute = schema->attributeAt(name);
    if (attribute && !attribute->isWrittenAsBlocks()) {
        auto *row = new FieldRow(m_model.spec(name, name, *attribute), m_model, this);
        layout->addWidget(row);
        m_rows.append(row);
        return;
    }
    auto *section =
        new BlockSection(attribute ? blockSpec(*attribute, name, name) : blockSpec(*schema->blockAt(name), name, name), m_model, this);
    layout->addWidget(section);
    m_blocks.append(section);
}

void Form::buildMore()
{
    m_more = new QWidget(this);
    m_moreColumn = new QVBoxLayout(m_more);
    m_moreColumn->setContentsMargins(0, 0, 0, 0);
    m_moreColumn->setSpacing(6);
    m_filter = new QLineEdit(m_more);
    m_filter->setPlaceholderText(tr("Filter…"));
    m_filter->setClearButtonEnabled(true);
    m_moreColumn->addWidget(m_filter);
    connect(m_filter, &QLineEdit::textChanged, this, &Form::filterMore);
    for (const QString &name : std::as_const(m_rest))
        addMember(name, m_moreColumn);
    m_column->insertWidget(m_column->count() - 1, m_more);
}

void Form::filterMore(const QString &text)
{
    for (FieldRow *row : std::as_const(m_rows)) {
        if (m_moreColumn->indexOf(row) >= 0)
            row->setVisible(row->spec().path.contains(text, Qt::CaseInsensitive));
    }
    for (BlockSection *section : std::as_const(m_blocks)) {
        if (m_moreColumn->indexOf(section) >= 0)
            section->setVisible(section->spec().path.contains(text, Qt::CaseInsensitive));
    }
}

void Form::sync()
{
    for (FieldRow *row : std::as_const(m_rows))
        row->sync();
    for (BlockSection *section : std::as_const(m_blocks))
        section->sync();
}

} // namespace groundplan

#include "moc_form.cpp"
