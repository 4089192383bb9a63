// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/lowering/lowered.h"

#include "generators/lowering/backend.h"
#include "generators/lowering/coerce.h"
#include "model/blueprint/expressions.h"
#include "generators/lowering/intents.h"
#include "generators/lowering/order.h"
#include "generators/lowering/providers.h"
#include "generators/lowering/trace.h"
#include "model/blueprint/edits.h"
#include "model/blueprint/metaarguments.h"
#include "model/blueprint/words.h"
#include "model/catalog/containment.h"
#include "model/parallel.h"

#include <mutex>

#include <QRegularExpression>

namespace groundplan::lowering {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The environment deploys to another region than the one that is drawn: zones keep their letter.
void moveZones(PropertyMap &properties, const QString &drawnRegion, const QString &deployedRegion)
{
    const auto moved = [&](const Value &zone) {
        const QString text = zone.toString();
        const bool isZone = zone.isString() && text.size() == drawnRegion.size() + 1 && text.startsWith(drawnRegion);
        return isZone ? Value(deployedRegion + text.back()) : zone;
    };
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        if (!it.key().contains("availability_zone"_L1))
            continue;
        if (it->isList()) {
            ValueList zones;
            for (const Value &zone : it->toList())
                zones.append(moved(zone));
            *it = zones;
        } else {
            *it = moved(*it);
        }
    }
}

/// Whether both refer to the same resources: then nothing comes before or after anything else.
bool referAlike(const LoweredResource &a, const LoweredResource &b)
{
    const auto targets = [](const LoweredResource &resource) {
        QSet<ResourceId> all;
        forEachReference(resource, [&](const Reference &reference) { all.insert(reference.to); });
        return all;
    };
    return targets(a) == targets(b);
}

/// One run of the pass.
class Lowering {
public:
    Lowering(const Blueprint &blueprint, const Catalog &catalog, const GenerateOptions &options)
        : m_blueprint(blueprint),
          m_catalog(catalog),
          m_environment(options.environment ? blueprint.find(options.environment) : nullptr)
    {
    }

    Lowered run(Trace *trace)
    {
        collect();
        IntentExpander(m_blueprint, m_catalog, m_rows, m_lowered.diagnostics).expandAll();
        const Providers providers(m_blueprint, m_environment, m_rows, m_lowered.diagnostics);
        m_lowered.providers = providers.all();
        m_lowered.requiredProviders = providers.required();
        Coercer coercer(m_blueprint, m_rows, m_lowered.diagnostics);
        lowerRows(coercer, providers);
        providerVersions();
        for (ProviderConfiguration &provider : m_lowered.providers) {
            provider.region = coercer.free(provider.region, u"region"_s);
            provider.roleArn = coercer.free(provider.roleArn, u"role_arn"_s);
        }
        inputsAndOutputs(coercer);
        if (m_environment)
            m_lowered.backend = backendOf(*m_environment, m_lowered.diagnostics);
        sortByDependency(m_lowered.resources, m_lowered.diagnostics);
        if (trace) {
            m_rows.slim();
            *trace = {std::move(m_rows), std::move(m_told), m_leaving.has_value(), providers.drawnRegion(), providers.deployedRegion()};
        }
        m_lowered.index.reserve(qsizetype(m_lowered.resources.size()));
        for (size_t i = 0; i < m_lowered.resources.size(); ++i)
            m_lowered.index.insert(m_lowered.resources[i].id, qsizetype(i));
        return std::move(m_lowered);
    }

private:
    std::shared_ptr<const ResourceType> info(const QString &type)
    {
        auto &known = m_types[type];
        if (!known)
            known = m_catalog.type(type);
        return known;
    }

    void collect()
    {
        QHash<QString, QSet<QString>> taken;
        m_rows.all.reserve(size_t(m_blueprint.count<Resource>()));
        for (const ResourceId &id : m_blueprint.ids<Resource>()) {
            const Resource &resource = *m_blueprint.find(id);
            if (resource.type.startsWith("groundplan_"_L1))
                continue;
            const QString bare = resource.type.startsWith("data."_L1) ? resource.type.mid(5) : resource.type;
            if (!expressions::isIdentifier(bare)) {
                report(id, u"type"_s, tr("“%1” is not a name that a type can have.").arg(resource.type));
                continue;
            }
            QString name = resource.name;
            if (!expressions::isIdentifier(name)) {
                name = edits::identifier(resource.name);
                report(id, u"name"_s,
                       tr("“%1” can't be a name in code: letters, digits, _ and - only, no digit first. It is written as “%2”.")
                           .arg(resource.name, name));
            }
            QSet<QString> &names = taken[resource.type];
            if (names.contains(name)) {
                QString free = name;
                for (int i = 2; names.contains(free); ++i)
                    free = name + u'_' + QString::number(i);
                report(id, u"name"_s, tr("Another %1 is called “%2” too. It is written as “%3”.").arg(resource.type, name, free));
                name = free;
            }
            names.insert(name);
            m_rows.append({id, id, {}, resource.type, name, {}, resource.meta, info(resource.type)});
        }
        inShares(m_rows.all.size(), 128, [this](size_t from, size_t to) {
            for (size_t i = from; i < to; ++i)
                m_rows.all[i].properties = containment::effectiveProperties(m_blueprint, m_catalog, *m_blueprint.find(m_rows.all[i].id));
        });
    }

