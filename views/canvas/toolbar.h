// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/canvas.h"

#include <QFrame>

class QToolButton;

namespace groundplan {

/// The floating row of tools at the bottom of the canvas. It asks; the canvas decides.
class CanvasToolBar : public QFrame {
    Q_OBJECT
public:
    CanvasToolBar(const Catalog &catalog, QWidget *parent);

    void setTheme(const Style &style);
    void showTool(Canvas::ToolKind tool);
    void showKeys(const std::function<QKeySequence(const char *id)> &keys); ///< in the tooltips
    void showZoom(double factor);
    void showHidden(qsizetype count); ///< so that nothing is hidden for good

Q_SIGNALS:
    void toolRequested(groundplan::Canvas::ToolKind tool);
    void noteRequested(const QString &kind);
    void zoneRequested(const QString &type);
    void zoomInRequested();
    void zoomOutRequested();
    void fitRequested();
    void arrangeRequested();
    void showHiddenRequested();

private:
    QToolButton *addButton(const QString &text, const QString &tip, bool isCheckable);

    struct Taught {
        QToolButton *button;
        const char *id;
        QString tip;
    };
    QToolButton *m_select, *m_zone, *m_connect, *m_note, *m_hidden, *m_zoom;
    QList<Taught> m_taught;
};

} // namespace groundplan
