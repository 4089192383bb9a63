// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/orderedits.h"
#include "model/deployment/plan.h"
#include "model/guardrails/finding.h"
#include "views/editorcontext.h"

#include <QAbstractScrollArea>
#include <QHash>
#include <QImage>
#include <QKeySequence>
#include <QSet>

class QMimeData;

namespace groundplan {

struct Style;

/// The resources that an intent would make.
struct IntentPreview {
    QStringList names;
    QString code;
};

/// One page of the document, drawn and edited. It follows the document by the ChangeSets that it announces, shares the
/// selection with the panels, and asks for edits through the context: each gesture ends in one.
class Canvas : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class ToolKind { Select, Zone, Connect, Place, Note };
    Q_ENUM(ToolKind)

    /// What stands on the items from the first: lines are laid around it once.
    struct Marked {
        QHash<ResourceId, Severity> findings;
        QHash<ResourceId, QString> costs;
    };

    explicit Canvas(EditorContext context, QWidget *parent = nullptr) : Canvas(std::move(context), Marked(), parent) { }
    Canvas(EditorContext context, const Marked &marked, QWidget *parent = nullptr);
    ~Canvas() override;

    void setPage(const PageId &page);
    PageId page() const;

    // Badges and pills. The `update…` variants cost what they name.
    void setFindings(const QHash<ResourceId, Severity> &worst);
    void updateFindings(const QSet<ResourceId> &changed, const std::function<std::optional<Severity>(const ResourceId &)> &worst);
    void setCosts(const QHash<ResourceId, QString> &pills);        ///< "$32.85"
    void updateCosts(const QHash<ResourceId, QString> &changed);   ///< an empty text removes the pill
    void setPlan(const QHash<ResourceId, PlannedAction> &actions); ///< empty clears
    void setTheme(const Style &style);                             ///< outlives the canvas: Style::light(), Style::dark()

    // What the canvas shows of others' knowledge. Each is asked only when it is looked at.
    void setProblemText(std::function<QString(const ResourceId &)> text); ///< rich text for the tooltip
    void setIntentPreview(std::function<IntentPreview(const Connection &)> preview);
    /// The first keys of a command ("edit.copy"). With them the canvas leaves these commands to whoever owns the keys, and tells
    /// them in menus and tooltips; without, it knows the usual keys itself.
    void setKeys(std::function<QKeySequence(const char *id)> keys);
    /// What hands and keys do here that is no command, for a sheet: text and keys.
    static QList<std::pair<QString, QString>> handKeys();
    void tell(const QString &text); ///< at the top of the canvas for a moment
    void setSnapToGrid(bool snaps); ///< on by default; a held Ctrl means the other way

    void setTool(ToolKind tool);
    ToolKind tool() const;
    void startPlacing(const QString &type); ///< the next click on the canvas places one
    void startNote(const QString &kind);    ///< likewise; see annotation::kinds()
    /// Pictures from files, in the middle of what is in view. False: none of them could be put there, and it was said why.
    bool addPictures(const QStringList &paths);
    static QStringList picturesIn(const QMimeData &dropped);
    void setNoteColor(const QString &color); ///< of the picked notes
    void growNoteText(bool isLarger);
    void setNoteFacts(const QString &environment, const QString &monthly); ///< what a title block says

    void zoomIn();
    void zoomOut();
    void zoomTo(double factor); ///< 1: one scene unit is one logical pixel; keeps the centre
    void fit();
    void fitSelection();
    double zoom() const;
    QRectF visiblePart() const;      ///< of the page
    void lookAt(const QRectF &part); ///< as large as it fits
    QString nameOfPart() const;      ///< the innermost zone in its middle, else the page
    void find();                     ///< opens the bar that one types a search into
    void setFocusMode(bool isOn);    ///< what has nothing to do with the selection is dimmed
    bool isFocusMode() const;
    void setMinimapVisible(bool isVisible);
    /// Scrolls until it is in view or in the middle, changing to its page if need be.
    void reveal(const ResourceId &resource, Selection::Where where = Selection::Where::InView);
    /// Viewport coordinates of a resource's first appearance on this page; empty when it is not drawn here.
    /// The whole page, small; null when nothing is on it.
    QImage thumbnail(const QSize &largest) const;
    QRect viewRect(const ResourceId &resource) const;
    QPointF toScene(const QPointF &viewPosition) const;
    QPointF toView(const QPointF &scenePosition) const;

    void copy();
    void cut();
    void paste();
    void duplicate();
    void deleteSelection();
    void selectAll();
    void renameSelected();
    void arrange();          ///< the whole page, anew
    void arrangeSelection(); ///< what is in the selected zone, or what is selected among itself

    // What is picked, in order
    void align(edits::Alignment how);
    void distribute(Qt::Orientation along);
    void makeSameSize(); ///< zones, as the last one
    void shrinkToFit();  ///< zones
    void straighten();   ///< connections: the points that they were pulled through go
    void restack(edits::Stacking how);
    void toggleLock();
    void hideSelected();
    void showHidden(); ///< all of the page
    void group();
    void ungroup();

    /// While the hand moves, frames may show scaled or older tiles; these tell and wait for the final picture.
    bool isRefined() const;
    void refineNow();

Q_SIGNALS:
    void zoomChanged(double factor);
    void message(const QString &text); ///< for the status bar; empty clears it
    void toolChanged(groundplan::Canvas::ToolKind tool);
    void pageChangeRequested(const groundplan::PageId &page); ///< what was to be revealed is drawn on another page
    void paletteSearchRequested();                            ///< "/" was pressed
    void propertiesRequested();                               ///< Enter on a selected resource

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace groundplan
