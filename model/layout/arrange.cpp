// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/arrange.h"

#include "model/blueprint/waypoints.h"
#include "model/layout/arrangeboxes.h"
#include "model/layout/arrangenotes.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace groundplan::layout {

namespace {

using boxes::Box;

struct ArrangeText {
    Q_DECLARE_TR_FUNCTIONS(Arrange)
};

/// Where placements will be, relative to the zones around them.
class Places {
public:
    Places(const Blueprint &blueprint, const PageId &page) : m_blueprint(blueprint), m_page(page) { }

    QRectF of(const PlacementId &id) const { return m_places.value(id, m_blueprint.find(id)->rect); }
    void put(const PlacementId &id, const QRectF &rect) { m_places.insert(id, rect); }
    void putAll(const Box &box)
    {
        for (const Box &child : box.inside) {
            put(child.id, child.after);
            putAll(child);
        }
    }
    /// Gives a zone another size; what is right of it and below it makes room, and the zones around it hold it.
    void resize(PlacementId id, QSizeF size)
    {
        for (int depth = 0; depth < 64; ++depth) {
            const QRectF old = of(id);
            put(id, QRectF(old.topLeft(), size));
            const Placement &placement = *m_blueprint.find(id);
            const double wider = size.width() - old.width(), taller = size.height() - old.height();
            if (wider > 0 || taller > 0)
                makeRoom(id, old, {std::max(0.0, wider), std::max(0.0, taller)});
            const Placement *around = placement.zone ? m_blueprint.placementOf(m_page, placement.zone) : nullptr;
            if (!around)
                return;
            const QSizeF needed = neededBy(placement.zone).expandedTo(of(around->id).size());
            if (needed == of(around->id).size())
                return;
            id = around->id;
            size = needed;
        }
    }
    /// The zone around `id` holds what is in it now.
    void growAround(const ResourceId &zone)
    {
        const Placement *around = zone ? m_blueprint.placementOf(m_page, zone) : nullptr;
        if (!around)
            return;
        const QSizeF needed = neededBy(zone).expandedTo(of(around->id).size());
        if (needed != of(around->id).size())
            resize(around->id, needed);
    }
    Result<ChangeSet> changes(const QString &text) const
    {
        ChangeSet set(text);
        QList<PlacementId> ids = m_places.keys();
        std::sort(ids.begin(), ids.end());
        QList<waypoints::Line> loosened;
        for (const PlacementId &id : std::as_const(ids)) {
            const Placement before = *m_blueprint.find(id);
            Placement after = before;
            after.rect = m_places.value(id);
            if (after == before)
                continue;
            set.changes.push_back(RowChange<Placement>{before, after});
            if (before.rect.topLeft() != after.rect.topLeft())
                collectLines(before, loosened);
        }
        moveNotes(m_blueprint, m_page, set);
        if (loosened.isEmpty())
            return set;
        // Lines find their own way between what stands elsewhere now.
        const auto straight = edits::straighten(m_blueprint, loosened);
        if (!straight)
            return straight;
        Blueprint now = m_blueprint;
        if (const auto applied = now.apply(*straight); !applied)
            return applied.error();
        ChangeSet rebased = *straight;
        for (const Change &change : set.changes) {
            Change rewritten = change;
            if (auto *row = std::get_if<RowChange<Placement>>(&rewritten)) {
                row->before = *now.find(row->after->id);
                row->after->extra = row->before->extra;
            }
            rebased.changes.push_back(rewritten);
        }
        ChangeSet all = composed(rebased, ChangeSet());
        all.text = text;
        return all;
    }

private:
    QSizeF neededBy(const ResourceId &zone) const
    {
        QSizeF size;
        for (const PlacementId &id : m_blueprint.placementsIn(m_page, zone)) {
            const QRectF rect = of(id);
            size = size.expandedTo({rect.right() + boxes::padding, rect.bottom() + 16});
        }
        return size;
    }
    void makeRoom(const PlacementId &grown, const QRectF &old, const QSizeF &by)
    {
        for (const PlacementId &id : m_blueprint.placementsIn(m_page, m_blueprint.find(grown)->zone)) {
            if (id == grown || m_blueprint.find(id)->locked)
                continue;
            QRectF rect = of(id);
            rect.translate(rect.left() >= old.right() - 1 ? by.width() : 0, rect.top() >= old.bottom() - 1 ? by.height() : 0);
            if (rect != of(id))
                put(id, rect);
        }
    }
    void collectLines(const Placement &placement, QList<waypoints::Line> &lines) const
    {
        for (const ConnectionId &id : m_blueprint.connections(placement.resource)) {
            for (const waypoints::Line &line : waypoints::on(m_blueprint, m_page, id)) {
                if ((line.from == placement.id || line.to == placement.id) && !lines.contains(line))
                    lines.append(line);
            }
        }
    }

