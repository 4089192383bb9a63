// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

#include <nlohmann/json.hpp>

namespace groundplan::test {

/// What a plan would make (`show -json`), held against what was drawn: the same resources, and every value that was written.
class Planned {
public:
    using Json = nlohmann::json;

    explicit Planned(const QByteArray &json)
    {
        const Json plan = Json::parse(json.toStdString(), nullptr, false);
        if (!plan.is_object())
            return;
        for (const Json &resource : plan["planned_values"]["root_module"].value("resources", Json::array())) {
            if (resource["mode"] == "managed")
                m_values[QString::fromStdString(resource["type"].get<std::string>() + '.' + resource["name"].get<std::string>())] =
                    resource.value("values", Json::object());
        }
    }
    size_t size() const { return m_values.size(); }

    QStringList differences(const lowering::Lowered &lowered)
    {
        QStringList all;
        std::map<QString, Json> left = m_values;
        for (const lowering::LoweredResource &resource : lowered.resources) {
            if (resource.isData)
                continue;
            const auto it = left.find(resource.address());
            if (it == left.end()) {
                all.append(resource.address() + QStringLiteral(": is not in the plan"));
                continue;
            }
            if (!resource.isRepeated())
                body(resource.body, it->second, resource.address(), all);
            left.erase(it);
        }
        for (const auto &[address, values] : left)
            all.append(address + QStringLiteral(": nobody drew it"));
        return all;
    }
    /// How many values were compared.
    int compared() const { return m_compared; }

private:
    void body(const lowering::Body &body, const Json &values, const QString &place, QStringList &all)
    {
        std::map<QString, std::vector<const lowering::Block *>> blocks;
        for (const lowering::Argument &argument : body.arguments) {
            const QString here = place + QLatin1Char('.') + argument.name;
            if (!isKnown(argument.value))
                continue;
            const Json given = values.value(argument.name.toStdString(), Json());
            ++m_compared;
            const bool isSame = argument.json
                ? given.is_string() && same(argument.value, Json::parse(given.get<std::string>(), nullptr, false))
                : same(argument.value, given);
            if (!isSame)
                all.append(here + QStringLiteral(": is planned as ") + QString::fromStdString(given.dump()).left(80));
        }
        for (const lowering::Block &block : body.blocks)
            blocks[block.name].push_back(&block);
        for (const auto &[name, list] : blocks) {
            const Json given = values.value(name.toStdString(), Json());
            const Json items = given.is_array() ? given : Json::array({given});
            for (const lowering::Block *block : list) {
                // A set has its items in an order of its own: the one that differs least is meant.
                std::optional<QStringList> least;
                for (const Json &item : items) {
                    QStringList differences;
                    if (item.is_object())
                        this->body(block->body, item, place + QLatin1Char('.') + name, differences);
                    if (item.is_object() && (!least || differences.size() < least->size()))
                        least = differences;
                }
                all += least.value_or(QStringList{place + QLatin1Char('.') + name + QStringLiteral(": the block is not planned")});
            }
        }
    }

    static bool isKnown(const Value &value)
    {
        if (value.isList())
            return std::all_of(value.toList().begin(), value.toList().end(), isKnown);
        if (value.isMap())
            return std::all_of(value.toMap().begin(), value.toMap().end(), isKnown);
        return !value.isComputed();
    }

    static bool same(const Value &value, const Json &given)
    {
        if (value.isList())
            return given.is_array() && std::all_of(value.toList().begin(), value.toList().end(), [&](const Value &item) {
                       return std::any_of(given.begin(), given.end(), [&](const Json &one) { return same(item, one); });
                   });
        if (value.isMap())
            return given.is_object() && std::all_of(value.toMap().keyBegin(), value.toMap().keyEnd(), [&](const QString &key) {
                       return same(value[key], given.value(key.toStdString(), Json()));
                   });
        if (given.is_boolean())
            return value.toString() == QLatin1String(given.get<bool>() ? "true" : "false");
        if (given.is_number())
            return value.isNumber() || value.isString() ? value.toReal() == given.get<double>() : false;
        return given.is_string() && value.toString() == QString::fromStdString(given.get<std::string>());
    }

    std::map<QString, Json> m_values;
    int m_compared = 0;
};

} // namespace groundplan::test
