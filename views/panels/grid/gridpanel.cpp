// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/grid/gridpanel.h"

#include "views/paint/zonerole.h"
#include "views/panels/grid/griddelegate.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidgetAction>

namespace groundplan {

namespace {

constexpr int mostOffered = 24;      ///< properties in the menu; any other can be typed
constexpr int mostUsual = 6;         ///< properties that are shown before the user chooses
constexpr qsizetype mostShown = 500; ///< pieces of a selection that are worth showing

bool isListed(const Resource &resource) { return !resource.type.startsWith(QLatin1String("groundplan_")); }

} // namespace

GridPanel::GridPanel(EditorContext context, GridModel::Costs costs, QWidget *parent)
    : QWidget(parent),
      m_context(std::move(context)),
      m_model(new GridModel(m_context, this)),
      m_filter(new QLineEdit(this)),
      m_scope(new QComboBox(this)),
      m_count(new QLabel(this)),
      m_columnsButton(new QToolButton(this)),
      m_columnMenu(new QMenu(this)),
      m_table(new QTableView(this)),
      m_index(m_context.catalog, [this](const Resource &subnet) {
          return zoneRole(m_context.blueprint(), m_context.catalog, subnet) == ZoneRole::PublicSubnet;
      })
{
    setObjectName(QStringLiteral("gridPanel"));
    m_model->setCosts(std::move(costs));
    auto *title = new QLabel(tr("Resources"), this);
    title->setObjectName(QStringLiteral("panelTitle"));
    m_count->setObjectName(QStringLiteral("panelDetail"));
    m_filter->setObjectName(QStringLiteral("gridFilter"));
    m_filter->setAccessibleName(tr("Filter the table"));
    m_filter->setPlaceholderText(tr("Filter: web, type:rds, az:us-east-1a, tag:owner…"));
    m_filter->setClearButtonEnabled(true);
    m_scope->setObjectName(QStringLiteral("gridScope"));
    m_scope->addItems({tr("All"), tr("Selected")});
    m_scope->setToolTip(tr("Show all resources, or those that are selected"));
    m_columnsButton->setObjectName(QStringLiteral("gridColumns"));
    m_columnsButton->setText(tr("Columns"));
    m_columnsButton->setToolTip(tr("Choose what is shown of each resource"));
    m_columnsButton->setPopupMode(QToolButton::InstantPopup);
    m_columnsButton->setMenu(m_columnMenu);
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("gridClose"));
    close->setText(QStringLiteral("✕"));
    close->setToolTip(tr("Back to problems, cost and code"));
    close->setAccessibleName(close->toolTip());

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 8, 6);
    bar->setSpacing(8);
    bar->addWidget(title);
    bar->addWidget(m_count);
    bar->addSpacing(8);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_scope);
    bar->addWidget(m_columnsButton);
    bar->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    buildTable();
    layout->addWidget(m_table, 1);

    m_filterTimer.setSingleShot(true);
    m_filterTimer.setInterval(120);
    connect(&m_filterTimer, &QTimer::timeout, this, &GridPanel::fillRows);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_filterTimer.start(); });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_table->setFocus(); });
    connect(m_scope, &QComboBox::currentIndexChanged, this, [this] {
        m_scoped = m_context.selection.resources();
        fillRows();
    });
    connect(m_columnMenu, &QMenu::aboutToShow, this, &GridPanel::fillColumnMenu);
    connect(close, &QToolButton::clicked, this, &GridPanel::closed);
    connect(&m_context.document, &Document::changed, this, &GridPanel::follow);
    connect(&m_context.selection, &Selection::changed, this, &GridPanel::showSelection);
}

