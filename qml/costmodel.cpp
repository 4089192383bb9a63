// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/costmodel.h"

#include <QVariantMap>

#include <algorithm>

namespace groundplan {

namespace {

const QString unpricedKey = QStringLiteral("unpriced");

/// AWS's colours by category, as its icons have them.
QHash<QString, QColor> standardColours()
{
    const QColor orange(0xed, 0x71, 0x00), violet(0x8c, 0x4f, 0xff), magenta(0xc9, 0x25, 0xd1), green(0x7a, 0xa1, 0x16),
        pink(0xe7, 0x15, 0x7b), red(0xdd, 0x34, 0x4c), teal(0x01, 0xa8, 0x8d);
    return {{QStringLiteral("compute"), orange},
            {QStringLiteral("containers"), orange.lighter(125)},
            {QStringLiteral("serverless"), orange.darker(125)},
            {QStringLiteral("network"), violet},
            {QStringLiteral("analytics"), violet.darker(125)},
            {QStringLiteral("database"), magenta},
            {QStringLiteral("storage"), green},
            {QStringLiteral("integration"), pink},
            {QStringLiteral("management"), pink.darker(125)},
            {QStringLiteral("security"), red},
            {QStringLiteral("machine-learning"), teal}};
}

} // namespace

CostModel::CostModel(const Document &document, const Catalog &catalog, const Estimator &estimator, const LiveEstimate &live,
                     QObject *parent)
    : QAbstractListModel(parent),
      m_document(document),
      m_catalog(catalog),
      m_estimator(estimator),
      m_live(live),
      m_colours(standardColours())
{
}

void CostModel::setCategoryColours(const QHash<QString, QColor> &colours)
{
    for (auto it = colours.cbegin(); it != colours.cend(); ++it)
        m_colours.insert(it.key(), it.value());
    refresh();
}

QColor CostModel::colourOf(const QString &category) const { return m_colours.value(category, QColor(0x7d, 0x89, 0x98)); }

QString CostModel::total() const { return dollars(m_live.monthly()); }

int CostModel::direction() const
{
    const Money difference = m_live.lastDifference();
    return difference > Money() ? 1 : difference < Money() ? -1 : 0;
}

QString CostModel::difference() const
{
    const Money difference = m_live.lastDifference();
    if (difference.isZero())
        return {};
    return tr("%1 with this edit").arg(dollars(difference < Money() ? Money() - difference : difference));
}

QString CostModel::context() const
{
    QStringList regions;
    m_document.blueprint().forEach<Resource>([&](const Resource &resource) {
        if (resource.type != QLatin1String("groundplan_region"))
            return;
        const QString region = resource.properties.value(QStringLiteral("region")).toString();
        if (!region.isEmpty() && !regions.contains(region))
            regions.append(region);
    });
    const QString place = regions.isEmpty() ? QStringLiteral("us-east-1")
        : regions.size() == 1               ? regions.first()
                                            : tr("%1 regions").arg(regions.size());
    return tr("%1 · prices of %2").arg(place, m_estimator.priceDate());
}

QList<std::pair<QString, Money>> CostModel::categories() const
{
    QList<std::pair<QString, Money>> sorted;
    const auto &all = m_live.byCategory();
    for (auto it = all.cbegin(); it != all.cend(); ++it)
        sorted.append({it.key(), it.value()});
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    return sorted;
}

QVariantList CostModel::segments() const
{
    QVariantList all;
    if (m_live.monthly() <= Money())
        return all;
    for (const auto &[category, monthly] : categories()) {
        const double share = double(monthly.units()) / double(m_live.monthly().units()); // of the bar's width, not of money
        all.append(QVariantMap{{QStringLiteral("colour"), colourOf(category)},
                               {QStringLiteral("share"), share},
                               {QStringLiteral("title"), m_catalog.categoryTitle(category)}});
    }
    return all;
}

QHash<QString, QList<CostModel::Entry>> CostModel::entriesOfOpenCategories() const
{
    QHash<QString, QList<Entry>> found;
    const auto &all = m_live.byCategory();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (m_open.contains(it.key()))
            found.insert(it.key(), {});
    }
    if (found.isEmpty())
        return found;
    QHash<QString, QString> categoryOfType;
    for (const ResourceCost &cost : m_live.byResource()) {
        const Resource *resource = cost.monthly.isZero() ? nullptr : m_document.blueprint().find(cost.resource);
        if (!resource)
            continue;
        auto category = categoryOfType.constFind(resource->type);
        if (category == categoryOfType.cend())
            category = categoryOfType.insert(resource->type, m_catalog.summary(resource->type).category);
        if (const auto open = found.find(*category); open != found.end())
            open->append({cost.monthly, resource->name, resource->id});
    }
    for (QList<Entry> &entries : found) {
        std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
            return a.monthly != b.monthly ? a.monthly > b.monthly : a.name != b.name ? a.name < b.name : a.resource < b.resource;
        });
    }
    return found;
}

void CostModel::appendParts(QList<Row> *rows, const ResourceCost &cost) const
{
    int number = 0;
    for (const CostPart &part : cost.parts) {
        QString unit = part.unit;
        if (part.quantity == Decimal::fromInteger(1) && unit.endsWith(u's'))
            unit.chop(1);
        QStringList detail{tr("%1 %2 × $%3").arg(part.quantity.text(), unit, part.unitPrice.text())};
        if (!part.note.isEmpty())
            detail.append(part.isUsageBased ? tr("assumed: %1").arg(part.note) : part.note);
        detail.append(part.source);
        rows->append({Kind::Part,
                      QString::number(number++),
                      part.name,
                      dollars(part.monthly),
                      detail.join(QStringLiteral(" · ")),
                      {},
                      cost.resource});
    }
    if (!cost.note.isEmpty())
        rows->append({Kind::Note, QStringLiteral("note"), cost.note, {}, {}, {}, cost.resource});
}

