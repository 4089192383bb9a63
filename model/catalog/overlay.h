// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

namespace groundplan {

/// What a file of resources/catalog says of a type beyond its schema. What it leaves out is derived. resources/catalog/README.md
/// describes the form.
struct Overlay {
    std::optional<QString> title, category, icon, cloudFormation;
    QStringList searchWords;
    bool isZone = false, isGroup = false, isAttachment = false;
    std::optional<QSizeF> size;
    std::optional<QList<Standing>> standings;
    PropertyMap defaults;
    QStringList commonAttributes;
    QString labelTemplate;
    NetworkFacts network;
    QMap<QString, ValueRule> valueRules;
    QList<ReferenceRule> references;
    QMap<QString, QString> help;
    std::shared_ptr<const BlockSchema> schema; ///< of types that no provider dump has (terraform_data)
};

struct Category {
    QString id, title;
};

/// What is said of whole services: the name of a service, its category and icon, by the longest prefix of a type's name.
struct ServiceFacts {
    struct Service {
        QString title, category, icon;
    };
    QList<Category> categories;
    QMap<QString, QString> words; ///< as titles spell them: vpc → VPC
    QMap<QString, Service> services;
    QStringList usual; ///< types, most drawn first
};

/// All overlays by type, and the service facts. `problems` gets one line for each thing that is not understood.
QMap<QString, Overlay> readOverlays(QStringList *problems = nullptr);
ServiceFacts readServiceFacts();

/// A summary from the name alone: `aws_sqs_queue` → "SQS queue", integration.
TypeSummary derivedSummary(const QString &type, const ServiceFacts &facts);
/// Where a type may stand, from what it refers to: a subnet's `subnet_id`, a VPC's `vpc_id`, else its region.
QList<Standing> derivedStandings(const BlockSchema &schema, const QList<ReferenceRule> &references);

} // namespace groundplan
