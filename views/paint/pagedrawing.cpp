// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/pagedrawing.h"

#include "model/blueprint/annotationedits.h"
#include "model/blueprint/waypoints.h"
#include "model/layout/crossings.h"
#include "model/layout/route.h"
#include "views/paint/edgelabels.h"

#include <QCoreApplication>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

struct PageText {
    Q_DECLARE_TR_FUNCTIONS(Picture)
};

class Builder {
public:
    Builder(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const PictureOptions &options, const Style &style)
        : m_blueprint(blueprint),
          m_catalog(catalog),
          m_page(page),
          m_options(options),
          m_style(style)
    {
    }

    PageDrawing build()
    {
        addZone({}, {});
        addEdges();
        addNotes();
        for (const ZoneLook &zone : std::as_const(m_drawing.zones))
            m_drawing.bounds |= zone.rect;
        for (const NodeLook &node : std::as_const(m_drawing.nodes))
            m_drawing.bounds |= bodyRect(node);
        for (const EdgeLook &edge : std::as_const(m_drawing.edges))
            m_drawing.bounds |= paintedRect(edge);
        for (const NoteLook &note : std::as_const(m_drawing.notes))
            m_drawing.bounds |= paintedRect(note);
        return m_drawing;
    }

private:
    /// Everything drawn in `zone`, which `in` shows, outer zones before what they hold.
    void addZone(const ResourceId &zone, const PlacementId &in)
    {
        QList<PlacementId> inside = m_blueprint.placementsIn(m_page, zone);
        std::stable_sort(inside.begin(), inside.end(), [this](const PlacementId &a, const PlacementId &b) {
            return m_blueprint.find(a)->order < m_blueprint.find(b)->order;
        });
        for (const PlacementId &id : std::as_const(inside)) {
            const Placement *placement = m_blueprint.find(id);
            if (placement->hidden)
                continue;
            const Resource *resource = m_blueprint.find(placement->resource);
            if (!resource)
                continue;
            const QRectF rect = m_blueprint.absoluteRect(*placement);
            if (looks::isZone(m_catalog, *resource)) {
                m_drawing.zonePlaces.append({id, in, resource->id});
                add(id, looks::zone(m_blueprint, m_catalog, *resource, rect), *resource);
                if (!m_entered.contains(resource->id)) {
                    m_entered.insert(resource->id);
                    addZone(resource->id, id);
                }
            } else {
                m_drawing.nodePlaces.append({id, in, resource->id});
                add(id, looks::node(m_blueprint, m_catalog, *resource, rect), *resource);
            }
        }
    }

    template <class Look> void decorate(Look &look, const Resource &resource)
    {
        look.costPill = m_options.costs.value(resource.id);
        const auto finding = m_options.findings.constFind(resource.id);
        if (finding != m_options.findings.constEnd())
            look.severity = *finding;
        look.plan = m_options.plan.value(resource.id, PlannedAction::None);
    }

    void add(const PlacementId &id, ZoneLook look, const Resource &resource)
    {
        decorate(look, resource);
        prepareZone(look, m_style);
        m_router.setObstacle(++m_lastObstacle, titleRect(look));
        m_obstacles.append(titleRect(look));
        m_ends.insert(id, {look.rect, route::Side::Any, 0});
        m_drawing.zones.append(std::move(look));
    }

    void add(const PlacementId &id, NodeLook look, const Resource &resource)
    {
        decorate(look, resource);
        // One resource costs once, however often it appears.
        if (m_priced.contains(resource.id))
            look.costPill.clear();
        m_priced.insert(resource.id);
        prepareNode(look, m_style);
        m_router.setObstacle(++m_lastObstacle, bodyRect(look));
        m_obstacles.append(bodyRect(look));
        m_ends.insert(id, {tileRect(look.rect), route::Side::Any, m_lastObstacle});
        m_drawing.nodes.append(std::move(look));
    }

