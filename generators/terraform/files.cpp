// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/terraform/files.h"

#include "generators/terraform/hcl.h"
#include "generators/terraform/layout.h"
#include "generators/terraform/requirements.h"
#include "model/blueprint/expressions.h"
#include "model/parallel.h"

#include <numeric>

namespace groundplan::terraform {

using namespace Qt::Literals::StringLiterals;
using lowering::Lowered;
using lowering::LoweredResource;
using lowering::ProviderConfiguration;
using Line = HclWriter::Line;

namespace {

/// A map in it is a block (the workspaces of `cloud`).
QByteArray backend(const lowering::Backend &backend, const HclWriter &writer)
{
    if (backend.type.isEmpty())
        return {};
    QByteArray out = backend.type == "cloud"_L1 ? "\n  cloud {\n" : "\n  backend " + quoted(backend.type) + " {\n", blocks;
    QList<Line> lines;
    for (auto it = backend.settings.begin(); it != backend.settings.end(); ++it) {
        if (!it->isMap()) {
            lines.append({it.key().toUtf8(), writer.value(*it, 2)});
            continue;
        }
        QList<Line> inside;
        for (auto field = it->toMap().begin(); field != it->toMap().end(); ++field)
            inside.append({field.key().toUtf8(), writer.value(*field, 3)});
        blocks += "\n    " + it.key().toUtf8() + " {\n";
        HclWriter::lines(blocks, inside, 3);
        blocks += "    }\n";
    }
    HclWriter::lines(out, lines, 2);
    return out + blocks + "  }\n";
}

QByteArray versions(const Lowered &lowered, const HclWriter &writer)
{
    QByteArray out = "terraform {\n  required_version = " + quoted(requiredEngine(lowered)) + '\n';
    if (!lowered.requiredProviders.isEmpty()) {
        out += "\n  required_providers {\n";
        for (const QString &name : lowered.requiredProviders) {
            const Requirement known = requirement(lowered, name);
            QList<Line> lines{{"source", quoted(known.source)}};
            if (!known.version.isEmpty())
                lines.append({"version", quoted(known.version)});
            out += "    " + name.toUtf8() + " = {\n";
            HclWriter::lines(out, lines, 3);
            out += "    }\n";
        }
        out += "  }\n";
    }
    out += backend(lowered.backend, writer);
    return out + "}\n";
}

QByteArray providers(const Lowered &lowered, const HclWriter &writer)
{
    QByteArray out;
    for (const ProviderConfiguration &provider : lowered.providers) {
        if (!out.isEmpty())
            out += '\n';
        QList<Line> lines;
        if (!provider.alias.isEmpty())
            lines.append({"alias", quoted(provider.alias)});
        if (!provider.region.isNull())
            lines.append({"region", writer.value(provider.region, 1)});
        out += "provider \"" + provider.name.toUtf8() + "\" {\n";
        HclWriter::lines(out, lines, 1);
        if (!provider.roleArn.isNull()) {
            out += "\n  assume_role {\n";
            HclWriter::lines(out, {{"role_arn", writer.value(provider.roleArn, 2)}}, 2);
            out += "  }\n";
        }
        out += "}\n";
    }
    return out;
}

QByteArray variables(const Lowered &lowered, const HclWriter &writer)
{
    QByteArray out;
    for (const Variable &variable : lowered.variables) {
        if (!out.isEmpty())
            out += '\n';
        QList<Line> lines;
        if (!variable.description.isEmpty())
            lines.append({"description", quoted(variable.description)});
        lines.append(Line{"type", laidOut(variable.type.simplified().toUtf8(), 1, false)});
        if (!variable.defaultValue.isNull())
            lines.append({"default", writer.value(variable.defaultValue, 1)});
        if (variable.sensitive)
            lines.append(Line{"sensitive", "true"});
        out += "variable " + quoted(variable.id.text()) + " {\n";
        HclWriter::lines(out, lines, 1);
        for (const lowering::VariableRule &rule : lowered.variableRules.value(variable.id.text())) {
            out += "\n  validation {\n";
            HclWriter::lines(
                out,
                {{"condition", laidOut(expressions::asCode(rule.condition).toUtf8(), 2, true)}, {"error_message", quoted(rule.message)}},
                2);
            out += "  }\n";
        }
        out += "}\n";
    }
    return out;
}

QByteArray outputs(const Lowered &lowered, const HclWriter &writer)
{
    QByteArray out;
    for (const Output &output : lowered.outputs) {
        if (!out.isEmpty())
            out += '\n';
        QList<Line> lines;
        if (!output.description.isEmpty())
            lines.append({"description", quoted(output.description)});
        lines.append(Line{"value", writer.value(output.value, 1)});
        if (output.sensitive)
            lines.append(Line{"sensitive", "true"});
        out += "output " + quoted(output.id.text()) + " {\n";
        HclWriter::lines(out, lines, 1);
        out += "}\n";
    }
    return out;
}

/// Appends the resources' blocks, printed on all processors.
void printResources(const Lowered &lowered, const QSet<ResourceId> &only, const QString &file, QByteArray &out, QList<SourceSpan> &spans)
{
    constexpr size_t share = 128;
    struct Part {
        QByteArray text;
        QList<SourceSpan> spans; ///< its lines count from 0
        int lines = 0;
    };
    std::vector<Part> parts((lowered.resources.size() + share - 1) / share);
    inShares(lowered.resources.size(), share, [&](size_t from, size_t to) {
        HclWriter writer(lowered);
        Part &part = parts[from / share];
        part.text.reserve(qsizetype(to - from) * 400);
        for (size_t i = from; i < to; ++i) {
            const LoweredResource &resource = lowered.resources[i];
            if (!only.isEmpty() && !only.contains(resource.source))
                continue;
            part.text += '\n';
            const qsizetype start = part.text.size();
            writer.resource(part.text, resource);
            const int count = int(QByteArrayView(part.text).sliced(start).count('\n'));
            part.spans.append({file, part.lines + 1, count, resource.source, resource.connection.isEmpty()});
            part.lines += 1 + count;
        }
    });
    int line = 1 + int(out.count('\n'));
    out.reserve(
        std::accumulate(parts.begin(), parts.end(), out.size(), [](qsizetype sum, const Part &part) { return sum + part.text.size(); }));
    for (Part &part : parts) {
        // An empty line stands between blocks, not before the first.
        const int skipped = out.isEmpty() && !part.text.isEmpty() ? 1 : 0;
        out += QByteArrayView(part.text).sliced(skipped);
        for (SourceSpan &span : part.spans) {
            span.firstLine += line - skipped;
            spans.append(span);
        }
        line += part.lines - skipped;
    }
}

} // namespace

FileSet files(const Lowered &lowered, const QSet<ResourceId> &only)
{
    HclWriter writer(lowered);
    FileSet set;
    const QString mainFile = u"main.tf"_s;
    QByteArray main;
    if (only.isEmpty() && !lowered.locals.isEmpty()) {
        QList<Line> lines;
        for (const Local &local : lowered.locals)
            lines.append({local.id.text().toUtf8(), writer.value(local.value, 1)});
        main += "locals {\n";
        HclWriter::lines(main, lines, 1);
        main += "}\n";
    }
    printResources(lowered, only, mainFile, main, set.spans);
    set.files.insert(mainFile, main);
    if (!only.isEmpty())
        return set;
    // Always all five: a folder that is exported to again must not keep an old file.
    set.files.insert(u"versions.tf"_s, versions(lowered, writer));
    set.files.insert(u"providers.tf"_s, providers(lowered, writer));
    set.files.insert(u"variables.tf"_s, variables(lowered, writer));
    set.files.insert(u"outputs.tf"_s, outputs(lowered, writer));
    return set;
}

} // namespace groundplan::terraform
