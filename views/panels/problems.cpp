// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/problems.h"

#include "model/blueprint/edits.h"
#include "views/panels/problemsdelegate.h"
#include "views/panels/problemsmodel.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>

namespace groundplan {

namespace {

constexpr Severity severities[] = {Severity::Error, Severity::Warning, Severity::Notice};

QString counted(Severity severity, int count)
{
    // Translations know their own plurals; without one, English ones are made here.
    const auto either = [count](const QString &one, const QString &many) { return (count == 1 ? one : many).arg(count); };
    switch (severity) {
    case Severity::Error: return either(ProblemsPanel::tr("%1 error"), ProblemsPanel::tr("%1 errors"));
    case Severity::Warning: return either(ProblemsPanel::tr("%1 warning"), ProblemsPanel::tr("%1 warnings"));
    case Severity::Notice: break;
    }
    return either(ProblemsPanel::tr("%1 notice"), ProblemsPanel::tr("%1 notices"));
}

QString filterTip(Severity severity)
{
    switch (severity) {
    case Severity::Error: return ProblemsPanel::tr("Show errors");
    case Severity::Warning: return ProblemsPanel::tr("Show warnings");
    case Severity::Notice: break;
    }
    return ProblemsPanel::tr("Show notices");
}

} // namespace

ProblemsPanel::ProblemsPanel(EditorContext context, const Checker &checker, LiveFindings &findings, QWidget *parent)
    : QWidget(parent),
      m_context(std::move(context)),
      m_checker(checker),
      m_findings(findings),
      m_model(new ProblemsModel(this)),
      m_list(new QListView(this)),
      m_counts(new QLabel(this)),
      m_empty(new QLabel(this)),
      m_stack(new QStackedLayout)
{
    setObjectName(QStringLiteral("problemsPanel"));
    auto *title = new QLabel(tr("Problems"), this);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    m_counts->setObjectName(QStringLiteral("problemCounts"));
    m_counts->setForegroundRole(QPalette::PlaceholderText);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 8, 4);
    head->setSpacing(8);
    head->addWidget(title);
    m_counts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    head->addWidget(m_counts, 1);
    for (const Severity severity : severities)
        head->addWidget(addFilter(severity));

    auto *delegate = new ProblemsDelegate(m_list);
    m_list->setObjectName(QStringLiteral("problemList"));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(delegate);
    m_list->setUniformItemSizes(true); // thousands of rows are laid out without asking each
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    connect(delegate, &ProblemsDelegate::fixRequested, this, &ProblemsPanel::fix);
    connect(delegate, &ProblemsDelegate::chosen, this, &ProblemsPanel::follow);
    connect(m_list, &QListView::doubleClicked, this, &ProblemsPanel::follow);
    connect(m_list, &QListView::customContextMenuRequested, this, &ProblemsPanel::showMenu);

    m_empty->setObjectName(QStringLiteral("noProblems"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::RichText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);

    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(m_stack, 1);
    reset();
}

QToolButton *ProblemsPanel::addFilter(Severity severity)
{
    auto *button = new QToolButton(this);
    button->setCheckable(true);
    button->setChecked(true);
    button->setAutoRaise(true);
    button->setIconSize({12, 12});
    button->setToolTip(filterTip(severity));
    button->setAccessibleName(filterTip(severity));
    button->setObjectName(QStringLiteral("problemFilter%1").arg(int(severity)));
    m_filters.append(button);
    connect(button, &QToolButton::toggled, this, [this, severity](bool on) {
        m_model->setShown(severity, on);
        reset();
    });
    return button;
}

void ProblemsPanel::reset()
{
    m_isStale = false;
    const QString current = m_list->currentIndex().isValid() ? m_model->finding(m_list->currentIndex()).key() : QString();
    m_model->reset(m_context.blueprint(), m_findings.sorted());
    m_list->setCurrentIndex(m_model->indexOf(current));
    showCounts();
}

void ProblemsPanel::setChecking(bool checking)
{
    m_isChecking = checking;
    reset();
}

void ProblemsPanel::refresh(const QSet<ResourceId> &changed)
{
    if (!isVisible()) {
        m_isStale = true; // nobody looks: showEvent() catches up
        return;
    }
    if (changed.isEmpty())
        return;
    QList<Finding> findings;
    for (const ResourceId &id : changed)
        findings.append(m_findings.byResource().value(id));
    const QString current = m_list->currentIndex().isValid() ? m_model->finding(m_list->currentIndex()).key() : QString();
    m_model->replace(m_context.blueprint(), changed, findings);
    if (!current.isEmpty())
        m_list->setCurrentIndex(m_model->indexOf(current));
    showCounts();
}

void ProblemsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        reset();
}

void ProblemsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        showCounts(); // the marks have a colour for each theme
}

void ProblemsPanel::showCounts()
{
    QStringList parts;
    int hidden = 0;
    for (const Severity severity : severities) {
        const int count = m_findings.count(severity);
        QToolButton *filter = m_filters.at(int(severity));
        filter->setVisible(count > 0 || !filter->isChecked());
        filter->setIcon(ProblemsDelegate::markIcon(severity, palette()));
        if (count > 0)
            parts.append(counted(severity, count));
        if (!m_model->shows(severity))
            hidden += count;
    }
    m_counts->setText(m_isChecking ? tr("Checking…") : parts.join(QStringLiteral(" · ")));
    m_counts->setToolTip(m_counts->text());
    m_empty->setText(m_isChecking ? tr("<p>Checking…</p>")
                         : hidden > 0
                         ? tr("<p>%1 hidden by the filter</p>").arg(hidden)
                         : tr("<p style='font-size:20px'>✓</p><p><b>No problems</b></p><p>Every rule is content with this blueprint.</p>"));
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_list) : m_empty);
}

void ProblemsPanel::follow(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Finding &finding = m_model->finding(index);
    if (finding.resource)
        m_context.selection.reveal(finding.resource, Selection::Where::Centre);
}

void ProblemsPanel::commit(const Result<ChangeSet> &changes)
{
    if (!changes) {
        Q_EMIT failed(changes.error().message);
        return;
    }
    if (const Result<> done = m_context.commit(*changes); !done)
        Q_EMIT failed(done.error().message);
}

void ProblemsPanel::fix(const QModelIndex &index)
{
    if (!index.isValid() || m_model->finding(index).fixTitle.isEmpty())
        return;
    const Finding finding = m_model->finding(index); // the row goes when the edit is applied
    commit(m_checker.fix(m_context.blueprint(), finding));
}

void ProblemsPanel::accept(const QModelIndex &index)
{
    const QString key = m_model->finding(index).key();
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("acceptFinding"));
    dialog->setWindowTitle(tr("Accept this finding"));
    dialog->setLabelText(tr("%1\n\nWhy is that right here? The reason is kept in the file.").arg(m_model->finding(index).message));
    dialog->setOkButtonText(tr("Accept"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, key](const QString &reason) {
        if (reason.trimmed().isEmpty())
            Q_EMIT failed(tr("A finding is accepted with a reason only."));
        else
            commit(edits::acceptFinding(m_context.blueprint(), key, reason.trimmed()));
    });
    dialog->open();
}

void ProblemsPanel::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("problemMenu"));
    const QPersistentModelIndex index = m_list->indexAt(position);
    if (index.isValid()) {
        const Finding finding = m_model->finding(index);
        menu->addAction(tr("Show on the canvas"), this, [this, index] { follow(index); })->setEnabled(bool(finding.resource));
        if (!finding.fixTitle.isEmpty())
            menu->addAction(finding.fixTitle, this, [this, index] { fix(index); });
        menu->addAction(tr("Copy"), this,
                        [finding] { QGuiApplication::clipboard()->setText(finding.message + QLatin1Char('\n') + finding.advice); });
        menu->addSeparator();
        menu->addAction(tr("Accept for good…"), this, [this, index] {
            if (index.isValid())
                accept(index);
        });
    }
    addAccepted(menu);
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(m_list->viewport()->mapToGlobal(position));
}

/// The way back for what was accepted.
void ProblemsPanel::addAccepted(QMenu *menu)
{
    const QList<AcceptanceId> accepted = m_context.blueprint().ids<Acceptance>();
    if (accepted.isEmpty())
        return;
    QMenu *submenu = menu->addMenu(tr("Withdraw acceptance"));
    for (const AcceptanceId &id : accepted) {
        const QString rule = id.text().section(QLatin1Char('/'), 0, 0);
        const Resource *resource = m_context.blueprint().find(ResourceId(id.text().section(QLatin1Char('/'), 1, 1)));
        QString text = m_checker.title(rule);
        if (resource)
            text = tr("%1: %2").arg(resource->name, text);
        submenu->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")), this,
                           [this, id] { commit(edits::withdrawAcceptance(m_context.blueprint(), id.text())); });
    }
}

bool ProblemsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool plain = !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        if (plain && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            follow(m_list->currentIndex());
            return true;
        }
        if (plain && key->key() == Qt::Key_F) {
            fix(m_list->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace groundplan

#include "moc_problems.cpp"
