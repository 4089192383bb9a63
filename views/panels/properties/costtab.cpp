// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/costtab.h"

#include "model/blueprint/edits.h"
#include "model/costing/usage.h"
#include "views/panels/panelstyle.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the field whose edit brought us here
        }
        if (item->layout())
            clear(item->layout());
        delete item;
    }
}

QLabel *makeLabel(const QString &text, bool isQuiet, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (isQuiet) {
        label->setFont(Style::light().smallFont);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    return label;
}

/// "{} GB processed a month" without the number: the field has that.
QString captionOf(const QString &wording)
{
    QString text = wording;
    text = text.remove(u"{}"_s).simplified();
    return text.isEmpty() ? text : text.left(1).toUpper() + text.mid(1);
}

} // namespace

CostTab::CostTab(const EditorContext &context, const Estimator &estimator, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_estimator(estimator),
      m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(14, 8, 12, 16);
    m_column->setSpacing(6);
}

void CostTab::list(const QList<ResourceId> &resources)
{
    const Resource *main = resources.isEmpty() ? nullptr : m_context.blueprint().find(resources.last());
    if (!main) {
        clear(m_column);
        m_amounts.clear();
        m_resources.clear();
        return;
    }
    QList<ResourceId> alike = resources;
    alike.removeIf([&](const ResourceId &id) {
        const Resource *row = m_context.blueprint().find(id);
        return !row || row->type != main->type;
    });
    if (alike != m_resources || main->type != m_type) {
        m_resources = alike;
        m_type = main->type;
        build(*main);
    }
    show(*main);
}

void CostTab::build(const Resource &resource)
{
    clear(m_column);
    m_amounts.clear();
    m_total = new QLabel(this);
    m_total->setObjectName(u"costTotal"_s);
    m_total->setFont(Style::light().titleFont);
    m_note = makeLabel({}, true, this);
    m_note->setObjectName(u"costNote"_s);
    m_column->addWidget(m_total);
    m_column->addWidget(m_note);
    m_parts = new QVBoxLayout;
    m_parts->setSpacing(6);
    m_column->addLayout(m_parts);
    const auto &assumptions = m_estimator.usage().assumptions(resource.type);
    if (!assumptions.isEmpty()) {
        m_column->addSpacing(8);
        QLabel *section = makeLabel(tr("How much it is used"), true, this);
        QFont font = section->font();
        font.setWeight(QFont::DemiBold);
        section->setFont(font);
        m_column->addWidget(section);
    }
    for (const Usage::Assumption &assumption : assumptions) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        QLabel *caption = makeLabel(captionOf(assumption.wording), true, this);
        auto *amount = new QLineEdit(this);
        amount->setObjectName(u"usage:"_s + assumption.key);
        amount->setAccessibleName(caption->text());
        amount->setPlaceholderText(assumption.standard.text());
        amount->setToolTip(tr("Empty: %1 is assumed").arg(assumption.standard.text()));
        amount->setAlignment(Qt::AlignRight);
        amount->setFixedWidth(112);
        line->addWidget(caption, 1);
        line->addWidget(amount);
        m_column->addLayout(line);
        m_amounts.insert(assumption.key, amount);
        connect(amount, &QLineEdit::editingFinished, this, [this, amount, key = assumption.key] { setAmount(key, amount->text()); });
    }
    m_message = makeLabel({}, true, this);
    m_message->setObjectName(u"usageMessage"_s);
    m_message->hide();
    m_column->addWidget(m_message);
    m_column->addStretch(1);
}

void CostTab::show(const Resource &resource)
{
    const ResourceCost cost = m_estimator.price(m_context.blueprint(), resource.id);
    const bool isPriced = cost.kind == ResourceCost::Kind::Priced;
    m_total->setText(isPriced                                    ? tr("%1 a month").arg(dollars(cost.monthly))
                         : cost.kind == ResourceCost::Kind::Free ? tr("Free of charge")
                         : cost.parts.isEmpty()                  ? tr("No price")
                                                                 : tr("%1 a month, without what has no price").arg(dollars(cost.monthly)));
    m_note->setText(cost.note);
    m_note->setVisible(!cost.note.isEmpty());
    clear(m_parts);
    for (const CostPart &part : cost.parts)
        addPart(part);
    for (auto it = m_amounts.cbegin(); it != m_amounts.cend(); ++it) {
        if (it.value()->hasFocus() && it.value()->isModified())
            continue; // somebody is typing
        const auto own = decimalOf(valueAt(resource.meta.value(u"usage"_s).toMap(), it.key()));
        it.value()->setText(own ? own->text() : QString());
    }
}

void CostTab::addPart(const CostPart &part)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(makeLabel(part.name, false, this), 1);
    auto *money = new QLabel(dollars(part.monthly), this);
    money->setFont(Style::light().codeFont);
    line->addWidget(money, 0, Qt::AlignTop);
    m_parts->addLayout(line);
    QString detail = tr("%1 %2").arg(part.quantity.text(), part.unit);
    if (!part.note.isEmpty())
        detail += u" · "_s + part.note;
    QLabel *quiet = makeLabel(detail, true, this);
    quiet->setToolTip(part.source);
    m_parts->addWidget(quiet);
}

void CostTab::setAmount(const QString &key, const QString &text)
{
    const QString typed = text.trimmed();
    const auto number = decimalOf(Value(typed));
    const bool isAmount = typed.isEmpty() || (number && *number >= Decimal());
    m_message->setVisible(!isAmount);
    m_message->setText(tr("“%1” is no amount: write a number such as 250 or 0.5.").arg(typed));
    if (!isAmount)
        return;
    const auto changes =
        edits::setMeta(m_context.blueprint(), m_resources, u"usage."_s + key, typed.isEmpty() ? Value() : Value(number->text()));
    if (!changes || changes->isEmpty())
        return;
    ChangeSet named = *changes;
    named.text = tr("Change the expected use");
    if (const auto done = m_context.commit(named); !done) {
        m_message->setText(done.error().message);
        m_message->show();
    }
}

} // namespace groundplan

#include "moc_costtab.cpp"
