// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/connections.h"

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;

namespace groundplan {

struct IntentPreview;

/// Asks at the pointer what a drawn line means: the meanings that fit, best first, and the ports when it lets traffic in.
class ConnectPopup : public QFrame {
    Q_OBJECT
public:
    ConnectPopup(const QString &title, QList<connections::Option> options, const QPoint &at, QWidget *parent);

    /// Shows what an option would make, of those that make something. Asked shortly after the user has stopped typing.
    void setPreview(std::function<IntentPreview(const connections::Option &)> preview);

    static QString portsText(const PropertyMap &properties); ///< "tcp 5432, 8000-8100"
    /// The error says what is wrong with the text.
    static Result<PropertyMap> parsePorts(const QString &text);

Q_SIGNALS:
    void accepted(const groundplan::connections::Option &option);
    void finished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// The chosen option with the ports that are typed; the error says what is wrong with them.
    Result<connections::Option> chosen() const;
    void showOption();
    void showPreview();
    void fit();
    void accept();
    void finish();

    QList<connections::Option> m_options;
    QListWidget *m_list;
    QLineEdit *m_ports;
    QLabel *m_error;
    QLabel *m_makes;
    QPlainTextEdit *m_code;
    std::function<IntentPreview(const connections::Option &)> m_preview;
    QTimer m_previewSoon;
    QPoint m_at;
    bool m_isFinished = false;
};

} // namespace groundplan
