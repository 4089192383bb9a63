// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/propertiespanel.h"

#include "model/blueprint/edits.h"
#include "views/paint/icons.h"
#include "views/paint/style.h"
#include "views/panels/properties/connectionstab.h"
#include "views/panels/properties/costtab.h"
#include "views/panels/properties/form.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

QScrollArea *scrolled(QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

} // namespace

struct PropertiesPanel::Private {
    explicit Private(EditorContext c) : context(std::move(c)), model(context) { }

    EditorContext context;
    FormModel model;
    QWidget *head = nullptr;
    QLabel *icon = nullptr, *type = nullptr, *message = nullptr, *empty = nullptr;
    QLineEdit *name = nullptr;
    QTabBar *tabs = nullptr;
    QStackedWidget *pages = nullptr;
    QScrollArea *formArea = nullptr;
    Form *form = nullptr;
    ConnectionsTab *connections = nullptr;
    CostTab *costs = nullptr;
    QList<QPair<ResourceId, QString>> shown; ///< what the form was made for: the resources and their types
    bool isStale = true;
};

PropertiesPanel::PropertiesPanel(EditorContext context, const Estimator *estimator, QWidget *parent)
    : QWidget(parent),
      d(std::make_unique<Private>(std::move(context)))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    d->head = new QWidget(this);
    auto *head = new QHBoxLayout(d->head);
    head->setContentsMargins(14, 12, 12, 8);
    head->setSpacing(10);
    d->icon = new QLabel(d->head);
    d->icon->setFixedSize(34, 34);
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    d->name = new QLineEdit(d->head);
    d->name->setObjectName(u"name"_s);
    d->name->setAccessibleName(tr("Name"));
    d->name->setFont(Style::light().titleFont);
    d->name->setFrame(false);
    d->type = new QLabel(d->head);
    d->type->setFont(Style::light().codeFont);
    d->type->setForegroundRole(QPalette::PlaceholderText);
    names->addWidget(d->name);
    names->addWidget(d->type);
    head->addWidget(d->icon);
    head->addLayout(names, 1);
    column->addWidget(d->head);
    d->message = new QLabel(this);
    d->message->setWordWrap(true);
    d->message->setContentsMargins(14, 0, 12, 6);
    d->message->hide();
    column->addWidget(d->message);
    d->tabs = new QTabBar(this);
    d->tabs->setObjectName(u"propertyTabs"_s);
    d->tabs->setDrawBase(false);
    d->tabs->setExpanding(false);
    d->tabs->addTab(tr("Properties"));
    d->tabs->addTab(tr("Connections"));
    auto *tabLine = new QHBoxLayout;
    tabLine->setContentsMargins(8, 0, 8, 0);
    tabLine->addWidget(d->tabs);
    tabLine->addStretch(1);
    column->addLayout(tabLine);
    d->pages = new QStackedWidget(this);
    d->formArea = scrolled(d->pages);
    auto *connectionArea = scrolled(d->pages);
    d->connections = new ConnectionsTab(d->context, connectionArea);
    connectionArea->setWidget(d->connections);
    d->empty = new QLabel(tr("Select something to see its properties."), d->pages);
    d->empty->setAlignment(Qt::AlignCenter);
    d->empty->setWordWrap(true);
    d->empty->setForegroundRole(QPalette::PlaceholderText);
    d->pages->addWidget(d->formArea);
    d->pages->addWidget(connectionArea);
    if (estimator) {
        d->tabs->addTab(tr("Cost"));
        auto *costArea = scrolled(d->pages);
        d->costs = new CostTab(d->context, *estimator, costArea);
        costArea->setWidget(d->costs);
        d->pages->addWidget(costArea);
    }
    d->pages->addWidget(d->empty);
    column->addWidget(d->pages, 1);

    connect(d->tabs, &QTabBar::currentChanged, this, [this] { refresh(); });
    connect(d->name, &QLineEdit::editingFinished, this, &PropertiesPanel::rename);
    connect(&d->context.selection, &Selection::changed, this, &PropertiesPanel::refresh);
    connect(&d->context.document, &Document::changed, this, &PropertiesPanel::refresh);
}

