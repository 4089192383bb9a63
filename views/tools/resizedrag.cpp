// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tools/resizedrag.h"

#include "model/blueprint/pagelayout.h"

#include <QCoreApplication>

namespace groundplan {

ResizeDrag::ResizeDrag(Stage &stage, int zone, Qt::Edges edges, const QPointF &start)
    : m_stage(stage),
      m_zone(zone),
      m_edges(edges),
      m_start(start),
      m_before(stage.scene().node(zone).rect),
      m_rect(m_before),
      m_guides(stage, true, {zone})
{
    m_smallest = PageLayout(stage.blueprint(), stage.page()).contents(stage.scene().node(zone).id);
    stage.lift({zone});
}

std::vector<std::pair<QPointF, Qt::Edges>> ResizeDrag::handles(const QRectF &view)
{
    const double x = view.center().x(), y = view.center().y();
    return {{view.topLeft(), Qt::TopEdge | Qt::LeftEdge},         {{x, view.top()}, Qt::TopEdge},
            {view.topRight(), Qt::TopEdge | Qt::RightEdge},       {{view.right(), y}, Qt::RightEdge},
            {view.bottomRight(), Qt::BottomEdge | Qt::RightEdge}, {{x, view.bottom()}, Qt::BottomEdge},
            {view.bottomLeft(), Qt::BottomEdge | Qt::LeftEdge},   {{view.left(), y}, Qt::LeftEdge}};
}

Qt::Edges ResizeDrag::handleAt(const QRectF &view, const QPointF &point)
{
    for (const auto &[at, edges] : handles(view)) {
        const QPointF off = at - point;
        if (std::max(std::abs(off.x()), std::abs(off.y())) <= 6)
            return edges;
    }
    return {};
}

Qt::CursorShape ResizeDrag::cursorFor(Qt::Edges edges)
{
    if (edges == (Qt::TopEdge | Qt::LeftEdge) || edges == (Qt::BottomEdge | Qt::RightEdge))
        return Qt::SizeFDiagCursor;
    if (edges == (Qt::TopEdge | Qt::RightEdge) || edges == (Qt::BottomEdge | Qt::LeftEdge))
        return Qt::SizeBDiagCursor;
    return edges & (Qt::LeftEdge | Qt::RightEdge) ? Qt::SizeHorCursor : Qt::SizeVerCursor;
}

void ResizeDrag::move(const PointerEvent &event)
{
    using namespace canvasmetrics;
    const QPointF delta = event.scene - m_start;
    const bool isFree = !m_stage.isOnGrid(event.modifiers);
    const bool isInLine = !(event.modifiers & Qt::ControlModifier);
    const auto side = [&](double before, double moved, bool isX) {
        if (const auto off = isInLine ? m_guides.fitSide(m_before, before + moved, isX) : std::nullopt)
            return before + moved + *off;
        return isFree ? before + moved : snapped(before + moved);
    };
    // A zone may be left as small as it was found.
    const QSizeF least(std::min(smallestZone.width(), m_before.width()), std::min(smallestZone.height(), m_before.height()));
    const QRectF held = m_smallest & m_before;
    m_rect = m_before;
    if (m_edges & Qt::LeftEdge)
        m_rect.setLeft(std::min(
            {side(m_before.left(), delta.x(), true), m_before.right() - least.width(), held.isNull() ? m_before.right() : held.left()}));
    if (m_edges & Qt::RightEdge)
        m_rect.setRight(std::max(
            {side(m_before.right(), delta.x(), true), m_before.left() + least.width(), held.isNull() ? m_before.left() : held.right()}));
    if (m_edges & Qt::TopEdge)
        m_rect.setTop(std::min(
            {side(m_before.top(), delta.y(), false), m_before.bottom() - least.height(), held.isNull() ? m_before.bottom() : held.top()}));
    if (m_edges & Qt::BottomEdge)
        m_rect.setBottom(std::max(
            {side(m_before.bottom(), delta.y(), false), m_before.top() + least.height(), held.isNull() ? m_before.top() : held.bottom()}));
    Preview preview;
    preview.moved.insert(m_zone, m_rect);
    if (isInLine)
        m_guides.show(m_rect, preview);
    m_stage.setPreview(std::move(preview));
}

void ResizeDrag::drop()
{
    const auto &node = m_stage.scene().node(m_zone);
    const QString text = QCoreApplication::translate("Canvas", "Resize %1").arg(node.name);
    PageLayout layout(m_stage.blueprint(), m_stage.page());
    layout.resize(node.id, m_rect);
    layout.growZones();
    const auto moves = layout.moves();
    if (moves.isEmpty()) {
        m_stage.endPreview();
        return;
    }
    auto changes = edits::movePlacements(m_stage.blueprint(), moves);
    if (changes)
        changes.value().text = text;
    m_stage.commit(changes);
}

} // namespace groundplan
