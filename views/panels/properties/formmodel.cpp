// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/formmodel.h"

#include "model/blueprint/edits.h"
#include "model/catalog/cidr.h"
#include "model/catalog/containment.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PropertiesPanel)
};

/// Groups have no provider schema: their properties are the overlay's common ones, texts all but the address lists.
std::shared_ptr<const BlockSchema> groupSchema(const ResourceType &type)
{
    auto schema = std::make_shared<BlockSchema>();
    for (const QString &name : type.commonAttributes) {
        AttributeSchema attribute;
        attribute.name = name;
        attribute.optional = true;
        if (name.endsWith("_blocks"_L1)) {
            attribute.type.kind = AttributeType::Kind::List;
            attribute.type.element = std::make_shared<AttributeType>();
        }
        schema->attributes.insert(name, attribute);
    }
    return schema;
}

std::shared_ptr<const BlockSchema> schemaOf(const ResourceType &type) { return type.schema ? type.schema : groupSchema(type); }

/// The settable attributes that all have, with the same type.
std::shared_ptr<const BlockSchema> commonSchema(const QList<std::shared_ptr<const BlockSchema>> &schemas)
{
    auto common = std::make_shared<BlockSchema>();
    for (const AttributeSchema &attribute : schemas.first()->attributes) {
        const bool everywhere = std::all_of(schemas.begin(), schemas.end(), [&](const auto &schema) {
            const AttributeSchema *other = schema->attributeAt(attribute.name);
            return other && other->isSettable() && other->type.text() == attribute.type.text();
        });
        if (everywhere)
            common->attributes.insert(attribute.name, attribute);
    }
    return common;
}

void collectCidrs(const Blueprint &blueprint, const ResourceId &zone, const QString &type, const ResourceId &except, QList<Cidr> &found)
{
    for (const ResourceId &id : blueprint.children(zone)) {
        const Resource *resource = blueprint.find(id);
        if (resource->type == type && id != except) {
            if (const auto cidr = Cidr::parse(resource->properties.value(u"cidr_block"_s).toString()))
                found.append(cidr.value());
        }
        collectCidrs(blueprint, id, type, except, found);
    }
}

} // namespace

void FormModel::setResources(const QList<ResourceId> &ids)
{
    m_ids = ids;
    m_type.reset();
    m_schema.reset();
    QList<std::shared_ptr<const BlockSchema>> schemas;
    QSet<QString> types;
    for (const ResourceId &id : ids) {
        const Resource *resource = m_context.blueprint().find(id);
        if (!resource || types.contains(resource->type))
            continue;
        types.insert(resource->type);
        m_type = m_context.catalog.type(resource->type);
        schemas.append(schemaOf(*m_type));
    }
    if (schemas.size() == 1)
        m_schema = schemas.first();
    else if (schemas.size() > 1)
        m_schema = commonSchema(schemas);
    refresh();
}

void FormModel::refresh()
{
    const Resource *resource = main();
    m_effective = resource ? containment::effectiveProperties(m_context.blueprint(), m_context.catalog, *resource) : PropertyMap();
    m_derived = resource ? containment::derivedProperties(m_context.blueprint(), m_context.catalog, *resource) : PropertyMap();
}

const Resource *FormModel::main() const { return m_ids.isEmpty() ? nullptr : m_context.blueprint().find(m_ids.last()); }

bool FormModel::differs(const QString &path) const
{
    const Resource *first = main();
    return first && std::any_of(m_ids.begin(), m_ids.end(), [&](const ResourceId &id) {
               const Resource *other = m_context.blueprint().find(id);
               return other && valueAt(other->properties, path) != valueAt(first->properties, path);
           });
}

Value FormModel::own(const QString &path) const
{
    const Resource *resource = main();
    return resource && !differs(path) ? valueAt(resource->properties, path) : Value();
}

Value FormModel::inherited(const QString &path) const
{
    return m_ids.size() == 1 && own(path).isNull() ? valueAt(m_effective, path) : Value();
}

QString FormModel::inheritedFrom(const QString &path) const
{
    const Value value = inherited(path);
    const bool fromZone = valueAt(m_derived, path) == value;
    QStringList names;
    const ValueList items = value.isList() ? value.toList() : ValueList{value};
    for (const Value &item : items)
        names.append(textOf(item));
    if (!fromZone)
        return Text::tr("%1 (from a line)").arg(names.join(u", "_s));
    return items.first().isReference() ? Text::tr("from %1").arg(names.join(u", "_s))
                                       : Text::tr("%1 (from its zone)").arg(names.join(u", "_s));
}

FieldSpec FormModel::spec(const QString &valuePath, const QString &schemaPath, const AttributeSchema &attribute) const
{
    FieldSpec spec{valuePath,
                   schemaPath,
                   attribute.name,
                   attribute.type,
                   m_type->valueRules.value(schemaPath),
                   m_type->help.value(schemaPath),
                   attribute.required,
                   attribute.sensitive,
                   attribute.deprecated};
    if (m_type->summary.type == "groundplan_availability_zone"_L1 && schemaPath == "zone"_L1 && main()) {
        const QString region = containment::regionOf(m_context.blueprint(), main()->id);
        for (const QChar letter : u"abcdef"_s)
            spec.rule.values.append(region + letter);
        spec.rule.certain = false;
    }
    return spec;
}

