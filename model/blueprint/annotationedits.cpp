// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"

#include "model/blueprint/draft.h"
#include "model/blueprint/words.h"

#include <QLineF>
#include <QLocale>

namespace groundplan {

namespace annotation {

namespace {

const QString fromKey = QStringLiteral("from"), tipKey = QStringLiteral("tip");
const QString dataKey = QStringLiteral("data"), mediaTypeKey = QStringLiteral("media_type");

/// By what the file begins with: its name may lie.
QString mediaTypeOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return QStringLiteral("image/png");
    if (bytes.startsWith("\xff\xd8\xff"))
        return QStringLiteral("image/jpeg");
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return QStringLiteral("image/gif");
    return {};
}

} // namespace

const QStringList &kinds()
{
    static const QStringList all{text, sticky, callout, rectangle, ellipse, arrow, image, legend, titleBlock};
    return all;
}

const QStringList &colors()
{
    static const QStringList all{QStringLiteral("yellow"), QStringLiteral("orange"), QStringLiteral("red"), QStringLiteral("purple"),
                                 QStringLiteral("blue"),   QStringLiteral("green"),  QStringLiteral("grey")};
    return all;
}

const QStringList &sizes()
{
    static const QStringList all{QStringLiteral("small"), QString(), QStringLiteral("large"), QStringLiteral("huge")};
    return all;
}

QString kindTitle(const QString &kind)
{
    return kind == text      ? tr("Text")
        : kind == sticky     ? tr("Sticky note")
        : kind == callout    ? tr("Callout")
        : kind == rectangle  ? tr("Rectangle")
        : kind == ellipse    ? tr("Ellipse")
        : kind == arrow      ? tr("Arrow")
        : kind == image      ? tr("Picture")
        : kind == legend     ? tr("Legend")
        : kind == titleBlock ? tr("Title block")
                             : kind;
}

QString colorTitle(const QString &color)
{
    const QString titles[] = {tr("Yellow"), tr("Orange"), tr("Red"), tr("Purple"), tr("Blue"), tr("Green"), tr("Grey")};
    const qsizetype at = colors().indexOf(color);
    return at < 0 ? color : titles[at];
}

QSizeF usualSize(const QString &kind)
{
    return kind == text      ? QSizeF(160, 24)
        : kind == sticky     ? QSizeF(160, 128)
        : kind == callout    ? QSizeF(176, 64)
        : kind == ellipse    ? QSizeF(160, 112)
        : kind == arrow      ? QSizeF(128, 0)
        : kind == legend     ? QSizeF(200, 120)
        : kind == titleBlock ? QSizeF(264, 136)
                             : QSizeF(192, 128);
}

bool hasText(const QString &kind) { return kind != image && kind != arrow && kind != legend; }

QLineF arrowLine(const Annotation &row)
{
    const QString from = row.properties.value(fromKey).toString();
    const QLineF falling(row.rect.topLeft(), row.rect.bottomRight()), rising(row.rect.bottomLeft(), row.rect.topRight());
    const auto turned = [](const QLineF &line) { return QLineF(line.p2(), line.p1()); };
    return from == QLatin1String("bottom_left") ? rising
        : from == QLatin1String("top_right")    ? turned(rising)
        : from == QLatin1String("bottom_right") ? turned(falling)
                                                : falling;
}

Annotation withArrowLine(Annotation row, const QLineF &line)
{
    row.rect = QRectF(line.p1(), line.p2()).normalized();
    const bool isLeft = line.x1() <= line.x2(), isTop = line.y1() <= line.y2();
    if (isLeft && isTop)
        row.properties.remove(fromKey);
    else
        row.properties[fromKey] = QStringLiteral("%1_%2").arg(isTop ? QStringLiteral("top") : QStringLiteral("bottom"),
                                                              isLeft ? QStringLiteral("left") : QStringLiteral("right"));
    return row;
}

QPointF calloutTip(const Annotation &row)
{
    const ValueList tip = row.properties.value(tipKey).toList();
    if (tip.size() == 2 && tip.at(0).isNumber() && tip.at(1).isNumber())
        return row.rect.topLeft() + QPointF(tip.at(0).toReal(), tip.at(1).toReal());
    return row.rect.bottomLeft() + QPointF(std::min(24.0, row.rect.width() / 4), 32);
}

Result<> mayKeepPicture(qint64 bytes)
{
    if (bytes <= largestPicture)
        return {};
    return Error{tr("The picture has %1; up to %2 fit on a page, because each copy of the blueprint carries it. Make it smaller first.")
                     .arg(QLocale().formattedDataSize(bytes, 1), QLocale().formattedDataSize(largestPicture, 0))};
}

Result<PropertyMap> pictureProperties(const QByteArray &bytes)
{
    const QString type = mediaTypeOf(bytes);
    if (type.isEmpty())
        return Error{tr("Only PNG, JPEG and GIF pictures can be put on a page.")};
    if (const auto fits = mayKeepPicture(bytes.size()); !fits)
        return fits.error();
    return PropertyMap{{dataKey, QString::fromLatin1(bytes.toBase64())}, {mediaTypeKey, type}};
}

QByteArray pictureBytes(const Annotation &row) { return QByteArray::fromBase64(row.properties.value(dataKey).toString().toLatin1()); }

} // namespace annotation