    const Blueprint &m_blueprint;
    PageId m_page;
    QHash<PlacementId, QRectF> m_places;
};

Box boxOfPlacement(const Blueprint &blueprint, const Catalog &catalog, const Placement &placement)
{
    const Resource &resource = *blueprint.find(placement.resource);
    Box box;
    if (catalog.summary(resource.type).isZone) {
        QSet<ResourceId> entered{resource.id};
        box = boxes::boxOf(blueprint, catalog, placement.page, resource.id, entered);
        box.isZone = true;
    }
    box.id = placement.id;
    box.type = resource.type;
    box.before = box.after = placement.rect;
    box.isLocked = placement.locked;
    box.isPinned = box.isLocked || std::any_of(box.inside.begin(), box.inside.end(), [](const Box &inner) { return inner.isPinned; });
    return box;
}

/// Neighbours among themselves, from where the first of them is.
void arrangeNeighbours(const Blueprint &blueprint, const PageId &page, std::vector<Box> &all, Places &places)
{
    std::vector<Box *> order;
    QSet<PlacementId> chosen;
    QRectF around;
    for (Box &box : all) {
        boxes::Sizes sizes;
        for (int pass = 0; pass < 3 && box.isZone; ++pass)
            boxes::measure(box, sizes);
        if (!box.isZone || box.inside.empty())
            box.after.setSize(box.before.size());
        if (box.isPinned)
            continue; // stays, and is in the way of the others
        order.push_back(&box);
        chosen.insert(box.id);
        around |= box.before;
    }
    if (order.empty())
        return;
    boxes::sortByRows(order);
    const auto half = size_t(std::ceil(std::sqrt(double(order.size()))));
    const size_t line = order.size() <= 4 ? order.size() : half;
    const size_t columns = around.width() >= around.height() ? line : order.size() <= 4 ? 1 : half;
    const bool hasZones = std::any_of(order.begin(), order.end(), [](const Box *box) { return box->isZone; });
    const QPointF start(std::round(around.left() / 8) * 8, std::round(around.top() / 8) * 8);
    boxes::placeGrid(order, columns, start, hasZones ? boxes::gap : boxes::nodeGap);

    QList<QRectF> taken, wanted;
    const ResourceId zone = blueprint.find(order.front()->id)->zone;
    for (const PlacementId &id : blueprint.placementsIn(page, zone)) {
        if (!chosen.contains(id))
            taken.append(places.of(id));
    }
    for (const Box *box : order)
        wanted.append(box->after);
    const QPointF by = boxes::freeShift(wanted, taken);
    for (Box *box : order) {
        box->after.translate(by);
        places.put(box->id, box->after);
        places.putAll(*box);
    }
    places.growAround(zone);
}

} // namespace

Result<ChangeSet> arrange(const Blueprint &blueprint, const Catalog &catalog, const PageId &page)
{
    if (!blueprint.find(page))
        return Error{ArrangeText::tr("The page no longer exists.")};
    QSet<ResourceId> entered;
    Box root = boxes::boxOf(blueprint, catalog, page, {}, entered);
    boxes::Sizes sizes;
    // Subnets first grow to the largest of them, then the availability zones around them, then all is placed.
    for (int pass = 0; pass < 3; ++pass)
        boxes::measure(root, sizes);
    Places places(blueprint, page);
    places.putAll(root);
    return places.changes(ArrangeText::tr("Arrange the page"));
}

Result<ChangeSet> arrangeChosen(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const QList<PlacementId> &chosen)
{
    Places places(blueprint, page);
    QList<ResourceId> zones; // in which neighbours were chosen
    QHash<ResourceId, std::vector<Box>> neighbours;
    for (const PlacementId &id : chosen) {
        const Placement *placement = blueprint.find(id);
        if (!placement || placement->page != page || !blueprint.find(placement->resource))
            return Error{ArrangeText::tr("It is no longer on the page.")};
        if (!zones.contains(placement->zone))
            zones.append(placement->zone);
        neighbours[placement->zone].push_back(boxOfPlacement(blueprint, catalog, *placement));
    }
    if (chosen.size() == 1) {
        Box &box = neighbours[zones.first()].front();
        if (box.isLocked)
            return Error{ArrangeText::tr("It is locked.")};
        if (!box.isZone || box.inside.empty())
            return Error{ArrangeText::tr("Select a zone with something in it, or several things.")};
        boxes::Sizes sizes;
        for (int pass = 0; pass < 3; ++pass)
            boxes::measure(box, sizes);
        places.putAll(box);
        places.resize(box.id, box.after.size());
        return places.changes(ArrangeText::tr("Arrange a zone"));
    }
    for (const ResourceId &zone : std::as_const(zones))
        arrangeNeighbours(blueprint, page, neighbours[zone], places);
    return places.changes(ArrangeText::tr("Arrange %n items", nullptr, int(chosen.size())));
}

} // namespace groundplan::layout
