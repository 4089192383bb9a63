// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/code.h"

#include "views/paint/icons.h"
#include "views/panels/codeedit.h"
#include "views/panels/panelstyle.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QTabBar>
#include <QToolButton>

namespace groundplan {

CodePanel::CodePanel(EditorContext context, const QList<std::pair<QString, QString>> &targets, QWidget *parent)
    : QWidget(parent),
      m_context(std::move(context)),
      m_target(new QComboBox(this)),
      m_selectionOnly(new QToolButton(this)),
      m_copy(new QToolButton(this)),
      m_place(new QLabel(this)),
      m_problem(new QLabel(this)),
      m_tabs(new QTabBar(this)),
      m_edit(new CodeEdit(this)),
      m_highlighter(new CodeHighlighter(m_edit->document(), styleOf(palette()))),
      m_style(&styleOf(palette()))
{
    setObjectName(QStringLiteral("codePanel"));
    m_edit->setObjectName(QStringLiteral("code"));
    m_tabs->setObjectName(QStringLiteral("codeFiles"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->hide();
    m_problem->setObjectName(QStringLiteral("codeProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setContentsMargins(14, 2, 14, 4);
    m_problem->setWordWrap(true); // a long message must not take room from other panels
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_problem->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHeader(layout, targets);
    layout->addWidget(m_tabs);
    layout->addWidget(m_problem);
    layout->addWidget(m_edit, 1);

    connect(m_target, &QComboBox::currentIndexChanged, this, &CodePanel::wanted);
    connect(m_selectionOnly, &QToolButton::toggled, this, &CodePanel::wanted);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (tab >= 0)
            showFile(currentFile());
    });
    connect(m_edit, &CodeEdit::lineClicked, this, &CodePanel::selectAt);
    connect(&m_context.selection, &Selection::changed, this, &CodePanel::followSelection);
}

void CodePanel::buildHeader(QBoxLayout *layout, const QList<std::pair<QString, QString>> &targets)
{
    auto *title = new QLabel(tr("Code"), this);
    title->setObjectName(QStringLiteral("panelTitle"));
    m_target->setObjectName(QStringLiteral("codeTarget"));
    m_target->setProperty("quiet", true);
    m_target->view()->setMinimumWidth(180);
    m_target->setAccessibleName(tr("Target"));
    for (const auto &[id, name] : targets)
        m_target->addItem(name, id);
    connect(m_target, &QComboBox::currentTextChanged, this, &CodePanel::fitTarget);
    m_place->setObjectName(QStringLiteral("panelDetail"));
    m_selectionOnly->setObjectName(QStringLiteral("codeSelectionOnly"));
    m_selectionOnly->setAccessibleName(tr("Selection only"));
    m_selectionOnly->setToolTip(tr("Only the code of what is selected"));
    m_selectionOnly->setCheckable(true);
    m_selectionOnly->setAutoRaise(true);
    m_copy->setObjectName(QStringLiteral("codeCopy"));
    m_copy->setAccessibleName(tr("Copy"));
    m_copy->setToolTip(tr("Copy the marked block, or the whole file"));
    m_copy->setAutoRaise(true);
    for (QToolButton *button : {m_selectionOnly, m_copy})
        button->setIconSize({16, 16});
    showIcons();
    connect(m_copy, &QToolButton::clicked, this, [this] {
        const QString chosen = m_edit->textCursor().selectedText().replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
        QGuiApplication::clipboard()->setText(chosen.isEmpty() ? m_files.files.value(currentFile()) : chosen);
    });
    auto *header = new QHBoxLayout;
    header->setContentsMargins(14, 8, 8, 4);
    header->setSpacing(8);
    header->addWidget(title);
    header->addWidget(m_target);
    header->addWidget(m_place, 1);
    header->addWidget(m_selectionOnly);
    header->addWidget(m_copy);
    m_place->setMinimumWidth(0);
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addLayout(header);
}

/// As wide as what it says: where the code is from has the rest of the line.
void CodePanel::fitTarget()
{
    constexpr int frameAndArrow = 34;
    m_target->ensurePolished();
    m_target->setFixedWidth(m_target->fontMetrics().horizontalAdvance(m_target->currentText()) + frameAndArrow);
}

void CodePanel::showIcons()
{
    const QColor colour = styleOf(palette()).textSecondary;
    m_selectionOnly->setIcon(Icons::glyphPixmap(QStringLiteral("ui_filter"), colour, 16, devicePixelRatioF()));
    m_copy->setIcon(Icons::glyphPixmap(QStringLiteral("ui_copy"), colour, 16, devicePixelRatioF()));
}

QString CodePanel::target() const { return m_target->currentData().toString(); }

void CodePanel::setTarget(const QString &id)
{
    if (const int index = m_target->findData(id); index >= 0)
        m_target->setCurrentIndex(index);
}

bool CodePanel::isSelectionOnly() const { return m_selectionOnly->isChecked(); }

QString CodePanel::currentFile() const { return m_tabs->tabData(m_tabs->currentIndex()).toString(); }

void CodePanel::showFiles(const CodeFiles &files)
{
    const QString before = currentFile();
    QStringList shown;
    for (int i = 0; i < m_tabs->count(); ++i)
        shown.append(m_tabs->tabData(i).toString());
    m_files = files;
    m_highlighter->setLanguage(files.language);
    if (shown != files.files.keys()) {
        while (m_tabs->count() > 0)
            m_tabs->removeTab(m_tabs->count() - 1);
        const QString main = QStringLiteral("main.tf");
        const QString wanted = files.files.contains(before) ? before
            : files.files.contains(main)                    ? main
            : files.files.isEmpty()                         ? QString()
                                                            : files.files.firstKey();
        for (const QString &name : files.files.keys()) {
            // Five full names are wider than the panel; what they have in common says nothing.
            const int tab = m_tabs->addTab(QFileInfo(name).completeBaseName());
            m_tabs->setTabData(tab, name);
            m_tabs->setTabToolTip(tab, name);
        }
        for (int i = 0; i < m_tabs->count(); ++i) {
            if (m_tabs->tabData(i).toString() == wanted)
                m_tabs->setCurrentIndex(i);
        }
        m_tabs->setVisible(m_tabs->count() > 1);
    }
    m_problem->setVisible(!files.problems.isEmpty());
    if (!files.problems.isEmpty()) {
        const QString first = files.problems.constFirst();
        m_problem->setText(files.problems.size() == 1 ? first
                                                      : tr("%1 (and %2 more)").arg(first, QString::number(files.problems.size() - 1)));
        m_problem->setProperty("severity", files.hasErrors ? QStringLiteral("error") : QStringLiteral("warning"));
        m_problem->style()->unpolish(m_problem); // a style sheet looks at properties only when it is told to
        m_problem->style()->polish(m_problem);
        m_problem->setToolTip(files.problems.mid(0, 30).join(QLatin1Char('\n')));
    }
    showFile(currentFile());
    markSelected(before.isEmpty());
}

void CodePanel::showFile(const QString &name)
{
    m_edit->showText(m_files.files.value(name));
    markSelected(false);
}

const CodeFiles::Block *CodePanel::blockOf(const ResourceId &resource, const QString &file) const
{
    const CodeFiles::Block *found = nullptr;
    for (const CodeFiles::Block &block : m_files.blocks) {
        if (block.resource != resource || (!file.isEmpty() && block.file != file))
            continue;
        if (block.isOwn)
            return &block;
        if (!found)
            found = &block;
    }
    return found;
}

void CodePanel::followSelection()
{
    if (isSelectionOnly())
        Q_EMIT wanted();
    const auto &selected = m_context.selection.resources();
    if (selected.isEmpty()) {
        markSelected(false);
        return;
    }
    if (const CodeFiles::Block *block = blockOf(selected.constLast())) {
        for (int i = 0; i < m_tabs->count(); ++i) {
            if (m_tabs->tabData(i).toString() == block->file)
                m_tabs->setCurrentIndex(i);
        }
    }
    markSelected(true);
}

void CodePanel::markSelected(bool scroll)
{
    const auto &selected = m_context.selection.resources();
    const QString file = currentFile();
    if (const CodeFiles::Block *block = selected.isEmpty() ? nullptr : blockOf(selected.constLast(), file)) {
        const Resource *resource = m_context.blueprint().find(block->resource);
        m_placeText = QStringLiteral("%1 · %2:%3").arg(resource ? resource->name : QString(), file).arg(block->firstLine);
        showPlace();
        m_edit->mark(block->firstLine, block->lineCount, scroll);
        return;
    }
    m_placeText = m_files.files.size() == 1 ? file : QString();
    showPlace();
    m_edit->mark(0, 0, false);
}

void CodePanel::showPlace()
{
    constexpr int least = 60; // an ellipsis with two letters tells nobody anything
    m_place->setText(m_place->width() < least ? QString()
                                              : m_place->fontMetrics().elidedText(m_placeText, Qt::ElideLeft, m_place->width()));
    m_place->setToolTip(m_placeText);
}

void CodePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showPlace();
}

void CodePanel::selectAt(int line)
{
    const QString file = currentFile();
    for (const CodeFiles::Block &block : m_files.blocks) {
        if (block.file == file && block.resource && line >= block.firstLine && line < block.firstLine + block.lineCount
            && m_context.blueprint().find(block.resource)) {
            m_context.selection.reveal(block.resource);
            return;
        }
    }
}

void CodePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fitTarget();
    Q_EMIT wanted();
}

void CodePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    const Style &style = styleOf(palette());
    if (event->type() == QEvent::PaletteChange && &style != m_style) {
        m_style = &style;
        m_highlighter->setStyle(style);
        showIcons();
    }
}

} // namespace groundplan

#include "moc_code.cpp"
