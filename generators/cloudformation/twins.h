// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"
#include "model/catalog/cloudformationschema.h"

namespace groundplan::cloudformation {

/// How a Terraform type is said in CloudFormation: the derived map with our corrections from resources/catalog/cloudformation over it.
struct Twin {
    struct Place {
        QString path;       ///< empty: nothing to write
        QString conversion; ///< scheme, image, version
        PropertyMap also;   ///< constants beside what is written
        QString reason;     ///< why it can't be said; empty with an empty path: said otherwise, or without meaning there
    };
    QString type;            ///< AWS::EC2::VPC; empty: there is none
    QString parentAttribute; ///< not empty: a part of the resource which this attribute refers to
    QString deletionPolicy;
    QHash<QString, Place> attributes;
    QHash<QString, QString> returns; ///< Ref, GetAtt:Name, Sub:${.Name}:text
    std::shared_ptr<const CloudFormationType> schema;
};

class Twins {
public:
    Twins();
    const Twin &of(const QString &terraformType);

private:
    QHash<QString, PropertyMap> m_corrections;
    QHash<QString, Twin> m_known;
};

} // namespace groundplan::cloudformation
