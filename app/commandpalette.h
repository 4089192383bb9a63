// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFrame>

#include <functional>
#include <vector>

class QLineEdit;
class QTreeWidget;

namespace groundplan {

/// One thing that can be done or gone to by typing a few of its letters.
struct PaletteEntry {
    QString text;
    QString detail; ///< grey beside it: its menu, a resource's type
    QString keys;
    int rank = 0; ///< among equals, higher comes first
    std::function<void()> run;
};

/// A line over the window that finds actions, resources and types by the letters that one types; Enter does the first one.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    CommandPalette(std::vector<PaletteEntry> commands, const QColor &quiet, QWidget *window);

    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(const QString &typed);
    void step(int by);
    void run();
    void place();

    std::vector<PaletteEntry> m_commands;
    QColor m_quiet; ///< of details and keys
    QLineEdit *m_text;
    QTreeWidget *m_list;
};

} // namespace groundplan
