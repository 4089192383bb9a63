// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/coerce.h"

#include "model/blueprint/expressions.h"
#include "model/blueprint/jsontext.h"
#include "model/blueprint/words.h"

namespace groundplan::lowering {

using namespace Qt::Literals::StringLiterals;

namespace {

QString joined(const QString &path, const QString &name) { return path.isEmpty() ? name : path + u'.' + name; }

/// Attributes whose text is a JSON document by what they are, so that its layout does not matter.
bool holdsJson(const QString &name)
{
    static const QSet<QString> names{u"policy"_s,        u"policy_document"_s,      u"container_definitions"_s, u"definition"_s,
                                     u"event_pattern"_s, u"dashboard_body"_s,       u"access_policies"_s,       u"key_policy"_s,
                                     u"inline_policy"_s, u"redrive_allow_policy"_s, u"filter_policy"_s,         u"container_properties"_s};
    return names.contains(name) || name.endsWith("_policy"_L1);
}

bool opensJson(const QString &text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](QChar c) { return !c.isSpace(); });
    return first != text.end() && (*first == u'{' || *first == u'[');
}

bool isEmptyValue(const Value &value) { return value.isNull(); }

/// True when the value, as JSON text, may be read and written again without a loss.
bool survivesJson(const Value &value)
{
    if (value.kind() == Value::Kind::Real)
        return false;
    if (value.isList())
        return std::all_of(value.toList().begin(), value.toList().end(), survivesJson);
    if (value.isMap())
        return std::all_of(value.toMap().begin(), value.toMap().end(), survivesJson);
    return !value.isComputed();
}

} // namespace

void Coercer::report(Severity severity, const QString &attribute, const QString &message)
{
    m_diagnostics.append({severity, m_row ? m_row->source : m_about, attribute, message});
}

Body Coercer::body(const Row &row)
{
    m_row = &row;
    if (!row.info || !row.info->schema)
        return block(row.properties, nullptr, {});
    return block(row.properties, row.info->schema.get(), {});
}

Value Coercer::free(const Value &value, const QString &place, const ResourceId &about)
{
    m_row = nullptr;
    m_about = about;
    static const AttributeType any{AttributeType::Kind::Dynamic, {}, {}};
    return coerce(value, any, place);
}

Body Coercer::block(const PropertyMap &values, const BlockSchema *schema, const QString &path)
{
    Body body;
    static const AttributeType any{AttributeType::Kind::Dynamic, {}, {}};
    for (auto it = values.begin(); it != values.end(); ++it) {
        const QString &name = it.key();
        const QString place = joined(path, name);
        if (isEmptyValue(*it))
            continue;
        if (!expressions::isIdentifier(name)) {
            report(Severity::Error, place, tr("“%1” is not a name that an attribute can have.").arg(name));
            continue;
        }
        if (!schema) {
            // Without a schema the file's own rule decides: a block is a list of maps.
            const ValueList &items = it->toList();
            if (!items.isEmpty() && std::all_of(items.begin(), items.end(), [](const Value &item) { return item.isMap(); }))
                addBlocks(body, name, *it, nullptr, nullptr, place);
            else
                addArgument(body, name, *it, any, place);
            continue;
        }
        const AttributeSchema *attribute = schema->attributeAt(name);
        const NestedBlock *nested = schema->blockAt(name);
        if (!m_leaving && ((attribute && attribute->leaves) || (nested && nested->leaves)))
            m_leaving = {m_row->source, place};
        if (nested) {
            addBlocks(body, name, *it, nested->block.get(), nested, place);
        } else if (attribute) {
            if (!attribute->required && !attribute->optional)
                report(Severity::Error, place, tr("The provider sets “%1” itself; it can't be given.").arg(name));
            else if (attribute->isWrittenAsBlocks() && !it->isComputed())
                addAttributeBlocks(body, name, *it, *attribute->type.element, place);
            else
                addArgument(body, name, *it, attribute->type, place);
        } else {
            report(Severity::Error, place, tr("%1 has no attribute “%2”.").arg(m_row->type, name));
        }
    }
    if (schema)
        requireAll(values, *schema, path);
    // Tags say the least about what a resource is: last.
    const auto tags = std::find_if(body.arguments.begin(), body.arguments.end(), [](const Argument &a) { return a.name == "tags"_L1; });
    if (tags != body.arguments.end())
        std::rotate(tags, tags + 1, body.arguments.end());
    return body;
}

