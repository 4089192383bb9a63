// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/toolbar.h"

#include "model/blueprint/annotationedits.h"
#include "views/paint/style.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace groundplan {

CanvasToolBar::CanvasToolBar(const Catalog &catalog, QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("canvasToolBar"));
    setAccessibleName(tr("Canvas tools"));
    setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(2);
    m_select = addButton(tr("Select"), tr("Pick, move and resize (V)"), true);
    m_zone = addButton(tr("Zone"), tr("Draw a zone (Z)"), true);
    m_connect = addButton(tr("Connect"), tr("Draw a connection (C)"), true);
    m_note = addButton(tr("Note"), tr("Write, draw or put a picture on the page (N)"), true);
    m_note->setObjectName(QStringLiteral("canvasNoteButton"));
    auto *kinds = new QMenu(m_note);
    for (const QString &kind : annotation::kinds()) {
        if (kind == annotation::image)
            continue; // from a file: dropped, pasted or chosen in the Insert menu
        if (kind == annotation::rectangle || kind == annotation::legend)
            kinds->addSeparator();
        connect(kinds->addAction(annotation::kindTitle(kind)), &QAction::triggered, this, [this, kind] { Q_EMIT noteRequested(kind); });
    }
    m_note->setMenu(kinds);
    m_note->setPopupMode(QToolButton::InstantPopup);
    connect(m_select, &QToolButton::clicked, this, [this] { Q_EMIT toolRequested(Canvas::ToolKind::Select); });
    connect(m_connect, &QToolButton::clicked, this, [this] { Q_EMIT toolRequested(Canvas::ToolKind::Connect); });

    auto *arrange = addButton(tr("Arrange"), tr("Lay out the page anew (Ctrl+L)"), false);
    connect(arrange, &QToolButton::clicked, this, &CanvasToolBar::arrangeRequested);

    m_hidden = addButton({}, tr("Show what is hidden on this page"), false);
    m_hidden->setObjectName(QStringLiteral("canvasShowHidden"));
    m_hidden->hide();
    connect(m_hidden, &QToolButton::clicked, this, &CanvasToolBar::showHiddenRequested);

    auto *zones = new QMenu(m_zone);
    const QStringList types = catalog.types();
    for (const QString &type : types) {
        const TypeSummary summary = catalog.summary(type);
        if (summary.isZone)
            connect(zones->addAction(summary.title), &QAction::triggered, this, [this, type] { Q_EMIT zoneRequested(type); });
    }
    m_zone->setMenu(zones);
    m_zone->setPopupMode(QToolButton::InstantPopup);

    auto *line = new QFrame(this);
    line->setObjectName(QStringLiteral("canvasToolBarLine"));
    line->setFixedSize(1, 20);
    row->addSpacing(4);
    row->addWidget(line);
    row->addSpacing(4);
    auto *out = addButton(QStringLiteral("−"), tr("Zoom out"), false);
    m_zoom = addButton(QStringLiteral("100 %"), tr("Fit the page to the window (Shift+1)"), false);
    m_zoom->setMinimumWidth(58);
    auto *in = addButton(QStringLiteral("+"), tr("Zoom in"), false);
    connect(out, &QToolButton::clicked, this, &CanvasToolBar::zoomOutRequested);
    connect(in, &QToolButton::clicked, this, &CanvasToolBar::zoomInRequested);
    connect(m_zoom, &QToolButton::clicked, this, &CanvasToolBar::fitRequested);
    m_taught = {{m_select, "insert.select", tr("Pick, move and resize")},
                {m_zone, "insert.zone", tr("Draw a zone")},
                {m_connect, "insert.connection", tr("Draw a connection")},
                {m_note, "insert.note", tr("Write, draw or put a picture on the page")},
                {arrange, "edit.arrange", tr("Lay out the page anew")},
                {out, "view.zoomOut", tr("Zoom out")},
                {in, "view.zoomIn", tr("Zoom in")},
                {m_zoom, "view.fit", tr("Fit the page to the window")}};
    showTool(Canvas::ToolKind::Select);
}

void CanvasToolBar::showKeys(const std::function<QKeySequence(const char *)> &keys)
{
    for (const Taught &taught : std::as_const(m_taught)) {
        const QKeySequence key = keys(taught.id);
        taught.button->setToolTip(key.isEmpty() ? taught.tip
                                                : QStringLiteral("%1 (%2)").arg(taught.tip, key.toString(QKeySequence::NativeText)));
    }
}

QToolButton *CanvasToolBar::addButton(const QString &text, const QString &tip, bool isCheckable)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(isCheckable);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setMinimumHeight(28);
    layout()->addWidget(button);
    return button;
}

void CanvasToolBar::setTheme(const Style &style)
{
    setStyleSheet(QStringLiteral("#canvasToolBar { background: %1; border: 1px solid %2; border-radius: 9px; }"
                                 "#canvasToolBarLine { background: %3; }"
                                 "QToolButton { color: %4; background: transparent; border: none; border-radius: 6px; padding: 0 10px; }"
                                 "QToolButton:hover { background: %5; }"
                                 "QToolButton:checked { color: %6; background: %7; }"
                                 "QToolButton::menu-indicator { image: none; }")
                      .arg(style.base.name(), style.lineStrong.name(), style.line.name(), style.textSecondary.name(),
                           style.hoverTint.name(), style.accent.name(), style.accentTint.name()));
    setFont(style.font);
    adjustSize();
}

void CanvasToolBar::showTool(Canvas::ToolKind tool)
{
    m_select->setChecked(tool == Canvas::ToolKind::Select);
    m_zone->setChecked(tool == Canvas::ToolKind::Zone);
    m_connect->setChecked(tool == Canvas::ToolKind::Connect);
    m_note->setChecked(tool == Canvas::ToolKind::Note);
}

void CanvasToolBar::showHidden(qsizetype count)
{
    m_hidden->setText(tr("%1 hidden").arg(count));
    m_hidden->setVisible(count > 0);
}

void CanvasToolBar::showZoom(double factor) { m_zoom->setText(QStringLiteral("%1 %").arg(qRound(factor * 100))); }

} // namespace groundplan

#include "moc_toolbar.cpp"