    /// Values take their types on all processors; what is said of them stays in the order of the rows.
    void lowerRows(Coercer &coercer, const Providers &providers)
    {
        std::vector<Row> &rows = m_rows.all;
        m_lowered.resources.resize(rows.size());
        std::vector<QList<Diagnostic>> told(rows.size());
        std::mutex mutex;
        size_t firstLeaving = rows.size();
        inSharesWith(rows.size(), 128, [&] {
            struct Own {
                Own(const Blueprint &blueprint, const Rows &all) : coercer(blueprint, all, diagnostics) { }
                QList<Diagnostic> diagnostics;
                Coercer coercer;
            };
            return [&, own = std::make_shared<Own>(m_blueprint, m_rows)](size_t from, size_t to) {
                for (size_t i = from; i < to; ++i) {
                    if (!providers.drawnRegion().isEmpty() && providers.of(rows[i]).isEmpty())
                        moveZones(rows[i].properties, providers.drawnRegion(), providers.deployedRegion());
                    m_lowered.resources[i] = lowered(rows[i], own->coercer, providers);
                    told[i].swap(own->diagnostics);
                    if (const auto leaving = own->coercer.takeLeaving()) {
                        const std::lock_guard lock(mutex);
                        if (i < firstLeaving)
                            m_leaving = leaving;
                        firstLeaving = std::min(i, firstLeaving);
                    }
                }
            };
        });
        for (size_t i = 0; i < rows.size(); ++i) {
            m_lowered.diagnostics += told[i];
            if (!told[i].isEmpty())
                m_told.insert(rows[i].id);
            if (!rows[i].meta.isEmpty())
                addMeta(m_lowered.resources[i], rows[i], coercer);
        }
    }

    static LoweredResource lowered(const Row &row, Coercer &coercer, const Providers &providers)
    {
        LoweredResource result;
        result.id = row.id;
        result.source = row.source;
        result.connection = row.connection;
        result.others = row.others;
        result.isData = row.type.startsWith("data."_L1);
        result.type = result.isData ? row.type.mid(5) : row.type;
        result.name = row.name;
        result.info = row.info;
        result.body = coercer.body(row);
        result.provider = providers.of(row);
        return result;
    }

    void addMeta(LoweredResource &result, const Row &row, Coercer &coercer)
    {
        for (auto it = row.meta.begin(); it != row.meta.end(); ++it) {
            if (it.key() == "count"_L1)
                result.count = sound(*it, it.key(), metaarguments::checkCount(*it), row, coercer);
            else if (it.key() == "for_each"_L1)
                result.forEach = keysOf(sound(*it, it.key(), metaarguments::checkForEach(*it), row, coercer));
            else if (it.key() == "depends_on"_L1)
                addDependencies(result, row, *it);
            else if (it.key() == "lifecycle"_L1)
                addLifecycle(result, row, coercer.free(metaarguments::lifecycleOf(*it), u"lifecycle"_s, row.source).toMap());
            else if (it.key() == "provider"_L1)
                addProvider(result, row, *it);
            else if (it.key() != "usage"_L1) // amounts for the estimate: no target says them
                report(row.source, it.key(), tr("“%1” is not a meta-argument.").arg(it.key()));
        }
        if (!result.count.isNull() && !result.forEach.isNull()) {
            report(row.source, u"count"_s, tr("“count” and “for_each” exclude each other."));
            result.count = {};
        }
    }

