// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/coerce.h"

namespace groundplan::lowering {

/// Which configured provider each resource belongs to, from the region and account that it is drawn in.
class Providers {
public:
    Providers(const Blueprint &blueprint, const Environment *environment, const Rows &rows, QList<Diagnostic> &diagnostics);

    const QList<ProviderConfiguration> &all() const { return m_all; }
    const QStringList &required() const { return m_required; }
    /// `aws.us_west_2`, empty for the default.
    QString of(const Row &row) const { return m_ofRow.value(row.id); }
    /// The region that is drawn where the environment deploys to another one: availability zones follow.
    const QString &drawnRegion() const { return m_drawnRegion; }
    const QString &deployedRegion() const { return m_deployedRegion; }

private:
    struct Place {
        Value region, roleArn, accountId;
        QString account; ///< its name, for aliases
        QByteArray key;
    };
    int placeOf(const ResourceId &zone);
    int makePlace(const ResourceId &zone);

    const Blueprint &m_blueprint;
    std::vector<Place> m_places; ///< the first: nowhere in particular
    QHash<ResourceId, int> m_placeOf;
    QHash<ResourceId, QString> m_ofRow;
    QList<ProviderConfiguration> m_all;
    QStringList m_required;
    QString m_drawnRegion, m_deployedRegion;
};

} // namespace groundplan::lowering
