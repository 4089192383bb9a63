// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/blocksection.h"

#include "views/paint/style.h"
#include "views/panels/properties/fieldrow.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

/// In a card with more settable attributes than this, those without a value wait behind its menu.
constexpr int shownAtOnce = 8;

bool isShownAtOnce(const AttributeSchema &attribute, const FormModel &model, const QString &path, qsizetype all)
{
    return all <= shownAtOnce || attribute.required || !model.own(path).isNull() || !model.inherited(path).isNull() || model.differs(path);
}

} // namespace

BlockSpec blockSpec(const NestedBlock &nested, const QString &path, const QString &schemaPath)
{
    return {path, schemaPath, nested.name, nested.minItems, nested.holdsOne() ? 1 : nested.maxItems, nested.block};
}

BlockSpec blockSpec(const AttributeSchema &attribute, const QString &path, const QString &schemaPath)
{
    auto block = std::make_shared<BlockSchema>();
    const auto &fields = attribute.type.element->fields;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        AttributeSchema field;
        field.name = it.key();
        field.type = *it;
        field.optional = true;
        block->attributes.insert(field.name, field);
    }
    return {path, schemaPath, attribute.name, 0, 0, block};
}

BlockSection::BlockSection(BlockSpec spec, const FormModel &model, QWidget *parent)
    : QWidget(parent),
      m_spec(std::move(spec)),
      m_model(model),
      m_cards(new QVBoxLayout),
      m_add(new QToolButton(this))
{
    setObjectName(u"block:"_s + m_spec.path);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    auto *label = new QLabel(m_spec.label, this);
    label->setFont(Style::light().smallFont);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setToolTip(m_model.type()->help.value(m_spec.schemaPath, m_spec.label));
    m_add->setText(tr("+ Add"));
    m_add->setObjectName(u"add"_s);
    m_add->setAutoRaise(true);
    connect(m_add, &QToolButton::clicked, this, [this] { edit(m_spec.path + u'.' + QString::number(m_count), ValueMap()); });
    head->addWidget(label, 1);
    head->addWidget(m_add);
    column->addLayout(head);
    m_cards->setSpacing(6);
    column->addLayout(m_cards);
    sync();
}

void BlockSection::edit(const QString &path, const Value &value)
{
    const QString error = m_model.set(path, value, false);
    if (error.isEmpty())
        sync();
    else
        Q_EMIT failed(error);
}

void BlockSection::sync()
{
    const Value own = m_model.own(m_spec.path);
    const Value implied = m_model.inherited(m_spec.path); // a block that a zone or line makes
    const int count = own.isMap() ? 1 : int(qMax(own.toList().size(), implied.toList().size()));
    const bool differs = m_model.differs(m_spec.path);
    m_add->setVisible(!differs && (m_spec.maxItems == 0 || count < m_spec.maxItems));
    if (count != m_count) {
        rebuild(count);
        return;
    }
    for (FieldRow *row : std::as_const(m_rows))
        row->sync();
    for (BlockSection *section : std::as_const(m_inner))
        section->sync();
}

void BlockSection::rebuild(int count)
{
    m_rows.clear();
    m_inner.clear();
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_count = count;
    for (int i = 0; i < count; ++i)
        m_cards->addWidget(makeCard(i));
}

QWidget *BlockSection::makeCard(int index)
{
    const QString path = m_spec.path + u'.' + QString::number(index);
    auto *card = new QFrame(this);
    card->setObjectName(u"card"_s);
    card->setProperty("card", true);
    card->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(8, 8, 4, 4);
    column->setSpacing(6);
    auto *fields = new QVBoxLayout;
    fields->setSpacing(6);
    column->addLayout(fields);
    auto *foot = new QHBoxLayout;
    column->addLayout(foot);
    auto *more = new QToolButton(card);
    auto *remove = new QToolButton(card);
    more->setText(tr("+ Field"));
    more->setAutoRaise(true);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    more->setMenu(menu);
    remove->setText(u"×"_s);
    remove->setObjectName(u"remove"_s);
    remove->setAutoRaise(true);
    remove->setToolTip(tr("Remove this block"));
    remove->setEnabled(m_count > m_spec.minItems);
    connect(remove, &QToolButton::clicked, this, [this, path] { edit(path, {}); });
    foot->addStretch(1);
    foot->addWidget(more);
    foot->addWidget(remove);

    const auto addRow = [this, card, fields, path](const AttributeSchema &attribute) {
        auto *row =
            new FieldRow(m_model.spec(path + u'.' + attribute.name, m_spec.schemaPath + u'.' + attribute.name, attribute), m_model, card);
        fields->addWidget(row);
        m_rows.append(row);
        return row;
    };
    const auto addBlock = [this, card, fields](const BlockSpec &spec) {
        auto *section = new BlockSection(spec, m_model, card);
        connect(section, &BlockSection::failed, this, &BlockSection::failed);
        fields->addWidget(section);
        m_inner.append(section);
    };
    QList<AttributeSchema> settable;
    for (const AttributeSchema &attribute : m_spec.block->attributes) {
        if (attribute.isSettable() && !attribute.deprecated)
            settable.append(attribute);
    }
    std::stable_sort(settable.begin(), settable.end(), [](const auto &a, const auto &b) { return a.required > b.required; });
    for (const AttributeSchema &attribute : std::as_const(settable)) {
        const QString inner = path + u'.' + attribute.name;
        if (attribute.isWrittenAsBlocks())
            addBlock(blockSpec(attribute, inner, m_spec.schemaPath + u'.' + attribute.name));
        else if (isShownAtOnce(attribute, m_model, inner, settable.size()))
            addRow(attribute);
        else
            menu->addAction(attribute.name, this, [addRow, attribute] { addRow(attribute)->show(); });
    }
    for (const NestedBlock &nested : m_spec.block->blocks) {
        const BlockSpec spec = blockSpec(nested, path + u'.' + nested.name, m_spec.schemaPath + u'.' + nested.name);
        if (nested.minItems > 0 || !m_model.own(spec.path).isNull() || !m_model.inherited(spec.path).isNull())
            addBlock(spec);
        else
            menu->addAction(nested.name + u" {…}"_s, this, [this, addBlock, spec] {
                addBlock(spec);
                m_inner.last()->show();
                edit(spec.path + u".0"_s, ValueMap());
            });
    }
    more->setVisible(!menu->isEmpty());
    return card;
}

} // namespace groundplan

#include "moc_blocksection.cpp"
