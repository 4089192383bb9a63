// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/camera.h"
#include "views/canvas/notes.h"
#include "views/canvas/preview.h"
#include "views/canvas/scene.h"
#include "views/editorcontext.h"

#include <QObject>
#include <QSize>

namespace groundplan {

/// What tools work on: the page's scene, the camera over it, what is picked, and the preview of the gesture under way. It
/// follows the document and turns gestures into commits; drawing and events are the Canvas's.
class Stage : public QObject {
    Q_OBJECT
public:
    Stage(EditorContext context, QObject *parent);

    const EditorContext &context() const { return m_context; }
    const Blueprint &blueprint() const { return m_context.blueprint(); }
    Scene &scene() { return m_scene; }
    const Scene &scene() const { return m_scene; }
    Notes &notes() { return m_notes; }
    const Notes &notes() const { return m_notes; }
    QRectF bounds() const { return m_scene.bounds() | m_notes.bounds(); } ///< of everything on the page
    bool isEmpty() const { return m_scene.isEmpty() && m_notes.isEmpty(); }
    void setStyle(const Style &style);
    void setNoteFacts(const looks::NoteFacts &facts);
    void setPage(const PageId &page);
    const PageId &page() const { return m_scene.page(); }

    Camera camera;
    QSize viewSize; ///< logical pixels
    bool snapsToGrid = true;
    /// Whether a gesture with these keys held keeps to the grid: Ctrl or Alt means the other way.
    bool isOnGrid(Qt::KeyboardModifiers held, Qt::KeyboardModifiers inverting = Qt::ControlModifier | Qt::AltModifier) const
    {
        return snapsToGrid != bool(held & inverting);
    }
    QRectF visibleScene() const { return camera.toScene(QRectF(QPointF(), QSizeF(viewSize))); }

    const Preview &preview() const { return m_preview; }
    void setPreview(Preview preview);
    /// Takes nodes, with their lines, out of the drawn page while the preview shows them elsewhere.
    void lift(const std::vector<int> &nodes, const QList<AnnotationId> &notes = {});
    void liftLine(int edge);
    void endPreview(); ///< drops the preview and puts back what was lifted
    bool isLifted(int node) const { return m_lifted.contains(node); }
    bool isLifted(const AnnotationId &note) const { return m_liftedNotes.contains(note); }
    bool isLiftedEdge(int edge) const { return m_liftedEdges.contains(edge); }
    const QSet<int> &lifted() const { return m_lifted; }
    const QSet<int> &liftedEdges() const { return m_liftedEdges; }

    void setFound(const QList<ResourceId> &found, const QList<AnnotationId> &notes = {}); ///< of a search: marked on the page
    const QList<ResourceId> &found() const { return m_found; }
    const QList<AnnotationId> &foundNotes() const { return m_foundNotes; }
    void setFocused(bool isFocused) { m_isFocused = isFocused; } ///< what has nothing to do with the selection is dimmed
    bool isFocused() const { return m_isFocused; }

    void setHovered(int node, int edge, const AnnotationId &note = {});
    int hovered() const { return m_hovered; }
    int hoveredEdge() const { return m_hoveredEdge; }
    const AnnotationId &hoveredNote() const { return m_hoveredNote; }

    /// Appearances that the user means, of what is selected: gestures move these, the resource's others only show it.
    std::vector<int> picked() const;
    bool isPicked(int node) const;
    /// The outermost of what is picked: moving these moves the rest.
    std::vector<int> pickedRoots() const;
    void pick(const std::vector<int> &nodes, const QList<ConnectionId> &connections = {}, const QList<AnnotationId> &notes = {});
    const QList<AnnotationId> &pickedNotes() const { return m_context.selection.annotations(); }
    /// The picked notes and those that lie in what is picked: what a gesture takes along. Locked ones stay.
    QList<AnnotationId> notesAlong(const std::vector<int> &roots) const;
    void pickPlaced(const QList<PlacementId> &placements, const QList<AnnotationId> &notes = {}); ///< what an edit has just put there
    void togglePick(int node);
    void togglePick(const ConnectionId &connection);
    void togglePick(const AnnotationId &note);
    void clearPick() { pick({}); }

    /// Commits; a refusal becomes a bubble at the pointer. True when something was done.
    bool commit(const Result<ChangeSet> &changes);
    /// Says something at the pointer for a moment.
    void say(const QString &text);

Q_SIGNALS:
    void overlayChanged();
    void damaged(const std::vector<QRectF> &scene);
    void pageChanged();
    void documentChanged();
    void pickChanged();
    void said(const QString &text);
    void renameRequested(int node);
    void connectionRequested(const groundplan::ResourceId &from, const groundplan::ResourceId &to);
    void noteEditRequested(const groundplan::AnnotationId &note);
    void newNoteRequested(const groundplan::Annotation &note); ///< one that is nothing without its text
    void connectionEditRequested(const groundplan::ConnectionId &connection);
    void scrollRequested(const QPointF &viewDelta);
    void selectToolRequested();

private:
    void follow(const ChangeSet &changes);
    void damageLifted();

    EditorContext m_context;
    Scene m_scene;
    Notes m_notes;
    Preview m_preview;
    QSet<int> m_lifted, m_liftedEdges;
    QSet<AnnotationId> m_liftedNotes;
    QSet<PlacementId> m_picked;
    QList<ResourceId> m_found;
    QList<AnnotationId> m_foundNotes;
    bool m_isFocused = false;
    int m_hovered = -1, m_hoveredEdge = -1;
    AnnotationId m_hoveredNote;
};

} // namespace groundplan
