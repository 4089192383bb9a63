// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/fileset.h"
#include "model/catalog/catalog.h"
#include "model/guardrails/finding.h"

#include <QSet>

namespace groundplan {

enum class Target { Terraform, TerraformJson, CloudFormationYaml, CloudFormationJson };

/// True for what is a folder of files, not one template.
inline bool isTerraform(Target target) { return target == Target::Terraform || target == Target::TerraformJson; }

struct GenerateOptions {
    QSet<ResourceId> only = {};     ///< empty: everything; else these resources' blocks, for the code panel
    EnvironmentId environment = {}; ///< whose region and role the provider gets; empty: as drawn
};

/// Something about a resource that the target cannot say, or that makes the output invalid.
struct Diagnostic {
    Severity severity = Severity::Error;
    ResourceId resource;
    QString attribute;
    QString message;
    bool operator==(const Diagnostic &) const = default;
};

struct Generated {
    FileSet files;
    QList<Diagnostic> diagnostics;
    /// Address in the target ("aws_lb.app"; for CloudFormation the logical id) → resource it came from.
    QHash<QString, ResourceId> addresses;
};

/// The blueprint as code: complete, in memory, the same bytes on every machine. Pure; safe on any thread.
Generated generate(const Blueprint &blueprint, const Catalog &catalog, Target target, const GenerateOptions &options = {});

/// `diagnostics` with the findings that make the code invalid, where nothing is said of the same place yet.
QList<Diagnostic> withFindings(QList<Diagnostic> diagnostics, const QList<Finding> &findings);

} // namespace groundplan
