// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/statebackend.h"

#include "model/blueprint/words.h"

namespace groundplan {

using namespace Qt::Literals::StringLiterals;

namespace {

struct KnownBackend {
    QStringList required, optional;
};

const QHash<QString, KnownBackend> &knownBackends()
{
    static const QHash<QString, KnownBackend> known{
        {u"s3"_s,
         {{u"bucket"_s, u"key"_s},
          {u"region"_s, u"use_lockfile"_s, u"dynamodb_table"_s, u"encrypt"_s, u"kms_key_id"_s, u"profile"_s, u"acl"_s,
           u"workspace_key_prefix"_s}}},
        {u"azurerm"_s,
         {{u"storage_account_name"_s, u"container_name"_s, u"key"_s},
          {u"resource_group_name"_s, u"use_azuread_auth"_s, u"use_oidc"_s, u"subscription_id"_s, u"tenant_id"_s, u"client_id"_s}}},
        {u"gcs"_s, {{u"bucket"_s}, {u"prefix"_s, u"kms_encryption_key"_s, u"impersonate_service_account"_s}}},
        {u"http"_s,
         {{u"address"_s},
          {u"lock_address"_s, u"unlock_address"_s, u"update_method"_s, u"lock_method"_s, u"unlock_method"_s, u"username"_s}}},
        {u"pg"_s, {{}, {u"schema_name"_s, u"skip_schema_creation"_s, u"skip_table_creation"_s, u"skip_index_creation"_s}}},
        {u"local"_s, {{}, {u"path"_s, u"workspace_dir"_s}}},
        {u"cloud"_s, {{u"organization"_s, u"workspaces"_s}, {u"hostname"_s}}}};
    return known;
}

} // namespace

StateBackend stateBackendOf(const Environment &environment, QStringList *problems)
{
    const Value given = environment.extra.value(u"backend"_s);
    if (given.isNull())
        return {};
    const qsizetype before = problems->size();
    StateBackend result{given[u"type"_s].toString(), {}};
    const auto known = knownBackends().constFind(result.type);
    if (known == knownBackends().constEnd()) {
        QStringList names = knownBackends().keys();
        names.sort();
        problems->append(tr("“%1” keeps no state; the environment %2 takes %3.").arg(result.type, environment.name, names.join(u", "_s)));
        return {};
    }
    static const QStringList secrets{u"access_key"_s, u"secret_key"_s, u"token"_s,       u"password"_s,
                                     u"conn_str"_s,   u"sas_token"_s,  u"credentials"_s, u"client_secret"_s};
    for (auto it = given.toMap().begin(); it != given.toMap().end(); ++it) {
        const bool isWorkspaces = result.type == "cloud"_L1 && it.key() == "workspaces"_L1 && it->isMap();
        if (it.key() == "type"_L1)
            continue;
        if (secrets.contains(it.key()))
            problems->append(tr("“%1” is a secret: give it to the engine in its own environment variable, not in the file.").arg(it.key()));
        else if (!known->required.contains(it.key()) && !known->optional.contains(it.key()))
            problems->append(tr("The backend %1 has no setting “%2”.").arg(result.type, it.key()));
        else if (!it->isLiteralScalar() && !isWorkspaces)
            problems->append(tr("The setting “%1” of the backend must be written out.").arg(it.key()));
        else
            result.settings.insert(it.key(), *it);
    }
    for (const QString &name : known->required) {
        if (!result.settings.contains(name))
            problems->append(tr("The backend %1 needs “%2”.").arg(result.type, name));
    }
    return problems->size() == before ? result : StateBackend();
}

} // namespace groundplan