const Coercer::Required &Coercer::requiredBy(const BlockSchema &schema)
{
    const auto known = m_required.find(&schema);
    if (known != m_required.end())
        return known->second;
    Required &required = m_required[&schema];
    for (const AttributeSchema &attribute : schema.attributes) {
        if (attribute.required)
            required.attributes.append(attribute.name);
    }
    for (const NestedBlock &nested : schema.blocks) {
        if (nested.minItems != 0)
            required.blocks.append(&nested);
    }
    return required;
}

void Coercer::requireAll(const PropertyMap &values, const BlockSchema &schema, const QString &path)
{
    const Required &required = requiredBy(schema);
    for (const QString &name : required.attributes) {
        const auto given = values.constFind(name);
        if (given == values.constEnd() || given->isNull())
            report(Severity::Error, joined(path, name), tr("“%1” is required and has no value.").arg(joined(path, name)));
    }
    for (const NestedBlock *block : required.blocks) {
        const NestedBlock &nested = *block;
        const Value value = values.value(nested.name);
        const qsizetype given = value.isMap() || value.isComputed() ? 1 : value.toList().size();
        if (given < nested.minItems)
            report(Severity::Error, joined(path, nested.name),
                   tr("“%1” is required at least %n time(s).")
                       .arg(joined(path, nested.name))
                       .replace("%n"_L1, QString::number(nested.minItems)));
    }
}

void Coercer::addBlocks(Body &body, const QString &name, const Value &value, const BlockSchema *schema, const NestedBlock *nested,
                        const QString &path)
{
    if (nested && nested->nesting == NestedBlock::Nesting::Map && value.isMap()) {
        for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it)
            body.blocks.push_back({name, it.key(), block(it->toMap(), schema, path)});
        return;
    }
    const ValueList items = value.isMap() ? ValueList{value} : value.toList();
    if (!value.isMap() && !value.isList()) {
        report(Severity::Error, path, tr("“%1” is a block: it takes attributes, not one value.").arg(path));
        return;
    }
    if (nested && (nested->maxItems > 0 || nested->holdsOne()) && items.size() > qMax(1, nested->maxItems))
        report(Severity::Error, path,
               tr("“%1” may stand here %2 time(s) at most; there are %3.").arg(path).arg(qMax(1, nested->maxItems)).arg(items.size()));
    for (const Value &item : items) {
        if (item.isMap())
            body.blocks.push_back({name, {}, block(item.toMap(), schema, path)});
        else if (!item.isNull())
            report(Severity::Error, path, tr("“%1” is a block: it takes attributes, not one value.").arg(path));
    }
}

void Coercer::addAttributeBlocks(Body &body, const QString &name, const Value &value, const AttributeType &object, const QString &path)
{
    const ValueList items = value.isMap() ? ValueList{value} : value.toList();
    if (items.isEmpty()) {
        addArgument(body, name, ValueList(), {AttributeType::Kind::List, std::make_shared<AttributeType>(object), {}}, path);
        return;
    }
    for (const Value &item : items) {
        Block one{name, {}, {}};
        for (auto it = item.toMap().begin(); it != item.toMap().end(); ++it) {
            const auto field = object.fields.constFind(it.key());
            if (field == object.fields.constEnd())
                report(Severity::Error, joined(path, it.key()), tr("%1 has no attribute “%2”.").arg(path, it.key()));
            else if (field->kind == AttributeType::Kind::Object
                     || (field->isCollection() && field->element && field->element->kind == AttributeType::Kind::Object))
                addAttributeBlocks(one.body, it.key(), *it, field->kind == AttributeType::Kind::Object ? *field : *field->element,
                                   joined(path, it.key()));
            else
                addArgument(one.body, it.key(), *it, *field, joined(path, it.key()));
        }
        if (item.isMap())
            body.blocks.push_back(std::move(one));
        else
            report(Severity::Error, path, tr("“%1” is a block: it takes attributes, not one value.").arg(path));
    }
}

