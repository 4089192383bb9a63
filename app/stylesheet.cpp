// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme.h"

namespace groundplan {

namespace {

const char *const sheet = R"(
QMainWindow, QDialog { background: @window; }
QToolTip { background: @toolTip; color: @toolTipText; border: none; padding: 4px 6px; }
QSplitter::handle { background: @line; }
QSplitter::handle:hover { background: @accent; }
#topBar { background: @window; border-bottom: 1px solid @line; }
#statusStrip { background: @window; border-top: 1px solid @line; }
#statusStrip QLabel { color: @textSecondary; font-size: 12px; }
#logo { border: none; background: transparent; color: @text; font-size: 13px; font-weight: 600; padding: 5px 8px; border-radius: 6px; }
#logo:hover { background: @hoverTint; }
#logo::menu-indicator { image: none; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar::tab { padding: 5px 9px; border: none; border-bottom: 2px solid transparent; background: transparent; color: @textSecondary; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:hover:!selected { color: @text; }
QTabBar::tab:selected:focus { background: @accentTint; color: @accent; }
QTabBar#documents { background: transparent; }
QTabBar#documents::tab { padding: 6px 12px; margin-right: 6px; border: none; border-radius: 6px; background: transparent; color: @textSecondary; }
QTabBar#documents::tab:selected { border: none; background: @accentTint; color: @text; }
QTabBar#documents::tab:hover:!selected { background: @hoverTint; }
QTabBar#documents::tab:selected:focus { color: @accent; }
QTabBar#sides::tab, QTabBar#propertyTabs::tab, QTabBar#codeFiles::tab, QTabBar#pages::tab { font-size: 12px; }
#startPage, #startFiles { background: @window; }
#undoSteps::item { padding: 4px 6px; border-radius: 5px; }
#undoSteps::item:hover { background: @hoverTint; }
#undoSteps::item:selected { background: @accentTint; color: @text; }
#startName { font-size: 22px; font-weight: 600; }
#panelTitle { font-weight: 600; }
#panelDetail { color: @textSecondary; font-size: 12px; }
#codeProblem { color: @error; font-size: 12px; }
#codeProblem[severity="warning"] { color: @textSecondary; }
#noticeBar { background: @accentTint; border-bottom: 1px solid @line; }
#noticeBar[severity="error"] { background: @hoverTint; }
#noticeBar[severity="error"] QLabel { color: @error; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { background: @window; border: 1px solid @line; border-radius: 6px; padding: 5px 11px; color: @text; }
QPushButton:hover { border-color: @lineStrong; background: @hoverTint; }
QPushButton:pressed { background: @accentTint; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @textDisabled; }
QPushButton[primary="true"], QPushButton:default { background: @accent; border-color: @accent; color: @accentText; font-weight: 600; }
QPushButton[primary="true"]:hover, QPushButton:default:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[primary="true"]:disabled { background: @chip; border-color: @chip; color: @textDisabled; }
QPushButton::menu-indicator { image: none; width: 0px; }
QToolButton { border: none; border-radius: 5px; padding: 3px 6px; background: transparent; color: @textSecondary; font-size: 12px; }
QToolButton:hover { background: @hoverTint; color: @text; }
QToolButton:checked { background: @accentTint; color: @accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[slim="true"] { padding: 0px; }
QFrame[card="true"] { border: 1px solid @line; border-radius: 6px; }
QToolButton:focus { border: 1px solid @accent; padding: 2px 5px; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: @base; border: 1px solid @line; border-radius: 6px; padding: 4px 7px; color: @text; selection-background-color: @accent; selection-color: @accentText; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus { border: 1px solid @accent; }
QLineEdit:hover:!focus, QComboBox:hover:!focus { border-color: @lineStrong; }
QPlainTextEdit#code { border: none; border-radius: 0px; padding: 0px; background: @window; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @lineStrong; border-radius: 4px; background: @base; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/groundplan/look/check.svg); }
QCheckBox::indicator:indeterminate { background: @chip; border-color: @lineStrong; }
QCheckBox::indicator:disabled { background: @chip; border-color: @line; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow { image: url(:/groundplan/look/chevron_@theme.svg); width: 10px; height: 10px; }
QComboBox[quiet="true"] { border: 1px solid transparent; background: transparent; color: @textSecondary; padding: 2px 4px; font-size: 12px; }
QComboBox[quiet="true"]:hover { background: @hoverTint; }
QComboBox QAbstractItemView { background: @base; border: 1px solid @lineStrong; selection-background-color: @accentTint; selection-color: @text; outline: none; }
QListView, QTreeView, QTableView { background: @window; border: 1px solid transparent; outline: none; selection-background-color: @accentTint; selection-color: @text; }
QListView:focus, QTreeView:focus, QTableView:focus { border-color: @accent; }
#commandPalette { background: @base; border: 1px solid @lineStrong; border-radius: 10px; }
#commandPalette QLineEdit { font-size: 14px; padding: 7px 10px; }
#commandPalette QTreeView { background: @base; border: none; }
#commandPalette QTreeView::item { padding: 5px 0px; }
#shortcutSaid { color: @error; }
#connectPopup { background: @base; border: 1px solid @lineStrong; border-radius: 9px; }
#connectPopup QListWidget { background: transparent; }
#connectPopup QListWidget::item { padding: 5px 6px; border-radius: 5px; }
#connectPopup QListWidget::item:selected { background: @accentTint; color: @text; }
QTableView { gridline-color: @line; }
QTreeView::item { padding: 3px 0px; }
QTreeView::item:hover, QListView::item:hover { background: @hoverTint; }
QTreeView::item:selected { background: @accentTint; color: @text; }
QHeaderView::section { background: @window; border: none; border-bottom: 1px solid @line; color: @textSecondary; padding: 4px 6px; }
QMenuBar { background: @window; border-bottom: 1px solid @line; }
QMenuBar::item { padding: 4px 9px; background: transparent; border-radius: 5px; }
QMenuBar::item:selected { background: @hoverTint; }
QMenu { background: @base; border: 1px solid @lineStrong; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 12px; border-radius: 5px; }
QMenu::item:selected { background: @accentTint; color: @text; }
QMenu::item:disabled { color: @textDisabled; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0px; }
QScrollBar::handle { background: @line; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @lineStrong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

} // namespace

QString styleSheetOf(const Style &style)
{
    const QList<std::pair<QString, QColor>> colors{
        {QStringLiteral("@window"), style.window},
        {QStringLiteral("@base"), style.base},
        {QStringLiteral("@lineStrong"), style.lineStrong},
        {QStringLiteral("@line"), style.line},
        {QStringLiteral("@textSecondary"), style.textSecondary},
        {QStringLiteral("@textDisabled"), style.textDisabled},
        {QStringLiteral("@text"), style.text},
        {QStringLiteral("@accentHover"), style.accentHover},
        {QStringLiteral("@accentText"), style.accentText},
        {QStringLiteral("@accentTint"), style.accentTint},
        {QStringLiteral("@accent"), style.accent},
        {QStringLiteral("@hoverTint"), style.hoverTint},
        {QStringLiteral("@chip"), style.chip},
        {QStringLiteral("@error"), style.error},
        {QStringLiteral("@toolTipText"), style.toolTipText},
        {QStringLiteral("@toolTip"), style.toolTip},
    };
    QString text = QString::fromLatin1(sheet);
    // Longer names first where one begins another: the list is in that order.
    for (const auto &[name, color] : colors)
        text.replace(name, color.name(color.alpha() < 255 ? QColor::HexArgb : QColor::HexRgb));
    return text.replace(QStringLiteral("@theme"), style.isDark ? QStringLiteral("dark") : QStringLiteral("light"));
}

} // namespace groundplan
