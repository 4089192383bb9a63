// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/propertiespanel.h"

#include <QLabel>
#include <QVBoxLayout>

namespace groundplan {

struct PropertiesPanel::Private {
    EditorContext context;
    QLabel *title;
};

PropertiesPanel::PropertiesPanel(EditorContext context, QWidget *parent)
    : QWidget(parent), d(new Private{std::move(context), new QLabel(this)})
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(d->title, 0, Qt::AlignTop);
    const auto show = [this] {
        const auto &ids = d->context.selection.resources();
        const Resource *resource = ids.isEmpty() ? nullptr : d->context.blueprint().find(ids.last());
        d->title->setText(resource ? resource->name : tr("Nothing is selected."));
    };
    connect(&d->context.selection, &Selection::changed, this, show);
    connect(&d->context.document, &Document::changed, this, show);
    show();
}

PropertiesPanel::~PropertiesPanel() = default;

void PropertiesPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
}

} // namespace groundplan
