// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/connectionstab.h"

#include "model/blueprint/edits.h"
#include "model/catalog/connections.h"
#include "views/paint/style.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

/// "443, 8000-8080" as numbers and ranges; nothing when a part is neither.
std::optional<ValueList> portsFrom(const QString &text)
{
    ValueList ports;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const QStringList ends = part.trimmed().split(u'-');
        for (const QString &end : ends) {
            bool ok = false;
            const int port = end.trimmed().toInt(&ok);
            if (!ok || port < 0 || port > 65535 || ends.size() > 2)
                return std::nullopt;
        }
        ports.append(ends.size() == 1 ? Value(ends.first().trimmed().toInt()) : Value(part.trimmed()));
    }
    return ports;
}

QString portsText(const Connection &connection)
{
    QStringList ports;
    const Value list = connection.properties.value(u"ports"_s);
    for (const Value &port : list.toList())
        ports.append(port.toString());
    return ports.join(u", "_s);
}

} // namespace

ConnectionsTab::ConnectionsTab(const EditorContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(14, 8, 12, 16);
    m_column->setSpacing(8);
}

void ConnectionsTab::list(const QList<ResourceId> &resources, const QList<ConnectionId> &selected)
{
    QList<ConnectionId> ids = selected;
    for (const ResourceId &resource : resources) {
        for (const ConnectionId &id : m_context.blueprint().connections(resource)) {
            if (!ids.contains(id))
                ids.append(id);
        }
    }
    QList<Connection> rows;
    for (const ConnectionId &id : std::as_const(ids)) {
        if (const Connection *connection = m_context.blueprint().find(id))
            rows.append(*connection);
    }
    if (rows == m_shown && resources == m_ends && m_column->count() > 0)
        return;
    // While the ports of a line are typed, its card stays: only what it says elsewhere could differ.
    const bool sameLines = rows.size() == m_shown.size()
        && std::equal(rows.begin(), rows.end(), m_shown.begin(), [](const auto &a, const auto &b) { return a.id == b.id; });
    if (sameLines && focusWidget() && focusWidget()->hasFocus() && resources == m_ends) {
        m_shown = rows;
        return;
    }
    m_shown = rows;
    m_ends = resources;
    while (QLayoutItem *item = m_column->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (const Connection &row : std::as_const(rows))
        m_column->addWidget(makeCard(row.id));
    if (rows.isEmpty()) {
        auto *none = new QLabel(tr("No lines yet. Drag from a resource's edge to another one."), this);
        none->setWordWrap(true);
        none->setForegroundRole(QPalette::PlaceholderText);
        m_column->addWidget(none);
    }
    m_column->addStretch(1);
}

QWidget *ConnectionsTab::makeCard(const ConnectionId &id)
{
    const Connection *connection = m_context.blueprint().find(id);
    const auto name = [this](const ResourceId &end) {
        const Resource *resource = m_context.blueprint().find(end);
        return resource ? resource->name : QString();
    };
    auto *card = new QFrame(this);
    card->setObjectName(u"connection:"_s + id.text());
    card->setProperty("card", true);
    card->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(8, 6, 4, 8);
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(u"%1 → %2"_s.arg(name(connection->from), name(connection->to)), card);
    title->setWordWrap(true);
    auto *remove = new QToolButton(card);
    remove->setObjectName(u"remove"_s);
    remove->setText(u"×"_s);
    remove->setAutoRaise(true);
    remove->setToolTip(tr("Remove this line"));
    connect(remove, &QToolButton::clicked, this, [this, id] { commit(edits::removeConnections(m_context.blueprint(), {id})); });
    head->addWidget(title, 1);
    head->addWidget(remove);
    column->addLayout(head);
    if (connection->kind != "network_access"_L1) {
        const QString attribute = connection->properties.value(u"attribute"_s).toString(),
                      target = connection->properties.value(u"target_attribute"_s).toString();
        const QString meaning = attribute.isEmpty() ? connections::label(m_context.blueprint(), m_context.catalog, *connection)
                                                    : tr("%1 is the %2 of %3").arg(attribute, target, name(connection->to));
        auto *text = new QLabel(meaning, card);
        text->setWordWrap(true);
        text->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(text);
        return card;
    }
    auto *line = new QHBoxLayout;
    auto *protocol = new QComboBox(card);
    protocol->addItems({u"tcp"_s, u"udp"_s, u"icmp"_s, u"-1"_s});
    protocol->setCurrentText(connection->properties.value(u"protocol"_s).toString());
    auto *ports = new QLineEdit(portsText(*connection), card);
    ports->setObjectName(u"ports"_s);
    ports->setPlaceholderText(tr("Ports: 443, 8000-8080"));
    auto *message = new QLabel(card);
    message->hide();
    line->addWidget(protocol);
    line->addWidget(ports, 1);
    column->addLayout(line);
    column->addWidget(message);
    connect(protocol, &QComboBox::textActivated, this,
            [this, id](const QString &text) { commit(edits::setConnectionProperty(m_context.blueprint(), id, u"protocol"_s, text)); });
    connect(ports, &QLineEdit::editingFinished, this, [this, id, ports, message] {
        const auto typed = portsFrom(ports->text());
        message->setVisible(!typed);
        message->setText(tr("Ports are numbers or ranges, such as 443 or 8000-8080."));
        message->setWordWrap(true);
        const Connection *now = m_context.blueprint().find(id);
        if (typed && now && now->properties.value(u"ports"_s) != Value(*typed))
            commit(edits::setConnectionProperty(m_context.blueprint(), id, u"ports"_s, *typed));
    });
    return card;
}

void ConnectionsTab::commit(const Result<ChangeSet> &changes)
{
    if (changes && !changes->isEmpty())
        (void)m_context.commit(changes.value());
}

} // namespace groundplan

#include "moc_connectionstab.cpp"
