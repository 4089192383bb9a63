// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace groundplan {

/// A line over the canvas in which a name, or a connection's ports, is typed. Enter and losing the focus accept, Escape does not.
class NameEditor : public QLineEdit {
    Q_OBJECT
public:
    NameEditor(const QString &text, const QRect &around, QWidget *parent);

Q_SIGNALS:
    void accepted(const QString &text);
    void finished(); ///< accepted or not; the editor goes away

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void finish(bool accept);
    QString m_before;
    bool m_isFinished = false;
};

} // namespace groundplan
