// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deployment/plan.h"

#include "model/deployment/members.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace groundplan {

using engine::Json, engine::memberOf, engine::textOf;

namespace {

constexpr int deepestPlan = 512; // a provider's schema nests some twenty levels
constexpr int attributeDepth = 6;
constexpr int mostAttributes = 200;

PlannedAction actionOf(const Json &actions)
{
    QStringList names;
    if (actions.is_array()) {
        for (const Json &action : actions)
            names << (action.is_string() ? QString::fromStdString(action.get<std::string>()) : QString());
    }
    if (names.size() == 2 && names.contains(QLatin1String("create")))
        return PlannedAction::Replace;
    const QString name = names.value(0);
    if (name == QLatin1String("create"))
        return PlannedAction::Create;
    if (name == QLatin1String("update"))
        return PlannedAction::Update;
    if (name == QLatin1String("delete") || name == QLatin1String("forget"))
        return PlannedAction::Delete;
    if (name == QLatin1String("read"))
        return PlannedAction::Read;
    return PlannedAction::None;
}

QString attributePath(const QString &path, const QString &key) { return path.isEmpty() ? key : path + QLatin1Char('.') + key; }

/// Paths at which `before` and `after` differ. Only names are collected, never a value.
void collectChanges(const Json &before, const Json &after, const Json &unknown, const QString &path, int depth, QStringList *into)
{
    if (into->size() >= mostAttributes)
        return;
    if (depth < attributeDepth && after.is_object() && before.is_object()) {
        QSet<QString> seen;
        QStringList keys;
        for (const Json *side : {&before, &after, &unknown}) {
            if (!side->is_object())
                continue;
            for (const auto &item : side->items()) {
                const QString key = QString::fromStdString(item.key());
                if (!seen.contains(key)) {
                    seen.insert(key);
                    keys << key;
                }
            }
        }
        for (const QString &key : std::as_const(keys)) {
            const std::string name = key.toStdString();
            collectChanges(memberOf(before, name), memberOf(after, name), memberOf(unknown, name), attributePath(path, key), depth + 1,
                           into);
        }
        return;
    }
    const bool becomesUnknown = unknown.is_boolean() && unknown.get<bool>();
    if (becomesUnknown || before != after)
        *into << path;
}

QStringList replacePaths(const Json &paths)
{
    QStringList result;
    if (!paths.is_array())
        return result;
    for (const Json &path : paths) {
        QString text;
        if (path.is_array()) {
            for (const Json &part : path) {
                if (part.is_string())
                    text = attributePath(text, QString::fromStdString(part.get<std::string>()));
                else if (part.is_number_integer())
                    text = attributePath(text, QString::number(part.get<qint64>()));
            }
        }
        if (!text.isEmpty() && !result.contains(text))
            result << text;
    }
    return result;
}

PlannedChange readChange(const Json &row)
{
    PlannedChange change{textOf(row, "address"), textOf(row, "type"), textOf(row, "name"), PlannedAction::None, {}, {}};
    const Json &details = memberOf(row, "change");
    change.action = actionOf(memberOf(details, "actions"));
    if (change.action == PlannedAction::Update || change.action == PlannedAction::Replace)
        collectChanges(memberOf(details, "before"), memberOf(details, "after"), memberOf(details, "after_unknown"), {}, 0,
                       &change.changedAttributes);
    if (change.action == PlannedAction::Replace)
        change.replaceReasons = replacePaths(memberOf(details, "replace_paths"));
    return change;
}

bool anyChange(const Json &outputs)
{
    if (!outputs.is_object())
        return false;
    for (const Json &output : outputs) {
        if (actionOf(memberOf(output, "actions")) != PlannedAction::None)
            return true;
    }
    return false;
}

/// The parts of the engine's answer that are as big as the plan itself and that nobody here reads.
bool isIgnored(const std::string &key)
{
    return key == "configuration" || key == "prior_state" || key == "planned_values" || key == "relevant_attributes" || key == "variables";
}

} // namespace

