// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/editor.h"

#include "app/services/freememory.h"
#include "generators/lowering/lowered.h"
#include "model/blueprint/edits.h"
#include "model/layout/drawall.h"
#include "qml/costpanel.h"
#include "views/panels/code.h"
#include "views/panels/grid/gridpanel.h"
#include "views/panels/outline.h"
#include "views/panels/palette.h"
#include "views/panels/problems.h"
#include "views/panels/properties/propertiespanel.h"

#include <QLocale>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

namespace groundplan {

namespace {

QSplitter *makeSplitter(Qt::Orientation orientation, const char *name, QWidget *parent)
{
    auto *splitter = new QSplitter(orientation, parent);
    splitter->setObjectName(QString::fromLatin1(name));
    splitter->setHandleWidth(1);
    return splitter;
}

bool isProvided(const Resource &resource) { return !resource.type.startsWith(QLatin1String("groundplan_")); }

QWidget *column(QWidget *parent, std::initializer_list<QWidget *> widgets)
{
    auto *box = new QWidget(parent);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    return box;
}

} // namespace

Editor::Editor(Program &program, std::unique_ptr<Session> session, QWidget *parent)
    : QWidget(parent),
      m_program(program),
      m_session(std::move(session)),
      m_context{m_session->document(), program.catalog, m_selection, [this](const ChangeSet &changes) { return commit(changes); }},
      m_findings(program.checker),
      m_firstCheck(program.checker),
      m_estimate(program.estimator, program.catalog),
      m_preview(program.catalog),
      m_sideSplitter(makeSplitter(Qt::Horizontal, "sideSplitter", this)),
      m_centreSplitter(makeSplitter(Qt::Vertical, "centreSplitter", this)),
      m_bottomSplitter(makeSplitter(Qt::Horizontal, "bottomSplitter", this)),
      m_bottom(new QStackedWidget(this))
{
    const QList<EnvironmentId> environments = blueprint().ids<Environment>();
    const EnvironmentId production(QStringLiteral("production"));
    if (!environments.isEmpty())
        m_environment = environments.contains(production) ? production : environments.constFirst();
    m_showCosts = setting::showCosts.of(program.settings);
    blueprint().forEach<Resource>([this](const Resource &resource) { m_resourceCount += isProvided(resource); });
    m_drawnRegion = findDrawnRegion();
    if (blueprint().count<Resource>() > FirstCheck::mostAtOnce)
        m_firstCheck.start(blueprint());
    else
        m_findings.reset(blueprint());
    m_estimate.reset(blueprint());

    buildLeft();
    buildCentre();
    buildBottom();
    m_properties = new PropertiesPanel(m_context, &program.estimator, this);
    m_properties->setObjectName(QStringLiteral("propertiesPanel"));
    m_sideSplitter->addWidget(m_left);
    m_sideSplitter->addWidget(m_centreSplitter);
    m_sideSplitter->addWidget(m_properties);
    m_sideSplitter->setStretchFactor(1, 1);
    m_centreSplitter->setStretchFactor(0, 1);
    m_sideSplitter->setSizes({212, 1080, 296});
    m_centreSplitter->setSizes({690, 236});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sideSplitter);
    rememberSplitters();

