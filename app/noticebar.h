// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace groundplan {

/// A quiet line above the canvas for what the user should decide or know: one notice at a time, the newest first, never a dialog.
class NoticeBar : public QWidget {
    Q_OBJECT
public:
    struct Answer {
        QString text;
        std::function<void()> act;
    };
    struct Notice {
        QString id; ///< a newer notice of the same id replaces the older
        QString text, detail;
        QList<Answer> answers;
        bool isError = false;
    };

    explicit NoticeBar(QWidget *parent = nullptr);
    void show(const Notice &notice);
    void dismiss(const QString &id);
    bool has(const QString &id) const;
    QString currentText() const;

private:
    void refresh();

    QList<Notice> m_notices;
    QLabel *m_label;
    QHBoxLayout *m_answers;
};

} // namespace groundplan
