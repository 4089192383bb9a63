// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/referencepicker.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

constexpr int idRole = Qt::UserRole, attributeRole = Qt::UserRole + 1;

void add(QListWidget *list, const FormModel &model, const Resource &resource, const QString &attribute)
{
    const QString title = model.context().catalog.summary(resource.type).title;
    auto *item = new QListWidgetItem(u"%1.%2   %3"_s.arg(resource.name, attribute, title), list);
    item->setData(idRole, resource.id.text());
    item->setData(attributeRole, attribute);
    item->setToolTip(resource.type);
}

} // namespace

ReferencePicker::ReferencePicker(const FormModel &model, const FieldSpec &spec, QWidget *parent)
    : QDialog(parent),
      m_search(new QLineEdit(this)),
      m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 refers to").arg(spec.label));
    resize(420, 360);
    auto *layout = new QVBoxLayout(this);
    m_search->setPlaceholderText(tr("Search…"));
    m_search->setClearButtonEnabled(true);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    layout->addWidget(buttons);

    const Blueprint &blueprint = model.context().blueprint();
    QSet<ResourceId> fitting;
    for (const ReferenceRule &rule : model.type()->references) {
        if (rule.attribute != spec.schemaPath)
            continue;
        for (const ResourceId &id : blueprint.ids<Resource>()) {
            const Resource *resource = blueprint.find(id);
            if (resource->type != rule.targetType || model.resources().contains(id))
                continue;
            add(m_list, model, *resource, rule.targetAttribute);
            fitting.insert(id);
        }
    }
    for (const ResourceId &id : blueprint.ids<Resource>()) {
        const Resource *resource = blueprint.find(id);
        const auto type = model.context().catalog.type(resource->type);
        if (fitting.contains(id) || model.resources().contains(id) || !type->schema)
            continue;
        for (const QString &attribute : {u"id"_s, u"arn"_s, u"name"_s}) {
            if (type->schema->attributeAt(attribute))
                add(m_list, model, *resource, attribute);
        }
    }
    m_list->setCurrentRow(0);
    connect(m_search, &QLineEdit::textChanged, this, &ReferencePicker::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &ReferencePicker::take);
    connect(m_list, &QListWidget::itemActivated, this, &ReferencePicker::take);
    connect(buttons, &QDialogButtonBox::accepted, this, &ReferencePicker::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->button(QDialogButtonBox::Ok)->setAutoDefault(false); // Enter in the search field picks once
}

void ReferencePicker::filter(const QString &text)
{
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive) && !item->toolTip().contains(text, Qt::CaseInsensitive));
        if (!item->isHidden() && !first)
            first = item;
    }
    m_list->setCurrentItem(first);
}

void ReferencePicker::take()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || item->isHidden())
        return;
    Q_EMIT picked({ResourceId(item->data(idRole).toString()), item->data(attributeRole).toString()});
    accept();
}

} // namespace groundplan

#include "moc_referencepicker.cpp"
