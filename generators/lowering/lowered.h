// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/generator.h"

#include <vector>

/// The blueprint as a flat list of provider resources: what every printer starts from.
namespace groundplan::lowering {

/// An attribute with its value in the type that the schema asks for.
struct Argument {
    QString name;
    Value value;
    bool json = false; ///< the provider wants JSON text; the value is what that text says
};

struct Block;
/// The inside of a resource or nested block; both lists in the order in which they are printed.
struct Body {
    std::vector<Argument> arguments;
    std::vector<Block> blocks;

    const Argument *argument(const QString &name) const;
};
struct Block {
    QString name;
    QString label; ///< only of blocks that the provider keeps in a map
    Body body;
};

/// One provider resource. References in its values name other lowered resources by `id`.
struct LoweredResource {
    ResourceId id;              ///< the blueprint's, or a made-up one for what an intent makes
    ResourceId source;          ///< what a user selects to find it
    ConnectionId connection;    ///< the intent that made it; empty: drawn
    QList<ConnectionId> others; ///< intents that change it besides
    QString type;               ///< without the `data.` prefix
    QString name;               ///< a valid identifier, unique within its type
    bool isData = false;
    Body body;
    Value count, forEach;
    QList<ResourceId> dependsOn;
    PropertyMap lifecycle;
    QString provider; ///< `aws.us_west_2`; empty: the default
    std::shared_ptr<const ResourceType> info;

    QString address() const { return (isData ? QStringLiteral("data.") : QString()) + type + QLatin1Char('.') + name; }
    bool isRepeated() const { return !count.isNull() || !forEach.isNull(); }
};

/// A configured provider; without an alias the default one.
struct ProviderConfiguration {
    QString name;  ///< aws
    QString alias; ///< us_west_2
    Value region;
    Value roleArn;
};

/// Where the engine keeps its state; `cloud` is HCP Terraform.
struct Backend {
    QString type; ///< s3, azurerm, gcs, http, pg, local, cloud; empty: the engine's default
    ValueMap settings;
};

/// What a variable's value must meet.
struct VariableRule {
    QString condition; ///< code
    QString message;
};

struct Lowered {
    std::vector<LoweredResource> resources; ///< what is referred to comes first
    QHash<ResourceId, qsizetype> index;
    QList<ProviderConfiguration> providers;
    QStringList requiredProviders; ///< local names, sorted
    bool needsOldest = false;      ///< says what the newest AWS provider no longer takes
    bool needsNewest = false;      ///< has a type that the oldest AWS provider does not have
    QList<Variable> variables;     ///< by name
    QHash<QString, QList<VariableRule>> variableRules;
    Backend backend;
    QList<Local> locals;
    QList<Output> outputs;
    QList<Diagnostic> diagnostics;

    const LoweredResource *find(const ResourceId &id) const
    {
        const auto it = index.constFind(id);
        return it == index.constEnd() ? nullptr : &resources.at(size_t(*it));
    }
};

/// Zones and connections become values, intents become resources, values take their schema's types. Problems become
/// diagnostics; what is left is as complete as it can be.
Lowered lower(const Blueprint &blueprint, const Catalog &catalog, const GenerateOptions &options = {});

/// What an intent becomes, for showing it before it is accepted.
struct Preview {
    QStringList addresses; ///< of what it makes
    QStringList changed;   ///< of what it changes
    QByteArray text;       ///< HCL
    QList<Diagnostic> diagnostics;
};
/// `connection` need not be in the blueprint.
Preview preview(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection);
Preview preview(const Blueprint &blueprint, const Catalog &catalog, const ConnectionId &connection);

} // namespace groundplan::lowering