namespace edits {

namespace {

QString aboutNotes(const Blueprint &blueprint, const QList<AnnotationId> &ids, const char *one, const char *many)
{
    const Annotation *row = ids.size() == 1 ? blueprint.find(ids.first()) : nullptr;
    return row ? tr(one).arg(annotation::kindTitle(row->kind)) : tr(many, int(ids.size()));
}

template <class Change>
Result<ChangeSet> changeEachNote(const Blueprint &blueprint, const QList<AnnotationId> &ids, const QString &text, Change change)
{
    QList<Annotation> rows;
    for (const AnnotationId &id : ids) {
        const Annotation *row = blueprint.find(id);
        if (!row)
            return Error{tr("The note no longer exists.")};
        rows.append(*row);
        change(rows.last());
    }
    return changeAnnotations(blueprint, rows, text);
}

} // namespace

Result<ChangeSet> addAnnotation(const Blueprint &blueprint, Annotation row, AnnotationId *newId)
{
    if (!blueprint.find(row.page))
        return Error{tr("The page no longer exists.")};
    while (row.id.isEmpty() || blueprint.find(row.id))
        row.id = AnnotationId(newIdText());
    for (const AnnotationId &id : blueprint.annotationsOn(row.page))
        row.order = std::max(row.order, blueprint.find(id)->order + 1);
    if (newId)
        *newId = row.id;
    Draft draft(blueprint);
    draft.set(row);
    return draft.take(tr("Add %1").arg(annotation::kindTitle(row.kind)));
}

Result<ChangeSet> changeAnnotations(const Blueprint &blueprint, const QList<Annotation> &rows, const QString &text, const QString &mergeKey)
{
    Draft draft(blueprint);
    for (const Annotation &row : rows) {
        if (!blueprint.find(row.id))
            return Error{tr("The note no longer exists.")};
        draft.set(row);
    }
    return draft.take(text, mergeKey);
}

Result<ChangeSet> moveAnnotations(const Blueprint &blueprint, const QList<AnnotationId> &ids, const QPointF &delta)
{
    return changeEachNote(blueprint, ids, aboutNotes(blueprint, ids, "Move %1", "Move %n notes"),
                          [&](Annotation &row) { row.rect.translate(delta); });
}

Result<ChangeSet> setAnnotationText(const Blueprint &blueprint, const AnnotationId &id, const QString &text, const QSizeF &size)
{
    return changeEachNote(blueprint, {id}, aboutNotes(blueprint, {id}, "Write on %1", ""), [&](Annotation &row) {
        row.text = text;
        row.rect.setSize(size);
    });
}

Result<ChangeSet> setAnnotationColor(const Blueprint &blueprint, const QList<AnnotationId> &ids, const QString &color)
{
    return changeEachNote(blueprint, ids, tr("Colour %1").arg(annotation::colorTitle(color)), [&](Annotation &row) { row.color = color; });
}

Result<ChangeSet> growAnnotationText(const Blueprint &blueprint, const QList<AnnotationId> &ids, bool isLarger)
{
    const QStringList &all = annotation::sizes();
    return changeEachNote(blueprint, ids, isLarger ? tr("Larger text") : tr("Smaller text"), [&](Annotation &row) {
        const qsizetype now = std::max<qsizetype>(0, all.indexOf(row.size));
        row.size = all.at(std::clamp<qsizetype>(now + (isLarger ? 1 : -1), 0, all.size() - 1));
    });
}

Result<ChangeSet> lockAnnotations(const Blueprint &blueprint, const QList<AnnotationId> &ids, bool isLocked)
{
    return changeEachNote(blueprint, ids,
                          isLocked ? aboutNotes(blueprint, ids, "Lock %1", "Lock %n notes")
                                   : aboutNotes(blueprint, ids, "Unlock %1", "Unlock %n notes"),
                          [&](Annotation &row) { row.locked = isLocked; });
}

Result<ChangeSet> restackAnnotations(const Blueprint &blueprint, const QList<AnnotationId> &ids, bool toFront)
{
    int low = 0, high = 0;
    for (const AnnotationId &id : ids) {
        const Annotation *row = blueprint.find(id);
        if (!row)
            return Error{tr("The note no longer exists.")};
        for (const AnnotationId &other : blueprint.annotationsOn(row->page)) {
            if (ids.contains(other))
                continue;
            low = std::min(low, blueprint.find(other)->order);
            high = std::max(high, blueprint.find(other)->order);
        }
    }
    int next = toFront ? high + 1 : low - int(ids.size());
    return changeEachNote(blueprint, ids,
                          toFront ? aboutNotes(blueprint, ids, "Bring %1 forward", "Bring %n notes forward")
                                  : aboutNotes(blueprint, ids, "Send %1 backward", "Send %n notes backward"),
                          [&](Annotation &row) { row.order = next++; });
}

Result<ChangeSet> removeAnnotations(const Blueprint &blueprint, const QList<AnnotationId> &ids)
{
    Draft draft(blueprint);
    for (const AnnotationId &id : ids)
        draft.remove<Annotation>(id);
    return draft.take(aboutNotes(blueprint, ids, "Delete %1", "Delete %n notes"));
}

} // namespace edits

} // namespace groundplan
