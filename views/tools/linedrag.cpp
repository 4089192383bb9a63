// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/linedrag.h"

#include "model/blueprint/pagelayout.h"
#include "model/blueprint/waypoints.h"
#include "model/blueprint/words.h"

namespace groundplan {

namespace {

constexpr double pointReach = 7;     // logical pixels
constexpr double alignReach = 6;     // logical pixels
constexpr qsizetype mostPoints = 24; // of one line

/// How far along a course the place nearest to `point` is.
double placeAlong(const QPolygonF &course, const QPointF &point)
{
    double best = 0, nearest = -1, sum = 0;
    for (qsizetype i = 1; i < course.size(); ++i) {
        const QPointF a = course.at(i - 1), way = course.at(i) - a;
        const double squared = QPointF::dotProduct(way, way);
        const double share = squared > 0 ? std::clamp(QPointF::dotProduct(point - a, way) / squared, 0.0, 1.0) : 0.0;
        const double length = std::sqrt(squared), distance = QLineF(point, a + share * way).length();
        if (nearest < 0 || distance < nearest) {
            nearest = distance;
            best = sum + share * length;
        }
        sum += length;
    }
    return best;
}

waypoints::Line lineRowOf(const Scene &scene, int edge)
{
    const Scene::Edge &line = scene.edge(edge);
    return {line.id, scene.node(line.from).id, scene.node(line.to).id};
}

} // namespace

std::optional<LineDrag::Handle> LineDrag::handleAt(const Stage &stage, const QPointF &view)
{
    const auto &selected = stage.context().selection.connections();
    if (selected.size() != 1)
        return {};
    for (const int edge : stage.scene().linesOf(selected.first())) {
        const QList<QPointF> &via = stage.scene().edge(edge).via;
        for (qsizetype i = 0; i < via.size(); ++i) {
            if (QLineF(stage.camera.toView(via.at(i)), view).length() <= pointReach)
                return Handle{edge, i};
        }
    }
    return {};
}

LineDrag::LineDrag(Stage &stage, int edge, const QPointF &start, std::optional<qsizetype> point)
    : m_stage(stage),
      m_edge(edge),
      m_via(stage.scene().edge(edge).via)
{
    const QPolygonF &course = stage.scene().edge(edge).path();
    if (point) {
        m_point = *point;
    } else {
        const double place = placeAlong(course, start);
        m_point = std::count_if(m_via.cbegin(), m_via.cend(), [&](const QPointF &at) { return placeAlong(course, at) < place; });
        m_via.insert(m_point, start);
    }
    stage.liftLine(edge);
}

/// In line with the points before and behind it, else on the grid.
QPointF LineDrag::placed(const PointerEvent &event) const
{
    if (!m_stage.isOnGrid(event.modifiers, Qt::ControlModifier))
        return event.scene;
    QPointF place = canvasmetrics::snapped(event.scene);
    const Scene::Edge &line = m_stage.scene().edge(m_edge);
    const auto end = [this](int node) { return Scene::rectOfEnd(m_stage.scene().node(node)).center(); };
    const double reach = alignReach / m_stage.camera.zoom;
    for (const QPointF &other :
         {m_point > 0 ? m_via.at(m_point - 1) : end(line.from), m_point + 1 < m_via.size() ? m_via.at(m_point + 1) : end(line.to)}) {
        if (std::abs(event.scene.x() - other.x()) < reach)
            place.setX(other.x());
        if (std::abs(event.scene.y() - other.y()) < reach)
            place.setY(other.y());
    }
    return place;
}

void LineDrag::move(const PointerEvent &event)
{
    m_via[m_point] = placed(event);
    Preview preview;
    preview.line = m_stage.scene().courseThrough(m_edge, m_via);
    preview.via = m_via;
    m_stage.setPreview(std::move(preview));
}

void LineDrag::drop()
{
    const Scene &scene = m_stage.scene();
    QList<QPointF> without = m_via;
    without.removeAt(m_point);
    if (scene.courseThrough(m_edge, without) == scene.courseThrough(m_edge, m_via))
        m_via = without;
    if (m_via.size() > mostPoints) {
        m_stage.endPreview();
        m_stage.say(tr("A line goes through %1 points at most.").arg(mostPoints));
        return;
    }
    m_stage.commit(edits::setWaypoints(m_stage.blueprint(), lineRowOf(scene, m_edge), m_via));
}

Result<ChangeSet> withoutWaypoint(const Stage &stage, const LineDrag::Handle &handle)
{
    QList<QPointF> via = stage.scene().edge(handle.edge).via;
    via.removeAt(handle.point);
    return edits::setWaypoints(stage.blueprint(), lineRowOf(stage.scene(), handle.edge), via);
}

Result<ChangeSet> withLinesBetween(const Stage &stage, const ChangeSet &moves, const QSet<int> &nodes, const QPointF &delta)
{
    QList<waypoints::Line> lines;
    for (const int node : nodes) {
        for (const int edge : stage.scene().node(node).edges) {
            const Scene::Edge &line = stage.scene().edge(edge);
            if (line.from == node && !line.via.isEmpty() && nodes.contains(line.to))
                lines.append(lineRowOf(stage.scene(), edge));
        }
    }
    return lines.isEmpty() ? moves : edits::withWaypoints(stage.blueprint(), moves, lines, delta);
}

Result<ChangeSet> nudgedLine(const Stage &stage, const ConnectionId &id, const QPointF &delta)
{
    const auto &lines = stage.scene().linesOf(id);
    if (lines.empty())
        return ChangeSet();
    const Scene::Edge &line = stage.scene().edge(lines.front());
    QList<QPointF> via = line.via;
    const QPolygonF &course = line.path();
    if (via.isEmpty() && course.size() > 1) {
        qsizetype longest = 1;
        for (qsizetype i = 2; i < course.size(); ++i) {
            if (QLineF(course.at(i - 1), course.at(i)).length() > QLineF(course.at(longest - 1), course.at(longest)).length())
                longest = i;
        }
        via.append((course.at(longest - 1) + course.at(longest)) / 2);
    }
    for (QPointF &point : via)
        point += delta;
    return edits::setWaypoints(stage.blueprint(), lineRowOf(stage.scene(), lines.front()), via, QStringLiteral("bend ") + id.text());
}

} // namespace groundplan
