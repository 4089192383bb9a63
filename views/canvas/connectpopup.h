// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/connections.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListWidget;

namespace groundplan {

/// Asks at the pointer what a drawn line means: the meanings that fit, best first, and the ports when it lets traffic in.
class ConnectPopup : public QFrame {
    Q_OBJECT
public:
    ConnectPopup(const QString &title, QList<connections::Option> options, const QPoint &at, QWidget *parent);

    static QString portsText(const PropertyMap &properties); ///< "tcp 5432, 8000-8100"
    /// The error says what is wrong with the text.
    static Result<PropertyMap> parsePorts(const QString &text);

Q_SIGNALS:
    void accepted(const groundplan::connections::Option &option);
    void finished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showOption();
    void accept();
    void finish();

    QList<connections::Option> m_options;
    QListWidget *m_list;
    QLineEdit *m_ports;
    QLabel *m_error;
    bool m_isFinished = false;
};

} // namespace groundplan
