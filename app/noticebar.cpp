// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/noticebar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace groundplan {

NoticeBar::NoticeBar(QWidget *parent) : QWidget(parent), m_label(new QLabel(this)), m_answers(new QHBoxLayout)
{
    setObjectName(QStringLiteral("noticeBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_label->setObjectName(QStringLiteral("noticeText"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 10, 6);
    layout->setSpacing(10);
    layout->addWidget(m_label, 1);
    m_answers->setSpacing(6);
    layout->addLayout(m_answers);
    hide();
}

void NoticeBar::show(const Notice &notice)
{
    m_notices.removeIf([&](const Notice &other) { return other.id == notice.id; });
    m_notices.append(notice);
    refresh();
}

void NoticeBar::dismiss(const QString &id)
{
    if (m_notices.removeIf([&](const Notice &other) { return other.id == id; }))
        refresh();
}

bool NoticeBar::has(const QString &id) const
{
    return std::any_of(m_notices.cbegin(), m_notices.cend(), [&](const Notice &notice) { return notice.id == id; });
}

QString NoticeBar::currentText() const { return m_notices.isEmpty() ? QString() : m_notices.constLast().text; }

void NoticeBar::refresh()
{
    while (QLayoutItem *item = m_answers->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the button whose click brought us here
        delete item;
    }
    setVisible(!m_notices.isEmpty());
    if (m_notices.isEmpty())
        return;
    const Notice notice = m_notices.constLast();
    m_label->setText(notice.text);
    m_label->setToolTip(notice.detail);
    for (const Answer &answer : notice.answers) {
        auto *button = new QPushButton(answer.text, this);
        connect(button, &QPushButton::clicked, this, [this, id = notice.id, act = answer.act] {
            dismiss(id);
            if (act)
                act();
        });
        m_answers->addWidget(button);
        button->show(); // a layout shows what joins a visible widget only later
    }
    auto *close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAccessibleName(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, [this, id = notice.id] { dismiss(id); });
    m_answers->addWidget(close);
    close->show();
    setProperty("severity", notice.isError ? QStringLiteral("error") : QString());
    style()->unpolish(this);
    style()->polish(this);
}

} // namespace groundplan

#include "moc_noticebar.cpp"
