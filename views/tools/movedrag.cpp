// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/movedrag.h"

#include "model/blueprint/words.h"
#include "model/catalog/containment.h"
#include "model/blueprint/pagelayout.h"
#include "views/tools/placing.h"

namespace groundplan {

namespace {

constexpr qsizetype mostAligned = 20; // beyond, alignment with neighbours means nothing

void collect(const Scene &scene, int slot, std::vector<int> &all)
{
    all.push_back(slot);
    for (const int child : scene.node(slot).children)
        collect(scene, child, all);
}

} // namespace

MoveDrag::MoveDrag(Stage &stage, int grabbed, const QPointF &start, bool addsAppearance)
    : m_stage(stage),
      m_start(start),
      m_addsAppearance(addsAppearance)
{
    const Scene &scene = stage.scene();
    std::vector<int> slots = addsAppearance ? std::vector<int>{grabbed} : stage.pickedRoots();
    // The grabbed one first: it is the one on the grid and under the pointer.
    while (grabbed >= 0 && std::find(slots.begin(), slots.end(), grabbed) == slots.end())
        grabbed = scene.node(grabbed).parent;
    std::stable_partition(slots.begin(), slots.end(), [&](int slot) { return slot == grabbed; });
    for (const int slot : slots) {
        const auto &node = scene.node(slot);
        m_roots.push_back({slot, node.id, node.resource, node.rect, {}});
        m_types.insert(node.type);
        collect(scene, slot, m_all);
    }
    m_without = QSet<int>(slots.begin(), slots.end());
    if (!addsAppearance)
        m_stage.lift(m_all);
}

DropTarget MoveDrag::targetOf(const Root &root, const QPointF &point) const
{
    const Scene &scene = m_stage.scene();
    const auto &context = m_stage.context();
    const int parent = scene.node(root.slot).parent;
    const auto mayStand = [&](const ResourceId &zone) -> Result<> {
        if (m_addsAppearance)
            return containment::mayAlsoStandIn(context.blueprint(), context.catalog, root.resource, zone);
        if (zone == (parent >= 0 ? scene.node(parent).resource : ResourceId()))
            return {}; // where it stands already
        return containment::mayMoveTo(context.blueprint(), context.catalog, root.resource, zone);
    };
    return findDropTarget(scene, point, mayStand, m_without);
}

/// Edges and centres of the dragged thing fall on those of its neighbours when they are a few pixels off.
QPointF MoveDrag::aligned(const QPointF &delta, std::vector<QLineF> &guides) const
{
    const Scene &scene = m_stage.scene();
    const Root &main = m_roots.front();
    const QRectF rect = main.rect.translated(delta);
    const double reach = 5 / m_stage.camera.zoom;
    const auto near = scene.nodesIn(rect.adjusted(-400, -400, 400, 400));
    QPointF best(reach, reach);
    QRectF alongX, alongY;
    for (const int slot : near) {
        const auto &other = scene.node(slot);
        if (m_without.contains(slot) || other.isZone != scene.node(main.slot).isZone || m_stage.isLifted(slot))
            continue;
        const QPointF off = other.rect.center() - rect.center();
        if (std::abs(off.x()) < std::abs(best.x()))
            best.setX(off.x()), alongX = other.rect;
        if (std::abs(off.y()) < std::abs(best.y()))
            best.setY(off.y()), alongY = other.rect;
    }
    QPointF result = delta;
    if (!alongX.isNull())
        result.rx() += best.x();
    if (!alongY.isNull())
        result.ry() += best.y();
    const QRectF placed = main.rect.translated(result);
    if (!alongX.isNull())
        guides.emplace_back(placed.center().x(), std::min(placed.top(), alongX.top()), placed.center().x(),
                            std::max(placed.bottom(), alongX.bottom()));
    if (!alongY.isNull())
        guides.emplace_back(std::min(placed.left(), alongY.left()), placed.center().y(), std::max(placed.right(), alongY.right()),
                            placed.center().y());
    return result;
}

void MoveDrag::move(const PointerEvent &event)
{
    if (m_roots.empty())
        return;
    const Scene &scene = m_stage.scene();
    Preview preview;
    m_delta = event.scene - m_start;
    // Alt says already that an appearance is added.
    const auto inverting = m_addsAppearance ? Qt::KeyboardModifiers(Qt::ControlModifier) : Qt::ControlModifier | Qt::AltModifier;
    if (m_stage.isOnGrid(event.modifiers, inverting)) {
        const QPointF snapped = canvasmetrics::snapped(m_roots.front().rect.topLeft() + m_delta) - m_roots.front().rect.topLeft();
        m_delta = qsizetype(m_all.size()) <= mostAligned ? aligned(snapped, preview.guides) : snapped;
    }
    m_isOff = false;
    for (Root &root : m_roots) {
        const bool isMain = &root == &m_roots.front();
        const QPointF point = isMain ? event.scene : root.rect.translated(m_delta).center();
        root.target = targetOf(root, point);
        if (isMain || (!root.target.isAccepted && !m_isOff))
            showTarget(preview, scene, root.target);
        m_isOff = m_isOff || !root.target.isAccepted;
    }
    preview.isRefused = m_isOff;

    if (m_accepts.isEmpty()) {
        const auto &context = m_stage.context();
        const auto mayStand = [&](const ResourceId &zone) -> Result<> {
            if (m_addsAppearance)
                return containment::mayAlsoStandIn(context.blueprint(), context.catalog, m_roots.front().resource, zone);
            for (const QString &type : m_types) {
                if (const auto may = containment::mayStandIn(context.blueprint(), context.catalog, type, zone); !may)
                    return may;
            }
            return {};
        };
        for (const int zone : acceptingZones(m_stage, mayStand, m_without))
            m_accepts.insert(zone, true);
    }
    for (auto it = m_accepts.cbegin(); it != m_accepts.cend(); ++it)
        preview.accepting.push_back(it.key());
    std::sort(preview.accepting.begin(), preview.accepting.end());

    if (m_addsAppearance) {
        preview.ghost = m_roots.front().rect.translated(m_delta);
        preview.ghostType = scene.node(m_roots.front().slot).type;
    } else {
        for (const int slot : m_all)
            preview.moved.insert(slot, scene.node(slot).rect.translated(m_delta));
    }
    m_stage.setPreview(std::move(preview));
}

void MoveDrag::drop()
{
    if (m_roots.empty() || m_isOff) {
        const QString reason = m_stage.preview().bubble;
        m_stage.endPreview();
        if (!reason.isEmpty())
            m_stage.say(reason);
        return;
    }
    m_stage.commit(m_addsAppearance ? appearance() : moved());
}

Result<ChangeSet> MoveDrag::moved() const
{
    const Scene &scene = m_stage.scene();
    PageLayout layout(m_stage.blueprint(), m_stage.page());
    bool entersZone = false;
    for (const Root &root : m_roots) {
        const ResourceId zone = root.target.zoneId(scene);
        entersZone = entersZone || root.target.zone != scene.node(root.slot).parent;
        layout.move(root.id, root.rect.topLeft() + m_delta, zone);
    }
    layout.growZones();
    const auto moves = layout.moves();
    if (moves.isEmpty())
        return ChangeSet{};
    auto changes = edits::movePlacements(m_stage.blueprint(), moves);
    if (changes) {
        const QString zone = m_roots.front().target.zone >= 0 ? scene.node(m_roots.front().target.zone).name : tr("the page");
        const QString what = m_roots.size() == 1 ? scene.node(m_roots.front().slot).name : tr("%n items", int(m_roots.size()));
        changes.value().text = entersZone ? tr("Move %1 to %2").arg(what, zone) : tr("Move %1").arg(what);
    }
    return changes;
}

Result<ChangeSet> MoveDrag::appearance() const
{
    const Scene &scene = m_stage.scene();
    const Root &root = m_roots.front();
    const ResourceId zone = root.target.zoneId(scene);
    const QRectF rect = root.rect.translated(m_delta);
    const QPointF origin = root.target.zone >= 0 ? scene.node(root.target.zone).rect.topLeft() : QPointF();
    const auto added = edits::addAppearance(m_stage.blueprint(), root.resource, m_stage.page(), zone, rect.translated(-origin));
    if (!added)
        return added.error();
    return placing::withRoom(m_stage.blueprint(), *added, m_stage.page(), zone, rect);
}

Result<ChangeSet> nudged(const Stage &stage, const QPointF &delta)
{
    const Scene &scene = stage.scene();
    PageLayout layout(stage.blueprint(), stage.page());
    const auto roots = stage.pickedRoots();
    if (roots.empty())
        return ChangeSet{};
    QString key = QStringLiteral("nudge");
    for (const int slot : roots) {
        const auto &node = scene.node(slot);
        layout.move(node.id, node.rect.topLeft() + delta, node.parent >= 0 ? scene.node(node.parent).resource : ResourceId());
        key += QLatin1Char(' ') + node.id.text();
    }
    layout.growZones();
    auto changes = edits::movePlacements(stage.blueprint(), layout.moves());
    if (changes) {
        changes.value().mergeKey = key;
        changes.value().text =
            roots.size() == 1 ? tr("Move %1").arg(scene.node(roots.front()).name) : tr("Move %n items", int(roots.size()));
    }
    return changes;
}

} // namespace groundplan
