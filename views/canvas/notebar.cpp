// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/notebar.h"

#include "model/blueprint/annotationedits.h"
#include "views/paint/style.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QPainter>
#include <QPixmap>
#include <QToolButton>

namespace groundplan {

namespace {

QIcon swatchIcon(const QColor &fill, const QColor &line, double ratio)
{
    constexpr int side = 18;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1.5));
    painter.setBrush(fill);
    painter.drawEllipse(QRectF(2, 2, side - 4, side - 4));
    return QIcon(pixmap);
}

} // namespace

NoteBar::NoteBar(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("canvasNoteBar"));
    setAccessibleName(tr("Note"));
    setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(3, 3, 3, 3);
    row->setSpacing(0);
    const auto add = [&](const QString &name, const QString &tip) {
        auto *button = new QToolButton(this);
        button->setObjectName(name);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus);
        button->setIconSize({18, 18});
        button->setFixedHeight(26);
        row->addWidget(button);
        return button;
    };
    for (const QString &color : annotation::colors()) {
        QToolButton *button = add(QStringLiteral("noteColor:") + color, annotation::colorTitle(color));
        button->setCheckable(true);
        button->setProperty("color", color);
        m_colors.append(button);
        connect(button, &QToolButton::clicked, this, [this, color] { Q_EMIT colorRequested(color); });
    }
    m_smaller = add(QStringLiteral("noteSmaller"), tr("Smaller text"));
    m_smaller->setText(QStringLiteral("A−"));
    m_larger = add(QStringLiteral("noteLarger"), tr("Larger text"));
    m_larger->setText(QStringLiteral("A+"));
    connect(m_smaller, &QToolButton::clicked, this, [this] { Q_EMIT sizeRequested(false); });
    connect(m_larger, &QToolButton::clicked, this, [this] { Q_EMIT sizeRequested(true); });
    hide();
}

void NoteBar::setTheme(const Style &style)
{
    setStyleSheet(
        QStringLiteral("#canvasNoteBar { background: %1; border: 1px solid %2; border-radius: 8px; }"
                       "QToolButton { color: %3; background: transparent; border: none; border-radius: 5px; padding: 0 4px; }"
                       "QToolButton:hover { background: %4; }"
                       "QToolButton:checked { background: %5; }")
            .arg(style.base.name(), style.lineStrong.name(), style.textSecondary.name(), style.hoverTint.name(), style.accentTint.name()));
    for (QToolButton *button : std::as_const(m_colors)) {
        const NoteColors &colors = style.note(button->property("color").toString());
        button->setIcon(swatchIcon(colors.paper, colors.line, devicePixelRatioF()));
    }
}

void NoteBar::showColor(const QString &color)
{
    for (QToolButton *button : std::as_const(m_colors))
        button->setChecked(!color.isEmpty() && button->property("color").toString() == color);
}

void NoteBar::showText(bool hasText)
{
    m_smaller->setVisible(hasText);
    m_larger->setVisible(hasText);
}

void NoteBar::placeAt(const QRect &notes)
{
    constexpr int gap = 14;
    adjustSize();
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    QPoint at(notes.center().x() - width() / 2, notes.top() - height() - gap);
    if (at.y() < room.top())
        at.setY(notes.bottom() + gap);
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    at.setY(std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    move(at);
}

} // namespace groundplan

#include "moc_notebar.cpp"
