// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

/// What each target says of a type, for the coverage page.
namespace groundplan::cloudformation {

struct Coverage {
    QString type;                 ///< aws_lb
    QString twin;                 ///< AWS::ElasticLoadBalancingV2::LoadBalancer; empty: there is none
    QString parent;               ///< the attribute that names the resource which it is a part of in CloudFormation
    int attributes = 0;           ///< that a user may set, in blocks too: Terraform says them all
    int said = 0;                 ///< of these in CloudFormation
    int meaningless = 0;          ///< of these: about Terraform itself, or said otherwise
    QMap<QString, QString> holes; ///< path → why CloudFormation can't say it
};
Coverage coverage(const Catalog &catalog, const QString &type);

/// The page for all types that the catalog knows well, as Markdown. The same bytes on every machine.
QByteArray coveragePage(const Catalog &catalog);

} // namespace groundplan::cloudformation
