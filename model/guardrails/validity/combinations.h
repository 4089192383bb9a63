// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// Which of a type's attributes go together, what the provider's own validation says of their values: read from
/// `:/groundplan/catalog/combinations/*.json`, which resources/catalog/README.md describes.
namespace groundplan::combinations {

struct Range {
    std::optional<double> least, most;
};

struct Facts {
    QList<QStringList> exactlyOne, atLeastOne, notTogether;
    QList<QStringList> required; ///< the first wants the others
    QStringList json;            ///< names of attributes that take JSON text only
    QMap<QString, Range> ranges; ///< of whole numbers, by the attribute's name
};

/// Empty for a type that the files do not have.
const Facts &of(const QString &type);

} // namespace groundplan::combinations
