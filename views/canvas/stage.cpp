// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/stage.h"

namespace groundplan {

Stage::Stage(EditorContext context, QObject *parent)
    : QObject(parent),
      m_context(std::move(context)),
      m_scene(m_context.document.blueprint(), m_context.catalog),
      m_notes(m_context.document.blueprint(), m_context.catalog)
{
    connect(&m_context.document, &Document::changed, this, &Stage::follow);
    connect(&m_context.selection, &Selection::changed, this, &Stage::pickChanged);
}

void Stage::setStyle(const Style &style)
{
    m_scene.setStyle(style);
    m_notes.setStyle(style);
}

void Stage::setNoteFacts(const looks::NoteFacts &facts)
{
    if (const auto places = m_notes.setFacts(facts); !places.empty())
        Q_EMIT damaged(places);
}

void Stage::setPage(const PageId &page)
{
    m_preview = {};
    m_lifted.clear();
    m_liftedEdges.clear();
    m_liftedNotes.clear();
    m_hovered = m_hoveredEdge = -1;
    m_hoveredNote = {};
    m_scene.load(page);
    m_notes.load(page);
    Q_EMIT pageChanged();
}

void Stage::follow(const ChangeSet &changes)
{
    if (!blueprint().find(page())) {
        const auto pages = blueprint().pages();
        setPage(pages.isEmpty() ? PageId() : pages.first());
        return;
    }
    if (!m_lifted.isEmpty() || !m_liftedNotes.isEmpty() || !m_liftedEdges.isEmpty())
        endPreview(); // the document changed under a gesture: its slots may mean something else now
    m_hovered = m_hoveredEdge = -1;
    m_hoveredNote = {};
    auto places = m_scene.follow(changes);
    const auto noted = m_notes.follow(changes);
    places.insert(places.end(), noted.begin(), noted.end());
    if (!places.empty())
        Q_EMIT damaged(places);
    Q_EMIT documentChanged();
}

void Stage::setPreview(Preview preview)
{
    m_preview = std::move(preview);
    Q_EMIT overlayChanged();
}

void Stage::lift(const std::vector<int> &nodes, const QList<AnnotationId> &notes)
{
    m_liftedNotes = QSet<AnnotationId>(notes.begin(), notes.end());
    m_lifted = QSet<int>(nodes.begin(), nodes.end());
    m_liftedEdges.clear();
    for (const int node : nodes) {
        for (const int edge : m_scene.node(node).edges)
            m_liftedEdges.insert(edge);
    }
    damageLifted();
}

void Stage::liftLine(int edge)
{
    m_liftedEdges = {edge};
    damageLifted();
}

void Stage::endPreview()
{
    m_preview = {};
    if (!m_lifted.isEmpty() || !m_liftedNotes.isEmpty() || !m_liftedEdges.isEmpty()) {
        damageLifted();
        m_liftedNotes.clear();
        m_lifted.clear();
        m_liftedEdges.clear();
    }
    Q_EMIT overlayChanged();
}

void Stage::damageLifted()
{
    std::vector<QRectF> places;
    for (const int node : std::as_const(m_lifted))
        places.push_back(Scene::reach(m_scene.node(node)));
    for (const int edge : std::as_const(m_liftedEdges))
        places.push_back(m_scene.edge(edge).bounds);
    for (const AnnotationId &note : std::as_const(m_liftedNotes))
        places.push_back(m_notes.bounds(note));
    Q_EMIT damaged(places);
}

void Stage::setFound(const QList<ResourceId> &found, const QList<AnnotationId> &notes)
{
    m_found = found;
    m_foundNotes = notes;
    Q_EMIT overlayChanged();
}

void Stage::setHovered(int node, int edge, const AnnotationId &note)
{
    if (node == m_hovered && edge == m_hoveredEdge && note == m_hoveredNote)
        return;
    m_hoveredNote = note;
    m_hovered = node;
    m_hoveredEdge = edge;
    Q_EMIT overlayChanged();
}

std::vector<int> Stage::picked() const
{
    std::vector<int> result;
    for (const ResourceId &id : m_context.selection.resources()) {
        const auto &appearances = m_scene.appearances(id);
        const auto before = result.size();
        for (const int slot : appearances) {
            if (m_picked.contains(m_scene.node(slot).id))
                result.push_back(slot);
        }
        if (result.size() == before && !appearances.empty())
            result.push_back(appearances.front());
    }
    return result;
}

bool Stage::isPicked(int node) const
{
    const Scene::Node &row = m_scene.node(node);
    if (!m_context.selection.contains(row.resource))
        return false;
    const auto all = picked();
    return std::find(all.begin(), all.end(), node) != all.end();
}

std::vector<int> Stage::pickedRoots() const
{
    std::vector<int> roots = picked();
    const QSet<int> all(roots.begin(), roots.end());
    std::erase_if(roots, [&](int slot) {
        for (int above = m_scene.node(slot).parent; above >= 0; above = m_scene.node(above).parent) {
            if (all.contains(above))
                return true;
        }
        return false;
    });
    return roots;
}

void Stage::pick(const std::vector<int> &nodes, const QList<ConnectionId> &connections, const QList<AnnotationId> &notes)
{
    m_picked.clear();
    QList<ResourceId> resources;
    QSet<ResourceId> seen;
    for (const int slot : nodes) {
        m_picked.insert(m_scene.node(slot).id);
        const ResourceId &id = m_scene.node(slot).resource;
        if (!seen.contains(id))
            resources.append(id);
        seen.insert(id);
    }
    m_context.selection.set(resources, connections, notes);
    Q_EMIT overlayChanged();
}

QList<AnnotationId> Stage::notesAlong(const std::vector<int> &roots) const
{
    QList<AnnotationId> notes = pickedNotes();
    for (const int slot : roots) {
        const Scene::Node &node = m_scene.node(slot);
        if (!node.isZone)
            continue;
        for (const AnnotationId &id : m_notes.in(node.rect)) {
            if (node.rect.contains(m_notes.look(id)->rect) && !notes.contains(id))
                notes.append(id);
        }
    }
    notes.removeIf([this](const AnnotationId &id) { return !blueprint().find(id) || blueprint().find(id)->locked; });
    return notes;
}

void Stage::pickPlaced(const QList<PlacementId> &placements, const QList<AnnotationId> &notes)
{
    std::vector<int> nodes;
    for (const PlacementId &id : placements) {
        if (const int slot = m_scene.slotOf(id); slot >= 0)
            nodes.push_back(slot);
    }
    pick(nodes, {}, notes);
}

void Stage::togglePick(int node)
{
    std::vector<int> nodes = picked();
    if (const auto at = std::find(nodes.begin(), nodes.end(), node); at != nodes.end())
        nodes.erase(at);
    else
        nodes.push_back(node);
    pick(nodes, m_context.selection.connections(), pickedNotes());
}

void Stage::togglePick(const ConnectionId &connection)
{
    QList<ConnectionId> connections = m_context.selection.connections();
    if (!connections.removeOne(connection))
        connections.append(connection);
    pick(picked(), connections, pickedNotes());
}

void Stage::togglePick(const AnnotationId &note)
{
    QList<AnnotationId> notes = pickedNotes();
    if (!notes.removeOne(note))
        notes.append(note);
    pick(picked(), m_context.selection.connections(), notes);
}

bool Stage::commit(const Result<ChangeSet> &changes)
{
    endPreview();
    if (!changes) {
        say(changes.error().message);
        return false;
    }
    if (changes->isEmpty())
        return false;
    if (const auto done = m_context.commit(*changes); !done) {
        say(done.error().message);
        return false;
    }
    return true;
}

void Stage::say(const QString &text) { Q_EMIT said(text); }

} // namespace groundplan

#include "moc_stage.cpp"
