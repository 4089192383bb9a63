// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QModelIndex;

namespace groundplan {

class PaletteModel;

/// All types that can be drawn: searched, dragged onto the canvas, or picked and then placed with a click. Placing is the canvas's.
class PalettePanel : public QWidget {
    Q_OBJECT
public:
    explicit PalettePanel(const Catalog &catalog, QWidget *parent = nullptr);

    void focusSearch();
    void setFavourites(const QStringList &types); ///< empty: the ones that most architectures begin with
    void setRecent(const QStringList &types);
    /// Puts a type on top of the recent ones; tells by recentChanged().
    void noteUsed(const QString &type);

Q_SIGNALS:
    void placeRequested(const QString &type);
    void favouritesChanged(const QStringList &types);
    void recentChanged(const QStringList &types);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void activate(const QModelIndex &index);
    void select(int row);
    void selectFirst();
    void move(int step);
    void showMenu(const QPoint &position);

    PaletteModel *m_model;
    QLineEdit *m_search;
    QListView *m_list;
};

} // namespace groundplan
