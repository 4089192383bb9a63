// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/conditions.h"

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "model/guardrails/words.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

namespace groundplan {

namespace conditions {

namespace {

Q_LOGGING_CATEGORY(lcRules, "groundplan.guardrails")

constexpr std::pair<const char *, Condition::Operator> operators[] = {
    {"is", Condition::Operator::Is},           {"in", Condition::Operator::In},           {"below", Condition::Operator::Below},
    {"above", Condition::Operator::Above},     {"matches", Condition::Operator::Matches}, {"set", Condition::Operator::Set},
    {"literal", Condition::Operator::Literal},
};

Verdict negated(Verdict verdict) { return verdict == Verdict::Unknown ? verdict : verdict == Verdict::Yes ? Verdict::No : Verdict::Yes; }

/// The values at a path, those of every block on the way; one that is not set is null.
void collect(Look &look, const Value &value, const QStringList &path, qsizetype from, QList<Value> *into)
{
    const Value known = value.isComputed() ? look.resolved(value) : value;
    if (known.isList()) {
        if (known.toList().isEmpty())
            into->append(Value());
        for (const Value &item : known.toList())
            collect(look, item, path, from, into);
    } else if (from == path.size() || known.isNull() || known.isComputed()) {
        into->append(known);
    } else {
        collect(look, known.toMap().value(path.at(from)), path, from + 1, into);
    }
}

QList<Value> valuesOf(Look &look, const ResourceId &resource, const QStringList &path)
{
    QList<Value> values;
    collect(look, look.properties(resource).value(path.first()), path, 1, &values);
    return values;
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
    const Value bound =
        limit.isMap() ? look.resolved(valueAt(look.properties(resource), limit[QStringLiteral("attribute")].toString())) : limit;
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

/// One value against the operator of an attribute condition.
Verdict judge(const Condition &condition, const Value &value, Look &look, const ResourceId &resource)
{
    const auto yes = [](bool holds) { return holds ? Verdict::Yes : Verdict::No; };
    using enum Condition::Operator;
    if (condition.op == Set)
        return yes(value.isNull() != condition.operand.toBool());
    if (condition.op == Literal)
        return yes((!value.isNull() && !value.isComputed()) == condition.operand.toBool());
    const Value &known = value.isNull() ? condition.unset : value;
    if (known.isComputed())
        return Verdict::Unknown;
    if (known.isNull())
        return Verdict::No;
    switch (condition.op) {
    case Is: return yes(same(known, condition.operand));
    case In: return yes(isOneOf(condition.operand.toList(), known));
    case Matches: return yes(condition.pattern.match(known.toString()).hasMatch());
    case Below: return compared(known, condition.operand, true, look, resource);
    case Above: return compared(known, condition.operand, false, look, resource);
    case Set:
    case Literal: break;
    }
    return Verdict::No;
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

Verdict linked(const Condition &link, Look &look, const QList<ResourceId> &others)
{
    return anyOf(others,
                 [&](const ResourceId &other) { return link.parts.empty() ? Verdict::Yes : evaluate(link.parts.front(), look, other); });
}

/// Follows the references in an attribute; one that leads nowhere known gives no verdict.
Verdict target(const Condition &link, Look &look, const ResourceId &resource)
{
    return anyOf(valuesOf(look, resource, link.path), [&](const Value &value) {
        if (value.isNull())
            return Verdict::No;
        if (!value.isReference() || look.typeOf(value.toReference().to).isEmpty())
            return Verdict::Unknown;
        return linked(link, look, {value.toReference().to});
    });
}

Error broken(const QString &rule, const QString &problem)
{
    return Error{rules::say("The rule %1 cannot be used.").arg(rules::quoted(rule)), problem};
}

Result<Condition> compileParts(Condition::Kind kind, const ValueList &list)
{
    Condition condition;
    condition.kind = kind;
    for (const Value &part : list) {
        Result<Condition> inner = compile(part);
        if (!inner)
            return inner;
        condition.parts.push_back(std::move(inner.value()));
    }
    return condition;
}

Result<Condition> compileLink(Condition::Kind kind, const Value &link)
{
    const Value where = link[QStringLiteral("where")];
    Result<Condition> condition = compileParts(kind, where.isNull() ? ValueList() : ValueList{where});
    if (!condition)
        return condition;
    condition.value().type = link[QStringLiteral("type")].toString();
    condition.value().attribute = link[QStringLiteral("attribute")].toString();
    condition.value().path = condition.value().attribute.split(QLatin1Char('.'));
    if (condition->attribute.isEmpty() || (kind == Condition::Kind::User && condition->type.isEmpty()))
        return Error{rules::say("A link lacks its type or attribute.")};
    return condition;
}

Result<Condition> compileAttribute(const ValueMap &map)
{
    Condition condition;
    condition.attribute = map.value(QStringLiteral("attribute")).toString();
    condition.path = condition.attribute.split(QLatin1Char('.'));
    condition.unset = map.value(QStringLiteral("unset"));
    if (condition.attribute.isEmpty())
        return Error{rules::say("A condition names no attribute.")};
    int count = 0;
    for (const auto &[name, op] : operators)
        if (map.contains(QLatin1String(name))) {
            condition.op = op;
            condition.operand = map.value(QLatin1String(name));
            ++count;
        }
    if (count != 1)
        return Error{rules::say("A condition needs exactly one operator.")};
    if (condition.op == Condition::Operator::Matches) {
        condition.pattern.setPattern(condition.operand.toString());
        if (!condition.pattern.isValid())
            return Error{rules::say("An expression to match is broken.")};
    }
    return condition;
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
    if (rule.id.isEmpty() || rule.title.isEmpty() || rule.types.isEmpty() || !severities.contains(severity) || text("message").isEmpty()
        || text("advice").isEmpty())
        return broken(rule.id, rules::say("It needs id, title, types, severity, message and advice."));
    rule.severity = Severity(severities.indexOf(severity));
    const Result<Condition> when = compile(row[QStringLiteral("when")]);
    if (!when)
        return broken(rule.id, when.error().message);
    rule.fix = fixFor(row[QStringLiteral("fix")]);
    rule.fixTitle = row[QStringLiteral("fix")][QStringLiteral("title")].toString();
    if (bool(rule.fix) == rule.fixTitle.isEmpty())
        return broken(rule.id, rules::say("A fix needs a title."));
    rule.check = [when = *when, attribute = text("attribute"), message = text("message"), advice = text("advice")](Look &look,
                                                                                                                   const Rule &self) {
        if (evaluate(when, look, look.id()) != Verdict::Yes)
            return;
        look.report(self, attribute, QString(message).replace(QLatin1String("{name}"), look.name()), advice);
    };
    return rule;
}

void collectPaths(const QString &type, const Condition &condition, QList<std::pair<QString, QString>> *into)
{
    const QString &owner = condition.kind == Condition::Kind::User ? condition.type : type;
    if (!condition.attribute.isEmpty())
        into->append({owner, condition.attribute});
    if (condition.kind != Condition::Kind::Target) // whose type is only known by following it
        for (const Condition &part : condition.parts)
            collectPaths(owner, part, into);
}

} // namespace

Result<Condition> compile(const Value &json)
{
    const ValueMap &map = json.toMap();
    if (map.isEmpty())
        return Error{rules::say("A condition is missing.")};
    if (map.contains(QStringLiteral("all")))
        return compileParts(Condition::Kind::All, map.value(QStringLiteral("all")).toList());
    if (map.contains(QStringLiteral("any")))
        return compileParts(Condition::Kind::Any, map.value(QStringLiteral("any")).toList());
    if (map.contains(QStringLiteral("not")))
        return compileParts(Condition::Kind::Not, {map.value(QStringLiteral("not"))});
    if (map.contains(QStringLiteral("user")))
        return compileLink(Condition::Kind::User, map.value(QStringLiteral("user")));
    if (map.contains(QStringLiteral("target")))
        return compileLink(Condition::Kind::Target, map.value(QStringLiteral("target")));
    return compileAttribute(map);
}

Verdict evaluate(const Condition &condition, Look &look, const ResourceId &resource)
{
    switch (condition.kind) {
    case Condition::Kind::Any: return anyOf(condition.parts, [&](const Condition &part) { return evaluate(part, look, resource); });
    case Condition::Kind::All:
        return negated(anyOf(condition.parts, [&](const Condition &part) { return negated(evaluate(part, look, resource)); }));
    case Condition::Kind::Not: return negated(evaluate(condition.parts.front(), look, resource));
    case Condition::Kind::User: {
        const Verdict verdict = linked(condition, look, look.users(resource, condition.type, condition.attribute));
        // Copies are referred to by expressions, which nobody reads.
        return verdict == Verdict::No && look.isRepeated(resource) ? Verdict::Unknown : verdict;
    }
    case Condition::Kind::Target: return target(condition, look, resource);
    case Condition::Kind::Attribute: break;
    }
    return anyOf(valuesOf(look, resource, condition.path), [&](const Value &value) { return judge(condition, value, look, resource); });
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
            if (const Result<Condition> when = compile(row[QStringLiteral("when")]))
                collectPaths(type.toString(), *when, &paths);
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