bool Coercer::addArgument(Body &body, const QString &name, Value value, const AttributeType &type, const QString &path)
{
    bool json = false;
    if (type.kind == AttributeType::Kind::String) {
        if (value.isMap() || value.isList()) {
            json = true;
        } else if (value.isString() && opensJson(value.toString()) && holdsJson(name)) {
            const QString text = value.toString().trimmed();
            if (text.startsWith(u'{') || text.startsWith(u'[')) {
                const auto read = jsontext::read(text.toUtf8());
                if (read && survivesJson(*read)) {
                    value = *read;
                    json = true;
                }
            }
        }
    }
    static const AttributeType any{AttributeType::Kind::Dynamic, {}, {}};
    Value typed = coerce(value, json ? any : type, path);
    if (typed.isNull())
        return false;
    body.arguments.push_back({name, std::move(typed), json});
    return true;
}

Value Coercer::coerce(const Value &value, const AttributeType &type, const QString &path)
{
    using Kind = AttributeType::Kind;
    if (value.isNull())
        return {};
    if (value.isComputed() && !type.isCollection())
        return computed(value, path);
    switch (type.kind) {
    case Kind::String: return toText(value, path);
    case Kind::Number: return toNumber(value, path);
    case Kind::Bool: return toBoolean(value, path);
    case Kind::List:
    case Kind::Set: return toItems(value, type, path);
    case Kind::Map:
    case Kind::Object: return toFields(value, type, path);
    case Kind::Dynamic: break;
    }
    if (value.isList()) {
        ValueList items;
        for (const Value &item : value.toList()) {
            Value typed = coerce(item, type, path);
            if (!typed.isNull() || item.isNull())
                items.append(std::move(typed));
        }
        return items;
    }
    if (value.isMap()) {
        ValueMap fields;
        for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
            Value typed = coerce(*it, type, joined(path, it.key()));
            if (!typed.isNull() || it->isNull())
                fields.insert(it.key(), typed);
        }
        return fields;
    }
    return value;
}

Value Coercer::toText(const Value &value, const QString &path)
{
    if (value.isString())
        return value;
    if (value.isLiteralScalar())
        return value.toString();
    report(Severity::Error, path, tr("“%1” takes a text.").arg(path));
    return {};
}

Value Coercer::toNumber(const Value &value, const QString &path)
{
    if (value.isNumber())
        return value;
    if (value.isString()) {
        bool isWhole = false, isReal = false;
        const QString text = value.toString().trimmed();
        const qint64 whole = text.toLongLong(&isWhole);
        const double real = text.toDouble(&isReal);
        if (isWhole)
            return whole;
        if (isReal && qIsFinite(real))
            return real;
    }
    report(Severity::Error, path, tr("“%1” takes a number.").arg(path));
    return {};
}

Value Coercer::toBoolean(const Value &value, const QString &path)
{
    if (value.isBool())
        return value;
    if (value.isString() && (value.toString() == "true"_L1 || value.toString() == "false"_L1))
        return value.toBool();
    report(Severity::Error, path, tr("“%1” takes true or false.").arg(path));
    return {};
}

Value Coercer::toItems(const Value &value, const AttributeType &type, const QString &path)
{
    static const AttributeType any{AttributeType::Kind::Dynamic, {}, {}};
    const AttributeType &element = type.element ? *type.element : any;
    if (value.isComputed()) {
        Value known = computed(value, path);
        return known.isNull() || known.isList() || givesCollection(known) ? known : Value(ValueList{known});
    }
    if (value.isMap() && element.kind != AttributeType::Kind::Object && element.kind != AttributeType::Kind::Map) {
        report(Severity::Error, path, tr("“%1” takes a list.").arg(path));
        return {};
    }
    ValueList items;
    for (const Value &item : value.isList() ? value.toList() : ValueList{value}) {
        Value typed = coerce(item, element, path);
        if (!typed.isNull())
            items.append(std::move(typed));
    }
    return items;
}

