// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/enginesetup.h"

#include "model/blueprint/blueprintfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>

#include <nlohmann/json.hpp>

namespace groundplan::enginesetup {

using Json = nlohmann::ordered_json;

namespace {

bool holdsComputed(const Value &value)
{
    if (value.isComputed())
        return true;
    const ValueList &list = value.toList();
    const ValueMap &map = value.toMap();
    return std::any_of(list.begin(), list.end(), holdsComputed) || std::any_of(map.begin(), map.end(), holdsComputed);
}

Json toJson(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Bool: return value.toBool();
    case Value::Kind::Integer: return value.toInteger();
    case Value::Kind::Real: return value.toReal();
    case Value::Kind::String: return value.toString().toStdString();
    case Value::Kind::List: {
        Json list = Json::array();
        for (const Value &item : value.toList())
            list.push_back(toJson(item));
        return list;
    }
    case Value::Kind::Map: {
        Json map = Json::object();
        for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it)
            map[it.key().toStdString()] = toJson(it.value());
        return map;
    }
    default: return nullptr;
    }
}

QByteArray bytes(const Json &json) { return QByteArray::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n'; }

QByteArray variableValues(const Blueprint &blueprint, const Environment &environment)
{
    Json values = Json::object();
    for (auto it = environment.variables.begin(); it != environment.variables.end(); ++it) {
        const Variable *variable = blueprint.find(VariableId(it.key()));
        if (variable && !variable->sensitive && !it.value().isNull() && !holdsComputed(it.value()))
            values[it.key().toStdString()] = toJson(it.value());
    }
    return values.empty() ? QByteArray() : bytes(values);
}

/// What a provider needs to work against LocalStack or moto: no look for real credentials, accounts or machines.
QByteArray endpointOverride(const QStringList &aliases)
{
    Json providers = Json::array();
    for (const QString &alias : aliases) {
        Json provider = Json::object();
        if (!alias.isEmpty())
            provider["alias"] = alias.toStdString();
        for (const char *flag :
             {"skip_credentials_validation", "skip_requesting_account_id", "skip_metadata_api_check", "s3_use_path_style"})
            provider[flag] = true;
        providers.push_back(provider);
    }
    return bytes({{"provider", {{"aws", providers}}}});
}

QByteArray hclString(const QString &text)
{
    QByteArray result = "\"";
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

bool changesRuns(const QString &name)
{
    // Arguments, workspaces and data folders of the user's shell are for the user's own runs. Logs would flood and tell secrets.
    return name.startsWith(QLatin1String("TF_CLI_ARGS")) || name == QLatin1String("TF_WORKSPACE") || name == QLatin1String("TF_DATA_DIR")
        || name.startsWith(QLatin1String("TF_LOG"));
}

} // namespace

FileSet deploymentFiles(FileSet generated, const Blueprint &blueprint, const Environment *environment)
{
    if (!environment)
        return generated;
    const QByteArray values = variableValues(blueprint, *environment);
    if (!values.isEmpty())
        generated.files.insert(QLatin1String(variablesFile), values);
    const QStringList aliases = environment->endpointUrl.isEmpty() ? QStringList() : awsProviderAliases(generated);
    if (!aliases.isEmpty())
        generated.files.insert(QLatin1String(overrideFile), endpointOverride(aliases));
    return generated;
}

QByteArray fingerprint(const FileSet &files)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (auto it = files.files.begin(); it != files.files.end(); ++it) {
        for (const QByteArray &part : {it.key().toUtf8(), it.value()}) {
            hash.addData(QByteArray::number(part.size()) + ':');
            hash.addData(part);
        }
    }
    return hash.result().toHex();
}

QStringList requiredSecrets(const Blueprint &blueprint)
{
    QStringList names;
    blueprint.forEach<Variable>([&](const Variable &variable) {
        if (variable.sensitive && variable.defaultValue.isNull())
            names << variable.id.text();
    });
    names.sort();
    return names;
}

