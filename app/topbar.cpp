// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/topbar.h"

#include "app/actions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

namespace groundplan {

namespace {

QPushButton *buttonFor(QAction *action, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    const auto teach = [button, action] { button->setToolTip(action->toolTip()); };
    QObject::connect(action, &QAction::changed, button, teach);
    teach();
    button->setFocusPolicy(Qt::TabFocus);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

TopBar::TopBar(const Actions &actions, QWidget *parent)
    : QWidget(parent),
      m_documents(new QTabBar(this)),
      m_environment(new QPushButton(this))
{
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    auto *logo = new QToolButton(this);
    logo->setObjectName(QStringLiteral("logo"));
    logo->setText(QStringLiteral("◳ Groundplan"));
    logo->setToolTip(tr("Menu"));
    logo->setPopupMode(QToolButton::InstantPopup);
    auto *all = new QMenu(this);
    for (QMenu *menu : actions.menus())
        all->addMenu(menu);
    logo->setMenu(all);

    m_documents->setObjectName(QStringLiteral("documents"));
    m_documents->setDrawBase(false);
    m_documents->setExpanding(false);
    m_documents->setMovable(false);
    m_documents->setElideMode(Qt::ElideRight);
    m_documents->setFocusPolicy(Qt::TabFocus);

    m_environment->setObjectName(QStringLiteral("environment"));
    m_environment->setMenu(new QMenu(this));
    m_environment->setFocusPolicy(Qt::TabFocus);
    auto *check = buttonFor(actions["deploy.check"], tr("Check"), this);
    auto *exports = new QPushButton(tr("Export ⌄"), this);
    exports->setObjectName(QStringLiteral("export"));
    exports->setFocusPolicy(Qt::TabFocus);
    auto *exportMenu = new QMenu(this);
    for (const char *id : {"export.terraform", "export.cloudformationYaml", "export.cloudformationJson", "export.picture"})
        exportMenu->addAction(actions[id]);
    exports->setMenu(exportMenu);
    auto *plan = buttonFor(actions["deploy.plan"], tr("Plan"), this);
    plan->setObjectName(QStringLiteral("plan"));
    plan->setProperty("primary", true);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 7, 14, 7);
    layout->setSpacing(8);
    layout->addWidget(logo);
    layout->addWidget(m_documents, 1);
    for (QPushButton *button : {m_environment, check, exports, plan})
        layout->addWidget(button);
}

void TopBar::setEnvironments(const QList<std::pair<QString, QString>> &environments, const QString &current)
{
    QMenu *menu = m_environment->menu();
    menu->clear();
    QString shown = tr("As drawn");
    for (const auto &[id, title] : environments) {
        QAction *action = menu->addAction(title, this, [this, id = id] { Q_EMIT environmentChosen(id); });
        action->setCheckable(true);
        action->setChecked(id == current);
        if (id == current)
            shown = title;
    }
    m_environment->setText(shown + QStringLiteral(" ⌄"));
    m_environment->setVisible(!environments.isEmpty());
}

} // namespace groundplan

#include "moc_topbar.cpp"
