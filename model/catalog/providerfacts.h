// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/schema.h"

namespace groundplan {

/// What the provider's own validation says of a type beyond its schema: which attributes go together, which values they take. Read from
/// `:/groundplan/catalog/combinations/aws.json`, which the README there describes.
struct ProviderFacts {
    // Groups of paths through the first of each list of blocks (`launch_template.0.id`).
    QList<QStringList> exactlyOne, atLeastOne, notTogether;
    QList<QStringList> required; ///< the first wants the others

    // By dotted path without indexes.
    QMap<QString, QString> forms; ///< arn, json, cidr, cidr4, cidr6, ip, ip4, ip6, time
    QMap<QString, ValueRule> values;
    QMap<QString, ValueRule> counts; ///< how many blocks or items
    QStringList anyCase;             ///< whose values may be written in capitals or not
    QStringList whole;               ///< numbers that have no fraction
};

/// Empty for a type of which nothing is known. Decoded when first asked for; safe from several threads.
const ProviderFacts &providerFacts(const QString &type);

/// `rules`, with what the provider says where they say nothing of it.
void addProviderValues(const ProviderFacts &facts, QMap<QString, ValueRule> *rules);

} // namespace groundplan