void CostModel::appendCategory(QList<Row> *rows, const QString &category, Money monthly, const QList<Entry> &entries) const
{
    const bool isOpen = m_open.contains(category);
    rows->append({Kind::Category, category, m_catalog.categoryTitle(category), dollars(monthly), {}, colourOf(category), {}, isOpen, true});
    for (const Entry &entry : entries) {
        const ResourceCost cost = m_live.byResource().value(entry.resource);
        const bool isResourceOpen = m_open.contains(entry.resource.text());
        const Resource *resource = m_document.blueprint().find(entry.resource);
        rows->append({Kind::Resource, entry.resource.text(), entry.name, dollars(entry.monthly), m_catalog.summary(resource->type).title,
                      colourOf(category), entry.resource, isResourceOpen, true});
        if (isResourceOpen)
            appendParts(rows, cost);
    }
}

void CostModel::appendUnpriced(QList<Row> *rows) const
{
    if (m_live.unpricedCount() == 0)
        return;
    QMap<QString, QList<Entry>> byTitle;
    for (const ResourceCost &cost : m_live.byResource()) {
        if (cost.kind != ResourceCost::Kind::Unpriced)
            continue;
        if (const Resource *resource = m_document.blueprint().find(cost.resource))
            byTitle[m_catalog.summary(resource->type).title].append({{}, resource->name, resource->id});
    }
    const bool isOpen = m_open.contains(unpricedKey);
    rows->append({Kind::Unpriced,
                  unpricedKey,
                  byTitle.size() == 1 ? tr("1 type has no price") : tr("%1 types have no price").arg(byTitle.size()),
                  {},
                  QStringList(byTitle.keys()).join(QStringLiteral(", ")),
                  {},
                  {},
                  isOpen,
                  true});
    if (!isOpen)
        return;
    for (QList<Entry> &entries : byTitle) {
        std::sort(entries.begin(), entries.end(),
                  [](const Entry &a, const Entry &b) { return a.name != b.name ? a.name < b.name : a.resource < b.resource; });
        for (const Entry &entry : entries)
            rows->append({Kind::UnpricedResource,
                          entry.resource.text(),
                          entry.name,
                          {},
                          m_live.byResource().value(entry.resource).note,
                          {},
                          entry.resource});
    }
}

void CostModel::refresh()
{
    const auto entries = entriesOfOpenCategories();
    QList<Row> rows;
    for (const auto &[category, monthly] : categories())
        appendCategory(&rows, category, monthly, entries.value(category));
    appendUnpriced(&rows);
    setRows(std::move(rows));
    Q_EMIT refreshed();
}

/// Rows that stay keep their place and their focus: only what lies between equal ends is taken out and put in.
void CostModel::setRows(QList<Row> rows)
{
    qsizetype head = 0;
    const qsizetype shorter = std::min(m_rows.size(), rows.size());
    while (head < shorter && m_rows[head].isSameRow(rows[head]))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && m_rows[m_rows.size() - 1 - tail].isSameRow(rows[rows.size() - 1 - tail]))
        ++tail;
    if (const qsizetype gone = m_rows.size() - head - tail; gone > 0) {
        beginRemoveRows({}, int(head), int(head + gone - 1));
        m_rows.remove(head, gone);
        endRemoveRows();
    }
    if (const qsizetype come = rows.size() - head - tail; come > 0) {
        beginInsertRows({}, int(head), int(head + come - 1));
        m_rows = rows;
        endInsertRows();
    } else {
        m_rows = rows;
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
}

QVariant CostModel::data(const QModelIndex &at, int role) const
{
    if (!at.isValid() || at.row() >= m_rows.size())
        return {};
    const Row &row = m_rows[at.row()];
    static constexpr std::array kinds{"category", "resource", "part", "note", "unpriced", "unpricedResource"};
    switch (role) {
    case KindRole: return QString::fromLatin1(kinds[size_t(row.kind)]);
    case Qt::DisplayRole:
    case TitleRole: return row.title;
    case AmountRole: return row.amount;
    case DetailRole: return row.detail;
    case ColourRole: return row.colour;
    case IsOpenRole: return row.isOpen;
    case IsExpandableRole: return row.isExpandable;
    default: return {};
    }
}

QHash<int, QByteArray> CostModel::roleNames() const
{
    return {{KindRole, "kind"},
            {TitleRole, "title"},
            {AmountRole, "amount"},
            {DetailRole, "detail"},
            {ColourRole, "colour"},
            {IsOpenRole, "isOpen"},
            {IsExpandableRole, "isExpandable"}};
}

void CostModel::toggle(int row)
{
    if (row < 0 || row >= m_rows.size() || !m_rows[row].isExpandable)
        return;
    const QString key = m_rows[row].key;
    if (!m_open.remove(key))
        m_open.insert(key);
    refresh();
}

void CostModel::activate(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    if (const ResourceId resource = m_rows[row].resource)
        Q_EMIT revealRequested(resource);
    else
        toggle(row);
}

int CostModel::parentRow(int row) const
{
    if (row < 0 || row >= m_rows.size())
        return row;
    const auto depth = [&](int at) {
        switch (m_rows[at].kind) {
        case Kind::Category:
        case Kind::Unpriced: return 0;
        case Kind::Resource:
        case Kind::UnpricedResource: return 1;
        default: return 2;
        }
    };
    int above = row;
    while (above > 0 && depth(above) >= depth(row) && depth(row) > 0)
        --above;
    return above;
}

} // namespace groundplan

#include "moc_costmodel.cpp"
