// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/document.h"
#include "model/costing/estimate.h"

#include <QAbstractListModel>
#include <QColor>
#include <QVariantList>

namespace groundplan {

/// The cost panel's rows: categories, dearest first; below an open one its resources; below an open one of those the parts that
/// its cost is made of. What has no price comes last. Only what is open is computed.
class CostModel : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(QString total READ total NOTIFY refreshed)
    Q_PROPERTY(QString difference READ difference NOTIFY refreshed)
    Q_PROPERTY(int direction READ direction NOTIFY refreshed)
    Q_PROPERTY(QString context READ context NOTIFY refreshed)
    Q_PROPERTY(QVariantList segments READ segments NOTIFY refreshed)

public:
    enum Role { KindRole = Qt::UserRole, TitleRole, AmountRole, DetailRole, ColourRole, IsOpenRole, IsExpandableRole };
    enum class Kind { Category, Resource, Part, Note, Unpriced, UnpricedResource };

    CostModel(const Document &document, const Catalog &catalog, const Estimator &estimator, const LiveEstimate &live,
              QObject *parent = nullptr);

    void refresh();
    void setCategoryColours(const QHash<QString, QColor> &colours);

    QString total() const;
    QString difference() const;    ///< "$32.85 with this edit"; empty when the last edit changed nothing
    int direction() const;         ///< of that edit: -1 cheaper, 1 dearer, 0 the same
    QString context() const;       ///< "us-east-1 · prices of 2026-05"
    QVariantList segments() const; ///< of the bar: {colour, share, title}

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE void toggle(int row);
    /// Asks for the resource of a row to be shown; a category opens or closes instead.
    Q_INVOKABLE void activate(int row);
    /// The row that a part or a resource stands under; itself for the others.
    Q_INVOKABLE int parentRow(int row) const;

Q_SIGNALS:
    void refreshed();
    void revealRequested(const groundplan::ResourceId &resource);

private:
    struct Row {
        Kind kind;
        QString key; ///< category, resource id or part number: what makes it the same row after an edit
        QString title, amount, detail;
        QColor colour;
        ResourceId resource;
        bool isOpen = false, isExpandable = false;
        bool isSameRow(const Row &other) const { return kind == other.kind && key == other.key && resource == other.resource; }
    };
    struct Entry {
        Money monthly;
        QString name;
        ResourceId resource;
    };

    void setRows(QList<Row> rows);
    void appendCategory(QList<Row> *rows, const QString &category, Money monthly, const QList<Entry> &entries) const;
    void appendParts(QList<Row> *rows, const ResourceCost &cost) const;
    void appendUnpriced(QList<Row> *rows) const;
    QHash<QString, QList<Entry>> entriesOfOpenCategories() const;
    QList<std::pair<QString, Money>> categories() const; ///< dearest first
    QColor colourOf(const QString &category) const;

    const Document &m_document;
    const Catalog &m_catalog;
    const Estimator &m_estimator;
    const LiveEstimate &m_live;
    QHash<QString, QColor> m_colours;
    QSet<QString> m_open; ///< categories, "unpriced" and resource ids
    QList<Row> m_rows;
};

} // namespace groundplan