    // After the canvas and the panels have connected: they know the new rows when findings and costs arrive.
    connect(&m_session->document(), &Document::changed, this, &Editor::onChanged);
    connect(m_session.get(), &Session::historyChanged, this, &Editor::statusChanged);
    connect(m_session.get(), &Session::fileChanged, this, &Editor::statusChanged);
    connect(m_session.get(), &Session::changedOnDisk, this, &Editor::showChangeOnDisk);
    connect(m_session.get(), &Session::autosaveFailed, this, [this](const Error &error) { say(error, QStringLiteral("autosave")); });
    connect(&m_selection, &Selection::changed, this, &Editor::statusChanged);
    connect(&m_preview, &CodePreview::ready, this, &Editor::takeCode);
    connect(&m_firstCheck, &FirstCheck::done, this, &Editor::takeFirstFindings);
    connect(&program.theme, &Theme::changed, this, [this] { m_canvas->setTheme(m_program.theme.style()); });
    connect(&program.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == setting::showCosts.key()) {
            m_showCosts = setting::showCosts.of(m_program.settings);
            m_canvas->setCosts(pills());
        } else if (key == setting::snapToGrid.key()) {
            m_canvas->setSnapToGrid(setting::snapToGrid.of(m_program.settings));
        } else if (key == setting::showMinimap.key()) {
            m_canvas->setMinimapVisible(setting::showMinimap.of(m_program.settings));
        }
    });
    m_problems->setChecking(isChecking());
    showNotices();
    // Chart and code follow once the window is usable: Qt Quick alone takes longer to start than all the rest.
    QTimer::singleShot(0, this, &Editor::buildLatePanels);
}

Editor::~Editor()
{
    // Panels hold references to members that would go before them.
    delete m_sideSplitter;
}

void Editor::buildLeft()
{
    m_sides = new QTabBar(this);
    m_sides->setObjectName(QStringLiteral("sides"));
    m_sides->setDrawBase(false);
    m_sides->setExpanding(false);
    m_sides->addTab(tr("Types"));
    m_sides->addTab(tr("Outline"));
    m_palette = new PalettePanel(m_program.catalog, this);
    m_palette->setFavourites(setting::paletteFavourites.of(m_program.settings));
    m_palette->setRecent(setting::paletteRecent.of(m_program.settings));
    m_outline = new OutlinePanel(m_context, this);
    m_sideStack = new QStackedWidget(this);
    m_sideStack->addWidget(m_palette);
    m_sideStack->addWidget(m_outline);
    m_left = column(this, {m_sideStack, m_sides});
    m_left->setMinimumWidth(150);
    connect(m_sides, &QTabBar::currentChanged, m_sideStack, &QStackedWidget::setCurrentIndex);
    connect(m_palette, &PalettePanel::placeRequested, this, [this](const QString &type) {
        m_canvas->startPlacing(type);
        m_canvas->setFocus();
        m_palette->noteUsed(type);
    });
    connect(m_palette, &PalettePanel::favouritesChanged, this,
            [this](const QStringList &types) { setting::paletteFavourites.set(m_program.settings, types); });
    connect(m_palette, &PalettePanel::recentChanged, this,
            [this](const QStringList &types) { setting::paletteRecent.set(m_program.settings, types); });
    connect(m_outline, &OutlinePanel::failed, this, &Editor::message);
}

void Editor::buildCentre()
{
    m_notices = new NoticeBar(this);
    m_canvas = new Canvas(m_context, {worstFindings(), pills()}, this);
    m_canvas->setObjectName(QStringLiteral("canvas"));
    m_canvas->setFrameShape(QFrame::NoFrame);
    m_canvas->setTheme(m_program.theme.style());
    m_canvas->setSnapToGrid(setting::snapToGrid.of(m_program.settings));
    m_canvas->setMinimapVisible(setting::showMinimap.of(m_program.settings));
    m_canvas->setProblemText([this](const ResourceId &resource) { return problemsOf(resource); });
    showNoteFacts();
    m_canvas->setIntentPreview([this](const Connection &connection) {
        const lowering::Preview made = lowering::preview(blueprint(), m_program.catalog, connection);
        return IntentPreview{made.addresses, QString::fromUtf8(made.text)};
    });
    m_pages = new QTabBar(this);
    m_pages->setObjectName(QStringLiteral("pages"));
    m_pages->setDrawBase(false);
    m_pages->setExpanding(false);
    QWidget *centre = column(this, {m_notices, m_canvas, m_pages});
    centre->layout()->setAlignment(m_pages, Qt::AlignLeft);
    m_centreSplitter->addWidget(centre);
    refreshPages();
    connect(m_pages, &QTabBar::currentChanged, this, [this](int tab) {
        if (tab >= 0 && !m_fillingPages)
            m_canvas->setPage(PageId(m_pages->tabData(tab).toString()));
    });
    connect(m_canvas, &Canvas::zoomChanged, this, &Editor::statusChanged);
    connect(m_canvas, &Canvas::message, this, &Editor::message);
    connect(m_canvas, &Canvas::pageChangeRequested, this, &Editor::setPage);
    connect(m_canvas, &Canvas::paletteSearchRequested, this, &Editor::searchPalette);
    connect(m_canvas, &Canvas::propertiesRequested, this, [this] {
        setPropertiesVisible(true);
        m_properties->setFocus();
    });
}

