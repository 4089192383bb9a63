// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QFile>
#include <QStringList>

namespace groundplan::test {

/// All of CloudFormation's own schema, and what of a template it would refuse. It reads the schema by itself, so that a mistake in the
/// program's compact form of it shows here.
class FullCloudFormation {
public:
    using Json = nlohmann::json;

    explicit FullCloudFormation(const QString &path)
    {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            m_types = Json::parse(file.readAll().toStdString(), nullptr, false);
        m_types = m_types.is_object() ? m_types["types"] : Json::object();
    }
    size_t size() const { return m_types.size(); }
    /// True for what keeps data that a user would miss.
    bool isStateful(const std::string &type) const { return m_types.contains(type) && m_types[type].value("stateful", false); }

    QStringList problems(const Json &whole) const
    {
        QStringList problems;
        for (const auto &[id, entry] : whole["Resources"].items()) {
            const QString place = text(id);
            const auto type = m_types.find(entry["Type"].get<std::string>());
            if (type == m_types.end()) {
                problems.append(place + QStringLiteral(": no such type as ") + text(entry["Type"].get<std::string>()));
                continue;
            }
            const Json properties = entry.value("Properties", Json::object());
            fields((*type)["props"], type->value("defs", Json::object()), properties, place, problems);
            for (const char *part : {"Properties", "DependsOn"})
                links(whole, part == std::string("DependsOn") ? ordered(entry) : properties, place, problems);
        }
        if (whole.contains("Outputs"))
            links(whole, whole["Outputs"], QStringLiteral("Outputs"), problems);
        return problems;
    }

private:
    static QString text(const std::string &utf8) { return QString::fromStdString(utf8); }
    static Json ordered(const Json &entry)
    {
        Json all = Json::array();
        const Json given = entry.value("DependsOn", Json::array());
        for (const Json &one : given.is_array() ? given : Json::array({given}))
            all.push_back({{"Ref", one}});
        return all;
    }

    void fields(const Json &known, const Json &definitions, const Json &given, const QString &place, QStringList &problems) const
    {
        for (const auto &[name, value] : given.items()) {
            const QString here = place + QLatin1Char('.') + text(name);
            if (const auto property = known.find(name); property == known.end())
                problems.append(here + QStringLiteral(": no such property"));
            else
                this->value(*property, definitions, value, here, problems);
        }
        for (const auto &[name, property] : known.items()) {
            if (property.value("req", false) && !given.contains(name))
                problems.append(place + QLatin1Char('.') + text(name) + QStringLiteral(": missing"));
        }
    }

    static bool isFunction(const Json &value)
    {
        if (!value.is_object() || value.size() != 1)
            return false;
        const std::string name = value.begin().key();
        return name == "Ref" || name.starts_with("Fn::");
    }

    void value(const Json &property, const Json &definitions, const Json &value, const QString &place, QStringList &problems) const
    {
        if (isFunction(value))
            return;
        const std::string kind = property["t"];
        const auto refuse = [&](const QString &why) { problems.append(place + QStringLiteral(": ") + why); };
        if (kind == "list") {
            if (!value.is_array())
                return refuse(QStringLiteral("is no list"));
            if (property.contains("e")) {
                for (const Json &item : value)
                    this->value(property["e"], definitions, item, place, problems);
            }
        } else if (kind == "map") {
            if (!value.is_object())
                return refuse(QStringLiteral("is no map"));
            for (const auto &[name, item] : value.items()) {
                if (property.contains("e"))
                    this->value(property["e"], definitions, item, place + QLatin1Char('.') + text(name), problems);
            }
        } else if (kind == "ref") {
            const auto definition = definitions.find(property["d"].get<std::string>());
            if (!value.is_object())
                return refuse(QStringLiteral("is no ") + text(property["d"]));
            if (definition != definitions.end())
                fields(*definition, definitions, value, place, problems);
        } else if (kind == "tag") {
            if (!value.is_object() || !value.contains("Key"))
                refuse(QStringLiteral("is no tag"));
        } else if (kind == "union") {
            QStringList all;
            for (const Json &one : property["u"]) {
                QStringList some;
                this->value(one, definitions, value, place, some);
                if (some.isEmpty())
                    return;
                all += some;
            }
            problems += all;
        } else if (kind == "json") {
            if (!value.is_object() && !value.is_array() && !value.is_string())
                refuse(QStringLiteral("is no JSON"));
        } else if (kind == "integer" || kind == "number") {
            if (!value.is_number() || (kind == "integer" && value.is_number_float()))
                refuse(QStringLiteral("is no ") + text(kind));
        } else if (kind == "boolean") {
            if (!value.is_boolean())
                refuse(QStringLiteral("is no boolean"));
        } else if (!value.is_string() && !value.is_number() && !value.is_boolean()) {
            refuse(QStringLiteral("is no ") + text(kind));
        }
        if (property.contains("enum") && value.is_primitive()) {
            const Json &allowed = property["enum"];
            if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
                refuse(text(value.dump()) + QStringLiteral(" is none of ") + text(allowed.dump()).left(200));
        }
    }

    /// What Ref, GetAtt and Sub name must be there.
    void links(const Json &whole, const Json &value, const QString &place, QStringList &problems) const
    {
        if (isFunction(value)) {
            const std::string function = value.begin().key();
            const Json &argument = value.begin().value();
            if (function == "Ref") {
                target(whole, text(argument.get<std::string>()), {}, place, problems);
            } else if (function == "Fn::GetAtt") {
                target(whole, text(argument[0].get<std::string>()), text(argument[1].get<std::string>()), place, problems);
            } else if (function == "Fn::Sub" && argument.is_string()) {
                const QString said = text(argument.get<std::string>());
                for (qsizetype at = said.indexOf(QLatin1String("${")); at >= 0; at = said.indexOf(QLatin1String("${"), at + 2)) {
                    const QString inner = said.mid(at + 2, said.indexOf(QLatin1Char('}'), at) - at - 2);
                    if (!inner.startsWith(QLatin1Char('!')))
                        target(whole, inner.section(QLatin1Char('.'), 0, 0), inner.section(QLatin1Char('.'), 1), place, problems);
                }
            }
        }
        if (value.is_structured()) {
            for (const Json &item : value)
                links(whole, item, place, problems);
        }
    }

    void target(const Json &whole, const QString &id, const QString &attribute, const QString &place, QStringList &problems) const
    {
        const std::string name = id.toStdString();
        if (id.startsWith(QLatin1String("AWS::"))
            || (attribute.isEmpty() && whole.contains("Parameters") && whole["Parameters"].contains(name)))
            return;
        if (!whole["Resources"].contains(name)) {
            problems.append(place + QStringLiteral(": refers to %1, which is not there").arg(id));
            return;
        }
        const auto type = m_types.find(whole["Resources"][name]["Type"].get<std::string>());
        if (attribute.isEmpty() || type == m_types.end())
            return;
        const Json attributes = type->value("attrs", Json::object());
        if (!attributes.contains(attribute.toStdString()))
            problems.append(place + QStringLiteral(": %1 has no %2").arg(id, attribute));
    }

    Json m_types;
};

} // namespace groundplan::test