QString actionName(PlannedAction action)
{
    switch (action) {
    case PlannedAction::None: return QStringLiteral("no-op");
    case PlannedAction::Create: return QStringLiteral("create");
    case PlannedAction::Update: return QStringLiteral("update");
    case PlannedAction::Replace: return QStringLiteral("replace");
    case PlannedAction::Delete: return QStringLiteral("delete");
    case PlannedAction::Read: return QStringLiteral("read");
    }
    return {};
}

int Plan::count(PlannedAction action) const
{
    return int(std::count_if(changes.begin(), changes.end(), [&](const PlannedChange &change) { return change.action == action; }));
}

bool Plan::isEmpty() const
{
    return !changesOutputs
        && std::all_of(changes.begin(), changes.end(), [](const PlannedChange &change) { return change.action == PlannedAction::Read; });
}

Result<Plan> parsePlan(const QByteArray &json)
{
    bool tooDeep = false;
    const auto keep = [&](int depth, Json::parse_event_t event, Json &parsed) {
        if (depth > deepestPlan)
            tooDeep = true;
        if (tooDeep)
            return false;
        return !(event == Json::parse_event_t::key && depth == 1 && isIgnored(parsed.get_ref<const std::string &>()));
    };
    Json document;
    try {
        document = Json::parse(json.begin(), json.end(), keep);
        if (tooDeep)
            return Error{QCoreApplication::translate("Plan", "The plan that the engine printed is nested too deeply.")};
        if (!document.is_object() || !memberOf(document, "format_version").is_string())
            return Error{QCoreApplication::translate("Plan", "The engine did not print a plan."), QString::fromUtf8(json.left(200))};
        const QString format = textOf(document, "format_version");
        if (!format.startsWith(QLatin1String("1.")) && !format.startsWith(QLatin1String("0.")))
            return Error{
                QCoreApplication::translate("Plan", "This engine prints plans in a newer format than this version of Groundplan reads."),
                format};
        Plan plan;
        plan.engineVersion = textOf(document, "terraform_version");
        plan.changesOutputs = anyChange(memberOf(document, "output_changes"));
        const Json &rows = memberOf(document, "resource_changes");
        if (rows.is_array()) {
            for (const Json &row : rows) {
                const PlannedChange change = row.is_object() ? readChange(row) : PlannedChange();
                if (change.action != PlannedAction::None && !change.address.isEmpty())
                    plan.changes << change;
            }
        }
        return plan;
    } catch (const Json::exception &exception) {
        return Error{QCoreApplication::translate("Plan", "The engine's plan could not be read."),
                     QString::fromUtf8(exception.what()).left(300)};
    }
}

QString withoutInstanceKeys(const QString &address)
{
    QString result;
    result.reserve(address.size());
    bool inKey = false;
    bool quoted = false;
    for (qsizetype i = 0; i < address.size(); ++i) {
        const QChar c = address.at(i);
        if (!inKey) {
            if (c == QLatin1Char('['))
                inKey = true;
            else
                result += c;
        } else if (quoted) {
            if (c == QLatin1Char('\\'))
                ++i;
            else if (c == QLatin1Char('"'))
                quoted = false;
        } else if (c == QLatin1Char('"')) {
            quoted = true;
        } else if (c == QLatin1Char(']')) {
            inKey = false;
        }
    }
    return result;
}

void attachResources(Plan &plan, const QHash<QString, ResourceId> &addresses)
{
    for (PlannedChange &change : plan.changes)
        change.resource = addresses.value(change.address, addresses.value(withoutInstanceKeys(change.address)));
}

QHash<ResourceId, PlannedAction> planOverlay(const Plan &plan)
{
    const auto gravity = [](PlannedAction action) {
        switch (action) {
        case PlannedAction::None: return 0;
        case PlannedAction::Read: return 1;
        case PlannedAction::Create: return 2;
        case PlannedAction::Update: return 3;
        case PlannedAction::Delete: return 4;
        case PlannedAction::Replace: return 5;
        }
        return 0;
    };
    QHash<ResourceId, PlannedAction> overlay;
    for (const PlannedChange &change : plan.changes) {
        if (change.resource.isEmpty())
            continue;
        PlannedAction &shown = overlay[change.resource];
        if (gravity(change.action) > gravity(shown))
            shown = change.action;
    }
    return overlay;
}

} // namespace groundplan