QString FormModel::nameOf(const ResourceId &id) const
{
    const Resource *resource = m_context.blueprint().find(id);
    return resource ? resource->name : Text::tr("(gone)");
}

QString FormModel::textOf(const Value &value) const
{
    if (value.isReference()) {
        const QString &attribute = value.toReference().attribute;
        const bool plain = attribute.isEmpty() || attribute == "id"_L1 || attribute == "arn"_L1 || attribute == "name"_L1;
        return plain ? nameOf(value.toReference().to) : nameOf(value.toReference().to) + u'.' + attribute;
    }
    if (value.isVariable())
        return u"var."_s + value.toVariable().name;
    if (value.isExpression())
        return value.toExpression().text;
    return value.toString();
}

QString FormModel::set(const QString &path, const Value &value, bool typing) const
{
    QString key;
    if (typing) {
        QStringList ids;
        for (const ResourceId &id : m_ids)
            ids.append(id.text());
        key = u"property "_s + path + u' ' + ids.join(u' ');
    }
    const auto changes = edits::setProperty(m_context.blueprint(), m_ids, path, value, key);
    if (!changes)
        return changes.error().message;
    if (changes->isEmpty())
        return {};
    const auto done = m_context.commit(changes.value());
    return done ? QString() : done.error().message;
}

bool isCidrField(const FieldSpec &spec)
{
    const QString name = spec.schemaPath.section(u'.', -1);
    return spec.type.kind == AttributeType::Kind::String
        && (name == "cidr_block"_L1 || name == "cidr_ipv4"_L1 || name == "destination_cidr_block"_L1);
}

QString complaintAbout(const FieldSpec &spec, const Value &value)
{
    if (value.isNull() || value.isComputed())
        return {};
    const ValueRule &rule = spec.rule;
    if (spec.type.kind == AttributeType::Kind::Number) {
        if (rule.minimum && value.toReal() < *rule.minimum)
            return Text::tr("At least %1.").arg(*rule.minimum);
        if (rule.maximum && value.toReal() > *rule.maximum)
            return Text::tr("At most %1.").arg(*rule.maximum);
    }
    if (spec.type.kind != AttributeType::Kind::String || !value.isLiteralScalar())
        return {};
    const QString text = value.toString();
    if (isCidrField(spec)) {
        const auto cidr = Cidr::parse(text);
        return cidr ? QString() : cidr.error().message;
    }
    if (rule.certain && !rule.values.isEmpty() && !rule.values.contains(text))
        return Text::tr("One of: %1.")
            .arg(rule.values.size() > 6 ? rule.values.first(6).join(u", "_s) + u"…"_s : rule.values.join(u", "_s));
    if (rule.minLength && text.size() < *rule.minLength)
        return Text::tr("At least %n character(s).", nullptr, *rule.minLength);
    if (rule.maxLength && text.size() > *rule.maxLength)
        return Text::tr("At most %n character(s).", nullptr, *rule.maxLength);
    if (!rule.pattern.isEmpty() && rule.certain && !QRegularExpression(rule.pattern).match(text).hasMatch())
        return Text::tr("Does not match %1").arg(rule.pattern);
    return {};
}

QString nextFreeCidr(const FormModel &model, const FieldSpec &spec)
{
    const Resource *resource = model.main();
    if (spec.path != "cidr_block"_L1 || !resource || model.resources().size() != 1)
        return {};
    const Blueprint &blueprint = model.context().blueprint();
    const auto present = Cidr::parse(resource->properties.value(spec.path).toString());
    QList<Cidr> taken;
    if (resource->type == "aws_vpc"_L1) {
        blueprint.forEach<Resource>([&](const Resource &other) {
            if (other.type == resource->type && other.id != resource->id) {
                if (const auto cidr = Cidr::parse(other.properties.value(u"cidr_block"_s).toString()))
                    taken.append(cidr.value());
            }
        });
        const auto next = nextFreeBlock({0x0a000000u, 8}, taken, present ? qMax(present->prefix, 8) : 16);
        return next ? next->text() : QString();
    }
    if (resource->type != "aws_subnet"_L1)
        return {};
    const Resource *vpc = blueprint.find(containment::enclosing(blueprint, resource->id, u"aws_vpc"_s));
    const auto network = vpc ? Cidr::parse(vpc->properties.value(u"cidr_block"_s).toString()) : Result<Cidr>(Error{});
    if (!network)
        return {};
    collectCidrs(blueprint, vpc->id, resource->type, resource->id, taken);
    const int prefix = present ? present->prefix : taken.isEmpty() ? qMin(28, qMax(24, network->prefix)) : taken.last().prefix;
    const auto next = nextFreeBlock(network.value(), taken, prefix);
    return next ? next->text() : QString();
}

} // namespace groundplan
