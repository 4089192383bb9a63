// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/livecode.h"

#include "generators/lowering/trace.h"
#include "generators/terraform/files.h"
#include "generators/terraform/hcl.h"

namespace groundplan {

namespace {

constexpr qsizetype mostAtOnce = 50;

bool isDrawingOnly(const Change &change)
{
    return std::holds_alternative<RowChange<Placement>>(change) || std::holds_alternative<RowChange<Page>>(change)
        || std::holds_alternative<RowChange<Annotation>>(change) || std::holds_alternative<RowChange<Acceptance>>(change);
}

/// The resources whose properties changed; nothing when anything else did that code is made of.
std::optional<QList<ResourceId>> withOtherProperties(const ChangeSet &changes)
{
    QList<ResourceId> all;
    for (const Change &change : changes.changes) {
        if (isDrawingOnly(change))
            continue;
        const auto *resource = std::get_if<RowChange<Resource>>(&change);
        if (!resource || !resource->before || !resource->after)
            return {};
        const Resource &before = *resource->before, &after = *resource->after;
        if (before.type != after.type || before.name != after.name || before.zones != after.zones || before.meta != after.meta
            || after.type.startsWith(QLatin1String("groundplan_")))
            return {};
        if (!all.contains(after.id))
            all.append(after.id);
    }
    return all.size() <= mostAtOnce ? std::optional(all) : std::nullopt;
}

/// Where the line begins, which counts from 1.
qsizetype offsetOfLine(const QByteArray &text, int line)
{
    qsizetype at = 0;
    for (int i = 1; i < line; ++i)
        at = text.indexOf('\n', at) + 1;
    return at;
}

} // namespace

struct LiveCode::Private {
    const Catalog &catalog;
    Blueprint blueprint;
    EnvironmentId environment;
    std::optional<lowering::Trace> trace; ///< of `blueprint`; nothing: there is no run to go on from
    lowering::Lowered lowered;            ///< without bodies
    Generated generated;
    bool wasQuick = false;

    void makeAll(const Blueprint &after, const GenerateOptions &options)
    {
        lowered = lowering::lower(after, catalog, options, &trace.emplace());
        generated = {};
        generated.files = terraform::files(lowered, {});
        generated.addresses.reserve(qsizetype(lowered.resources.size()));
        for (lowering::LoweredResource &resource : lowered.resources) {
            generated.addresses.insert(resource.address(), resource.source);
            resource.body = {};
        }
        generated.diagnostics = std::exchange(lowered.diagnostics, {});
        environment = options.environment;
        blueprint = after;
    }

    bool makeSome(const Blueprint &after, const QList<ResourceId> &changed)
    {
        std::vector<lowering::LoweredResource> again;
        for (const ResourceId &id : changed) {
            const lowering::LoweredResource *known = lowered.find(id);
            auto one = known ? lowering::lowerAgain(*trace, *known, blueprint, after, catalog) : std::nullopt;
            if (!one)
                return false;
            again.push_back(std::move(*one));
        }
        for (const lowering::LoweredResource &resource : again)
            replaceBlock(resource);
        blueprint = after;
        return true;
    }

    void replaceBlock(const lowering::LoweredResource &resource)
    {
        QList<SourceSpan> &spans = generated.files.spans;
        auto span =
            std::find_if(spans.begin(), spans.end(), [&](const SourceSpan &one) { return one.isOwn && one.resource == resource.id; });
        Q_ASSERT(span != spans.end());
        QByteArray &text = generated.files.files[span->file];
        QByteArray block;
        terraform::HclWriter(lowered).resource(block, resource);
        const qsizetype from = offsetOfLine(text, span->firstLine);
        const qsizetype length = offsetOfLine(QByteArray::fromRawData(text.constData() + from, text.size() - from), span->lineCount + 1);
        text.replace(from, length, block);
        const int more = int(block.count('\n')) - span->lineCount;
        span->lineCount += more;
        for (++span; more != 0 && span != spans.end(); ++span)
            span->firstLine += more;
    }
};

LiveCode::LiveCode(const Catalog &catalog) : d(new Private{catalog, {}, {}, {}, {}, {}, false}) { }
LiveCode::~LiveCode() = default;

bool LiveCode::wasQuick() const { return d->wasQuick; }

const Generated &LiveCode::update(const Blueprint &after, const std::optional<ChangeSet> &changes, Target target,
                                  const GenerateOptions &options)
{
    d->wasQuick = false;
    if (target != Target::Terraform || !options.only.isEmpty()) {
        d->trace.reset();
        d->lowered = {};
        d->generated = generate(after, d->catalog, target, options);
        return d->generated;
    }
    const auto changed = d->trace && changes && options.environment == d->environment ? withOtherProperties(*changes) : std::nullopt;
    d->wasQuick = changed && d->makeSome(after, *changed);
    if (!d->wasQuick)
        d->makeAll(after, options);
    return d->generated;
}

} // namespace groundplan
