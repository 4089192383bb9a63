// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/providers.h"

#include "model/blueprint/edits.h"
#include "model/blueprint/jsontext.h"

#include <QCoreApplication>

#include <numeric>

namespace groundplan::lowering {

using namespace Qt::Literals::StringLiterals;

namespace {

QString providerName(const QString &type)
{
    const QString bare = type.startsWith("data."_L1) ? type.mid(5) : type;
    return bare.section(u'_', 0, 0);
}

} // namespace

int Providers::placeOf(const ResourceId &zone)
{
    if (const auto known = m_placeOf.constFind(zone); known != m_placeOf.constEnd())
        return *known;
    const int place = makePlace(zone);
    m_placeOf.insert(zone, place);
    return place;
}

/// Where a zone says nothing about it, it is in the place of what it stands in.
int Providers::makePlace(const ResourceId &zone)
{
    const Resource *resource = m_blueprint.find(zone);
    if (!resource)
        return 0;
    const int outer = resource->zones.isEmpty() ? 0 : placeOf(resource->zones.first());
    const bool isRegion = resource->type == "groundplan_region"_L1;
    if (!isRegion && resource->type != "groundplan_account"_L1)
        return outer;
    Place place = m_places[size_t(outer)];
    if (isRegion) {
        place.region = resource->properties.value(u"region"_s);
    } else {
        place.accountId = resource->properties.value(u"account_id"_s);
        place.roleArn = resource->properties.value(u"role_arn"_s);
        place.account = resource->name;
    }
    place.key = jsontext::compact(ValueList{place.region, place.roleArn, place.accountId});
    m_places.push_back(place);
    return int(m_places.size()) - 1;
}

Providers::Providers(const Blueprint &blueprint, const Environment *environment, const Rows &rows, QList<Diagnostic> &diagnostics)
    : m_blueprint(blueprint),
      m_places(1)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Generators", text); };
    QSet<QString> names;
    QHash<QString, bool> isAws; // by type
    std::vector<int> placeOfRow, usersOfPlace, lastUserOfPlace;
    placeOfRow.reserve(rows.all.size());
    for (const Row &row : rows.all) {
        auto known = isAws.constFind(row.type);
        if (known == isAws.constEnd()) {
            const QString name = providerName(row.type);
            known = isAws.insert(row.type, name == "aws"_L1);
            if (row.type != "terraform_data"_L1)
                names.insert(name);
        }
        const int place = *known ? placeOf(row.source) : 0;
        placeOfRow.push_back(place);
        usersOfPlace.resize(m_places.size());
        lastUserOfPlace.resize(m_places.size());
        ++usersOfPlace[size_t(place)];
        lastUserOfPlace[size_t(place)] = int(placeOfRow.size());
    }
    // Two zones that say the same are one place; of their names, the last user's counts.
    QMap<QByteArray, int> users;
    QHash<QByteArray, Place> places;
    std::vector<size_t> byLastUser(usersOfPlace.size());
    std::iota(byLastUser.begin(), byLastUser.end(), 0);
    std::sort(byLastUser.begin(), byLastUser.end(), [&](size_t a, size_t b) { return lastUserOfPlace[a] < lastUserOfPlace[b]; });
    for (const size_t i : byLastUser) {
        const Place &place = m_places[i];
        if (place.key.isEmpty() || usersOfPlace[i] == 0)
            continue;
        users[place.key] += usersOfPlace[i];
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
    if (aliases.isEmpty())
        return;
    std::vector<QString> aliasOfPlace;
    for (const Place &place : m_places)
        aliasOfPlace.push_back(aliases.value(place.key));
    for (size_t i = 0; i < rows.all.size(); ++i) {
        if (const QString &alias = aliasOfPlace[size_t(placeOfRow[i])]; !alias.isEmpty())
            m_ofRow.insert(rows.all[i].id, alias);
    }
}

} // namespace groundplan::lowering