void Editor::buildBottom()
{
    m_problems = new ProblemsPanel(m_context, m_program.checker, m_findings, this);
    m_problems->setObjectName(QStringLiteral("problemsPanel"));
    m_bottomSplitter->addWidget(m_problems);
    m_bottom->addWidget(m_bottomSplitter);
    m_centreSplitter->addWidget(m_bottom);
    connect(m_problems, &ProblemsPanel::failed, this, &Editor::message);
}

void Editor::rememberSplitters()
{
    const auto remember = [this](QSplitter *splitter, const Setting<QByteArray> &where, bool restoreNow) {
        if (restoreNow)
            splitter->restoreState(where.of(m_program.settings));
        connect(splitter, &QSplitter::splitterMoved, this,
                [this, splitter, &where] { where.set(m_program.settings, splitter->saveState()); });
    };
    remember(m_sideSplitter, setting::sideSplitter, true);
    remember(m_centreSplitter, setting::centreSplitter, true);
    remember(m_bottomSplitter, setting::bottomSplitter, false);
}

Result<> Editor::commit(const ChangeSet &changes)
{
    auto done = m_session->commit(changes);
    if (!done)
        Q_EMIT message(done.error().message);
    return done;
}

std::pair<QString, QString> Editor::noteFacts() const
{
    const Environment *environment = m_environment.isEmpty() ? nullptr : blueprint().find(m_environment);
    return {environment ? environment->name : QString(), dollars(m_estimate.monthly())};
}

void Editor::showNoteFacts()
{
    const auto [environment, monthly] = noteFacts();
    m_canvas->setNoteFacts(environment, monthly);
}

void Editor::countResources(const ChangeSet &changes)
{
    for (const Change &change : changes.changes) {
        if (const auto *resource = std::get_if<RowChange<Resource>>(&change)) {
            m_resourceCount += resource->after && isProvided(*resource->after);
            m_resourceCount -= resource->before && isProvided(*resource->before);
        }
    }
}

/// What is wrong with a resource and what to do, worst first, for a tooltip: rich text.
QString Editor::problemsOf(const ResourceId &resource) const
{
    constexpr qsizetype most = 5;
    QList<Finding> findings = m_findings.byResource().value(resource);
    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) { return a.severity < b.severity; });
    QStringList lines;
    for (const Finding &finding : findings.mid(0, most)) {
        const QString word = finding.severity == Severity::Error ? tr("Error")
            : finding.severity == Severity::Warning              ? tr("Warning")
                                                                 : tr("Notice");
        lines.append(
            QStringLiteral("<b>%1:</b> %2 %3").arg(word, finding.message.toHtmlEscaped(), finding.advice.toHtmlEscaped()).trimmed());
    }
    if (findings.size() > most)
        lines.append(tr("and %1 more").arg(findings.size() - most));
    return lines.join(QStringLiteral("<br>"));
}

