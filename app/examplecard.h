// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QPixmap>

namespace groundplan {

class Catalog;
class Theme;

/// The shipped example as a large picture that opens it: what a first look at the program shows.
class ExampleCard : public QAbstractButton {
    Q_OBJECT
public:
    ExampleCard(const Catalog &catalog, const Theme &theme, QWidget *parent);

    static QString examplePath();
    QSize sizeHint() const override { return {780, 560}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const QPixmap &picture(const QSize &size);

    const Catalog &m_catalog;
    const Theme &m_theme;
    QPixmap m_picture; ///< for the size and the look that it was made for
    const void *m_look = nullptr;
};

} // namespace groundplan
