// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>

namespace groundplan::test {

/// The facts that the program was made from: GROUNDPLAN_FACTS, else `../shared/data` beside the sources. Empty: not there.
inline QString factsFolder()
{
    const QString named = qEnvironmentVariable("GROUNDPLAN_FACTS");
    const QString folder = named.isEmpty() ? QDir::cleanPath(QStringLiteral(GROUNDPLAN_SOURCE_DIR "/../shared/data")) : named;
    return QDir(folder).exists() ? folder : QString();
}

/// A full provider schema, in the form of `terraform providers schema -json`, and what of an export it would refuse. It reads the
/// schema by itself, so that a mistake in the program's compact form of it shows here.
class FullSchema {
public:
    using Json = nlohmann::json;

    /// `converts`: as the engine does, a number or truth value is taken for a text.
    explicit FullSchema(const QString &path, bool converts = false) : m_converts(converts)
    {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            m_root = Json::parse(file.readAll().toStdString(), nullptr, false);
        if (!m_root.is_object())
            return;
        for (const Json &provider : m_root["provider_schemas"]) {
            m_resources = provider.value("resource_schemas", Json::object());
            m_data = provider.value("data_source_schemas", Json::object());
        }
        m_root.clear();
    }
    size_t size() const { return m_resources.size(); }

    QStringList problems(const lowering::Lowered &lowered) const
    {
        QStringList problems;
        for (const lowering::LoweredResource &resource : lowered.resources) {
            if (resource.type == QLatin1String("terraform_data")) // of the engine, not of the provider
                continue;
            const Json &types = resource.isData ? m_data : m_resources;
            const auto type = types.find(resource.type.toStdString());
            if (type == types.end())
                problems.append(resource.address() + QStringLiteral(": no such type"));
            else
                body((*type)["block"], resource.body, resource.address(), problems);
            references(lowered, resource, problems);
        }
        return problems;
    }

private:
    static bool flag(const Json &attribute, const char *name) { return attribute.value(name, false); }

    void body(const Json &block, const lowering::Body &body, const QString &place, QStringList &problems) const
    {
        const Json none = Json::object();
        const Json &attributes = block.contains("attributes") ? block["attributes"] : none;
        const Json &blocks = block.contains("block_types") ? block["block_types"] : none;
        std::map<std::string, int> given;
        for (const lowering::Argument &argument : body.arguments) {
            const std::string name = argument.name.toStdString();
            const QString here = place + QLatin1Char('.') + argument.name;
            if (++given[name] > 1)
                problems.append(here + QStringLiteral(": given twice"));
            const auto attribute = attributes.find(name);
            if (attribute == attributes.end())
                problems.append(here + QStringLiteral(": no such attribute"));
            else if (!flag(*attribute, "required") && !flag(*attribute, "optional"))
                problems.append(here + QStringLiteral(": the provider alone sets it"));
            else if (!fits((*attribute)["type"], argument.value, argument.json))
                problems.append(here + QStringLiteral(": is no ") + QString::fromStdString((*attribute)["type"].dump()));
        }
        for (const lowering::Block &one : body.blocks) {
            const std::string name = one.name.toStdString();
            const QString here = place + QLatin1Char('.') + one.name;
            ++given[name];
            if (const auto type = blocks.find(name); type != blocks.end())
                this->body((*type)["block"], one.body, here, problems);
            else if (const auto attribute = attributes.find(name); attribute != attributes.end() && objectOf((*attribute)["type"]))
                object(*objectOf((*attribute)["type"]), one.body, here, problems);
            else
                problems.append(here + QStringLiteral(": no such block"));
        }
        for (const auto &[name, attribute] : attributes.items()) {
            if (flag(attribute, "required") && !given.contains(name))
                problems.append(place + QLatin1Char('.') + QString::fromStdString(name) + QStringLiteral(": missing"));
        }
        for (const auto &[name, type] : blocks.items()) {
            const int count = given.contains(name) ? given[name] : 0;
            const std::string nesting = type.value("nesting_mode", "list");
            const int most = type.value("max_items", nesting == "single" || nesting == "group" ? 1 : 0);
            if (count < type.value("min_items", 0) || (most > 0 && count > most))
                problems.append(place + QLatin1Char('.') + QString::fromStdString(name)
                                + QStringLiteral(": stands there %1 times").arg(count));
        }
    }

    /// The fields of a list or set of objects; null for any other type.
    static const Json *objectOf(const Json &type)
    {
        if (!type.is_array() || (type[0] != "list" && type[0] != "set") || !type[1].is_array() || type[1][0] != "object")
            return nullptr;
        return &type[1][1];
    }

    void object(const Json &fields, const lowering::Body &body, const QString &place, QStringList &problems) const
    {
        for (const lowering::Argument &argument : body.arguments) {
            const auto field = fields.find(argument.name.toStdString());
            if (field == fields.end() || !fits(*field, argument.value, argument.json))
                problems.append(place + QLatin1Char('.') + argument.name + QStringLiteral(": no such field, or of another type"));
        }
        for (const lowering::Block &one : body.blocks) {
            const auto field = fields.find(one.name.toStdString());
            if (field == fields.end() || !objectOf(*field))
                problems.append(place + QLatin1Char('.') + one.name + QStringLiteral(": no such field"));
            else
                object(*objectOf(*field), one.body, place + QLatin1Char('.') + one.name, problems);
        }
    }

    bool fits(const Json &type, const Value &value, bool isJsonText) const
    {
        if (value.isComputed() || type == "dynamic")
            return true;
        if (type == "string")
            return isJsonText ? value.isMap() || value.isList() : value.isString() || (m_converts && (value.isNumber() || value.isBool()));
        if (type == "number")
            return value.isNumber();
        if (type == "bool")
            return value.isBool();
        if (type[0] == "list" || type[0] == "set")
            return value.isList()
                && std::all_of(value.toList().begin(), value.toList().end(), [&](const Value &item) { return fits(type[1], item, false); });
        if (type[0] == "map")
            return value.isMap()
                && std::all_of(value.toMap().begin(), value.toMap().end(), [&](const Value &item) { return fits(type[1], item, false); });
        for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
            if (!type[1].contains(it.key().toStdString()) || !fits(type[1][it.key().toStdString()], *it, false))
                return false;
        }
        return value.isMap();
    }

    void references(const lowering::Lowered &lowered, const lowering::LoweredResource &resource, QStringList &problems) const
    {
        forEachValue(resource.body, [&](const Value &value) {
            value.forEachReference([&](const Reference &reference) {
                const lowering::LoweredResource *target = lowered.find(reference.to);
                if (!target || target->type == QLatin1String("terraform_data"))
                    return;
                const Json &types = target->isData ? m_data : m_resources;
                const auto type = types.find(target->type.toStdString());
                const std::string first = reference.attribute.section(QLatin1Char('.'), 0, 0).toStdString();
                if (first.empty() || type == types.end())
                    return;
                const Json &block = (*type)["block"];
                if (!block.value("attributes", Json::object()).contains(first)
                    && !block.value("block_types", Json::object()).contains(first))
                    problems.append(resource.address()
                                    + QStringLiteral(": refers to %1.%2, which is not there").arg(target->address(), reference.attribute));
            });
        });
    }

    template <class F> static void forEachValue(const lowering::Body &body, const F &visit)
    {
        for (const lowering::Argument &argument : body.arguments)
            visit(argument.value);
        for (const lowering::Block &block : body.blocks)
            forEachValue(block.body, visit);
    }

    Json m_root, m_resources, m_data;
    bool m_converts = false;
};

} // namespace groundplan::test
