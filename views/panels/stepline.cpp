// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/stepline.h"

#include "views/panels/panelstyle.h"

#include <QPainter>
#include <QPainterPath>

namespace groundplan {

namespace {

constexpr double markSide = 14; // of the mark
constexpr double gap = 6;       // between mark and text
constexpr double between = 18;  // between steps

enum class Mark { Waiting, Going, Done, Failed };

Mark markOf(const DeployState &state, DeployStep step)
{
    if (state.finished.contains(step))
        return Mark::Done;
    if (state.phase == DeployPhase::Idle || step != state.step)
        return Mark::Waiting;
    if (state.isRunning())
        return Mark::Going;
    return state.phase == DeployPhase::Failed || state.phase == DeployPhase::Cancelled ? Mark::Failed : Mark::Waiting;
}

/// Shapes differ as well as colours: a tick, a dot in a ring, a cross, an empty ring.
void drawMark(QPainter &painter, const Style &style, Mark mark, const QPointF &center)
{
    const QRectF ring(center.x() - markSide / 2 + 0.75, center.y() - markSide / 2 + 0.75, markSide - 1.5, markSide - 1.5);
    const QColor color = mark == Mark::Done ? style.success
        : mark == Mark::Going               ? style.accent
        : mark == Mark::Failed              ? style.error
                                            : style.lineStrong;
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(mark == Mark::Done || mark == Mark::Failed ? QBrush(color) : Qt::NoBrush);
    painter.drawEllipse(ring);
    painter.setPen(QPen(style.badgeGlyph, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (mark == Mark::Done) {
        painter.drawPolyline(QPolygonF{center + QPointF(-3, 0.2), center + QPointF(-0.8, 2.4), center + QPointF(3, -2.2)});
    } else if (mark == Mark::Failed) {
        painter.drawLine(center + QPointF(-2.2, -2.2), center + QPointF(2.2, 2.2));
        painter.drawLine(center + QPointF(-2.2, 2.2), center + QPointF(2.2, -2.2));
    } else if (mark == Mark::Going) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(style.accent);
        painter.drawEllipse(center, 3, 3);
    }
}

} // namespace

void StepLine::show(const DeployState &state)
{
    m_state = state;
    QStringList spoken;
    for (const DeployStep step : state.steps()) {
        if (markOf(state, step) == Mark::Done)
            spoken << tr("%1 done").arg(stepTitle(step, state.goal));
        else if (markOf(state, step) == Mark::Going)
            spoken << tr("%1 going on").arg(stepTitle(step, state.goal));
    }
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize StepLine::sizeHint() const
{
    const QFontMetricsF metrics(styleOf(palette()).smallFont);
    double width = 0;
    for (const DeployStep step : m_state.steps())
        width += markSide + gap + metrics.horizontalAdvance(stepTitle(step, m_state.goal)) + between;
    return {int(width), 22};
}

void StepLine::paintEvent(QPaintEvent *)
{
    const Style &style = styleOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(style.smallFont);
    double x = 1;
    const double middle = height() / 2.0;
    for (const DeployStep step : m_state.steps()) {
        const Mark mark = markOf(m_state, step);
        drawMark(painter, style, mark, QPointF(x + markSide / 2, middle));
        const QString title = stepTitle(step, m_state.goal);
        const double width = painter.fontMetrics().horizontalAdvance(title);
        painter.setPen(mark == Mark::Waiting ? style.textSecondary : style.text);
        painter.drawText(QRectF(x + markSide + gap, 0, width + 4, height()), int(Qt::AlignLeft | Qt::AlignVCenter), title);
        x += markSide + gap + width + between;
    }
}

} // namespace groundplan

#include "moc_stepline.cpp"
