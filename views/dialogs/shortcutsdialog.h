// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QKeySequence>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace groundplan {

/// One line of the sheet: what the keys do, and where.
struct Shortcut {
    QString id; ///< empty: belongs to the hand and can't be changed
    QString group, text;
    QList<QKeySequence> keys, usual; ///< `usual`: without the user's changes
    QString fixed = {};              ///< what is shown for the hand: "Alt + drag"
};

/// All keys of the program, searched and changed. It asks for a change; whoever has the table of actions makes and keeps it.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutsDialog(const QList<Shortcut> &shortcuts, QWidget *parent = nullptr);

    static QString textOf(const QList<QKeySequence> &keys);

Q_SIGNALS:
    void changed(const QString &id, const QList<QKeySequence> &keys);

private:
    void fill();
    void filter(const QString &text);
    void showRow();
    void take(const QList<QKeySequence> &keys);
    const Shortcut *current() const;

    QList<Shortcut> m_shortcuts;
    QLineEdit *m_search;
    QTreeWidget *m_tree;
    QLabel *m_what, *m_said;
    QKeySequenceEdit *m_keys;
    QPushButton *m_usual, *m_none;
};

} // namespace groundplan
