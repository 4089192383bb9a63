// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace groundplan {

/// A Terraform type: `string`, `list(string)`, `set(object({…}))`.
struct AttributeType {
    enum class Kind { String, Number, Bool, Dynamic, List, Set, Map, Object };
    Kind kind = Kind::String;
    std::shared_ptr<const AttributeType> element; ///< of List, Set, Map
    QMap<QString, AttributeType> fields;          ///< of Object
    bool isCollection() const { return kind == Kind::List || kind == Kind::Set || kind == Kind::Map; }
    bool isList() const { return kind == Kind::List || kind == Kind::Set; }
    /// As Terraform spells it: `list(string)`.
    QString text() const;
};

struct AttributeSchema {
    QString name;
    AttributeType type;
    bool required = false, optional = false, computed = false, sensitive = false, deprecated = false, writeOnly = false;
    bool leaves = false;    ///< the next major version of the provider no longer has it: never written by default
    bool automatic = false; ///< `id`, `tags_all`, `region` of a resource: settable, but neither shown nor written
    /// True for what a user may set: required or optional, and not `id`, `tags_all` or `region` of a resource.
    bool isSettable() const { return (required || optional) && !automatic; }
    /// An optional and computed list or set of objects, which HCL writes as blocks (`aws_security_group.ingress`).
    bool isWrittenAsBlocks() const
    {
        return (type.kind == AttributeType::Kind::List || type.kind == AttributeType::Kind::Set) && type.element
            && type.element->kind == AttributeType::Kind::Object;
    }
};

struct BlockSchema;
struct NestedBlock {
    enum class Nesting { Single, List, Set, Map };
    QString name;
    Nesting nesting = Nesting::List;
    int minItems = 0;
    int maxItems = 0;    ///< 0: no limit
    bool leaves = false; ///< the next major version of the provider no longer has it
    std::shared_ptr<const BlockSchema> block;
    bool holdsOne() const { return nesting == Nesting::Single || maxItems == 1; }
};

struct BlockSchema {
    QMap<QString, AttributeSchema> attributes;
    QMap<QString, NestedBlock> blocks;
    bool deprecated = false;

    /// The attribute at a dotted path through nested blocks (numbers, if any, are list indexes and are skipped).
    const AttributeSchema *attributeAt(const QString &path) const;
    const NestedBlock *blockAt(const QString &path) const;
    /// The type of what is at a dotted path, also inside objects (`ingress.from_port`); null for blocks and unknown paths.
    const AttributeType *typeAt(const QString &path) const;
    /// `path` with the first item of each list of blocks or objects spelled out, as values keep it: `launch_template.0.id`.
    QString valuePath(const QString &path) const;
};

/// What an attribute's value may be beyond its type. `certain` is false where only a hint says so: then warn, do not reject.
struct ValueRule {
    QStringList values;
    QString pattern = {};
    std::optional<int> minLength = {}, maxLength = {};
    std::optional<double> minimum = {}, maximum = {};
    std::optional<int> minItems = {}, maxItems = {};
    bool certain = true;
};

/// One attribute that may hold a reference to a type's attribute.
struct ReferenceRule {
    QString attribute;       ///< dotted path in the type
    QString targetType;      ///< aws_subnet
    QString targetAttribute; ///< id
    bool isList = false;
    bool certain = true; ///< false: an inference; offer it, never report it
};

} // namespace groundplan