void GridPanel::buildTable()
{
    m_table->setObjectName(QStringLiteral("gridTable"));
    m_table->setAccessibleName(tr("Resources as a table"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::AnyKeyPressed | QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setWordWrap(false);
    m_table->setCornerButtonEnabled(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setTabKeyNavigation(false); // Tab leaves the table: arrows walk in it
    // Rows of one height: nothing is measured for each of ten thousand.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(26);
    m_table->verticalHeader()->setMinimumWidth(36);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    auto *delegate = new GridDelegate(m_table);
    m_table->setItemDelegate(delegate);
    m_table->installEventFilter(this);
    connect(delegate, &GridDelegate::written, this, [this](const QModelIndex &at, const QString &text, bool fills) {
        if (fills)
            fillSelection(text);
        else
            commit(m_model->writing({{at.row(), at.column(), text}}, tr("Change %1").arg(m_model->columns().at(at.column()).title())));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GridPanel::takeSelection);
    connect(m_table, &QTableView::customContextMenuRequested, this, &GridPanel::showMenu);
}

// Rows

void GridPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isStale)
        return;
    m_isStale = false;
    showColumns();
    fillRows();
}

void GridPanel::follow(const ChangeSet &changes)
{
    m_index.follow(changes);
    if (m_isStale)
        return;
    if (!isVisible()) {
        m_isStale = true;
        return;
    }
    const bool adds = std::any_of(changes.changes.begin(), changes.changes.end(), [this](const Change &change) {
        const auto *resource = std::get_if<RowChange<Resource>>(&change);
        return resource && m_context.blueprint().find(resource->id()) && m_model->rowOf(resource->id()) < 0;
    });
    {
        const QScopedValueRollback syncing(m_isSyncing, true); // rows that go are no choice of the user's
        m_model->follow(changes);
    }
    if (adds)
        fillRows();
    else
        showCount();
}

void GridPanel::fillRows()
{
    if (m_isStale)
        return;
    const Blueprint &blueprint = m_context.blueprint();
    const auto terms = search::parse(m_filter->text());
    QList<ResourceId> rows;
    const auto take = [&](const ResourceId &id) {
        const Resource *resource = blueprint.find(id);
        if (resource && isListed(*resource))
            rows.append(id);
    };
    if (!terms.isEmpty()) {
        const QSet<ResourceId> scoped(m_scoped.cbegin(), m_scoped.cend());
        for (const ResourceId &id : m_index.find(blueprint, terms)) {
            if (m_scope->currentIndex() == 0 || scoped.contains(id))
                take(id);
        }
    } else if (m_scope->currentIndex() == 0) {
        blueprint.forEach<Resource>([&](const Resource &resource) { take(resource.id); });
    } else {
        for (const ResourceId &id : std::as_const(m_scoped))
            take(id);
    }
    std::sort(rows.begin(), rows.end(), [&](const ResourceId &a, const ResourceId &b) {
        const Resource &x = *blueprint.find(a), &y = *blueprint.find(b);
        return std::tie(x.type, x.name, x.id.text()) < std::tie(y.type, y.name, y.id.text());
    });
    {
        const QScopedValueRollback syncing(m_isSyncing, true);
        m_model->setRows(rows);
    }
    if (m_chosen.isEmpty())
        showColumns();
    showCount();
    showSelection();
}

void GridPanel::showCount()
{
    m_count->setText(QLocale().toString(m_model->rowCount()));
    m_count->setAccessibleName(tr("%1 resources are shown").arg(m_model->rowCount()));
}

void GridPanel::refreshCosts(const QSet<ResourceId> &changed)
{
    if (!m_isStale && isVisible())
        m_model->refreshCosts(changed);
}

void GridPanel::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

// Columns

void GridPanel::setChosenColumns(const QStringList &keys)
{
    m_chosen = keys;
    if (!m_isStale)
        showColumns();
}

/// Top-level properties and tags that the rows have set, with how many of them: most frequent first.
QList<std::pair<QString, int>> GridPanel::commonPaths() const
{
    QHash<QString, int> counts;
    for (const ResourceId &id : m_model->rows()) {
        const Resource *resource = m_context.blueprint().find(id);
        if (!resource)
            continue;
        for (auto it = resource->properties.cbegin(); it != resource->properties.cend(); ++it) {
            if (it.key() != QLatin1String("tags") || !it->isMap()) {
                ++counts[it.key()];
                continue;
            }
            const ValueMap &tags = it->toMap();
            for (auto tag = tags.cbegin(); tag != tags.cend(); ++tag) {
                if (!tag.key().contains(QLatin1Char('.')))
                    ++counts[QStringLiteral("tags.") + tag.key()];
            }
        }
    }
    QList<std::pair<QString, int>> all;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        all.append({it.key(), it.value()});
    std::sort(all.begin(), all.end(),
              [](const auto &a, const auto &b) { return std::tie(b.second, a.first) < std::tie(a.second, b.first); });
    return all;
}

QStringList GridPanel::usualColumns() const
{
    QStringList keys{QStringLiteral("@name"), QStringLiteral("@type"), QStringLiteral("@zone"), QStringLiteral("@cost")};
    for (const auto &[path, count] : commonPaths().mid(0, mostUsual))
        keys.append(path);
    return keys;
}

void GridPanel::showColumns()
{
    QList<GridColumn> columns;
    for (const QString &key : m_chosen.isEmpty() ? usualColumns() : m_chosen)
        columns.append(GridColumn::fromKey(key));
    if (columns == m_model->columns())
        return;
    {
        const QScopedValueRollback syncing(m_isSyncing, true);
        m_model->setColumns(columns);
    }
    for (int i = 0; i < columns.size(); ++i)
        m_table->setColumnWidth(i,
                                columns.at(i).kind == GridColumn::Kind::Name       ? 190
                                    : columns.at(i).kind == GridColumn::Kind::Cost ? 110
                                                                                   : 150);
    showSelection();
}

void GridPanel::chooseColumn(const QString &key, bool isShown)
{
    QStringList keys;
    for (const GridColumn &column : m_model->columns())
        keys.append(column.key());
    if (isShown && !keys.contains(key))
        keys.append(key);
    else if (!isShown)
        keys.removeAll(key);
    if (keys.isEmpty())
        return;
    setChosenColumns(keys);
    Q_EMIT columnsChosen(keys);
}

void GridPanel::fillColumnMenu()
{
    m_columnMenu->clear();
    const auto offer = [this](const QString &key) {
        const GridColumn column = GridColumn::fromKey(key);
        QAction *entry = m_columnMenu->addAction(column.title());
        entry->setCheckable(true);
        entry->setChecked(m_model->columns().contains(column));
        connect(entry, &QAction::toggled, this, [this, key](bool isShown) { chooseColumn(key, isShown); });
    };
    for (const char *key : {"@name", "@type", "@zone", "@cost"})
        offer(QString::fromLatin1(key));
    m_columnMenu->addSeparator();
    QStringList offered;
    for (const GridColumn &column : m_model->columns()) {
        if (column.kind == GridColumn::Kind::Property)
            offered.append(column.path);
    }
    for (const auto &[path, count] : commonPaths()) {
        if (offered.size() < mostOffered && !offered.contains(path))
            offered.append(path);
    }
    for (const QString &path : std::as_const(offered))
        offer(path);
    m_columnMenu->addSeparator();
    auto *other = new QLineEdit(m_columnMenu);
    other->setObjectName(QStringLiteral("gridOtherColumn"));
    other->setPlaceholderText(tr("Another property, then Enter"));
    auto *field = new QWidgetAction(m_columnMenu);
    field->setDefaultWidget(other);
    m_columnMenu->addAction(field);
    connect(other, &QLineEdit::returnPressed, this, [this, other] {
        if (const QString path = other->text().trimmed(); !path.isEmpty())
            chooseColumn(path, true);
        m_columnMenu->close();
    });
    m_columnMenu->addSeparator();
    connect(m_columnMenu->addAction(tr("Those that most have set")), &QAction::triggered, this, [this] {
        setChosenColumns({});
        Q_EMIT columnsChosen({});
    });
}

// Selection

/// Selected cells as rectangles of columns and rows.
QList<QRect> GridPanel::selectedRanges() const
{
    QList<QRect> ranges;
    for (const QItemSelectionRange &range : m_table->selectionModel()->selection())
        ranges.append(QRect(QPoint(range.left(), range.top()), QPoint(range.right(), range.bottom())));
    return ranges;
}

QList<ResourceId> GridPanel::selectedRows() const
{
    QSet<int> seen;
    QList<ResourceId> ids;
    for (const QRect &range : selectedRanges()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (!seen.contains(row))
                ids.append(m_model->rows().value(row));
            seen.insert(row);
        }
    }
    return ids;
}

void GridPanel::takeSelection()
{
    if (m_isSyncing)
        return;
    const QScopedValueRollback syncing(m_isSyncing, true);
    m_context.selection.set(selectedRows());
}

void GridPanel::showSelection()
{
    if (m_isStale || m_isSyncing || !isVisible())
        return;
    const QList<ResourceId> &picked = m_context.selection.resources();
    if (m_scope->currentIndex() == 1 && !m_table->hasFocus() && !picked.isEmpty() && m_scoped != picked) {
        m_scoped = picked;
        fillRows();
        return;
    }
    std::vector<int> rows;
    for (const ResourceId &id : picked) {
        if (const int row = m_model->rowOf(id); row >= 0)
            rows.push_back(row);
    }
    const QList<ResourceId> shown = selectedRows();
    if (QSet<ResourceId>(shown.begin(), shown.end()) == QSet<ResourceId>(picked.begin(), picked.end()))
        return; // the cells that are selected are the user's
    std::sort(rows.begin(), rows.end());
    QItemSelection wanted;
    const int lastColumn = m_model->columnCount() - 1;
    for (size_t i = 0; i < rows.size() && wanted.size() < mostShown;) {
        size_t end = i;
        while (end + 1 < rows.size() && rows[end + 1] == rows[end] + 1)
            ++end;
        wanted.append(QItemSelectionRange(m_model->index(rows[i], 0), m_model->index(rows[end], lastColumn)));
        i = end + 1;
    }
    const QScopedValueRollback syncing(m_isSyncing, true);
    m_table->selectionModel()->select(wanted, QItemSelectionModel::ClearAndSelect);
    if (!picked.isEmpty()) {
        const QModelIndex last = m_model->index(m_model->rowOf(picked.last()), 0);
        if (last.isValid()) {
            m_table->selectionModel()->setCurrentIndex(last, QItemSelectionModel::NoUpdate);
            m_table->scrollTo(last);
        }
    }
}

} // namespace groundplan

#include "moc_gridpanel.cpp"
