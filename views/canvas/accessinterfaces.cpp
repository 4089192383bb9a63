// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/accessinterfaces.h"

namespace groundplan {

namespace {

const CanvasAccess::Item *itemIn(const QAccessibleInterface *interface)
{
    const auto *known = dynamic_cast<const AccessibleItem *>(interface);
    return known ? &known->item() : nullptr;
}

QAccessibleInterface *canvasInterface(const QString &className, QObject *object)
{
    if (className != QLatin1String("groundplan::Canvas") || !object->isWidgetType())
        return nullptr;
    auto *access = object->findChild<CanvasAccess *>(QString(), Qt::FindDirectChildrenOnly);
    return access ? new AccessibleCanvas(static_cast<QWidget *>(object), *access) : nullptr; // owned by QAccessible
}

} // namespace

void installCanvasInterfaces() { QAccessible::installFactory(canvasInterface); }

int AccessibleCanvas::childCount() const { return int(items().size()) + QAccessibleWidget::childCount(); }

QAccessibleInterface *AccessibleCanvas::child(int index) const
{
    const QList<CanvasAccess::Item> all = items();
    return index >= 0 && index < all.size() ? m_access->interfaceOf(all.at(index)) : QAccessibleWidget::child(index - int(all.size()));
}

int AccessibleCanvas::indexOfChild(const QAccessibleInterface *child) const
{
    const QList<CanvasAccess::Item> all = items();
    if (const CanvasAccess::Item *item = itemIn(child))
        return int(all.indexOf(*item));
    const int index = QAccessibleWidget::indexOfChild(child);
    return index < 0 ? index : index + int(all.size());
}

QAccessibleInterface *AccessibleCanvas::childAt(int x, int y) const
{
    const QWidget *viewport = m_access ? m_access->viewport() : nullptr;
    const QPoint at = viewport ? viewport->mapFromGlobal(QPoint(x, y)) : QPoint();
    if (viewport && viewport->rect().contains(at) && !viewport->childAt(at)) {
        if (const auto item = m_access->itemAt({x, y}))
            return m_access->interfaceOf(*item);
    }
    return QAccessibleWidget::childAt(x, y);
}

QAccessibleInterface *AccessibleCanvas::focusChild() const
{
    if (!m_access || !widget()->hasFocus())
        return QAccessibleWidget::focusChild();
    const auto current = m_access->current();
    return current ? m_access->interfaceOf(*current) : QAccessibleWidget::focusChild();
}

QString AccessibleItem::text(QAccessible::Text which) const
{
    if (which == QAccessible::Name)
        return m_access.name(m_item);
    return which == QAccessible::Description ? m_access.description(m_item) : QString();
}

QAccessibleInterface *AccessibleItem::parent() const
{
    const auto above = m_access.parent(m_item);
    return above ? m_access.interfaceOf(*above) : m_access.page();
}

QAccessibleInterface *AccessibleItem::child(int index) const
{
    const QList<CanvasAccess::Item> items = m_access.children(&m_item);
    return index >= 0 && index < items.size() ? m_access.interfaceOf(items.at(index)) : nullptr;
}

int AccessibleItem::indexOfChild(const QAccessibleInterface *child) const
{
    const CanvasAccess::Item *item = itemIn(child);
    return item ? int(m_access.children(&m_item).indexOf(*item)) : -1;
}

QAccessibleInterface *AccessibleItem::childAt(int x, int y) const
{
    const auto found = m_access.itemAt({x, y});
    return found && *found != m_item ? m_access.interfaceOf(*found) : nullptr;
}

void *AccessibleItem::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
}

} // namespace groundplan
