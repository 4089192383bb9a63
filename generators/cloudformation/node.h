// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/value.h"

#include <list>

namespace groundplan::cloudformation {

/// A part of a template: the one tree that is written as YAML and as JSON. Children keep their address while others are added.
struct Node {
    Value scalar; ///< when it has neither items nor fields nor a function
    bool isList = false, isMap = false;
    QString function; ///< an intrinsic function (`Ref`, `Fn::GetAtt`); its argument is the only item
    std::list<Node> items;
    std::list<std::pair<QString, Node>> fields; ///< in the order in which they are written

    Node() = default;
    Node(Value value) : scalar(std::move(value)) { }
    static Node list()
    {
        Node node;
        node.isList = true;
        return node;
    }
    static Node map()
    {
        Node node;
        node.isMap = true;
        return node;
    }
    static Node call(const QString &function, Node argument)
    {
        Node node;
        node.function = function;
        node.items.push_back(std::move(argument));
        return node;
    }

    bool isNull() const { return !isList && !isMap && function.isEmpty() && scalar.isNull(); }
    const Node *find(const QString &name) const
    {
        for (const auto &[key, node] : fields) {
            if (key == name)
                return &node;
        }
        return nullptr;
    }
    /// The field of that name, made when missing.
    Node &field(const QString &name)
    {
        isMap = true;
        if (const Node *known = find(name))
            return const_cast<Node &>(*known);
        fields.emplace_back(name, Node());
        return fields.back().second;
    }
    Node &append(Node node)
    {
        isList = true;
        items.push_back(std::move(node));
        return items.back();
    }
};

/// Block style with short tags (`!Ref`, `!GetAtt`, `!Sub`).
QByteArray yaml(const Node &root, QHash<QString, QPair<int, int>> *linesOfResources = nullptr);
QByteArray json(const Node &root, QHash<QString, QPair<int, int>> *linesOfResources = nullptr);

} // namespace groundplan::cloudformation
