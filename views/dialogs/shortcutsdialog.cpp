// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/shortcutsdialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace groundplan {

namespace {

constexpr int shortcutRole = Qt::UserRole; // its place in the list; -1: a group

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<Shortcut> &shortcuts, QWidget *parent)
    : QDialog(parent),
      m_shortcuts(shortcuts),
      m_search(new QLineEdit(this)),
      m_tree(new QTreeWidget(this)),
      m_what(new QLabel(this)),
      m_said(new QLabel(this)),
      m_keys(new QKeySequenceEdit(this)),
      m_usual(new QPushButton(tr("Usual keys"), this)),
      m_none(new QPushButton(tr("No keys"), this))
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(620, 680);
    m_search->setObjectName(QStringLiteral("shortcutsSearch"));
    m_search->setPlaceholderText(tr("Search an action or keys…"));
    m_search->setAccessibleName(tr("Search an action or keys"));
    m_search->setClearButtonEnabled(true);
    m_tree->setObjectName(QStringLiteral("shortcutsTree"));
    m_tree->setAccessibleName(tr("Keyboard shortcuts"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(12);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_keys->setObjectName(QStringLiteral("shortcutKeys"));
    m_keys->setAccessibleName(tr("New keys"));
    m_usual->setObjectName(QStringLiteral("shortcutUsual"));
    m_none->setObjectName(QStringLiteral("shortcutNone"));
    m_said->setObjectName(QStringLiteral("shortcutSaid"));
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_what->setTextFormat(Qt::PlainText);
    for (QPushButton *button : {m_usual, m_none})
        button->setAutoDefault(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);

    auto *row = new QHBoxLayout;
    row->addWidget(m_what, 1);
    row->addWidget(m_keys);
    row->addWidget(m_usual);
    row->addWidget(m_none);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addLayout(row);
    layout->addWidget(m_said);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ShortcutsDialog::showRow);
    connect(m_keys, &QKeySequenceEdit::editingFinished, this, [this] {
        const QKeySequence typed = m_keys->keySequence();
        if (!typed.isEmpty())
            take({QKeySequence(typed[0])}); // one stroke: chords would make each begin wait
    });
    connect(m_usual, &QPushButton::clicked, this, [this] {
        if (const Shortcut *shortcut = current())
            take(shortcut->usual);
    });
    connect(m_none, &QPushButton::clicked, this, [this] { take({}); });
    fill();
    showRow();
    m_search->setFocus();
}

QString ShortcutsDialog::textOf(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &one : keys)
        texts.append(one.toString(QKeySequence::NativeText));
    return texts.join(QStringLiteral("   "));
}

void ShortcutsDialog::fill()
{
    QHash<QString, QTreeWidgetItem *> groups;
    for (qsizetype i = 0; i < m_shortcuts.size(); ++i) {
        const Shortcut &shortcut = m_shortcuts.at(i);
        QTreeWidgetItem *&group = groups[shortcut.group];
        if (!group) {
            group = new QTreeWidgetItem(m_tree, {shortcut.group});
            QFont bold = font();
            bold.setWeight(QFont::DemiBold);
            group->setFont(0, bold);
            group->setData(0, shortcutRole, -1);
            group->setFlags(Qt::ItemIsEnabled);
        }
        auto *item = new QTreeWidgetItem(group, {shortcut.text, shortcut.id.isEmpty() ? shortcut.fixed : textOf(shortcut.keys)});
        item->setData(0, shortcutRole, int(i));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
    m_tree->expandAll();
}

void ShortcutsDialog::filter(const QString &text)
{
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        QTreeWidgetItem *group = m_tree->topLevelItem(g);
        bool isAnyShown = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem *item = group->child(i);
            const bool isShown = item->text(0).contains(text, Qt::CaseInsensitive) || item->text(1).contains(text, Qt::CaseInsensitive);
            item->setHidden(!isShown);
            isAnyShown = isAnyShown || isShown;
        }
        group->setHidden(!isAnyShown);
    }
}

const Shortcut *ShortcutsDialog::current() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    const int place = item ? item->data(0, shortcutRole).toInt() : -1;
    return place < 0 || m_shortcuts.at(place).id.isEmpty() ? nullptr : &m_shortcuts.at(place);
}

void ShortcutsDialog::showRow()
{
    const Shortcut *shortcut = current();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_keys, m_usual, m_none})
        widget->setEnabled(shortcut);
    m_what->setText(shortcut ? tr("Keys for “%1”:").arg(shortcut->text) : tr("Select an action to change its keys."));
    m_keys->setKeySequence(shortcut && !shortcut->keys.isEmpty() ? shortcut->keys.first() : QKeySequence());
    m_said->clear();
}

void ShortcutsDialog::take(const QList<QKeySequence> &keys)
{
    const Shortcut *shortcut = current();
    if (!shortcut || shortcut->keys == keys)
        return;
    for (const Shortcut &other : std::as_const(m_shortcuts)) {
        if (&other == shortcut || other.id.isEmpty())
            continue;
        for (const QKeySequence &key : keys) {
            if (other.keys.contains(key)) {
                m_said->setText(
                    tr("%1 belongs to “%2”. Take it away there first.").arg(key.toString(QKeySequence::NativeText), other.text));
                m_keys->setKeySequence(shortcut->keys.isEmpty() ? QKeySequence() : shortcut->keys.first());
                return;
            }
        }
    }
    QTreeWidgetItem *item = m_tree->currentItem();
    Shortcut &mine = m_shortcuts[item->data(0, shortcutRole).toInt()];
    mine.keys = keys;
    item->setText(1, textOf(keys));
    showRow();
    Q_EMIT changed(mine.id, keys);
}

} // namespace groundplan

#include "moc_shortcutsdialog.cpp"
