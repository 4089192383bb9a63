// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace groundplan {

/// A sheet over the canvas in which a note's text is typed. Ctrl+Return and losing the focus accept, Escape does not.
class NoteEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    struct Paper {
        QFont font;
        QColor background, ink, line;
    };
    NoteEditor(const QString &text, const QRect &around, const Paper &paper, QWidget *parent);

Q_SIGNALS:
    void accepted(const QString &text);
    void finished(); ///< accepted or not; the editor goes away

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void finish(bool accept);
    void fitText();
    QString m_before;
    QRect m_least;
    bool m_isFinished = false;
};

} // namespace groundplan