Value Coercer::toFields(const Value &value, const AttributeType &type, const QString &path)
{
    if (value.isComputed())
        return computed(value, path);
    if (!value.isMap()) {
        report(Severity::Error, path, tr("“%1” takes names with values.").arg(path));
        return {};
    }
    static const AttributeType any{AttributeType::Kind::Dynamic, {}, {}};
    ValueMap fields;
    for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
        const AttributeType &field = type.kind == AttributeType::Kind::Object ? type.fields.value(it.key(), any)
            : type.element                                                    ? *type.element
                                                                              : any;
        Value typed = coerce(*it, field, joined(path, it.key()));
        if (!typed.isNull())
            fields.insert(it.key(), typed);
    }
    return fields;
}

/// True for what is known to be a list already. An expression is taken at its word.
bool Coercer::givesCollection(const Value &value) const
{
    if (value.isVariable()) {
        const Variable *variable = m_blueprint.find(VariableId(value.toVariable().name));
        return variable && (variable->type.contains(u'(') || variable->type == "any"_L1);
    }
    if (value.isReference()) {
        const Row *target = m_rows.find(value.toReference().to);
        if (!target || !target->info || !target->info->schema)
            return false;
        const AttributeSchema *attribute = target->info->schema->attributeAt(value.toReference().attribute);
        return attribute && attribute->type.isCollection();
    }
    return value.isExpression();
}

Value Coercer::computed(const Value &value, const QString &path)
{
    if (value.isReference())
        return reference(value.toReference(), path);
    if (value.isVariable()) {
        const QString &name = value.toVariable().name;
        if (!m_blueprint.find(VariableId(name))) {
            report(Severity::Error, path, tr("There is no variable “%1”.").arg(name));
            return {};
        }
        return value;
    }
    if (const auto checked = expressions::check(value.toExpression().text); !checked) {
        report(Severity::Error, path, checked.error().text());
        return {};
    }
    bool isSound = true;
    value.forEachReference([&](const Reference &one) {
        if (!m_rows.find(one.to)) {
            report(Severity::Error, path, tr("The expression refers to a resource that does not exist (%1).").arg(one.to.text()));
            isSound = false;
        }
    });
    return isSound ? value : Value();
}

Value Coercer::reference(const Reference &reference, const QString &path)
{
    const Row *target = m_rows.find(reference.to);
    const QString attribute = reference.attribute.isEmpty() ? u"id"_s : expressions::attributePath(reference.attribute);
    if (target) {
        const BlockSchema *schema = target->info ? target->info->schema.get() : nullptr;
        const bool isName = !attribute.contains(u'.');
        const QString first = isName ? attribute : attribute.section(u'.', 0, 0);
        if (schema && !schema->attributes.contains(first) && !schema->blocks.contains(first)) {
            report(Severity::Error, path, tr("%1.%2 has no attribute “%3” to refer to.").arg(target->type, target->name, attribute));
            return {};
        }
        for (const QString &part : isName ? QStringList{attribute} : attribute.split(u'.')) {
            bool isSound = expressions::isIdentifier(part) || part == u'*';
            if (!isSound)
                part.toUInt(&isSound); // an index
            if (!isSound) {
                report(Severity::Error, path, tr("“%1” is not a name that an attribute can have.").arg(attribute));
                return {};
            }
        }
        return Reference{reference.to, attribute};
    }
    // A zone that the provider has no resource for stands for what is written on it.
    if (const Resource *zone = m_blueprint.find(reference.to)) {
        const Value written = zone->properties.value(attribute);
        if (written.isLiteralScalar() && !written.isNull())
            return written;
        if (written.isVariable())
            return computed(written, path);
        report(Severity::Error, path, tr("“%1” has no “%2” that code could use.").arg(zone->name, attribute));
        return {};
    }
    report(Severity::Error, path, tr("“%1” refers to a resource that does not exist (%2).").arg(path, reference.to.text()));
    return {};
}

} // namespace groundplan::lowering
