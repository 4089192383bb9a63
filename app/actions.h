// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace groundplan {

/// Every command of the window, in one table: id, text, menu and keys. What a command does is its owner's.
class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QWidget *window);

    QAction *operator[](const char *id) const;
    /// Says what `id` does.
    void on(const char *id, std::function<void()> act);
    /// The menus, in order, with everything in its place; `parent` owns them.
    const QList<QMenu *> &menus() const { return m_menus; }
    QStringList ids() const { return m_actions.keys(); }

private:
    QHash<QString, QAction *> m_actions;
    QList<QMenu *> m_menus;
};

} // namespace groundplan
