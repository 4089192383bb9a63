// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"
#include "model/catalog/catalog.h"
#include "model/deployment/plan.h"
#include "model/guardrails/finding.h"
#include "model/layout/route.h"
#include "views/canvas/spatialgrid.h"
#include "views/paint/looks.h"

#include <QSet>

namespace groundplan {

/// What stands on an item besides what the blueprint says.
struct Marks {
    QString cost;
    std::optional<Severity> severity;
    PlannedAction planned = PlannedAction::None;
};

/// One page as flat arrays: where each appearance and each line is, ready to be drawn and hit. It follows the blueprint's
/// changes by id, at the cost of what changed, and knows nothing of pixels, tools or widgets.
class Scene {
public:
    struct Node {
        PlacementId id; ///< empty: a free slot
        ResourceId resource;
        QString type, name;
        Marks marks;
        QRectF rect; ///< on the page
        int parent = -1;
        int depth = 0;
        int order = 0; ///< among its siblings: higher is drawn over lower
        bool isZone = false;
        bool isLocked = false;
        std::vector<int> children, edges;
        // One of them, by isZone. Laid out when first drawn near enough to show texts.
        NodeLook look;
        ZoneLook zoneLook;
        QRgb color = 0; ///< seen from afar
        bool isPrepared = false;
    };
    struct Edge {
        ConnectionId id; ///< empty: a free slot
        int from = -1, to = -1;
        QString label; ///< what the line says where there is room; in `look` once it is placed
        EdgeLook look;
        QRectF bounds;
        QList<QPointF> via; ///< that a hand has pulled it through
        bool isPrepared = false;
        bool knowsJumps = false; ///< lines that it crosses were looked for
        bool isLabelled = false; ///< a place for the label was looked for
        const QPolygonF &path() const { return look.points; }
    };

    Scene(const Blueprint &blueprint, const Catalog &catalog) : m_blueprint(blueprint), m_catalog(catalog) { }

    void setStyle(const Style &style); ///< outlives the scene
    const Style &style() const { return *m_style; }
    void load(const PageId &page);
    const PageId &page() const { return m_page; }
    /// Follows a change that the blueprint has made; returns the places that look different now.
    std::vector<QRectF> follow(const ChangeSet &changes);

    const Node &node(int slot) const { return m_nodes[size_t(slot)]; }
    const Edge &edge(int slot) const { return m_edges[size_t(slot)]; }
    const std::vector<int> &topLevel() const { return m_topLevel; }
    int slotOf(const PlacementId &id) const { return m_slots.value(id, -1); }
    const std::vector<int> &appearances(const ResourceId &id) const;
    const std::vector<int> &linesOf(const ConnectionId &id) const;
    QList<ConnectionId> connections() const; ///< those with a line on this page, by id
    bool hasLines() const { return !m_lines.isEmpty(); }
    const QSet<PlacementId> &hidden() const { return m_hidden; } ///< on this page, not with what is drawn in them
    bool isEmpty() const { return m_slots.isEmpty(); }
    qsizetype count() const { return m_slots.size(); }
    QRectF bounds() const;
    bool isInside(int slot, int zone) const; ///< itself or below

    std::vector<int> nodesIn(const QRectF &rect) const; ///< touching it; zones first, outer before inner
    std::vector<int> edgesIn(const QRectF &rect) const;
    int itemAt(const QPointF &point) const;               ///< what is no zone; -1: none
    std::vector<int> zonesAt(const QPointF &point) const; ///< innermost first
    int edgeAt(const QPointF &point, double tolerance) const;

    /// The course that a line would take if it were pulled through these points.
    QPolygonF courseThrough(int edge, const QList<QPointF> &via) const;

    /// Sets what stands on resources' appearances; returns the places that look different now.
    std::vector<QRectF> mark(const QList<ResourceId> &resources, const std::function<void(const ResourceId &, Marks &)> &change);
    std::vector<QRectF> mark(const ResourceId &resource, const std::function<void(Marks &)> &change)
    {
        return mark(QList<ResourceId>{resource}, [&change](const ResourceId &, Marks &marks) { change(marks); });
    }
    const QHash<ResourceId, Marks> &marks() const { return m_marks; }

    /// Lays out the texts of what is about to be drawn.
    const NodeLook &preparedNode(int slot);
    const ZoneLook &preparedZone(int slot);
    const EdgeLook &preparedEdge(int slot);
    const EdgeLook &leapingEdge(int slot); ///< with arcs over the lines that it crosses
    /// With its label, clear of what stands around; without it where there is no room.
    const EdgeLook &labelledEdge(int slot);

    /// The place that a node's picture may cover.
    static QRectF reach(const Node &node);
    static QRectF rectOfEnd(const Node &node); ///< where a line to it ends

private:
    using Damage = std::vector<QRectF>;
    int addNode(const Placement &placement);
    void removeNode(int slot, Damage &damage);
    void place(int slot, Damage *damage); ///< its rectangle and all that stands in it, from the blueprint
    void adopt(int slot);                 ///< links it with its parent and with what is drawn in it
    void describe(Node &node) const;      ///< its texts, from the blueprint
    void wear(Node &node) const;          ///< its marks, in its look
    void obstruct(int slot);              ///< tells the router where it stands
    void addEdges(const ConnectionId &id);
    void removeEdges(const ConnectionId &id, Damage &damage);
    void route(Damage *damage);
    route::Line lineFor(const Edge &edge) const;
    void setLine(int slot); ///< tells the router where its ends are
    void findJumps(int slot);
    void unsettleJumps(const QPolygonF &path); ///< lines that leap over it may do so elsewhere now
    bool isShown(const Placement &placement) const;
    void noteHidden(const Placement *placement, const PlacementId &id);
    void collectDrawnIn(const Placement &zone, QSet<PlacementId> &all) const;
    std::tuple<int, int, int> drawOrder(int slot) const;
    static void damageEdge(const Edge &edge, Damage &damage);
    void noteZones(const RowChange<Resource> &change, QSet<ResourceId> &described) const;
    void unsettleLabels(const QRectF &rect, Damage &damage); ///< something now stands there: they find another place
    bool isFirst(const Node &node) const;                    ///< of its resource's appearances, which says what is said once
    void wearAgain(const ResourceId &resource);
    void collectBelow(int slot, std::vector<int> &all) const;

    const Blueprint &m_blueprint;
    const Catalog &m_catalog;
    PageId m_page;
    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::vector<int> m_freeNodes, m_freeEdges, m_topLevel;
    QHash<PlacementId, int> m_slots;
    QHash<ResourceId, std::vector<int>> m_appearances; ///< sorted by placement id, so that the first is the blueprint's first
    QHash<ConnectionId, std::vector<int>> m_lines;
    QHash<ResourceId, Marks> m_marks;
    QSet<PlacementId> m_hidden;
    SpatialGrid m_nodeGrid, m_edgeGrid;
    route::Router m_router;
    const Style *m_style = &Style::light();
};

} // namespace groundplan
