// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/providers.h"

#include "model/blueprint/edits.h"
#include "model/blueprint/jsontext.h"

#include <QCoreApplication>

namespace groundplan::lowering {

using namespace Qt::Literals::StringLiterals;

namespace {

QString providerName(const QString &type)
{
    const QString bare = type.startsWith("data."_L1) ? type.mid(5) : type;
    return bare.section(u'_', 0, 0);
}

} // namespace

Providers::Place Providers::placeOf(const ResourceId &zone)
{
    if (const auto known = m_places.constFind(zone); known != m_places.constEnd())
        return *known;
    const Place place = makePlace(zone);
    m_places.insert(zone, place);
    return place;
}

Providers::Place Providers::makePlace(const ResourceId &zone)
{
    const Resource *resource = m_blueprint.find(zone);
    if (!resource)
        return {};
    Place place = resource->zones.isEmpty() ? Place() : placeOf(resource->zones.first());
    if (resource->type == "groundplan_region"_L1) {
        place.region = resource->properties.value(u"region"_s);
    } else if (resource->type == "groundplan_account"_L1) {
        place.accountId = resource->properties.value(u"account_id"_s);
        place.roleArn = resource->properties.value(u"role_arn"_s);
        place.account = resource->name;
    } else {
        return place;
    }
    place.key = jsontext::compact(ValueList{place.region, place.roleArn, place.accountId});
    return place;
}

Providers::Providers(const Blueprint &blueprint, const Environment *environment, const Rows &rows, QList<Diagnostic> &diagnostics)
    : m_blueprint(blueprint)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Generators", text); };
    QSet<QString> names;
    QMap<QByteArray, int> users;
    QHash<QByteArray, Place> places;
    std::vector<QByteArray> keys;
    for (const Row &row : rows.all) {
        const Place place = placeOf(row.source);
        if (row.type != "terraform_data"_L1)
            names.insert(providerName(row.type));
        keys.push_back(providerName(row.type) == "aws"_L1 ? place.key : QByteArray());
        if (keys.back().isEmpty())
            continue;
        ++users[place.key];
        places.insert(place.key, place);
    }
    m_required = QStringList(names.begin(), names.end());
    m_required.sort();
    if (!names.contains(u"aws"_s))
        return;

    // The busiest place is the default one, so that the fewest resources have to name theirs.
    QByteArray main;
    for (auto it = users.begin(); it != users.end(); ++it) {
        if (main.isEmpty() || *it > users.value(main))
            main = it.key();
    }
    const Place home = places.value(main);
    ProviderConfiguration standard{u"aws"_s, {}, home.region, home.roleArn};
    if (environment && !environment->region.isEmpty()) {
        if (home.region.isString() && home.region.toString() != environment->region) {
            m_drawnRegion = home.region.toString();
            m_deployedRegion = environment->region;
        }
        standard.region = environment->region;
    }
    if (environment && !environment->roleArn.isEmpty())
        standard.roleArn = environment->roleArn;
    if (standard.region.isNull())
        standard.region = u"us-east-1"_s;
    m_all.append(standard);

    QHash<QByteArray, QString> aliases;
    QSet<QString> taken, withoutRole;
    for (auto it = users.begin(); it != users.end(); ++it) {
        const Place &place = places[it.key()];
        const bool needsRole = !place.accountId.isNull() && place.roleArn.isNull() && users.size() > 1;
        if (needsRole && !withoutRole.contains(place.account)) {
            withoutRole.insert(place.account);
            diagnostics.append({Severity::Warning,
                                {},
                                {},
                                tr("The account “%1” has no role_arn, so its provider uses the default credentials.").arg(place.account)});
        }
        if (it.key() == main)
            continue;
        QString wanted = place.region.isString() ? place.region.toString()
            : place.region.isVariable()          ? place.region.toVariable().name
                                                 : u"other"_s;
        if (!place.account.isEmpty() && place.account != home.account)
            wanted = place.account + u'_' + wanted;
        wanted = edits::identifier(wanted);
        QString alias = wanted;
        for (int i = 2; taken.contains(alias); ++i)
            alias = wanted + u'_' + QString::number(i);
        taken.insert(alias);
        aliases.insert(it.key(), u"aws."_s + alias);
        m_all.append({u"aws"_s, alias, place.region.isNull() ? standard.region : place.region, place.roleArn});
    }
    for (size_t i = 0; i < rows.all.size(); ++i) {
        if (const QString alias = aliases.value(keys[i]); !alias.isEmpty())
            m_ofRow.insert(rows.all[i].id, alias);
    }
}

} // namespace groundplan::lowering
