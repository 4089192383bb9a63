// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/catalog.h"

#include "model/catalog/containment.h"
#include "model/catalog/overlay.h"
#include "model/catalog/providerfacts.h"
#include "model/catalog/providerschema.h"

#include <QCoreApplication>
#include <QSet>

#include <shared_mutex>

namespace groundplan {

using namespace Qt::StringLiterals;

struct Catalog::Private {
    ProviderSchema provider;
    ServiceFacts facts = readServiceFacts();
    QMap<QString, Overlay> overlays = readOverlays();
    QStringList names;
    QHash<QString, TypeSummary> summaries;

    mutable std::shared_mutex mutex;
    mutable QHash<QString, std::shared_ptr<const ResourceType>> decoded;

    Private()
    {
        for (const ProviderSchema::Entry &entry : provider.entries()) {
            if (entry.isDataSource)
                continue;
            summaries.insert(entry.name, summaryOf(entry.name));
            if (entry.inOldest && entry.inNewest)
                names.append(entry.name);
        }
        for (auto it = overlays.constBegin(); it != overlays.constEnd(); ++it) {
            if (!summaries.contains(it.key())) {
                summaries.insert(it.key(), summaryOf(it.key()));
                names.append(it.key());
            }
        }
        names.sort();
    }

    TypeSummary summaryOf(const QString &type) const
    {
        TypeSummary summary = derivedSummary(type, facts);
        const auto overlay = overlays.constFind(type);
        if (overlay == overlays.constEnd())
            return summary;
        summary.isDeep = true;
        summary.title = overlay->title.value_or(summary.title);
        summary.category = overlay->category.value_or(summary.category);
        summary.icon = overlay->icon.value_or(summary.icon);
        summary.searchWords = overlay->searchWords;
        summary.isZone = overlay->isZone;
        summary.isGroup = overlay->isGroup;
        summary.isAttachment = overlay->isAttachment;
        summary.size = overlay->size.value_or(summary.size);
        return summary;
    }

    std::shared_ptr<const ResourceType> make(const QString &name) const
    {
        auto type = std::make_shared<ResourceType>();
        type->summary = summaries.contains(name) ? summaries.value(name) : derivedSummary(name, facts);
        if (const ProviderSchema::Entry *entry = provider.find(name)) {
            ProviderSchema::Type decodedType = provider.decode(*entry);
            type->schema = std::move(decodedType.schema);
            type->references = std::move(decodedType.references);
            type->valueRules = std::move(decodedType.valueRules);
            type->cloudFormationType = entry->cloudFormationType;
            type->onlyInNewest = !entry->inOldest;
            const bool isData = entry->isDataSource;
            const QString bare = name.section(u'_', 1);
            type->documentationUrl = u"https://registry.terraform.io/providers/hashicorp/aws/latest/docs/%1/%2"_s.arg(
                isData ? u"data-sources"_s : u"resources"_s, bare);
        }
        const auto overlay = overlays.constFind(name);
        if (overlay != overlays.constEnd())
            lay(*overlay, *type);
        addProviderValues(providerFacts(name), &type->valueRules);
        if (overlay == overlays.constEnd() || !overlay->standings)
            type->standings = type->schema ? derivedStandings(*type->schema, type->references) : QList<Standing>{{u"*"_s, {}, {}, false}};
        return type;
    }

