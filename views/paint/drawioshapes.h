// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/rows.h"
#include "views/paint/style.h"

#include <QJsonObject>
#include <QSizeF>

namespace groundplan {

/// How draw.io's library of official AWS shapes draws types and zones: the table in `resources/catalog/drawio`, read anew by
/// each export.
class DrawioShapes {
public:
    /// The name of a shape in the library `mxgraph.aws4`.
    struct Glyph {
        QString name;        ///< empty: the library has none
        bool isIcon = false; ///< a service's icon, drawn on a coloured square; else the glyph of a resource
        QSizeF size{78, 78}; ///< of its picture; only the ratio matters
    };
    struct Container {
        QString group; ///< the icon in its corner; empty: a plain rectangle
        QString stroke, fill, font;
        bool isDashed = false, isRounded = false, isCentered = false;
    };

    DrawioShapes();

    Glyph glyph(const Resource &resource) const;
    Container container(const QString &type, ZoneRole role) const;

private:
    QJsonObject m_table;
};

} // namespace groundplan
