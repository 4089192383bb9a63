// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/editorcontext.h"

#include <QHash>
#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace groundplan {

/// Zones and resources as a tree, in step with the selection. A resource in several zones is listed under its first.
class OutlinePanel : public QWidget {
    Q_OBJECT
public:
    explicit OutlinePanel(EditorContext context, QWidget *parent = nullptr);

Q_SIGNALS:
    void failed(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void follow(const ChangeSet &changes);
    void place(const Resource &resource);
    void remove(const ResourceId &id);
    void write(QStandardItem &item, const Resource &resource);
    void showSelection();
    void takeSelection();
    QStandardItem *itemOf(const ResourceId &id);

    EditorContext m_context;
    QLineEdit *m_filter;
    QTreeView *m_tree;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QHash<ResourceId, QStandardItem *> m_items;
    bool m_stale = true;
    bool m_writing = false;
};

} // namespace groundplan
