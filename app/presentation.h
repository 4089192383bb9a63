// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/picture.h"

#include <QPixmap>
#include <QWidget>

namespace groundplan {

/// The pages of a blueprint one after the other on the whole screen, as they were when it began. Keys, wheel and clicks turn
/// them, Escape ends; nothing can be changed here.
class Presentation : public QWidget {
    Q_OBJECT
public:
    /// options.page is the first one shown.
    Presentation(Blueprint blueprint, const Catalog &catalog, PictureOptions options, QWidget *parent);

    const PageId &page() const { return m_options.page; }

Q_SIGNALS:
    void ended(const groundplan::PageId &page); ///< with the page that was shown last

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void turn(qsizetype by);
    void showPage(qsizetype index);
    QString caption() const;

    Blueprint m_blueprint; ///< a copy costs nothing
    const Catalog &m_catalog;
    PictureOptions m_options;
    QList<PageId> m_pages;
    qsizetype m_index = 0;
    QPixmap m_picture; ///< of the page, as large as the screen
};

} // namespace groundplan
