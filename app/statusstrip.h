// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace groundplan {

/// The window's foot: figures on the left, where and what state on the right, and for a moment what there is to say.
class StatusStrip : public QWidget {
    Q_OBJECT
public:
    struct Facts {
        int resources = 0, selected = 0, problems = 0;
        bool isChecking = false; ///< the number of problems is not known yet
        QString monthly, place, zoom, saved;
    };

    explicit StatusStrip(QWidget *parent = nullptr);
    void showFacts(const Facts &facts);
    /// In place of the figures, for a few seconds; empty ends it.
    void say(const QString &text);
    QString text() const; ///< all that is shown

private:
    QLabel *m_resources, *m_selected, *m_problems, *m_monthly, *m_message, *m_place, *m_zoom, *m_saved;
    QTimer m_fade;
};

} // namespace groundplan
