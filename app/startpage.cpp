// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/startpage.h"

#include "app/examplecard.h"
#include "app/services/recentfiles.h"
#include "app/theme.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace groundplan {

namespace {

constexpr int pathRole = Qt::UserRole, folderRole = Qt::UserRole + 1, dateRole = Qt::UserRole + 2, imageRole = Qt::UserRole + 3;
constexpr int cardWidth = 248, cardPicture = 150, cardHeight = 224, cardGap = 10;

QString dateText(const QDateTime &when)
{
    const qint64 days = when.date().daysTo(QDate::currentDate());
    const QString time = QLocale().toString(when.time(), QLocale::ShortFormat);
    return days == 0 ? StartPage::tr("Today, %1").arg(time)
        : days == 1  ? StartPage::tr("Yesterday, %1").arg(time)
                     : QLocale().toString(when.date(), QLocale::LongFormat);
}

QString folderText(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath(), home = QDir::homePath();
    return QDir::toNativeSeparators(folder.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + folder.mid(home.size()) : folder);
}

/// A file as a card: its picture, name, folder and date.
class FileCards : public QStyledItemDelegate {
public:
    FileCards(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {cardWidth + cardGap, cardHeight + cardGap}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Style &style = m_theme.style();
        const QRectF card = QRectF(option.rect).adjusted(0.5, 0.5, -cardGap - 0.5, -cardGap - 0.5);
        const bool isCurrent = option.state & QStyle::State_HasFocus, isUnder = option.state & QStyle::State_MouseOver;
        painter->save();
        painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        painter->setPen(QPen(isCurrent ? style.accent : isUnder ? style.lineStrong : style.line, isCurrent ? 2 : 1));
        painter->setBrush(isUnder ? style.hoverTint : style.base);
        painter->drawRoundedRect(card, 8, 8);
        const QRectF room(card.left() + 8, card.top() + 8, card.width() - 16, cardPicture - 8);
        painter->setPen(Qt::NoPen);
        painter->setBrush(style.canvas);
        painter->drawRoundedRect(room, 5, 5);
        if (const QImage image = index.data(imageRole).value<QImage>(); !image.isNull()) {
            QSizeF size = QSizeF(image.size()).scaled(room.size(), Qt::KeepAspectRatio);
            painter->drawImage(QRectF(room.center() - QPointF(size.width(), size.height()) / 2, size), image);
        } else {
            painter->setPen(style.textDisabled);
            painter->setFont(style.pageTitleFont);
            painter->drawText(room, Qt::AlignCenter, QStringLiteral("◳"));
        }
        const auto line = [&](double top, const QString &text, const QFont &font, const QColor &color, Qt::TextElideMode elide) {
            const QRectF at(card.left() + 12, card.top() + cardPicture + top, card.width() - 24, 18);
            painter->setFont(font);
            painter->setPen(color);
            painter->drawText(at, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(font).elidedText(text, elide, at.width()));
        };
        line(6, index.data().toString(), style.titleFont, style.text, Qt::ElideRight);
        line(25, index.data(folderRole).toString(), style.smallFont, style.textSecondary, Qt::ElideMiddle);
        line(43, index.data(dateRole).toString(), style.smallFont, style.textSecondary, Qt::ElideRight);
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

StartPage::StartPage(RecentFiles &recent, const Thumbnails &thumbnails, const Theme &theme, const Catalog &catalog, QWidget *parent)
    : QWidget(parent),
      m_recent(recent),
      m_thumbnails(thumbnails),
      m_theme(theme),
      m_catalog(catalog),
      m_files(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("startPage"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(56, 48, 40, 24);
    layout->setSpacing(56);
    layout->addWidget(buildBegin(), 0, Qt::AlignTop);
    layout->addWidget(buildRecent(), 1);
}

QWidget *StartPage::buildBegin()
{
    auto *box = new QWidget(this);
    box->setFixedWidth(230);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *name = new QLabel(QStringLiteral("◳ Groundplan"), box);
    name->setObjectName(QStringLiteral("startName"));
    auto *line = new QLabel(tr("Draw a cloud; see its problems, cost and code while you draw."), box);
    line->setObjectName(QStringLiteral("panelDetail"));
    line->setWordWrap(true);
    layout->addWidget(name);
    layout->addWidget(line);
    layout->addSpacing(16);
    const auto add = [&](const char *id, const QString &text, void (StartPage::*asks)()) {
        auto *button = new QPushButton(text, box);
        button->setObjectName(QString::fromLatin1(id));
        button->setMinimumHeight(34);
        connect(button, &QPushButton::clicked, this, asks);
        layout->addWidget(button);
        return button;
    };
    add("startNew", tr("New blueprint"), &StartPage::newRequested)->setProperty("primary", true);
    add("startOpen", tr("Open a file…"), &StartPage::openRequested);
    add("startExample", tr("Start from the example"), &StartPage::exampleRequested);
    auto *hint = new QLabel(tr("Files can be dropped anywhere on the window."), box);
    hint->setObjectName(QStringLiteral("panelDetail"));
    hint->setWordWrap(true);
    layout->addSpacing(8);
    layout->addWidget(hint);
    return box;
}

QWidget *StartPage::buildRecent()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_title = new QLabel(box);
    m_title->setObjectName(QStringLiteral("panelTitle"));
    auto *example = new ExampleCard(m_catalog, m_theme, box);
    connect(example, &ExampleCard::clicked, this, &StartPage::exampleRequested);
    m_example = example;
    m_list = new QListView(box);
    m_list->setObjectName(QStringLiteral("startFiles"));
    m_list->setAccessibleName(tr("Recent files"));
    m_list->setModel(m_files);
    m_list->setItemDelegate(new FileCards(m_theme, m_list));
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    layout->addWidget(m_title);
    layout->addWidget(m_example, 20);
    layout->addWidget(m_list, 20);
    layout->addStretch(1);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &at) { Q_EMIT fileRequested(at.data(pathRole).toString()); });
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint &at) {
        const QString path = m_list->indexAt(at).data(pathRole).toString();
        if (path.isEmpty())
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Open"), this, [this, path] { Q_EMIT fileRequested(path); });
        menu->addAction(tr("Take off this list"), this, [this, path] { forget(path); });
        menu->popup(m_list->viewport()->mapToGlobal(at));
    });
    return box;
}

