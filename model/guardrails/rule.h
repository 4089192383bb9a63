// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/guardrails/look.h"

namespace groundplan {

/// One rule: a small function that looks at one resource and reports what is wrong with it. Which neighbours it reads is noted
/// while it runs, so a rule says only which types it is for.
struct Rule {
    using Check = std::function<void(Look &, const Rule &)>;
    using Fix = std::function<Result<ChangeSet>(const Blueprint &, const Catalog &, const Finding &)>;

    QString id; ///< "network.subnet-outside-vpc"
    Severity severity = Severity::Error;
    QString title;          ///< what it is about, for lists of rules
    QStringList types = {}; ///< whom it looks at; empty: every resource
    Check check = {};       ///< none: another rule's function reports it
    Fix fix = {};
    QString fixTitle = {}; ///< given to each of its findings; the rule may also set it case by case
};

using RuleList = QList<Rule>;

/// As the only one of a rule's types: it looks at the blueprint as a whole, not at resources.
inline const QString wholeBlueprint = QStringLiteral("*");

/// The resources on a cycle of references with `id`, itself included; empty when it is on none.
QSet<ResourceId> cycleMembers(Pass &pass, const ResourceId &id);

/// The parts of the table, one for each subject.
namespace rules {
RuleList schemaRules();
RuleList nameRules();
RuleList referenceRules();
RuleList cycleRules();
RuleList combinationRules();
RuleList placeRules(); ///< regions and accounts
RuleList connectionRules();
RuleList expressionRules(); ///< expressions and meta-arguments
RuleList standingRules();
RuleList secretRules();
RuleList settingRules(); ///< about the blueprint as a whole
RuleList cidrRules();
RuleList zoneRules();
RuleList routeRules();
RuleList subnetRules();
RuleList securityGroupRules();
RuleList addressRules();
RuleList reachabilityRules();
RuleList subnetGroupRules();
RuleList regionRules();
RuleList vpcRules(); ///< what must be of one VPC
/// Rules that are data: read from `:/groundplan/guardrails/*.json`.
RuleList conditionRules();
} // namespace rules

} // namespace groundplan
