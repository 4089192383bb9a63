// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <nlohmann/json.hpp>

/// Reading what an engine printed, where anything may be missing or of another kind.
namespace groundplan::engine {

using Json = nlohmann::json;

/// Null where there is none, or where `object` is no object.
inline const Json &memberOf(const Json &object, const std::string &key)
{
    static const Json none;
    if (!object.is_object())
        return none;
    const auto it = object.find(key);
    return it != object.end() ? *it : none;
}

/// Empty for anything that is no text.
inline QString textOf(const Json &object, const char *key)
{
    const Json &value = memberOf(object, key);
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>()) : QString();
}

} // namespace groundplan::engine
