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

class Settings;

/// Every command of the window, in one table: id, text, menu, keys and where they work. What a command does is its owner's; the
/// user's own keys are kept in the settings.
class Actions : public QObject {
    Q_OBJECT
public:
    enum class Where { Window, Canvas }; ///< where the keys work: anywhere in the window, or while the canvas has the keyboard
    Q_ENUM(Where)

    Actions(Settings &settings, QWidget *window);

    QAction *operator[](const char *id) const;
    /// Says what `id` does.
    void on(const char *id, std::function<void()> act);
    /// The menus, in order, with everything in its place; `parent` owns them.
    const QList<QMenu *> &menus() const { return m_menus; }
    QStringList ids() const { return m_order; } ///< as in the menus
    QString title(const QString &id) const;     ///< without the mark of its menu key
    QString menuTitle(const QString &id) const;
    Where where(const QString &id) const;
    QList<QKeySequence> usualKeys(const QString &id) const;
    QList<QKeySequence> keys(const QString &id) const;
    /// Remembered; the usual ones are forgotten.
    void setKeys(const QString &id, const QList<QKeySequence> &keys);
    /// Lets the keys of the canvas work while `canvas` has the keyboard.
    void addTo(QWidget &canvas);

Q_SIGNALS:
    void keysChanged();

private:
    struct Entry {
        QAction *action = nullptr;
        QString title, menu;
        Where where;
        QList<QKeySequence> usual;
    };
    void apply(const QString &id, const QList<QKeySequence> &keys);

    Settings &m_settings;
    QHash<QString, Entry> m_actions;
    QStringList m_order;
    QList<QMenu *> m_menus;
};

} // namespace groundplan
