// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas/stage.h"

#include <QAccessible>
#include <QWidget>

namespace groundplan {

/// What a screen reader is told of a page: its zones with what is drawn in them, its notes, and its connections in a list of
/// their own. Nothing is made before somebody asks, and only what he asks for.
class CanvasAccess : public QObject {
    Q_OBJECT
public:
    enum class Kind { Node, Note, Connections, Connection };
    struct Item {
        Kind kind = Kind::Node;
        QString id; ///< of its row; empty for the list of connections
        bool operator==(const Item &) const = default;
    };
    /// What only the canvas knows or does.
    struct Hands {
        std::function<QString(const ResourceId &)> problems; ///< rich text
        std::function<void(const QRectF &)> show;            ///< a place of the page
        std::function<void()> openProperties;
        std::function<void()> openMenu;
    };

    /// A child of `canvas`, which it makes known to screen readers.
    CanvasAccess(QWidget *canvas, QWidget *viewport, Stage &stage, Hands hands);
    ~CanvasAccess() override;

    QAccessibleInterface *interfaceOf(const Item &item);
    QAccessibleInterface *page() const;
    const QWidget *viewport() const { return m_viewport; }

    QList<Item> children(const Item *of); ///< null: of the page
    std::optional<Item> parent(const Item &item) const;
    std::optional<Item> current() const; ///< the main one of what is selected
    std::optional<Item> itemAt(const QPoint &global) const;
    bool isThere(const Item &item) const;
    QString name(const Item &item) const;
    QString description(const Item &item) const;
    QAccessible::Role role(const Item &item) const;
    QAccessible::State state(const Item &item) const;
    QRect rect(const Item &item) const; ///< on the screen
    QVector<std::pair<QAccessibleInterface *, QAccessible::Relation>> relations(const Item &item, QAccessible::Relation match);
    QStringList actions(const Item &item) const;
    void act(const Item &item, const QString &action);

Q_SIGNALS:
    void told(QAccessibleInterface *about, QAccessible::Event type); ///< to screen readers, where there is one

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int slotOf(const Item &item) const { return m_stage.scene().slotOf(PlacementId(item.id)); }
    Item itemOf(int slot) const { return {Kind::Node, m_stage.scene().node(slot).id.text()}; }
    /// Somebody listens: the system says so, or things have been asked for.
    bool isHeard() const { return QAccessible::isActive() || !m_interfaces.isEmpty(); }
    QRectF place(const Item &item) const;
    bool isSelected(const Item &item) const;
    QString lineName(const Connection &connection) const;
    void select(const Item &item);
    QList<Item> inReadingOrder(std::vector<int> slots) const;
    QList<Item> selected() const;
    void tell(QAccessibleInterface *about, QAccessible::Event type);
    void tellSelection();
    void tellFocus();
    void follow(const ChangeSet &changes);
    void forget(const Item &item);

    QWidget *m_canvas, *m_viewport;
    Stage &m_stage;
    Hands m_hands;
    QHash<Item, QAccessible::Id> m_interfaces;
    QHash<Item, QList<Item>> m_children;
    std::optional<QList<Item>> m_top;
    QSet<Item> m_selected; ///< as it was last told
};

inline size_t qHash(const CanvasAccess::Item &item, size_t seed = 0) noexcept { return qHashMulti(seed, int(item.kind), item.id); }

} // namespace groundplan