    /// A list becomes a set, as one that is written out does: Terraform takes no other.
    Value keysOf(const Value &keys) const
    {
        QString list;
        if (const Variable *variable = keys.isVariable() ? m_blueprint.find(VariableId(keys.toVariable().name)) : nullptr) {
            if (variable->type.startsWith("list("_L1))
                list = u"var."_s + variable->id.text();
        } else if (keys.isExpression()) {
            static const QRegularExpression written(uR"re(\A\s*\[(?:[^\[\]"{}]|"(?:[^"\\$%]|\\.)*"|\$\{ref:[^{}]*\})*\]\s*\z)re"_s);
            if (written.match(keys.toExpression().text).hasMatch())
                list = keys.toExpression().text.trimmed();
        }
        return list.isEmpty() ? keys : Expression{u"toset("_s + list + u')'};
    }

    Value sound(const Value &value, const QString &key, const Result<> &checked, const Row &row, Coercer &coercer)
    {
        if (!checked) {
            report(row.source, key, checked.error().message);
            return {};
        }
        return coercer.free(value, key, row.source);
    }

    void addDependencies(LoweredResource &result, const Row &row, const Value &value)
    {
        for (const Value &item : value.isList() ? value.toList() : ValueList{value}) {
            const ResourceId id = item.toReference().to;
            if (!item.isReference())
                report(row.source, u"depends_on"_s, tr("“depends_on” takes references to resources only."));
            else if (m_rows.find(id))
                result.dependsOn.append(id);
            else if (!m_blueprint.find(id))
                report(row.source, u"depends_on"_s,
                       tr("“%1” refers to a resource that does not exist (%2).").arg(u"depends_on"_s, id.text()));
        }
    }

    void addLifecycle(LoweredResource &result, const Row &row, const PropertyMap &lifecycle)
    {
        for (auto it = lifecycle.begin(); it != lifecycle.end(); ++it) {
            if (const Result<> sound = metaarguments::checkLifecycle(it.key(), *it); sound)
                result.lifecycle.insert(it.key(), *it);
            else
                report(row.source, u"lifecycle."_s + it.key(), sound.error().message);
        }
    }

    bool isConfigured(const QString &name) const
    {
        return std::any_of(m_lowered.providers.begin(), m_lowered.providers.end(),
                           [&name](const ProviderConfiguration &one) { return name == one.name + u'.' + one.alias; });
    }

    /// A region that nothing else is drawn in.
    bool configure(const QString &name)
    {
        const QString alias = name.section(u'.', 1), region = metaarguments::regionOfAlias(alias);
        if (region.isEmpty() || !name.startsWith("aws."_L1))
            return false;
        m_lowered.providers.append({u"aws"_s, alias, region, {}});
        return true;
    }

    void addProvider(LoweredResource &result, const Row &row, const Value &value)
    {
        const QString name = value.isExpression() ? value.toExpression().text : value.toString();
        if (const Result<> sound = metaarguments::checkProvider(value, row.type); !sound)
            report(row.source, u"provider"_s, sound.error().message);
        else if (name.contains(u'.') && !isConfigured(name) && !configure(name))
            report(row.source, u"provider"_s,
                   tr("“%1” is no provider that the drawn regions and accounts make. Draw the region, and something in it.").arg(name));
        else
            result.provider = name;
    }

    /// Most of what can be drawn fits every provider version that exports allow; some narrows them down.
    void providerVersions()
    {
        const auto newest =
            std::find_if(m_rows.all.begin(), m_rows.all.end(), [](const Row &row) { return row.info && row.info->onlyInNewest; });
        m_lowered.needsNewest = newest != m_rows.all.end();
        m_lowered.needsOldest = m_leaving.has_value();
        if (!m_lowered.needsOldest)
            return;
        const auto &[id, place] = *m_leaving;
        if (m_lowered.needsNewest)
            report(id, place, tr("“%1” needs version 5 of the AWS provider, but %2 needs version 6.").arg(place, newest->type));
        else
            m_lowered.diagnostics.append(
                {Severity::Notice, id, place,
                 tr("“%1” is no longer in version 6 of the AWS provider; the export asks for version 5.").arg(place)});
    }

    void inputsAndOutputs(Coercer &coercer)
    {
        const auto named = [&](const QString &name, const QString &what, bool isReserved = false) {
            if (expressions::isIdentifier(name) && !isReserved)
                return true;
            report({}, name, tr("“%1” can't be the name of a %2.").arg(name, what));
            return false;
        };
        for (const VariableId &id : m_blueprint.ids<Variable>()) {
            Variable variable = *m_blueprint.find(id);
            if (!named(id.text(), tr("variable"), metaarguments::isReservedVariable(id.text())))
                continue;
            if (variable.type.isEmpty())
                variable.type = u"string"_s;
            if (!expressions::isTypeExpression(variable.type)) {
                report({}, id.text(), tr("The type of the variable “%1” is not a Terraform type.").arg(id.text()));
                variable.type = u"any"_s;
            }
            if (variable.defaultValue.isComputed()) {
                report({}, id.text(), tr("The default of the variable “%1” must be written out.").arg(id.text()));
                variable.defaultValue = {};
            }
            if (const QList<VariableRule> rules = rulesOf(variable, m_lowered.diagnostics); !rules.isEmpty())
                m_lowered.variableRules.insert(id.text(), rules);
            m_lowered.variables.append(variable);
        }
        for (const LocalId &id : m_blueprint.ids<Local>()) {
            Local local = *m_blueprint.find<Local>(id);
            if (!named(id.text(), tr("local")))
                continue;
            local.value = coercer.free(local.value, id.text());
            m_lowered.locals.append(local);
        }
        for (const OutputId &id : m_blueprint.ids<Output>()) {
            Output output = *m_blueprint.find<Output>(id);
            if (!named(id.text(), tr("output")))
                continue;
            output.value = coercer.free(output.value, id.text());
            if (output.value.isNull())
                continue;
            output.sensitive = output.sensitive || isSensitive(output.value);
            m_lowered.outputs.append(output);
        }
    }

    /// Terraform refuses an output that shows a secret without saying so.
    bool isSensitive(const Value &value) const
    {
        bool found = false;
        value.forEachReference([&](const Reference &reference) {
            const Row *row = m_rows.find(reference.to);
            const AttributeSchema *attribute =
                row && row->info && row->info->schema ? row->info->schema->attributeAt(reference.attribute) : nullptr;
            found = found || (attribute && attribute->sensitive);
        });
        value.forEachVariable([&](const QString &name) {
            const Variable *variable = m_blueprint.find(VariableId(name));
            found = found || (variable && variable->sensitive);
        });
        return found;
    }

    void report(const ResourceId &id, const QString &attribute, const QString &message)
    {
        m_lowered.diagnostics.append({Severity::Error, id, attribute, message});
    }

    const Blueprint &m_blueprint;
    const Catalog &m_catalog;
    const Environment *m_environment;
    Rows m_rows;
    QSet<ResourceId> m_told;
    std::optional<std::pair<ResourceId, QString>> m_leaving; ///< resource and path of the first that the newest provider no longer takes
    QHash<QString, std::shared_ptr<const ResourceType>> m_types;
    Lowered m_lowered;
};

} // namespace