void StartPage::refresh()
{
    m_files->clear();
    for (const QString &path : m_recent.existing()) {
        const QFileInfo info(path);
        auto *item = new QStandardItem(info.completeBaseName()); // the model takes it
        item->setEditable(false);
        item->setData(path, pathRole);
        item->setData(folderText(path), folderRole);
        item->setData(dateText(info.lastModified()), dateRole);
        item->setData(m_thumbnails.of(path), imageRole);
        item->setToolTip(QDir::toNativeSeparators(path));
        item->setData(QStringLiteral("%1, %2").arg(info.completeBaseName(), dateText(info.lastModified())), Qt::AccessibleTextRole);
        m_files->appendRow(item);
    }
    const bool hasFiles = m_files->rowCount() > 0;
    m_title->setText(hasFiles ? tr("Recent") : tr("To begin with"));
    m_example->setVisible(!hasFiles);
    m_list->setVisible(hasFiles);
}

void StartPage::forget(const QString &path)
{
    m_recent.remove(path);
    refresh();
}

void StartPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    if (m_files->rowCount() > 0) {
        m_list->setCurrentIndex(m_files->index(0, 0));
        m_list->setFocus();
    }
}

bool StartPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const QString path = m_list->currentIndex().data(pathRole).toString();
        if (!path.isEmpty() && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            Q_EMIT fileRequested(path);
            return true;
        }
        if (!path.isEmpty() && key == Qt::Key_Delete) {
            forget(path);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace groundplan

#include "moc_startpage.cpp"