PropertiesPanel::~PropertiesPanel() = default;

void PropertiesPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (d->isStale)
        refresh();
}

void PropertiesPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && d && d->form && !d->isStale) {
        d->shown.clear(); // icons and messages carry colours of the theme
        // Later: the application is going through all widgets just now, and those of the old form would vanish under it.
        QMetaObject::invokeMethod(this, &PropertiesPanel::refresh, Qt::QueuedConnection);
    }
}

void PropertiesPanel::rename()
{
    const Resource *resource = d->model.main();
    if (!resource || d->model.resources().size() != 1 || d->name->text() == resource->name)
        return;
    const auto changes = edits::rename(d->context.blueprint(), resource->id, d->name->text());
    const auto done = changes ? d->context.commit(changes.value()) : Result<>(changes.error());
    if (!done) {
        d->message->setText(done.error().message);
        d->message->show();
    }
}

void PropertiesPanel::refresh()
{
    d->isStale = !isVisible();
    if (d->isStale)
        return;
    QList<ResourceId> ids;
    QList<QPair<ResourceId, QString>> wanted;
    for (const ResourceId &id : d->context.selection.resources()) {
        if (const Resource *resource = d->context.blueprint().find(id)) {
            ids.append(id);
            wanted.append({id, resource->type});
        }
    }
    const QList<ConnectionId> lines = d->context.selection.connections();
    d->head->setVisible(!ids.isEmpty());
    d->tabs->setVisible(!ids.isEmpty());
    if (ids.isEmpty()) {
        d->message->hide();
        d->model.setResources({});
        d->connections->list({}, lines);
        d->pages->setCurrentIndex(lines.isEmpty() ? d->pages->indexOf(d->empty) : 1);
        if (d->costs)
            d->costs->list({});
        if (d->form)
            d->form->deleteLater(); // its fields read what is no longer selected
        d->form = nullptr;
        d->shown.clear();
        return;
    }
    if (wanted != d->shown) {
        d->shown = wanted;
        d->message->hide();
        d->model.setResources(ids);
        setUpdatesEnabled(false);
        d->form = new Form(d->model, nullptr);
        d->formArea->setWidget(d->form); // deletes the one before
        setUpdatesEnabled(true);
    } else {
        d->model.refresh();
        d->form->sync();
    }
    showHead();
    d->pages->setCurrentIndex(d->tabs->currentIndex());
    if (d->tabs->currentIndex() == 1)
        d->connections->list(ids, lines);
    else if (d->costs && d->tabs->currentIndex() == 2)
        d->costs->list(ids);
}

void PropertiesPanel::showHead()
{
    const Resource *resource = d->model.main();
    const bool several = d->model.resources().size() > 1;
    const TypeSummary summary = d->context.catalog.summary(resource->type);
    const Style &style = Style::of(palette());
    d->icon->setPixmap(Icons::tilePixmap(summary.icon, style.category(summary.category), style.tileGlyph, 34, devicePixelRatioF()));
    // The window's sheet gives fields a frame; the name is one only while it is edited.
    const QString sheet =
        u"QLineEdit#name { background: transparent; border: none; padding: 0; min-height: 18px; color: %1; } QLineEdit#name:focus { background: %2; }"_s
            .arg(style.text.name(), style.base.name());
    if (d->name->styleSheet() != sheet)
        d->name->setStyleSheet(sheet);
    d->name->setReadOnly(several);
    const QString name = several ? tr("%1 resources").arg(d->model.resources().size()) : resource->name;
    if (!d->name->hasFocus() || several || !d->name->isModified()) {
        d->name->setText(name);
        d->name->setCursorPosition(0);
    }
    QSet<QString> types;
    for (const auto &[id, type] : std::as_const(d->shown))
        types.insert(type);
    const QString type = types.size() == 1 ? resource->type : tr("of %1 types").arg(types.size());
    d->type->setText(d->type->fontMetrics().elidedText(type, Qt::ElideRight, qMax(120, width() - 80)));
    d->type->setToolTip(summary.title);
}

} // namespace groundplan

#include "moc_propertiespanel.cpp"
