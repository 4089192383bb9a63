// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/look.h"

#include "model/blueprint/expressions.h"
#include "model/guardrails/rule.h"

#include <QCoreApplication>

#include <numeric>

namespace groundplan {

using FactKind = Fact::Kind;

Look::Look(Pass &pass, const ResourceId &subject) : m_pass(pass), m_id(subject), m_resource(pass.m_blueprint.find(subject))
{
    if (m_resource)
        m_type = catalogType(m_resource->type);
}

void Look::note(FactKind kind, const QString &id, const QString &type)
{
    if (!m_pass.m_remembers)
        return;
    // That its own row and connections concern it goes without saying.
    const bool isOwn = !m_sharing && (kind == FactKind::Row || kind == FactKind::Connections) && id == m_id.text();
    if (!isOwn)
        facts.insert({kind, id, type});
}

Value Look::value(const QString &path) { return resolved(valueAt(properties(), path)); }

const Resource *Look::find(const ResourceId &id)
{
    note(FactKind::Row, id.text());
    return m_pass.m_blueprint.find(id);
}

QString Look::typeOf(const ResourceId &id)
{
    note(FactKind::Standing, id.text());
    const Resource *resource = m_pass.m_blueprint.find(id);
    return resource ? resource->type : QString();
}

QList<ResourceId> Look::named(const QString &type, const QString &name)
{
    note(FactKind::Named, type + QLatin1Char('.') + name);
    return m_pass.m_blueprint.namesakes(type, name);
}

const expressions::Syntax &Look::syntax(const QString &text)
{
    auto &known = m_pass.m_syntaxes[text];
    if (!known) {
        const Result<expressions::Syntax> read = expressions::syntax(text);
        known = std::make_shared<const expressions::Syntax>(read ? read.value() : expressions::Syntax());
    }
    return *known;
}

bool Look::isRepeated(const ResourceId &id)
{
    const Resource *row = find(id);
    return row && (!row->meta.value(QStringLiteral("count")).isNull() || !row->meta.value(QStringLiteral("for_each")).isNull());
}

ValueList Look::inCopies(const ResourceId &id, const Value &value)
{
    static const QRegularExpression ofEach(QStringLiteral(R"(^\s*each\.value((?:\.[A-Za-z_][A-Za-z0-9_]*)*)\s*$)"));
    const auto match = value.isExpression() ? ofEach.match(value.toExpression().text) : QRegularExpressionMatch();
    const Resource *row = match.hasMatch() ? find(id) : nullptr;
    const Value items = row ? row->meta.value(QStringLiteral("for_each")) : Value();
    const QStringList path = match.captured(1).split(QLatin1Char('.'), Qt::SkipEmptyParts);
    if (items.isExpression() && path.isEmpty()) // toset([…]): whatever it refers to
        return {items};
    ValueList copies;
    const ValueList all = items.isMap() ? items.toMap().values() : items.toList();
    for (const Value &item : all)
        copies.append(std::accumulate(path.begin(), path.end(), item, [](const Value &in, const QString &key) { return in[key]; }));
    return copies.isEmpty() ? ValueList{value} : copies;
}

QString Look::nameOf(const ResourceId &id)
{
    note(FactKind::Row, id.text(), nameFact);
    note(FactKind::Standing, id.text());
    const Resource *resource = m_pass.m_blueprint.find(id);
    if (!resource)
        return QCoreApplication::translate("Guardrails", "a removed resource");
    // Names are unique within a type only: "app" and "app" in one sentence would say nothing.
    if (m_resource && id != m_id && resource->name == m_resource->name)
        return QStringLiteral("%1 (%2)").arg(resource->name, catalogType(resource->type)->summary.title);
    return resource->name;
}

std::shared_ptr<const ResourceType> Look::catalogType(const QString &type)
{
    auto it = m_pass.m_types.constFind(type);
    if (it == m_pass.m_types.constEnd())
        it = m_pass.m_types.insert(type, m_pass.m_catalog.type(type));
    return *it;
}

const Pass::Effective &Look::effective(const ResourceId &id)
{
    auto it = m_pass.m_effective.constFind(id);
    if (it != m_pass.m_effective.constEnd())
        return *it;
    Pass::Effective result;
    const Resource *resource = m_pass.m_blueprint.find(id);
    if (m_pass.m_remembers) {
        result.facts.append({FactKind::Row, id.text()});
        result.facts.append({FactKind::Connections, id.text()});
        QList<ResourceId> above = resource ? resource->zones : QList<ResourceId>();
        for (qsizetype i = 0; i < above.size(); ++i) { // all zones above: what they are decides what standing there means
            result.facts.append({FactKind::Standing, above.at(i).text()});
            if (const Resource *zone = m_pass.m_blueprint.find(above.at(i)))
                for (const ResourceId &next : zone->zones)
                    if (!above.contains(next))
                        above.append(next);
        }
        for (const ConnectionId &connection : m_pass.m_blueprint.connections(id))
            if (const Connection *row = m_pass.m_blueprint.find(connection))
                result.facts.append({FactKind::Standing, (row->from == id ? row->to : row->from).text()});
    }
    result.properties = std::make_shared<const PropertyMap>(
        resource ? containment::effectiveProperties(m_pass.m_blueprint, m_pass.m_catalog, *resource) : PropertyMap());
    return *m_pass.m_effective.insert(id, result);
}

const PropertyMap &Look::properties(const ResourceId &id)
{
    const Pass::Effective &result = effective(id);
    for (const Fact &fact : result.facts)
        note(fact.kind, fact.id, fact.type);
    return *result.properties;
}

Value Look::property(const ResourceId &id, const QString &key)
{
    const Pass::Effective &result = effective(id);
    for (const Fact &fact : result.facts)
        if (fact.kind != FactKind::Row)
            note(fact.kind, fact.id, fact.type);
    note(FactKind::Row, id.text(), key);
    note(FactKind::Standing, id.text());
    return result.properties->value(key);
}

void Look::collectInside(const ResourceId &zone, const QString &type, QSet<ResourceId> *into)
{
    note(FactKind::Users, zone.text(), type);
    note(FactKind::Groups, zone.text());
    for (const ResourceId &child : m_pass.m_blueprint.children(zone)) {
        const Resource *row = m_pass.m_blueprint.find(child);
        if (!row)
            continue;
        if (row->type == type)
            into->insert(child);
        if (isGroupType(row->type)) {
            note(FactKind::Standing, child.text());
            collectInside(child, type, into);
        }
    }
}

QList<ResourceId> Look::inside(const ResourceId &zone, const QString &type)
{
    QSet<ResourceId> found;
    collectInside(zone, type, &found);
    QList<ResourceId> sorted = found.values();
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

QList<ResourceId> Look::users(const ResourceId &target, const QString &type, const QString &attribute)
{
    QSet<ResourceId> candidates;
    collectInside(target, type, &candidates);
    const Blueprint &blueprint = m_pass.m_blueprint;
    for (const ResourceId &referrer : blueprint.referrers(target))
        if (const Resource *row = blueprint.find(referrer); row && row->type == type)
            candidates.insert(referrer);
    for (const ConnectionId &id : blueprint.connections(target)) {
        const Connection *connection = blueprint.find(id);
        const ResourceId other = connection->from == target ? connection->to : connection->from;
        if (const Resource *row = blueprint.find(other); row && row->type == type)
            candidates.insert(other);
    }
    QList<ResourceId> found;
    for (const ResourceId &candidate : std::as_const(candidates)) {
        bool refers = false;
        const auto check = [&](const Reference &reference) { refers = refers || reference.to == target; };
        if (attribute.isEmpty()) {
            for (const Value &value : properties(candidate))
                value.forEachReference(check);
        } else {
            const QString first = attribute.section(QLatin1Char('.'), 0, 0);
            const Value value = valueAt({{first, property(candidate, first)}}, attribute);
            value.forEachReference(check);
            if (!refers && value.isExpression())
                for (const Value &its : inCopies(candidate, value))
                    its.forEachReference(check);
        }
        if (refers)
            found.append(candidate);
    }
    std::sort(found.begin(), found.end());
    return found;
}

QList<ConnectionId> Look::connections(const ResourceId &id)
{
    note(FactKind::Connections, id.text());
    return m_pass.m_blueprint.connections(id);
}

const QRegularExpression &Look::expression(const QString &pattern)
{
    auto it = m_pass.m_expressions.constFind(pattern);
    if (it == m_pass.m_expressions.constEnd())
        it = m_pass.m_expressions.insert(pattern, QRegularExpression(pattern));
    return *it;
}

QString Look::regionOf(const ResourceId &id)
{
    for (const Fact &fact : effective(id).facts) // it reads the same zones
        note(fact.kind, fact.id, fact.type);
    return containment::regionOf(m_pass.m_blueprint, id, {});
}

bool Look::hasVariable(const QString &name)
{
    note(FactKind::Variable, name);
    return m_pass.m_blueprint.find(VariableId(name));
}

Value Look::resolved(const Value &value)
{
    if (value.isVariable()) {
        note(FactKind::Variable, value.toVariable().name);
        const Variable *variable = m_pass.m_blueprint.find(VariableId(value.toVariable().name));
        return variable && !variable->defaultValue.isNull() ? variable->defaultValue : value;
    }
    if (value.isReference() && !value.toReference().attribute.isEmpty()) {
        // A result of AWS (an id, an ARN) is in no blueprint: the target's row need not be read.
        const auto type = catalogType(typeOf(value.toReference().to));
        const AttributeSchema *attribute = type->schema ? type->schema->attributeAt(value.toReference().attribute) : nullptr;
        if (attribute && !attribute->isSettable())
            return value;
        const QString path = value.toReference().attribute;
        note(FactKind::Row, value.toReference().to.text(), path.section(QLatin1Char('.'), 0, 0));
        const Resource *target = m_pass.m_blueprint.find(value.toReference().to);
        const Value held = target ? valueAt(target->properties, path) : Value();
        if (held.isVariable())
            return resolved(held);
        return held.isLiteralScalar() && !held.isNull() ? held : value;
    }
    return value;
}

Finding &Look::report(const Rule &rule, const QString &attribute, const QString &message, const QString &advice)
{
    findings.append({rule.id, m_id, {}, attribute, rule.severity, message, advice, rule.fixTitle});
    return findings.last();
}

} // namespace groundplan
