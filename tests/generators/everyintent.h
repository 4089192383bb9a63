// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/intents.h"
#include "tests/generators/deeptypes.h"

namespace groundplan::test {

/// A blueprint with every recipe of resources/catalog/intents in it once for each pair of types, each between two resources of its own
/// that are as small as they may be and say nothing of what the line says. Access is asked for by a function everywhere, and by whoever
/// else may ask for it of a bucket.
class EveryIntent {
public:
    /// `sayable`: without what CloudFormation has no word for. `isWanted`: which recipes, when not all.
    /// `variant`: Standard as the palette puts them there.
    explicit EveryIntent(const DeepTypes &deep, bool sayable = false, const std::function<bool(const IntentRecipe &)> &isWanted = {},
                         DeepTypes::Variant variant = DeepTypes::Variant::Minimal)
        : m_deep(deep),
          m_variant(variant)
    {
        for (const IntentRecipe &recipe : intentBook().recipes()) {
            if (isWanted && !isWanted(recipe))
                continue;
            for (const QString &from : recipe.from) {
                for (const QString &to : recipe.to) {
                    const bool isAsked = recipe.kind != u"access"_s || from == u"aws_lambda_function"_s
                        || (to == u"aws_s3_bucket"_s && recipe.level == u"read"_s);
                    // CloudFormation makes no SecureString.
                    const bool isSecureText = recipe.kind == u"encryption"_s && from == u"aws_ssm_parameter"_s;
                    if (isAsked && !(sayable && isSecureText))
                        add(recipe, from, to);
                }
            }
        }
    }

    const Blueprint &blueprint() const { return m_sample.blueprint; }

private:
    void add(const IntentRecipe &recipe, const QString &from, const QString &to)
    {
        const QString number = QString::number(++m_count);
        const auto nameOf = [&](const QString &type) { return type.section(u'_', 1) + u'_' + number; };
        Connection line{
            ConnectionId(u"line"_s + number), ResourceId(u"from"_s + number), ResourceId(u"to"_s + number), recipe.kind, {}, {}};
        if (!recipe.level.isEmpty())
            line.properties.insert(u"level"_s, recipe.level);
        for (const bool isFrom : {true, false}) {
            const QString &type = isFrom ? from : to;
            PropertyMap properties = m_deep.properties(type, m_variant);
            const PropertyMap palette = m_variant == DeepTypes::Variant::Minimal ? PropertyMap() : m_deep.defaults(type);
            const PropertyMap more = m_deep.fact(u"intents"_s, type).toMap();
            for (auto it = more.begin(); it != more.end(); ++it)
                properties.insert(it.key(), *it);
            for (const QString &attribute : properties.keys()) {
                if (intentBook().fills(line, from, to, isFrom, attribute) && attribute != u"condition"_s && !more.contains(attribute)
                    && !palette.contains(attribute))
                    properties.remove(attribute);
            }
            for (auto it = recipe.when.begin(); it != recipe.when.end(); ++it) {
                if (it.key().startsWith(isFrom ? u"from>"_s : u"to>"_s))
                    properties = withValueAt(properties, it.key().section(u'>', 1), it->toList().first());
            }
            if (properties.value(u"load_balancer_type"_s) == Value(u"network"_s))
                properties.remove(u"drop_invalid_header_fields"_s); // it has no headers
            // Several of a type need names and networks of their own.
            static const QStringList names{u"name"_s, u"bucket"_s, u"function_name"_s, u"domain_name"_s, u"cluster_identifier"_s};
            for (const QString &attribute : names) {
                if (properties.value(attribute).isString())
                    properties.insert(attribute, properties.value(attribute).toString() + u'-' + number + (isFrom ? u"a"_s : u"b"_s));
            }
            if (type == u"aws_subnet"_s)
                properties.insert(u"cidr_block"_s, u"10.0.%1.0/24"_s.arg(m_count));
            const QString id = (isFrom ? u"from"_s : u"to"_s) + number;
            for (const Value &value : std::as_const(properties))
                value.forEachReference([this](const Reference &reference) { need(reference.to); });
            m_sample.resource(id, type, nameOf(type) + (from == to && !isFrom ? u"_b"_s : QString()), {}, properties);
        }
        m_sample.add(line);
    }

    /// What is referred to, and what that refers to.
    void need(const ResourceId &id)
    {
        if (m_sample.blueprint.find(id))
            return;
        PropertyMap properties = m_deep.properties(id.text(), DeepTypes::Variant::Minimal);
        for (const Value &value : std::as_const(properties))
            value.forEachReference([this](const Reference &reference) { need(reference.to); });
        if (id == ResourceId(u"aws_subnet"_s))
            properties.insert(u"cidr_block"_s, u"10.0.255.0/24"_s);
        m_sample.resource(id.text(), id.text(), DeepTypes::nameOf(DeepTypes::Variant::Minimal), {}, properties);
    }

    const DeepTypes &m_deep;
    const DeepTypes::Variant m_variant;
    Sample m_sample;
    int m_count = 0;
};

} // namespace groundplan::test
