// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/search/query.h"
#include "views/canvas/canvas.h"
#include "views/canvas/canvasaccess.h"
#include "views/canvas/findbar.h"
#include "views/canvas/minimap.h"
#include "views/canvas/notebar.h"
#include "views/canvas/overlay.h"
#include "views/canvas/renderer.h"
#include "views/canvas/stage.h"
#include "views/canvas/tiles.h"
#include "views/canvas/toolbar.h"
#include "views/tools/tool.h"

#include <QElapsedTimer>
#include <QHelpEvent>
#include <QNativeGestureEvent>
#include <QPointer>
#include <QTimer>

namespace groundplan {

/// The canvas' parts, shared by its source files.
struct Canvas::Private {
    Private(Canvas *canvas, EditorContext context);

    // Seeing
    void paint(QPainter &painter);
    void moveCamera(const Camera &camera);
    void syncScrollBars();
    void layoutChildren();
    void countHidden();
    void showSoon();
    QRect deviceView() const;
    QRectF pageExtent() const;
    void fitTo(const QRectF &scene, double largestZoom);

    void mark(const QList<ResourceId> &resources, const std::function<void(const ResourceId &, Marks &)> &change);

    void buildFindBar();
    void search();
    void goToMatch(bool isForward);
    QList<AnnotationId> notesThatSay(const QList<search::Term> &terms) const;
    void goToNote(const AnnotationId &id);
    void endFind();

    // Working
    void useTool(ToolKind kind, const QString &type = {});
    PointerEvent pointer(const QPointF &view, Qt::MouseButton button, Qt::MouseButtons buttons, Qt::KeyboardModifiers modifiers) const;
    PointerEvent pointer(const QSinglePointEvent *event) const;
    void updateCursor();
    void autoScroll();
    bool isAtEdge() const;
    void scrollAtEdge(bool isDragging);
    void endPan(bool goesBack);
    void zoomBy(double factor); ///< around the pointer where it is over the page
    void say(const QString &text);
    bool mousePress(QMouseEvent *event);
    bool mouseMove(QMouseEvent *event);
    bool mouseRelease(QMouseEvent *event);
    bool wheel(QWheelEvent *event);
    bool nativeGesture(QNativeGestureEvent *event);
    bool drag(QEvent *event);
    bool help(QHelpEvent *event);
    bool key(QKeyEvent *event);
    bool cancel();
    void step(bool forward); ///< Tab through the items
    bool walkKey(int key);
    void stepLines(bool forward);
    void show(const QRectF &place);
    void paintFocusFrame(QPainter &painter) const;

    // Editing
    void showMenu(const QPoint &view);
    void addAlsoStandMenu(QMenu &menu, int slot);
    void addOrderMenu(QMenu &menu);
    void addNoteMenu(QMenu &menu);
    void buildNoteBar();
    void themeNoteBar();
    void placeNoteBar();
    void openNoteEditor(const Annotation &row, const std::function<void(const QString &)> &accept);
    void editNote(const AnnotationId &id);
    void writeNewNote(const Annotation &row);
    QSizeF fittedSize(const Annotation &row) const; ///< with room for its text
    bool addPictures(const QStringList &paths, const QPointF &scene);
    bool addPicture(const QByteArray &bytes, const QPointF &scene, const QString &name);
    bool pastePicture(const QMimeData &content, const QPointF &scene);
    QAction *addEntry(QMenu &menu, const QString &text, const QKeySequence &keys, std::function<void()> act);
    QAction *addEntry(QMenu &menu, const QString &text, const char *id, std::function<void()> act);
    bool ownKey(QKeyEvent *event);
    void rename(int slot);
    void askConnection(const ResourceId &from, const ResourceId &to);
    void editConnection(const ConnectionId &id);
    void nudge(const QPointF &delta);
    bool nudgeKey(const QKeyEvent *event);
    QPointF pastePoint() const;

    Canvas *q;
    Stage stage;
    Renderer renderer;
    Overlay overlay;
    TileCache tiles;
    CanvasToolBar *toolBar;
    Minimap *minimap;
    NoteBar *noteBar = nullptr;
    std::unique_ptr<Tool> tool;
    std::unique_ptr<Tool> dropTool; ///< while something is dragged in from the palette
    ToolKind kind = ToolKind::Select;

    QTimer refineTimer, minimapTimer, scrollTimer, bubbleTimer;
    bool isComplete = false, isPrepared = false;
    bool fitsOnShow = true;
    bool isSyncing = false;
    bool isSpaceDown = false;
    bool showsFocus = false;                  ///< it came by the keyboard
    ResourceId linesOf;                       ///< whose connections the keyboard goes through
    Qt::MouseButton panButton = Qt::NoButton; ///< the one that pans
    bool isPointerIn = false;                 ///< keys zoom to it then
    Qt::KeyboardModifiers dropKeys;
    QPointF pointerView, panStart, pressView;
    QPoint panOffset;
    QString bubble;
    bool isRefusal = true; ///< what the bubble says
    QPointF bubbleAt;
    int pasteCount = 0;
    qsizetype hiddenCount = 0;
    bool wantsMinimap = true;
    FindBar *findBar = nullptr; ///< made when first asked for
    std::unique_ptr<search::Index> index;
    QList<ResourceId> matches;
    QList<AnnotationId> noteMatches; ///< come after them
    qsizetype match = -1;
    QTimer searchTimer;
    QPointF lastPaste;
    QPointer<QWidget> popup;
    CanvasAccess *access = nullptr;
    std::function<QString(const ResourceId &)> problemText;
    std::function<IntentPreview(const Connection &)> intentPreview;
    std::function<QKeySequence(const char *)> keysOf;
};

} // namespace groundplan
