// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QPointer>

class QListWidget;

namespace groundplan {

class Session;

/// What was done to a document, step by step; a click goes back, or forth again, to where that step was the last one.
class UndoList : public QDialog {
    Q_OBJECT
public:
    explicit UndoList(QWidget *parent);

    void show(Session *session); ///< follows it from now on

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void go(int row);

    QPointer<Session> m_session;
    QListWidget *m_list;
    bool m_isFilling = false;
};

} // namespace groundplan
