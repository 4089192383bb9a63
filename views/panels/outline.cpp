// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/outline.h"

#include "model/blueprint/edits.h"
#include "views/paint/icons.h"
#include "views/panels/panelstyle.h"

#include <QEvent>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace groundplan {

namespace {

constexpr int resourceRole = Qt::UserRole;
constexpr int searchRole = Qt::UserRole + 1;

} // namespace

OutlinePanel::OutlinePanel(EditorContext context, QWidget *parent)
    : QWidget(parent),
      m_context(std::move(context)),
      m_filter(new QLineEdit(this)),
      m_tree(new QTreeView(this)),
      m_model(new QStandardItemModel(this)),
      m_proxy(new QSortFilterProxyModel(this))
{
    m_filter->setObjectName(QStringLiteral("outlineFilter"));
    m_filter->setPlaceholderText(tr("Filter by name or type…"));
    m_filter->setAccessibleName(tr("Filter the outline"));
    m_filter->setClearButtonEnabled(true);
    m_proxy->setSourceModel(m_model);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setFilterRole(searchRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->sort(0);
    m_tree->setObjectName(QStringLiteral("outlineTree"));
    m_tree->setModel(m_proxy);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setIconSize(QSize(16, 16));
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_tree->setAccessibleName(tr("Outline"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(6);
    auto *filterRow = new QVBoxLayout;
    filterRow->setContentsMargins(10, 0, 10, 0);
    filterRow->addWidget(m_filter);
    layout->addLayout(filterRow);
    layout->addWidget(m_tree, 1);

    connect(&m_context.document, &Document::changed, this, &OutlinePanel::follow);
    connect(&m_context.selection, &Selection::changed, this, &OutlinePanel::showSelection);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text);
        m_tree->expandAll();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutlinePanel::takeSelection);
    connect(m_tree, &QTreeView::clicked, this,
            [this](const QModelIndex &index) { m_context.selection.reveal(ResourceId(index.data(resourceRole).toString())); });
    connect(m_model, &QStandardItemModel::itemChanged, this, [this](QStandardItem *item) {
        if (m_writing)
            return;
        const ResourceId id(item->data(resourceRole).toString());
        const auto renamed = edits::rename(m_context.blueprint(), id, item->text());
        const auto done = renamed ? m_context.commit(*renamed) : Result<>(renamed.error());
        if (!done) {
            Q_EMIT failed(done.error().message);
            const QScopedValueRollback writing(m_writing, true);
            if (const Resource *resource = m_context.blueprint().find(id))
                write(*item, *resource);
        }
    });
}

void OutlinePanel::write(QStandardItem &item, const Resource &resource)
{
    static Icons icons; // pixmaps are the GUI thread's alone
    const TypeSummary summary = m_context.catalog.summary(resource.type);
    const Style &style = styleOf(palette());
    item.setText(resource.name);
    item.setData(resource.id.text(), resourceRole);
    item.setData(QStringLiteral("%1 %2 %3").arg(resource.name, resource.type, summary.title), searchRole);
    item.setToolTip(summary.title + QStringLiteral(" · ") + resource.type);
    item.setIcon(icons.tilePixmap(summary.icon, style.category(summary.category), style.tileGlyph, 16, devicePixelRatioF()));
}

QStandardItem *OutlinePanel::itemOf(const ResourceId &id)
{
    if (QStandardItem *item = m_items.value(id))
        return item;
    const Resource *resource = m_context.blueprint().find(id);
    if (!resource)
        return nullptr;
    place(*resource);
    return m_items.value(id);
}

void OutlinePanel::place(const Resource &resource)
{
    QStandardItem *item = m_items.value(resource.id);
    QStandardItem *parent = resource.zones.isEmpty() ? m_model->invisibleRootItem() : itemOf(resource.zones.constFirst());
    if (item) {
        QStandardItem *now = item->parent() ? item->parent() : m_model->invisibleRootItem();
        if (now != parent)
            parent->appendRow(now->takeRow(item->row()));
        write(*item, resource);
        return;
    }
    item = new QStandardItem; // the model takes it
    write(*item, resource);
    m_items.insert(resource.id, item);
    parent->appendRow(item);
}

void OutlinePanel::remove(const ResourceId &id)
{
    QStandardItem *item = m_items.take(id);
    if (!item)
        return;
    QStandardItem *parent = item->parent() ? item->parent() : m_model->invisibleRootItem();
    // What stood in it was removed or moved by the same edit: keep those rows until their own turn.
    while (item->hasChildren())
        m_model->invisibleRootItem()->appendRow(item->takeRow(0));
    parent->removeRow(item->row());
}

void OutlinePanel::rebuild()
{
    const QScopedValueRollback writing(m_writing, true);
    m_stale = false;
    m_items.clear();
    m_model->clear();
    m_tree->setUpdatesEnabled(false);
    for (const ResourceId &id : m_context.blueprint().ids<Resource>())
        itemOf(id);
    m_tree->expandAll();
    m_tree->setUpdatesEnabled(true);
}

void OutlinePanel::follow(const ChangeSet &changes)
{
    if (m_stale)
        return;
    if (!isVisible()) {
        m_stale = true;
        return;
    }
    const QScopedValueRollback writing(m_writing, true);
    for (const Change &change : changes.changes) {
        const auto *row = std::get_if<RowChange<Resource>>(&change);
        if (!row)
            continue;
        if (const Resource *resource = m_context.blueprint().find(row->id())) {
            place(*resource);
            if (QStandardItem *item = m_items.value(row->id()); item && item->parent() && !row->before)
                m_tree->expand(m_proxy->mapFromSource(item->parent()->index()));
        } else {
            remove(row->id());
        }
    }
    showSelection();
}

void OutlinePanel::showSelection()
{
    if (m_stale || !isVisible())
        return;
    QItemSelection wanted;
    QModelIndex last;
    for (const ResourceId &id : m_context.selection.resources()) {
        const QStandardItem *item = m_items.value(id);
        last = item ? m_proxy->mapFromSource(item->index()) : QModelIndex();
        if (last.isValid())
            wanted.select(last, last);
    }
    const QScopedValueRollback writing(m_writing, true);
    m_tree->selectionModel()->select(wanted, QItemSelectionModel::ClearAndSelect);
    if (last.isValid()) {
        m_tree->selectionModel()->setCurrentIndex(last, QItemSelectionModel::NoUpdate);
        m_tree->scrollTo(last);
    }
}

void OutlinePanel::takeSelection()
{
    if (m_writing)
        return;
    QList<ResourceId> ids;
    for (const QModelIndex &index : m_tree->selectionModel()->selectedIndexes())
        ids.append(ResourceId(index.data(resourceRole).toString()));
    m_context.selection.set(ids);
}

void OutlinePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        rebuild();
    showSelection();
}

void OutlinePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_stale) {
        m_stale = true;
        if (isVisible())
            rebuild();
    }
}

} // namespace groundplan

#include "moc_outline.cpp"
