// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/notelooks.h"

#include "model/blueprint/annotationedits.h"
#include "views/paint/looks.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QSet>

namespace groundplan::looks {

namespace {

struct NoteText {
    Q_DECLARE_TR_FUNCTIONS(Notes)
};

/// A picture in a file from elsewhere may claim any size: what is larger is read smaller.
QImage decodedPicture(const Annotation &row)
{
    constexpr int largestSide = 2048;
    constexpr qint64 mostPixels = 64'000'000;
    QByteArray bytes = annotation::pictureBytes(row);
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    const QByteArray format = reader.format();
    if (format != "png" && format != "jpeg" && format != "jpg" && format != "gif")
        return {};
    const QSize size = reader.size();
    if (size.isEmpty() || qint64(size.width()) * size.height() > mostPixels)
        return {};
    reader.setAutoTransform(true);
    if (std::max(size.width(), size.height()) > largestSide)
        reader.setScaledSize(size.scaled(largestSide, largestSide, Qt::KeepAspectRatio));
    return reader.read().convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

QString lineTitle(connections::LineKind kind)
{
    switch (kind) {
    case connections::LineKind::Traffic: return NoteText::tr("Traffic");
    case connections::LineKind::Reference: return NoteText::tr("Refers to");
    case connections::LineKind::Event: return NoteText::tr("Event");
    case connections::LineKind::Trust: return NoteText::tr("Trust");
    }
    return {};
}

QList<NoteLook::Row> titleRows(const Blueprint &blueprint, const Annotation &row, const NoteFacts &facts)
{
    QList<NoteLook::Row> rows;
    const auto add = [&](const QString &label, const QString &value) {
        if (!value.isEmpty())
            rows.append({label, value, {}, {}});
    };
    const Page *page = blueprint.find(row.page);
    add(NoteText::tr("Page"), page ? page->name : QString());
    add(NoteText::tr("Environment"), facts.environment);
    add(NoteText::tr("Monthly cost"), facts.monthly);
    add(NoteText::tr("Date"), row.text.simplified());
    return rows;
}

} // namespace

bool mayDraw(const Annotation &row) { return annotation::kinds().contains(row.kind); }

NoteLook note(const Blueprint &blueprint, const Annotation &row, const NoteFacts &facts)
{
    NoteLook look;
    look.owner = row.id;
    look.kind = row.kind;
    look.rect = row.rect;
    look.text = row.text;
    look.color = row.color;
    look.size = row.size;
    if (row.kind == annotation::arrow)
        look.arrow = annotation::arrowLine(row);
    else if (row.kind == annotation::callout)
        look.tip = annotation::calloutTip(row);
    else if (row.kind == annotation::image)
        look.picture = decodedPicture(row);
    else if (row.kind == annotation::legend)
        look.heading = NoteText::tr("Legend");
    else if (row.kind == annotation::titleBlock) {
        const QString name = blueprint.header().name;
        look.heading = name.isEmpty() ? NoteText::tr("Untitled") : name;
        look.rows = titleRows(blueprint, row, facts);
    }
    return look;
}

QList<NoteLook::Row> legendRows(const Blueprint &blueprint, const Catalog &catalog, const PageId &page)
{
    QHash<QString, QString> categoryOfType; // thousands of resources are of a few types
    QMap<QString, qsizetype> counts;
    QSet<ResourceId> drawn;
    for (const PlacementId &id : blueprint.placementsOn(page)) {
        const Resource *resource = blueprint.find(blueprint.find(id)->resource);
        drawn.insert(resource->id);
        auto category = categoryOfType.constFind(resource->type);
        if (category == categoryOfType.constEnd()) {
            const TypeSummary summary = catalog.summary(resource->type);
            category = categoryOfType.insert(resource->type, summary.isZone || summary.isGroup ? QString() : summary.category);
        }
        if (!category->isEmpty())
            ++counts[*category];
    }
    QList<NoteLook::Row> rows;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        rows.append({catalog.categoryTitle(it.key()), {}, it.key(), {}});
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const auto &a, const auto &b) { return counts.value(a.category) > counts.value(b.category); });

    QSet<int> kinds;
    blueprint.forEach<Connection>([&](const Connection &connection) {
        if (drawn.contains(connection.from) && drawn.contains(connection.to))
            kinds.insert(int(connections::lineKind(connection)));
    });
    using connections::LineKind;
    for (const LineKind kind : {LineKind::Traffic, LineKind::Reference, LineKind::Event, LineKind::Trust}) {
        if (kinds.contains(int(kind)))
            rows.append({lineTitle(kind), {}, {}, kind});
    }
    if (rows.isEmpty())
        rows.append({NoteText::tr("Nothing is drawn yet"), {}, {}, {}});
    return rows;
}

bool mayChangeLegend(const ChangeSet &changes)
{
    return std::any_of(changes.changes.cbegin(), changes.changes.cend(), [](const Change &change) {
        if (std::holds_alternative<RowChange<Connection>>(change))
            return true;
        const auto *placement = std::get_if<RowChange<Placement>>(&change);
        return placement && (!placement->before || !placement->after);
    });
}

} // namespace groundplan::looks
