// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/palette.h"

#include "views/panels/palettedelegate.h"
#include "views/panels/palettemodel.h"

#include <QDrag>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

namespace groundplan {

namespace {

/// A list that drags a tile instead of a picture of its row.
class PaletteList : public QListView {
public:
    using QListView::QListView;

protected:
    void startDrag(Qt::DropActions actions) override
    {
        const QModelIndex index = currentIndex();
        QMimeData *dragged = model()->mimeData({index});
        if (!dragged)
            return;
        auto *drag = new QDrag(this);
        drag->setMimeData(dragged);
        const QPixmap pixmap = PaletteDelegate::dragPixmap(index, devicePixelRatioF());
        drag->setPixmap(pixmap);
        drag->setHotSpot(QRectF(QPointF(), pixmap.deviceIndependentSize()).center().toPoint());
        drag->exec(actions);
    }
};

} // namespace

PalettePanel::PalettePanel(const Catalog &catalog, QWidget *parent)
    : QWidget(parent),
      m_model(new PaletteModel(catalog, this)),
      m_search(new QLineEdit(this)),
      m_list(new PaletteList(this))
{
    setObjectName(QStringLiteral("palette"));
    m_search->setObjectName(QStringLiteral("paletteSearch"));
    m_search->setPlaceholderText(tr("Search %1 types…").arg(QLocale().toString(m_model->typeCount())));
    m_search->setAccessibleName(tr("Search a type"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);

    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Resource types"));
    m_list->installEventFilter(this);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(6);
    auto *searchRow = new QVBoxLayout;
    searchRow->setContentsMargins(10, 0, 10, 0);
    searchRow->addWidget(m_search);
    layout->addLayout(searchRow);
    layout->addWidget(m_list, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setSearch(text);
        m_list->scrollToTop();
        if (m_model->isSearching())
            selectFirst();
    });
    connect(m_list, &QListView::clicked, this, &PalettePanel::activate);
    connect(m_list, &QListView::customContextMenuRequested, this, &PalettePanel::showMenu);
    setFavourites({});
}

void PalettePanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void PalettePanel::setFavourites(const QStringList &types)
{
    static const QStringList usual{QStringLiteral("aws_instance"), QStringLiteral("aws_lb"), QStringLiteral("aws_db_instance"),
                                   QStringLiteral("aws_s3_bucket")};
    m_model->setFavourites(types.isEmpty() ? usual : types);
}

void PalettePanel::setRecent(const QStringList &types) { m_model->setRecent(types); }

void PalettePanel::noteUsed(const QString &type)
{
    QStringList types = m_model->recent();
    types.removeAll(type);
    types.prepend(type);
    types = types.mid(0, 12);
    m_model->setRecent(types);
    Q_EMIT recentChanged(types);
}

void PalettePanel::activate(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (PaletteModel::kindOf(index) == PaletteModel::Kind::More) {
        const int row = index.row();
        m_model->toggleCategory(index.data(PaletteModel::CategoryRole).toString());
        select(qMin(row, m_model->rowCount() - 1));
    } else if (PaletteModel::kindOf(index) == PaletteModel::Kind::Type) {
        Q_EMIT placeRequested(index.data(PaletteModel::TypeRole).toString());
    }
}

void PalettePanel::select(int row)
{
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_list->currentIndex());
}

void PalettePanel::selectFirst()
{
    m_list->setCurrentIndex({});
    move(1);
}

void PalettePanel::move(int step)
{
    const int count = m_model->rowCount();
    for (int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() + step : (step > 0 ? 0 : count - 1);
         row >= 0 && row < count; row += step) {
        if (m_model->flags(m_model->index(row)) & Qt::ItemIsSelectable) {
            select(row);
            return;
        }
    }
}

bool PalettePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Down: move(1); return true;
    case Qt::Key_Up: move(-1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: activate(m_list->currentIndex()); return true;
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            return QWidget::eventFilter(watched, event);
        m_search->clear();
        return true;
    case Qt::Key_Slash:
        if (watched == m_search)
            break;
        focusSearch();
        return true;
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

void PalettePanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid() || PaletteModel::kindOf(index) != PaletteModel::Kind::Type)
        return;
    const QString type = index.data(PaletteModel::TypeRole).toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Place"), this, [this, type] { Q_EMIT placeRequested(type); });
    const bool isFavourite = index.data(PaletteModel::IsFavouriteRole).toBool();
    menu->addAction(isFavourite ? tr("Remove from favourites") : tr("Add to favourites"), this, [this, type, isFavourite] {
        QStringList types = m_model->favourites();
        if (isFavourite)
            types.removeAll(type);
        else
            types.append(type);
        m_model->setFavourites(types);
        Q_EMIT favouritesChanged(types);
    });
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

} // namespace groundplan

#include "moc_palette.cpp"