QStringList awsProviderAliases(const FileSet &files)
{
    static const QRegularExpression block(QStringLiteral("^provider \"aws\" \\{$(.*?)^\\}$"),
                                          QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression alias(QStringLiteral("^  alias\\s*= \"([^\"]*)\"$"), QRegularExpression::MultilineOption);
    QStringList result;
    for (auto it = files.files.begin(); it != files.files.end(); ++it) {
        if (!it.key().endsWith(QLatin1String(".tf")))
            continue;
        QRegularExpressionMatchIterator blocks = block.globalMatch(QString::fromUtf8(it.value()));
        while (blocks.hasNext())
            result << alias.match(blocks.next().captured(1)).captured(1);
    }
    return result;
}

QProcessEnvironment processEnvironment(QProcessEnvironment base, const Environment *environment, const QMap<QString, QString> &secrets,
                                       const EngineFolders &folders)
{
    for (const QString &name : base.keys()) {
        if (changesRuns(name))
            base.remove(name);
    }
    base.insert(QStringLiteral("TF_IN_AUTOMATION"), QStringLiteral("1"));
    base.insert(QStringLiteral("TF_INPUT"), QStringLiteral("0"));
    base.insert(QStringLiteral("CHECKPOINT_DISABLE"), QStringLiteral("1"));
    if (!folders.cliConfig.isEmpty())
        base.insert(QStringLiteral("TF_CLI_CONFIG_FILE"), folders.cliConfig);
    else if (!folders.pluginCache.isEmpty() && !base.contains(QStringLiteral("TF_PLUGIN_CACHE_DIR")))
        base.insert(QStringLiteral("TF_PLUGIN_CACHE_DIR"), folders.pluginCache);
    for (auto it = secrets.begin(); it != secrets.end(); ++it)
        base.insert(QStringLiteral("TF_VAR_") + it.key(), it.value());
    if (!environment)
        return base;
    if (!environment->profile.isEmpty()) {
        base.insert(QStringLiteral("AWS_PROFILE"), environment->profile);
        // Keys in the shell would win over the profile that was chosen here.
        for (const char *name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"})
            base.remove(QLatin1String(name));
    }
    if (!environment->region.isEmpty())
        base.insert(QStringLiteral("AWS_REGION"), environment->region);
    if (!environment->endpointUrl.isEmpty()) {
        base.insert(QStringLiteral("AWS_ENDPOINT_URL"), environment->endpointUrl);
        base.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
        // A local imitation takes any keys; without a profile it gets made-up ones, and never the user's own.
        if (environment->profile.isEmpty()) {
            base.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("test"));
            base.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("test"));
            base.remove(QStringLiteral("AWS_SESSION_TOKEN"));
            base.remove(QStringLiteral("AWS_PROFILE"));
        }
    }
    return base;
}

QStringList secretsIn(const QProcessEnvironment &environment)
{
    QStringList result;
    for (const QString &name : environment.keys()) {
        if (name == QLatin1String("AWS_SECRET_ACCESS_KEY") || name == QLatin1String("AWS_SESSION_TOKEN")
            || name == QLatin1String("AWS_CONTAINER_AUTHORIZATION_TOKEN") || name.startsWith(QLatin1String("TF_TOKEN_")))
            result << environment.value(name);
    }
    result.removeAll(QStringLiteral("test")); // the made-up key of an endpoint is a word of every other line
    return result;
}

QByteArray mirrorConfiguration(const QString &mirror)
{
    QByteArrayList patterns;
    const auto folders = [](const QString &path) { return QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name); };
    for (const QString &host : folders(mirror)) {
        for (const QString &space : folders(mirror + QLatin1Char('/') + host)) {
            for (const QString &type : folders(mirror + QLatin1Char('/') + host + QLatin1Char('/') + space))
                patterns << "      " + hclString(host + QLatin1Char('/') + space + QLatin1Char('/') + type);
        }
    }
    // What the mirror has is excluded elsewhere: else the engine asks the network for newer versions, too.
    const QByteArray list = "[\n" + patterns.join(",\n") + "\n    ]";
    QByteArray text = "provider_installation {\n";
    if (!patterns.isEmpty()) {
        text += "  filesystem_mirror {\n    path    = " + hclString(mirror) + "\n    include = " + list + "\n  }\n";
        text += "  direct {\n    exclude = " + list + "\n  }\n";
    } else {
        text += "  direct {}\n";
    }
    return text + "}\n";
}

} // namespace groundplan::enginesetup