void Editor::onChanged(const ChangeSet &changes)
{
    m_preview.note(changes);
    countResources(changes);
    pruneSelection(changes);
    if (isChecking()) {
        m_firstCheck.miss(changes);
    } else {
        const QSet<ResourceId> found = m_findings.update(blueprint(), changes);
        m_canvas->updateFindings(found, [this](const ResourceId &id) { return m_findings.worst(id); });
        m_problems->refresh(found);
    }

    const QSet<ResourceId> priced = m_estimate.update(blueprint(), changes);
    if (m_showCosts) {
        QHash<ResourceId, QString> pills;
        for (const ResourceId &id : priced)
            pills.insert(id, pill(id));
        m_canvas->updateCosts(pills);
    }
    showNoteFacts();
    if (m_grid)
        m_grid->refreshCosts(priced);
    if (m_cost)
        m_cost->refresh();

    const auto isRegion = [](const std::optional<Resource> &row) { return row && row->type == QLatin1String("groundplan_region"); };
    const auto touchesRegion = [&](const Change &change) {
        const auto *resource = std::get_if<RowChange<Resource>>(&change);
        return resource && (isRegion(resource->before) || isRegion(resource->after));
    };
    if (std::any_of(changes.changes.cbegin(), changes.changes.cend(), touchesRegion))
        m_drawnRegion = findDrawnRegion();
    for (const Change &change : changes.changes) {
        if (std::holds_alternative<RowChange<Page>>(change)) {
            refreshPages();
            break;
        }
    }
    if (!m_environment.isEmpty() && !blueprint().find(m_environment))
        m_environment = EnvironmentId();
    requestCode();
    Q_EMIT statusChanged();
}

void Editor::takeFirstFindings()
{
    m_firstCheck.deliver(m_findings, blueprint());
    const QHash<ResourceId, Severity> worst = worstFindings();
    m_canvas->updateFindings(QSet<ResourceId>(worst.keyBegin(), worst.keyEnd()),
                             [this](const ResourceId &id) { return m_findings.worst(id); });
    m_problems->setChecking(false);
    Q_EMIT statusChanged();
    QTimer::singleShot(0, this, returnFreeMemory); // the file was large
}

void Editor::pruneSelection(const ChangeSet &changes)
{
    const bool removes = std::any_of(changes.changes.cbegin(), changes.changes.cend(),
                                     [](const Change &change) { return std::visit([](const auto &row) { return !row.after; }, change); });
    if (!removes || m_selection.isEmpty())
        return;
    QList<ResourceId> resources = m_selection.resources();
    QList<ConnectionId> connections = m_selection.connections();
    QList<AnnotationId> annotations = m_selection.annotations();
    annotations.removeIf([this](const AnnotationId &id) { return !blueprint().find(id); });
    resources.removeIf([this](const ResourceId &id) { return !blueprint().find(id); });
    connections.removeIf([this](const ConnectionId &id) { return !blueprint().find(id); });
    m_selection.set(resources, connections, annotations);
}

QHash<ResourceId, Severity> Editor::worstFindings() const
{
    QHash<ResourceId, Severity> worst;
    for (auto it = m_findings.byResource().constBegin(); it != m_findings.byResource().constEnd(); ++it) {
        if (const auto severity = m_findings.worst(it.key()))
            worst.insert(it.key(), *severity);
    }
    return worst;
}

QHash<ResourceId, QString> Editor::pills() const
{
    QHash<ResourceId, QString> all;
    if (!m_showCosts)
        return all;
    for (auto it = m_estimate.byResource().constBegin(); it != m_estimate.byResource().constEnd(); ++it) {
        if (const QString text = pill(it.key()); !text.isEmpty())
            all.insert(it.key(), text);
    }
    return all;
}

QString Editor::pill(const ResourceId &resource) const
{
    const auto it = m_estimate.byResource().constFind(resource);
    return it == m_estimate.byResource().constEnd() || it->monthly.isZero() ? QString() : dollars(it->monthly);
}

void Editor::requestCode()
{
    if (!m_code || !m_code->isVisible())
        return;
    CodePreview::Request request{blueprint(), m_session->document().revision()};
    const QString target = m_code->target();
    request.target = target == QLatin1String("cloudformation-json") ? Target::CloudFormationJson
        : target == QLatin1String("cloudformation-yaml")            ? Target::CloudFormationYaml
        : target == QLatin1String("terraform-json")                 ? Target::TerraformJson
                                                                    : Target::Terraform;
    request.options.environment = m_environment;
    if (m_code->isSelectionOnly()) {
        const QList<ResourceId> &selected = m_selection.resources();
        request.options.only = QSet<ResourceId>(selected.cbegin(), selected.cend());
    }
    m_preview.request(std::move(request));
}

