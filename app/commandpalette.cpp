// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandpalette.h"

#include "model/search/query.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace groundplan {

namespace {

constexpr size_t mostShown = 60;
constexpr int detailWidth = 170;
constexpr int placeRole = Qt::UserRole;

} // namespace

CommandPalette::CommandPalette(std::vector<PaletteEntry> commands, const QColor &quiet, QWidget *window)
    : QFrame(window),
      m_commands(std::move(commands)),
      m_quiet(quiet),
      m_text(new QLineEdit(this)),
      m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Find a command"));
    setAttribute(Qt::WA_StyledBackground);
    setAttribute(Qt::WA_DeleteOnClose);
    m_text->setObjectName(QStringLiteral("commandText"));
    m_text->setPlaceholderText(tr("Find an action, a resource, a type…"));
    m_text->setAccessibleName(tr("Find a command"));
    m_text->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus); // the keyboard stays in the line
    m_list->setColumnCount(3);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::Fixed);
    m_list->header()->resizeSection(1, detailWidth);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_text);
    layout->addWidget(m_list, 1);
    connect(m_text, &QLineEdit::textChanged, this, &CommandPalette::show);
    connect(m_list, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem *item) {
        m_list->setCurrentItem(item);
        run();
    });
    window->installEventFilter(this);
}

void CommandPalette::open()
{
    show({});
    place();
    QFrame::show();
    raise();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::place()
{
    const QSize room = parentWidget()->size();
    resize(std::min(620, room.width() - 40), std::min(440, room.height() - 120));
    move((room.width() - width()) / 2, 64);
}

void CommandPalette::show(const QString &typed)
{
    std::vector<std::pair<int, size_t>> hits;
    const QString text = typed.trimmed();
    for (size_t i = 0; i < m_commands.size(); ++i) {
        const PaletteEntry &command = m_commands[i];
        if (text.isEmpty() && command.rank <= 0)
            continue;
        if (const int score = search::fuzzyScore(text, command.text); score > 0)
            hits.emplace_back(-score - command.rank, i);
    }
    const size_t shown = std::min(mostShown, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + qsizetype(shown), hits.end());
    m_list->clear();
    QList<QTreeWidgetItem *> items;
    for (size_t i = 0; i < shown; ++i) {
        const PaletteEntry &command = m_commands[hits[i].second];
        auto *item = new QTreeWidgetItem({command.text, command.detail, command.keys});
        item->setData(0, placeRole, qulonglong(hits[i].second));
        item->setForeground(1, m_quiet);
        item->setForeground(2, m_quiet);
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        items.append(item);
    }
    m_list->addTopLevelItems(items);
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void CommandPalette::step(int by)
{
    const int count = m_list->topLevelItemCount();
    if (count == 0)
        return;
    const int at = m_list->indexOfTopLevelItem(m_list->currentItem());
    m_list->setCurrentItem(m_list->topLevelItem(std::clamp(at + by, 0, count - 1)));
}

void CommandPalette::run()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const auto act = m_commands[size_t(item->data(0, placeRole).toULongLong())].run;
    close();
    // After this has gone and the keyboard is where it was.
    QTimer::singleShot(0, parentWidget(), act);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize)
            place();
        return false;
    }
    if (event->type() == QEvent::FocusOut)
        close();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape: close(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_PageUp: step(-10); return true;
    case Qt::Key_PageDown: step(10); return true;
    default: return QFrame::eventFilter(watched, event);
    }
}

} // namespace groundplan

#include "moc_commandpalette.cpp"