const Argument *Body::argument(const QString &name) const
{
    const auto it = std::find_if(arguments.begin(), arguments.end(), [&](const Argument &a) { return a.name == name; });
    return it == arguments.end() ? nullptr : &*it;
}

Lowered lower(const Blueprint &blueprint, const Catalog &catalog, const GenerateOptions &options)
{
    return lower(blueprint, catalog, options, nullptr);
}

Lowered lower(const Blueprint &blueprint, const Catalog &catalog, const GenerateOptions &options, Trace *trace)
{
    return Lowering(blueprint, catalog, options).run(trace);
}

std::optional<LoweredResource> lowerAgain(const Trace &trace, const LoweredResource &known, const Blueprint &before, const Blueprint &after,
                                          const Catalog &catalog)
{
    const Row *row = trace.rows.find(known.id);
    const Resource *old = before.find(known.id), *now = after.find(known.id);
    if (!row || !old || !now || trace.leaves || !row->meta.isEmpty() || trace.told.contains(known.id))
        return {};
    for (const PropertyMap *side : {&old->properties, &now->properties}) {
        for (auto it = side->begin(); it != side->end(); ++it) {
            if (old->properties.value(it.key()) != now->properties.value(it.key()) && trace.rows.mayBeRead(*row, it.key()))
                return {};
        }
    }
    const auto lowered = [&](const Blueprint &blueprint, const Resource &resource) -> std::optional<LoweredResource> {
        Row again = *row;
        again.properties = containment::effectiveProperties(blueprint, catalog, resource);
        for (const QString &name : trace.rows.written(known.id)) {
            again.properties.remove(name);
            if (const auto it = row->properties.constFind(name); it != row->properties.constEnd())
                again.properties.insert(name, *it);
        }
        if (!trace.drawnRegion.isEmpty() && known.provider.isEmpty())
            moveZones(again.properties, trace.drawnRegion, trace.deployedRegion);
        QList<Diagnostic> told;
        Coercer coercer(blueprint, trace.rows, told);
        LoweredResource result = known;
        result.body = coercer.body(again);
        return told.isEmpty() && !coercer.takeLeaving() ? std::optional(result) : std::nullopt;
    };
    const auto first = lowered(before, *old), second = lowered(after, *now);
    return first && second && referAlike(*first, *second) ? second : std::nullopt;
}

} // namespace groundplan::lowering