void Editor::takeCode(const CodePreview::Preview &preview)
{
    if (!m_code)
        return;
    CodeFiles files;
    files.language = preview.target == Target::Terraform ? CodeLanguage::Hcl
        : preview.target == Target::CloudFormationYaml   ? CodeLanguage::Yaml
                                                         : CodeLanguage::Json;
    const FileSet &generated = preview.generated.files;
    for (auto it = generated.files.constBegin(); it != generated.files.constEnd(); ++it)
        files.files.insert(it.key(), QString::fromUtf8(it.value()));
    files.blocks.reserve(generated.spans.size());
    for (const SourceSpan &span : generated.spans)
        files.blocks.append({span.file, span.firstLine, span.lineCount, span.resource, span.isOwn});
    const auto said = [this](const Diagnostic &diagnostic) {
        const Resource *row = blueprint().find(diagnostic.resource);
        return row && !diagnostic.message.contains(row->name) ? row->name + QStringLiteral(": ") + diagnostic.message : diagnostic.message;
    };
    for (const Diagnostic &diagnostic : preview.generated.diagnostics) {
        if (diagnostic.severity == Severity::Error)
            files.problems.append(said(diagnostic));
    }
    files.hasErrors = !files.problems.isEmpty();
    for (const Diagnostic &diagnostic : preview.generated.diagnostics) {
        if (diagnostic.severity != Severity::Error)
            files.problems.append(said(diagnostic));
    }
    m_code->showFiles(files);
    // The first code of a large file comes last of what opening it makes.
    if (!std::exchange(m_hasCode, true) && m_resourceCount > FirstCheck::mostAtOnce)
        QTimer::singleShot(0, this, returnFreeMemory);
}

EnvironmentId Editor::environment() const { return m_environment; }

void Editor::setEnvironment(const EnvironmentId &environment)
{
    if (environment == m_environment)
        return;
    m_environment = environment;
    if (m_deployment && m_deployment->environment() != environment)
        m_deployment->chooseEnvironment(environment);
    showNoteFacts();
    requestCode();
    Q_EMIT statusChanged();
}

QString Editor::region() const
{
    if (const Environment *environment = m_environment.isEmpty() ? nullptr : blueprint().find(m_environment);
        environment && !environment->region.isEmpty())
        return environment->region;
    return m_drawnRegion;
}

/// Among thousands of resources: only when one of the regions changed.
QString Editor::findDrawnRegion() const
{
    QString drawn;
    blueprint().forEach<Resource>([&](const Resource &resource) {
        if (resource.type != QLatin1String("groundplan_region"))
            return;
        const QString code =
            resource.properties.value(QStringLiteral("region"), resource.properties.value(QStringLiteral("name"))).toString();
        if (!code.isEmpty() && (drawn.isEmpty() || code < drawn))
            drawn = code;
    });
    return drawn;
}

void Editor::showSide(Side side)
{
    setSideVisible(true);
    m_sides->setCurrentIndex(int(side));
}

void Editor::searchPalette()
{
    showSide(Side::Types);
    m_palette->focusSearch();
}

void Editor::setSideVisible(bool visible) { m_left->setVisible(visible); }
void Editor::setBottomVisible(bool visible) { m_bottom->setVisible(visible); }
void Editor::setPropertiesVisible(bool visible) { m_properties->setVisible(visible); }
bool Editor::isSideVisible() const { return !m_left->isHidden(); }
bool Editor::isBottomVisible() const { return !m_bottom->isHidden(); }
bool Editor::arePropertiesVisible() const { return !m_properties->isHidden(); }

void Editor::showProblems()
{
    setBottomVisible(true);
    showDeployPane(false);
    m_problems->setFocus();
}

