// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"
#include "model/catalog/cloudformationschema.h"

#include <unordered_map>

namespace groundplan::cloudformation {

/// How a Terraform type is said in CloudFormation: the derived map with our corrections from resources/catalog/cloudformation over it.
struct Twin {
    struct Place {
        QString path;       ///< empty: nothing to write
        QString conversion; ///< scheme, image, version, base64, entries, upper, protocol, item:WORD
        PropertyMap also;   ///< constants beside what is written
        PropertyMap with;   ///< constants in the item that a block becomes
        QString reason;     ///< why it can't be said; empty with an empty path: said otherwise, or without meaning there
    };
    QString type;            ///< AWS::EC2::VPC; empty: there is none
    QString parentAttribute; ///< not empty: a part of the resource which this attribute refers to
    QString foldedInto;      ///< of such a part: the property that it becomes, or an item of it
    QString deletionPolicy;
    PropertyMap constants; ///< properties that CloudFormation needs and Terraform does not ask for
    QHash<QString, Place> attributes;
    QHash<QString, QString> returns; ///< Ref, GetAtt:Name, Sub:${.Name}:text
    QHash<QString, QString> apart;   ///< as returns, but without naming the resource: where naming it would make a cycle
    std::shared_ptr<const CloudFormationType> schema;
};

class Twins {
public:
    const Twin &of(const QString &terraformType);
    /// As its type says, or as the value of an attribute decides (the `type` of a security group rule).
    const Twin &of(const lowering::LoweredResource &resource);

private:
    std::unordered_map<QString, Twin> m_known; ///< keeps its values in place while others are added
};

} // namespace groundplan::cloudformation
