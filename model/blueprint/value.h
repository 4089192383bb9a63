// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/id.h"

#include <QList>
#include <QMap>
#include <QStringList>

#include <functional>
#include <optional>
#include <variant>

namespace groundplan {

class Value;
using ValueList = QList<Value>;
using ValueMap = QMap<QString, Value>;
/// Attribute name → value. A nested block is a list of maps, also where the provider allows one block only.
using PropertyMap = ValueMap;

/// `{"$ref": {"to": id, "attr": "id"}}`: another resource's attribute. An empty `attr` means the resource itself.
struct Reference {
    ResourceId to;
    QString attribute;
    bool operator==(const Reference &) const = default;
};

/// `{"$var": "vpc_cidr"}`: one of the blueprint's variables, by name.
struct VariableReference {
    QString name;
    bool operator==(const VariableReference &) const = default;
};

/// `{"$expr": "cidrsubnet(…)"}`: Terraform expression text, taken as code in HCL and refused where a target cannot say it.
/// It may name blueprint resources as `${ref:ID.ATTRIBUTE}`, which generators replace by the resource's address.
struct Expression {
    QString text;
    bool operator==(const Expression &) const = default;
};

/// What a property holds: null, bool, number, string, list, map, or a reference, variable or expression.
class Value {
public:
    enum class Kind { Null, Bool, Integer, Real, String, List, Map, Reference, Variable, Expression };

    Value() = default;
    Value(const Value &other);
    Value(Value &&other) noexcept;
    Value &operator=(const Value &other);
    Value &operator=(Value &&other) noexcept;
    ~Value();
    Value(bool v) : m_data(v) { }
    Value(int v) : m_data(qint64(v)) { }
    Value(qint64 v) : m_data(v) { }
    Value(double v); ///< a whole number becomes an Integer, so that 5.0 and 5 are the same value
    Value(QString v) : m_data(std::move(v)) { }
    Value(ValueList v) : m_data(std::move(v)) { }
    Value(ValueMap v) : m_data(std::move(v)) { }
    Value(Reference v) : m_data(std::move(v)) { }
    Value(VariableReference v) : m_data(std::move(v)) { }
    Value(Expression v) : m_data(std::move(v)) { }
    Value(const char *) = delete;

    Kind kind() const { return Kind(m_data.index()); }
    bool isNull() const { return kind() == Kind::Null; }
    bool isBool() const { return kind() == Kind::Bool; }
    bool isNumber() const { return kind() == Kind::Integer || kind() == Kind::Real; }
    bool isString() const { return kind() == Kind::String; }
    bool isList() const { return kind() == Kind::List; }
    bool isMap() const { return kind() == Kind::Map; }
    bool isReference() const { return kind() == Kind::Reference; }
    bool isVariable() const { return kind() == Kind::Variable; }
    bool isExpression() const { return kind() == Kind::Expression; }
    /// Null, bool, number or string: what stands in the file as it is, without a tag and without parts.
    bool isLiteralScalar() const { return kind() <= Kind::String; }
    /// True for a reference, variable or expression, whose value is not known while drawing.
    bool isComputed() const { return kind() >= Kind::Reference; }

    bool toBool(bool fallback = false) const;
    qint64 toInteger(qint64 fallback = 0) const; ///< a Real is truncated; a numeric string is read
    double toReal(double fallback = 0) const;
    QString toString() const;                                       ///< the text of a String, or of a literal scalar; empty otherwise
    const ValueList &toList() const &;                              ///< empty when not a List
    const ValueMap &toMap() const &;                                ///< empty when not a Map
    ValueList toList() && { return std::as_const(*this).toList(); } // by value: `for (… : row["a"].toList())` must not dangle
    ValueMap toMap() && { return std::as_const(*this).toMap(); }
    const Reference &toReference() const;
    const VariableReference &toVariable() const;
    const Expression &toExpression() const;

    /// The value under `key` of a Map, null otherwise.
    Value operator[](const QString &key) const;

    /// Calls `visit` for each reference inside, also in lists, maps and expressions.
    void forEachReference(const std::function<void(const Reference &)> &visit) const;
    /// Calls `visit` for the name of each variable inside.
    void forEachVariable(const std::function<void(const QString &)> &visit) const;
    /// This value without any reference to `id`: list items go, other places become null.
    Value withoutReferencesTo(const ResourceId &id) const;
    /// This value with references re-targeted: `map` returns the new id, or nothing to leave it.
    Value withReferencesMapped(const std::function<std::optional<ResourceId>(const ResourceId &)> &map) const;

    friend bool operator==(const Value &a, const Value &b);

private:
    std::variant<std::monostate, bool, qint64, double, QString, ValueList, ValueMap, Reference, VariableReference, Expression> m_data;
};

} // namespace groundplan

Q_DECLARE_TYPEINFO(groundplan::Value, Q_RELOCATABLE_TYPE);

namespace groundplan {

/// The value at a dotted path (`vpc_config.subnet_ids`); a number selects a list item, and a name under a list of
/// one block looks into its first item. Null when there is nothing.
Value valueAt(const PropertyMap &properties, const QString &path);

/// `properties` with the value at `path` replaced (removed when null); missing levels are made (`blocks` as lists of maps
/// where the path has a number, else maps). A map or list that this leaves empty is removed, but not a block of a list.
PropertyMap withValueAt(PropertyMap properties, const QString &path, const Value &value);

} // namespace groundplan
