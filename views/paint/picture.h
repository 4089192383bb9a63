// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"
#include "model/deployment/plan.h"
#include "model/guardrails/finding.h"

#include <QByteArray>
#include <QHash>

class QPainter;

namespace groundplan {

struct PictureOptions {
    PageId page;                             ///< empty: the first one
    QString theme = QStringLiteral("light"); ///< Style::names()
    double scale = 1;                        ///< of a PNG: pixels for each scene unit, 0.1 to 8
    bool transparent = false;                ///< no background
    bool title = false;                      ///< the blueprint's and the page's name above the drawing
    QHash<ResourceId, QString> costs;        ///< "$32.85"
    QString environment, monthly;            ///< for a title block; empty: left out
    QHash<ResourceId, Severity> findings;
    QHash<ResourceId, PlannedAction> plan;
};

/// A page as an architect puts it into a document, without a window: needs a QGuiApplication (platform `offscreen` does).
/// Errors: no such page, nothing drawn on it, an unknown theme, a scale out of range, a picture that would be too large.
Result<QByteArray> renderPng(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options);
Result<QByteArray> renderSvg(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options);
/// One page of the drawing's true size: a scene unit is 1/96 inch.
Result<QByteArray> renderPdf(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options);

/// How large the page is with its margins, in scene units.
Result<QSizeF> pictureSize(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options);
/// Paints the page as lines into `target` of any painter, in its middle and as large as it fits.
Result<> paintPicture(QPainter &painter, const QRectF &target, const Blueprint &blueprint, const Catalog &catalog,
                      const PictureOptions &options);

/// The extension is one that savePicture() writes.
bool isPictureName(const QString &path);
/// Writes the kind of picture that the path's extension names (png, svg, pdf, drawio, mmd); the old file stays whole when it fails.
Result<> savePicture(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options, const QString &path);

} // namespace groundplan
