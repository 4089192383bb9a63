// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/generator.h"

#include "generators/cloudformation/template.h"
#include "generators/lowering/lowered.h"
#include "generators/terraform/files.h"
#include "generators/terraform/json.h"

namespace groundplan {

Generated generate(const Blueprint &blueprint, const Catalog &catalog, Target target, const GenerateOptions &options)
{
    lowering::Lowered lowered = lowering::lower(blueprint, catalog, options);
    if (isTerraform(target)) {
        Generated result;
        result.files = target == Target::Terraform ? terraform::files(lowered, options.only) : terraform::jsonFiles(lowered, options.only);
        result.addresses.reserve(qsizetype(lowered.resources.size()));
        for (const lowering::LoweredResource &resource : lowered.resources)
            result.addresses.insert(resource.address(), resource.source);
        result.diagnostics = std::move(lowered.diagnostics);
        return result;
    }
    return cloudformation::generate(std::move(lowered), target, blueprint.header().description, options.only);
}

QList<Diagnostic> withFindings(QList<Diagnostic> diagnostics, const QList<Finding> &findings)
{
    QSet<std::pair<ResourceId, QString>> told;
    for (const Diagnostic &one : std::as_const(diagnostics)) {
        if (one.severity == Severity::Error)
            told.insert({one.resource, one.attribute});
    }
    for (const Finding &finding : findings) {
        const QString place = finding.attribute.startsWith(QLatin1String("meta.")) ? finding.attribute.mid(5) : finding.attribute;
        if (makesCodeInvalid(finding) && !told.contains({finding.resource, place}))
            diagnostics.append({Severity::Error, finding.resource, place, finding.message});
    }
    return diagnostics;
}

} // namespace groundplan
