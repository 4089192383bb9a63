// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/connectpopup.h"

#include "views/canvas/canvas.h"
#include "views/paint/style.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace groundplan {

namespace {

const QString networkAccess = QStringLiteral("network_access");
const QString reference = QStringLiteral("reference");
constexpr int mostCodeLines = 9;
constexpr int previewDelay = 150; // ms

bool isPort(const QString &text)
{
    bool ok = false;
    const int port = text.toInt(&ok);
    return ok && port >= 0 && port <= 65535;
}

} // namespace

QString ConnectPopup::portsText(const PropertyMap &properties)
{
    QStringList ports;
    const Value value = properties.value(QStringLiteral("ports"));
    for (const Value &port : value.toList())
        ports.append(port.toString());
    const QString protocol = properties.value(QStringLiteral("protocol")).toString();
    return (protocol.isEmpty() ? QStringLiteral("tcp") : protocol) + QLatin1Char(' ') + ports.join(QStringLiteral(", "));
}

Result<PropertyMap> ConnectPopup::parsePorts(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;/]+"));
    QStringList words = text.split(separators, Qt::SkipEmptyParts);
    QString protocol = QStringLiteral("tcp");
    if (!words.isEmpty() && words.first().front().isLetter())
        protocol = words.takeFirst().toLower();
    if (protocol == QLatin1String("all"))
        return PropertyMap{{QStringLiteral("protocol"), QStringLiteral("-1")}, {QStringLiteral("ports"), ValueList()}};
    if (protocol != QLatin1String("tcp") && protocol != QLatin1String("udp") && protocol != QLatin1String("icmp"))
        return Error{tr("“%1” is no protocol: write tcp, udp, icmp or all.").arg(protocol)};
    ValueList ports;
    for (const QString &word : words) {
        const QStringList ends = word.split(QLatin1Char('-'));
        if (ends.size() > 2 || !isPort(ends.first()) || !isPort(ends.last()) || ends.first().toInt() > ends.last().toInt())
            return Error{tr("“%1” is no port: write a number from 0 to 65535, or a range such as 8000-8100.").arg(word)};
        ports.append(ends.size() == 1 ? Value(ends.first().toInt()) : Value(word));
    }
    if (ports.isEmpty() && protocol != QLatin1String("icmp"))
        return Error{tr("Write at least one port, such as tcp 443.")};
    return PropertyMap{{QStringLiteral("protocol"), protocol}, {QStringLiteral("ports"), ports}};
}

ConnectPopup::ConnectPopup(const QString &title, QList<connections::Option> options, const QPoint &at, QWidget *parent)
    : QFrame(parent),
      m_options(std::move(options)),
      m_list(new QListWidget(this)),
      m_ports(new QLineEdit(this)),
      m_error(new QLabel(this)),
      m_makes(new QLabel(this)),
      m_code(new QPlainTextEdit(this)),
      m_at(at)
{
    setObjectName(QStringLiteral("connectPopup"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    auto *heading = new QLabel(title, this);
    QFont strong = heading->font();
    strong.setWeight(QFont::DemiBold);
    heading->setFont(strong);
    heading->setTextFormat(Qt::PlainText);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    for (const auto &option : std::as_const(m_options)) {
        auto *item = new QListWidgetItem(option.title, m_list);
        item->setToolTip(option.title);
    }
    m_list->setAccessibleName(tr("What the connection means"));
    m_ports->setAccessibleName(tr("Protocol and ports"));
    m_ports->setPlaceholderText(tr("tcp 443, 8000-8100"));
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    m_error->hide();
    m_makes->setObjectName(QStringLiteral("panelDetail"));
    m_makes->setTextFormat(Qt::PlainText);
    m_makes->hide();
    m_code->setObjectName(QStringLiteral("connectPreview"));
    m_code->setAccessibleName(tr("What the connection makes"));
    m_code->setReadOnly(true);
    m_code->setFocusPolicy(Qt::ClickFocus);
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    // A style sheet's font wins over setFont().
    const QFont &codeFont = Style::light().codeFont;
    m_code->setStyleSheet(QStringLiteral("font-family: \"%1\"; font-size: %2px;")
                              .arg(codeFont.families().join(QStringLiteral("\", \"")))
                              .arg(codeFont.pixelSize()));
    m_code->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(heading);
    layout->addWidget(m_list);
    layout->addWidget(m_ports);
    layout->addWidget(m_error);
    layout->addWidget(m_makes);
    layout->addWidget(m_code);
    const int rows = int(std::min<qsizetype>(m_options.size(), 6));
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 4);

    for (QWidget *watched : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_ports), static_cast<QWidget *>(m_code)})
        watched->installEventFilter(this);
    m_previewSoon.setSingleShot(true);
    m_previewSoon.setInterval(previewDelay);
    connect(&m_previewSoon, &QTimer::timeout, this, &ConnectPopup::showPreview);
    connect(m_ports, &QLineEdit::textChanged, &m_previewSoon, qOverload<>(&QTimer::start));
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectPopup::showOption);
    connect(m_list, &QListWidget::itemClicked, this, [this] {
        // Ports are looked at before they are accepted; anything else is done with the click.
        if (m_ports->isHidden())
            accept();
        else
            m_ports->setFocus();
    });
    m_list->setCurrentRow(0);
    showOption();
    fit();
    show();
    raise();
    m_list->setFocus();
}

