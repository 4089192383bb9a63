// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"
#include "model/catalog/schema.h"

#include <QSizeF>

namespace groundplan {

/// What is known of a type without decoding its schema; enough for palettes, lists and drawing.
struct TypeSummary {
    QString type;     ///< aws_db_instance
    QString title;    ///< RDS database
    QString category; ///< compute, network, database, storage, integration, security, management, containers, serverless, analytics,
                      ///< machine-learning, …, group, general
    QString icon;     ///< file name without .svg in resources/icons
    QStringList searchWords;
    bool isDeep = false;       ///< has an overlay of its own in resources/catalog
    bool isZone = false;       ///< other resources stand in it
    bool isGroup = false;      ///< drawn only: the provider has no such resource (groundplan_region)
    bool isAttachment = false; ///< a part of another resource (route, association, policy): not drawn unless asked for
    QSizeF size{96, 96};       ///< of a new placement in scene units; a zone's smallest sensible size
};

/// Which zones a type may stand in, and what standing there sets. What may stand in a region or account may stand on the page.
struct Standing {
    QString zoneType;        ///< aws_subnet, groundplan_region …; `*`: any zone, and the page
    QString attribute;       ///< set in the resource by standing there; empty: none
    QString targetAttribute; ///< of the zone: id, arn, or a literal property of a group (`zone` of an availability zone)
    bool several = false;    ///< may stand in several zones of that type; the attribute is a list
};

/// How network access is let into a type: where its security groups are and which port it listens on.
struct NetworkFacts {
    QString securityGroupsAttribute;      ///< dotted: security_groups, vpc_security_group_ids; empty: not in a network
    QString via;                          ///< attribute that refers to the resource which holds the above (`launch_template.id`)
    QString portAttribute;                ///< the property that holds the port, when it has one
    int defaultPort = 0;                  ///< 0: unknown
    QString portChooser = {};             ///< the property that decides the port where it is not set: engine
    QMap<QString, int> portByChoice = {}; ///< how its value begins → port: postgres → 5432
    QString protocol = QStringLiteral("tcp");
};

/// Everything about one type. Decoded when first asked for; shared and immutable afterwards.
struct ResourceType {
    TypeSummary summary;
    std::shared_ptr<const BlockSchema> schema; ///< null for groups and for types that no schema knows
    QList<Standing> standings;                 ///< nearest kind first (subnet before VPC before region)
    PropertyMap defaults;                      ///< of a new resource: secure, and visible in the form
    QStringList commonAttributes;              ///< shown after the required ones
    QString labelTemplate;                     ///< the line under the name: "{engine} {engine_version}"
    NetworkFacts network;
    QMap<QString, ValueRule> valueRules; ///< by dotted path
    QList<ReferenceRule> references;     ///< strongest first
    QMap<QString, QString> help;         ///< by dotted path: our own sentence
    QString documentationUrl;
    QString cloudFormationType; ///< empty: no twin is known
    bool onlyInNewest = false;  ///< the oldest provider version that exports allow does not have it; hidden from types()
};

/// What types exist and what is true of them: the provider's own schema with our overlay over it, read from `resources/`.
/// Safe to use from several threads.
class Catalog {
public:
    /// Reads the index of the built-in resources (Qt resource `:/groundplan`); schemas are decoded on demand.
    Catalog();
    ~Catalog();
    Catalog(const Catalog &) = delete;

    QStringList types() const;      ///< all, sorted
    QStringList categories() const; ///< in palette order
    bool contains(const QString &type) const;
    /// A type that the catalog does not know gets a summary made from its name.
    TypeSummary summary(const QString &type) const;
    /// Never null: an unknown type has no schema and accepts anything.
    std::shared_ptr<const ResourceType> type(const QString &type) const;
    /// Types matching all words of `text` in title, type or search words; best first.
    QStringList search(const QString &text) const;
    QString categoryTitle(const QString &category) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The line drawn under a resource's name: its template filled with its properties, else its type's title.
QString shortLabel(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource);

} // namespace groundplan
