// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/cloudformation/intrinsics.h"

#include <unordered_map>

namespace groundplan::cloudformation {

/// Writes the bodies of lowered resources as the properties of their twin.
class PropertyWriter {
public:
    PropertyWriter(Intrinsics &intrinsics, const Twin &twin) : m_intrinsics(intrinsics), m_twin(twin) { }
    void write(Node &properties, const lowering::LoweredResource &resource);

private:
    /// A node that is being filled, and the path it stands for.
    struct Base {
        QString path;
        Node *node;
    };
    void body(const lowering::Body &body, const QString &prefix, QList<Base> bases);
    void argument(const lowering::Argument &argument, const QString &path, const QList<Base> &bases);
    static std::vector<lowering::Block> oneForEachEvent(const std::vector<lowering::Block> &blocks);
    void entry(const lowering::Block &block, Node &map, const QString &path);
    void securityRules(const lowering::Block &block, Node &properties);
    Node converted(const lowering::Argument &argument, const CloudFormationProperty *property, const Twin::Place &place,
                   const QString &path);
    Node converted(const Value &value, const CloudFormationProperty *property, const QString &path);
    QString knownWord(const QString &text, const CloudFormationProperty &property, const QString &path);
    Node pairs(const ValueMap &tags, const CloudFormationProperty *property, const QString &path);
    Node shaped(const Value &value, const CloudFormationProperty *property, const QString &path);
    /// The node at `path`, made when missing. A list on the way gives its last item; at the end, with `newItem`, a new one.
    Node *at(const QList<Base> &bases, const QString &path, bool newItem);
    /// A path of the twin in its parts, each with its bare name and whether it leads to a list.
    struct Steps {
        QStringList parts, names;
        QList<bool> isList;
        const CloudFormationProperty *property = nullptr; ///< at the end
    };
    const Steps &stepsOf(const QString &path);
    bool isListAt(const QStringList &names) const;

    Intrinsics &m_intrinsics;
    const Twin &m_twin;
    const lowering::LoweredResource *m_resource = nullptr;
    QSet<const Node *> m_written;               ///< by attributes of the resource
    std::unordered_map<QString, Steps> m_steps; ///< keeps its values in place while others are added
};

} // namespace groundplan::cloudformation