void ConnectPopup::showOption()
{
    const auto &option = m_options.at(std::max(0, m_list->currentRow()));
    const bool hasPorts = option.kind == networkAccess;
    m_ports->setVisible(hasPorts);
    if (hasPorts)
        m_ports->setText(portsText(option.properties));
    m_error->hide();
    m_previewSoon.start();
    fit();
}

void ConnectPopup::setPreview(std::function<IntentPreview(const connections::Option &)> preview)
{
    m_preview = std::move(preview);
    m_previewSoon.start();
}

Result<connections::Option> ConnectPopup::chosen() const
{
    connections::Option option = m_options.at(std::max(0, m_list->currentRow()));
    if (option.kind == networkAccess) {
        const auto ports = parsePorts(m_ports->text());
        if (!ports)
            return ports.error();
        for (auto it = ports->cbegin(); it != ports->cend(); ++it)
            option.properties.insert(it.key(), it.value());
    }
    return option;
}

void ConnectPopup::showPreview()
{
    const auto option = chosen();
    IntentPreview made;
    if (m_preview && option && option->kind != reference)
        made = m_preview(*option);
    m_makes->setText(made.names.size() == 1 ? tr("Makes %1").arg(made.names.first()) : tr("Makes %1 resources").arg(made.names.size()));
    m_makes->setToolTip(made.names.join(QLatin1Char('\n')));
    m_makes->setVisible(!made.names.isEmpty());
    m_code->setVisible(!made.code.isEmpty());
    if (m_code->toPlainText() != made.code)
        m_code->setPlainText(made.code);
    const int lines = std::min(mostCodeLines, m_code->blockCount());
    m_code->setFixedHeight(lines * m_code->fontMetrics().lineSpacing() + 2 * int(m_code->document()->documentMargin()) + 16);
    fit();
}

/// As large as its parts, at the pointer as far as the canvas has the room.
void ConnectPopup::fit()
{
    setFixedWidth(m_code->isHidden() ? std::clamp(m_list->sizeHintForColumn(0) + 48, 280, 460) : 460);
    layout()->activate();
    adjustSize();
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    move(std::clamp(m_at.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(m_at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
}

void ConnectPopup::accept()
{
    const auto option = chosen();
    if (!option) {
        m_error->setText(option.error().message);
        m_error->show();
        fit();
        m_ports->setFocus();
        return;
    }
    finish();
    Q_EMIT accepted(*option);
}

void ConnectPopup::finish()
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    hide();
    deleteLater();
    Q_EMIT finished();
}

bool ConnectPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter: accept(); return true;
        case Qt::Key_Escape: finish(); return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
            if (watched == m_ports) {
                m_list->setFocus();
                QCoreApplication::sendEvent(m_list, event);
                return true;
            }
            break;
        }
    } else if (event->type() == QEvent::FocusOut && !m_isFinished) {
        QWidget *next = QApplication::focusWidget();
        if (next && next != this && !isAncestorOf(next))
            finish();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace groundplan

#include "moc_connectpopup.cpp"