    static void lay(const Overlay &overlay, ResourceType &type)
    {
        if (overlay.schema)
            type.schema = overlay.schema;
        if (overlay.standings)
            type.standings = *overlay.standings;
        type.defaults = overlay.defaults;
        type.commonAttributes = overlay.commonAttributes;
        type.labelTemplate = overlay.labelTemplate;
        type.network = overlay.network;
        for (auto it = overlay.valueRules.constBegin(); it != overlay.valueRules.constEnd(); ++it)
            type.valueRules.insert(it.key(), *it);
        // What we say ourselves comes first and replaces what was found for the same pair.
        QList<ReferenceRule> references = overlay.references;
        for (const ReferenceRule &found : std::as_const(type.references)) {
            const bool said = std::any_of(overlay.references.begin(), overlay.references.end(), [&](const ReferenceRule &own) {
                return own.attribute == found.attribute && own.targetType == found.targetType;
            });
            if (!said)
                references.append(found);
        }
        type.references = references;
        type.help = overlay.help;
        if (overlay.cloudFormation)
            type.cloudFormationType = *overlay.cloudFormation;
    }
};

Catalog::Catalog() : d(std::make_unique<Private>()) { }
Catalog::~Catalog() = default;

QStringList Catalog::types() const { return d->names; }

QStringList Catalog::categories() const
{
    QStringList all;
    for (const Category &category : d->facts.categories)
        all.append(category.id);
    return all;
}

QString Catalog::categoryTitle(const QString &category) const
{
    for (const Category &known : d->facts.categories) {
        if (known.id == category)
            return QCoreApplication::translate("Catalog", known.title.toUtf8().constData());
    }
    return category;
}

bool Catalog::contains(const QString &type) const { return d->summaries.contains(type) || d->provider.find(type); }

TypeSummary Catalog::summary(const QString &type) const
{
    const auto it = d->summaries.constFind(type);
    return it != d->summaries.constEnd() ? *it : derivedSummary(type, d->facts);
}

std::shared_ptr<const ResourceType> Catalog::type(const QString &name) const
{
    {
        const std::shared_lock lock(d->mutex);
        if (const auto it = d->decoded.constFind(name); it != d->decoded.constEnd())
            return *it;
    }
    auto made = d->make(name);
    const std::unique_lock lock(d->mutex);
    auto &kept = d->decoded[name];
    if (!kept)
        kept = std::move(made);
    return kept;
}

QStringList Catalog::search(const QString &text) const
{
    const QStringList words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    const QString whole = words.join(u' '), type = words.join(u'_');
    struct Hit {
        int rank;
        qsizetype place; ///< among the usual ones
        QString title, type;
    };
    QList<Hit> hits;
    for (const QString &name : std::as_const(d->names)) {
        const TypeSummary &summary = *d->summaries.constFind(name);
        const QString title = summary.title.toCaseFolded();
        int rank = (summary.isDeep ? 0 : 8) + (summary.isAttachment ? 4 : 0);
        const qsizetype place = d->facts.usual.indexOf(name);
        if (title == whole || name == type)
            rank -= 8; // its own name, before those who only have to do with it
        else if (place >= 0)
            rank -= 6;
        bool all = true;
        for (const QString &word : words) {
            const auto hasWord = [&](const QString &known) { return known.compare(word, Qt::CaseInsensitive) == 0; };
            if (title == word || summary.searchWords.contains(whole, Qt::CaseInsensitive)
                || std::any_of(summary.searchWords.begin(), summary.searchWords.end(), hasWord))
                rank += 0;
            else if (title.startsWith(word))
                rank += 1;
            else if (title.contains(u' ' + word))
                rank += 2;
            else if (title.contains(word) || name.contains(word))
                rank += 20;
            else if (std::any_of(summary.searchWords.begin(), summary.searchWords.end(),
                                 [&](const QString &known) { return known.contains(word, Qt::CaseInsensitive); }))
                rank += 10;
            else
                all = false;
        }
        if (all)
            hits.append({rank, place < 0 ? d->facts.usual.size() : place, title, name});
    }
    std::sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) {
        return std::tie(a.rank, a.place, a.title, a.type) < std::tie(b.rank, b.place, b.title, b.type);
    });
    QStringList found;
    for (const Hit &hit : std::as_const(hits))
        found.append(hit.type);
    return found;
}

QString shortLabel(const Blueprint &blueprint, const Catalog &catalog, const Resource &resource)
{
    const auto type = catalog.type(resource.type);
    const QString &form = type->labelTemplate;
    if (form.isEmpty())
        return type->summary.title;
    const bool needsMore = form.contains(u'>');
    QString out;
    qsizetype at = 0;
    while (at < form.size()) {
        const qsizetype open = form.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : form.indexOf(u'}', open);
        if (close < 0) {
            out += QStringView(form).mid(at);
            break;
        }
        out += QStringView(form).mid(at, open - at);
        // `{launch_template.id>instance_type}`: the property of the resource that it refers to.
        const QStringList path = form.mid(open + 1, close - open - 1).split(u'>');
        PropertyMap properties = needsMore ? containment::effectiveProperties(blueprint, catalog, resource) : resource.properties;
        Value value = valueAt(properties, path.first());
        if (path.size() == 2) {
            const Resource *other = value.isReference() ? blueprint.find(value.toReference().to) : nullptr;
            value = other ? valueAt(other->properties, path.last()) : Value();
        }
        if (value.isVariable()) {
            const Variable *variable = blueprint.find(VariableId(value.toVariable().name));
            value = variable && variable->defaultValue.isLiteralScalar() ? variable->defaultValue : Value();
        }
        if (value.kind() == Value::Kind::Real && value.toReal() == double(value.toInteger()))
            value = value.toInteger();
        out += value.toString();
        at = close + 1;
    }
    out = out.simplified();
    return out.isEmpty() ? type->summary.title : out;
}

} // namespace groundplan