    void addEdges()
    {
        const QList<ConnectionId> ids = m_blueprint.ids<Connection>();
        for (const ConnectionId &id : ids) {
            const Connection &connection = *m_blueprint.find(id);
            EdgeLook look = looks::edge(m_blueprint, m_catalog, connection);
            for (const looks::Ends &ends : looks::ends(m_blueprint, m_page, connection)) {
                if (!m_ends.contains(ends.from) || !m_ends.contains(ends.to))
                    continue; // hidden
                m_router.setLine(route::LineKey(m_drawing.edges.size()),
                                 {m_ends.value(ends.from), m_ends.value(ends.to), waypoints::of(m_blueprint, {id, ends.from, ends.to})});
                m_drawing.edges.append(look);
                m_drawing.lines.append({ends.from, ends.to, look.label});
                look.label.clear(); // said once
            }
        }
        m_router.update();
        for (qsizetype i = 0; i < m_drawing.edges.size(); ++i)
            m_drawing.edges[i].points = m_router.course(route::LineKey(i));
        route::Courses courses;
        for (const EdgeLook &edge : std::as_const(m_drawing.edges))
            courses.append({edge.owner.text(), edge.points});
        const QList<route::Course> jumps = route::crossings(courses);
        for (qsizetype i = 0; i < jumps.size(); ++i)
            m_drawing.edges[i].jumps = jumps.at(i);
        QList<QRectF> outlines;
        for (const ZoneLook &zone : std::as_const(m_drawing.zones))
            outlines.append(zone.rect);
        placeEdgeLabels(m_drawing.edges, m_obstacles, outlines, m_style);
        for (EdgeLook &edge : m_drawing.edges)
            prepareEdge(edge, m_style);
    }

    void addNotes()
    {
        QList<const Annotation *> rows;
        for (const AnnotationId &id : m_blueprint.annotationsOn(m_page)) {
            if (looks::mayDraw(*m_blueprint.find(id)))
                rows.append(m_blueprint.find(id));
        }
        std::stable_sort(rows.begin(), rows.end(), [](const Annotation *a, const Annotation *b) { return a->order < b->order; });
        for (const Annotation *row : std::as_const(rows)) {
            NoteLook look = looks::note(m_blueprint, *row, {m_options.environment, m_options.monthly});
            if (row->kind == annotation::legend)
                look.rows = looks::legendRows(m_blueprint, m_catalog, m_page);
            prepareNote(look, m_style);
            m_drawing.notes.append(std::move(look));
        }
    }

    const Blueprint &m_blueprint;
    const Catalog &m_catalog;
    PageId m_page;
    const PictureOptions &m_options;
    const Style &m_style;
    PageDrawing m_drawing;
    route::Router m_router;
    route::ObstacleKey m_lastObstacle = 0;
    QList<QRectF> m_obstacles;
    QHash<PlacementId, route::End> m_ends;
    QSet<ResourceId> m_priced, m_entered;
};

} // namespace

PageDrawing drawPage(const Blueprint &blueprint, const Catalog &catalog, const PageId &page, const PictureOptions &options,
                     const Style &style)
{
    return Builder(blueprint, catalog, page, options, style).build();
}

Result<PageId> pageToDraw(const Blueprint &blueprint, const PictureOptions &options)
{
    const QList<PageId> pages = blueprint.pages();
    const PageId id = options.page.isEmpty() && !pages.isEmpty() ? pages.first() : options.page;
    if (blueprint.find(id))
        return id;
    QStringList names;
    for (const PageId &known : pages)
        names.append(known.text());
    return Error{options.page.isEmpty() ? PageText::tr("The blueprint has no page to draw.")
                                        : PageText::tr("There is no page “%1”.").arg(options.page.text()),
                 names.isEmpty() ? QString() : PageText::tr("its pages: %1").arg(names.join(u", "_s))};
}

Result<PageDrawing> drawChosenPage(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options, const Style &style)
{
    const Result<PageId> id = pageToDraw(blueprint, options);
    if (!id)
        return id.error();
    PageDrawing drawing = drawPage(blueprint, catalog, *id, options, style);
    if (!drawing.zones.isEmpty() || !drawing.nodes.isEmpty() || !drawing.notes.isEmpty())
        return drawing;
    const QString name = blueprint.find(*id)->name;
    return Error{PageText::tr("Nothing is drawn on the page “%1”.").arg(name.isEmpty() ? id->text() : name)};
}

void paintPage(Brush &brush, const PageDrawing &drawing)
{
    for (const ZoneLook &zone : drawing.zones)
        paintZone(brush, zone);
    for (const EdgeLook &edge : drawing.edges)
        paintEdge(brush, edge);
    for (const EdgeLook &edge : drawing.edges)
        paintEdgeLabel(brush, edge);
    for (const NodeLook &node : drawing.nodes)
        paintNode(brush, node);
    for (const NoteLook &note : drawing.notes)
        paintNote(brush, note);
}

} // namespace groundplan
