// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace groundplan {

struct Style;

/// The line at the top of the canvas that one types a search into. It asks; the canvas finds.
class FindBar : public QFrame {
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent);

    void setTheme(const Style &style);
    void start(); ///< shows it with the keyboard in it
    QString text() const;
    void showFound(qsizetype count, qsizetype current); ///< current: -1 before the first one was gone to

Q_SIGNALS:
    void textChanged(const QString &text);
    void stepRequested(bool isForward);
    void selectAllRequested();
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addButton(const QString &text, const QString &tip, const char *name);

    QLineEdit *m_text;
    QLabel *m_count;
    QToolButton *m_previous, *m_next, *m_all;
};

} // namespace groundplan
