// SPDX-License-Identifier: GPL-3.0-or-later
// The panels under the canvas that are made late or when first asked for: Editor's own methods.
#include "app/editor.h"

#include "qml/costpanel.h"
#include "views/panels/code.h"
#include "views/panels/deploy.h"
#include "views/panels/grid/gridpanel.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace groundplan {

void Editor::buildLatePanels()
{
    m_cost = new CostPanel(m_session->document(), m_program.catalog, m_program.estimator, m_estimate, this);
    m_cost->setObjectName(QStringLiteral("costPanel"));
    connect(m_cost, &CostPanel::revealRequested, this, [this](const ResourceId &resource) { m_selection.reveal(resource); });
    m_code = new CodePanel(m_context,
                           {{QStringLiteral("terraform"), tr("Terraform")},
                            {QStringLiteral("terraform-json"), tr("Terraform JSON")},
                            {QStringLiteral("cloudformation-yaml"), tr("CloudFormation YAML")},
                            {QStringLiteral("cloudformation-json"), tr("CloudFormation JSON")}},
                           this);
    m_code->setTarget(setting::codeTarget.of(m_program.settings));
    connect(m_code, &CodePanel::wanted, this, [this] {
        setting::codeTarget.set(m_program.settings, m_code->target());
        requestCode();
    });
    m_bottomSplitter->addWidget(m_cost);
    m_bottomSplitter->addWidget(m_code);
    m_bottomSplitter->setSizes({404, 298, 380});
    m_bottomSplitter->restoreState(setting::bottomSplitter.of(m_program.settings));
    m_cost->refresh();
}

void Editor::buildDeployPane()
{
    const auto code = [&catalog = m_program.catalog](const Blueprint &drawn, const EnvironmentId &environment) {
        return generate(drawn, catalog, Target::Terraform, {{}, environment});
    };
    m_deployment = std::make_unique<SessionDeployment>(*m_session, m_program.settings, code, m_program.deployPlaces);
    m_deployPane = new DeployPane(m_context, *m_deployment, this);
    m_deployPane->setObjectName(QStringLiteral("deployPane"));
    auto *back = new QToolButton(this);
    back->setObjectName(QStringLiteral("deployBack"));
    back->setText(tr("← Problems, cost, code"));
    connect(back, &QToolButton::clicked, this, [this] { showDeployPane(false); });
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(6, 4, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(back, 0, Qt::AlignLeft);
    layout->addWidget(m_deployPane);
    m_bottom->addWidget(box);
    m_deployment->chooseEnvironment(m_environment);
    m_deployment->lookForEngines();
    connect(m_deployPane, &DeployPane::planChanged, m_canvas, &Canvas::setPlan);
    connect(m_deployPane, &DeployPane::failed, this, &Editor::message);
    connect(m_deployment.get(), &DeployBackend::settingsChanged, this, [this] { setEnvironment(m_deployment->environment()); });
}

DeployPane &Editor::deployPane()
{
    if (!m_deployPane)
        buildDeployPane();
    return *m_deployPane;
}

void Editor::showDeployPane(bool show)
{
    if (show) {
        setBottomVisible(true);
        m_bottom->setCurrentWidget(deployPane().parentWidget());
    } else {
        m_bottom->setCurrentWidget(m_bottomSplitter);
    }
}

void Editor::buildGrid()
{
    const auto amount = [this](const ResourceId &id) {
        const auto it = m_estimate.byResource().constFind(id);
        return it == m_estimate.byResource().constEnd() ? qint64(0) : it->monthly.units();
    };
    m_grid = new GridPanel(m_context, {[this](const ResourceId &id) { return pill(id); }, amount}, this);
    m_grid->setChosenColumns(setting::gridColumns.of(m_program.settings));
    m_bottom->addWidget(m_grid);
    connect(m_grid, &GridPanel::columnsChosen, this,
            [this](const QStringList &keys) { setting::gridColumns.set(m_program.settings, keys); });
    connect(m_grid, &GridPanel::failed, this, &Editor::message);
    connect(m_grid, &GridPanel::closed, this, [this] {
        showGrid(false);
        m_canvas->setFocus();
    });
}

void Editor::showGrid(bool show)
{
    if (!show) {
        m_bottom->setCurrentWidget(m_bottomSplitter);
        return;
    }
    if (!m_grid)
        buildGrid();
    setBottomVisible(true);
    m_bottom->setCurrentWidget(m_grid);
    m_grid->focusFilter();
}

bool Editor::isGridShown() const { return m_grid && isBottomVisible() && m_bottom->currentWidget() == m_grid; }

bool Editor::isDeployPaneShown() const { return m_deployPane && m_bottom->currentWidget() == m_deployPane->parentWidget(); }

} // namespace groundplan
