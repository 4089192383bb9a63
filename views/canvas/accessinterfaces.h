// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/canvasaccess.h"

#include <QAccessibleWidget>
#include <QPointer>

namespace groundplan {

/// The canvas: what is on its page comes before the bars and the overview that float over it.
class AccessibleCanvas : public QAccessibleWidget {
public:
    AccessibleCanvas(QWidget *canvas, CanvasAccess &access) : QAccessibleWidget(canvas, QAccessible::Canvas), m_access(&access) { }

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;

private:
    QList<CanvasAccess::Item> items() const { return m_access ? m_access->children(nullptr) : QList<CanvasAccess::Item>(); }

    QPointer<CanvasAccess> m_access; ///< goes before the canvas does
};

/// One thing on the page; all that it says comes from CanvasAccess.
class AccessibleItem : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    AccessibleItem(CanvasAccess &access, CanvasAccess::Item item) : m_access(access), m_item(std::move(item)) { }
    const CanvasAccess::Item &item() const { return m_item; }

    bool isValid() const override { return m_access.isThere(m_item); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_access.viewport()->window()->windowHandle(); }
    QRect rect() const override { return m_access.rect(m_item); }
    QString text(QAccessible::Text which) const override;
    void setText(QAccessible::Text, const QString &) override { }
    QAccessible::Role role() const override { return m_access.role(m_item); }
    QAccessible::State state() const override { return m_access.state(m_item); }
    QAccessibleInterface *parent() const override;
    int childCount() const override { return int(m_access.children(&m_item).size()); }
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QVector<std::pair<QAccessibleInterface *, QAccessible::Relation>> relations(QAccessible::Relation match) const override
    {
        return m_access.relations(m_item, match);
    }
    void *interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override { return m_access.actions(m_item); }
    void doAction(const QString &name) override { m_access.act(m_item, name); }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    CanvasAccess &m_access;
    CanvasAccess::Item m_item;
};

void installCanvasInterfaces(); ///< once is enough, twice does no harm

} // namespace groundplan
