// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/deploy.h"

#include "model/blueprint/edits.h"
#include "views/dialogs/deploydialogs.h"
#include "views/dialogs/environmentdialog.h"
#include "views/dialogs/historydialog.h"
#include "views/panels/panelstyle.h"
#include "views/panels/planlist.h"
#include "views/panels/stepline.h"

#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>

namespace groundplan {

namespace {

constexpr int mostOutputLines = 5000;
constexpr qint64 longSilence = 30;

QString clockText(qint64 seconds)
{
    const QString minutes = QStringLiteral("%1:%2").arg(seconds / 60 % 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds < 3600 ? minutes : QStringLiteral("%1:%2").arg(seconds / 3600).arg(minutes, 5, QLatin1Char('0'));
}

void setPrimary(QPushButton *button, bool primary)
{
    if (button->property("primary").toBool() == primary)
        return;
    button->setProperty("primary", primary);
    button->style()->unpolish(button); // a style sheet looks at properties only when it is told to
    button->style()->polish(button);
}

QPushButton *makeButton(const QString &name, const QString &text, const QString &toolTip, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setToolTip(toolTip);
    return button;
}

QLabel *makeLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// A plan shows on the canvas from its review until it is carried out.
bool isOnCanvas(const DeployState &state)
{
    return state.phase == DeployPhase::Reviewing || (state.isRunning() && state.step == DeployStep::Apply);
}

} // namespace

DeployPane::DeployPane(EditorContext context, DeployBackend &backend, QWidget *parent)
    : QWidget(parent),
      m_context(std::move(context)),
      m_backend(backend)
{
    setObjectName(QStringLiteral("deployPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHeader(layout);
    buildProgress(layout);
    buildBody(layout);
    m_clock.setInterval(500);

    connect(&m_clock, &QTimer::timeout, this, &DeployPane::showClock);
    connect(&m_backend, &DeployBackend::stateChanged, this, &DeployPane::showState);
    connect(&m_backend, &DeployBackend::settingsChanged, this, &DeployPane::showSettings);
    connect(&m_backend, &DeployBackend::linesReceived, this, &DeployPane::appendLines);
    connect(&m_context.document, &Document::changed, this, [this](const ChangeSet &changes) {
        for (const Change &change : changes.changes) {
            if (std::holds_alternative<RowChange<Environment>>(change))
                return fillEnvironments();
        }
    });
    restyle();
    showSettings();
    showState();
}

void DeployPane::buildHeader(QBoxLayout *layout)
{
    auto *title = makeLabel(QStringLiteral("panelTitle"), this);
    title->setText(tr("Deploy"));
    m_environments = new QComboBox(this);
    m_environments->setObjectName(QStringLiteral("deployEnvironment"));
    m_environments->setProperty("quiet", true);
    m_environments->setAccessibleName(tr("Environment"));
    m_environments->setToolTip(tr("Where to deploy, and with which values"));
    m_environments->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_edit = new QToolButton(this);
    m_edit->setObjectName(QStringLiteral("deployEditEnvironment"));
    m_edit->setText(tr("Edit…"));
    m_edit->setAutoRaise(true);
    m_validate = new QToolButton(this);
    m_validate->setObjectName(QStringLiteral("deployValidate"));
    m_validate->setText(tr("Validate"));
    m_validate->setToolTip(tr("Let the engine check the code, without a look at what is deployed"));
    m_validate->setAutoRaise(true);
    m_history = new QToolButton(this);
    m_history->setObjectName(QStringLiteral("deployHistoryButton"));
    m_history->setText(tr("History"));
    m_history->setToolTip(tr("What was planned, applied and destroyed before"));
    m_history->setAutoRaise(true);
    m_engines = new QComboBox(this);
    m_engines->setObjectName(QStringLiteral("deployEngine"));
    m_engines->setProperty("quiet", true);
    m_engines->setAccessibleName(tr("Engine"));
    m_engines->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_plan = makeButton(QStringLiteral("deployPlan"), tr("Plan"), tr("Work out what would change. Nothing is changed."), this);
    m_apply = makeButton(QStringLiteral("deployApply"), tr("Apply…"), tr("Carry out exactly the plan that is shown"), this);
    m_destroy = makeButton(QStringLiteral("deployDestroy"), tr("Destroy…"),
                           tr("Plan to destroy everything that is deployed. Asks before it does."), this);
    m_cancel = makeButton(QStringLiteral("deployCancel"), tr("Cancel"), tr("Interrupt politely: the engine ends what it has begun"), this);

    auto *header = new QHBoxLayout;
    header->setContentsMargins(14, 8, 10, 6);
    header->setSpacing(8);
    header->addWidget(title);
    header->addWidget(m_environments);
    header->addWidget(m_edit);
    header->addWidget(m_engines);
    header->addStretch(1);
    header->addWidget(m_history);
    header->addWidget(m_validate);
    for (QPushButton *button : {m_cancel, m_destroy, m_apply, m_plan})
        header->addWidget(button);
    layout->addLayout(header);

    connect(m_environments, &QComboBox::activated, this, [this](int index) {
        if (m_environments->itemData(index).isNull()) {
            fillEnvironments(); // "New environment…" is no choice to stay on
            addEnvironment();
        } else {
            m_backend.chooseEnvironment(EnvironmentId(m_environments->itemData(index).toString()));
        }
    });
    connect(m_engines, &QComboBox::activated, this, [this](int index) { m_backend.chooseEngine(m_engines->itemData(index).toString()); });
    connect(m_edit, &QToolButton::clicked, this, &DeployPane::editEnvironment);
    connect(m_history, &QToolButton::clicked, this, &DeployPane::showHistory);
    connect(m_validate, &QToolButton::clicked, this, &DeployPane::validate);
    connect(m_plan, &QPushButton::clicked, this, &DeployPane::plan);
    connect(m_apply, &QPushButton::clicked, this, &DeployPane::apply);
    connect(m_destroy, &QPushButton::clicked, this, &DeployPane::destroy);
    connect(m_cancel, &QPushButton::clicked, this, &DeployPane::cancel);
}

void DeployPane::buildProgress(QBoxLayout *layout)
{
    m_steps = new StepLine(this);
    m_steps->setObjectName(QStringLiteral("deploySteps"));
    m_progress = makeLabel(QStringLiteral("deployProgress"), this);
    m_progress->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_elapsed = makeLabel(QStringLiteral("deployElapsed"), this);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(14, 0, 14, 6);
    row->setSpacing(12);
    row->addWidget(m_steps);
    row->addWidget(m_progress, 1);
    row->addWidget(m_elapsed);
    layout->addLayout(row);

    m_bar = new QProgressBar(this);
    m_bar->setObjectName(QStringLiteral("deployBar"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(2);
    layout->addWidget(m_bar);

    m_banner = new QFrame(this);
    m_banner->setObjectName(QStringLiteral("deployBanner"));
    m_bannerText = makeLabel(QStringLiteral("deployBannerText"), m_banner);
    m_bannerText->setWordWrap(true);
    m_bannerButton = makeButton(QStringLiteral("deployBannerButton"), {}, {}, m_banner);
    auto *banner = new QHBoxLayout(m_banner);
    banner->setContentsMargins(14, 6, 10, 6);
    banner->addWidget(m_bannerText, 1);
    banner->addWidget(m_bannerButton);
    layout->addWidget(m_banner);
    connect(m_bannerButton, &QPushButton::clicked, this, [this] {
        if (m_backend.enginePath().isEmpty())
            m_backend.lookForEngines();
        else
            plan();
    });
}

void DeployPane::buildBody(QBoxLayout *layout)
{
    m_summary = makeLabel(QStringLiteral("deploySummary"), this);
    m_summary->setContentsMargins(14, 6, 14, 4);
    m_summary->setWordWrap(true);
    m_model = new PlanModel(this);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("deployList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PlanDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Planned changes"));
    auto *left = new QWidget(this);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_summary);
    leftLayout->addWidget(m_list, 1);

    m_output = new QPlainTextEdit(this);
    m_output->setObjectName(QStringLiteral("deployOutput"));
    m_output->setReadOnly(true);
    m_output->setMaximumBlockCount(mostOutputLines);
    m_output->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_output->setFrameShape(QFrame::NoFrame);
    m_output->setAccessibleName(tr("Output of the engine"));
    m_output->setPlaceholderText(tr("What the engine says appears here."));
    m_follow = new QToolButton(m_output);
    m_follow->setObjectName(QStringLiteral("deployFollow"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Keep the newest line in view"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(14, 2, 8, 0);
    auto *caption = makeLabel(QStringLiteral("panelDetail"), right);
    caption->setText(tr("Output"));
    bar->addWidget(caption, 1);
    bar->addWidget(m_follow);
    rightLayout->addLayout(bar);
    rightLayout->addWidget(m_output, 1);

    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(left);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    layout->addWidget(m_splitter, 1);

    const auto reveal = [this](const QModelIndex &index) {
        const ResourceId resource(index.data(PlanModel::ResourceRole).toString());
        if (!resource.isEmpty() && m_context.blueprint().find(resource))
            m_context.selection.reveal(resource);
    };
    connect(m_list, &QListView::clicked, this, reveal);
    connect(m_list, &QListView::activated, this, reveal);
    // Whoever scrolls up wants to read; whoever scrolls to the end wants to follow.
    connect(m_output->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        const QScrollBar *scroll = m_output->verticalScrollBar();
        m_follow->setChecked(scroll->sliderPosition() >= scroll->maximum());
    });
    connect(m_follow, &QToolButton::toggled, this, [this](bool follow) {
        if (follow)
            m_output->verticalScrollBar()->setValue(m_output->verticalScrollBar()->maximum());
    });
}

// What the user asks for

void DeployPane::report(const Result<> &result)
{
    if (result)
        return;
    m_summary->setText(result.error().message);
    Q_EMIT failed(result.error().text());
}

void DeployPane::withSecrets(const std::function<Result<>()> &go)
{
    const QStringList missing = m_backend.missingSecrets();
    if (missing.isEmpty()) {
        report(go());
        return;
    }
    auto *dialog = new SecretsDialog(missing, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, missing, go] {
        for (const QString &name : missing)
            m_backend.setSecret(name, dialog->value(name));
        report(go());
    });
    dialog->open();
}

void DeployPane::validate() { report(m_backend.validate()); }

void DeployPane::plan()
{
    m_plansWhenReady = m_backend.isLookingForEngines();
    if (m_plansWhenReady) {
        m_summary->setText(tr("Looking for a deployment engine; the plan starts as soon as it is found."));
        return;
    }
    withSecrets([this] { return m_backend.plan(); });
}

void DeployPane::destroy()
{
    withSecrets([this] { return m_backend.planDestroy(); });
}

void DeployPane::apply()
{
    const DeployState &state = m_backend.state();
    if (!state.mayApply())
        return;
    const QString given = m_context.blueprint().header().name.trimmed();
    const QString name = given.isEmpty() ? tr("unnamed") : given; // something has to be typed before all is destroyed
    QDialog *dialog = state.isDestroy() ? static_cast<QDialog *>(new DestroyDialog(name, state.plan, m_backend.targetText(), this))
                                        : new ApplyDialog(name, state.plan, m_backend.targetText(), this);
    dialog->setObjectName(QStringLiteral("deployConfirmation"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] { report(m_backend.apply()); });
    dialog->open();
}

void DeployPane::cancel() { m_backend.cancel(); }

void DeployPane::editEnvironment()
{
    if (const Environment *environment = m_context.blueprint().find(m_backend.environment()))
        openEnvironment(*environment);
    else
        addEnvironment();
}

void DeployPane::showHistory()
{
    auto *dialog = new HistoryDialog(m_backend.pastRuns(), this);
    dialog->open();
}

void DeployPane::addEnvironment()
{
    Environment environment;
    environment.id = EnvironmentId(newIdText());
    environment.name = tr("production");
    openEnvironment(environment);
}

void DeployPane::openEnvironment(const Environment &environment)
{
    auto *dialog = new EnvironmentDialog(m_context.blueprint(), environment, m_backend.regions(), this);
    dialog->setObjectName(QStringLiteral("environmentDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const Environment edited = dialog->environment();
        const Result<ChangeSet> changes = edits::setEnvironment(m_context.blueprint(), edited);
        const Result<> done = changes ? m_context.commit(*changes) : Result<>(changes.error());
        report(done);
        if (done)
            m_backend.chooseEnvironment(edited.id);
    });
    dialog->open();
}

// What the backend tells

void DeployPane::showState()
{
    const DeployState &state = m_backend.state();
    if (state.isRunning() && m_shownPhase != DeployPhase::Running && state.step != DeployStep::Apply)
        m_output->clear();
    m_shownPhase = state.phase;
    m_steps->setVisible(state.phase != DeployPhase::Idle);
    m_steps->show(state);
    m_model->show(state.plan, state.diagnostics);
    m_summary->setText(state.phase == DeployPhase::Idle ? tr("Plan to see what a deployment would change.") : state.message);
    m_summary->setVisible(!m_summary->text().isEmpty());

    const DeployProgress &progress = state.progress;
    QStringList parts;
    if (progress.total > 0)
        parts << tr("%1 of %2").arg(progress.done).arg(progress.total);
    if (!progress.current.isEmpty())
        parts << progress.current;
    m_progress->setText(parts.join(QStringLiteral(" · ")));
    m_bar->setVisible(state.isRunning());
    m_bar->setRange(0, progress.total); // without a total: busy
    m_bar->setValue(progress.done);

    showButtons();
    showBanner();
    showClock();
    const QHash<ResourceId, PlannedAction> overlay = isOnCanvas(state) ? planOverlay(state.plan) : QHash<ResourceId, PlannedAction>();
    if (overlay != m_overlay) {
        m_overlay = overlay;
        Q_EMIT planChanged(m_overlay);
    }
}

void DeployPane::showButtons()
{
    const DeployState &state = m_backend.state();
    const bool idle = !state.isRunning();
    const bool ready = idle && m_backend.obstacle().isEmpty();
    m_validate->setEnabled(ready);
    m_plan->setEnabled(ready);
    m_destroy->setEnabled(ready);
    m_apply->setEnabled(ready && state.mayApply());
    m_apply->setText(state.isDestroy() && state.phase == DeployPhase::Reviewing ? tr("Destroy all…") : tr("Apply…"));
    m_cancel->setVisible(!idle);
    m_cancel->setText(state.isCancelling ? tr("Stop now") : tr("Cancel"));
    m_cancel->setToolTip(!state.isCancelling ? tr("Interrupt politely: the engine ends what it has begun")
                             : state.step == DeployStep::Apply
                             ? tr("End the engine at once. Its state may then miss what it was working on.")
                             : tr("End the engine at once"));
    m_environments->setEnabled(idle);
    m_engines->setEnabled(idle);
    m_edit->setEnabled(idle);
    setPrimary(m_apply, m_apply->isEnabled());
    setPrimary(m_plan, !m_apply->isEnabled());
}

void DeployPane::showBanner()
{
    const DeployState &state = m_backend.state();
    const QString obstacle = state.isRunning() ? QString() : m_backend.obstacle();
    const bool stale = obstacle.isEmpty() && state.planIsStale;
    m_banner->setVisible(stale || !obstacle.isEmpty());
    m_bannerText->setText(stale ? tr("The blueprint changed since this plan.") : obstacle);
    const bool noEngine = !stale && m_backend.enginePath().isEmpty();
    m_bannerButton->setVisible(stale || (noEngine && !m_backend.isLookingForEngines()));
    m_bannerButton->setText(stale ? tr("Plan again") : tr("Look again"));
}

void DeployPane::showClock()
{
    const DeployState &state = m_backend.state();
    if (state.isRunning() && !m_clock.isActive())
        m_clock.start();
    else if (!state.isRunning())
        m_clock.stop();
    if (state.phase == DeployPhase::Idle) {
        m_elapsed->clear();
        return;
    }
    QString text = clockText(m_backend.elapsedSeconds());
    if (state.isRunning() && m_backend.silentSeconds() >= longSilence)
        text += QStringLiteral(" · ") + tr("silent for %1").arg(clockText(m_backend.silentSeconds()));
    m_elapsed->setText(text);
}

void DeployPane::showSettings()
{
    fillEnvironments();
    fillEngines();
    showButtons();
    showBanner();
    if (m_plansWhenReady && !m_backend.isLookingForEngines())
        plan();
}

void DeployPane::fillEnvironments()
{
    if (std::exchange(m_filling, true))
        return;
    const Blueprint &blueprint = m_context.blueprint();
    m_environments->clear();
    m_environments->addItem(tr("As drawn"), QStringLiteral(""));
    for (const EnvironmentId &id : blueprint.ids<Environment>())
        m_environments->addItem(blueprint.find(id)->name, id.text());
    m_environments->insertSeparator(m_environments->count());
    m_environments->addItem(tr("New environment…"), QVariant());
    const int index = m_environments->findData(m_backend.environment().text());
    m_environments->setCurrentIndex(std::max(0, index));
    m_filling = false;
}

void DeployPane::fillEngines()
{
    m_engines->clear();
    for (const EngineChoice &engine : m_backend.engines()) {
        m_engines->addItem(engine.problem.isEmpty() ? engine.title : tr("%1 (not usable)").arg(engine.title), engine.path);
        m_engines->setItemData(m_engines->count() - 1, engine.problem, Qt::ToolTipRole);
    }
    if (m_engines->count() == 0)
        m_engines->addItem(m_backend.isLookingForEngines() ? tr("Looking for engines…") : tr("No engine"), QString());
    m_engines->setCurrentIndex(m_engines->findData(m_backend.enginePath()));
    m_engines->setToolTip(m_engines->currentData(Qt::ToolTipRole).toString());
}

void DeployPane::appendLines(const QStringList &lines)
{
    QScrollBar *scroll = m_output->verticalScrollBar();
    const int before = scroll->value();
    m_output->appendPlainText(lines.join(QLatin1Char('\n')));
    scroll->setValue(m_follow->isChecked() ? scroll->maximum() : before);
}

void DeployPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void DeployPane::restyle()
{
    const Style &style = styleOf(palette());
    const auto own = [](QWidget *widget, const QString &sheet) {
        if (widget->styleSheet() != sheet) // setting one announces a change of palette
            widget->setStyleSheet(sheet);
    };
    // The font, too: a style sheet's wins over setFont().
    own(m_output,
        QStringLiteral("#deployOutput { border: none; border-radius: 0px; padding: 0px 8px; background: %1; color: %2; "
                       "font-family: \"%3\"; font-size: %4px; }")
            .arg(style.window.name(), style.text.name(), style.codeFont.families().join(QStringLiteral("\", \"")))
            .arg(style.codeFont.pixelSize()));
    own(m_bar,
        QStringLiteral("#deployBar { border: none; background: %1; } #deployBar::chunk { background: %2; }")
            .arg(style.line.name(), style.accent.name()));
    own(m_banner,
        QStringLiteral("#deployBanner { background: %1; border-top: 1px solid %2; border-bottom: 1px solid %2; }")
            .arg(style.accentTint.name(QColor::HexArgb), style.line.name()));
    for (QLabel *label : {m_progress, m_elapsed}) {
        label->setFont(style.smallFont);
        own(label, QStringLiteral("color: %1; font-size: 12px;").arg(style.textSecondary.name()));
    }
}

} // namespace groundplan

#include "moc_deploy.cpp"
