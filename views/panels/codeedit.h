// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace groundplan {

/// A read-only code view with line numbers, one marked range of lines, and a text that is changed where it differs.
class CodeEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeEdit(QWidget *parent = nullptr);

    /// Replaces the lines that differ: a long file costs what changed, and the view keeps its place.
    void showText(const QString &text);
    /// Marks `count` lines from `first` (from 1; 0: none) and brings them into view when `scroll`.
    void mark(int first, int count, bool scroll);
    int gutterWidth() const;

Q_SIGNALS:
    void lineClicked(int line); ///< from 1

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class CodeGutter;
    void paintGutter(QPaintEvent *event);
    void showMark();

    QWidget *m_gutter;
    QString m_text;
    int m_first = 0, m_count = 0;
};

} // namespace groundplan
