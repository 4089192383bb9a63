// SPDX-License-Identifier: GPL-3.0-or-later
// What one does with cells: GridPanel's own methods.
#include "views/panels/grid/gridpanel.h"

#include "views/panels/grid/gridvalues.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QTableView>

namespace groundplan {

bool GridPanel::commit(const Result<ChangeSet> &changes)
{
    if (!changes) {
        Q_EMIT failed(changes.error().message);
        return false;
    }
    if (changes->isEmpty())
        return false;
    if (const auto done = m_context.commit(*changes); !done) {
        Q_EMIT failed(done.error().message);
        return false;
    }
    return true;
}

/// The rectangle around the selected cells; those between that are not selected are left empty.
void GridPanel::copy() const
{
    const QList<QRect> ranges = selectedRanges();
    QRect around;
    for (const QRect &range : ranges)
        around |= range;
    if (around.isEmpty())
        return;
    QList<QStringList> rows;
    for (int row = around.top(); row <= around.bottom(); ++row) {
        QStringList cells;
        bool hasAny = false;
        for (int column = around.left(); column <= around.right(); ++column) {
            const bool isIn = std::any_of(ranges.begin(), ranges.end(), [&](const QRect &range) { return range.contains(column, row); });
            hasAny = hasAny || isIn;
            cells.append(isIn ? m_model->cellText(row, column) : QString());
        }
        if (hasAny)
            rows.append(cells);
    }
    QApplication::clipboard()->setText(gridvalues::toTsv(rows));
}

void GridPanel::paste()
{
    const QMimeData *content = QApplication::clipboard()->mimeData();
    const QList<QStringList> pasted = content ? gridvalues::fromTsv(content->text()) : QList<QStringList>();
    QList<QRect> ranges = selectedRanges();
    if (pasted.isEmpty() || ranges.isEmpty())
        return;
    QRect around;
    for (const QRect &range : std::as_const(ranges))
        around |= range;
    const bool isOne = pasted.size() == 1 && pasted.first().size() == 1;
    if (!isOne) {
        // As large as what is pasted; a selection that holds it several times is filled with it.
        qsizetype width = 1;
        for (const QStringList &row : pasted)
            width = std::max(width, row.size());
        const bool repeats = ranges.size() == 1 && around.height() % int(pasted.size()) == 0 && around.width() % int(width) == 0;
        if (!repeats)
            around.setSize({int(width), int(pasted.size())});
        if (around.bottom() >= m_model->rowCount() || around.right() >= m_model->columnCount()) {
            Q_EMIT failed(tr("%1 × %2 cells do not fit here: rows are added on the canvas.").arg(pasted.size()).arg(width));
            return;
        }
        ranges = {around};
    }
    QList<GridModel::Cell> cells;
    for (const QRect &range : std::as_const(ranges)) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const QStringList &line = pasted.at((row - around.top()) % pasted.size());
            for (int column = range.left(); column <= range.right(); ++column) {
                const qsizetype at = isOne ? 0 : (column - around.left()) % std::max<qsizetype>(1, line.size());
                const QString text = line.value(at);
                // What can't be written may stand in a copied row, as long as it is what is there.
                if (text != m_model->cellText(row, column))
                    cells.append({row, column, text});
            }
        }
    }
    commit(m_model->writing(cells, tr("Paste %n cells", nullptr, int(cells.size()))));
}

void GridPanel::fillDown()
{
    QList<GridModel::Cell> cells;
    for (const QRect &range : selectedRanges()) {
        for (int column = range.left(); column <= range.right(); ++column) {
            const QString text = m_model->cellText(range.top(), column);
            for (int row = range.top() + 1; row <= range.bottom(); ++row) {
                if (m_model->cellText(row, column) != text)
                    cells.append({row, column, text});
            }
        }
    }
    if (cells.isEmpty())
        Q_EMIT failed(tr("Select a cell and those below it."));
    else
        commit(m_model->writing(cells, tr("Fill %n cells", nullptr, int(cells.size()))));
}

void GridPanel::clearCells()
{
    QList<GridModel::Cell> cells;
    for (const QRect &range : selectedRanges()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            for (int column = range.left(); column <= range.right(); ++column) {
                const bool isProperty = m_model->columns().at(column).kind == GridColumn::Kind::Property;
                if (isProperty && !m_model->cellText(row, column).isEmpty())
                    cells.append({row, column, {}});
            }
        }
    }
    commit(m_model->writing(cells, tr("Clear %n cells", nullptr, int(cells.size()))));
}

void GridPanel::fillSelection(const QString &text)
{
    const int column = m_table->currentIndex().column();
    QList<GridModel::Cell> cells;
    for (const QRect &range : selectedRanges()) {
        for (int row = range.top(); row <= range.bottom() && range.left() <= column && column <= range.right(); ++row) {
            if (m_model->mayEdit(row, column)) // of mixed types, those that have it
                cells.append({row, column, text});
        }
    }
    commit(m_model->writing(cells, tr("Change %1 of %n resources", nullptr, int(cells.size())).arg(m_model->columns().at(column).title())));
}

void GridPanel::showMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, const QKeySequence &keys, std::function<void()> act) {
        QAction *entry = menu->addAction(text, this, std::move(act));
        entry->setShortcut(keys);
        entry->setShortcutContext(Qt::WidgetShortcut); // shown only: the table has the keys
    };
    add(tr("Copy"), QKeySequence::Copy, [this] { copy(); });
    add(tr("Paste"), QKeySequence::Paste, [this] { paste(); });
    add(tr("Fill down"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { fillDown(); });
    add(tr("Clear"), QKeySequence::Delete, [this] { clearCells(); });
    menu->addSeparator();
    const ResourceId id = m_model->rows().value(m_table->indexAt(at).row());
    if (!id.isEmpty()) {
        menu->addAction(tr("Show on the canvas"), this, [this, id] { m_context.selection.reveal(id, Selection::Where::Centre); });
    }
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

/// The table's keys, before the window's commands of the same keys take them.
bool GridPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress))
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const std::pair<bool, void (GridPanel::*)()> commands[] = {
        {key->matches(QKeySequence::Paste), &GridPanel::paste},
        {key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_D, &GridPanel::fillDown},
        {key->matches(QKeySequence::Delete) || key->key() == Qt::Key_Backspace, &GridPanel::clearCells},
    };
    const bool isCopy = key->matches(QKeySequence::Copy), isAll = key->matches(QKeySequence::SelectAll);
    if (event->type() == QEvent::ShortcutOverride) {
        const bool isTyped = !key->text().isEmpty() && key->text().at(0).isPrint()
            && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        if (isCopy || isAll || isTyped || key->key() == Qt::Key_F2
            || std::any_of(std::begin(commands), std::end(commands), [](const auto &command) { return command.first; }))
            event->accept();
        return QWidget::eventFilter(watched, event);
    }
    if (isCopy) {
        copy();
        return true;
    }
    for (const auto &[isIt, act] : commands) {
        if (isIt) {
            (this->*act)();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace groundplan
