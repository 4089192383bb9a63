// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/findbar.h"

#include "views/paint/style.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace groundplan {

FindBar::FindBar(QWidget *parent) : QFrame(parent), m_text(new QLineEdit(this)), m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("canvasFindBar"));
    setAccessibleName(tr("Find on the canvas"));
    setAttribute(Qt::WA_StyledBackground);
    m_text->setObjectName(QStringLiteral("canvasFind"));
    m_text->setPlaceholderText(tr("Find… type:rds az:us-east-1a public"));
    m_text->setAccessibleName(tr("Find"));
    m_text->setToolTip(tr("Words that all must fit: name, type, id, tags, addresses, any value.<br>"
                          "<b>type:</b>rds &nbsp;<b>az:</b>us-east-1a &nbsp;<b>in:</b>app_vpc &nbsp;<b>cidr:</b>10.0.1.0/24 "
                          "&nbsp;<b>tag:</b>owner=web<br><b>is:</b>public &nbsp;<b>has:</b>kms_key_id "
                          "&nbsp;<b>instance_type:</b>t3 &nbsp;<b>-</b>type:subnet leaves out"));
    m_text->setMinimumWidth(250);
    m_text->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("canvasFindCount"));
    m_count->setMinimumWidth(64);
    m_count->setAlignment(Qt::AlignCenter);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 6, 6, 6);
    row->setSpacing(2);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    m_previous = addButton(QStringLiteral("↑"), tr("The one before (Shift+Enter)"), "canvasFindPrevious");
    m_next = addButton(QStringLiteral("↓"), tr("The next one (Enter)"), "canvasFindNext");
    m_all = addButton(tr("Select all"), tr("Select everything that was found (Alt+Enter)"), "canvasFindAll");
    QToolButton *close = addButton(QStringLiteral("✕"), tr("Close (Escape)"), "canvasFindClose");
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::textChanged);
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(false); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(true); });
    connect(m_all, &QToolButton::clicked, this, &FindBar::selectAllRequested);
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    hide();
}

QToolButton *FindBar::addButton(const QString &text, const QString &tip, const char *name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setMinimumHeight(26);
    layout()->addWidget(button);
    return button;
}

void FindBar::setTheme(const Style &style)
{
    setStyleSheet(QStringLiteral("#canvasFindBar { background: %1; border: 1px solid %2; border-radius: 9px; }"
                                 "QLineEdit { background: %1; color: %3; border: none; padding: 3px 6px; selection-background-color: %6; }"
                                 "QLabel { color: %4; }"
                                 "QToolButton { color: %4; background: transparent; border: 1px solid transparent; border-radius: 6px; "
                                 "padding: 0 7px; }"
                                 "QToolButton:hover { background: %5; }"
                                 "QToolButton:focus { border-color: %6; }"
                                 "QToolButton:disabled { color: %7; }")
                      .arg(style.base.name(), style.lineStrong.name(), style.text.name(), style.textSecondary.name(),
                           style.hoverTint.name(), style.accent.name(), style.textDisabled.name()));
    setFont(style.font);
    adjustSize();
}

void FindBar::start()
{
    show();
    raise();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

QString FindBar::text() const { return m_text->text(); }

void FindBar::showFound(qsizetype count, qsizetype current)
{
    const bool isAsked = !m_text->text().trimmed().isEmpty();
    m_count->setText(!isAsked          ? QString()
                         : count == 0  ? tr("nothing")
                         : current < 0 ? tr("%1 found").arg(count)
                                       : tr("%1 of %2").arg(current + 1).arg(count));
    for (QToolButton *button : {m_previous, m_next, m_all})
        button->setEnabled(count > 0);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (key->modifiers() & Qt::AltModifier)
            Q_EMIT selectAllRequested();
        else
            Q_EMIT stepRequested(!(key->modifiers() & Qt::ShiftModifier));
        return true;
    case Qt::Key_Escape: Q_EMIT closed(); return true;
    default: return QFrame::eventFilter(watched, event);
    }
}

} // namespace groundplan

#include "moc_findbar.cpp"
