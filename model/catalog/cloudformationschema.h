// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>

namespace groundplan {

/// One property of a CloudFormation type, or a part of one.
struct CloudFormationProperty {
    enum class Kind { String, Integer, Number, Boolean, Json, DateTime, Tag, List, Map, Definition, Union };
    Kind kind = Kind::String;
    bool required = false;
    bool replaces = false; ///< a change makes the resource anew
    QStringList values;
    QString pattern;
    QString definition;                                    ///< of Definition: its name in CloudFormationType::definitions
    std::shared_ptr<const CloudFormationProperty> element; ///< of List, Map
    QList<CloudFormationProperty> alternatives;            ///< of Union
};
using CloudFormationProperties = QMap<QString, CloudFormationProperty>;

struct CloudFormationType {
    QString name;
    QString tagsProperty; ///< Tags; empty: takes none
    CloudFormationProperties properties;
    CloudFormationProperties attributes; ///< for Fn::GetAtt
    QMap<QString, CloudFormationProperties> definitions;
    QStringList identifier; ///< the properties that Ref returns

    /// The property at a dotted path, lists looked through: `LoadBalancerAttributes.Key`. Null when there is none.
    const CloudFormationProperty *at(const QString &path) const;
};

/// How a Terraform type is said in CloudFormation.
struct CloudFormationTwin {
    enum class Kind { None, Direct, Fold, Split, Alias, Approximate };
    struct Attribute {
        QString path;     ///< dotted, in the CloudFormation type; `Prop{key}` and `Prop[K=v].X` as resources/schemas/README.md says
        double score = 1; ///< below 0.75 it is a guess
    };
    Kind kind = Kind::None;
    QStringList types;                   ///< one, or several of Split
    QStringList chosenBy;                ///< of Split: which attribute, or `attribute=value`, picks the type of the same place
    QString foldedInto;                  ///< of Fold: the property that the Terraform resource becomes
    QString parentAttribute;             ///< of Fold: the attribute that names the resource which has that property
    QMap<QString, Attribute> attributes; ///< dotted Terraform path → where it goes
    QMap<QString, QString> returns;      ///< Terraform attribute → `Ref` or `GetAtt:Name`
};

/// The CloudFormation types and what maps to them, decoded one by one. Safe to use from several threads.
class CloudFormationSchema {
public:
    CloudFormationSchema();
    ~CloudFormationSchema();
    CloudFormationSchema(const CloudFormationSchema &) = delete;

    QStringList types() const;
    /// Null when CloudFormation has no such type.
    std::shared_ptr<const CloudFormationType> type(const QString &name) const;
    /// Kind::None when no twin is known.
    CloudFormationTwin twin(const QString &terraformType) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace groundplan
