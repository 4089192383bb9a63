// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/generators/deeptypes.h"

#include "generators/cloudformation/twins.h"
#include "model/blueprint/jsontext.h"

#include <QRegularExpression>

namespace groundplan::test {

namespace {

QString below(const QString &path, const QString &name) { return path.isEmpty() ? name : path + u'.' + name; }

QStringList textsOf(const Value &list)
{
    QStringList all;
    for (const Value &item : list.toList())
        all.append(item.toString());
    return all;
}

} // namespace

DeepTypes::DeepTypes(const Catalog &catalog) : m_catalog(catalog)
{
    QFile file(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/tests/data/deeptypes.json"));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const auto read = jsontext::read(isOpen ? file.readAll() : QByteArray());
    if (!read)
        qFatal("%s", qPrintable(file.fileName() + u": "_s + read.error().text()));
    m_facts = *read;
    for (const QString &type : catalog.types()) {
        const TypeSummary summary = catalog.summary(type);
        if (summary.isDeep && !summary.isGroup && type.startsWith(u"aws_"_s) && !type.startsWith(u"aws_alb"_s))
            m_types.append(type);
    }
}

QString DeepTypes::nameOf(Variant variant)
{
    return variant == Variant::Minimal ? u"minimal"_s : variant == Variant::Standard ? u"standard"_s : u"everything"_s;
}

ResourceId DeepTypes::idOf(const QString &type, Variant variant)
{
    return ResourceId(variant == Variant::Minimal ? type : type + u'/' + nameOf(variant));
}

Blueprint DeepTypes::blueprint(const QList<Variant> &variants) const
{
    Sample sample;
    // What the palette puts there refers to its like: alone it is a design of its own.
    const bool isAlone = variants == QList{Variant::Standard};
    for (const QString &type : m_types) {
        if (!isAlone)
            sample.resource(type, type, nameOf(Variant::Minimal), {}, properties(type, Variant::Minimal));
    }
    for (const Variant variant : variants) {
        for (const QString &type : m_types) {
            if (variant == Variant::Minimal)
                continue;
            PropertyMap properties = this->properties(type, variant);
            for (Value &value : properties) {
                if (isAlone)
                    value = value.withReferencesMapped([&](const ResourceId &id) { return idOf(id.text().section(u'/', 0, 0), variant); });
            }
            sample.resource(idOf(type, variant).text(), type, nameOf(variant), {}, properties);
        }
    }
    return sample.blueprint;
}

PropertyMap DeepTypes::properties(const QString &type, Variant variant) const
{
    Run run{type, variant, m_catalog.type(type), textsOf(m_facts[u"more"_s][type]), {}, {type}};
    if (variant == Variant::Everything)
        run.omitted = textsOf(m_facts[u"omit"_s][type]);
    const PropertyMap given = variant == Variant::Minimal ? PropertyMap() : run.info->defaults;
    return block(run, *run.info->schema, {}, given);
}

PropertyMap DeepTypes::block(const Run &run, const BlockSchema &schema, const QString &path, const PropertyMap &given) const
{
    PropertyMap values = given;
    const bool isFull = run.variant == Variant::Everything;
    const auto isWanted = [&](const QString &place, bool isRequired) {
        if (run.omitted.contains(place))
            return false;
        return isRequired || isFull || std::any_of(run.more.begin(), run.more.end(), [&](const QString &more) {
                   return more == place || more.startsWith(place + u'.');
               });
    };
    for (const AttributeSchema &attribute : schema.attributes) {
        const QString place = below(path, attribute.name);
        const bool isOld = attribute.deprecated || attribute.leaves || attribute.writeOnly || attribute.name.endsWith(u"_wo_version"_s);
        const bool isHere = given.contains(attribute.name) && !run.omitted.contains(place);
        if (isHere || (isOld && !attribute.required) || (path.isEmpty() && !attribute.isSettable()) || !isWanted(place, attribute.required)
            || !(attribute.required || attribute.optional))
            continue;
        const Value value = sample(run, attribute.type, place);
        if (!value.isNull())
            values.insert(attribute.name, value);
    }
    const int depth = int(path.count(u'.')) + (path.isEmpty() ? 0 : 1);
    for (const NestedBlock &nested : schema.blocks) {
        const QString place = below(path, nested.name);
        if (nested.leaves || nested.block->deprecated || !isWanted(place, nested.minItems > 0) || (depth > 3 && nested.minItems == 0)
            || (nested.name == u"timeouts"_s && path.isEmpty()))
            continue;
        if (const auto fact = known(run, place)) {
            if (!fact->isNull())
                values.insert(nested.name, *fact);
            continue;
        }
        const ValueList present = given.value(nested.name).toList();
        const PropertyMap one = block(run, *nested.block, place, present.isEmpty() ? PropertyMap() : present.first().toMap());
        if (nested.nesting == NestedBlock::Nesting::Map)
            values.insert(nested.name, ValueMap{{u"k"_s, one}});
        else
            values.insert(nested.name, ValueList(qMax(1, nested.minItems), one));
    }
    for (const QString &omitted : run.omitted) {
        if (omitted.section(u'.', 0, -2) == path)
            values.remove(omitted.section(u'.', -1));
    }
    return values;
}

std::optional<Value> DeepTypes::known(const Run &run, const QString &path) const
{
    const Value &values = m_facts[u"values"_s];
    const QString variant = run.type + u'/' + nameOf(run.variant) + u'.' + path;
    for (const QString &key : {variant, run.type + u'.' + path, u"*."_s + path, u"*."_s + path.section(u'.', -1)}) {
        if (values.toMap().contains(key))
            return values[key];
    }
    return {};
}

Value DeepTypes::sample(const Run &run, const AttributeType &type, const QString &path) const
{
    using Kind = AttributeType::Kind;
    if (const auto fact = known(run, path)) {
        const bool isItem = type.isList() && !fact->isList() && !fact->isNull();
        return isItem ? Value(ValueList{*fact}) : *fact;
    }
    switch (type.kind) {
    case Kind::Number: return number(run, path);
    case Kind::Bool: return true;
    case Kind::List:
    case Kind::Set: {
        const ValueRule rule = run.info->valueRules.value(path);
        ValueList items;
        const Value item = sample(run, *type.element, path);
        for (int i = 0; i < qMax(1, rule.minItems.value_or(1)); ++i)
            items.append(item);
        return items;
    }
    case Kind::Map: return ValueMap{{u"key"_s, sample(run, *type.element, path)}};
    case Kind::Object: {
        ValueMap fields;
        for (auto it = type.fields.begin(); it != type.fields.end(); ++it)
            fields.insert(it.key(), sample(run, *it, below(path, it.key())));
        return fields;
    }
    default: break;
    }
    const Value referred = reference(run, path);
    return referred.isNull() ? text(run, path) : referred;
}

Value DeepTypes::number(const Run &run, const QString &path) const
{
    const ValueRule rule = run.info->valueRules.value(path);
    if (!rule.values.isEmpty())
        return rule.values.first().toDouble();
    const double low = rule.minimum.value_or(1), high = rule.maximum.value_or(1e9);
    return qBound(low, 1.0, high);
}

/// True when the smallest resource of `type` can't be without one of `other`.
bool DeepTypes::needs(const QString &type, const QString &other, int depth) const
{
    if (type == other || depth > 6)
        return type == other;
    const auto info = m_catalog.type(type);
    for (const ReferenceRule &rule : info->references) {
        const AttributeSchema *attribute = info->schema->attributeAt(rule.attribute);
        const bool isMinimal = (attribute && attribute->required) || textsOf(m_facts[u"more"_s][type]).contains(rule.attribute);
        if (isMinimal && m_types.contains(rule.targetType) && needs(rule.targetType, other, depth + 1))
            return true;
    }
    return false;
}

Value DeepTypes::reference(const Run &run, const QString &path) const
{
    for (const ReferenceRule &rule : run.info->references) {
        if (rule.attribute != path || !rule.certain || !m_types.contains(rule.targetType))
            continue;
        if (run.variant != Variant::Everything && needs(rule.targetType, run.type))
            continue;
        // What CloudFormation says as a part of another resource: two of a kind can't be parts of the same one.
        static cloudformation::Twins twins;
        const bool isPart = twins.of(run.type).parentAttribute == path;
        return Reference{isPart ? idOf(rule.targetType, run.variant) : ResourceId(rule.targetType), rule.targetAttribute};
    }
    return {};
}

Value DeepTypes::text(const Run &run, const QString &path) const
{
    const ValueRule rule = run.info->valueRules.value(path);
    if (!rule.values.isEmpty())
        return rule.values.first();
    const QString leaf = path.section(u'.', -1);
    QString name = nameOf(run.variant);
    if (m_isMarked)
        name += u"-x"_s + QString::number(qChecksum(QByteArrayView((run.type + path).toUtf8())), 16) + u'x';
    QStringList candidates{name, u"sample-"_s + name, u"sample.example.com"_s};
    if (leaf.endsWith(u"arn"_s) || leaf.endsWith(u"arns"_s))
        candidates.prepend(u"arn:aws:iam::123456789012:role/"_s + name);
    candidates += {u"a"_s,
                   u"1"_s,
                   u"123456789012"_s,
                   u"arn:aws:iam::123456789012:role/"_s + name,
                   u"arn:aws:sns:us-east-1:123456789012:"_s + name,
                   u"/"_s + name,
                   u"https://sample.example.com/"_s,
                   u"2026-01-01T00:00:00Z"_s,
                   u"10.0.0.0/16"_s,
                   u"10.0.0.10"_s,
                   u"s3://bucket/key"_s,
                   u"us-east-1"_s,
                   u"cron(0 12 * * ? *)"_s,
                   u"rate(5 minutes)"_s,
                   u"mon:03:00-mon:04:00"_s,
                   u"03:00-04:00"_s,
                   u"someone@example.com"_s,
                   name.toUpper()};
    const QRegularExpression pattern(rule.pattern);
    for (const QString &candidate : std::as_const(candidates)) {
        if (candidate.size() >= rule.minLength.value_or(0) && candidate.size() <= rule.maxLength.value_or(10000)
            && pattern.match(candidate).hasMatch())
            return candidate;
    }
    return name;
}

} // namespace groundplan::test