void Editor::refreshPages()
{
    const PageId shown = m_canvas->page();
    const QList<PageId> pages = blueprint().pages();
    int current = 0;
    {
        const QScopedValueRollback filling(m_fillingPages, true); // the canvas keeps its page unless that is gone
        while (m_pages->count() > 0)
            m_pages->removeTab(m_pages->count() - 1);
        for (const PageId &id : pages) {
            const int tab = m_pages->addTab(blueprint().find(id)->name);
            m_pages->setTabData(tab, id.text());
            if (id == shown)
                current = tab;
        }
        m_pages->setCurrentIndex(current);
    }
    m_pages->setVisible(pages.size() > 1);
    if (!pages.isEmpty() && pages.at(current) != shown)
        m_canvas->setPage(pages.at(current));
}

void Editor::setPage(const PageId &page)
{
    for (int tab = 0; tab < m_pages->count(); ++tab) {
        if (m_pages->tabData(tab).toString() == page.text())
            m_pages->setCurrentIndex(tab);
    }
}

void Editor::addPage()
{
    PageId page;
    const auto added = edits::addPage(blueprint(), tr("Page %1").arg(blueprint().count<Page>() + 1), &page);
    if (added && commit(*added))
        setPage(page);
}

void Editor::say(const Error &error, const QString &id) { m_notices->show({id, error.message, error.detail, {}, true}); }

void Editor::showNotices()
{
    offerToDraw();
    if (m_session->recovery())
        showRecovery();
    if (!m_session->strayJournal().isEmpty()) {
        m_notices->show({QStringLiteral("stray"),
                         tr("Edits that were not saved belong to another version of this file; they are kept beside it."),
                         m_session->strayJournal(),
                         {}});
    }
    if (m_session->isReadOnly()) {
        m_notices->show({QStringLiteral("readonly"),
                         tr("This file is open in another Groundplan. You can look around, and save under another name."),
                         m_session->path(),
                         {{tr("Save as…"), [this] { Q_EMIT saveAsRequested(); }}}});
    }
}

/// Written by hand or by a program, without a picture: drawing it is an edit like any other.
void Editor::offerToDraw()
{
    const QString id = QStringLiteral("undrawn");
    if (!layout::isUndrawn(blueprint())) {
        m_notices->dismiss(id);
        return;
    }
    const auto draw = [this] {
        PageId page;
        const auto drawn = layout::drawAll(blueprint(), m_program.catalog, &page);
        if (!drawn)
            say(drawn.error());
        else if (commit(*drawn)) {
            setPage(page);
            m_canvas->fit();
            m_canvas->setFocus();
        }
    };
    m_notices->show({id, tr("Nothing of this blueprint is drawn yet."), QString(), {{tr("Draw it"), draw}}});
}

void Editor::showRecovery()
{
    const Session::Recovery recovery = *m_session->recovery();
    m_notices->show({QStringLiteral("recovery"),
                     (recovery.editCount == 1 ? tr("Recovered 1 edit from %1 that was not saved.")
                                              : tr("Recovered %2 edits from %1 that were not saved."))
                         .replace(QStringLiteral("%2"), QString::number(recovery.editCount))
                         .arg(QLocale().toString(recovery.when, QLocale::ShortFormat)),
                     QString(),
                     {{tr("Keep"), [this] { m_session->keepRecovered(); }}, {tr("Discard"), [this] {
                                                                                 if (const auto done = m_session->discardRecovered(); !done)
                                                                                     say(done.error());
                                                                             }}}});
}

void Editor::showChangeOnDisk()
{
    const QString id = QStringLiteral("disk");
    if (!m_session->isChangedOnDisk()) {
        m_notices->dismiss(id);
        return;
    }
    m_notices->show({id,
                     tr("The file changed on disk."),
                     m_session->path(),
                     {{tr("Reload"),
                       [this] {
                           if (const auto done = m_session->reload(); !done)
                               say(done.error());
                       }},
                      {tr("Keep mine"), [this] { m_session->keepMine(); }},
                      {tr("Save as…"), [this] { Q_EMIT saveAsRequested(); }}}});
}

} // namespace groundplan

#include "moc_editor.cpp"
