// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvasaccess.h"

#include "model/blueprint/annotationedits.h"
#include "views/canvas/accessinterfaces.h"

#include <QEvent>
#include <QTextDocumentFragment>

namespace groundplan {

namespace {

constexpr qsizetype mostTold = 24;      // selected items that are told of one by one
constexpr qsizetype mostNeighbours = 6; // that a description names

QString plainOf(QString rich)
{
    return QTextDocumentFragment::fromHtml(rich.replace(QLatin1String("<br>"), QLatin1String(". "))).toPlainText();
}

QString spokenPlan(PlannedAction action)
{
    switch (action) {
    case PlannedAction::Create: return CanvasAccess::tr("Will be created");
    case PlannedAction::Update: return CanvasAccess::tr("Will be changed");
    case PlannedAction::Replace: return CanvasAccess::tr("Will be replaced");
    case PlannedAction::Delete: return CanvasAccess::tr("Will be destroyed");
    case PlannedAction::Read: return CanvasAccess::tr("Will be read");
    default: return {};
    }
}

QString spokenKind(const Connection &connection)
{
    switch (connections::lineKind(connection)) {
    case connections::LineKind::Traffic: return CanvasAccess::tr("Traffic from %1 to %2");
    case connections::LineKind::Event: return CanvasAccess::tr("Event from %1 to %2");
    case connections::LineKind::Trust: return CanvasAccess::tr("Trust of %1 in %2");
    default: return CanvasAccess::tr("Reference from %1 to %2");
    }
}

} // namespace

CanvasAccess::CanvasAccess(QWidget *canvas, QWidget *viewport, Stage &stage, Hands hands)
    : QObject(canvas),
      m_canvas(canvas),
      m_viewport(viewport),
      m_stage(stage),
      m_hands(std::move(hands))
{
    installCanvasInterfaces();
    canvas->installEventFilter(this);
    const auto reorder = [this] {
        m_top.reset();
        m_children.clear();
    };
    connect(&stage, &Stage::documentChanged, this, reorder);
    connect(&stage, &Stage::pageChanged, this, [this, reorder] {
        reorder();
        const bool wasHeard = isHeard();
        for (const Item &item : m_interfaces.keys())
            forget(item);
        m_selected.clear();
        if (wasHeard)
            tell(page(), QAccessible::ObjectReorder);
    });
    connect(&stage, &Stage::pickChanged, this, [this] {
        if (isHeard()) {
            tellSelection();
            tellFocus();
        }
    });
    connect(&stage.context().document, &Document::changed, this, &CanvasAccess::follow);
}

CanvasAccess::~CanvasAccess()
{
    for (const Item &item : m_interfaces.keys())
        forget(item);
}

QAccessibleInterface *CanvasAccess::page() const { return QAccessible::queryAccessibleInterface(m_canvas); }

QAccessibleInterface *CanvasAccess::interfaceOf(const Item &item)
{
    if (const auto known = m_interfaces.constFind(item); known != m_interfaces.cend())
        return QAccessible::accessibleInterface(*known);
    auto *made = new AccessibleItem(*this, item); // owned by QAccessible
    m_interfaces.insert(item, QAccessible::registerAccessibleInterface(made));
    return made;
}

void CanvasAccess::forget(const Item &item)
{
    if (m_interfaces.contains(item))
        QAccessible::deleteAccessibleInterface(m_interfaces.take(item));
}

/// Rows that are gone take their interfaces along; a reader is told that there are others.
void CanvasAccess::follow(const ChangeSet &changes)
{
    bool reordered = false;
    const bool wasHeard = isHeard();
    for (const Change &change : changes.changes) {
        const auto note = [&](const auto *row, Kind kind) {
            if (!row || (row->before && row->after))
                return;
            reordered = true;
            if (!row->after)
                forget({kind, row->id().text()});
        };
        note(std::get_if<RowChange<Placement>>(&change), Kind::Node);
        note(std::get_if<RowChange<Annotation>>(&change), Kind::Note);
        note(std::get_if<RowChange<Connection>>(&change), Kind::Connection);
    }
    if (reordered && wasHeard)
        tell(page(), QAccessible::ObjectReorder);
}

QList<CanvasAccess::Item> CanvasAccess::inReadingOrder(std::vector<int> slots) const
{
    const Scene &scene = m_stage.scene();
    std::sort(slots.begin(), slots.end(), [&](int a, int b) {
        const QRectF &left = scene.node(a).rect, &right = scene.node(b).rect;
        return std::make_tuple(std::floor(left.top() / 48), left.left(), a)
            < std::make_tuple(std::floor(right.top() / 48), right.left(), b);
    });
    QList<Item> items;
    for (const int slot : slots)
        items.append(itemOf(slot));
    return items;
}

QList<CanvasAccess::Item> CanvasAccess::children(const Item *of)
{
    if (!of) {
        if (!m_top) {
            m_top = inReadingOrder(m_stage.scene().topLevel());
            for (const AnnotationId &id : m_stage.notes().in(m_stage.notes().bounds()))
                m_top->append({Kind::Note, id.text()});
            if (m_stage.scene().hasLines())
                m_top->append({Kind::Connections, {}});
        }
        return *m_top;
    }
    if (of->kind == Kind::Note || of->kind == Kind::Connection || !isThere(*of))
        return {};
    const auto known = m_children.constFind(*of);
    if (known != m_children.cend())
        return *known;
    QList<Item> items;
    if (of->kind == Kind::Node) {
        items = inReadingOrder(m_stage.scene().node(slotOf(*of)).children);
    } else {
        for (const ConnectionId &id : m_stage.scene().connections())
            items.append({Kind::Connection, id.text()});
    }
    m_children.insert(*of, items);
    return items;
}

std::optional<CanvasAccess::Item> CanvasAccess::parent(const Item &item) const
{
    if (item.kind == Kind::Connection)
        return Item{Kind::Connections, {}};
    if (item.kind != Kind::Node || !isThere(item))
        return {};
    const int above = m_stage.scene().node(slotOf(item)).parent;
    return above < 0 ? std::nullopt : std::optional(itemOf(above));
}

bool CanvasAccess::isThere(const Item &item) const
{
    switch (item.kind) {
    case Kind::Node: return slotOf(item) >= 0;
    case Kind::Note: return m_stage.notes().look(AnnotationId(item.id)) && m_stage.blueprint().find(AnnotationId(item.id));
    case Kind::Connections: return m_stage.scene().hasLines();
    case Kind::Connection:
        return !m_stage.scene().linesOf(ConnectionId(item.id)).empty() && m_stage.blueprint().find(ConnectionId(item.id));
    }
    return false;
}

QString CanvasAccess::lineName(const Connection &connection) const
{
    const auto end = [this](const ResourceId &id) {
        const Resource *resource = m_stage.blueprint().find(id);
        return resource ? looks::drawnName(*resource) : QString();
    };
    return spokenKind(connection).arg(end(connection.from), end(connection.to));
}

QString CanvasAccess::name(const Item &item) const
{
    if (!isThere(item))
        return {};
    QStringList parts;
    if (item.kind == Kind::Node) {
        const Scene::Node &node = m_stage.scene().node(slotOf(item));
        parts = {node.name, m_stage.context().catalog.summary(node.type).title, node.isZone ? node.zoneLook.detail : node.look.label};
    } else if (item.kind == Kind::Note) {
        const Annotation &note = *m_stage.blueprint().find(AnnotationId(item.id));
        parts = {annotation::kindTitle(note.kind), note.text};
    } else if (item.kind == Kind::Connection) {
        const Connection &connection = *m_stage.blueprint().find(ConnectionId(item.id));
        parts = {lineName(connection), connections::label(m_stage.blueprint(), m_stage.context().catalog, connection)};
    } else {
        parts = {tr("Connections")};
    }
    parts.removeAll(QString());
    parts.removeDuplicates();
    return parts.join(QStringLiteral(", "));
}

QString CanvasAccess::description(const Item &item) const
{
    if (!isThere(item) || item.kind == Kind::Connections)
        return {};
    QStringList parts;
    if (item.kind == Kind::Node) {
        const Scene::Node &node = m_stage.scene().node(slotOf(item));
        if (node.marks.severity)
            parts.append(m_hands.problems ? plainOf(m_hands.problems(node.resource)) : tr("Has problems"));
        if (!node.marks.cost.isEmpty())
            parts.append(tr("%1 a month").arg(node.marks.cost));
        parts.append(spokenPlan(node.marks.planned));
        const QList<ConnectionId> lines = m_stage.blueprint().connections(node.resource);
        for (const ConnectionId &id : lines.mid(0, mostNeighbours))
            parts.append(lineName(*m_stage.blueprint().find(id)));
        if (lines.size() > mostNeighbours)
            parts.append(tr("and %1 more connections").arg(lines.size() - mostNeighbours));
        if (node.isLocked)
            parts.append(tr("Locked"));
    } else if (item.kind == Kind::Note) {
        if (m_stage.blueprint().find(AnnotationId(item.id))->locked)
            parts.append(tr("Locked"));
    } else {
        parts.append(m_stage.blueprint().find(ConnectionId(item.id))->properties.value(QStringLiteral("description")).toString());
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(". "));
}

QAccessible::Role CanvasAccess::role(const Item &item) const
{
    switch (item.kind) {
    case Kind::Node: return isThere(item) && m_stage.scene().node(slotOf(item)).isZone ? QAccessible::Grouping : QAccessible::Graphic;
    case Kind::Note: return QAccessible::Note;
    case Kind::Connections: return QAccessible::List;
    case Kind::Connection: return QAccessible::ListItem;
    }
    return QAccessible::NoRole;
}

bool CanvasAccess::isSelected(const Item &item) const
{
    const Selection &selection = m_stage.context().selection;
    switch (item.kind) {
    case Kind::Node: return selection.contains(m_stage.scene().node(slotOf(item)).resource);
    case Kind::Note: return selection.contains(AnnotationId(item.id));
    case Kind::Connection: return selection.contains(ConnectionId(item.id));
    case Kind::Connections: return false;
    }
    return false;
}

QAccessible::State CanvasAccess::state(const Item &item) const
{
    QAccessible::State state;
    if (!isThere(item)) {
        state.invalid = true;
        return state;
    }
    const QRectF shown = m_stage.camera.toView(place(item));
    state.offscreen = !shown.intersects(QRectF(QPointF(), QSizeF(m_stage.viewSize)));
    state.invisible = !m_viewport->isVisible();
    if (item.kind == Kind::Connections)
        return state;
    state.focusable = state.selectable = state.multiSelectable = state.extSelectable = true;
    state.selected = isSelected(item);
    state.focused = m_canvas->hasFocus() && current() == item;
    if (item.kind == Kind::Node) {
        const Scene::Node &node = m_stage.scene().node(slotOf(item));
        state.movable = !node.isLocked;
        state.sizeable = node.isZone && !node.isLocked;
    } else if (item.kind == Kind::Note) {
        state.movable = state.sizeable = !m_stage.blueprint().find(AnnotationId(item.id))->locked;
    }
    return state;
}

QRectF CanvasAccess::place(const Item &item) const
{
    if (!isThere(item))
        return {};
    switch (item.kind) {
    case Kind::Node: return m_stage.scene().node(slotOf(item)).rect;
    case Kind::Note: return m_stage.notes().bounds(AnnotationId(item.id));
    case Kind::Connection: {
        const QPolygonF &path = m_stage.scene().edge(m_stage.scene().linesOf(ConnectionId(item.id)).front()).path();
        return path.boundingRect().adjusted(-4, -4, 4, 4); // a straight line has no width
    }
    case Kind::Connections: return m_stage.visibleScene();
    }
    return {};
}

QRect CanvasAccess::rect(const Item &item) const
{
    const QRect view = m_stage.camera.toView(place(item)).toAlignedRect();
    return view.isEmpty() ? QRect() : QRect(m_viewport->mapToGlobal(view.topLeft()), view.size());
}

std::optional<CanvasAccess::Item> CanvasAccess::itemAt(const QPoint &global) const
{
    const QPointF at = m_stage.camera.toScene(QPointF(m_viewport->mapFromGlobal(global)));
    const double tolerance = 4 / m_stage.camera.zoom;
    if (const AnnotationId note = m_stage.notes().at(at, tolerance); !note.isEmpty())
        return Item{Kind::Note, note.text()};
    if (const int node = m_stage.scene().itemAt(at); node >= 0)
        return itemOf(node);
    if (const int edge = m_stage.scene().edgeAt(at, tolerance); edge >= 0)
        return Item{Kind::Connection, m_stage.scene().edge(edge).id.text()};
    const std::vector<int> zones = m_stage.scene().zonesAt(at);
    return zones.empty() ? std::nullopt : std::optional(itemOf(zones.front()));
}

QVector<std::pair<QAccessibleInterface *, QAccessible::Relation>> CanvasAccess::relations(const Item &item, QAccessible::Relation match)
{
    QVector<std::pair<QAccessibleInterface *, QAccessible::Relation>> found;
    if (!isThere(item))
        return found;
    const Scene &scene = m_stage.scene();
    const auto add = [&](int slot, QAccessible::Relation relation) {
        const std::pair<QAccessibleInterface *, QAccessible::Relation> one(interfaceOf(itemOf(slot)), relation);
        if ((match & relation) && !found.contains(one))
            found.append(one);
    };
    if (item.kind == Kind::Connection) {
        for (const int edge : scene.linesOf(ConnectionId(item.id))) {
            add(scene.edge(edge).from, QAccessible::Controller);
            add(scene.edge(edge).to, QAccessible::Controlled);
        }
    } else if (item.kind == Kind::Node) {
        const int slot = slotOf(item);
        for (const int edge : scene.node(slot).edges) {
            if (scene.edge(edge).from == slot)
                add(scene.edge(edge).to, QAccessible::Controlled);
            else
                add(scene.edge(edge).from, QAccessible::Controller);
        }
    }
    return found;
}

QStringList CanvasAccess::actions(const Item &item) const
{
    if (!isThere(item) || item.kind == Kind::Connections)
        return {};
    return {QAccessibleActionInterface::setFocusAction(), QAccessibleActionInterface::pressAction(),
            QAccessibleActionInterface::showMenuAction()};
}

void CanvasAccess::select(const Item &item)
{
    if (item.kind == Kind::Node)
        m_stage.pick({slotOf(item)});
    else if (item.kind == Kind::Note)
        m_stage.pick({}, {}, {AnnotationId(item.id)});
    else
        m_stage.pick({}, {ConnectionId(item.id)});
}

void CanvasAccess::act(const Item &item, const QString &action)
{
    if (!actions(item).contains(action))
        return;
    m_canvas->setFocus(Qt::OtherFocusReason);
    select(item);
    m_hands.show(place(item));
    if (action == QAccessibleActionInterface::pressAction())
        m_hands.openProperties();
    else if (action == QAccessibleActionInterface::showMenuAction())
        m_hands.openMenu();
}

std::optional<CanvasAccess::Item> CanvasAccess::current() const
{
    const Selection &selection = m_stage.context().selection;
    if (const auto picked = m_stage.picked(); !picked.empty())
        return itemOf(picked.back());
    std::optional<Item> item;
    if (!selection.annotations().isEmpty())
        item = Item{Kind::Note, selection.annotations().constLast().text()};
    else if (!selection.connections().isEmpty())
        item = Item{Kind::Connection, selection.connections().constLast().text()};
    return item && isThere(*item) ? item : std::nullopt;
}

QList<CanvasAccess::Item> CanvasAccess::selected() const
{
    QList<Item> items;
    for (const int slot : m_stage.picked())
        items.append(itemOf(slot));
    for (const AnnotationId &id : m_stage.pickedNotes())
        items.append({Kind::Note, id.text()});
    for (const ConnectionId &id : m_stage.context().selection.connections())
        items.append({Kind::Connection, id.text()});
    items.removeIf([this](const Item &item) { return !isThere(item); });
    return items;
}

void CanvasAccess::tell(QAccessibleInterface *about, QAccessible::Event type)
{
    Q_EMIT told(about, type);
    QAccessibleEvent event(about, type);
    QAccessible::updateAccessibility(&event);
}

void CanvasAccess::tellSelection()
{
    const QList<Item> items = selected();
    const QSet<Item> now(items.begin(), items.end());
    if (now == m_selected)
        return;
    const QSet<Item> before = std::exchange(m_selected, now);
    const auto tellAll = [this](const QSet<Item> &which, QAccessible::Event type) {
        for (const Item &item : which) {
            if (isThere(item))
                tell(interfaceOf(item), type);
        }
    };
    if (now.size() + before.size() <= mostTold) {
        tellAll(before - now, QAccessible::SelectionRemove);
        tellAll(now - before, now.size() == 1 ? QAccessible::Selection : QAccessible::SelectionAdd);
    }
    tell(page(), QAccessible::SelectionWithin);
}

void CanvasAccess::tellFocus()
{
    const std::optional<Item> item = current();
    if (item && m_canvas->hasFocus())
        tell(interfaceOf(*item), QAccessible::Focus);
}

bool CanvasAccess::eventFilter(QObject *watched, QEvent *event)
{
    // After the canvas's own: what is selected in it has the focus, not all of it.
    if (event->type() == QEvent::FocusIn && isHeard())
        QMetaObject::invokeMethod(this, &CanvasAccess::tellFocus, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

} // namespace groundplan

#include "moc_canvasaccess.cpp"
