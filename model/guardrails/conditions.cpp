// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/conditions.h"

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "model/guardrails/words.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QRegularExpression>

namespace groundplan {

namespace conditions {

namespace {

Q_LOGGING_CATEGORY(lcRules, "groundplan.guardrails")

const QStringList operators{QStringLiteral("is"), QStringLiteral("in"), QStringLiteral("below"), QStringLiteral("above"), QStringLiteral("matches"), QStringLiteral("set"), QStringLiteral("literal")};

Verdict negated(Verdict verdict)
{
    return verdict == Verdict::Unknown ? verdict : verdict == Verdict::Yes ? Verdict::No : Verdict::Yes;
}

/// The values at a path, those of every block on the way; one that is not set is null.
void collect(Look &look, const Value &value, const QStringList &path, QList<Value> *into)
{
    const Value known = look.resolved(value);
    if (known.isList()) {
        if (known.toList().isEmpty())
            into->append(Value());
        for (const Value &item : known.toList())
            collect(look, item, path, into);
    } else if (path.isEmpty() || known.isNull() || known.isComputed()) {
        into->append(known);
    } else {
        collect(look, known[path.first()], path.mid(1), into);
    }
}

/// As Terraform compares: "true" is true and "5" is 5.
bool same(const Value &a, const Value &b)
{
    if (a.isNumber() && b.isNumber())
        return a.toReal() == b.toReal();
    return a.isLiteralScalar() && b.isLiteralScalar() ? a.toString() == b.toString() : a == b;
}

Verdict compared(const Value &value, const Value &limit, bool below, Look &look, const ResourceId &resource)
{
    const Value bound = limit.isMap() ? look.resolved(valueAt(look.properties(resource), limit[QStringLiteral("attribute")].toString())) : limit;
    if (bound.isComputed())
        return Verdict::Unknown;
    if (bound.isNull() || value.isNull())
        return Verdict::No;
    return (below ? value.toReal() < bound.toReal() : value.toReal() > bound.toReal()) ? Verdict::Yes : Verdict::No;
}

bool isOneOf(const ValueList &list, const Value &value)
{
    return std::any_of(list.begin(), list.end(), [&value](const Value &one) { return same(one, value); });
}

/// One value against the one operator of an attribute condition.
Verdict judge(const Value &condition, const Value &value, Look &look, const ResourceId &resource)
{
    const auto yes = [](bool holds) { return holds ? Verdict::Yes : Verdict::No; };
    const ValueMap &map = condition.toMap();
    if (map.contains(QStringLiteral("set")))
        return yes(value.isNull() != map.value(QStringLiteral("set")).toBool());
    if (map.contains(QStringLiteral("literal")))
        return yes((!value.isNull() && !value.isComputed()) == map.value(QStringLiteral("literal")).toBool());
    const Value known = value.isNull() ? map.value(QStringLiteral("unset")) : value;
    if (known.isComputed())
        return Verdict::Unknown;
    if (known.isNull())
        return Verdict::No;
    if (map.contains(QStringLiteral("is")))
        return yes(same(known, map.value(QStringLiteral("is"))));
    if (map.contains(QStringLiteral("in")))
        return yes(isOneOf(map.value(QStringLiteral("in")).toList(), known));
    if (map.contains(QStringLiteral("matches")))
        return yes(QRegularExpression(map.value(QStringLiteral("matches")).toString()).match(known.toString()).hasMatch());
    if (map.contains(QStringLiteral("below")))
        return compared(known, map.value(QStringLiteral("below")), true, look, resource);
    return compared(known, map.value(QStringLiteral("above")), false, look, resource);
}

/// Yes as soon as one is; Unknown when one might be.
template <class List, class F> Verdict anyOf(const List &list, F judgeOne)
{
    Verdict verdict = Verdict::No;
    for (const auto &one : list) {
        const Verdict its = judgeOne(one);
        if (its == Verdict::Yes)
            return its;
        if (its == Verdict::Unknown)
            verdict = its;
    }
    return verdict;
}

Verdict linked(const Value &link, Look &look, const QList<ResourceId> &others)
{
    const Value where = link[QStringLiteral("where")];
    return anyOf(others, [&](const ResourceId &other) { return where.isNull() ? Verdict::Yes : evaluate(where, look, other); });
}

/// Follows the references in an attribute; one that leads nowhere known gives no verdict.
Verdict target(const Value &link, Look &look, const ResourceId &resource)
{
    QList<Value> values;
    collect(look, Value(look.properties(resource)), link[QStringLiteral("attribute")].toString().split(QLatin1Char('.')), &values);
    return anyOf(values, [&](const Value &value) {
        if (value.isNull())
            return Verdict::No;
        if (!value.isReference() || look.typeOf(value.toReference().to).isEmpty())
            return Verdict::Unknown;
        return linked(link, look, {value.toReference().to});
    });
}

// ---- reading

Error broken(const QString &rule, const QString &problem)
{
    return Error{rules::say("The rule %1 cannot be used.").arg(rules::quoted(rule)), problem};
}

Result<> checkCondition(const QString &rule, const Value &condition)
{
    if (!condition.isMap() || condition.toMap().isEmpty())
        return broken(rule, rules::say("A condition is missing."));
    const ValueMap &map = condition.toMap();
    for (const QString &key : {QStringLiteral("all"), QStringLiteral("any")})
        if (map.contains(key)) {
            for (const Value &part : map.value(key).toList())
                if (const Result<> result = checkCondition(rule, part); !result)
                    return result;
            return {};
        }
    if (map.contains(QStringLiteral("not")))
        return checkCondition(rule, map.value(QStringLiteral("not")));
    for (const QString &key : {QStringLiteral("user"), QStringLiteral("target")})
        if (map.contains(key)) {
            const Value link = map.value(key);
            if (link[QStringLiteral("attribute")].toString().isEmpty() || (key == QLatin1String("user") && link[QStringLiteral("type")].toString().isEmpty()))
                return broken(rule, rules::say("A link lacks its type or attribute."));
            return link[QStringLiteral("where")].isNull() ? Result<>() : checkCondition(rule, link[QStringLiteral("where")]);
        }
    if (map.value(QStringLiteral("attribute")).toString().isEmpty())
        return broken(rule, rules::say("A condition names no attribute."));
    const auto count = std::count_if(operators.begin(), operators.end(), [&map](const QString &name) { return map.contains(name); });
    if (count != 1)
        return broken(rule, rules::say("A condition needs exactly one operator."));
    if (map.contains(QStringLiteral("matches")) && !QRegularExpression(map.value(QStringLiteral("matches")).toString()).isValid())
        return broken(rule, rules::say("An expression to match is broken."));
    return {};
}

Rule::Fix fixFor(const Value &remedy)
{
    if (remedy.isNull())
        return {};
    return [remedy](const Blueprint &blueprint, const Catalog &, const Finding &finding) -> Result<ChangeSet> {
        const Resource *before = blueprint.find(finding.resource);
        Resource after = *before;
        for (const Value &path : remedy[QStringLiteral("remove")].toList())
            after.properties = withValueAt(after.properties, path.toString(), {});
        const ValueMap sets = remedy[QStringLiteral("set")].toMap();
        for (auto it = sets.constBegin(); it != sets.constEnd(); ++it)
            after.properties = withValueAt(after.properties, it.key(), *it);
        ChangeSet changes;
        changes.replace(*before, after);
        return changes;
    };
}

Result<Rule> readRule(const Value &row)
{
    const auto text = [&row](const char *key) { return row[QLatin1String(key)].toString(); };
    Rule rule;
    rule.id = text("id");
    rule.title = text("title");
    for (const Value &type : row[QStringLiteral("types")].toList())
        rule.types.append(type.toString());
    const QString severity = text("severity");
    const QStringList severities{QStringLiteral("error"), QStringLiteral("warning"), QStringLiteral("notice")};
    if (rule.id.isEmpty() || rule.title.isEmpty() || rule.types.isEmpty() || !severities.contains(severity) || text("message").isEmpty() || text("advice").isEmpty())
        return broken(rule.id, rules::say("It needs id, title, types, severity, message and advice."));
    rule.severity = Severity(severities.indexOf(severity));
    const Value when = row[QStringLiteral("when")];
    if (const Result<> result = checkCondition(rule.id, when); !result)
        return result.error();
    rule.fix = fixFor(row[QStringLiteral("fix")]);
    rule.fixTitle = row[QStringLiteral("fix")][QStringLiteral("title")].toString();
    if (bool(rule.fix) == rule.fixTitle.isEmpty())
        return broken(rule.id, rules::say("A fix needs a title."));
    rule.check = [when, attribute = text("attribute"), message = text("message"), advice = text("advice")](Look &look, const Rule &self) {
        if (evaluate(when, look, look.id()) != Verdict::Yes)
            return;
        look.report(self, attribute, QString(message).replace(QLatin1String("{name}"), look.name()), advice);
    };
    return rule;
}

void collectPaths(const QString &type, const Value &condition, QList<std::pair<QString, QString>> *into)
{
    const ValueMap &map = condition.toMap();
    for (const QString &key : {QStringLiteral("all"), QStringLiteral("any")})
        for (const Value &part : map.value(key).toList())
            collectPaths(type, part, into);
    if (map.contains(QStringLiteral("not")))
        collectPaths(type, map.value(QStringLiteral("not")), into);
    if (const Value user = map.value(QStringLiteral("user")); user.isMap()) {
        into->append({user[QStringLiteral("type")].toString(), user[QStringLiteral("attribute")].toString()});
        collectPaths(user[QStringLiteral("type")].toString(), user[QStringLiteral("where")], into);
    }
    if (const Value link = map.value(QStringLiteral("target")); link.isMap())
        into->append({type, link[QStringLiteral("attribute")].toString()});
    if (map.contains(QStringLiteral("attribute")))
        into->append({type, map.value(QStringLiteral("attribute")).toString()});
}

} // namespace

Verdict evaluate(const Value &condition, Look &look, const ResourceId &resource)
{
    const ValueMap &map = condition.toMap();
    const auto inner = [&](const Value &part) { return evaluate(part, look, resource); };
    if (map.contains(QStringLiteral("any")))
        return anyOf(map.value(QStringLiteral("any")).toList(), inner);
    if (map.contains(QStringLiteral("all")))
        return negated(anyOf(map.value(QStringLiteral("all")).toList(), [&inner](const Value &part) { return negated(inner(part)); }));
    if (map.contains(QStringLiteral("not")))
        return negated(inner(map.value(QStringLiteral("not"))));
    if (const Value user = map.value(QStringLiteral("user")); user.isMap())
        return linked(user, look, look.users(resource, user[QStringLiteral("type")].toString(), user[QStringLiteral("attribute")].toString()));
    if (const Value link = map.value(QStringLiteral("target")); link.isMap())
        return target(link, look, resource);
    QList<Value> values;
    collect(look, Value(look.properties(resource)), map.value(QStringLiteral("attribute")).toString().split(QLatin1Char('.')), &values);
    return anyOf(values, [&](const Value &value) { return judge(condition, value, look, resource); });
}

Result<RuleList> parse(const QByteArray &json)
{
    const Result<Value> file = blueprintfile::readValue(json);
    if (!file)
        return file.error();
    const Value rows = file.value()[QStringLiteral("rules")];
    if (!rows.isList())
        return Error{rules::say("The file holds no rules.")};
    RuleList list;
    for (const Value &row : rows.toList()) {
        Result<Rule> rule = readRule(row);
        if (!rule)
            return rule.error();
        list.append(*rule);
    }
    return list;
}

QList<std::pair<QString, QString>> attributePaths(const QByteArray &json)
{
    QList<std::pair<QString, QString>> paths;
    const Result<Value> file = blueprintfile::readValue(json);
    if (!file)
        return paths;
    for (const Value &row : file.value()[QStringLiteral("rules")].toList())
        for (const Value &type : row[QStringLiteral("types")].toList()) {
            collectPaths(type.toString(), row[QStringLiteral("when")], &paths);
            if (const QString attribute = row[QStringLiteral("attribute")].toString(); !attribute.isEmpty())
                paths.append({type.toString(), attribute});
            for (const QString &path : row[QStringLiteral("fix")][QStringLiteral("set")].toMap().keys())
                paths.append({type.toString(), path});
            for (const Value &path : row[QStringLiteral("fix")][QStringLiteral("remove")].toList())
                paths.append({type.toString(), path.toString()});
        }
    return paths;
}

} // namespace conditions

RuleList rules::conditionRules()
{
    RuleList all;
    const QDir folder(QStringLiteral(":/groundplan/guardrails"));
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const Result<RuleList> list = conditions::parse(file.readAll());
        if (list)
            all.append(*list);
        else
            qCWarning(conditions::lcRules).noquote() << name << list.error().text();
    }
    return all;
}

} // namespace groundplan
