// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QToolButton;

namespace groundplan {

struct Style;

/// What one does with the picked notes most often, beside them: colours and the size of the text.
class NoteBar : public QFrame {
    Q_OBJECT
public:
    explicit NoteBar(QWidget *parent);

    void setTheme(const Style &style);
    void showColor(const QString &color); ///< that all picked ones have; empty: none or several
    void showText(bool hasText);
    /// Over `notes` (in the parent's coordinates), else under them, inside the parent.
    void placeAt(const QRect &notes);

Q_SIGNALS:
    void colorRequested(const QString &color);
    void sizeRequested(bool isLarger);

private:
    QList<QToolButton *> m_colors;
    QToolButton *m_smaller;
    QToolButton *m_larger;
};

} // namespace groundplan
