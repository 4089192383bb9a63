// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QTabBar;
class QToolButton;

namespace groundplan {

class Actions;

/// The window's top: the name that opens the menu, a tab for each document, the environment, and what is done most.
class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(const Actions &actions, QWidget *parent = nullptr);
    QTabBar &documents() { return *m_documents; }
    /// Ids with their titles; the chip is hidden when there is none.
    void setEnvironments(const QList<std::pair<QString, QString>> &environments, const QString &current);

Q_SIGNALS:
    void environmentChosen(const QString &id);

private:
    QTabBar *m_documents;
    QPushButton *m_environment;
};

} // namespace groundplan
