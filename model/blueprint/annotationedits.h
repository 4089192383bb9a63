// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

#include <QByteArray>
#include <QLineF>
#include <QStringList>

/// Words of the notes on a page.
namespace groundplan::annotation {

// In rows and files. A legend and a title block say what the blueprint knows: nothing of that is kept in them.
inline constexpr QLatin1String text("text"), sticky("note"), callout("callout"), rectangle("rectangle"), ellipse("ellipse"), arrow("arrow"),
    image("image"), legend("legend"), titleBlock("title");

const QStringList &kinds();
const QStringList &colors();
const QStringList &sizes(); ///< of texts, smallest first; the empty one is the usual one
QString kindTitle(const QString &kind);
QString colorTitle(const QString &color);
/// What a hand makes when it only clicks.
QSizeF usualSize(const QString &kind);
bool hasText(const QString &kind);

/// Where an arrow starts and ends, and a callout points to; on the page.
QLineF arrowLine(const Annotation &arrow);
Annotation withArrowLine(Annotation arrow, const QLineF &line);
QPointF calloutTip(const Annotation &callout);

inline constexpr qsizetype largestPicture = 2 * 1024 * 1024; ///< bytes of the picture's file: each copy of a blueprint carries them
Result<> mayKeepPicture(qint64 bytes);
/// The bytes of a picture as an annotation keeps them. Errors: no picture of a kind that can be shown, too large.
Result<PropertyMap> pictureProperties(const QByteArray &bytes);
QByteArray pictureBytes(const Annotation &image);

} // namespace groundplan::annotation

/// Edits of the notes on a page: they change nothing else.
namespace groundplan::edits {

/// `row` without an id gets one; it is put over what is there.
Result<ChangeSet> addAnnotation(const Blueprint &blueprint, Annotation row, AnnotationId *newId = nullptr);
/// Each of `rows` as it shall be. Only what differs changes.
Result<ChangeSet> changeAnnotations(const Blueprint &blueprint, const QList<Annotation> &rows, const QString &text,
                                    const QString &mergeKey = {});
Result<ChangeSet> moveAnnotations(const Blueprint &blueprint, const QList<AnnotationId> &ids, const QPointF &delta);
Result<ChangeSet> setAnnotationText(const Blueprint &blueprint, const AnnotationId &id, const QString &text, const QSizeF &size);
Result<ChangeSet> setAnnotationColor(const Blueprint &blueprint, const QList<AnnotationId> &ids, const QString &color);
/// One step smaller or larger.
Result<ChangeSet> growAnnotationText(const Blueprint &blueprint, const QList<AnnotationId> &ids, bool isLarger);
Result<ChangeSet> lockAnnotations(const Blueprint &blueprint, const QList<AnnotationId> &ids, bool isLocked);
Result<ChangeSet> restackAnnotations(const Blueprint &blueprint, const QList<AnnotationId> &ids, bool toFront);
Result<ChangeSet> removeAnnotations(const Blueprint &blueprint, const QList<AnnotationId> &ids);

} // namespace groundplan::edits
