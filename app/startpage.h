// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/thumbnails.h"

#include <QWidget>

class QLabel;
class QListView;
class QStandardItemModel;

namespace groundplan {

class Catalog;
class RecentFiles;
class Theme;

/// What one sees before there is a document: the files that were open last, and ways to begin. It asks; the window does.
class StartPage : public QWidget {
    Q_OBJECT
public:
    StartPage(RecentFiles &recent, const Thumbnails &thumbnails, const Theme &theme, const Catalog &catalog, QWidget *parent = nullptr);

    void refresh();

Q_SIGNALS:
    void newRequested();
    void openRequested();
    void exampleRequested();
    void fileRequested(const QString &path);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildBegin();
    QWidget *buildRecent();
    void forget(const QString &path);

    RecentFiles &m_recent;
    const Thumbnails &m_thumbnails;
    const Theme &m_theme;
    const Catalog &m_catalog;
    QStandardItemModel *m_files;
    QListView *m_list = nullptr;
    QLabel *m_title = nullptr;
    QWidget *m_example = nullptr; ///< while there is nothing else to show
};

} // namespace groundplan
